"""Tables as files over HTTP: the rows of the API, as they are read, to whoever may see them."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.db import OperationalError, connection
from django.http.response import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from ops_model.domain.roles import Role
from ops_model.graphql.reporting import files
from ops_model.graphql.reporting.sending import Sending
from ops_model.reporting import batches, exporting
from ops_model.reporting.files import FORMATS
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES, Table
from tests.api.browser import Browser
from tests.api.client import answer_of, code_of
from tests.api.reporting import Reports, whole_row
from tests.api.world import World, empty

Fetch = Callable[..., HttpResponseBase]


def fetched(of: World, name: str, *, token: str | None = None, **parameters: Any) -> HttpResponseBase:
    """Ask for a file of an organisation, as its VIEWER or by another token ("": by none)."""
    by = of.tokens[Role.VIEWER] if token is None else token
    headers = {"authorization": f"Bearer {by}"} if by else {}
    return Client().get(f"/reporting/{name}", {"organisation": of.slug, **parameters}, headers=headers)


def content(response: HttpResponseBase) -> bytes:
    """Take a file to its end, as a web server does."""
    assert response.status_code == 200, getattr(response, "content", b"")
    pieces: Iterator[bytes] = response.streaming_content  # type: ignore[attr-defined]
    whole = b"".join(pieces)
    response.close()
    return whole


def _lines(whole: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(whole.decode(), newline=""))]


def _text(shown: Any) -> str:
    """Return what a CSV has for a value of the API."""
    if shown is None:
        return ""
    return str(shown).lower() if isinstance(shown, bool) else str(shown)


def _is_same(shown: Any, value: Any) -> bool:
    """Whether a value of NDJSON is the API's: an exact number is a text there."""
    return float(shown) == value if isinstance(shown, str) and isinstance(value, float) else shown == value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_file_has_the_rows_of_the_api_under_the_names_of_its_columns(table: Table, ten: World) -> None:
    shown = Reports(ten).page(camel_case(table.name), "first: 1000", whole_row(table))["nodes"]
    whole = {suffix: content(fetched(ten, f"{table.address}.{suffix}")) for suffix in FORMATS}
    lines, objects = _lines(whole["csv"]), [json.loads(line) for line in whole["ndjson"].splitlines()]
    sheet = load_workbook(io.BytesIO(whole["xlsx"])).active
    assert sheet is not None
    names, *cells = sheet.iter_rows(values_only=True)

    assert len(lines) == len(objects) == len(cells) == len(shown) > 0
    assert [*lines[0]] == [*objects[0]] == [*names] == [*table.columns]
    assert [row["key"] for row in shown] == [row[0] for row in cells]
    for row, line, object_ in zip(shown, lines, objects, strict=True):
        assert [*map(_text, row.values())] == [*line.values()]
        assert [*map(_is_same, row.values(), object_.values())] == [True] * len(row)


def test_parameters_filter_order_and_move_in_time(example: World) -> None:
    measured = _lines(content(fetched(example, "measurements.csv", kpiCode="eNPS", orderBy="-observedOn")))
    assert [line["observed_on"] for line in measured] == ["2026-06-30", "2026-05-31", "2026-03-31"]
    then = _lines(content(fetched(example, "kpis.csv", asOf="2026-04-15", kpiCode=["eNPS", "ATTRITION"])))
    assert [(line["as_of"], line["kpi_code"], line["value"]) for line in then] == [
        ("2026-04-15", "ATTRITION", ""),
        ("2026-04-15", "eNPS", "15.0"),
    ]


