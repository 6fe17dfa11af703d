"""Trusted documents: asked for by hash, in both ways that clients have, and where it is set the only ones accepted."""

import hashlib
import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from pytest_django import Settings

from ops_model.graphql.http import trusted
from ops_model.graphql.http.trusted import Texts
from ops_model.models import TrustedDocument
from ops_model.services.trusted_documents import trusted_documents_keep
from tests.api.client import GRAPHQL_RESPONSE, REPORTING, Api, answer_of
from tests.api.endpoints import ENDPOINTS, Endpoint
from tests.api.world import World
from tests.database import connection_as

NAME = "query Name { viewer { name } }"
TYPE = 'query Type { __type(name: "Kpi") { name } }'
BOTH = "query A { viewer { name } } query B { viewer { email } }"
CHANGE = 'mutation { kpiArchive(input: {id: "x", version: 1}) { userErrors { code } } }'


@pytest.fixture(autouse=True)
def _registered(committed: None, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    monkeypatch.setattr(trusted, "_TEXTS", Texts())
    trusted_documents_keep(texts=[NAME, TYPE, BOTH, CHANGE, *(endpoint.signed_in for endpoint in ENDPOINTS)])
    yield
    connections["owner"].close()


def hash_of(text: str) -> str:
    """Return what a client calls a document."""
    return hashlib.sha256(text.encode()).hexdigest()


def by_id(text: str, **more: Any) -> dict[str, Any]:
    """Ask as the appendix of GraphQL over HTTP has it."""
    return {"documentId": f"sha256:{hash_of(text)}", **more}


def by_apollo(text: str, **more: Any) -> dict[str, Any]:
    """Ask as Apollo's clients do."""
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash_of(text)}}, **more}


