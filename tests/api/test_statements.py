"""Every list takes the same number of statements for 1 row and for 10."""

import pytest

from ops_model.domain.roles import Role
from tests.api.selections import ListField, list_fields
from tests.api.test_scorecard import SCORECARD
from tests.api.world import World
from tests.statements import count_statements

LISTS = list(list_fields())


def _statements(world_: World, document: str, role: Role = Role.EDITOR) -> int:
    with count_statements() as statements:
        world_.api(role).data(document.replace("SLUG", world_.slug))
    return len(statements)


def test_every_list_of_the_schema_is_here() -> None:
    names = {each.name for each in LISTS}
    assert {
        "Organisation.initiatives",
        "Organisation.kpis",
        "Organisation.milestones",
        "Organisation.checkIns",
        "Organisation.members",
        "Organisation.changes",
        "Organisation.levers",
        "Organisation.visions",
        "Organisation.scoringPolicies",
        "Organisation.trend",
        "Lever.trend",
        "Lever.kpis",
        "Lever.initiatives",
        "Initiative.milestones",
        "Initiative.kpis",
        "Initiative.checkIns",
        "Initiative.allTerms",
        "Kpi.measurements",
        "Kpi.sparkline",
        "Kpi.allTerms",
        "Kpi.trend",
        "Initiative.trend",
        "ReportedScorecard.levers",
        "ReportedScorecard.contributions",
        "Movement.items",
        "MovementItem.causes",
        "Scorecard.attention",
        "Scorecard.guardrails",
        "Viewer.todo",
        "Viewer.memberships",
    } <= names


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: each.name)
def test_a_list_takes_as_many_statements_for_ten_rows_as_for_one(one: World, ten: World, listed: ListField) -> None:
    assert _statements(one, listed.document) == _statements(ten, listed.document)


def test_the_scorecard_takes_five_statements_whatever_the_rows(one: World, ten: World) -> None:
    document = SCORECARD.replace("query Scorecard($slug: String!)", "query Scorecard").replace("$slug", '"SLUG"')
    assert [_statements(each, document) for each in (one, ten)] == [5, 5]


INITIATIVES = """
{ organisation(slug: "SLUG") { initiatives(first: 20) { totalCount nodes {
  code lever { name } progress { progress } nextMilestone { name dueOn }
  kpis { kpi { code progress { value } sparkline { on value } } } } } } }
"""


def test_initiatives_with_their_kpis_and_sparklines_take_one_statement_more(one: World, ten: World) -> None:
    assert [_statements(each, INITIATIVES) for each in (one, ten)] == [6, 6]


def test_histories_below_histories_take_one_statement_a_field(one: World, ten: World) -> None:
    document = """{ organisation(slug: "SLUG") { initiatives(first: 10) { nodes {
      checkIns(first: 10) { totalCount nodes {
      initiative { kpis { kpi { measurements(first: 3) { nodes { value recordedBy { name } } } } } } } } } } } }"""
    assert [_statements(each, document) for each in (one, ten)] == [8, 8]


def test_a_count_that_is_not_asked_for_is_not_counted(ten: World) -> None:
    document = '{ organisation(slug: "SLUG") { kpis { nodes { measurements { nodes { value } } } } } }'
    counted = document.replace("measurements {", "measurements { totalCount")
    assert (_statements(ten, document), _statements(ten, counted)) == (6, 7)


def test_each_day_that_is_asked_for_costs_one_state(one: World, ten: World) -> None:
    document = """{ organisation(slug: "SLUG") { scorecard { index } then: scorecard(asOf: "2026-03-01") { index }
      again: kpis(asOf: "2026-03-01") { nodes { progress { value } } } } }"""
    assert [_statements(each, document) for each in (one, ten)] == [10, 10]


REPORTED = """{ organisation(slug: "SLUG") {
  snapshot(on: "2026-06-30") { scorecard { index levers { lenses { contributions { points } } } } }
  trend(from: "2026-06-01", to: "2026-07-01", grain: DAY) { index }
  levers { trend(from: "2026-06-01", to: "2026-07-01", grain: DAY) { progress } }
  kpis { nodes { trend(from: "2026-06-01", to: "2026-07-01", grain: DAY) { value } } }
  initiatives { nodes { trend(from: "2026-06-01", to: "2026-07-01", grain: DAY) { progress } } }
} }"""


def test_what_was_reported_takes_one_statement_a_field(one: World, ten: World) -> None:
    assert [_statements(each, REPORTED) for each in (one, ten)] == [10, 10]


def test_a_movement_between_snapshots_takes_a_state_and_three_statements_more(one: World, ten: World) -> None:
    document = """{ organisation(slug: "SLUG") {
      movement(from: "2026-06-30", to: "2026-06-30", basis: REPORTED) { change items { own causes { kind } } } } }"""
    between = document.replace("2026-06-30", "2026-06-21", 1)
    assert [_statements(each, document) for each in (one, ten)] == [5 + 5 + 2, 5 + 5 + 2]
    assert _statements(ten, between) == 5 + 5 + 3
