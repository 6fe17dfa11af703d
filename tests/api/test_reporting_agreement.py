"""Every figure that both APIs show is the same in both: of today, of past days, and as it was reported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from fixtures.demo import DEMO_DAY
from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.domain.roles import Role
from ops_model.reporting.names import camel_case
from ops_model.services.snapshot import snapshots_take
from tests.api.demo_world import demo_loaded
from tests.api.facts_written import organisation_written
from tests.api.reporting import TABLE, Reports, whole_row
from tests.api.tried import tried
from tests.api.world import TODAY, World
from tests.domain.strategies import days, organisations

TRACKER_QUERY = """
fragment Coded on Node { __typename ... on Kpi { code } ... on Initiative { code } }
query Tracker($slug: String!, $day: Date!) {
  organisation(slug: $slug) {
    scorecard(asOf: $day) {
      contributions { indexPoints share excluded contributions {
        subject { ...Coded } share indexPoints excluded } }
      levers { lever { kind sponsor { name } } weight progress expectedProgress health coverage sufficient
        lenses { value contributions { subject { ...Coded } excluded } } }
    }
    scoringPolicy(asOf: $day) { levers { targetLevel } }
    kpis(asOf: $day, first: 100, includeArchived: true) { nodes {
      code name unit decimals indicator source archived lever { kind } owner { name }
      terms { role direction aggregation frequency weight baseline { value on } target { value on }
        band { lower upper } }
      progress { value observedOn raw attainment expectedValue expectedAttainment gap health breach unknown stale
        dueOn } } }
    initiatives(asOf: $day, first: 100, includeArchived: true) { nodes {
      code name customerOutcome origin startDate targetDate archived stage lever { kind }
      owner { name } sponsor { name } terms { weight leverShares { lever { kind } share } }
      progress { progress delivery plannedDelivery outcome expectedOutcome computedHealth reportedHealth confidence
        watermelon overdueMilestones checkInDueOn } } }
  }
}
"""
MILESTONES_QUERY = """
query Milestones($slug: String!, $day: Date!, $after: String) {
  organisation(slug: $slug) { milestones(asOf: $day, first: 100, after: $after, includeArchived: true) {
    nodes { name weight dueOn forecastOn completedOn cancelledOn slippageDays overdue
      initiative { code name stage archived lever { kind } owner { name } } }
    pageInfo { hasNextPage endCursor } } }
}
"""
REPORTED_QUERY = """
fragment Coded on Node { __typename ... on Kpi { code } ... on Initiative { code } }
query Reported($slug: String!, $on: Date!) {
  organisation(slug: $slug) { snapshot(on: $on) {
    takenAt reconstructed
    scorecard { index expectedIndex health coverage sufficient
      contributions { share excluded contributions {
        subject { ...Coded } value share indexPoints excluded } }
      levers { lever { kind } weight progress expectedProgress health coverage sufficient
        lenses { contributions { subject { ...Coded } excluded } } } } } }
}
"""


@dataclass(frozen=True, slots=True)
class Sides:
    """An organisation, and what each of the two APIs shows of it."""

    of: World

    def tracker(self, query: str, **variables: Any) -> Any:
        """Ask the tracker about the organisation."""
        return self.of.api(Role.EDITOR).data(query, slug=self.of.slug, **variables)["organisation"]

    def milestones(self, day: date) -> Iterator[dict[str, Any]]:
        """Yield all milestones that the tracker shows."""
        after, more = None, True
        while more:
            page = self.tracker(MILESTONES_QUERY, day=day.isoformat(), after=after)["milestones"]
            yield from page["nodes"]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    def table(self, name: str, arguments: str = "") -> list[dict[str, Any]]:
        """Return all rows of a table, with every column."""
        table = TABLE[name]
        page = Reports(self.of).page(camel_case(name), f"first: 1000 {arguments}", whole_row(table))
        nodes: list[dict[str, Any]] = page["nodes"]
        return nodes


def _name(person: Mapping[str, Any] | None) -> Any:
    return person and person["name"]


def _kpi(shown: Mapping[str, Any]) -> dict[str, Any]:
    terms, band = shown["terms"], shown["terms"]["band"] or {}
    dated = {
        f"{name}{part}": (terms[name] or {}).get(part.lower())
        for name in ("baseline", "target")
        for part in ("Value", "On")
    }
    return {
        "kpiCode": shown["code"],
        "kpiName": shown["name"],
        **{name: shown[name] for name in ("unit", "decimals", "indicator", "source", "archived")},
        "lever": shown["lever"]["kind"],
        "owner": _name(shown["owner"]),
        **{name: terms[name] for name in ("role", "direction", "aggregation", "frequency", "weight")},
        **dated,
        "bandLower": band.get("lower"),
        "bandUpper": band.get("upper"),
        **shown["progress"],
    }


def _initiative(shown: Mapping[str, Any]) -> dict[str, Any]:
    shares = {each["lever"]["kind"]: each["share"] for each in shown["terms"]["leverShares"]}
    kinds = ("Structure", "Culture", "Talent", "Metrics", "Processes", "Technology")
    same = ("customerOutcome", "origin", "startDate", "targetDate", "archived", "stage")
    return {
        "initiativeCode": shown["code"],
        "initiativeName": shown["name"],
        **{name: shown[name] for name in same},
        "lever": shown["lever"]["kind"],
        "owner": _name(shown["owner"]),
        "sponsor": _name(shown["sponsor"]),
        "weight": shown["terms"]["weight"],
        **{f"share{kind}": shares.get(kind.upper(), 0.0) for kind in kinds},
        **shown["progress"],
    }


def _milestone(shown: Mapping[str, Any]) -> dict[str, Any]:
    initiative = shown["initiative"]
    same = ("weight", "dueOn", "forecastOn", "completedOn", "cancelledOn", "slippageDays", "overdue")
    return {
        "milestoneName": shown["name"],
        **{name: shown[name] for name in same},
        "initiativeCode": initiative["code"],
        "initiativeName": initiative["name"],
        "stage": initiative["stage"],
        "archived": initiative["archived"],
        "lever": initiative["lever"]["kind"],
        "owner": _name(initiative["owner"]),
    }


def _levers(shown: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    scorecard = shown["scorecard"]
    levels = [each["targetLevel"] for each in shown["scoringPolicy"]["levers"]]
    for lever, item, level in zip(scorecard["levers"], scorecard["contributions"], levels, strict=True):
        outcome, delivery, maturity = (lens["value"] for lens in lever["lenses"])
        same = ("weight", "progress", "expectedProgress", "health", "coverage", "sufficient")
        yield {
            "lever": lever["lever"]["kind"],
            "sponsor": _name(lever["lever"]["sponsor"]),
            "targetLevel": level,
            **{name: lever[name] for name in same},
            "outcome": outcome,
            "delivery": delivery,
            "maturity": maturity,
            "indexShare": item["share"] or 0.0,
            "indexPoints": item["indexPoints"],
            "excluded": item["excluded"],
        }


def _assert_shown(rows: Iterable[Mapping[str, Any]], expected: Iterable[Mapping[str, Any]], *by: str) -> None:
    def place(row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(str(row[name]) for name in by)

    found, wanted = sorted(rows, key=place), sorted(expected, key=place)
    assert [{name: row[name] for name in shown} for row, shown in zip(found, wanted, strict=True)] == wanted


Carried = dict[tuple[str, str], dict[str, Any]]


def _carried(contributions: Iterable[Mapping[str, Any]], levers: Iterable[Mapping[str, Any]]) -> Carried:
    """Return what each KPI and initiative carries to the index, by its type and code: its share and points summed over
    its levers, why it is left out of its lens, and its value."""
    carried: Carried = {}
    for lever in contributions:
        for item in lever["contributions"]:
            if thing := _coded(item):
                one = carried.setdefault(thing, {"indexShare": 0.0, "indexPoints": 0.0})
                one["indexShare"] += (lever["share"] or 0.0) * (item["share"] or 0.0)
                one["indexPoints"] += item["indexPoints"]
                one["value"] = item.get("value")
    items = [item for lever in levers for lens in lever["lenses"] for item in lens["contributions"]]
    for item in items:
        if thing := _coded(item):
            carried[thing]["excluded"] = item["excluded"]
    return carried


def _coded(item: Mapping[str, Any]) -> tuple[str, str] | None:
    subject = item["subject"]
    return (subject["__typename"], subject["code"]) if "code" in subject else None


def _assert_carried(rows: Iterable[Mapping[str, Any]], kind: str, code: str, carried: Carried) -> int:
    """Compare what rows say that they carry with what the tracker says, and return how many there are."""
    found = {(kind, row[code]): row for row in rows}
    for each, row in found.items():
        assert row["excluded"] == carried[each]["excluded"]
        assert row["indexShare"] == pytest.approx(carried[each]["indexShare"], abs=1e-12)
        if "indexPoints" in row:
            assert row["indexPoints"] == pytest.approx(carried[each]["indexPoints"], abs=1e-9)
    return len(found)


def assert_same_of_the_day(sides: Sides, day: date) -> None:
    """Compare everything that stands in both as of a day."""
    shown = sides.tracker(TRACKER_QUERY, day=day.isoformat())
    as_of = f', asOf: "{day}"'
    everything = f"{as_of}, includeArchived: true"
    kpis, initiatives = sides.table("kpis", everything), sides.table("initiatives", everything)
    _assert_shown(sides.table("levers", as_of), _levers(shown), "lever")
    _assert_shown(kpis, map(_kpi, shown["kpis"]["nodes"]), "kpiCode")
    _assert_shown(initiatives, map(_initiative, shown["initiatives"]["nodes"]), "initiativeCode")
    milestones = map(_milestone, sides.milestones(day))
    _assert_shown(sides.table("milestones", everything), milestones, "initiativeCode", "milestoneName", "dueOn")
    carried = _carried(shown["scorecard"]["contributions"], shown["scorecard"]["levers"])
    there = _assert_carried(kpis, "Kpi", "kpiCode", carried)
    there += _assert_carried(initiatives, "Initiative", "initiativeCode", carried)
    assert there == len(carried)


def assert_same_as_reported(sides: Sides, day: date) -> None:
    """Compare what both show of a day's snapshot."""
    snapshot = sides.tracker(REPORTED_QUERY, on=day.isoformat())["snapshot"]
    of_day = f', asOfFrom: "{day}", asOfTo: "{day}"'
    scorecard = snapshot["scorecard"]
    levers, contributions = scorecard.pop("levers"), scorecard.pop("contributions")
    marks = {"takenAt": snapshot["takenAt"], "reconstructed": snapshot["reconstructed"]}
    _assert_shown(sides.table("scorecard_days", of_day), [{**scorecard, **marks}], "index")
    shares = [{"indexShare": each["share"] or 0.0, "excluded": each["excluded"]} for each in contributions]
    carried, there = _carried(contributions, levers), 0
    of_levers = [
        {**lever, "lever": lever["lever"]["kind"], **share} for lever, share in zip(levers, shares, strict=True)
    ]
    for lever in of_levers:
        del lever["lenses"]
    _assert_shown(sides.table("lever_days", of_day), of_levers, "lever")
    for table, kind, code, value in (
        ("kpi_days", "Kpi", "kpiCode", "attainment"),
        ("initiative_days", "Initiative", "initiativeCode", "delivery"),
    ):
        rows = sides.table(table, of_day)
        there += _assert_carried(rows, kind, code, carried)
        assert [row[value] for row in rows] == [carried[kind, row[code]]["value"] for row in rows]
    assert there == len(carried)


