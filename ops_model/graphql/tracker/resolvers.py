"""Resolvers of fields that take arguments and are no lists. Each reads its arguments and asks one report or history."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from strawberry import ID, UNSET, Parent, argument
from strawberry.utils.str_converters import to_camel_case

from ops_model.domain.changes import ChangedThing
from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import Point
from ops_model.domain.progress.causes import MovementCause
from ops_model.domain.progress.figures import AttentionItem
from ops_model.domain.progress.foreseen import Forecast, Outlook, OutlookItem
from ops_model.domain.progress.movement import Movement, MovementItem
from ops_model.domain.progress.vocabulary import Basis
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.fields import AsOf, Info, as_of_day
from ops_model.graphql.tracker.node import CHANGE, VIEWER, global_id
from ops_model.selectors import movement, reports
from ops_model.selectors.access import Access
from ops_model.selectors.kpi_course import forecast, sparkline
from ops_model.selectors.measurement_pages import MEASUREMENT_BY_ID
from ops_model.selectors.movement_reported import NotReportedError, movement_reported
from ops_model.selectors.outlook import outlook
from ops_model.selectors.permissions import email_shown, member_email
from ops_model.selectors.reading import NodeReport
from ops_model.selectors.state import OrganisationState
from ops_model.selectors.todo import ToDo, todo

Code = Annotated[str, argument(description="The organisation's own code for it.")]


def scorecard_attention(
    root: Parent[reports.Scorecard],
    first: Annotated[int | None, argument(description="How many at most, 0..100; null: 10.")] = 10,
) -> list[AttentionItem]:
    """The most pressing items of a scorecard."""
    return list(root.attention[: bounded("first", 10 if first is None else first, 0, 100)])


def scorecard_headline(
    root: Parent[reports.Scorecard],
    info: Info,
    since: Annotated[
        date | None,
        argument(description="The day to look back to, at most asOf; null or left out: 30 days before asOf."),
    ] = None,
) -> list[str]:
    """What moved most until the day of a scorecard."""
    if since is not None:
        in_order("since", since, "asOf", root.as_of)
    return [*movement.headline(info.context.reading, root.state, since=since)]


def organisation_movement(
    root: Parent[OrganisationState],
    info: Info,
    from_: Annotated[date, argument(name="from", description="The day, to its end, to compare with.")],
    to: Annotated[date, argument(description="The day, to its end, that is compared: from, or after it.")],
    basis: Annotated[
        Basis | None, argument(description="By which figures the days are compared; null: RESTATED.")
    ] = Basis.RESTATED,
) -> Movement:
    """Why the index moved between two days."""
    in_order("from", from_, "to", to)
    if basis is not Basis.REPORTED:
        return movement.movement(info.context.reading, root, from_=from_, to=to)
    try:
        return movement_reported(info.context.reading, root, from_=from_, to=to)
    except NotReportedError as error:
        raise BadInputError(f"{error}: take days that 'trend' has, or the basis RESTATED.") from None


def movement_items(
    root: Parent[Movement],
    first: Annotated[
        int | None, argument(description="How many at most, 0..100; null or left out: all, which add up to change.")
    ] = None,
) -> list[MovementItem]:
    """What brought most of a movement, or all that has a part in it."""
    return list(root.items if first is None else root.items[: bounded("first", first, 0, 100)])


def cause_field(root: Parent[MovementCause]) -> str | None:
    """What a field that changed is called in the API."""
    return None if root.what is None else field_called(root.what)


def scorecard_outlook(root: Parent[reports.Scorecard], info: Info) -> Outlook:
    """Where the index of a scorecard is heading."""
    return outlook(info.context.reading.histories, root.state)


def outlook_items(
    root: Parent[Outlook],
    first: Annotated[int | None, argument(description="How many at most, 0..100; null: 10.")] = 10,
) -> list[OutlookItem]:
    """The items of an outlook that leave most to be wished for."""
    return list(root.items[: bounded("first", 10 if first is None else first, 0, 100)])


def kpi_sparkline(
    root: Parent[reports.Kpi],
    info: Info,
    points: Annotated[int | None, argument(description="How many points at most, 1..366; null: 12.")] = 12,
    as_of: AsOf = UNSET,
) -> tuple[Point, ...]:
    """The newest points of a KPI's value by a day; none before it exists."""
    reading = info.context.reading
    there = as_of_day(root, info, as_of)
    points = bounded("points", 12 if points is None else points, 1, 366)
    return () if not there.exists else sparkline(reading.histories, there, points=points)


