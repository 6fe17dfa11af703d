"""What is asked as of a day is what would be there if only what is dated by it had ever been written."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.domain.roles import Role
from tests.api.facts_written import organisation_written
from tests.api.tried import tried
from tests.api.world import TODAY, World
from tests.domain.strategies import dated_by, days, organisations

EVERYTHING = """
query Everything($slug: String!, $day: Date) {
  organisation(slug: $slug) {
    scorecard(asOf: $day) {
      asOf index expectedIndex health coverage sufficient
      policy { validFrom outcomeWeight onTrackGap levers { weight targetLevel } }
      levers { ...Lever }
      counts { ...Counts }
      guardrails { ...KpiProgress }
      attention(first: 12) { subject { ...Named } reasons sentence indexPointsAtStake }
      contributions { ...Item contributions { ...Item contributions { ...Item } } }
      outlook { index coverage reason reachedOn reachedReason
        items(first: 12) { subject { ...Named } share value foreseen covered reachedOn reachedReason } }
    }
    initiatives(asOf: $day, first: 6) { totalCount nodes { ...Initiative } }
    allInitiatives: initiatives(asOf: $day, first: 6, includeArchived: true) { totalCount nodes { ...Initiative } }
    slow: initiatives(asOf: $day, filter: {or: [{computedHealth: [AT_RISK, OFF_TRACK]}, {overdue: true}]},
      orderBy: [{field: PROGRESS, direction: DESC}], first: 6) { totalCount nodes { code } }
    kpis(asOf: $day, first: 6) { totalCount nodes { ...Kpi } }
    allKpis: kpis(asOf: $day, first: 6, includeArchived: true) { totalCount nodes { ...Kpi } }
    good: kpis(asOf: $day, filter: {attainment: {from: 0.5}}, orderBy: [{field: GAP}], first: 6) {
      totalCount nodes { code } }
    milestones(asOf: $day, first: 20, includeArchived: true, orderBy: [{field: SLIPPAGE_DAYS}, {field: DUE_ON}]) {
      totalCount nodes { ...Milestone initiative { code } } }
    done: milestones(asOf: $day, filter: {completed: true}) { totalCount }
    open: milestones(asOf: $day, filter: {completed: false, cancelled: false}) { totalCount }
    checkIns(asOf: $day, first: 20) { totalCount nodes { checkedOn health initiative { code stage } } }
    levers(asOf: $day) { kind kpis(first: 6) { nodes { code } } initiatives(first: 6) { nodes { code } } }
    scoringPolicy(asOf: $day) { validFrom }
    members(asOf: $day) { totalCount nodes { name ended } }
  }
  viewer { todo(organisation: $slug, first: 40, asOf: $day) { kind subject { ...Named } dueOn daysOverdue } }
}
fragment Named on Node { __typename ... on Kpi { code } ... on Initiative { code } ... on Milestone { name }
  ... on Lever { kind } }
fragment Item on Contribution { subject { ...Named } value weight share points indexPoints excluded }
fragment Counts on Counts { initiativesByStage { stage count } initiativesByHealth { health count }
  kpisByHealth { health count } overdueMilestones checkInsDue watermelons staleKpis breaches }
fragment Lever on LeverProgress { lever { kind } weight progress expectedProgress health coverage sufficient
  counts { ...Counts } lenses { lens value expected weight share points indexPoints excluded coverage } }
fragment KpiProgress on KpiProgress { kpi { code } value observedOn raw attainment expectedValue expectedAttainment gap
  health regressing breach unknown stale dueOn }
fragment Kpi on Kpi { code archived lever { kind } terms { validFrom weight role aggregation target { value on } }
  progress { ...KpiProgress } forecast { on value low high attainment reachedOn points reason reachedReason }
  sparkline(points: 8) { on value } measurements(first: 6) { totalCount nodes { observedOn value } } }
fragment Initiative on Initiative { code archived stage targetDate lever { kind } leverShares { lever { kind } share }
  terms { validFrom stage weight }
  progress { delivery plannedDelivery outcome expectedOutcome progress computedHealth reportedHealth confidence
    watermelon theatre overdueMilestones checkInDueOn checkInDue
    parts { lens value share contributions { subject { ...Named } value share excluded } } }
  milestones(first: 4) { totalCount nodes { ...Milestone } } nextMilestone { name }
  kpis { kpi { code } weight linkedOn inForce } latestCheckIn { checkedOn health }
  checkIns(first: 4) { totalCount nodes { checkedOn health confidence } } }