EVENTS_QUERY = """
query Events($slug: String!) {
  organisation(slug: $slug) {
    kpis(first: 20, includeArchived: true) { nodes { code name unit lever { kind }
      measurements(first: 50, includeSuperseded: true) { nodes { observedOn value sampleSize margin note recordedAt
        recordedBy { name } supersededAt supersededReason } }
      allTerms { validFrom role direction aggregation frequency weight
        baseline { value on } target { value on } band { lower upper } } } }
    initiatives(first: 20, includeArchived: true) { nodes { code name
      checkIns(first: 50) { nodes {
        checkedOn health confidence happened next pathToGreen recordedAt author { name } } }
      allTerms { validFrom stage leverShares { lever { kind } primary } } } }
  }
}
"""


def _in_force(terms: Iterable[Mapping[str, Any]], day: str) -> Mapping[str, Any] | None:
    return max((each for each in terms if each["validFrom"] <= day), key=lambda each: each["validFrom"], default=None)


def _measurements(kpi: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for shown in kpi["measurements"]["nodes"]:
        terms = _in_force(kpi["allTerms"], shown["observedOn"])
        agreed = _kpi({**_NO_KPI, "terms": terms}) if terms else {}
        same = ("observedOn", "value", "sampleSize", "margin", "note", "recordedAt", "supersededAt", "supersededReason")
        dated = ("role", "direction", "aggregation", "baselineValue", "baselineOn", "targetValue", "targetOn")
        yield {
            "kpiCode": kpi["code"],
            "kpiName": kpi["name"],
            "unit": kpi["unit"],
            "lever": kpi["lever"]["kind"],
            **{name: shown[name] for name in same},
            "recordedBy": _name(shown["recordedBy"]),
            "superseded": shown["supersededAt"] is not None,
            **{name: agreed.get(name) for name in (*dated, "bandLower", "bandUpper")},
        }


def _check_ins(initiative: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for shown in initiative["checkIns"]["nodes"]:
        terms = _in_force(initiative["allTerms"], shown["checkedOn"])
        primary = next(each["lever"]["kind"] for each in terms["leverShares"] if each["primary"]) if terms else None
        same = ("checkedOn", "health", "confidence", "happened", "next", "pathToGreen", "recordedAt")
        yield {
            "initiativeCode": initiative["code"],
            "initiativeName": initiative["name"],
            **{name: shown[name] for name in same},
            "author": _name(shown["author"]),
            "stage": terms and terms["stage"],
            "lever": primary,
        }


_NO_KPI: Mapping[str, Any] = {
    **dict.fromkeys(("code", "name", "unit", "decimals", "indicator", "source", "archived", "owner")),
    "lever": {"kind": None},
    "progress": {},
}


def assert_same_events(sides: Sides) -> int:
    """Compare what was measured and said, with what was agreed on its day; return how many rows there are."""
    shown = sides.tracker(EVENTS_QUERY)
    measured = [row for kpi in shown["kpis"]["nodes"] for row in _measurements(kpi)]
    said = [row for initiative in shown["initiatives"]["nodes"] for row in _check_ins(initiative)]
    listed = {row["kpiCode"] for row in measured}, {row["initiativeCode"] for row in said}
    measurements = sides.table("measurements", f'includeSuperseded: true, observedOnTo: "{TODAY}"')
    rows = [row for row in measurements if row["kpiCode"] in listed[0]]
    checks = [row for row in sides.table("check_ins", f'checkedOnTo: "{TODAY}"') if row["initiativeCode"] in listed[1]]
    _assert_shown(rows, measured, "kpiCode", "observedOn", "value", "superseded")
    _assert_shown(checks, said, "initiativeCode", "checkedOn", "recordedAt", "health")
    return len(measured) + len(said)


def test_random_organisations_are_shown_alike(committed: None) -> None:
    @tried(8)
    @given(organisations(), days, st.booleans())
    def each(facts: OrganisationFacts, day: date, corrected: bool) -> None:  # noqa: FBT001 - as it is drawn
        sides = Sides(organisation_written(facts, corrected=corrected))
        assert_same_events(sides)
        for as_of in {TODAY, day}:
            assert_same_of_the_day(sides, as_of)
        reported = min(day, TODAY)
        snapshots_take(organisation_id=sides.of.id, days=[reported], today=TODAY)
        assert_same_as_reported(sides, reported)

    each()


def test_the_worked_example_is_shown_alike_on_each_of_its_days(example: World) -> None:
    assert assert_same_events(Sides(example)) == 4
    for ago in (0, 1, 62, 120, 181, 400):
        assert_same_of_the_day(Sides(example), TODAY - timedelta(days=ago))


def test_the_demo_is_shown_alike_today_in_the_past_and_as_it_was_reported(settings: Settings, committed: None) -> None:
    settings.OPS_TODAY = DEMO_DAY
    sides = Sides(demo_loaded("meridian-in-both"))
    for day in (DEMO_DAY, DEMO_DAY - timedelta(days=90), date(2025, 6, 30), date(2024, 6, 30)):
        assert_same_of_the_day(sides, day)
    for day in (date(2025, 12, 31), DEMO_DAY - timedelta(days=1)):
        assert_same_as_reported(sides, day)
