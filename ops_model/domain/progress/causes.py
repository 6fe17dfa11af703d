"""What happened to an item of the index between two ends, by the dates of its facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

from ops_model.domain.progress.facts import (
    AssessmentFacts,
    Band,
    DatedValue,
    InitiativeFacts,
    InitiativeTerms,
    KpiFacts,
    KpiTerms,
    MilestoneFacts,
    ScoringPolicy,
)
from ops_model.domain.progress.standings import End, Key, Moved, Standing
from ops_model.domain.progress.value import measured_by
from ops_model.domain.progress.vocabulary import Cause, ExclusionReason

Terms = KpiTerms | InitiativeTerms | ScoringPolicy

TermsT = TypeVar("TermsT", KpiTerms, InitiativeTerms, ScoringPolicy)

ORDER = tuple(Cause)

GOAL = ("role", "direction", "aggregation", "window", "baseline", "target", "interim_targets", "band")
"""What of a KPI's terms says what is aimed at, and how its value comes about."""

LENS_WEIGHTS = ("outcome_weight", "delivery_weight", "maturity_weight")

PARTS = {
    "lever_shares": "lever_shares.{}",
    "lever_weights": "levers.{}.weight",
    "target_levels": "levers.{}.target_level",
}
"""What is told of one lever, by its kind."""

TOLD_BY = {
    ExclusionReason.PROPOSED: Cause.STAGE,
    ExclusionReason.CANCELLED: Cause.STAGE,
    ExclusionReason.GUARDRAIL: Cause.RETARGETED,
    ExclusionReason.ZERO_WEIGHT: Cause.REWEIGHTED,
    ExclusionReason.NO_TARGET: Cause.RETARGETED,
}
"""Which cause tells the day on which something began, or ceased, to be left out for a reason."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days between two ends: `since` is not one of them, `until` is."""

    since: date
    until: date

    def has(self, day: date | None) -> bool:
        """Whether the day is one of them."""
        return day is not None and self.since < day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementCause:
    """One thing that happened to an item. `what` was changed is called as in the API, in snake case, with a dot before
    a part of it (`target.value`); `before` and `after` are its values as texts, None where it had none. `on` is the day
    it is dated, None where it is of no one day; `milestone` the one that a MILESTONE is about.

    ENTERED and LEFT tell by `excluded` why it did not count before, or does not any more; None: it was not there.
    """

    kind: Cause
    on: date | None = None
    what: str | None = None
    before: str | None = None
    after: str | None = None
    milestone: MilestoneFacts | None = None


OTHERS_MOVED = MovementCause(kind=Cause.OTHERS_MOVED)


def dated_causes(start: End, end: End, *, policies: Sequence[ScoringPolicy]) -> Mapping[Key, tuple[MovementCause, ...]]:
    """What is dated after the day of the one end and by that of the other, of each item that stands at the later one:
    what was agreed, measured, completed or assessed. `policies` are all versions, ascending by `valid_from`.

    Facts are those of the later end; of measurements the newest is enough.
    """
    span = Span(start.on, end.on)
    weighed = tuple(_reweighted(_changes(policies, span), ("lever_weights", *LENS_WEIGHTS)))
    judged = tuple(_reweighted(_changes(policies, span), ("target_levels",)))
    causes: dict[Key, tuple[MovementCause, ...]] = {}
    for key, standing in end.standings.items():
        of_lever = [cause for cause in judged if cause.what == PARTS["target_levels"].format(key)]
        causes[key] = (*_own(start.standings.get(key), standing, span), *weighed, *of_lever)
    return causes


def corrected_causes(start: End, end: End, days: Mapping[UUID, date]) -> Mapping[Key, tuple[MovementCause, ...]]:
    """What was corrected of KPIs between two reports, of a day that the earlier had told of: `days` are the newest such
    days, by the KPI's id."""
    return {
        kpi_id: (
            MovementCause(
                kind=Cause.CORRECTED,
                on=on,
                what="value",
                before=_text(_measured(start.standings.get(kpi_id))),
                after=_text(_measured(end.standings.get(kpi_id))),
            ),
        )
        for kpi_id, on in days.items()
    }


def all_causes(
    before: Standing | None, after: Standing | None, happened: Sequence[MovementCause], span: Span
) -> tuple[MovementCause, ...]:
    """What happened, and that the item ENTERED or LEFT the index, in the order of Cause and then by day; OTHERS_MOVED
    alone where there is nothing."""
    causes = [*_crossings(before, after, happened, span), *happened]
    return tuple(sorted(causes, key=_place)) or (OTHERS_MOVED,)


def _measured(standing: Standing | None) -> float | None:
    return None if standing is None else standing.measured


def _place(cause: MovementCause) -> tuple[int, date]:
    return ORDER.index(cause.kind), cause.on or date.min


