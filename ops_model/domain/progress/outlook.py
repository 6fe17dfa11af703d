"""Where the index is heading, if every KPI follows its forecast and every milestone the day it is foreseen for.

What counts, and with which share, stays as it is on as_of; values alone go on. So the index of a later day is what the
shares make of the values foreseen, and no other state is needed for it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from uuid import UUID

from ops_model.domain.progress.courses import Course, held_course, initiative_course, kpi_course
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts
from ops_model.domain.progress.figures import Contribution, OrganisationFigures, ScorecardFigures
from ops_model.domain.progress.foreseen import Outlook, OutlookItem
from ops_model.domain.progress.means import Item, coverage, mean_coverage
from ops_model.domain.progress.standings import Moved, end_of
from ops_model.domain.progress.vision import INDEX_TOP
from ops_model.domain.progress.vocabulary import OutlookReason

GRAVITY = tuple(OutlookReason)
"""Of several items' reasons the first in this order is that of the index."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What has a share of the index, with its value on as_of, and how it goes on."""

    subject: Moved
    share: float
    value: float
    course: Course


def outlook(figures: OrganisationFigures, kpis: Mapping[UUID, KpiFacts], *, target_date: date | None) -> Outlook:
    """Where the index of these figures is heading by `target_date` (None: there is no vision), and when it reaches 100.

    `kpis` are those of the figures, by id, with as many measurements as their forecast looks at.
    """
    scorecard = figures.scorecard
    courses = {subject.id: _course(subject, item, figures, kpis) for subject, item in _counted(scorecard)}
    foreseen = [
        Foreseen(each.subject, each.share, each.value, courses[each.subject.id])
        for each in end_of(figures).standings.values()
        if each.counts and each.value is not None
    ]
    reason = _reason(scorecard, target_date)
    on = None if reason else target_date
    items = [_item(each, on) for each in foreseen]
    reached = _at_100([each.course for each in foreseen])
    return Outlook(
        on=on,
        index=None if on is None else fsum([item.index_points or 0.0 for item in items]),
        coverage=_coverage(scorecard, courses),
        reason=reason,
        reached_on=None if isinstance(reached, OutlookReason) else reached,
        reached_reason=reached if isinstance(reached, OutlookReason) else None,
        items=tuple(sorted(items, key=_wish)),
    )


def _reason(scorecard: ScorecardFigures, target_date: date | None) -> OutlookReason | None:
    if scorecard.index is None:
        return OutlookReason.NO_DATA
    if target_date is None:
        return OutlookReason.NO_VISION
    return OutlookReason.TARGET_DATE_PASSED if target_date < scorecard.as_of else None


def _counted(scorecard: ScorecardFigures) -> Iterator[tuple[Moved, Contribution]]:
    """Yield what counts in a lens, once for each lever."""
    for lever in scorecard.levers:
        for lens in lever.lenses:
            for item in lens.contributions:
                if item.excluded is None and isinstance(item.subject, Moved):
                    yield item.subject, item


def _course(subject: Moved, item: Contribution, figures: OrganisationFigures, kpis: Mapping[UUID, KpiFacts]) -> Course:
    as_of = figures.scorecard.as_of
    if isinstance(subject, KpiFacts):
        return kpi_course(kpis[subject.id], figures.kpis[subject.id], as_of=as_of)
    if isinstance(subject, InitiativeFacts):
        return initiative_course(figures.initiatives[subject.id], as_of=as_of)
    return held_course(item.value or 0.0, as_of)


def _at_100(courses: Sequence[Course]) -> date | OutlookReason:
    """The first day on which all are at 1; or why there is none."""
    firsts = [course.first_at_one for course in courses]
    reasons = [first for first in firsts if isinstance(first, OutlookReason)]
    if reasons:
        return min(reasons, key=GRAVITY.index)
    on = max((first for first in firsts if not isinstance(first, OutlookReason)), default=None)
    if on is None:
        return OutlookReason.NO_DATA
    # Each is at 1 on days without a gap: before this day one is not yet, and one that has left by then stays away.
    return on if all(course.at_one(on) for course in courses) else OutlookReason.LEADS_AWAY


def _item(of: Foreseen, on: date | None) -> OutlookItem:
    foreseen, first = None if on is None else of.course.value(on), of.course.first_at_one
    return OutlookItem(
        subject=of.subject,
        share=of.share,
        value=of.value,
        foreseen=foreseen,
        index_points=None if foreseen is None else INDEX_TOP * of.share * foreseen,
        covered=of.course.covered,
        reached_on=None if isinstance(first, OutlookReason) else first,
        reached_reason=first if isinstance(first, OutlookReason) else None,
    )


def _wish(item: OutlookItem) -> tuple[float, UUID]:
    """What it leaves to be wished for, the most first."""
    level = item.value if item.foreseen is None else item.foreseen
    return -item.share * (1.0 - level), item.subject.id


def _coverage(scorecard: ScorecardFigures, courses: Mapping[UUID, Course]) -> float:
    """How much of what should count is foreseen, by the rule of coverage."""
    covered = {id_ for id_, course in courses.items() if course.covered}
    levers = []
    for lever in scorecard.levers:
        lenses = [(lens.weight, coverage(_items(lens.contributions, covered))) for lens in lever.lenses]
        levers.append((lever.weight, mean_coverage(lenses)))
    return mean_coverage(levers)


def _items(contributions: Sequence[Contribution], covered: Collection[UUID]) -> list[Item[object]]:
    return [
        Item(
            subject=each.subject,
            value=each.value,
            expected=None,
            weight=each.weight,
            excluded=each.excluded,
            fresh=isinstance(each.subject, Moved) and each.subject.id in covered,
        )
        for each in contributions
    ]
