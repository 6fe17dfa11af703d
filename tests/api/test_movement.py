"""Why the index moved, over HTTP: the worked example between two days, and its headline."""

from typing import Any

import pytest

from ops_model.domain.roles import Role
from tests.api.client import Api
from tests.api.world import World
from tests.statements import count_statements

MOVEMENT = """
query Movement($slug: String!, $from: Date!, $to: Date!, $first: Int) {
  organisation(slug: $slug) {
    movement(from: $from, to: $to) {
      from to indexFrom indexTo change
      items(first: $first) {
        subject { __typename ... on Kpi { code progress { value } } ... on Initiative { code } }
        lens valueFrom valueTo shareFrom shareTo own mix difference
        causes { kind on what before after milestone { name } }
      }
    }
  }
}
"""


def about(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def moved(api: Api, world: World, from_: str, to: str, **more: Any) -> Any:
    return api.data(MOVEMENT, slug=world.slug, **{"from": from_, "to": to, **more})["organisation"]["movement"]


def cause(kind: str, on: str | None = None, **more: object) -> dict[str, object]:
    return {"kind": kind, "on": on, **dict.fromkeys(("what", "before", "after", "milestone")), **more}


def test_the_movement_of_the_worked_example_is_found_by_hand(example: World, api: Api) -> None:
    found = moved(api, example, "2026-04-15", "2026-07-01")
    assert {name: found[name] for name in ("from", "to", "indexFrom", "indexTo", "change")} == {
        "from": "2026-04-15",
        "to": "2026-07-01",
        "indexFrom": about(17.1875),
        "indexTo": about(34.375),
        "change": about(17.1875),
    }
    assert found["items"] == [
        {
            "subject": {"__typename": "Kpi", "code": "ATTRITION", "progress": {"value": 0.1}},
            "lens": "OUTCOME",
            "valueFrom": None,
            "valueTo": about(0.5),
            "shareFrom": None,
            "shareTo": about(0.625 / 3),
            "own": about(5.208333333),
            "mix": about(5.208333333),
            "difference": about(10.416666667),
            "causes": [
                cause("ENTERED", what="excluded", before="NO_DATA"),
                cause("MEASURED", "2026-04-30", what="value", after="0.1"),
            ],
        },
        {
            "subject": {"__typename": "Kpi", "code": "eNPS", "progress": {"value": 24.0}},
            "lens": "OUTCOME",
            "valueFrom": about(0.125),
            "valueTo": about(0.35),
            "shareFrom": about(0.625),
            "shareTo": about(0.625 * 2 / 3),
            "own": about(11.71875),
            "mix": about(-4.947916667),
            "difference": about(6.770833333),
            "causes": [cause("MEASURED", "2026-06-30", what="value", before="15", after="24")],
        },
        {
            "subject": {"__typename": "Initiative", "code": "SQUADS"},
            "lens": "DELIVERY",
            "valueFrom": 0.25,
            "valueTo": 0.25,
            "shareFrom": about(0.375),
            "shareTo": about(0.375),
            "own": 0.0,
            "mix": about(0),
            "difference": about(0),
            "causes": [cause("OTHERS_MOVED")],
        },
    ]


def test_a_milestone_that_was_completed_is_shown(example: World, api: Api) -> None:
    found = {item["subject"]["code"]: item for item in moved(api, example, "2026-02-28", "2026-03-15")["items"]}
    done = cause("MILESTONE", "2026-03-01", what="completedOn", after="2026-03-01", milestone={"name": "First squad"})
    assert found["SQUADS"]["causes"] == [done]
    assert found["SQUADS"]["own"] == about(25)


def test_without_an_index_at_one_end_the_change_is_null(example: World, api: Api) -> None:
    found = moved(api, example, "2025-12-31", "2026-07-01")
    assert (found["indexFrom"], found["change"]) == (None, None)
    assert sum(item["difference"] for item in found["items"]) == about(34.375)


def test_as_many_items_as_wanted_are_shown_the_largest_first(example: World, api: Api) -> None:
    assert [
        [item["subject"]["code"] for item in moved(api, example, "2026-04-15", "2026-07-01", first=first)["items"]]
        for first in (0, 2, None)
    ] == [[], ["ATTRITION", "eNPS"], ["ATTRITION", "eNPS", "SQUADS"]]
    error = api.error(MOVEMENT, slug=example.slug, **{"from": "2026-04-15", "to": "2026-07-01", "first": 101})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_day_that_comes_too_late_is_refused_with_what_to_do(example: World, api: Api) -> None:
    error = api.error(MOVEMENT, slug=example.slug, **{"from": "2026-07-02", "to": "2026-07-01"})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == (
        "'from' must not be after 'to': 2026-07-02 is after 2026-07-01. Give an earlier 'from'."
    )


@pytest.mark.parametrize(
    ("from_", "to"),
    [("0001-01-01", "9999-12-31"), ("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")],
)
def test_no_day_is_too_far(example: World, api: Api, from_: str, to: str) -> None:
    assert moved(api, example, from_, to)["to"] == to


def test_what_is_yet_to_come_moves_nothing_of_itself(example: World, api: Api) -> None:
    found = moved(api, example, "2026-07-01", "2026-12-31")
    assert found["change"] == 0
    assert {each["kind"] for item in found["items"] for each in item["causes"]} == {"OTHERS_MOVED"}


HEADLINE = """
query Headline($slug: String!, $asOf: Date, $since: Date) {
  organisation(slug: $slug) { scorecard(asOf: $asOf) { headline(since: $since) } }
}
"""


def headline(api: Api, world: World, **days: str | None) -> Any:
    return api.data(HEADLINE, slug=world.slug, **days)["organisation"]["scorecard"]["headline"]


def test_a_headline_looks_back_thirty_days_or_to_the_day_that_is_given(example: World, api: Api) -> None:
    assert (
        headline(api, example)
        == headline(api, example, since=None)
        == [
            "The index rose by 4.2 points since 2026-06-01, from 30.2 to 34.4.",
            "eNPS raised the index by 4.2 points: it went from 20 to 24 on 2026-06-30.",
        ]
    )
    assert headline(api, example, since="2026-04-15") == [
        "The index rose by 17.2 points since 2026-04-15, from 17.2 to 34.4.",
        "Regretted attrition raised the index by 10.4 points: it began to count; it was measured at 0.1 on 2026-04-30.",
        "eNPS raised the index by 6.8 points: it went from 15 to 24 on 2026-06-30.",
    ]


def test_a_headline_is_of_its_scorecards_day(example: World, api: Api) -> None:
    assert headline(api, example, asOf="2026-04-15", since="2026-03-15")[0] == (
        "The index fell by 7.8 points since 2026-03-15, from 25.0 to 17.2."
    )
    assert headline(api, example, asOf="0001-01-01") == ["There is no index, and on 0001-01-01 there was none."]


def test_a_headline_since_a_later_day_is_refused(example: World, api: Api) -> None:
    error = api.error(HEADLINE, slug=example.slug, since="2026-07-02")
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == (
        "'since' must not be after 'asOf': 2026-07-02 is after 2026-07-01. Give an earlier 'since'."
    )


COUNTED = """query($slug: String!) { organisation(slug: $slug) {
  movement(from: "2026-03-01", to: "2026-06-01") { change items {
    subject { ... on Kpi { code } ... on Initiative { code } } causes { kind milestone { name } } } }
  scorecard { headline(since: "2026-03-01") }
} }"""


def test_a_movement_takes_five_statements_a_day_whatever_the_rows(one: World, ten: World) -> None:
    taken = []
    for world in (one, ten):
        world.api(Role.VIEWER).data("{ viewer { name } }")  # that a token is used is noted once a day
        with count_statements() as statements:
            world.api(Role.VIEWER).data(COUNTED, slug=world.slug)
        taken.append(len(statements))
    assert taken == [15, 15]  # today, and the two days that are compared; what is read once is not read again
