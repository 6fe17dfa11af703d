"""What a snapshot keeps tells the scorecard again, as it was, and explained down to KPIs and initiatives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import fsum

import pytest
from hypothesis import given

from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.facts import LeverFacts, OrganisationFacts
from ops_model.domain.progress.figures import Contribution
from ops_model.domain.progress.kept import kept
from ops_model.domain.progress.reported import ReportedFigures, reported, reported_end
from ops_model.domain.progress.standings import Standing, end_of
from tests.domain.strategies import days, organisations
from tests.domain.test_properties import TOLERANCE, near, plain


def told_again(facts: OrganisationFacts, as_of: date) -> ReportedFigures:
    """Keep an organisation's figures, and tell them again."""
    return reported(
        kept(organisation_figures(facts, as_of=as_of)),
        levers={lever.kind: lever for lever in facts.levers},
        kpis={kpi.id: kpi for kpi in facts.kpis},
        initiatives={initiative.id: initiative for initiative in facts.initiatives},
    )


def unassessed(facts: OrganisationFacts) -> OrganisationFacts:
    """Leave out what snapshots do not keep yet."""
    return replace(facts, levers=tuple(LeverFacts(kind=lever.kind) for lever in facts.levers))


def lines(contributions: Sequence[Contribution], level: int = 0) -> Iterator[tuple[object, ...]]:
    """Yield what is said of each item, level by level, milestones left out."""
    for item in contributions:
        subject = plain(item.subject)
        yield level, subject, item.value, item.weight, item.share, item.points, item.index_points, item.excluded
        if level == 0:
            yield from lines(item.contributions, 1)


@given(organisations(), days)
def test_it_is_what_was_shown(facts: OrganisationFacts, as_of: date) -> None:
    facts = unassessed(facts)
    shown = organisation_figures(facts, as_of=as_of).scorecard
    again = told_again(facts, as_of)

    for name in ("as_of", "policy", "index", "expected_index", "health", "coverage", "sufficient"):
        assert getattr(again, name) == getattr(shown, name)
    for lever, before in zip(again.levers, shown.levers, strict=True):
        for name in ("weight", "progress", "expected_progress", "health", "coverage", "sufficient"):
            assert getattr(lever, name) == getattr(before, name)
    assert [*lines(again.contributions)] == [
        tuple(pytest.approx(value, abs=TOLERANCE) if isinstance(value, float) else value for value in line)
        for line in lines(shown.contributions)
    ]


@given(organisations(), days)
def test_whole_shares_of_the_index_carry_all_of_it(facts: OrganisationFacts, as_of: date) -> None:
    what = kept(organisation_figures(unassessed(facts), as_of=as_of))

    carried = [100 * kpi.index_share * (kpi.attainment or 0.0) for kpi in what.kpis]
    carried += [100 * one.index_share * (one.delivery or 0.0) for one in what.initiatives]
    assert near(fsum(carried), what.index or 0.0)
    assert near(fsum([lever.index_share for lever in what.levers]), 0.0 if what.index is None else 1.0)


@given(organisations(), days)
def test_as_the_end_of_a_movement_its_items_stand_where_they_stood(facts: OrganisationFacts, as_of: date) -> None:
    figures = organisation_figures(unassessed(facts), as_of=as_of)
    end = reported_end(
        kept(figures),
        kpis={kpi.id: kpi for kpi in facts.kpis},
        initiatives={initiative.id: initiative for initiative in facts.initiatives},
    )

    expected = end_of(figures)
    assert (end.on, end.index) == (expected.on, expected.index)
    assert {key: told(standing) for key, standing in end.standings.items()} == {
        key: told(standing) for key, standing in expected.standings.items()
    }


def told(standing: Standing) -> tuple[object, ...]:
    """Return what a movement is computed from."""
    return standing.subject.id, standing.share, standing.value, standing.measured, standing.counts


@given(organisations(), days)
def test_what_is_left_out_has_no_share_of_the_index(facts: OrganisationFacts, as_of: date) -> None:
    what = kept(organisation_figures(facts, as_of=as_of))

    assert {0.0} >= {lever.index_share for lever in what.levers if lever.excluded}
    assert {0.0} >= {kpi.index_share for kpi in what.kpis if kpi.excluded}
    assert {0.0} >= {one.index_share for one in what.initiatives if one.excluded}
