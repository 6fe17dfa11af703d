"""What was reported stands as it was: snapshots and trends over the API."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from ops_model.services.snapshot import snapshots_take
from tests.api.client import Api
from tests.api.world import TODAY, World, worked_example
from tests.database import inside

SNAPSHOT = """
query Reported($slug: String!, $on: Date!) {
  organisation(slug: $slug) {
    snapshot(on: $on) {
      on takenAt reconstructed
      scorecard {
        asOf index expectedIndex health coverage sufficient
        policy { outcomeWeight levers { lever { kind } weight } }
        levers {
          lever { kind name } weight progress expectedProgress health coverage sufficient
          lenses { lens value expected weight share points indexPoints excluded coverage }
        }
        contributions { ...Item contributions { ...Item } }
      }
    }
    scorecard(asOf: $on) {
      asOf index expectedIndex health coverage sufficient
      policy { outcomeWeight levers { lever { kind } weight } }
      levers {
        lever { kind name } weight progress expectedProgress health coverage sufficient
        lenses { lens value expected weight share points indexPoints excluded coverage }
      }
      contributions { ...Item contributions { ...Item } }
    }
  }
}
fragment Item on Contribution {
  subject { id ... on Kpi { code } ... on Initiative { code } } value weight share points indexPoints excluded
}
"""
TREND = """
query Trend($slug: String!, $from: Date!, $to: Date!, $grain: Grain) {
  organisation(slug: $slug) {
    trend(from: $from, to: $to, grain: $grain) { on index expectedIndex coverage reconstructed }
    lever(kind: CULTURE) {
      trend(from: $from, to: $to, grain: $grain) { on progress expectedProgress coverage reconstructed }
    }
    kpi(code: "eNPS") {
      trend(from: $from, to: $to, grain: $grain) {
        on value expectedValue attainment expectedAttainment health stale reconstructed
      }
    }
    initiative(code: "SQUADS") {
      trend(from: $from, to: $to, grain: $grain) { on progress delivery plannedDelivery computedHealth reconstructed }
    }
  }
}
"""


def take(example: World, *days: date) -> None:
    """Take snapshots, as the command does."""
    snapshots_take(organisation_id=example.id, days=days, today=TODAY)


def asked(example: World, on: date = TODAY) -> tuple[Any, Any]:
    """Return what was reported of a day, and what is known of it now."""
    organisation = example.api().data(SNAPSHOT, slug=example.slug, on=on.isoformat())["organisation"]
    return organisation["snapshot"], organisation["scorecard"]


def trends(example: World, since: date, until: date = TODAY, grain: str | None = "MONTH") -> Any:
    """Return an organisation's trends: its own, a lever's, a KPI's, an initiative's."""
    asked = {"slug": example.slug, "from": since.isoformat(), "to": until.isoformat(), "grain": grain}
    organisation = example.api().data(TREND, **asked)["organisation"]
    return [organisation["trend"], *(organisation[name]["trend"] for name in ("lever", "kpi", "initiative"))]


def correct(example: World) -> None:
    """Withdraw what was measured last."""
    with inside(example.id), connection.cursor() as cursor:
        cursor.execute("UPDATE measurement SET superseded_at = now() WHERE observed_on = '2026-06-30'")


def test_what_was_reported_is_the_scorecard_of_its_day(example: World) -> None:
    take(example, TODAY)

    snapshot, scorecard = asked(example)
    assert (snapshot["on"], snapshot["reconstructed"]) == ("2026-07-01", False)
    assert snapshot["scorecard"]["index"] == scorecard["index"] == pytest.approx(34.375)
    assert [*flat(snapshot["scorecard"])] == [
        pytest.approx(each, abs=1e-9) if isinstance(each, float) else each for each in flat(scorecard)
    ]


def flat(value: Any) -> Iterator[Any]:
    """Yield the leaves of an answer, with their names."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield name
            yield from flat(below)
    elif isinstance(value, list):
        for below in value:
            yield from flat(below)
    else:
        yield value


def test_it_stays_as_it_was_reported_whatever_is_corrected(example: World) -> None:
    take(example, TODAY)
    reported, _ = asked(example)

    correct(example)

    again, scorecard = asked(example)
    assert again == reported
    assert scorecard["index"] != reported["scorecard"]["index"]


