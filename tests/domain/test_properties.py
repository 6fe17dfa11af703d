"""What holds of every organisation on every day."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from math import isclose
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from ops_model.domain.progress import kpi_forecast, organisation_figures
from ops_model.domain.progress.facts import (
    Band,
    InitiativeFacts,
    KpiFacts,
    LeverFacts,
    MilestoneFacts,
    OrganisationFacts,
)
from ops_model.domain.progress.figures import AttentionItem, Contribution, LensFigures, OrganisationFigures, PartFigures
from ops_model.domain.progress.vocabulary import ExclusionReason, Health
from tests.domain.build import (
    END,
    START,
    attaining,
    band_terms,
    figures,
    figures_of_kpi,
    initiative,
    kpi,
    kpi_terms,
    milestone,
)
from tests.domain.strategies import bands, dated_by, days, organisations, scaled, values, weights

TOLERANCE = 1e-9

Explained = Contribution | LensFigures | PartFigures


def near(left: float, right: float) -> bool:
    return isclose(left, right, rel_tol=0, abs_tol=TOLERANCE)


def plain(figure: object) -> object:
    """The figure as nested values, each subject by its name alone: what two worlds can be compared by."""
    if isinstance(figure, KpiFacts | InitiativeFacts):
        return figure.code
    if isinstance(figure, LeverFacts):
        return figure.kind
    if isinstance(figure, MilestoneFacts):
        return figure.id
    if isinstance(figure, AttentionItem):
        shown = (figure.subject, figure.reasons, figure.sentence, figure.at_stake)
        return [plain(each) for each in shown]
    if is_dataclass(figure):
        return {field.name: plain(getattr(figure, field.name)) for field in fields(figure)}
    if isinstance(figure, Sequence) and not isinstance(figure, str):
        return [plain(item) for item in figure]
    if isinstance(figure, dict):
        return {key: plain(item) for key, item in figure.items()}
    return figure


def everything_explained(of: OrganisationFigures) -> Iterable[tuple[float | None, Sequence[Explained]]]:
    """Each value of the levels above items, with what explains it."""
    for lever in of.levers.values():
        yield lever.progress, lever.lenses
        for lens in lever.lenses:
            yield lens.value, lens.contributions
    for contribution in of.scorecard.contributions:
        yield contribution.value, contribution.contributions
    for one in of.initiatives.values():
        yield one.progress, one.parts
        for part in one.parts:
            yield part.value, part.contributions


def below(items: Iterable[Explained]) -> Iterable[Contribution]:
    for item in items:
        yield from item.contributions
        yield from below(item.contributions)


@given(organisations(), days)
def test_every_ratio_is_within_0_and_1_and_the_index_within_100(facts: OrganisationFacts, as_of: date) -> None:
    found = organisation_figures(facts, as_of=as_of)
    scorecard = found.scorecard
    ratios: list[float | None] = [scorecard.coverage]
    for one in found.kpis.values():
        ratios += [one.attainment, one.expected_attainment]
    for each in found.initiatives.values():
        ratios += [each.delivery, each.planned_delivery, each.outcome, each.expected_outcome, each.progress]
    for lever in found.levers.values():
        ratios += [lever.progress, lever.expected_progress, lever.coverage]
        ratios += [figure for lens in lever.lenses for figure in (lens.value, lens.expected, lens.coverage)]
    assert all(ratio is None or 0 <= ratio <= 1 for ratio in ratios)
    assert all(index is None or 0 <= index <= 100 for index in (scorecard.index, scorecard.expected_index))
    assert (scorecard.index is None) is (scorecard.expected_index is None)


@given(organisations(), days)
def test_points_add_up_to_the_value_above_at_every_level(facts: OrganisationFacts, as_of: date) -> None:
    found = organisation_figures(facts, as_of=as_of)
    assert near(sum(lever.points or 0 for lever in found.scorecard.contributions), found.scorecard.index or 0)
    for value, items in everything_explained(found):
        if not items:
            continue  # a leaf, such as what was delivered, or nothing at all
        counted = [item for item in items if item.excluded is None]
        assert near(sum(item.points or 0 for item in items), value or 0)
        assert near(sum(item.share or 0 for item in items), 1 if counted else 0)
        assert bool(counted) is (value is not None)
        for item in below(items):
            if item.contributions:
                assert near(sum(each.points or 0 for each in item.contributions), item.value or 0)


@given(organisations(), days)
def test_index_points_add_up_to_the_index_at_every_level(facts: OrganisationFacts, as_of: date) -> None:
    found = organisation_figures(facts, as_of=as_of)
    levers = found.scorecard.contributions
    assert near(sum(lever.index_points or 0 for lever in levers), found.scorecard.index or 0)
    for contribution, lever in zip(levers, found.scorecard.levers, strict=True):
        whole = contribution.index_points or 0
        assert near(sum(lens.index_points for lens in lever.lenses), whole)
        assert near(sum(item.index_points or 0 for item in contribution.contributions), whole)
        for lens in lever.lenses:
            assert near(sum(item.index_points or 0 for item in lens.contributions), lens.index_points)
            for item in lens.contributions:
                if item.contributions:
                    assert near(sum(each.index_points or 0 for each in item.contributions), item.index_points or 0)


@given(organisations(), days)
def test_what_is_left_out_says_why_and_carries_nothing(facts: OrganisationFacts, as_of: date) -> None:
    found = organisation_figures(facts, as_of=as_of)
    for _, items in everything_explained(found):
        for item in (*items, *below(items)):
            left_out = item.excluded is not None
            assert (item.share is None) is (item.points is None) is left_out
            if left_out and not isinstance(item, PartFigures):
                assert not item.index_points
            if item.excluded in (ExclusionReason.NO_DATA, ExclusionReason.NO_TARGET):
                assert item.value is None


@given(organisations(), days)
def test_within_an_initiatives_own_parts_nothing_carries_to_the_index(facts: OrganisationFacts, as_of: date) -> None:
    for one in organisation_figures(facts, as_of=as_of).initiatives.values():
        assert all(item.index_points is None for item in below(one.parts))


@given(organisations(), days, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(facts: OrganisationFacts, as_of: date, random: Random) -> None:
    shuffled = replace(
        facts,
        kpis=tuple(random.sample(facts.kpis, len(facts.kpis))),
        initiatives=tuple(
            replace(
                one,
                milestones=tuple(random.sample(one.milestones, len(one.milestones))),
                links=tuple(random.sample(one.links, len(one.links))),
            )
            for one in random.sample(facts.initiatives, len(facts.initiatives))
        ),
        levers=tuple(
            replace(lever, assessments=tuple(random.sample(lever.assessments, len(lever.assessments))))
            for lever in facts.levers
        ),
    )
    found, other = (organisation_figures(world, as_of=as_of) for world in (facts, shuffled))
    assert other.scorecard.index == found.scorecard.index
    assert other.scorecard.coverage == found.scorecard.coverage
    assert plain(other.scorecard.counts) == plain(found.scorecard.counts)
    assert plain(other.scorecard.attention) == plain(found.scorecard.attention)
    assert [one.kpi.code for one in other.scorecard.guardrails] == [one.kpi.code for one in found.scorecard.guardrails]
    for kind, lever in found.levers.items():
        assert other.levers[kind].progress == lever.progress
        assert other.levers[kind].expected_progress == lever.expected_progress
        assert other.levers[kind].coverage == lever.coverage
    for key, one in found.initiatives.items():
        assert other.initiatives[key].progress == one.progress
        assert other.initiatives[key].computed_health is one.computed_health


@given(organisations(), days, st.sampled_from([0.001, 0.5, 3.0, 64.0]))
def test_only_the_proportions_of_weights_matter(facts: OrganisationFacts, as_of: date, factor: float) -> None:
    found = organisation_figures(facts, as_of=as_of).scorecard
    other = organisation_figures(scaled(facts, factor), as_of=as_of).scorecard
    assert (other.index is None) is (found.index is None)
    assert near(other.index or 0, found.index or 0)
    assert near(other.expected_index or 0, found.expected_index or 0)
    assert near(other.coverage, found.coverage)
    for one, lever in zip(other.levers, found.levers, strict=True):
        assert near(one.progress or 0, lever.progress or 0)


@given(organisations(), days)
def test_as_of_a_day_is_the_world_with_only_what_is_dated_by_it(facts: OrganisationFacts, as_of: date) -> None:
    found = organisation_figures(facts, as_of=as_of)
    then = organisation_figures(dated_by(facts, as_of), as_of=as_of)
    assert plain(then.scorecard) == plain(found.scorecard)
    assert list(then.kpis) == list(found.kpis)
    assert list(then.initiatives) == list(found.initiatives)
    assert plain(tuple(then.initiatives.values())) == plain(tuple(found.initiatives.values()))
    for known, full in zip(dated_by(facts, as_of).kpis, (one.kpi for one in found.kpis.values()), strict=True):
        assert kpi_forecast(known, as_of=as_of) == kpi_forecast(full, as_of=as_of)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), weights.filter(bool), days.filter(lambda on: on >= START))
def test_a_kpi_without_a_value_leaves_progress_exactly_and_lowers_coverage(
    attained: list[float], weight: float, as_of: date
) -> None:
    known = [attaining(value, code=f"K{place}", weight=place + 0.3) for place, value in enumerate(attained)]
    dated = [replace(one, measurements=tuple(replace(m, observed_on=as_of) for m in one.measurements)) for one in known]
    without = figures(dated, as_of=as_of)
    silent = figures([*dated, attaining(None, code="SILENT", weight=weight)], as_of=as_of)
    assert silent.scorecard.index == without.scorecard.index
    assert silent.scorecard.expected_index == without.scorecard.expected_index
    assert silent.scorecard.coverage < without.scorecard.coverage
    for kind, lever in without.levers.items():
        assert silent.levers[kind].progress == lever.progress
        assert silent.levers[kind].expected_progress == lever.expected_progress


@given(st.lists(st.booleans(), min_size=1, max_size=5), weights.filter(bool))
def test_an_initiative_without_milestones_leaves_progress_exactly_and_lowers_coverage(
    done: list[bool], weight: float
) -> None:
    known = initiative(milestones=[milestone(done="2026-03-01" if one else None) for one in done], code="KNOWN")
    terms = replace(known.terms[0], weight=weight)
    without = figures([], [known], as_of=END)
    silent = figures([], [known, initiative(terms, code="SILENT")], as_of=END)
    assert silent.scorecard.index == without.scorecard.index
    assert silent.scorecard.expected_index == without.scorecard.expected_index
    assert silent.scorecard.coverage < without.scorecard.coverage


@given(values, values, values, st.decimals(0, 50, places=3))
def test_a_value_that_moves_toward_its_target_never_lowers_attainment(
    baseline: Decimal, target: Decimal, value: Decimal, step: Decimal
) -> None:
    assume(baseline != target)
    terms = kpi_terms(float(baseline), float(target))
    moved = value + (step if target > baseline else -step)
    before, after = (figures_of_kpi(kpi(terms, {"2026-06-30": str(one)})) for one in (value, moved))
    assert before.attainment is not None
    assert after.attainment is not None
    assert after.attainment >= before.attainment
    assert RANK[after.health] >= RANK[before.health]


RANK = {Health.OFF_TRACK: 0, Health.AT_RISK: 1, Health.ON_TRACK: 2, Health.ACHIEVED: 3}


@given(bands(), values, st.floats(0, 1))
def test_a_value_that_moves_toward_its_band_never_lowers_attainment(of: Band, value: Decimal, part: float) -> None:
    terms = replace(band_terms(None), band=of)
    assert terms.band is not None
    nearest = max(value, terms.band.lower) if terms.band.lower is not None else value
    nearest = min(nearest, terms.band.upper) if terms.band.upper is not None else nearest
    moved = value + (nearest - value) * Decimal(str(part))
    before, after = (figures_of_kpi(kpi(terms, {"2026-06-30": str(one)})) for one in (value, moved))
    assert (after.attainment or 0) >= (before.attainment or 0)


@given(organisations(), days)
def test_attention_is_for_what_has_a_reason_and_worst_first(facts: OrganisationFacts, as_of: date) -> None:
    items = organisation_figures(facts, as_of=as_of).scorecard.attention
    assert all(item.reasons and item.at_stake >= 0 and item.sentence.endswith(".") for item in items)
    alarms = [item.reasons[0] in ("BREACH", "UNKNOWN") for item in items]
    assert alarms == sorted(alarms, reverse=True)
    stakes = [item.at_stake for item, alarm in zip(items, alarms, strict=True) if not alarm]
    assert stakes == sorted(stakes, reverse=True)
