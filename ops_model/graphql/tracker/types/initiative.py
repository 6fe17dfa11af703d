"""Initiatives: what is agreed about each, and how it stands."""

from datetime import date, datetime

import strawberry
from strawberry import field

from ops_model.domain.framework import Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.tracker import lists
from ops_model.graphql.tracker.connections import Connection
from ops_model.graphql.tracker.fields import at_field, resolved
from ops_model.graphql.tracker.node import Editable
from ops_model.graphql.tracker.reported import initiative_trend
from ops_model.graphql.tracker.types.check_in import CheckIn
from ops_model.graphql.tracker.types.figures import PartProgress
from ops_model.graphql.tracker.types.kpi import Kpi
from ops_model.graphql.tracker.types.milestone import Milestone
from ops_model.graphql.tracker.types.references import InitiativeRef, LeverRef, MembershipRef
from ops_model.graphql.tracker.types.trend import InitiativeTrendPoint
from ops_model.selectors import reports


@strawberry.type(description="An initiative's part in one lever.")
class LeverShare:
    lever: LeverRef = field(description="The lever.")
    share: float = field(description="Its weight among the initiative's levers, > 0, relative.")
    primary: bool = field(description="Whether it is the initiative's primary lever.")


@strawberry.type(description="One dated version of what is agreed about an initiative.")
class InitiativeTerms:
    valid_from: date = field(description="Its first day; the newest version by a day is in force.")
    stage: InitiativeStage = field(description="Where the initiative stands.")
    weight: float = field(description="Its weight in its levers, 0..1000, relative.")
    target_date: date | None = field(description="When it is to be delivered; null: nothing was agreed.")
    shares: list[LeverShare] = field(
        name="leverShares", description="The levers it pulls, in the framework's order; at least one."
    )
    reason: str | None = field(description="Why this was agreed; null where not said.")
    created_at: datetime = field(description="When this was entered.")
    created_by: MembershipRef | None = field(description="Who entered it; null where no person did.")


@strawberry.type(description="An initiative's link to a KPI that it should move.")
class KpiLink(Editable):
    report = reports.KpiLink

    initiative: InitiativeRef = field(description="The initiative.")
    kpi: Kpi = field(description="The KPI.")
    weight: float = field(description="The KPI's weight in the initiative's outcome, > 0, relative.")
    linked_on: date = field(description="The first day of the link.")
    unlinked_on: date | None = field(description="The first day without it, also one after asOf; null: none is set.")
    in_force: bool = field(description="Whether it holds on asOf.")


@strawberry.type(description="How an initiative stands on a day.")
class InitiativeProgress:
    initiative: InitiativeRef = field(description="The initiative.")
    delivery: float | None = field(
        description="Weight of its milestones completed over the weight of all, a ratio 0..1; from IMPLEMENTED on 1, "
        "milestones or not; else null without any."
    )
    planned_delivery: float | None = field(description="Likewise of those due by the day; null as delivery is.")
    outcome: float | None = field(
        description="The mean of its linked KPIs' attainment, by weight, a ratio 0..1; null where none has one."
    )
    expected_outcome: float | None = field(description="Likewise of expected attainment; null as outcome is.")
    progress: float | None = field(
        description="Delivery and outcome by the policy's deliveryShare, a ratio 0..1; null where both are."
    )
    computed_health: Health = field(description="What its figures say.")
    reported_health: Health | None = field(description="What its newest check-in says; null without one.")
    confidence: float | None = field(description="The newest check-in's, a ratio 0..1; null where not said.")
    watermelon: bool = field(
        description="Green outside, red inside: the newest check-in says ON_TRACK while the computed health is "
        "OFF_TRACK, or the newest three all say so while it is AT_RISK."
    )
    theatre: bool = field(
        description="Whether it is output without change: past PROPOSED and not CANCELLED, without a customer outcome "
        "or without a linked AMBITION KPI that is not archived."
    )
    overdue_milestones: int = field(description="How many of its milestones are overdue.")
    check_in_due_on: date | None = field(description="The first day a check-in is due; null where none is asked for.")
    check_in_due: bool = field(description="Whether a check-in is due on the day.")
    parts: list[PartProgress] = field(description="What progress is made of: DELIVERY and OUTCOME.")


@strawberry.type(description="What a company does to pull a lever.")
class Initiative(Editable):
    report = reports.Initiative

    code: str = field(description="The organisation's own code for it, unique there.")
    name: str = field(description="What it is called.")
    summary: str | None = field(description="What it is about; null where not said.")
    customer_outcome: str | None = field(
        description="What changes for the customer, in the customer's words; null where not said."
    )
    origin: Origin | None = field(description="Who it came from; null where not said.")
    owner: MembershipRef | None = field(description="Who does it; null for nobody.")
    sponsor: MembershipRef | None = field(description="Who answers for it; null for nobody.")
    start_date: date | None = field(description="When work begins; null where not said.")
    principles: list[Principle] = field(description="The operating principles it is tagged with.")
    pillars: list[Pillar] = field(description="The pillars it is tagged with.")
    tags: list[str] = field(description="The organisation's own tags.")
    archived_on: date | None = field(
        description="The day from which it is out, also one after asOf; null: none is set."
    )
    archived: bool = field(description="Whether that day has come by asOf: it is out of roll-ups, counts and lists.")
    terms: InitiativeTerms | None = at_field("terms_now", description="What is agreed on a day; null before it exists.")
    all_terms: list[InitiativeTerms] = field(description="Every version of what was agreed, oldest first.")
    stage: InitiativeStage | None = field(description="The stage in force; null before it exists.")
    lever: LeverRef | None = field(description="The primary lever in force; null before it exists.")
    lever_shares: list[LeverShare] = field(description="The levers in force; empty before it exists.")
    target_date: date | None = field(
        description="The target date in force; null where none was agreed, and before it exists."
    )
    progress: InitiativeProgress | None = at_field(
        "figures", description="How it stands on a day; null before it exists."
    )
    trend: list[InitiativeTrendPoint] = resolved(
        initiative_trend,
        description="How it was reported, period by period, oldest first. A period of which nothing was reported, or "
        "in which it did not exist, has no point.",
    )
    milestones: Connection[Milestone] = resolved(lists.milestones, description="Its milestones.")
    next_milestone: Milestone | None = at_field(
        "next_milestone",
        description="The one due first of those neither completed nor cancelled by a day; null without one, and before "
        "it exists.",
    )
    kpis: list[KpiLink] = field(description="Its links to KPIs that have begun by asOf, ended ones included.")
    latest_check_in: CheckIn | None = at_field(
        "latest_check_in", description="The newest check-in by a day; null without one, and before it exists."
    )
    check_ins: Connection[CheckIn] = resolved(lists.check_ins, description="Its check-ins by asOf, newest first.")
