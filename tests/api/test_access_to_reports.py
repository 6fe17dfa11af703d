"""Who sees what of the reporting API and of its files: each table, asked for with every credential there is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ops_model.graphql.reporting.schema import SCHEMA
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES_BY_ADDRESS
from tests.api.access_table import Standing
from tests.api.client import REPORTING
from tests.api.credentials import CREDENTIALS, Keys, credentials_made, quickly
from tests.api.fuzzed import desks_reported

TABLES = (
    *("scorecardDays", "leverDays", "kpiDays", "initiativeDays"),
    *("levers", "kpis", "initiatives", "milestones", "measurements", "checkIns"),
)
"""Fields of the root, and files, that are shown to every member of the organisation, and to nobody else."""

SHOWN_TO_STRANGERS = ("organisations",)
"""Fields of the root that are shown to whoever is signed in, of their own organisations."""

NOWHERE = "no-such-organisation"


@dataclass(frozen=True, slots=True)
class Asked:
    """An organisation that has something of everything, and everyone who asks about it."""

    slug: str
    keys: Keys


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Asked]:
    """Have what is read, for all tests of this module."""
    with quickly(django_db_blocker), desks_reported(django_db_blocker) as desks:
        keys = credentials_made(desks.here, desks.there)
        yield Asked(desks.here.slug, {name: replace(key, path=REPORTING) for name, key in keys.items()})


def test_every_field_of_the_root_and_every_file_has_a_row() -> None:
    assert SCHEMA.query_type
    assert {*SCHEMA.query_type.fields} == {*TABLES, *SHOWN_TO_STRANGERS}
    assert {camel_case(table.name) for table in TABLES_BY_ADDRESS.values()} == {*TABLES}
    assert SCHEMA.mutation_type is None


@pytest.mark.parametrize("field", TABLES)
def test_a_table_is_shown_to_members_and_to_strangers_as_that_of_nothing(field: str, asked: Asked) -> None:
    table = "{ FIELD(organisation: SLUG) { totalCount nodes { key } } }".replace("FIELD", field)
    here, nowhere = (table.replace("SLUG", f'"{slug}"') for slug in (asked.slug, NOWHERE))
    for credential in CREDENTIALS:
        key = asked.keys[credential.name]
        answer = key.answer(here)
        if credential.standing >= Standing.VIEWER:
            assert answer["data"][field]["totalCount"] == len(answer["data"][field]["nodes"]) > 0, credential.name
        elif credential.standing is Standing.STRANGER:
            assert answer == key.answer(nowhere), credential.name
            assert answer["data"] == {field: None}, credential.name
        else:
            assert _refused(answer), credential.name


@pytest.mark.parametrize("address", TABLES_BY_ADDRESS)
def test_a_file_is_sent_to_members_and_to_strangers_as_that_of_nothing(address: str, asked: Asked) -> None:
    file = f"/reporting/{address}.ndjson"
    for credential in CREDENTIALS:
        key = asked.keys[credential.name]
        response = key.file(file, organisation=asked.slug)
        status, content = response.status_code, b"".join(response)
        if credential.standing >= Standing.VIEWER:
            assert (status, asked.slug.encode() in content) == (200, True), credential.name
        elif credential.standing is Standing.STRANGER:
            assert (status, content) == (404, b"".join(key.file(file, organisation=NOWHERE))), credential.name
        else:
            assert (status, b"UNAUTHENTICATED" in content) == (401, True), credential.name


def test_everyone_is_told_their_own_organisations_alone(asked: Asked) -> None:
    for credential in CREDENTIALS:
        answer = asked.keys[credential.name].answer("{ organisations }")
        if credential.standing >= Standing.STRANGER:
            told = answer["data"]["organisations"]
            assert (asked.slug in told) is (credential.standing >= Standing.VIEWER), credential.name
            assert len(told) == (3 if "elsewhere" in credential.name else 1), credential.name
        else:
            assert _refused(answer), credential.name


@pytest.mark.parametrize("document", ["{ __schema { types { name } } }", '{ __type(name: "Kpi") { name } }'])
def test_the_schema_is_told_to_who_is_signed_in(document: str, asked: Asked) -> None:
    for credential in CREDENTIALS:
        answer = asked.keys[credential.name].answer(document)
        is_told = "Kpi" in str(answer.get("data"))
        assert (is_told, _refused(answer)) == (credential.standing >= Standing.STRANGER, not is_told), credential.name


def _refused(answer: dict[str, Any]) -> bool:
    codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
    return codes == ["UNAUTHENTICATED"] and "data" not in answer
