"""How one initiative stands."""

from datetime import date, timedelta

import pytest

from ops_model.domain.progress import milestone_overdue, slippage_days
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts, MilestoneFacts
from ops_model.domain.progress.vocabulary import ExclusionReason, Health, Lens
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    AS_OF,
    START,
    attaining,
    band,
    day,
    figures_of,
    guardrail_terms,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    link,
    milestone,
    policy,
)

TODAY = AS_OF.isoformat()
YESTERDAY = "2026-06-30"
DONE = milestone("2026-03-01", "2026-03-01")
PAST = milestone("2026-06-01")
COMING = milestone("2026-09-01")
DELIVERED = [InitiativeStage.IMPLEMENTED, InitiativeStage.VALUE_CONFIRMED]
OPEN = [InitiativeStage.APPROVED, InitiativeStage.IN_PROGRESS, InitiativeStage.ON_HOLD]


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def in_stage(stage: InitiativeStage, *milestones: MilestoneFacts) -> InitiativeFacts:
    return initiative(initiative_terms(stage), milestones)


@pytest.mark.parametrize(
    ("milestones", "delivery", "planned"),
    [
        ([], None, None),
        ([milestone("2026-03-01", "2026-03-01"), milestone("2026-09-01", weight=3)], 0.25, 0.25),
        ([milestone(TODAY, TODAY)], 1, 1),
        ([milestone(YESTERDAY, "2026-07-02")], 0, 1),
        ([milestone("2026-07-02", YESTERDAY)], 1, 0),
        ([milestone(TODAY)], 0, 1),
        ([milestone("2026-07-02")], 0, 0),
        ([milestone(YESTERDAY, forecast="2026-12-31")], 0, 1),
        ([DONE, milestone(cancelled=TODAY, weight=9)], 1, 1),
        ([DONE, milestone(cancelled="2026-07-02")], 0.5, 0.5),
        ([milestone(cancelled=YESTERDAY)], None, None),
    ],
)
def test_delivery_is_the_weight_completed_and_planned_the_weight_due(
    milestones: list[MilestoneFacts], delivery: float | None, planned: float | None
) -> None:
    figures = figures_of(initiative(milestones=milestones))
    assert (figures.delivery, figures.planned_delivery) == (delivery, planned)


@pytest.mark.parametrize("stage", DELIVERED)
@pytest.mark.parametrize("milestones", [[], [COMING, PAST]])
def test_from_implemented_on_all_is_delivered_and_the_initiative_a_leaf(
    stage: InitiativeStage, milestones: list[MilestoneFacts]
) -> None:
    figures = figures_of(in_stage(stage, *milestones))
    assert (figures.delivery, figures.planned_delivery, figures.progress) == (1, 1, 1)
    assert figures.computed_health is Health.ACHIEVED
    assert figures.overdue_milestones == 0
    assert figures.parts[0].contributions == ()


def test_outcome_is_the_mean_of_the_linked_kpis_by_the_links_weight() -> None:
    kpis = [attaining(0.2, code="A", weight=7), attaining(0.8, code="B")]
    figures = figures_of(initiative(links=[link(kpis[0]), link(kpis[1], 3)]), *kpis)
    assert figures.outcome == near(0.65)
    assert figures.expected_outcome == near(181 / 364)
    assert figures.progress == near(0.65)


def test_what_is_expected_of_an_outcome_is_of_the_same_kpis() -> None:
    known = attaining(0.5, code="KNOWN")
    held = kpi(guardrail_terms(band(0, 10)), {YESTERDAY: 5}, code="GUARD")
    unmeasured = kpi(kpi_terms(0, 1), code="UNMEASURED")
    figures = figures_of(initiative(links=[link(known), link(held), link(unmeasured)]), known, held, unmeasured)
    assert figures.outcome == near(0.5)
    assert figures.expected_outcome == near(181 / 364)


