"""Initiatives with their terms, milestones, links and check-ins."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count, takewhile
from uuid import UUID

from benchmarks.dataset.rows import Row, Rows, drawer
from benchmarks.dataset.shapes import AS_OF
from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import InitiativeStage as Stage

LEVERS = tuple(LeverKind)
KPIS_EACH = 3
MILESTONES_EACH = 4
CHECK_IN_EVERY = timedelta(weeks=4)
STEP = timedelta(days=40)
BEGAN_AT_MOST = timedelta(days=300)

BEFORE = (Stage.PROPOSED, Stage.APPROVED, Stage.IN_PROGRESS)
PATHS = {
    Stage.PROPOSED: BEFORE[:1],
    Stage.APPROVED: BEFORE[:2],
    Stage.IN_PROGRESS: BEFORE,
    Stage.ON_HOLD: (*BEFORE, Stage.ON_HOLD),
    Stage.IMPLEMENTED: (*BEFORE, Stage.IMPLEMENTED),
    Stage.VALUE_CONFIRMED: (*BEFORE, Stage.IMPLEMENTED, Stage.VALUE_CONFIRMED),
    Stage.CANCELLED: (*BEFORE[:2], Stage.CANCELLED),
}
"""The stages that an initiative has gone through to be in one; each is a version of its terms."""

STAGES = (*PATHS, *[Stage.IN_PROGRESS] * 4, Stage.APPROVED)
"""Of twelve initiatives in a row."""

HEALTHS = (*[Health.ON_TRACK] * 3, Health.AT_RISK, Health.OFF_TRACK)


def initiative_rows(organisation_id: UUID, initiative_ids: Sequence[UUID], owner_ids: Sequence[UUID]) -> Rows:
    """Return the initiatives, owned by the members in turn."""
    columns = ("id", "organisation_id", "code", "name", "customer_outcome", "owner_id", "archived_on")
    return Rows(
        "initiative",
        columns,
        (
            (
                id_,
                organisation_id,
                f"INI-{number:04}",
                f"Initiative {number:04}",
                None if number % 8 == 6 else "Customers wait less.",
                owner_ids[number % len(owner_ids)],
                AS_OF - timedelta(days=10) if number % 61 == 25 else None,
            )
            for number, id_ in enumerate(initiative_ids)
        ),
    )


def initiative_terms_rows(seed: int, organisation_id: UUID, initiative_ids: Sequence[UUID]) -> Rows:
    """Return what is agreed of the initiatives: a version for each stage that they went through."""
    columns = (
        *("organisation_id", "initiative_id", "weight", "target_date", "primary_lever", "lever_shares"),
        *("valid_from", "stage"),
    )
    return Rows("initiative_terms", columns, _terms(seed, organisation_id, initiative_ids))


def _terms(seed: int, organisation_id: UUID, initiative_ids: Sequence[UUID]) -> Iterator[Row]:
    for number, id_ in enumerate(initiative_ids):
        draw = drawer(seed, "agreed", number)
        primary = number % len(LEVERS)
        shares = [0.0] * len(LEVERS)
        shares[primary] = 1.0
        if number % 4 == 0:
            shares[(primary + 1) % len(LEVERS)] = 0.5
        target = None if number % 10 == 4 else AS_OF + timedelta(days=draw.randint(-30, 300))
        agreed = (organisation_id, id_, draw.choice((1, 2, 3)), target, LEVERS[primary], shares)
        for place, stage in enumerate(PATHS[STAGES[number % len(STAGES)]]):
            yield (*agreed, _began(seed, number) + place * STEP, stage)


def _began(seed: int, number: int) -> date:
    return AS_OF - BEGAN_AT_MOST + timedelta(days=drawer(seed, "began", number).randint(0, 60))


def milestone_rows(seed: int, organisation_id: UUID, initiative_ids: Sequence[UUID]) -> Rows:
    """Return the milestones: no two of an initiative due on one day, most of those that are due completed."""
    columns = ("organisation_id", "initiative_id", "name", "weight", "due_on", "completed_on", "cancelled_on")
    return Rows("milestone", columns, _milestones(seed, organisation_id, initiative_ids))


def _milestones(seed: int, organisation_id: UUID, initiative_ids: Sequence[UUID]) -> Iterator[Row]:
    for number, id_ in enumerate(initiative_ids):
        draw, due_on = drawer(seed, "milestones", number), _began(seed, number)
        for place in range(MILESTONES_EACH):
            due_on += timedelta(days=draw.randint(60, 110))
            completed = due_on if due_on <= AS_OF and draw.random() < 0.8 else None
            cancelled = AS_OF if completed is None and number % 15 == 7 else None
            weight = draw.choice((1, 2, 3))
            yield organisation_id, id_, f"Milestone {place + 1}", weight, due_on, completed, cancelled


def link_rows(seed: int, organisation_id: UUID, initiative_ids: Sequence[UUID], kpi_ids: Sequence[UUID]) -> Rows:
    """Return the links of each initiative to three KPIs."""
    columns = ("organisation_id", "initiative_id", "kpi_id", "weight", "linked_on")
    return Rows(
        "initiative_kpi",
        columns,
        (
            (organisation_id, id_, kpi_ids[(7 * number + place) % len(kpi_ids)], 1 + place % 2, _began(seed, number))
            for number, id_ in enumerate(initiative_ids)
            for place in range(KPIS_EACH)
        ),
    )


def check_in_rows(
    seed: int, organisation_id: UUID, initiative_ids: Sequence[UUID], owner_ids: Sequence[UUID], weeks: int
) -> Rows:
    """Return the check-ins of each initiative, every fourth week for so many weeks."""
    columns = ("organisation_id", "initiative_id", "author_id", "checked_on", "health", "confidence", "path_to_green")
    return Rows("check_in", columns, _check_ins(seed, organisation_id, initiative_ids, owner_ids, weeks))


def _check_ins(
    seed: int, organisation_id: UUID, initiative_ids: Sequence[UUID], owner_ids: Sequence[UUID], weeks: int
) -> Iterator[Row]:
    for number, id_ in enumerate(initiative_ids):
        draw = drawer(seed, "check-ins", number)
        newest = AS_OF - timedelta(days=draw.randint(0, 25))
        days = (newest - place * CHECK_IN_EVERY for place in count())
        for day in takewhile(lambda day: day > AS_OF - timedelta(weeks=weeks), days):
            health = draw.choice(HEALTHS)
            path = None if health is Health.ON_TRACK else "Two more people."
            author = owner_ids[number % len(owner_ids)]
            yield organisation_id, id_, author, day, health, draw.choice((0.4, 0.7, 0.9)), path