def asked(api: Api, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Return the status and the answer."""
    response = api.post(json.dumps(body), accept=GRAPHQL_RESPONSE)
    return response.status_code, answer_of(response)


@contextmanager
def lookups() -> Generator[list[str]]:
    """Give the list of statements that look for a trusted document."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "trusted_document" in sql:
            found.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


@pytest.mark.parametrize("ask", [by_id, by_apollo])
def test_a_trusted_document_is_asked_for_by_its_hash(
    endpoint: Endpoint, member: Api, ask: Callable[..., dict[str, Any]]
) -> None:
    for text in (TYPE, endpoint.signed_in):
        assert asked(member, ask(text)) == (200, member.answer(text))
        assert asked(member, ask(text, query=text)) == (200, member.answer(text))


def test_of_several_operations_one_is_named(api: Api) -> None:
    assert asked(api, by_id(BOTH, operationName="B"))[1]["data"]["viewer"].keys() == {"email"}


def test_it_may_be_asked_for_by_get_and_a_change_may_not(member: Api) -> None:
    assert member.get({"documentId": by_id(TYPE)["documentId"]}).status_code == 200
    assert member.get({"extensions": json.dumps(by_apollo(TYPE)["extensions"])}).status_code == 200
    assert member.get({"documentId": by_id(CHANGE)["documentId"]}).status_code == 405


def test_what_is_trusted_for_one_api_is_refused_by_the_other_as_its_schema_has_it(one: World) -> None:
    (tracker, reporting) = ENDPOINTS
    for here, there in ((tracker, reporting), (reporting, tracker)):
        status, answer = asked(one.api(path=there.path), by_id(here.signed_in))
        assert (status, answer["errors"][0]["extensions"]["code"]) == (400, "GRAPHQL_VALIDATION_FAILED")


def test_it_is_read_once_and_remembered(member: Api) -> None:
    with lookups() as found:
        for _ in range(3):
            asked(member, by_id(TYPE))
    assert len(found) == 1


@pytest.mark.parametrize("ask", [by_id, by_apollo])
def test_a_hash_that_is_not_registered_is_told_so(member: Api, ask: Callable[..., dict[str, Any]]) -> None:
    later = "{ __schema { queryType { name } } }"
    status, answer = asked(member, ask(later))
    (error,) = answer["errors"]
    assert (status, error["extensions"]) == (404, {"code": "BAD_REQUEST"})
    assert error["message"].startswith("No document is registered with the hash ")
    trusted_documents_keep(texts=[later])
    assert asked(member, ask(later))[0] == 200
    TrustedDocument.objects.using("owner").filter(text=later).delete()


def test_strangers_do_not_learn_what_is_registered(nobody: Api, committed: None) -> None:
    unknown = Api("opsm_nobody", nobody.path)
    with lookups() as found:
        answers = {json.dumps(asked(nobody, by_id(text))) for text in (NAME, "{ x }")}
    bad = {json.dumps(asked(unknown, by_id(text))) for text in (NAME, "{ x }")}
    assert found == []
    assert len(answers | bad) == 1
    assert "UNAUTHENTICATED" in answers.pop()


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": hash_of(NAME)},
        {"documentId": f"sha256:{hash_of(NAME).upper()}"},
        {"documentId": f"md5:{hash_of(NAME)}"},
        {"documentId": "sha256:abc"},
        {"documentId": 7},
        {"documentId": ""},
        {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": hash_of(NAME)}}},
        {"extensions": {"persistedQuery": {"version": 1}}},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": 7}}},
        {"extensions": {"persistedQuery": []}},
        {"query": NAME, "documentId": "x"},
        {"query": NAME, "extensions": {"persistedQuery": 1}},
        by_id(NAME, query="{ viewer { email } }"),
        by_apollo(NAME, query="{ viewer { email } }"),
    ],
)
def test_what_is_no_hash_or_not_that_of_the_text_is_refused(member: Api, body: dict[str, Any]) -> None:
    status, answer = asked(member, body)
    assert (status, answer["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


def test_other_documents_may_be_asked_unless_they_are_the_only_ones(
    endpoint: Endpoint, member: Api, nobody: Api, settings: Settings
) -> None:
    other = {"query": f"query Other {endpoint.signed_in}"}
    assert asked(member, other)[0] == 200
    settings.OPS_TRUSTED_DOCUMENTS_ONLY = True
    status, answer = asked(member, other)
    assert (status, answer["errors"][0]["message"]) == (
        403,
        "Only registered documents are accepted here, and this is none.",
    )
    assert asked(member, {"query": "{ __schema { types { name } } }"})[0] == 403
    assert asked(member, {"query": TYPE})[0] == asked(member, by_id(TYPE))[0] == 200
    assert asked(nobody, {"query": "{ __typename }"})[0] == 200
    assert asked(nobody, other)[0] == 401


def test_a_trusted_document_has_the_limits_of_any(member: Api, settings: Settings) -> None:
    settings.GRAPHQL_LIMITS = {"cost": 101}
    assert asked(member, by_id(TYPE))[1]["errors"][0]["extensions"]["code"] == "COST_LIMIT"


def test_the_application_cannot_widen_what_is_trusted(committed: None) -> None:
    with connection_as("ops_app") as app, app.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('trusted_document', 'INSERT, UPDATE, DELETE')")
        assert cursor.fetchone() == (False,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Have a front end's folder with two documents."""
    (tmp_path / "deeper").mkdir()
    (tmp_path / "levers.graphql").write_bytes(b'query Levers { organisation(slug: "a") {\r\n levers { name } } }\n')
    (tmp_path / "deeper" / "kpis.graphql").write_text(
        'query($n: Int) { organisation(slug: "a") { kpis(first: $n) { totalCount } } }'
    )
    (tmp_path / "notes.txt").write_text("{")
    return tmp_path


def registered(folder: Path, **options: str) -> str:
    """Register a folder, and return what is printed."""
    printed = StringIO()
    call_command("trust_documents", folder, stdout=printed, **options)
    return printed.getvalue()


def test_a_folder_is_registered_byte_for_byte(folder: Path, example: World, api: Api) -> None:
    printed = registered(folder)
    for name in ("levers.graphql", "deeper/kpis.graphql"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert f"sha256:{digest}  {name}\n" in printed
        assert asked(api, {"documentId": f"sha256:{digest}"})[0] == 200
    assert "2 documents are trusted" in printed


def test_a_folder_of_reports_is_registered_for_the_reporting_api(tmp_path: Path, one: World) -> None:
    report = f'{{ kpis(organisation: "{one.slug}") {{ totalCount }} }}'
    (tmp_path / "report.graphql").write_text(report)
    with pytest.raises(CommandError, match="Cannot query field 'kpis'"):
        registered(tmp_path)
    registered(tmp_path, api="reporting")
    assert asked(one.api(path=REPORTING), by_id(report))[1]["data"] == {"kpis": {"totalCount": 1}}


def test_to_register_again_changes_nothing(folder: Path) -> None:
    registered(folder)
    assert registered(folder).endswith("2 documents are trusted; 0 of them were not before.\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{ noSuchField }", "Cannot query field 'noSuchField' on type 'Query'."),
        ("{", "Syntax Error"),
        ("fragment F on Kpi { code }", "It has no operation."),
        ("query A { viewer { name } } query B { " + "viewer { name } " * 31 + "}", "is used 31 times in one selection"),
        (
            '{ organisation(slug: "a") { ' + "kpis(first: 100) { nodes { lever { " * 3 + "name" + " } } }" * 3 + " } }",
            "and 100000 is the most",
        ),
        ("{ viewer { name } }" + " " * 20_000, "It is larger than 20000 bytes."),
        ("\ufeff{ __typename } \0", "Syntax Error"),
    ],
)
def test_nothing_is_registered_where_one_is_refused(folder: Path, text: str, why: str) -> None:
    sound = f"query Sound{len(text)} {{ viewer {{ name }} }}"
    (folder / "sound.graphql").write_text(sound)
    (folder / "unsound.graphql").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        registered(folder)
    assert f"{folder / 'unsound.graphql'}: " in str(refused.value)
    assert why in str(refused.value)
    assert "sound.graphql: " not in str(refused.value).replace("unsound.graphql: ", "")
    assert not TrustedDocument.objects.using("owner").filter(text=sound).exists()


def test_what_is_no_text_or_not_there_is_told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(CommandError, match=r"There is no \.graphql file in"):
        registered(tmp_path_factory.mktemp("empty"))
    (folder / "bad.graphql").write_bytes(b"\xff")
    with pytest.raises(CommandError, match="cannot be read as UTF-8"):
        registered(folder)


def test_the_least_used_texts_are_forgotten() -> None:
    texts = Texts(most=1)
    with lookups() as found:
        for text in (NAME, NAME, BOTH, NAME):
            assert texts.get(hashlib.sha256(text.encode()).digest()) == text
    assert len(found) == 3
