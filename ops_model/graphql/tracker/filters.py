"""Filters of lists, one input a type. Fields are and-ed, and a list means any of its values."""

from typing import Any, Optional

import strawberry
from strawberry import ID, UNSET, field

from ops_model.domain.changes import ChangedThing, ChangeKind
from ops_model.domain.framework import Indicator, LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, Health, KpiRole
from ops_model.domain.roles import Role
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.tracker.inputs import DateRange, FloatRange


def _asks(description: str, *, name: str | None = None) -> Any:
    return field(name=name, default=UNSET, description=description)


@strawberry.input(description="Which initiatives: all that is asked for has to hold. Null asks for nothing.")
class InitiativeFilter:
    code: list[str] | None = _asks("Whose code is one of these.")
    lever: list[LeverKind] | None = _asks("With a share in one of these levers.")
    primary_lever: list[LeverKind] | None = _asks("Whose primary lever is one of these.")
    stage: list[InitiativeStage] | None = _asks("In one of these stages.")
    computed_health: list[Health] | None = _asks("Whose computed health is one of these.")
    reported_health: list[Health] | None = _asks("Whose newest check-in reports one of these.")
    watermelon: bool | None = _asks("Reported green and computed red, or not.")
    theatre: bool | None = _asks("Output without change, or not.")
    overdue: bool | None = _asks("With overdue milestones, or without.")
    check_in_due: bool | None = _asks("Of which a check-in is due, or not.")
    progress: FloatRange | None = _asks("Whose own progress, a ratio 0..1, is within.")
    delivery: FloatRange | None = _asks("Whose delivery, a ratio 0..1, is within.")
    planned_delivery: FloatRange | None = _asks("Whose planned delivery, a ratio 0..1, is within.")
    outcome: FloatRange | None = _asks("Whose outcome, a ratio 0..1, is within.")
    expected_outcome: FloatRange | None = _asks("Whose expected outcome, a ratio 0..1, is within.")
    confidence: FloatRange | None = _asks("Whose newest check-in's confidence, a ratio 0..1, is within.")
    weight: FloatRange | None = _asks("Whose weight in force is within.")
    start_date: DateRange | None = _asks("Whose start date is within.")
    target_date: DateRange | None = _asks("Whose target date in force is within.")
    owner: list[ID] | None = _asks("Owned by one of these memberships.")
    sponsor: list[ID] | None = _asks("Sponsored by one of these memberships.")
    origin: list[Origin] | None = _asks("That came from one of these.")
    principle: list[Principle] | None = _asks("Tagged with one of these principles.")
    pillar: list[Pillar] | None = _asks("Tagged with one of these pillars.")
    tag: list[str] | None = _asks("With one of these tags of the organisation's own.")
    kpi: list[ID] | None = _asks("Linked on the day to one of these KPIs.")
    search: str | None = _asks("With each of these words in code, name or summary, whatever the case.")
    and_: list["InitiativeFilter"] | None = _asks("All of these hold.", name="and")
    or_: list["InitiativeFilter"] | None = _asks("At least one of these holds.", name="or")
    not_: Optional["InitiativeFilter"] = _asks("This does not hold.", name="not")


