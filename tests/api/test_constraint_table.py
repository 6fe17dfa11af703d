"""Every rule that the database keeps is broken over HTTP once: what is answered, and that nothing is written."""

from collections.abc import Iterator, Mapping

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ops_model.services.constraints import REFUSALS
from tests.api.attempts import attempt
from tests.api.broken import Broken
from tests.api.broken_rules import REACHED
from tests.api.desk import Desks, desks_made
from tests.api.valid_inputs import valid_input


def _named(reason: str, *, prefixes: tuple[str, ...] = ("",), suffixes: tuple[str, ...] = ("",)) -> dict[str, str]:
    return {name: reason for name in REFUSALS if name.startswith(prefixes) and name.endswith(suffixes)}


WITHOUT_MUTATION = (
    "account_",
    "api_token_use_",
    "data_version_",
    "framework_",
    "idempotency_key_",
    "rate_bucket_",
    "snapshot_",
    "trusted_document_",
)
OWN_ORGANISATION = ("check_in_", "initiative_kpi_", "initiative_terms_", "kpi_terms_", "lever_", "measurement_")
WHO = ("_author_reference", "_created_by_reference", "_recorded_by_reference", "_updated_by_reference")

UNREACHABLE: Mapping[str, str] = {
    **_named("no mutation writes there", prefixes=WITHOUT_MUTATION),
    **_named("the database makes identifiers", suffixes=("_pkey", "_id_unique")),
    **_named("services count versions, from 1", suffixes=("_version_range",)),
    **_named("it is who signed in", suffixes=WHO),
    **_named(
        "it is of the organisation that was signed in to",
        prefixes=(*OWN_ORGANISATION, "milestone_"),
        suffixes=("_organisation_reference",),
    ),
    "api_token_token_hash_shape": "services make tokens",
    "api_token_token_hash_unique": "services make tokens",
    "api_token_token_prefix_text": "services make tokens",
    "membership_account_reference": "services make accounts",
    "membership_account_unique": "an account has one e-mail, which is found first",
    "membership_admin_some": "it needs an organisation with one ADMIN (tests/api/test_access.py)",
    "organisation_slug_text": "a slug is for good",
    "organisation_slug_unique": "a slug is for good",
    "lever_kind_choice": "there are always six levers",
    "lever_kind_unique": "there are always six levers",
    "vision_number_range": "services count drafts, from 1",
    "vision_number_unique": "services count drafts, one after another",
    "scoring_policy_valid_from_unique": "a second change of a day is made to that day's version",
    "measurement_superseded_by_other": "a successor is always a new row",
    "measurement_superseded_by_reference": "a successor is always a new row",
    "measurement_superseded_pair": "a reason is written together with when",
}
"""What no input can break, and why not."""

WAYS = [(name, way) for name, ways in REACHED.items() for way in ways]


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


def test_every_constraint_is_reached_or_no_input_can_reach_it() -> None:
    assert REACHED.keys() & UNREACHABLE.keys() == set()
    assert REFUSALS.keys() - REACHED.keys() - UNREACHABLE.keys() == set()
    assert (REACHED.keys() | UNREACHABLE.keys()) - REFUSALS.keys() == set()
    assert all(REACHED.values())


@pytest.mark.parametrize("mutation", sorted({way.mutation for _, way in WAYS}))
def test_what_is_broken_is_written_while_it_is_whole(mutation: str, desks: Desks) -> None:
    before = desks.here.data_version()
    answered = attempt(desks.here.api(), mutation, valid_input(mutation, desks.here))

    assert (answered.is_written, answered.user_errors) == (True, [])
    assert desks.here.data_version() != before


@pytest.mark.parametrize(("name", "way"), WAYS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(WAYS)])
def test_what_breaks_a_rule_is_refused_with_its_code_and_field(name: str, way: Broken, desks: Desks) -> None:
    given = way.change(desks, valid_input(way.mutation, desks.here))
    before = desks.here.data_version(), desks.there.data_version()
    answered = attempt(desks.here.api(), way.mutation, given)

    assert answered.faults() == []
    if way.code == "BAD_USER_INPUT":
        assert answered.codes == {"BAD_USER_INPUT"}
    else:
        told = [(error["code"], ".".join(error["field"][1:])) for error in answered.user_errors]
        assert told == way.told
    assert (desks.here.data_version(), desks.there.data_version()) == before
