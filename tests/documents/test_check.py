"""What a document may not say between its entries."""

from collections.abc import Callable
from typing import Any

import pytest

from fixtures.demo import demo_documents
from ops_model.documents.check import document_check
from ops_model.documents.codec import DocumentError, document_read
from ops_model.documents.organisation import OrganisationDocument

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture
def document() -> dict[str, Any]:
    """Have the small organisation's document, to be spoiled."""
    return demo_documents()[1]


def terms(document: dict[str, Any], part: str, place: int) -> list[dict[str, Any]]:
    """Return the terms of a KPI or an initiative."""
    found: list[dict[str, Any]] = document[part][place]["terms"]
    return found


SPOILED: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "a lever is missing": (lambda document: document["levers"].pop(), ("levers",)),
    "there is no policy": (lambda document: document["scoring_policies"].clear(), ("scoring_policies",)),
    "the first policy has a date": (
        lambda document: document["scoring_policies"][0].update(valid_from="2026-01-01"),
        ("scoring_policies", "0", "valid_from"),
    ),
    "a second policy has none": (
        lambda document: document["scoring_policies"].append(document["scoring_policies"][0]),
        ("scoring_policies", "1", "valid_from"),
    ),
    "a policy leaves out a lever": (
        lambda document: document["scoring_policies"][0]["target_levels"].pop("CULTURE"),
        ("scoring_policies", "0", "target_levels"),
    ),
    "a KPI has no terms": (lambda document: terms(document, "kpis", 0).clear(), ("kpis", "0", "terms")),
    "terms of one day stand there twice": (
        lambda document: terms(document, "kpis", 0).append(terms(document, "kpis", 0)[0]),
        ("kpis", "0", "terms"),
    ),
    "a target lies on the wrong side": (
        lambda document: terms(document, "kpis", 0)[0]["target"].update(value="1"),
        ("kpis", "0", "terms", "0", "target", "value"),
    ),
    "the primary lever has no share": (
        lambda document: terms(document, "initiatives", 0)[0].update(primary_lever="METRICS"),
        ("initiatives", "0", "terms", "0", "lever_shares", "METRICS"),
    ),
    "a stage does not allow the next": (
        lambda document: terms(document, "initiatives", 0)[1].update(stage="VALUE_CONFIRMED"),
        ("initiatives", "0", "terms", "1", "stage"),
    ),
}


def test_the_document_itself_is_in_order(document: dict[str, Any]) -> None:
    document_check(document_read(OrganisationDocument, document))


@pytest.mark.parametrize(("spoil", "path"), SPOILED.values(), ids=SPOILED.keys())
def test_a_document_is_refused_where(spoil: Spoil, path: tuple[str, ...], document: dict[str, Any]) -> None:
    spoil(document)
    with pytest.raises(DocumentError) as refused:
        document_check(document_read(OrganisationDocument, document))
    assert refused.value.path == path
