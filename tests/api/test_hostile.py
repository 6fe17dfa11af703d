"""Whatever is sent, the server says no in time and stays healthy. Time itself is not measured here but what takes it:
what is refused by the pass over the document never reaches validation, and the pass looks at each part once."""

import json
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from graphql import validate

from ops_model.graphql.http import documents, measure
from ops_model.graphql.http.documents import document_parse
from ops_model.graphql.http.errors import ApiError, RefusedError
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.merging import fields_merged
from tests.api.client import GRAPHQL_RESPONSE, REPORTING, TRACKER, Api, answer_of
from tests.api.hostile import HOSTILE, HOSTILE_REPORTS, Hostile
from tests.api.world import World
from tests.statements import count_statements

TRIED = ((TRACKER, HOSTILE), (REPORTING, HOSTILE_REPORTS))
CASES = pytest.mark.parametrize(
    ("hostile", "path"),
    [pytest.param(each, path, id=f"{path} {name}") for path, tried in TRIED for name, each in tried.items()],
)


@contextmanager
def _validations(monkeypatch: pytest.MonkeyPatch) -> Generator[list[object]]:
    """Give the list of what reached graphql-core's validation."""
    reached: list[object] = []

    def noted(*args: Any, **options: Any) -> Any:
        reached.append(args)
        return validate(*args, **options)

    documents.documents_forget()
    monkeypatch.setattr(documents, "validate", noted)
    yield reached


@CASES
def test_a_hostile_document_is_refused_or_answered_and_the_server_healthy(
    hostile: Hostile, path: str, one: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps({"query": hostile.document.replace("SLUG", one.slug), "variables": dict(hostile.variables)})
    with _validations(monkeypatch) as reached, count_statements() as statements:
        response = one.api(path=path).post(body, accept=GRAPHQL_RESPONSE)
    codes = {error["extensions"]["code"] for error in answer_of(response).get("errors", ())}
    assert codes == ({hostile.code} if hostile.code else set()), answer_of(response)
    if codes and hostile.code != "BAD_USER_INPUT":
        assert response.status_code == 400
        assert statements == []
        assert len(answer_of(response)["errors"]) <= Limits().shown_errors + 1
        assert bool(reached) is hostile.validated
    assert one.api(path=path).data("{ __schema { queryType { name } } }")


@CASES
def test_a_stranger_learns_nothing_by_it(hostile: Hostile, path: str, committed: None) -> None:
    document = hostile.document.replace("SLUG", "a")
    with count_statements() as statements:
        response = Api(path=path).post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
    (error,) = answer_of(response)["errors"]
    refused_for_all = not hostile.validated and hostile.code in ("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED")
    assert error["extensions"]["code"] == (hostile.code if refused_for_all else "UNAUTHENTICATED")
    assert statements == []


@CASES
def test_a_bad_token_is_told_so_whatever_the_document(hostile: Hostile, path: str, committed: None) -> None:
    response = Api("opsm_nobody", path).post(json.dumps({"query": hostile.document}), accept=GRAPHQL_RESPONSE)
    (error,) = answer_of(response)["errors"]
    refused_for_all = not hostile.validated and hostile.code in ("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED")
    assert error["extensions"]["code"] == (hostile.code if refused_for_all else "UNAUTHENTICATED")


@pytest.mark.parametrize("hostile", (HOSTILE | HOSTILE_REPORTS).values(), ids=(HOSTILE | HOSTILE_REPORTS).keys())
def test_the_pass_looks_at_each_part_of_the_document_once(hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    noted, merged = [0], [0]
    note = measure._note

    def counted_note(*args: Any, **options: Any) -> None:
        noted[0] += 1
        note(*args, **options)

    def counted_merge(*args: Any, **options: Any) -> Any:
        found = fields_merged(*args, **options)
        merged[0] += sum(map(len, found.values()))
        return found

    monkeypatch.setattr(measure, "_note", counted_note)
    monkeypatch.setattr(measure, "fields_merged", counted_merge)
    limits = Limits(document_bytes=10**6)
    with suppress(ApiError, RefusedError):
        document_parse(hostile.document, limits)
    assert noted[0] <= limits.tokens
    assert merged[0] <= limits.fields
