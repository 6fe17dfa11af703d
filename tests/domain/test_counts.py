"""Counts of what exists and is not archived."""

from datetime import timedelta

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    AS_OF,
    START,
    attaining,
    band,
    check_ins,
    figures,
    guardrail_terms,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    milestone,
)

LATE = milestone("2026-06-01")
GREEN = check_ins(("2026-06-30", Health.ON_TRACK))
TOMORROW = AS_OF + timedelta(days=1)


def test_initiatives_are_counted_by_stage_and_the_pursued_by_health() -> None:
    initiatives = [initiative(initiative_terms(stage), code=stage) for stage in InitiativeStage]
    initiatives.append(initiative(initiative_terms(), [LATE], code="LATE"))
    initiatives.append(initiative(initiative_terms(), [LATE], code="ARCHIVED", archived_on=AS_OF))
    initiatives.append(initiative(initiative_terms(valid_from=TOMORROW), code="COMING"))
    counts = figures(initiatives=initiatives).scorecard.counts
    assert counts.initiatives_by_stage == dict.fromkeys(InitiativeStage, 1) | {InitiativeStage.IN_PROGRESS: 2}
    assert counts.initiatives_by_health == dict.fromkeys(Health, 0) | {
        Health.ACHIEVED: 2,
        Health.NO_DATA: 3,
        Health.OFF_TRACK: 1,
    }


def test_signals_of_initiatives_are_counted_of_the_pursued_alone() -> None:
    initiatives = [
        initiative(initiative_terms(stage), [LATE, LATE, milestone()], code=stage, check_ins=GREEN)
        for stage in InitiativeStage
    ]
    counts = figures(initiatives=initiatives).scorecard.counts
    assert counts.overdue_milestones == 6
    assert counts.watermelons == 3
    assert counts.check_ins_due == 0
    later = figures(initiatives=initiatives, as_of=AS_OF + timedelta(days=30)).scorecard.counts
    assert later.check_ins_due == 2


def test_archived_initiatives_give_no_signal() -> None:
    archived = initiative(milestones=[LATE], archived_on=START)
    counts = figures(initiatives=[archived]).scorecard.counts
    assert (counts.overdue_milestones, counts.check_ins_due, sum(counts.initiatives_by_stage.values())) == (0, 0, 0)


def test_kpis_are_counted_by_health_guardrails_included() -> None:
    stale = {"2026-01-31": 3}
    kpis = [
        attaining(0.9, code="ON"),
        attaining(1.0, code="DONE"),
        attaining(None, code="NONE"),
        kpi(kpi_terms(0, None), stale, code="AIMLESS"),
        kpi(guardrail_terms(band(lower=4)), stale, code="GUARD"),
        kpi(guardrail_terms(band(lower=4)), stale, code="ARCHIVED", archived_on=AS_OF),
        kpi(kpi_terms(valid_from=TOMORROW), code="COMING"),
    ]
    counts = figures(kpis).scorecard.counts
    assert counts.kpis_by_health == {
        Health.ON_TRACK: 1,
        Health.AT_RISK: 0,
        Health.OFF_TRACK: 1,
        Health.ACHIEVED: 1,
        Health.NO_TARGET: 1,
        Health.NO_DATA: 1,
    }
    assert counts.stale_kpis == 2
    assert counts.breaches == 1


def test_a_levers_counts_are_of_every_initiative_with_a_share_in_it() -> None:
    shares = {LeverKind.CULTURE: 3.0, LeverKind.TALENT: 1.0}
    shared = initiative(initiative_terms(shares=shares), [LATE], code="A")
    own = initiative(initiative_terms(), [LATE], code="B")
    found = figures([attaining(0.5)], [shared, own])
    culture, talent = found.levers[LeverKind.CULTURE].counts, found.levers[LeverKind.TALENT].counts
    assert (culture.overdue_milestones, talent.overdue_milestones) == (2, 1)
    assert found.scorecard.counts.overdue_milestones == 2
    assert (sum(culture.kpis_by_health.values()), sum(talent.kpis_by_health.values())) == (1, 0)
