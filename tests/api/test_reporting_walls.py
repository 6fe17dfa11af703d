"""Whoever asks for reports sees their own organisation's and writes nothing, and a hundred rows take as many statements
as one."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from pytest_django import Settings

from ops_model.domain.roles import Role
from ops_model.graphql.reporting.schema import SCHEMA
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES, Table
from tests.api.client import REPORTING, Api
from tests.api.reporting import Reports, whole_row
from tests.api.world import World
from tests.statements import count_statements

EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def _asked(table: Table, slug: str, selection: str = "totalCount nodes { key organisation }") -> str:
    return f'{{ asked: {camel_case(table.name)}(organisation: "{slug}", first: 1000) {{ {selection} }} }}'


@EVERY_TABLE
@pytest.mark.parametrize("role", Role)
def test_every_member_reads_every_table(table: Table, role: Role, one: World) -> None:
    page = one.api(role, path=REPORTING).data(_asked(table, one.slug))["asked"]
    assert page["totalCount"] == len(page["nodes"]) > 0
    assert {row["organisation"] for row in page["nodes"]} == {one.slug}


@EVERY_TABLE
def test_who_is_no_member_is_told_what_who_asks_for_nothing_is_told(table: Table, one: World, ten: World) -> None:
    stranger = ten.api(Role.ADMIN, path=REPORTING)
    assert (
        stranger.data(_asked(table, one.slug))
        == stranger.data(_asked(table, "no-such-organisation"))
        == {"asked": None}
    )


@EVERY_TABLE
def test_who_is_not_signed_in_is_told_to(table: Table, one: World) -> None:
    for api in (Api(path=REPORTING), Api("opsm_unknown", REPORTING)):
        assert api.error(_asked(table, one.slug))["extensions"] == {"code": "UNAUTHENTICATED"}


@EVERY_TABLE
def test_without_the_filter_of_the_organisation_row_security_shows_no_other(
    table: Table, one: World, ten: World
) -> None:
    def unfiltered(queryset: Any, **conditions: Any) -> Any:
        conditions.pop("organisation_id", None)
        return kept(queryset, **conditions) if conditions else queryset

    kept = type(table.view._default_manager.all()).filter
    with mock.patch("django.db.models.query.QuerySet.filter", unfiltered):
        rows = one.api(path=REPORTING).data(_asked(table, one.slug))["asked"]["nodes"]
    assert {row["organisation"] for row in rows} == {one.slug}


@pytest.fixture
def writing_resolver(settings: Settings) -> Iterator[list[str]]:
    """Let a field of the schema write, as no field does: past the schema, and past all that Python has to say."""
    settings.OPS_COMPILE = False  # a program would keep the resolver
    statements = ["UPDATE organisation SET name = 'Taken over'"]

    def resolve(root: None, info: Any) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(statements[0])
        return []

    with mock.patch.object(SCHEMA.query_type.fields["organisations"], "resolve", resolve):  # type: ignore[union-attr]
        yield statements


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation SET name = 'Taken over'",
        "INSERT INTO measurement (organisation_id) VALUES (gen_random_uuid())",
        "SELECT nextval('axes_accessattempt_id_seq')",
        "CREATE TABLE mine (id int)",
    ],
)
def test_postgresql_itself_refuses_to_write_for_a_report(
    statement: str, writing_resolver: list[str], example: World, caplog: pytest.LogCaptureFixture
) -> None:
    writing_resolver[0] = statement
    answer = example.api(path=REPORTING).answer("{ organisations }")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["INTERNAL"]
    assert "in a read-only transaction" in caplog.text
    name = example.api().data(f'{{ organisation(slug: "{example.slug}") {{ name }} }}')["organisation"]["name"]
    assert name == "Worked example"


def _statements(of: World, document: str) -> int:
    with count_statements() as statements:
        of.api(path=REPORTING).data(document)
    return len(statements)


@EVERY_TABLE
def test_a_table_takes_as_many_statements_for_a_hundred_rows_as_for_one(table: Table, one: World, ten: World) -> None:
    """A page, its total, its groups, and the five of the state where things stand in it or below it."""
    nested = {"kpi_id": "kpi { kpiName health }", "initiative_id": "initiative { initiativeName computedHealth }"}
    below = (
        []
        if table.name in ("kpis", "initiatives")
        else [field for column, field in nested.items() if column in table.columns]
    )
    row = whole_row(table).removesuffix("}") + " ".join(below) + " }"
    by = table.dimensions[0].upper()
    selection = f"totalCount {row} pageInfo {{ hasNextPage }} groups(by: [{by}]) {{ count }}"
    of_state = 0 if table.name in ("scorecard_days", "lever_days") else 5
    assert [_statements(of, _asked(table, of.slug, selection)) for of in (one, ten)] == [3 + of_state] * 2


def test_a_page_of_facts_takes_one_statement_and_one_of_what_stands_those_of_its_state(reports: Reports) -> None:
    reports.page("levers")  # that the token was used is written down once a minute
    assert _statements(reports.of, reports.asked("measurements")) == 1
    assert _statements(reports.of, reports.asked("kpiDays")) == 1
    assert _statements(reports.of, reports.asked("kpis")) == 6, "that its rows are set is no reading"
    assert _statements(reports.of, reports.asked("measurements", "", "totalCount nodes { kpi { health } }")) == 7
