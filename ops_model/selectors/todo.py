"""What is due from a member."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from ops_model.domain.stages import OPEN
from ops_model.selectors.pages import DEFAULT_SIZE, PageArguments
from ops_model.selectors.reports import Initiative, Kpi, Milestone
from ops_model.selectors.state import OrganisationState


class ToDoKind(StrEnum):
    """What is asked for."""

    CHECK_IN = "CHECK_IN"
    MEASUREMENT = "MEASUREMENT"
    MILESTONE = "MILESTONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing that is due: a check-in on an initiative, a measurement of a KPI, a milestone to complete. `due_on` is
    the day that the subject's own figures show, `days_overdue` how many have passed since, 0 on that day."""

    kind: ToDoKind
    subject: Initiative | Kpi | Milestone = field(repr=False)
    due_on: date
    days_overdue: int


def todo(state: OrganisationState, membership_id: UUID, *, first: int = DEFAULT_SIZE) -> tuple[ToDo, ...]:
    """Return what is due from a member on the state's date, most overdue first, at most `first` (0 to 100) things.

    Check-ins on initiatives that they own, once due; measurements of KPIs that they own, from the day after they were
    due; milestones of initiatives that they own, open, from their due date on, in the stages that know overdue ones.
    What is archived asks for nothing. No statement. Raises PageError.
    """
    size = PageArguments(first=first).size
    return tuple(sorted(_due(state, membership_id), key=_urgency)[:size])


def _due(state: OrganisationState, membership_id: UUID) -> Iterator[ToDo]:
    for initiative in state.initiatives:
        if initiative.owner_id == membership_id and not initiative.archived:
            yield from _due_of_initiative(initiative)
    for kpi in state.kpis:
        figures = kpi.figures
        if kpi.owner_id == membership_id and not kpi.archived and figures and figures.due_on < state.as_of:
            yield _to_do(ToDoKind.MEASUREMENT, kpi, figures.due_on)


def _due_of_initiative(initiative: Initiative) -> Iterator[ToDo]:
    figures = initiative.figures
    if figures and figures.check_in_due and figures.check_in_due_on:
        yield _to_do(ToDoKind.CHECK_IN, initiative, figures.check_in_due_on)
    for milestone in initiative.milestones if initiative.stage in OPEN else ():
        if milestone.due_on <= initiative.state.as_of and not milestone.completed and not milestone.cancelled:
            yield _to_do(ToDoKind.MILESTONE, milestone, milestone.due_on)


def _to_do(kind: ToDoKind, subject: Initiative | Kpi | Milestone, due_on: date) -> ToDo:
    days = (subject.state.as_of - due_on).days
    return ToDo(kind=kind, subject=subject, due_on=due_on, days_overdue=days)


def _urgency(due: ToDo) -> tuple[date, str, str, UUID]:
    return due.due_on, due.kind, due.subject.name, due.subject.id