@strawberry.input(description="Which KPIs: all that is asked for has to hold. Null asks for nothing.")
class KpiFilter:
    code: list[str] | None = _asks("Whose code is one of these.")
    lever: list[LeverKind] | None = _asks("Of one of these levers.")
    role: list[KpiRole] | None = _asks("Whose role in force is one of these.")
    direction: list[Direction] | None = _asks("Whose direction in force is one of these.")
    aggregation: list[Aggregation] | None = _asks("Whose aggregation in force is one of these.")
    frequency: list[Frequency] | None = _asks("Whose frequency in force is one of these.")
    indicator: list[Indicator] | None = _asks("Leading or lagging.")
    health: list[Health] | None = _asks("Whose health is one of these.")
    stale: bool | None = _asks("Whose newest measurement is too old, or not.")
    breach: bool | None = _asks("Guardrails that do not hold, or all others.")
    unknown: bool | None = _asks("Guardrails of which nothing sure is known, or all others.")
    regressing: bool | None = _asks("Worse than where they started, or not.")
    value: FloatRange | None = _asks("Whose value, in its unit, is within.")
    raw: FloatRange | None = _asks("Whose attainment, unclamped, is within.")
    attainment: FloatRange | None = _asks("Whose attainment, a ratio 0..1, is within.")
    expected_attainment: FloatRange | None = _asks("Whose expected attainment, a ratio 0..1, is within.")
    gap: FloatRange | None = _asks("Whose gap, -1..1, is within.")
    weight: FloatRange | None = _asks("Whose weight in force is within.")
    observed_on: DateRange | None = _asks("Whose newest measurement is of a day within.")
    due_on: DateRange | None = _asks("Whose next measurement is due within.")
    owner: list[ID] | None = _asks("Owned by one of these memberships.")
    initiative: list[ID] | None = _asks("Linked on the day from one of these initiatives.")
    search: str | None = _asks("With each of these words in code, name or definition, whatever the case.")
    and_: list["KpiFilter"] | None = _asks("All of these hold.", name="and")
    or_: list["KpiFilter"] | None = _asks("At least one of these holds.", name="or")
    not_: Optional["KpiFilter"] = _asks("This does not hold.", name="not")


@strawberry.input(description="Which milestones: all that is asked for has to hold. Null asks for nothing.")
class MilestoneFilter:
    initiative: list[ID] | None = _asks("Of one of these initiatives.")
    lever: list[LeverKind] | None = _asks("Whose initiative has a share in one of these levers.")
    owner: list[ID] | None = _asks("Whose initiative is owned by one of these memberships.")
    completed: bool | None = _asks("Completed, or not.")
    cancelled: bool | None = _asks("Cancelled, or not.")
    overdue: bool | None = _asks("Overdue, or not.")
    due_on: DateRange | None = _asks("Due within.")
    forecast_on: DateRange | None = _asks("Believed for a day within.")
    completed_on: DateRange | None = _asks("Completed within.")
    slippage_days: FloatRange | None = _asks("Whose slippage, in days, is within.")
    weight: FloatRange | None = _asks("Whose weight is within.")
    search: str | None = _asks("With each of these words in name, or the initiative's code or name, whatever the case.")
    and_: list["MilestoneFilter"] | None = _asks("All of these hold.", name="and")
    or_: list["MilestoneFilter"] | None = _asks("At least one of these holds.", name="or")
    not_: Optional["MilestoneFilter"] = _asks("This does not hold.", name="not")


@strawberry.input(description="Which members: all that is asked for has to hold. Null asks for nothing.")
class MemberFilter:
    role: list[Role] | None = _asks("Whose role is one of these.")
    ended: bool | None = _asks("Whose membership has ended, or not.")
    search: str | None = _asks("With each of these words in name, whatever the case.")
    and_: list["MemberFilter"] | None = _asks("All of these hold.", name="and")
    or_: list["MemberFilter"] | None = _asks("At least one of these holds.", name="or")
    not_: Optional["MemberFilter"] = _asks("This does not hold.", name="not")


@strawberry.input(description="Which changes: all that is asked for has to hold. Null asks for nothing.")
class ChangeFilter:
    thing: list[ChangedThing] | None = _asks("Of one of these kinds of things.")
    kind: list[ChangeKind] | None = _asks("That did one of these.")
    subject: list[ID] | None = _asks(
        "Whose subject is one of these: Organisation, Membership, ApiToken, Lever, Vision, Initiative, Milestone, "
        "CheckIn, Kpi, KpiLink or Measurement."
    )
    actor: list[ID] | None = _asks("Made by one of these memberships.")
    changed_on: DateRange | None = _asks("Made on a day within, by the organisation's time zone.")
