"""Where the index is heading, as the API tells it."""

from typing import Any

import pytest

from tests.api.client import Api
from tests.api.world import World
from tests.statements import count_statements

OUTLOOK = """
query Outlook($slug: String!, $day: Date) {
  organisation(slug: $slug) {
    scorecard(asOf: $day) {
      index
      outlook {
        on index coverage reason reachedOn reachedReason
        items(first: 100) { subject { ... on Kpi { code } ... on Initiative { code } }
          share value foreseen indexPoints covered reachedOn reachedReason }
      }
    }
  }
}
"""


def asked(api: Api, slug: str, day: str | None = None) -> Any:
    return api.data(OUTLOOK, slug=slug, day=day)["organisation"]["scorecard"]


def test_the_outlook_is_of_the_visions_target_date_and_its_items_add_up(example: World, api: Api) -> None:
    found = asked(api, example.slug)["outlook"]

    assert (found["on"], found["reason"]) == ("2026-12-31", None)
    assert sum(item["indexPoints"] for item in found["items"]) == pytest.approx(found["index"])
    assert sum(item["share"] for item in found["items"]) == pytest.approx(1)
    items = {item["subject"]["code"]: item for item in found["items"]}
    assert set(items) == {"ATTRITION", "SQUADS", "eNPS"}
    assert items["ATTRITION"] | {"share": None} == {
        "subject": {"code": "ATTRITION"},
        "share": None,
        "value": 0.5,
        "foreseen": 0.5,
        "indexPoints": pytest.approx(100 * 0.625 / 3 * 0.5),
        "covered": False,
        "reachedOn": None,
        "reachedReason": "NOT_FORESEEN",
    }
    assert (items["SQUADS"]["value"], items["SQUADS"]["foreseen"]) == (0.25, 1.0)
    assert items["SQUADS"]["reachedOn"] == "2026-09-11"
    assert (found["reachedOn"], found["reachedReason"]) == (None, "NOT_FORESEEN")


def test_it_is_seen_from_the_day_that_is_asked_for(example: World, api: Api) -> None:
    then = asked(api, example.slug, "2026-04-01")["outlook"]

    items = {item["subject"]["code"]: item for item in then["items"]}
    assert set(items) == {"SQUADS", "eNPS"}
    assert not items["eNPS"]["covered"], "by then it had one point"
    assert asked(api, example.slug, "2027-01-01")["outlook"]["reason"] == "TARGET_DATE_PASSED"


def test_it_takes_one_statement_beside_the_scorecard(one: World, ten: World) -> None:
    counts = []
    for each in (one, ten):
        asked(each.api(), each.slug)  # the first use of a token in a while is written down
        with count_statements() as statements:
            asked(each.api(), each.slug)
        counts.append(len(statements))
    assert counts == [6, 6]