def aligned() -> KpiFacts:
    """A KPI that shows an ambition without counting in its lever."""
    return attaining(0.4, code="ALIGNED", weight=0)


def test_a_kpi_of_weight_0_counts_for_the_initiative_by_its_link() -> None:
    assert figures_of(initiative(links=[link(aligned())]), aligned()).outcome == near(0.4)


@pytest.mark.parametrize(
    ("linked", "excluded", "value"),
    [
        (attaining(0.4, archived_on=AS_OF), ExclusionReason.ARCHIVED, 0.4),
        (attaining(0.4, archived_on=AS_OF + timedelta(days=1)), None, 0.4),
        (kpi(guardrail_terms(band(0, 10)), {YESTERDAY: 5}), ExclusionReason.GUARDRAIL, 1.0),
        (kpi(guardrail_terms(band(0, 10)), archived_on=START), ExclusionReason.ARCHIVED, None),
        (kpi(guardrail_terms(None)), ExclusionReason.GUARDRAIL, None),
        (attaining(None), ExclusionReason.NO_DATA, None),
        (kpi(kpi_terms(0, None)), ExclusionReason.NO_DATA, None),
        (kpi(kpi_terms(0, None), {YESTERDAY: 5}), ExclusionReason.NO_TARGET, None),
    ],
)
def test_a_linked_kpi_that_does_not_count_is_shown_with_its_reason(
    linked: KpiFacts, excluded: ExclusionReason | None, value: float | None
) -> None:
    figures = figures_of(initiative(links=[link(linked)]), linked)
    shown = figures.parts[1].contributions[0]
    assert (shown.subject, shown.excluded, shown.index_points) == (linked, excluded, None)
    assert shown.value == (None if value is None else near(value))
    assert shown.share == (1 if excluded is None else None)
    assert figures.outcome == (value if excluded is None else None)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (AS_OF, None, True),
        (AS_OF + timedelta(days=1), None, False),
        (START, AS_OF, False),
        (START, AS_OF + timedelta(days=1), True),
    ],
)
def test_a_link_holds_from_its_first_day_to_the_day_before_its_last(
    since: date, until: date | None, *, holds: bool
) -> None:
    linked = attaining(0.4)
    figures = figures_of(initiative(links=[link(linked, linked_on=since, unlinked_on=until)]), linked)
    assert len(figures.parts[1].contributions) == holds


def test_a_link_to_a_kpi_that_does_not_exist_yet_is_passed_over() -> None:
    coming = kpi(kpi_terms(valid_from=AS_OF + timedelta(days=1)), {YESTERDAY: 5})
    figures = figures_of(initiative(links=[link(coming)]), coming)
    assert figures.parts[1].contributions == ()
    assert figures.theatre


@pytest.mark.parametrize(
    ("delivery_share", "milestones", "attained", "progress"),
    [
        (0.5, [DONE, COMING], 0.2, 0.35),
        (0.75, [DONE, COMING], 0.2, 0.425),
        (1.0, [DONE, COMING], 0.2, 0.5),
        (0.0, [DONE, COMING], 0.2, 0.2),
        (0.5, [DONE, COMING], None, 0.5),
        (0.0, [DONE, COMING], None, 0.5),
        (1.0, [], 0.2, 0.2),
        (0.5, [], None, None),
    ],
)
def test_progress_is_of_delivery_and_outcome_or_of_the_one_there_is(
    delivery_share: float, milestones: list[MilestoneFacts], attained: float | None, progress: float | None
) -> None:
    linked = attaining(attained)
    scoring = policy(delivery_share=delivery_share)
    figures = figures_of(initiative(milestones=milestones, links=[link(linked)]), linked, scoring=scoring)
    assert figures.progress == (None if progress is None else near(progress))
    assert sum(part.points or 0 for part in figures.parts) == near(progress or 0)
    assert sum(part.share or 0 for part in figures.parts) == (0 if progress is None else 1)


