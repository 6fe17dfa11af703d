"""`asOf`: all below one is of its day, a nested one overrides it, and any day may be asked for."""

import pytest

from tests.api.client import Api
from tests.api.world import World

NESTED = """
query Nested($slug: String!) {
  organisation(slug: $slug) {
    scorecard(asOf: "2026-03-15") {
      asOf
      levers {
        lever {
          kind
          kpis { nodes {
            code progress { value }
            again: progress(asOf: "2026-06-30") { value kpi { progress { value } } }
          } }
          initiatives { nodes { progress { delivery } nextMilestone { name } } }
          organisation { scorecard { asOf } }
        }
      }
    }
    today: kpi(code: "eNPS") { progress { value } }
    then: kpi(code: "eNPS", asOf: "2026-03-31") {
      progress { value }
      lever { organisation { scorecard { asOf } kpi(code: "eNPS") { progress { value } } } }
      sparkline { on }
      measurements { totalCount }
    }
  }
}
"""


def test_all_below_an_as_of_is_of_its_day_and_a_nested_one_overrides_it(example: World, api: Api) -> None:
    organisation = api.data(NESTED, slug=example.slug)["organisation"]
    assert organisation["scorecard"]["asOf"] == "2026-03-15"
    culture = organisation["scorecard"]["levers"][1]["lever"]
    assert culture["organisation"]["scorecard"]["asOf"] == "2026-03-15"
    assert culture["kpis"]["nodes"] == [
        {"code": "ATTRITION", "progress": {"value": None}, "again": _again(0.10)},
        {"code": "eNPS", "progress": {"value": None}, "again": _again(24.0)},
    ]
    assert culture["initiatives"]["nodes"] == [
        {"progress": {"delivery": 0.25}, "nextMilestone": {"name": "All squads"}}
    ]
    assert organisation["today"] == {"progress": {"value": 24.0}}
    assert organisation["then"] == {
        "progress": {"value": 15.0},
        "lever": {"organisation": {"scorecard": {"asOf": "2026-03-31"}, "kpi": {"progress": {"value": 15.0}}}},
        "sparkline": [{"on": "2026-03-31"}],
        "measurements": {"totalCount": 1},
    }


def _again(value: float) -> dict[str, object]:
    return {"value": value, "kpi": {"progress": {"value": value}}}


def test_null_is_as_if_it_were_left_out(example: World, api: Api) -> None:
    asked = "query($slug: String!) { organisation(slug: $slug) { scorecard(asOf: null) { asOf } } }"
    assert api.data(asked, slug=example.slug)["organisation"]["scorecard"]["asOf"] == "2026-07-01"


def test_before_it_exists_a_thing_is_in_no_list_and_has_no_figures(example: World, api: Api) -> None:
    asked = """query($slug: String!) { organisation(slug: $slug) {
      kpis(asOf: "2025-12-31") { totalCount }
      initiatives(asOf: "2025-12-31") { totalCount }
      gone: kpi(code: "eNPS", asOf: "2025-12-31") { code }
      kpi(code: "eNPS") {
        progress(asOf: "2025-12-31") { value } terms(asOf: "2025-12-31") { weight }
        forecast(asOf: "2025-12-31") { points } sparkline(asOf: "2025-12-31") { on }
      }
      initiative(code: "SQUADS") { progress(asOf: "2025-12-31") { delivery } terms(asOf: "2025-12-31") { stage } }
    } }"""
    assert api.data(asked, slug=example.slug)["organisation"] == {
        "kpis": {"totalCount": 0},
        "initiatives": {"totalCount": 0},
        "gone": None,
        "kpi": {"progress": None, "terms": None, "forecast": None, "sparkline": []},
        "initiative": {"progress": None, "terms": None},
    }


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "1970-01-01", "2100-02-28", "9999-12-31"])
def test_no_day_is_too_far(example: World, api: Api, day: str) -> None:
    asked = """query($slug: String!, $day: Date!) { organisation(slug: $slug) {
      scorecard(asOf: $day) {
        asOf index attention { sentence } contributions { value } levers { progress counts { checkInsDue } }
      }
      levers(asOf: $day) { kind }
      vision(asOf: $day) { number }
      scoringPolicy(asOf: $day) { validFrom }
      kpis(asOf: $day) { nodes { progress { health dueOn } forecast { value reachedOn } sparkline { on }
        measurements { totalCount nodes { value } } } }
      initiatives(asOf: $day) { nodes { progress { progress checkInDueOn } nextMilestone { slippageDays overdue }
        latestCheckIn { health } checkIns { totalCount } } }
      milestones(asOf: $day) { nodes { overdue slippageDays } }
      checkIns(asOf: $day) { totalCount }
      kpi(code: "eNPS") { forecast(asOf: $day) { value } progress(asOf: $day) { expectedValue } }
    } }"""
    assert api.data(asked, slug=example.slug, day=day)["organisation"]["scorecard"]["asOf"] == day