def test_a_day_without_a_snapshot_has_none(example: World) -> None:
    take(example, TODAY)

    assert asked(example, TODAY - timedelta(days=1))[0] is None


def test_what_is_reconstructed_is_marked_wherever_it_is_shown(example: World) -> None:
    take(example, TODAY, TODAY - timedelta(days=1))

    assert [asked(example, TODAY - timedelta(days=ago))[0]["reconstructed"] for ago in (1, 0)] == [True, False]
    for points in trends(example, TODAY - timedelta(days=1), grain="DAY"):
        assert [point["reconstructed"] for point in points] == [True, False]


def test_a_trend_has_the_last_day_of_each_period_and_a_gap_where_nothing_was_reported(example: World) -> None:
    take(example, date(2026, 1, 15), date(2026, 1, 31), date(2026, 4, 30), date(2026, 6, 15), TODAY)

    months = [point["on"] for point in trends(example, date(2025, 12, 1))[0]]
    assert months == ["2026-01-31", "2026-04-30", "2026-06-15", "2026-07-01"]
    quarters = [point["on"] for point in trends(example, date(2026, 1, 1), grain="QUARTER")[0]]
    assert quarters == ["2026-01-31", "2026-06-15", "2026-07-01"]
    assert trends(example, date(2026, 1, 1)) == trends(example, date(2026, 1, 1), grain=None)


def test_each_has_a_trend_of_its_own_figures(example: World) -> None:
    take(example, date(2026, 3, 31), TODAY)
    correct(example)

    own, lever, kpi, initiative = trends(example, date(2026, 3, 1))
    assert [point["on"] for point in own] == ["2026-03-31", "2026-07-01"]
    assert own[1] == {
        "on": "2026-07-01",
        "index": pytest.approx(34.375),
        "expectedIndex": pytest.approx(40.453296703),
        "coverage": pytest.approx(0.105555556),
        "reconstructed": False,
    }
    assert lever[1] == {
        "on": "2026-07-01",
        "progress": pytest.approx(0.34375),
        "expectedProgress": pytest.approx(0.404532967),
        "coverage": pytest.approx(0.633333333),
        "reconstructed": False,
    }
    assert kpi[1] == {
        "on": "2026-07-01",
        "value": 24.0,
        "expectedValue": pytest.approx(29.890109890),
        "attainment": 0.35,
        "expectedAttainment": pytest.approx(0.497252747),
        "health": "AT_RISK",
        "stale": False,
        "reconstructed": False,
    }
    assert initiative[1] == {
        "on": "2026-07-01",
        "progress": 0.25,
        "delivery": 0.25,
        "plannedDelivery": 0.25,
        "computedHealth": "ON_TRACK",
        "reconstructed": False,
    }
    assert kpi[0]["value"] == 15.0


def test_below_an_as_of_nothing_is_told_that_was_reported_later(example: World) -> None:
    take(example, date(2026, 3, 31), date(2026, 4, 30))
    document = """query($slug: String!) { organisation(slug: $slug) { kpi(code: "eNPS", asOf: "2026-04-15") {
      trend(from: "2026-03-01", to: "2026-07-01") { on } } } }"""

    answer = example.api().data(document, slug=example.slug)
    assert answer["organisation"]["kpi"]["trend"] == [{"on": "2026-03-31"}]


@pytest.mark.parametrize(
    ("asked_for", "said"),
    [
        ('from: "2026-07-01", to: "2026-06-30"', "'from' must not be after 'to'"),
        ('from: "2025-06-30", to: "2026-07-01", grain: DAY', "at most 366 points"),
        ('from: "0001-01-01", to: "9999-12-31"', "at most 366 points"),
    ],
)
def test_a_trend_has_bounds(asked_for: str, said: str, api: Api, example: World) -> None:
    error = api.error(f'{{ organisation(slug: "{example.slug}") {{ trend({asked_for}) {{ on }} }} }}')

    assert said in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_year_of_days_may_be_asked_for(example: World) -> None:
    take(example, *(TODAY - timedelta(days=ago) for ago in range(366)))

    (points, *_) = trends(example, TODAY - timedelta(days=365), grain="DAY")
    assert len(points) == 366


def test_the_calendars_ends_may_be_asked_for(example: World) -> None:
    for since, until in ((date.min, date(1, 2, 1)), (date(9999, 12, 1), date.max)):
        for grain in ("DAY", "WEEK", "MONTH", "QUARTER"):
            assert trends(example, since, until, grain) == [[], [], [], []]


