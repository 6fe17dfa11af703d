"""How what counts in the index goes on: a KPI along its forecast, an initiative by its milestones, all else not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from ops_model.domain.progress.attainment import raw_attainment
from ops_model.domain.progress.dates import begun
from ops_model.domain.progress.facts import KpiFacts, KpiTerms, MilestoneFacts
from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures
from ops_model.domain.progress.forecast import HORIZON_DAYS, kpi_line, period_ahead, target_reached
from ops_model.domain.progress.milestones import milestones_tally
from ops_model.domain.progress.ratios import clamp, reaches
from ops_model.domain.progress.vocabulary import OutlookReason
from ops_model.domain.stages import DELIVERED


@dataclass(frozen=True, slots=True)
class Course:
    """How an item goes on from as_of: its value 0..1 by the day, and the first day on which it is at 1, or why there is
    none. `at_one` tells whether it is at 1 on a day, with the tolerance of forecasts: the days on which it is follow
    each other without a gap. `covered`: fresh data or a plan stands behind it."""

    value: Callable[[date], float]
    at_one: Callable[[date], bool]
    first_at_one: date | OutlookReason
    covered: bool


def held_course(
    level: float, as_of: date, *, missing: OutlookReason = OutlookReason.NOT_FORESEEN, covered: bool = False
) -> Course:
    """The course of what stays at a level: short of 1, `missing` says why it never gets there."""
    whole = reaches(level, 1.0)
    return Course(
        value=lambda _: level,
        at_one=lambda _: whole,
        first_at_one=as_of if whole else missing,
        covered=covered,
    )


def kpi_course(kpi: KpiFacts, figures: KpiFigures, *, as_of: date) -> Course:
    """The course of a KPI that has an attainment: along its forecast's line, beyond the target's date too. For MAINTAIN
    it stays at what is foreseen a period ahead; without a line at what it has attained. Stale data cover nothing."""
    terms, line, covered = figures.terms, kpi_line(kpi, as_of=as_of), not figures.stale
    if line is None:
        return held_course(figures.attainment or 0.0, as_of)
    if terms.target is None:
        level = _attainment(terms, line.at((period_ahead(terms, as_of) - as_of).days))
        return held_course(level, as_of, missing=OutlookReason.LEADS_AWAY, covered=covered)
    target, (reached_on, reason) = terms.target, target_reached(terms, line, as_of)

    def value(on: date) -> float:
        return _attainment(terms, line.at((on - as_of).days))

    def at_one(on: date) -> bool:
        return line.ahead((on - as_of).days, target=target.value, direction=terms.direction)

    first = reached_on or OutlookReason(reason or OutlookReason.NOT_FORESEEN)
    return Course(value=value, at_one=at_one, first_at_one=first, covered=covered)


def initiative_course(figures: InitiativeFigures, *, as_of: date) -> Course:
    """The course of an initiative that has a delivery: each of its milestones is completed on the day it is foreseen
    for, one that has none never. From IMPLEMENTED on it stays at 1."""
    if figures.terms.stage in DELIVERED:
        return held_course(1.0, as_of, covered=True)
    milestones = [
        MilestoneFacts(id=each.id, weight=each.weight, due_on=each.due_on, completed_on=_foreseen_on(each, as_of))
        for each in figures.initiative.milestones
        if not begun(each.cancelled_on, as_of)
    ]
    days = [each.completed_on for each in milestones if each.completed_on is not None]
    complete = len(days) == len(milestones)
    last = max(as_of, *days) if complete else date.max
    return Course(
        value=partial(_delivery, milestones),
        at_one=lambda on: complete and on >= last,
        first_at_one=_within_horizon(last, as_of) if complete else OutlookReason.NOT_FORESEEN,
        covered=complete,
    )


def _attainment(terms: KpiTerms, value: float) -> float:
    return clamp(raw_attainment(terms, Decimal(value)) or 0.0)


def _foreseen_on(milestone: MilestoneFacts, as_of: date) -> date | None:
    """The day it was completed; else the first of its forecast and its due date that is still to come; else None."""
    if begun(milestone.completed_on, as_of):
        return milestone.completed_on
    return next((on for on in (milestone.forecast_on, milestone.due_on) if on is not None and on > as_of), None)


def _delivery(milestones: list[MilestoneFacts], on: date) -> float:
    return milestones_tally(milestones, as_of=on).value or 0.0


def _within_horizon(on: date, as_of: date) -> date | OutlookReason:
    return on if (on - as_of).days <= HORIZON_DAYS else OutlookReason.TOO_FAR