fragment Milestone on Milestone { name weight dueOn forecastOn completedOn cancelledOn slippageDays overdue }
"""


def everything(of: World, day: date) -> Any:
    """Return all that can be asked about an organisation as of a day, but for ids and for who wrote what when."""
    return of.api(Role.EDITOR).data(EVERYTHING, slug=of.slug, day=day.isoformat())


def test_as_of_a_day_equals_a_database_that_holds_only_what_is_dated_by_it(committed: None) -> None:
    @tried(25)
    @given(organisations(), days)
    def each(facts: OrganisationFacts, day: date) -> None:
        whole = organisation_written(facts, corrected=True)
        then = organisation_written(dated_by(facts, day), corrected=False)
        assert everything(whole, day) == everything(then, day)

    each()


MOVE = """
mutation Move($slug: String!, $kpi: ID!, $kpiVersion: Int!, $initiative: ID!, $initiativeVersion: Int!) {
  kpiSetTerms(input: {id: $kpi, version: $kpiVersion, reason: "It was too easy.", weight: 7,
    target: {value: "500", on: "2027-06-30"}}) { kpi { terms { weight target { value } } } userErrors { message } }
  initiativeSetTerms(input: {id: $initiative, version: $initiativeVersion, reason: "It does more than was thought.",
    weight: 9, targetDate: "2027-06-30"}) { initiative { terms { weight } } userErrors { message } }
  scoringPolicySet(input: {organisation: $slug, reason: "Results count.", outcomeWeight: 5, deliveryWeight: 1}) {
    userErrors { message } }
}
"""
SUBJECTS = """query($slug: String!) { organisation(slug: $slug) {
  kpi(code: "eNPS") { id version } initiative(code: "SQUADS") { id version } } }"""


def test_moving_a_goal_a_weight_and_the_policy_today_changes_nothing_of_yesterday(example: World) -> None:
    found = example.api(Role.ADMIN).data(SUBJECTS, slug=example.slug)["organisation"]
    days_before = [TODAY - timedelta(days=ago) for ago in (1, 30, 90)]
    before = [everything(example, day) for day in days_before]
    today = everything(example, TODAY)

    moved = example.api(Role.ADMIN).data(
        MOVE,
        slug=example.slug,
        kpi=found["kpi"]["id"],
        kpiVersion=found["kpi"]["version"],
        initiative=found["initiative"]["id"],
        initiativeVersion=found["initiative"]["version"],
    )

    assert [each["userErrors"] for each in moved.values()] == [[], [], []]
    assert [everything(example, day) for day in days_before] == before
    assert everything(example, TODAY) != today


FUTURE = """query($slug: String!, $day: Date) { organisation(slug: $slug) {
  scorecard(asOf: $day) { index expectedIndex coverage outlook { on index } }
  kpi(code: "eNPS", asOf: $day) {
    progress { value observedOn expectedValue stale dueOn } forecast { points value }
    measurements { totalCount nodes { observedOn } }
  }
  initiative(code: "SQUADS", asOf: $day) {
    progress { delivery plannedDelivery overdueMilestones } nextMilestone { name overdue completedOn }
  } } }"""


def test_a_day_to_come_shows_what_is_expected_then_and_no_more_than_is_known_today(example: World) -> None:
    api = example.api(Role.EDITOR)
    now, then = (api.data(FUTURE, slug=example.slug, day=day)["organisation"] for day in ("2026-07-01", "2026-12-01"))

    assert then["scorecard"]["index"] == now["scorecard"]["index"]
    assert then["scorecard"]["expectedIndex"] > now["scorecard"]["expectedIndex"]
    assert then["scorecard"]["coverage"] < now["scorecard"]["coverage"]
    assert then["kpi"]["progress"] == {
        "value": 24.0,
        "observedOn": "2026-06-30",
        "expectedValue": pytest.approx(10 + 40 * 334 / 364),
        "stale": True,
        "dueOn": "2026-07-31",
    }
    assert then["kpi"]["measurements"] == now["kpi"]["measurements"]
    assert then["kpi"]["forecast"] == {"points": 3, "value": pytest.approx(now["kpi"]["forecast"]["value"])}
    assert then["initiative"] == {
        "progress": {"delivery": 0.25, "plannedDelivery": 1.0, "overdueMilestones": 1},
        "nextMilestone": {"name": "All squads", "overdue": True, "completedOn": None},
    }


def test_members_and_what_is_due_are_of_the_day_too(example: World) -> None:
    asked = """query($slug: String!, $day: Date!) {
      organisation(slug: $slug) { members(asOf: $day, filter: {ended: false}) { totalCount } }
      viewer { todo(organisation: $slug, asOf: $day) { kind dueOn daysOverdue } } }"""
    api = example.api(Role.EDITOR)

    assert api.data(asked, slug=example.slug, day="2025-12-31")["viewer"]["todo"] == []
    then = api.data(asked, slug=example.slug, day="2026-09-03")
    assert then["organisation"]["members"]["totalCount"] == 4
    assert {"kind": "MILESTONE", "dueOn": "2026-09-01", "daysOverdue": 2} in then["viewer"]["todo"]