@pytest.mark.parametrize(
    ("delivery_share", "milestones", "attained", "reasons"),
    [
        (0.5, [DONE], 0.2, (None, None)),
        (1.0, [DONE], 0.2, (None, ExclusionReason.ZERO_WEIGHT)),
        (0.0, [DONE], 0.2, (ExclusionReason.ZERO_WEIGHT, None)),
        (0.0, [DONE], None, (None, ExclusionReason.NO_DATA)),
        (1.0, [DONE], None, (None, ExclusionReason.ZERO_WEIGHT)),
        (1.0, [], 0.2, (ExclusionReason.NO_DATA, None)),
        (0.0, [], None, (ExclusionReason.ZERO_WEIGHT, ExclusionReason.NO_DATA)),
    ],
)
def test_a_part_left_out_says_why(
    delivery_share: float,
    milestones: list[MilestoneFacts],
    attained: float | None,
    reasons: tuple[ExclusionReason | None, ExclusionReason | None],
) -> None:
    linked = attaining(attained)
    scoring = policy(delivery_share=delivery_share)
    parts = figures_of(initiative(milestones=milestones, links=[link(linked)]), linked, scoring=scoring).parts
    assert [part.lens for part in parts] == [Lens.DELIVERY, Lens.OUTCOME]
    assert tuple(part.excluded for part in parts) == reasons
    assert [part.weight for part in parts] == [delivery_share, 1 - delivery_share]


def test_a_cancelled_milestone_is_shown_and_left_out() -> None:
    dropped = milestone(cancelled=TODAY, weight=5)
    finished_and_dropped = milestone("2026-02-01", "2026-02-01", cancelled=TODAY)
    part = figures_of(initiative(milestones=[DONE, dropped, finished_and_dropped])).parts[0]
    shown = [(item.subject, item.value, item.share, item.points, item.excluded) for item in part.contributions]
    assert shown == [
        (DONE, 1.0, 1.0, 1.0, None),
        (dropped, 0.0, None, None, ExclusionReason.CANCELLED),
        (finished_and_dropped, 1.0, None, None, ExclusionReason.CANCELLED),
    ]


@pytest.mark.parametrize("stage", [InitiativeStage.PROPOSED, InitiativeStage.CANCELLED])
def test_a_proposed_or_cancelled_initiative_has_no_health_though_it_has_figures(stage: InitiativeStage) -> None:
    overdue_target = initiative(initiative_terms(stage, target_date=START), [DONE, PAST])
    figures = figures_of(overdue_target)
    assert figures.computed_health is Health.NO_DATA
    assert figures.delivery == 0.5


@pytest.mark.parametrize("stage", OPEN)
@pytest.mark.parametrize(("target", "health"), [(AS_OF, Health.ON_TRACK), (day(YESTERDAY), Health.OFF_TRACK)])
def test_after_its_target_date_an_initiative_is_off_track(stage: InitiativeStage, target: date, health: Health) -> None:
    late = initiative(initiative_terms(stage, target_date=target), [DONE])
    assert figures_of(late).computed_health is health


def test_after_its_target_date_it_is_off_track_even_without_data() -> None:
    assert figures_of(initiative(initiative_terms(target_date=START))).computed_health is Health.OFF_TRACK