def kpi_forecast(root: Parent[reports.Kpi], info: Info, as_of: AsOf = UNSET) -> Forecast | None:
    """Where a KPI is heading, seen from a day; None before it exists."""
    reading = info.context.reading
    there = as_of_day(root, info, as_of)
    return None if not there.exists else forecast(reading.histories, there)


def measurement_superseded_by(root: Parent[reports.MeasurementReport], info: Info) -> reports.MeasurementReport | None:
    """The measurement that corrected another; None where none did."""
    if root.superseded_by_id is None:
        return None
    return info.context.reading.histories.get(MEASUREMENT_BY_ID, state=root.state, parent_id=root.superseded_by_id)


def organisation_lever(
    root: Parent[OrganisationState],
    info: Info,
    kind: Annotated[LeverKind, argument(description="Which of the six.")],
    as_of: AsOf = UNSET,
) -> reports.Lever:
    """One of the six levers."""
    return as_of_day(root, info, as_of).lever(kind)


def organisation_initiative(
    root: Parent[OrganisationState], info: Info, code: Code, as_of: AsOf = UNSET
) -> reports.Initiative | None:
    """The initiative of a code that exists by a day."""
    return as_of_day(root, info, as_of).initiative(code)


def organisation_kpi(
    root: Parent[OrganisationState], info: Info, code: Code, as_of: AsOf = UNSET
) -> reports.Kpi | None:
    """The KPI of a code that exists by a day."""
    return as_of_day(root, info, as_of).kpi(code)


def membership_email(root: Parent[reports.Membership], info: Info) -> str | None:
    """A member's e-mail: for whom it may be shown to, and one's own."""
    return member_email(info.context.access, root)


def change_id(root: Parent[reports.Change]) -> ID:
    """The opaque id of a change."""
    return ID(global_id(CHANGE, root.id))


def change_subject(root: Parent[reports.Change], info: Info) -> NodeReport | None:
    """What a change is of, as it is now; None for what is not shown any more."""
    return info.context.reading.node(root.subject_type, root.subject_id)


def change_fields(root: Parent[reports.Change], info: Info) -> list[reports.ChangedField]:
    """What was changed; a member's e-mail as `membership_email` shows it."""
    shown = root.thing is not ChangedThing.MEMBERSHIP or email_shown(info.context.access, root.subject_id, root.state)
    return [replace(each, from_=None, to=None) if not shown and each.name == "email" else each for each in root.fields]


def changed_field_name(root: Parent[reports.ChangedField]) -> str:
    """What a field is called in the API."""
    return field_called(root.name)


def viewer_id(root: Parent[Access]) -> ID:
    """The opaque id of whoever asks."""
    return ID(global_id(VIEWER, root.account_id))


def viewer_memberships(info: Info) -> list[reports.Membership]:
    """The memberships of whoever asks."""
    return info.context.reading.memberships()


def viewer_todo(
    root: Parent[Access],
    info: Info,
    organisation: Annotated[str, argument(description="The organisation's slug.")],
    first: Annotated[int | None, argument(description="How many at most, 0..100; null: 20.")] = 20,
    as_of: AsOf = UNSET,
) -> tuple[ToDo, ...]:
    """What is due from whoever asks, on a day."""
    seat = root.seat(organisation)
    first = bounded("first", 20 if first is None else first, 0, 100)
    if seat is None:
        return ()
    there = as_of_day(info.context.reading.of_seat(seat), info, as_of)
    return todo(there, seat.membership_id, first=first)


def field_called(name: str) -> str:
    """Return what a field, or a part of one, is called in the API."""
    return ".".join(to_camel_case(part) for part in name.split("."))


def in_order(earlier: str, earlier_day: date, later: str, later_day: date) -> None:
    """Look whether two days follow one another. Raises BadInputError."""
    if earlier_day > later_day:
        raise BadInputError(
            f"'{earlier}' must not be after '{later}': {earlier_day} is after {later_day}. Give an earlier '{earlier}'."
        )


def bounded(name: str, value: int, least: int, most: int) -> int:
    """Return an argument's value if it is within its bounds. Raises BadInputError."""
    if not least <= value <= most:
        raise BadInputError(f"'{name}' must be from {least} to {most}, and not {value}.")
    return value
