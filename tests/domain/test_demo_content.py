"""What the demo promises to show is there: each special case, once or as often as it is told."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from fixtures.demo import DEMO_DAY, FOLDER
from ops_model.domain.framework import LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Aggregation, AttentionReason, Direction, Frequency, Health, KpiRole
from ops_model.domain.stages import InitiativeStage
from tests.demo import figures, initiative, initiatives, kpi, kpis, organisation


def test_it_is_the_size_that_it_is_said_to_be() -> None:
    assert (len(initiatives()), len(kpis())) == (33, 53)
    assert sum(len(each.measurements) for each in kpis()) > 1500
    assert sum(len(each.check_ins) for each in initiatives()) > 600
    assert (FOLDER / "meridian.json").stat().st_size < 1_500_000


def test_every_stage_and_every_way_to_be_tagged_occurs() -> None:
    assert {each.terms.stage for each in figures().initiatives.values()} == set(InitiativeStage)
    assert {tag for each in initiatives() for tag in each.principles} == set(Principle)
    assert {tag for each in initiatives() for tag in each.pillars} == set(Pillar)
    assert {each.origin for each in initiatives()} == set(Origin)


def test_every_role_direction_aggregation_and_frequency_occurs() -> None:
    terms = [each.terms[-1] for each in kpis()]
    assert {one.role for one in terms} == set(KpiRole)
    assert {one.direction for one in terms} == set(Direction)
    assert {one.aggregation for one in terms} == set(Aggregation)
    assert {one.frequency for one in terms} == set(Frequency)
    assert any(one.interim_targets for one in terms)


def test_goals_weights_and_lever_shares_were_changed_with_a_reason() -> None:
    for before, after in (pair for each in kpis() for pair in pairwise(each.terms)):
        assert after.reason, before
    for first, second in (pair for each in initiatives() for pair in pairwise(each.terms)):
        assert second.reason or first.stage is not second.stage, first
    assert sum(len(each.terms) > 1 for each in kpis()) == 4
    shares = [{tuple(one.lever_shares.items()) for one in each.terms} for each in initiatives()]
    assert sum(len(each) > 1 for each in shares) == 2


def test_the_second_scoring_policy_reweights_with_a_reason() -> None:
    first, second = organisation("meridian").scoring_policies
    assert (first.valid_from, second.valid_from) == (None, date(2025, 7, 1))
    assert second.reason
    assert (first.outcome_weight, second.outcome_weight) == (0.35, 0.5)


def test_of_two_visions_one_is_published_and_has_a_north_star() -> None:
    published, draft = organisation("meridian").visions
    assert (published.published_on, draft.published_on) == (date(2024, 7, 1), None)
    assert published.north_star == "CHOOSE-AGAIN"


def test_its_story_is_that_culture_lags_and_technology_is_ahead() -> None:
    scorecard = figures().scorecard
    index, expected = scorecard.index, scorecard.expected_index
    assert index is not None
    assert expected is not None
    assert 45 < index < expected < 75
    assert 0.7 < scorecard.coverage <= 0.8
    progress = {kind: lever.progress for kind, lever in figures().levers.items()}
    assert min(progress, key=lambda kind: progress[kind] or 0) is LeverKind.CULTURE
    assert max(progress, key=lambda kind: progress[kind] or 0) is LeverKind.TECHNOLOGY


def test_the_index_rose_over_the_two_years() -> None:
    days = [date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31), DEMO_DAY]
    indices = [figures(day).scorecard.index or 0 for day in days]
    assert indices == sorted(indices)
    assert indices[0] < 20


def test_two_watermelons_one_of_each_kind() -> None:
    watermelons = {each.initiative.code: each for each in figures().initiatives.values() if each.watermelon}
    assert {code: each.computed_health for code, each in watermelons.items()} == {
        "PRO-01": Health.OFF_TRACK,
        "CUL-01": Health.AT_RISK,
    }


def test_one_guardrail_is_breached_and_one_unknown() -> None:
    assert [each.kpi.code for each in figures().scorecard.guardrails if each.breach] == ["CSAT-FLOOR"]
    assert [each.kpi.code for each in figures().scorecard.guardrails if each.unknown] == ["DATA-INCIDENTS"]
    assert kpi("DATA-INCIDENTS").stale


def test_one_theatre_and_one_initiative_without_milestones() -> None:
    assert [each.initiative.code for each in figures().initiatives.values() if each.theatre] == ["CUL-04"]
    under_way = [each for each in initiatives() if each.check_ins and not each.milestones]
    assert [each.code for each in under_way] == ["MET-04"]
    assert initiative("MET-04").delivery is None


def test_what_a_kpi_may_lack_is_lacking_somewhere() -> None:
    assert kpi("STORIES").health is Health.NO_TARGET
    assert kpi("LEADER-360").health is Health.NO_DATA
    assert kpi("MAPS-REVIEWED").terms.weight == 0
    assert kpi("HANDLING-TIME").archived
    assert kpi("RECOGNITION").stale
    assert kpi("ATTRITION").regressing


def test_some_kpis_overshoot() -> None:
    overshooting = {each.kpi.code for each in figures().kpis.values() if each.raw is not None and each.raw > 1}
    assert overshooting == {"KPI-OWNED", "ONBOARDING", "RELEASES"}


def test_initiatives_were_archived_reopened_held_and_cancelled() -> None:
    assert initiative("TEC-07").archived
    stages = {each.code: [one.stage for one in each.terms] for each in initiatives()}
    reopened = [InitiativeStage.IMPLEMENTED, InitiativeStage.IN_PROGRESS]
    assert stages["PRO-03"][-2:] == reopened
    assert Counter(each.terms.stage for each in figures().initiatives.values())[InitiativeStage.ON_HOLD] == 2
    assert stages["CUL-05"][-1] is InitiativeStage.CANCELLED


def test_measurements_were_corrected_and_one_was_withdrawn() -> None:
    superseded = {each.code: [one for one in each.measurements if one.superseded_at] for each in kpis()}
    with_one = {code for code, found in superseded.items() if found}
    assert with_one == {"CHOOSE-AGAIN", "EFFORT", "FCR", "MOVE-ONLINE"}
    assert all(one.superseded_reason for found in superseded.values() for one in found)
    (withdrawn,) = superseded["MOVE-ONLINE"]
    (home_move,) = (each for each in kpis() if each.code == "MOVE-ONLINE")
    assert [one for one in home_move.measurements if one.observed_on == withdrawn.observed_on] == [withdrawn]


def test_surveys_carry_sample_size_and_margin() -> None:
    (nps,) = (each for each in kpis() if each.code == "NPS")
    assert all(one.sample_size and one.margin for one in nps.measurements)
    assert 2 < (nps.measurements[-1].margin or 0) < 4


def test_milestones_slip_are_overdue_and_are_cancelled() -> None:
    found = [(each, one) for each in initiatives() for one in each.milestones]
    assert sum(one.forecast_on is not None and one.forecast_on > one.due_on for _, one in found) >= 8
    assert sum(one.cancelled_on is not None for _, one in found) == 2
    assert figures().scorecard.counts.overdue_milestones == 11


def test_a_check_in_was_withdrawn_and_some_are_due() -> None:
    withdrawn = [each.code for each in initiatives() if any(one.withdrawn_at for one in each.check_ins)]
    assert withdrawn == ["PRO-04"]
    due = {each.initiative.code for each in figures().initiatives.values() if each.check_in_due}
    assert due == {"MET-04", "PRO-06"}


def test_check_ins_come_every_two_weeks_or_so_but_for_christmas() -> None:
    for each in initiatives():
        days = [one.checked_on for one in each.check_ins if one.checked_on >= date(2025, 9, 1)]
        runs = [after - before for before, after in pairwise(days)]
        if each.terms[-1].stage is InitiativeStage.IN_PROGRESS and each.code != "PRO-03":
            assert max(runs) <= timedelta(days=26), each.code


def test_everything_that_can_call_for_attention_does() -> None:
    assert {reason for item in figures().scorecard.attention for reason in item.reasons} == set(AttentionReason)