def test_a_file_says_what_it_is_and_is_kept_by_nobody(example: World) -> None:
    response = fetched(example, "kpis.csv")
    content(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{example.slug}-kpis.csv"'
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Request-ID"]


def test_a_csv_begins_with_a_byte_order_mark_where_it_is_asked_for(example: World) -> None:
    assert content(fetched(example, "kpis.csv", bom="true")).startswith(b"\xef\xbb\xbfkey,")
    assert content(fetched(example, "kpis.csv", bom="false")).startswith(b"key,")


REFUSED: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "no table": ("figures.csv", {}, 404, "There is no such file: there are scorecard-days, "),
    "no format": ("kpis.pdf", {}, 404, "as csv, ndjson, xlsx."),
    "no such organisation": (
        "kpis.csv",
        {"organisation": "none"},
        404,
        "'organisation': there is none with that slug.",
    ),
    "two organisations": (
        "kpis.csv",
        {"organisation": ["a", "b"]},
        400,
        "'organisation': say of which one, by its slug.",
    ),
    "no parameter": ("kpis.csv", {"colour": "red"}, 400, "'colour': There is no such parameter: kpiId, kpiCode, "),
    "no word": ("kpis.csv", {"health": "RED"}, 400, "'health': RED is none of ON_TRACK, AT_RISK, "),
    "no whole number": ("measurements.csv", {"sampleSizeFrom": "1e10"}, 400, "'sampleSizeFrom': Enter a whole number."),
    "too large a number": (
        "measurements.csv",
        {"sampleSizeTo": "3000000000"},
        400,
        "'sampleSizeTo': Ensure this value",
    ),
    "no number": ("kpis.csv", {"valueFrom": "1e999"}, 400, "'valueFrom': Enter a number."),
    "no day": ("kpis.csv", {"observedOnFrom": "30.06.2026"}, 400, "'observedOnFrom': Give a day like 2026-06-30."),
    "no instant": (
        "measurements.csv",
        {"recordedAtFrom": "now"},
        400,
        "'recordedAtFrom': Give an instant with its offset",
    ),
    "no flag": ("kpis.csv", {"stale": "yes"}, 400, "'stale': Give true or false."),
    "no identifier": ("kpis.csv", {"kpiId": "eNPS"}, 400, "'kpiId': Enter a valid UUID."),
    "no day to stand on": ("kpis.csv", {"asOf": "2026-02-30"}, 400, "'asOf': Give a day like 2026-06-30."),
    "no column": ("kpis.csv", {"orderBy": "colour"}, 400, "'orderBy': There is no column 'colour': order by key, "),
    "no mark": ("kpis.csv", {"bom": "yes"}, 400, "'bom': Give true or false."),
    "a mark of another format": ("kpis.xlsx", {"bom": "true"}, 400, "'bom': A file of xlsx has no byte order mark."),
    "poison": ("kpis.csv", {"kpiCode": "\0"}, 400, "The character U+0000 is not allowed."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_file_is_refused_in_json_with_what_to_do(name: str, example: World) -> None:
    file, parameters, status, message = REFUSED[name]
    response = fetched(example, file, **parameters)
    (error,) = answer_of(response)["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (status, "BAD_REQUEST")
    assert message in error["message"]
    assert response["Content-Type"].startswith("application/json")


@pytest.mark.parametrize("method", ["post", "put", "delete", "head"])
def test_files_are_fetched_by_get(method: str, example: World) -> None:
    headers = {"authorization": f"Bearer {example.tokens[Role.ADMIN]}"}
    response = getattr(Client(), method)("/reporting/kpis.csv", headers=headers)
    assert (response.status_code, response["Allow"]) == (405, "GET")


def test_who_is_not_signed_in_gets_no_file_and_a_stranger_no_other_organisations(one: World, ten: World) -> None:
    for token in ("", "opsm_unknown"):
        assert fetched(one, "kpis.csv", token=token)["WWW-Authenticate"] == "Bearer"
    assert fetched(one, "kpis.csv", token=ten.tokens[Role.ADMIN]).status_code == 404


def test_a_browser_fetches_files_by_its_session(committed: None) -> None:
    world, members = empty()
    browser = Browser.of(members[Role.VIEWER])
    assert len(_lines(content(browser.page(f"/reporting/levers.csv?organisation={world.slug}")))) == 6


def test_rows_come_some_at_a_time_and_the_first_is_sent_before_the_last_is_read(
    ten: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ROWS", 7)
    response = fetched(ten, "measurements.csv")
    pieces: Iterator[bytes] = response.streaming_content  # type: ignore[attr-defined]
    assert len(_lines(next(pieces))) == 7
    assert connection.in_atomic_block
    assert b"".join(pieces).count(b"\r\n") == 93
    response.close()
    assert not connection.in_atomic_block


def test_a_client_that_goes_away_ends_the_reading(ten: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS", 7)
    for taken in (0, 1, 2):
        response = fetched(ten, "measurements.csv")
        pieces: Iterator[bytes] = response.streaming_content  # type: ignore[attr-defined]
        for _ in range(taken):
            next(pieces)
        response.close()
        assert not connection.in_atomic_block
    assert content(fetched(ten, "measurements.csv"))


def test_an_error_before_the_first_row_is_an_answer_of_the_api(example: World) -> None:
    def gone(*_: Any) -> Iterator[Any]:
        raise OperationalError("the server closed the connection")
        yield

    with mock.patch.object(exporting, "row_batches", gone):
        response = fetched(example, "kpis.csv")
    assert (response.status_code, answer_of(response)["errors"][0]["extensions"]["code"]) == (503, "TIMEOUT")
    assert not connection.in_atomic_block


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_read(ten: World) -> None:
    narrow = mock.Mock(wraps=FORMATS["xlsx"], suffix="xlsx", most_rows=99, takes_bom=False)
    with mock.patch.dict(FORMATS, xlsx=narrow):
        response = fetched(ten, "measurements.xlsx")
    (error,) = answer_of(response)["errors"]
    assert response.status_code == 400
    assert "A file of xlsx holds 99 rows, and these are 100: narrow the filter" in error["message"]


def test_only_so_many_files_are_sent_at_once_and_of_each_organisation(
    one: World, ten: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = Sending(most=2, of_each=1)
    monkeypatch.setattr(files, "_SENDING", sending)
    with sending.one(ten.id):
        again = fetched(ten, "kpis.csv")
        assert (again.status_code, code_of(again), again["Retry-After"]) == (429, "RATE_LIMITED", "10")
        assert content(fetched(one, "kpis.csv"))
        with sending.one(UUID(int=1)):
            busy = fetched(one, "kpis.csv")
            assert (busy.status_code, code_of(busy), busy["Retry-After"]) == (503, "TIMEOUT", "10")
    assert content(fetched(ten, "kpis.csv"))


def test_who_leaves_a_file_standing_has_lost_the_rest(ten: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS", 7)
    response = fetched(ten, "measurements.csv")
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("1min",)
    response.close()


def test_a_file_that_is_refused_costs_nothing(settings: Settings, example: World) -> None:
    settings.OPS_RATE_LIMIT = 100_000
    refused = [fetched(example, "kpis.csv", colour="red").status_code for _ in range(8)]
    assert refused == [400] * 8
    assert content(fetched(example, "kpis.csv"))


def test_nothing_of_the_tables_is_told_before_somebody_signs_in(one: World) -> None:
    for name in ("kpis.csv", "figures.csv", "kpis.pdf"):
        for token in ("", "opsm_unknown"):
            response = fetched(one, name, token=token, colour="red")
            assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")


def test_more_parameters_than_anybody_needs_are_refused(one: World) -> None:
    response = Client().get(
        f"/reporting/kpis.csv?organisation={one.slug}" + "&owner=a" * 2_000,
        headers={"authorization": f"Bearer {one.tokens[Role.VIEWER]}"},
    )
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")


def test_a_file_is_drawn_from_the_rate_as_twenty_thousand_units(settings: Settings, example: World) -> None:
    settings.OPS_RATE_LIMIT = 100_000
    statuses = []
    for _ in range(6):
        response = fetched(example, "levers.csv")
        statuses.append(response.status_code)
        response.close()
    assert statuses == [200] * 5 + [429]
    assert response["Retry-After"]
