"""What was stays as it was, whatever is agreed later; and what will be is not made up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from ops_model.domain.progress import kpi_forecast, organisation_figures, outlook
from ops_model.domain.progress.facts import InitiativeTerms, KpiTerms, OrganisationFacts, ScoringPolicy
from ops_model.domain.progress.figures import OrganisationFigures
from tests.domain.strategies import dated_by, days, initiative_terms, kpi_terms, organisations, policies
from tests.domain.test_properties import plain

Version = TypeVar("Version", KpiTerms, InitiativeTerms, ScoringPolicy)

days_ahead = st.integers(1, 800)


def all_figures(facts: OrganisationFacts, as_of: date) -> object:
    """Every figure of a day, forecasts and the outlook included, to be compared."""
    found = organisation_figures(facts, as_of=as_of)
    kpis = {kpi.id: kpi for kpi in facts.kpis}
    forecasts = [kpi_forecast(kpi, as_of=as_of) for kpi in facts.kpis]
    return [
        plain(found.scorecard),
        plain(list(found.initiatives.values())),
        plain(forecasts),
        plain(outlook(found, kpis, target_date=date(2027, 12, 31))),
    ]


def until(versions: Iterable[Version], later: date) -> list[Version]:
    """The versions that begin before a day."""
    return [version for version in versions if version.valid_from is not None and version.valid_from < later]


@given(organisations(), days, days_ahead, st.data())
def test_new_terms_change_nothing_before_the_day_from_which_they_are_valid(
    facts: OrganisationFacts, as_of: date, ahead: int, data: st.DataObject
) -> None:
    later = as_of + timedelta(days=ahead)
    first, *policies_since = facts.policies
    moved = replace(
        facts,
        policies=(first, *until(policies_since, later), data.draw(policies(valid_from=later))),
        kpis=tuple(
            replace(kpi, terms=(*until(kpi.terms, later), data.draw(kpi_terms(valid_from=later)))) for kpi in facts.kpis
        ),
        initiatives=tuple(
            replace(one, terms=(*until(one.terms, later), data.draw(initiative_terms(valid_from=later))))
            for one in facts.initiatives
        ),
    )
    assert all_figures(moved, as_of) == all_figures(facts, as_of)


def known_by(facts: OrganisationFacts, today: date) -> OrganisationFacts:
    """What is known of an organisation today: nothing is agreed for a later day."""
    known = dated_by(facts, today)
    assume(known.kpis or known.initiatives)
    return known


def pair(known: OrganisationFacts, today: date, later: date) -> tuple[OrganisationFigures, OrganisationFigures]:
    return organisation_figures(known, as_of=today), organisation_figures(known, as_of=later)


@given(organisations(), days, days_ahead)
def test_a_day_to_come_has_the_values_of_today_and_grows_older(
    facts: OrganisationFacts, today: date, ahead: int
) -> None:
    known = known_by(facts, today)
    now, then = pair(known, today, today + timedelta(days=ahead))

    assert then.scorecard.index == now.scorecard.index
    assert then.scorecard.coverage <= now.scorecard.coverage + 1e-9
    for key, kpi in now.kpis.items():
        to_come = then.kpis[key]
        assert (to_come.value, to_come.observed_on, to_come.raw) == (kpi.value, kpi.observed_on, kpi.raw)
        assert to_come.stale >= kpi.stale
        assert to_come.due_on == kpi.due_on
    for key, one in now.initiatives.items():
        after = then.initiatives[key]
        assert after.delivery == one.delivery
        assert (after.planned_delivery or 0) >= (one.planned_delivery or 0)
        assert after.overdue_milestones >= one.overdue_milestones
        assert after.reported_health is one.reported_health


@given(organisations(), days, days_ahead)
def test_a_day_to_come_expects_what_the_terms_say_of_it(facts: OrganisationFacts, today: date, ahead: int) -> None:
    known = known_by(facts, today)
    later = today + timedelta(days=ahead)
    now, then = pair(known, today, later)

    for key, kpi in now.kpis.items():
        target, baseline = kpi.terms.target, kpi.terms.baseline
        if target is None or baseline is None:
            continue
        expected = then.kpis[key].expected_attainment
        assert expected is not None
        if later >= target.on:
            assert expected == 1
        elif not kpi.terms.interim_targets and later >= baseline.on:
            part = (later - baseline.on).days / (target.on - baseline.on).days
            assert abs(expected - part) < 1e-9


@given(organisations(), days, days_ahead)
def test_a_day_to_come_is_forecast_by_the_points_of_today(facts: OrganisationFacts, today: date, ahead: int) -> None:
    known = known_by(facts, today)
    for kpi in known.kpis:
        now = kpi_forecast(kpi, as_of=today)
        then = kpi_forecast(kpi, as_of=today + timedelta(days=ahead))
        assert now is not None
        assert then is not None
        assert then.points == now.points
        if now.on is not None and now.on == then.on and now.value is not None and then.value is not None:
            assert abs(then.value - now.value) <= 1e-6 * max(1.0, abs(now.value))