@pytest.mark.parametrize(
    ("milestones", "attained", "health"),
    [
        ([], None, Health.NO_DATA),
        ([milestone(YESTERDAY, weight=10), milestone("2026-02-01", "2026-02-01", weight=90)], None, Health.ON_TRACK),
        ([milestone(YESTERDAY, weight=11), milestone("2026-02-01", "2026-02-01", weight=89)], None, Health.AT_RISK),
        ([milestone(YESTERDAY, weight=25), milestone("2026-02-01", "2026-02-01", weight=75)], None, Health.AT_RISK),
        ([milestone(YESTERDAY, weight=26), milestone("2026-02-01", "2026-02-01", weight=74)], None, Health.OFF_TRACK),
        ([], 0.4, Health.ON_TRACK),
        ([], 0.3, Health.AT_RISK),
        ([DONE], 0.1, Health.OFF_TRACK),
        ([PAST], 0.9, Health.OFF_TRACK),
        ([DONE], 0.9, Health.ON_TRACK),
    ],
)
def test_health_is_by_the_larger_of_the_two_gaps(
    milestones: list[MilestoneFacts], attained: float | None, health: Health
) -> None:
    linked = attaining(attained)
    figures = figures_of(initiative(milestones=milestones, links=[link(linked)]), linked)
    assert figures.computed_health is health


@pytest.mark.parametrize("stage", list(InitiativeStage))
def test_milestones_are_overdue_in_open_stages_alone(stage: InitiativeStage) -> None:
    assert milestone_overdue(PAST, stage=stage, as_of=AS_OF) is (stage in OPEN)
    assert figures_of(in_stage(stage, PAST, DONE)).overdue_milestones == (stage in OPEN)


@pytest.mark.parametrize(
    ("of", "overdue"),
    [
        (milestone(YESTERDAY), True),
        (milestone(TODAY), False),
        (milestone(YESTERDAY, TODAY), False),
        (milestone(YESTERDAY, "2026-07-02"), True),
        (milestone(YESTERDAY, cancelled=TODAY), False),
        (milestone(YESTERDAY, cancelled="2026-07-02"), True),
        (milestone(YESTERDAY, forecast="2026-12-31"), True),
    ],
)
def test_a_milestone_is_overdue_when_due_before_the_day_and_not_completed_by_it(
    of: MilestoneFacts, *, overdue: bool
) -> None:
    assert milestone_overdue(of, stage=InitiativeStage.IN_PROGRESS, as_of=AS_OF) is overdue


@pytest.mark.parametrize(
    ("of", "days"),
    [
        (milestone("2026-06-01"), None),
        (milestone("2026-06-01", forecast="2026-06-21"), 20),
        (milestone("2026-06-01", "2026-05-30"), -2),
        (milestone("2026-06-01", "2026-06-11", forecast="2026-06-21"), 10),
        (milestone("2026-06-01", "2026-07-02", forecast="2026-06-21"), 20),
        (milestone("2026-06-01", "2026-07-02"), None),
    ],
)
def test_slippage_is_completion_or_forecast_minus_due(of: MilestoneFacts, days: int | None) -> None:
    assert slippage_days(of, as_of=AS_OF) == days


def test_theatre_is_output_without_change() -> None:
    counted = attaining(0.5)
    assert not figures_of(initiative(links=[link(counted)]), counted).theatre
    assert figures_of(initiative(links=[link(counted)], customer_outcome=None), counted).theatre
    assert figures_of(initiative(links=[link(counted)], customer_outcome=" \n"), counted).theatre
    assert figures_of(initiative(), counted).theatre


@pytest.mark.parametrize(
    ("linked", "theatre"),
    [
        (aligned(), False),
        (attaining(None), False),
        (kpi(kpi_terms(0, None)), False),
        (attaining(0.5, archived_on=AS_OF), True),
        (kpi(guardrail_terms(band(0, 10)), {YESTERDAY: 5}), True),
    ],
)
def test_a_kpi_that_shows_an_ambition_is_enough_against_theatre(linked: KpiFacts, *, theatre: bool) -> None:
    assert figures_of(initiative(links=[link(linked)]), linked).theatre is theatre


@pytest.mark.parametrize("stage", list(InitiativeStage))
def test_theatre_is_of_initiatives_past_proposed_that_are_not_cancelled(stage: InitiativeStage) -> None:
    pursued = stage not in (InitiativeStage.PROPOSED, InitiativeStage.CANCELLED)
    assert figures_of(in_stage(stage)).theatre is pursued
