"""What is remembered is what would be computed anew, whoever writes and however; and it takes no statement."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from ops_model.domain.roles import Role
from ops_model.graphql.http import querying
from ops_model.graphql.http.answers_remembered import Answers, Key, Remembered
from ops_model.graphql.tracker.schema import SCHEMA
from ops_model.models import ApiToken, Initiative, Kpi, Measurement, Membership, Milestone, Organisation
from ops_model.selectors.remembered import state_remembered
from ops_model.services.snapshot import snapshots_take
from tests import factories as make
from tests.api import world
from tests.api.client import PREFLIGHT, answer_of
from tests.api.test_in_time import EVERYTHING
from tests.api.tried import tried
from tests.api.world import TODAY, World
from tests.database import enter
from tests.served import Served, served
from tests.statements import count_statements

SCORECARD = """query($slug: String!) { organisation(slug: $slug) {
  scorecard { index coverage levers { progress health } attention(first: 5) { sentence } }
  kpis { totalCount nodes { code progress { value } sparkline { on value } } } } }"""
NAME = "query($slug: String!) { organisation(slug: $slug) { name } }"


@pytest.fixture(autouse=True)
def _remembers(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPS_REMEMBER = "answers"
    monkeypatch.setattr(querying, "_ANSWERS", Answers())
    state_remembered.cache_clear()


def _anew(settings: Settings, of: World, document: str, **variables: Any) -> Any:
    settings.OPS_REMEMBER = "off"
    answer = of.api(Role.EDITOR).data(document, slug=of.slug, **variables)
    settings.OPS_REMEMBER = "answers"
    return answer


def test_a_repeated_question_takes_no_statement_and_another_none_of_the_state(example: World) -> None:
    api = example.api(Role.EDITOR)
    first = api.data(SCORECARD, slug=example.slug)
    with count_statements() as statements:
        assert api.data(SCORECARD, slug=example.slug) == first
    assert statements == []
    with count_statements() as statements:
        api.data("query($slug: String!) { organisation(slug: $slug) { scorecard { index } } }", slug=example.slug)
    assert statements == []


def test_switched_off_everything_is_read_anew(example: World, settings: Settings) -> None:
    settings.OPS_REMEMBER = "off"
    for _ in range(2):
        with count_statements() as statements:
            example.api(Role.EDITOR).data(SCORECARD, slug=example.slug)
    assert len(statements) == 6
    settings.OPS_REMEMBER = "state"
    example.api(Role.EDITOR).data(SCORECARD, slug=example.slug)
    with count_statements() as statements:
        example.api(Role.EDITOR).data(SCORECARD, slug=example.slug)
    assert len(statements) == 1, "the sparklines, which are no part of a state"


def _attrition(of: World) -> Kpi:
    return Kpi.objects.get(organisation_id=of.id, code="ATTRITION")


WRITES: dict[str, Callable[[World], object]] = {
    "by a model": lambda of: make.make_kpi(Organisation.objects.get(pk=of.id), "NEW"),
    "by bulk SQL": lambda of: Kpi.objects.filter(organisation_id=of.id).update(name="Renamed"),
    "by a late measurement": lambda of: make.make_measurement(_attrition(of), TODAY - timedelta(40), 1),
    "by a correction": lambda of: Measurement.objects.filter(organisation_id=of.id, value=24).update(
        superseded_at="2026-07-01T12:00:00Z", superseded_reason="A typing error"
    ),
    "by moving a day": lambda of: Milestone.objects.filter(organisation_id=of.id).update(due_on=date(2026, 1, 1)),
    "by archiving": lambda of: Initiative.objects.filter(organisation_id=of.id).update(archived_on=TODAY),
    "by the organisation": lambda of: Organisation.objects.filter(pk=of.id).update(name="Another name"),
}


@pytest.mark.parametrize("way", WRITES)
def test_a_write_in_whatever_way_is_seen_at_once(way: str, example: World, settings: Settings) -> None:
    api, asked = example.api(Role.EDITOR), {"slug": example.slug, "day": TODAY.isoformat()}
    before = (
        api.data(EVERYTHING, **asked),
        api.data("query($slug: String!) { organisation(slug: $slug) { name } }", slug=example.slug),
    )
    with transaction.atomic():
        enter(example.id)
        WRITES[way](example)
    after = (
        api.data(EVERYTHING, **asked),
        api.data("query($slug: String!) { organisation(slug: $slug) { name } }", slug=example.slug),
    )
    assert after != before
    assert after[0] == _anew(settings, example, EVERYTHING, day=TODAY.isoformat())


def test_a_write_that_is_rolled_back_was_never_seen(example: World) -> None:
    api = example.api(Role.EDITOR)
    before = api.data(SCORECARD, slug=example.slug)
    with transaction.atomic():
        enter(example.id)
        Kpi.objects.filter(organisation_id=example.id).update(name="Renamed")
        transaction.set_rollback(True)
    with count_statements() as statements:
        assert api.data(SCORECARD, slug=example.slug) == before
    assert statements == []


def test_the_next_day_is_another_answer(example: World, settings: Settings) -> None:
    asked = "query($slug: String!) { organisation(slug: $slug) { scorecard { asOf } } }"
    days = []
    for day in (TODAY, TODAY + timedelta(days=1)):
        settings.OPS_TODAY = day
        days.append(example.api().data(asked, slug=example.slug)["organisation"]["scorecard"]["asOf"])
    assert days == ["2026-07-01", "2026-07-02"]


def test_what_one_may_see_is_not_remembered_for_another(example: World) -> None:
    asked = "query($slug: String!) { viewer { email } organisation(slug: $slug) { members { nodes { email } } } }"
    shown = {role: example.api(role).data(asked, slug=example.slug) for role in Role}
    again = {role: example.api(role).data(asked, slug=example.slug) for role in reversed(Role)}
    assert shown == again
    assert len({json.dumps(each) for each in shown.values()}) == len(Role)


@pytest.mark.parametrize(
    "field", ['snapshot(on: "2026-06-30") { takenAt }', 'trend(from: "2026-06-01", to: "2026-06-30") { on }']
)
def test_what_no_version_tells_is_not_remembered(field: str, example: World) -> None:
    asked = f"query($slug: String!) {{ organisation(slug: $slug) {{ asked: {field} }} }}"
    api = example.api(Role.EDITOR)
    assert not api.data(asked, slug=example.slug)["organisation"]["asked"]
    snapshots_take(organisation_id=example.id, days=[date(2026, 6, 30)], today=TODAY)
    assert api.data(asked, slug=example.slug)["organisation"]["asked"]


def test_the_use_of_a_token_is_told_though_nothing_else_changed(example: World) -> None:
    asked = "query($slug: String!) { organisation(slug: $slug) { apiTokens { nodes { lastUsedAt } } } }"
    api = example.api(Role.ADMIN)
    first = api.data(asked, slug=example.slug)["organisation"]["apiTokens"]["nodes"]
    assert api.data(asked, slug=example.slug)["organisation"]["apiTokens"]["nodes"] != first


def test_an_answer_with_errors_is_not_remembered(example: World) -> None:
    asked = "query($slug: String!) { organisation(slug: $slug) { kpis(first: 101) { totalCount } } }"
    for _ in range(2):
        assert example.api().error(asked, slug=example.slug)["extensions"]["code"] == "BAD_USER_INPUT"


def test_what_it_cost_is_told_each_time_anew(example: World, settings: Settings) -> None:
    settings.OPS_RATE_LIMIT = 600_000
    api = example.api()
    told = [api.answer(SCORECARD, slug=example.slug)["extensions"]["cost"] for _ in range(3)]
    assert told[0]["actual"] == told[1]["actual"] == told[2]["actual"] > 0
    assert told[0]["remaining"] > told[1]["remaining"] > told[2]["remaining"]


def test_a_get_may_ask_whether_an_answer_is_still_so(example: World) -> None:
    parameters = {"query": SCORECARD, "variables": json.dumps({"slug": example.slug})}
    headers = {**PREFLIGHT, "authorization": f"Bearer {example.tokens[Role.EDITOR]}"}
    first = Client().get("/graphql/", parameters, headers=headers)
    assert (first.status_code, first["Cache-Control"]) == (200, "private, no-cache")
    again = Client().get("/graphql/", parameters, headers={**headers, "if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    with transaction.atomic():
        enter(example.id)
        make.make_measurement(_attrition(example), TODAY, "0.11")
    other = Client().get("/graphql/", parameters, headers={**headers, "if-none-match": first["ETag"]})
    assert other.status_code == 200
    assert other["ETag"] != first["ETag"]
    assert answer_of(other)["data"] != answer_of(first)["data"]


def test_a_post_has_no_etag_and_no_cache_keeps_it(example: World) -> None:
    response = example.api().post(json.dumps({"query": SCORECARD, "variables": {"slug": example.slug}}))
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("gone", ["token", "member"])
def test_what_is_remembered_is_told_to_nobody_whose_credential_is_good_no_more(gone: str, example: World) -> None:
    api = example.api(Role.VIEWER)
    for _ in range(2):
        assert api.data(NAME, slug=example.slug)["organisation"]["name"]
    with transaction.atomic():
        enter(example.id)
        if gone == "token":
            ApiToken.objects.filter(membership__role=Role.VIEWER).update(revoked_at=datetime(2026, 1, 1, tzinfo=UTC))
        else:
            Membership.objects.filter(role=Role.VIEWER).update(ended_on=date(2026, 1, 1))
    assert api.answer(NAME, slug=example.slug)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("first", ["1e999", "99999999999999999999999"])
def test_a_number_beyond_all_bounds_is_another_question(first: str, example: World) -> None:
    document = "query($slug: String!, $first: Int) { organisation(slug: $slug) { kpis(first: $first) { totalCount } } }"
    example.api(Role.EDITOR).data(document, slug=example.slug, first=None)
    body = json.dumps({"query": document, "variables": {"slug": example.slug, "first": 0}})
    answer = answer_of(example.api(Role.EDITOR).post(body.replace('"first": 0', f'"first": {first}')))
    assert "data" not in answer
    assert "$first" in answer["errors"][0]["message"]


def test_only_so_many_bytes_are_remembered() -> None:
    answers = Answers(most_bytes=10_000)
    keys = [Key(SCHEMA, bytes([number]), ()) for number in range(4)]
    for key in keys:
        answers.put(key, Remembered(b"x" * 2_000, 1, ""))
    assert [answers.get(key) is not None for key in keys] == [False, False, True, True]
    answers.put(keys[0], Remembered(b"x" * 20_000, 1, ""))
    assert answers.get(keys[0]) is None


EACH, WRITES_EACH = 16, 6
"""How many write, and how many read beside them; and how often each of those writes."""

RECORD = """mutation($input: MeasurementRecordInput!) {
  measurementRecord(input: $input) { measurement { value } userErrors { message } } }"""
VALUE = """query($slug: String!, $code: String!) { organisation(slug: $slug) {
  kpi(code: $code) { id progress { value } } scorecard { counts { staleKpis } } } }"""
KPI = 'query($slug: String!) { organisation(slug: $slug) { kpi(code: "ATTRITION") { id } } }'


@st.composite
def _changes(draw: st.DrawFn) -> tuple[str, int, float]:
    """Draw a change: its kind, by how many days before today it is dated, and a value."""
    kinds = st.sampled_from(
        ["ask", "measure", "correct", "withdraw", "rename", "move", "archive", "revive", "roll back"]
    )
    return draw(kinds), draw(st.integers(0, 90)), float(draw(st.integers(0, 60)))


def _change(of: World, kind: str, ago: int, value: float) -> None:
    day, now = TODAY - timedelta(days=ago), "2026-07-01T12:00:00Z"
    counting = Measurement.objects.filter(organisation_id=of.id, superseded_at=None)
    match kind:
        case "measure" if not counting.filter(observed_on=day, kpi=_attrition(of)).exists():
            make.make_measurement(_attrition(of), day, value)
        case "correct":
            counting.filter(observed_on__lte=day).update(superseded_at=now, superseded_reason="A typing error")
        case "withdraw":
            counting.filter(value=24).update(superseded_at=now)
        case "rename":
            Kpi.objects.filter(organisation_id=of.id).update(name=f"KPI {value}")
        case "move":
            Milestone.objects.filter(organisation_id=of.id, weight=3).update(due_on=day)
        case "archive" | "revive":
            Initiative.objects.filter(organisation_id=of.id).update(archived_on=day if kind == "archive" else None)
        case "roll back":
            Kpi.objects.filter(organisation_id=of.id).update(name="Never seen")
            transaction.set_rollback(True)


def _changed(of: World, kind: str, days_ago: int, value: float) -> None:
    """Change something, through the API or past it."""
    if kind == "ask":
        kpi = of.api(Role.EDITOR).data(KPI, slug=of.slug)["organisation"]["kpi"]["id"]
        given = {"kpi": kpi, "observedOn": (TODAY - timedelta(days=days_ago)).isoformat(), "value": str(value)}
        assert of.api(Role.EDITOR).data(RECORD, input=given)["measurementRecord"]["userErrors"] == []
        return
    with transaction.atomic():
        enter(of.id)
        _change(of, kind, days_ago, value)


def test_after_any_changes_what_is_remembered_is_what_is_computed_anew(committed: None, settings: Settings) -> None:
    @tried(12)
    @given(st.lists(_changes(), min_size=1, max_size=6))
    def each(changes: list[tuple[str, int, float]]) -> None:
        of = world.worked_example()
        for change in changes:
            _changed(of, *change)
            for day in (TODAY, TODAY - timedelta(days=30)):
                asked = {"day": day.isoformat()}
                remembered = of.api(Role.EDITOR).data(EVERYTHING, slug=of.slug, **asked)
                assert remembered == _anew(settings, of, EVERYTHING, **asked)

    each()


@dataclass
class Office:
    """KPIs that are corrected to greater values by one writer each: of each the value that was acknowledged last."""

    of: World
    server: Served
    acknowledged: list[int] = field(default_factory=lambda: [-1] * EACH)
    closes: bool = False

    def read(self, number: int) -> tuple[str, float]:
        """Read a KPI; its id and its value."""
        asked = {"slug": self.of.slug, "code": f"KPI-{number:02}"}
        kpi = self.server.ask(self.of.tokens[Role.EDITOR], VALUE, asked)["data"]["organisation"]["kpi"]
        return str(kpi["id"]), float(kpi["progress"]["value"])

    def written(self, number: int) -> int:
        """Correct a KPI again and again, and read it after each; how many of the answers are stale."""
        kpi, _ = self.read(number)
        stale = 0
        for value in range(WRITES_EACH):
            given = {"kpi": kpi, "observedOn": TODAY.isoformat(), "value": str(value), "reason": "Again"}
            answer = self.server.ask(self.of.tokens[Role.EDITOR], RECORD, {"input": given})
            assert answer["data"]["measurementRecord"]["userErrors"] == [], answer
            self.acknowledged[number] = value
            stale += sum(self.read(number)[1] != value for _ in range(2))
        return stale

    def watched(self, place: int) -> int:
        """Read all KPIs in turn until the office closes; how many of the answers are stale."""
        stale = 0
        numbers = cycle([*range(place, EACH), *range(place)])
        while not self.closes:
            number = next(numbers)
            known = self.acknowledged[number]
            stale += self.read(number)[1] < known
        return stale


def test_nobody_reads_what_was_corrected_already_whichever_process_answers(committed: None) -> None:
    with served(OPS_REMEMBER="answers") as server, ThreadPoolExecutor(2 * EACH) as pool:
        office = Office(world.rows(EACH), server)
        watching = [pool.submit(office.watched, place) for place in range(EACH)]
        try:
            assert sum(pool.map(office.written, range(EACH))) == 0
        finally:
            office.closes = True
        assert sum(each.result() for each in watching) == 0
