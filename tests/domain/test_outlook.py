"""Where the index is heading."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import fsum
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import kpi_forecast, organisation_figures, outlook
from ops_model.domain.progress.facts import (
    DatedValue,
    InitiativeFacts,
    KpiFacts,
    Measurement,
    MilestoneFacts,
    OrganisationFacts,
)
from ops_model.domain.progress.forecast import HORIZON_DAYS
from ops_model.domain.progress.foreseen import Outlook, OutlookItem
from ops_model.domain.progress.vocabulary import Direction, Frequency, OutlookReason
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    AS_OF,
    END,
    Dates,
    assessment,
    attaining,
    band,
    band_terms,
    guardrail_terms,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    milestone,
    organisation,
)
from tests.domain.strategies import dated_by, days, organisations
from tests.domain.test_properties import plain

PAGE = Path(__file__).parents[2] / "docs" / "progress.md"

CLIMBING: Dates = {"2026-05-02": 40, "2026-06-01": 46, "2026-07-01": 52}
"""Up by 0.2 a day, to 52 on AS_OF."""


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def foreseen(facts: OrganisationFacts, target_date: date | None = END, as_of: date = AS_OF) -> Outlook:
    return outlook(
        organisation_figures(facts, as_of=as_of), {one.id: one for one in facts.kpis}, target_date=target_date
    )


def only(facts: OrganisationFacts, target_date: date | None = END, as_of: date = AS_OF) -> OutlookItem:
    (item,) = foreseen(facts, target_date, as_of).items
    return item


def climbing(code: str = "CLIMBING") -> KpiFacts:
    return kpi(kpi_terms(0, 100), CLIMBING, code=code)


def planned() -> InitiativeFacts:
    return initiative(
        milestones=[milestone("2026-03-01", "2026-03-01"), milestone("2026-09-01", forecast="2026-10-15", weight=3)]
    )


def test_kpis_follow_their_line_and_milestones_their_forecast_date() -> None:
    found = foreseen(organisation([climbing()], [planned()]))
    attained = (52 + 0.2 * 183) / 100
    assert found.on == END
    assert found.index == near(100 * (0.5 * attained + 0.3 * 1) / 0.8)
    assert [(item.foreseen, item.share) for item in found.items] == [
        (near(attained), near(0.625)),
        (near(1), near(0.375)),
    ]
    assert (found.reason, found.reached_reason) == (None, None)
    assert found.reached_on == AS_OF + timedelta(days=240)


def test_what_nothing_foresees_stays_as_it_is_and_is_not_covered() -> None:
    found = foreseen(organisation([climbing(), attaining(0.6, code="STUCK")], [planned()]))
    attained = (52 + 0.2 * 183) / 100
    assert found.index == near(100 * (0.5 * (attained + 0.6) / 2 + 0.3 * 1) / 0.8)
    assert found.coverage == near((0.5 * 0.5 + 0.3) / 6)
    assert found.items[0].foreseen == near(0.6)
    assert not found.items[0].covered
    assert (found.reached_on, found.reached_reason) == (None, OutlookReason.NOT_FORESEEN)


def test_what_is_left_out_of_the_index_is_left_out_of_the_outlook() -> None:
    silent = attaining(None, code="SILENT")
    guard = kpi(guardrail_terms(band(lower=4)), {"2026-06-30": 5}, code="GUARD")
    idea = initiative(initiative_terms(InitiativeStage.PROPOSED), [milestone()], code="IDEA")
    found = foreseen(organisation([climbing(), silent, guard], [idea]))
    assert [item.subject.id for item in found.items] == [climbing().id]
    assert found.coverage == near(0.5 * 0.5 / 6)


def test_a_line_goes_on_beyond_the_targets_date_and_counts_no_more_than_1() -> None:
    late = kpi(replace(kpi_terms(0, 100), target=DatedValue(value=Decimal(100), on=date(2026, 6, 1))), CLIMBING)
    item = only(organisation([late]))
    assert item.foreseen == near(0.886)
    assert item.reached_on == AS_OF + timedelta(days=240)
    assert only(organisation([climbing()]), date(2030, 1, 1)).foreseen == 1


def test_a_band_is_held_at_what_is_foreseen_a_period_ahead() -> None:
    drifting = kpi(band_terms(band(lower=50, tolerance=20), frequency=Frequency.MONTHLY), CLIMBING)
    assert only(organisation([drifting])).foreseen == 1
    falling = kpi(band_terms(band(upper=50, tolerance=20), frequency=Frequency.MONTHLY), CLIMBING)
    item = only(organisation([falling]), date(2030, 1, 1))
    assert item.foreseen == near(1 - (52 + 0.2 * 31 - 50) / 20)
    assert (item.reached_on, item.reached_reason) == (None, OutlookReason.LEADS_AWAY)


def test_a_stale_forecast_counts_and_covers_nothing() -> None:
    old = kpi(kpi_terms(0, 100), {"2026-01-31": 10, "2026-02-28": 20, "2026-03-31": 30})
    found = foreseen(organisation([old]))
    assert found.coverage == 0
    assert found.items[0].foreseen == 1
    assert not found.items[0].covered


@pytest.mark.parametrize(
    ("of", "reached_on"),
    [
        (milestone("2026-09-01"), "2026-09-01"),
        (milestone("2026-09-01", forecast="2026-12-24"), "2026-12-24"),
        (milestone("2026-03-01", forecast="2026-08-01"), "2026-08-01"),
        (milestone("2026-09-01", forecast="2026-06-01"), "2026-09-01"),
        (milestone("2026-06-01", "2026-06-15"), "2026-07-01"),
        (milestone("2026-06-01", "2026-07-15"), None),
        (milestone("2026-06-01"), None),
        (milestone("2026-07-01"), None),
        (milestone("2026-06-01", forecast="2026-07-01"), None),
    ],
)
def test_a_milestone_is_completed_on_its_forecast_or_its_due_date_that_is_still_to_come(
    of: MilestoneFacts, reached_on: str | None
) -> None:
    item = only(organisation([], [initiative(milestones=[of])]))
    assert item.reached_on == (None if reached_on is None else date.fromisoformat(reached_on))
    assert item.covered is (reached_on is not None)
    assert item.reached_reason is (OutlookReason.NOT_FORESEEN if reached_on is None else None)
    assert item.foreseen == (0 if reached_on is None else 1)


def test_a_milestone_that_is_cancelled_by_the_day_has_no_part() -> None:
    kept, dropped = milestone("2026-09-01"), milestone("2026-06-01", cancelled="2026-06-15")
    assert only(organisation([], [initiative(milestones=[kept, dropped])])).foreseen == 1
    later = replace(dropped, cancelled_on=date(2026, 8, 1))
    assert only(organisation([], [initiative(milestones=[kept, later])])).foreseen == 0.5


def test_terms_of_a_later_day_and_what_has_not_begun_change_nothing() -> None:
    held = climbing()
    moved = replace(held, terms=(*held.terms, replace(kpi_terms(0, 1000), valid_from=date(2026, 8, 1))))
    unborn = kpi(kpi_terms(valid_from=date(2026, 8, 1)), CLIMBING, code="UNBORN")
    assert plain(foreseen(organisation([moved, unborn]))) == plain(foreseen(organisation([held])))


def test_what_is_delivered_stays_delivered() -> None:
    done = initiative(initiative_terms(InitiativeStage.IMPLEMENTED), [milestone("2026-06-01")])
    item = only(organisation([], [done]))
    assert (item.foreseen, item.covered, item.reached_on) == (1, True, AS_OF)


def test_maturity_stays_as_it_was_assessed() -> None:
    found = foreseen(organisation(assessments={LeverKind.CULTURE: [assessment("2026-02-01", 3)]}))
    assert found.index == near(50)
    assert found.coverage == 0
    assert found.reached_reason is OutlookReason.NOT_FORESEEN


def test_an_initiative_of_several_levers_is_one_item() -> None:
    shares = {LeverKind.CULTURE: 1.0, LeverKind.TALENT: 2.0}
    item = only(organisation([], [initiative(initiative_terms(shares=shares), [milestone()])]))
    assert item.share == near(1)


def test_without_a_day_there_is_no_index_and_a_reason() -> None:
    facts = organisation([climbing()])
    assert foreseen(organisation()).reason is OutlookReason.NO_DATA
    assert foreseen(organisation()).reached_reason is OutlookReason.NO_DATA
    assert foreseen(facts, None).reason is OutlookReason.NO_VISION
    passed = foreseen(facts, AS_OF - timedelta(days=1))
    assert (passed.on, passed.index, passed.reason) == (None, None, OutlookReason.TARGET_DATE_PASSED)
    assert (passed.items[0].foreseen, passed.items[0].index_points) == (None, None)
    assert passed.reached_on == AS_OF + timedelta(days=240)
    assert foreseen(facts, AS_OF).index == near(52)


def test_what_leaves_its_target_again_keeps_the_index_from_100() -> None:
    falling = kpi(kpi_terms(0, 100), {"2026-05-02": 116, "2026-06-01": 110, "2026-07-01": 104}, code="FALLING")
    assert foreseen(organisation([falling])).reached_on == AS_OF
    # It is past its target until 20 days from AS_OF; the other gets there after 240.
    found = foreseen(organisation([falling, climbing()]))
    assert (found.reached_on, found.reached_reason) == (None, OutlookReason.LEADS_AWAY)
    soon = initiative(milestones=[milestone("2026-07-21")])
    assert foreseen(organisation([falling], [soon])).reached_on == date(2026, 7, 21)
    later = initiative(milestones=[milestone("2026-07-22")])
    assert foreseen(organisation([falling], [later])).reached_on is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"2026-05-02": 52, "2026-06-01": 52, "2026-07-01": 52}, OutlookReason.FLAT),
        ({"2026-05-02": 58, "2026-06-01": 55, "2026-07-01": 52}, OutlookReason.LEADS_AWAY),
        ({"2026-05-02": 51.8, "2026-06-01": 51.9, "2026-07-01": 52}, OutlookReason.TOO_FAR),
    ],
)
def test_a_line_that_never_gets_there_says_why(values: Dates, reason: OutlookReason) -> None:
    found = foreseen(organisation([kpi(kpi_terms(0, 100), values), climbing("OTHER")]))
    assert (found.reached_on, found.reached_reason) == (None, reason)


def test_a_milestone_may_be_too_far() -> None:
    far = AS_OF + timedelta(days=HORIZON_DAYS + 1)
    item = only(organisation([], [initiative(milestones=[milestone(far.isoformat())])]), far)
    assert (item.foreseen, item.reached_reason) == (1, OutlookReason.TOO_FAR)


@given(organisations(), days, days)
def test_items_add_up_to_the_index_and_cover_no_more_than_the_data(
    facts: OrganisationFacts, as_of: date, target_date: date
) -> None:
    scorecard = organisation_figures(facts, as_of=as_of).scorecard
    found = foreseen(facts, target_date, as_of)
    assert fsum(item.share for item in found.items) == near(0 if scorecard.index is None else 1)
    assert 100 * fsum(item.share * item.value for item in found.items) == near(scorecard.index or 0)
    assert (found.index is None) is (found.reason is not None) is (found.on is None)
    if found.index is not None:
        assert fsum(item.index_points or 0 for item in found.items) == near(found.index)
        assert -1e-9 <= found.index <= 100 + 1e-9
    assert 0 <= found.coverage <= scorecard.coverage + 1e-9
    assert all((item.reached_on is None) is (item.reached_reason is not None) for item in found.items)


@given(organisations(), days)
def test_each_kpi_does_what_its_own_forecast_says(facts: OrganisationFacts, as_of: date) -> None:
    for item in foreseen(facts, as_of, as_of).items:
        if not isinstance(item.subject, KpiFacts):
            continue
        own = kpi_forecast(item.subject, as_of=as_of)
        assert own is not None
        if own.on is not None:
            then = next(one for one in foreseen(facts, own.on, as_of).items if one.subject is item.subject)
            assert then.foreseen == near(own.attainment or 0)
        terms = organisation_figures(facts, as_of=as_of).kpis[item.subject.id].terms
        if own.points >= 3 and terms.direction is not Direction.MAINTAIN:
            assert item.reached_on == own.reached_on


@given(organisations(), days, days)
def test_the_outlook_of_a_day_knows_only_what_is_dated_by_it(
    facts: OrganisationFacts, as_of: date, target_date: date
) -> None:
    assert plain(foreseen(dated_by(facts, as_of), target_date, as_of)) == plain(foreseen(facts, target_date, as_of))


@st.composite
def heading_for_100(draw: st.DrawFn) -> OrganisationFacts:
    """KPIs on straight lines, most of them upward, and initiatives with plans."""
    spots = st.tuples(st.integers(0, 130), st.sampled_from([-2, -1, 0.5, 1, 1.5, 2, 4]))
    kpis = [
        kpi(kpi_terms(0, 100), _straight(at, slope), code=f"K{place}")
        for place, (at, slope) in enumerate(draw(st.lists(spots, max_size=3)))
    ]
    plans = draw(st.lists(st.lists(st.integers(-20, 60), min_size=1, max_size=3), max_size=2))
    initiatives = [
        initiative(milestones=[_milestone(after) for after in dues], code=f"I{place}")
        for place, dues in enumerate(plans)
    ]
    return organisation(kpis, initiatives)


def _straight(at: float, slope: float) -> Dates:
    return {(AS_OF - timedelta(days=ago)).isoformat(): at - slope * ago for ago in range(4)}


def _milestone(after: int) -> MilestoneFacts:
    on = (AS_OF + timedelta(days=after)).isoformat()
    return milestone(on, on if after <= 0 else None)


@given(heading_for_100())
def test_100_is_reached_on_the_first_day_on_which_the_index_foreseen_is_100(facts: OrganisationFacts) -> None:
    assume(facts.kpis or facts.initiatives)
    found = foreseen(facts)
    days_at_100 = (
        on
        for on in (AS_OF + timedelta(days=after) for after in range(300))
        if (foreseen(facts, on).index or 0) >= 100 - 1e-6
    )
    assert found.reached_on == next(days_at_100, None)


@given(organisations(), days, days)
def test_the_index_foreseen_is_that_of_a_world_in_which_all_came_as_foreseen(
    facts: OrganisationFacts, as_of: date, target_date: date
) -> None:
    """Another way to the same figure: each KPI measured where it is foreseen, and each milestone completed."""
    assume(as_of <= target_date)
    found = foreseen(facts, target_date, as_of)
    assume(found.index is not None)
    known, levels = dated_by(facts, as_of), {item.subject.id: item.foreseen or 0.0 for item in found.items}
    became = replace(
        known,
        kpis=tuple(_at(one, levels[one.id], target_date) if one.id in levels else one for one in known.kpis),
        initiatives=tuple(
            replace(one, milestones=tuple(_done(each, as_of) for each in one.milestones)) for one in known.initiatives
        ),
    )
    assert organisation_figures(became, as_of=target_date).scorecard.index == near(found.index or 0)


def _at(one: KpiFacts, level: float, on: date) -> KpiFacts:
    goal = kpi_terms(0, 1)
    terms = replace(goal, valid_from=one.terms[-1].valid_from, weight=one.terms[-1].weight)
    return replace(one, terms=(terms,), measurements=(Measurement(observed_on=on, value=Decimal(level)),))


def _done(one: MilestoneFacts, as_of: date) -> MilestoneFacts:
    if one.completed_on is not None:
        return one
    to_come = [on for on in (one.forecast_on, one.due_on) if on is not None and on > as_of]
    return replace(one, completed_on=to_come[0] if to_come else None)


def printed() -> dict[str, str]:
    """The first and the last cell of every row of the page's example."""
    section = PAGE.read_text(encoding="utf-8").partition("\n## Outlook\n")[2].partition("\n## ")[0]
    example = section.partition("\nAn example")[2]
    rows = [line.strip("| ").split(" | ") for line in example.splitlines() if line.startswith("|")]
    return {row[0]: row[-1] for row in rows if row[0] not in ("---", "outlook")}


def test_the_page_prints_the_figures_of_its_example() -> None:
    found, second = (
        foreseen(organisation(kpis, [planned()]))
        for kpis in ([climbing()], [climbing(), attaining(0.6, code="SECOND")])
    )
    climber, plan = found.items
    computed = {
        "KPI foreseen": climber.foreseen,
        "initiative foreseen": plan.foreseen,
        "index foreseen": found.index,
        "coverage": found.coverage,
        "KPI reaches its target": str(climber.reached_on),
        "index reaches 100": str(found.reached_on),
        "with a second KPI at 0.6 of one point: index foreseen": second.index,
        "with a second KPI at 0.6 of one point: coverage": second.coverage,
        "with a second KPI at 0.6 of one point: index reaches 100": second.reached_reason,
    }
    shown = printed()
    assert shown.keys() == computed.keys()
    for name, figure in computed.items():
        assert shown[name] == figure if isinstance(figure, str) else float(shown[name]) == near(figure or 0), name