def test_another_organisations_snapshots_are_not_seen(example: World) -> None:
    other = worked_example()
    take(other, TODAY)

    assert asked(example)[0] is None
    assert trends(example, TODAY, grain="DAY") == [[], [], [], []]


MOVEMENT = """
query Moved($slug: String!, $from: Date!, $to: Date!, $basis: Basis) {
  organisation(slug: $slug) {
    movement(from: $from, to: $to, basis: $basis) {
      from to indexFrom indexTo change reconstructed
      items {
        subject { ... on Kpi { code } ... on Initiative { code } }
        valueFrom valueTo own mix difference causes { kind on what before after }
      }
    }
  }
}
"""
LATER = date(2026, 6, 15)


def moved(example: World, basis: str, since: date = LATER, until: date = TODAY) -> Any:
    """Return why the index moved."""
    asked = {"slug": example.slug, "from": since.isoformat(), "to": until.isoformat(), "basis": basis}
    return example.api().data(MOVEMENT, **asked)["organisation"]["movement"]


def enps_of(movement: Any) -> Any:
    """Return what a movement says of eNPS."""
    (found,) = [item for item in movement["items"] if item["subject"]["code"] == "eNPS"]
    return found


def test_between_snapshots_the_index_moved_as_it_was_reported(example: World) -> None:
    snapshots_take(organisation_id=example.id, days=[LATER], today=LATER)
    before = moved(example, "RESTATED")
    with inside(example.id), connection.cursor() as cursor:
        cursor.execute("UPDATE measurement SET superseded_at = now() WHERE observed_on = '2026-05-31'")
    take(example, TODAY)

    reported = moved(example, "REPORTED")
    assert (reported["indexFrom"], reported["indexTo"]) == (before["indexFrom"], before["indexTo"])
    assert reported["change"] == pytest.approx(sum(item["difference"] for item in reported["items"]), abs=1e-9)
    assert moved(example, "RESTATED")["indexFrom"] != before["indexFrom"]
    assert reported["reconstructed"] is False


def test_what_was_corrected_between_two_reports_is_said_to_be(example: World) -> None:
    snapshots_take(organisation_id=example.id, days=[date(2026, 6, 30)], today=date(2026, 6, 30))
    correct(example)
    take(example, TODAY)

    reported = moved(example, "REPORTED", date(2026, 6, 30))
    assert enps_of(reported) == {
        "subject": {"code": "eNPS"},
        "valueFrom": 0.35,
        "valueTo": 0.25,
        "own": enps_of(reported)["difference"],
        "mix": 0.0,
        "difference": pytest.approx(reported["change"]),
        "causes": [{"kind": "CORRECTED", "on": "2026-06-30", "what": "value", "before": "24", "after": "20"}],
    }
    assert reported["change"] < 0
    assert moved(example, "RESTATED", date(2026, 6, 30))["change"] == 0


def test_what_was_corrected_before_both_reports_or_after_is_not(example: World) -> None:
    correct(example)
    take(example, LATER, TODAY)
    with inside(example.id), connection.cursor() as cursor:
        cursor.execute("UPDATE measurement SET superseded_at = now() WHERE observed_on = '2026-05-31'")

    causes = [cause["kind"] for item in moved(example, "REPORTED")["items"] for cause in item["causes"]]
    assert causes
    assert "CORRECTED" not in causes


def test_a_movement_from_or_to_what_was_reconstructed_is_marked(example: World) -> None:
    take(example, LATER, TODAY)

    assert moved(example, "REPORTED")["reconstructed"] is True
    assert moved(example, "RESTATED")["reconstructed"] is False


def test_between_reconstructed_days_the_index_moved_as_it_is_restated(example: World) -> None:
    take(example, LATER, TODAY)

    reported, restated = moved(example, "REPORTED"), moved(example, "RESTATED")
    assert reported | {"reconstructed": False} == restated


def test_from_a_day_that_was_not_reported_nothing_moves(example: World) -> None:
    take(example, TODAY)
    asked = {"slug": example.slug, "from": "2026-06-15", "to": "2026-07-01", "basis": "REPORTED"}

    error = example.api().error(MOVEMENT, **asked)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == "Nothing was reported of 2026-06-15: take days that 'trend' has, or the basis RESTATED."