def _crossings(
    before: Standing | None, after: Standing | None, happened: Sequence[MovementCause], span: Span
) -> Iterator[MovementCause]:
    counted, counts = before is not None and before.counts, after is not None and after.counts
    if after is not None and counts and not counted:
        reason = before.excluded if before is not None else None
        days = _told(reason, happened) if before is not None else _within(span, _begun(after.subject))
        yield MovementCause(kind=Cause.ENTERED, on=min(days, default=None), what="excluded", before=reason)
    if before is not None and counted and not counts:
        reason = after.excluded if after is not None else None
        archived_on = getattr(before.subject if after is None else after.subject, "archived_on", None)
        archived = reason is ExclusionReason.ARCHIVED
        days = _within(span, archived_on) if archived else _told(reason, happened)
        yield MovementCause(kind=Cause.LEFT, on=max(days, default=None), what="excluded", after=reason)


def _told(reason: ExclusionReason | None, happened: Sequence[MovementCause]) -> list[date]:
    if reason not in TOLD_BY:
        return []
    return [cause.on for cause in happened if cause.kind is TOLD_BY[reason] and cause.on is not None]


def _within(span: Span, day: date | None) -> list[date]:
    return [day] if day is not None and span.has(day) else []


def _begun(subject: Moved) -> date:
    return subject.completed_on if isinstance(subject, AssessmentFacts) else subject.terms[0].valid_from


def _own(before: Standing | None, after: Standing, span: Span) -> Iterator[MovementCause]:
    match after.subject:
        case KpiFacts():
            yield from _of_kpi(after.subject, before, after, span)
        case InitiativeFacts():
            yield from _of_initiative(after.subject, span)
        case AssessmentFacts(completed_on=on) if span.has(on):
            previous = before.subject.completed_on if before and isinstance(before.subject, AssessmentFacts) else None
            yield MovementCause(
                kind=Cause.ASSESSED, on=on, what="completed_on", before=_text(previous), after=_text(on)
            )


def _of_kpi(kpi: KpiFacts, before: Standing | None, after: Standing, span: Span) -> Iterator[MovementCause]:
    measured = measured_by(kpi, span.until)
    if measured and span.has(measured[-1].observed_on):
        yield MovementCause(
            kind=Cause.MEASURED,
            on=measured[-1].observed_on,
            what="value",
            before=_text(before.measured if before is not None else None),
            after=_text(after.measured),
        )
    for change in _changes(kpi.terms, span):
        yield from _differences(Cause.RETARGETED, change, GOAL)
        yield from _differences(Cause.REWEIGHTED, change, ("weight",))


def _of_initiative(initiative: InitiativeFacts, span: Span) -> Iterator[MovementCause]:
    for change in _changes(initiative.terms, span):
        yield from _differences(Cause.STAGE, change, ("stage",))
        yield from _differences(Cause.REWEIGHTED, change, ("weight", "lever_shares"))
    for milestone in initiative.milestones:
        for what in ("completed_on", "cancelled_on"):
            on = getattr(milestone, what)
            if span.has(on):
                yield MovementCause(kind=Cause.MILESTONE, on=on, what=what, after=_text(on), milestone=milestone)


def _reweighted(
    changes: Sequence[tuple[ScoringPolicy, ScoringPolicy]], names: Sequence[str]
) -> Iterator[MovementCause]:
    for change in changes:
        yield from _differences(Cause.REWEIGHTED, change, names)


def _changes(versions: Sequence[TermsT], span: Span) -> list[tuple[TermsT, TermsT]]:
    """Return the versions that begin within the span, each after the one before it."""
    return [(before, after) for before, after in pairwise(versions) if span.has(after.valid_from)]


def _differences(kind: Cause, change: tuple[Terms, Terms], names: Sequence[str]) -> Iterator[MovementCause]:
    before, after = change
    for name in names:
        old = _parts(name, getattr(before, name))
        new = _parts(name, getattr(after, name))
        for what in dict.fromkeys([*old, *new]):
            if old.get(what) != new.get(what):
                yield MovementCause(
                    kind=kind, on=after.valid_from, what=what, before=old.get(what), after=new.get(what)
                )


def _parts(name: str, value: object) -> Mapping[str, str | None]:
    """Return what a value is made of, as texts, each part by its name."""
    match value:
        case DatedValue():
            return {f"{name}.value": _text(value.value), f"{name}.on": _text(value.on)}
        case Band():
            return {f"{name}.{part}": _text(getattr(value, part)) for part in ("lower", "upper", "tolerance")}
        case Mapping():
            return {PARTS[name].format(kind): _text(part) for kind, part in value.items()}
        case tuple():
            return {name: ", ".join(f"{_text(each.value)} on {each.on}" for each in value) or None}
        case _:
            return {name: _text(value)}


def _text(value: object) -> str | None:
    """Return a value as a text, a number with all its digits and no others."""
    match value:
        case None:
            return None
        case int() | float() | Decimal():
            return f"{Decimal(str(value)).normalize():f}"
        case _:
            return str(value)
