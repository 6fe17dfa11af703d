"""Organisations and their members."""

from datetime import date

import strawberry
from strawberry import field

from ops_model.domain.roles import Role
from ops_model.graphql.tracker import lists, reported, resolvers
from ops_model.graphql.tracker.connections import Connection
from ops_model.graphql.tracker.fields import at_field, resolved
from ops_model.graphql.tracker.node import Editable
from ops_model.graphql.tracker.simulating import organisation_simulate, organisation_to_reach
from ops_model.graphql.tracker.types.api_token import ApiToken
from ops_model.graphql.tracker.types.change import Change
from ops_model.graphql.tracker.types.check_in import CheckIn
from ops_model.graphql.tracker.types.initiative import Initiative
from ops_model.graphql.tracker.types.kpi import Kpi
from ops_model.graphql.tracker.types.lever import Lever
from ops_model.graphql.tracker.types.milestone import Milestone
from ops_model.graphql.tracker.types.movement import Movement
from ops_model.graphql.tracker.types.policy import ScoringPolicy, Vision
from ops_model.graphql.tracker.types.references import OrganisationRef
from ops_model.graphql.tracker.types.scorecard import Scorecard
from ops_model.graphql.tracker.types.simulation import Reach, Simulation
from ops_model.graphql.tracker.types.snapshot import Snapshot
from ops_model.graphql.tracker.types.trend import TrendPoint
from ops_model.selectors import reports
from ops_model.selectors.state import OrganisationState


@strawberry.type(
    description="A person in an organisation. Owner, sponsor and author refer to it; ended, never deleted."
)
class Membership(Editable):
    report = reports.Membership

    organisation: OrganisationRef = field(description="The organisation.")
    name: str = field(description="The person's name as the organisation knows it.")
    email: str | None = resolved(
        resolvers.membership_email,
        description="The person's e-mail as the organisation knows it; null for whom it is not shown to: a VIEWER "
        "sees their own alone.",
    )
    role: Role = field(description="What the person may do.")
    ended_on: date | None = field(
        description="The day from which the person is no member, also one after asOf; null: none is set."
    )
    ended: bool = field(description="Whether that day has come by asOf.")


@strawberry.type(description="An organisation: whose levers, initiatives and KPIs these are.")
class Organisation(Editable):
    report = OrganisationState

    slug: str = field(description="Its name in addresses: lower case, unique.")
    name: str = field(description="What it is called.")
    time_zone: str = field(description="The IANA time zone by which its days begin.")
    fiscal_year_start_month: int = field(description="The month its fiscal year begins with, 1..12.")
    data_version: str = field(description="Changes with each committed change of this organisation's data; opaque.")
    scoring_policy: ScoringPolicy = at_field("scoring_policy", description="The scoring policy in force on a day.")
    scoring_policies: list[ScoringPolicy] = field(description="Every version of the scoring policy, oldest first.")
    vision: Vision | None = at_field("vision", description="The vision published last by a day; null before the first.")
    visions: list[Vision] = field(description="Every version of the vision by number, drafts included.")
    levers: list[Lever] = at_field("levers", description="Always six, in the framework's order.")
    lever: Lever = resolved(resolvers.organisation_lever, description="One of the six levers.")
    scorecard: Scorecard = at_field("scorecard", description="How far it is on its way, on a day.")
    snapshot: Snapshot | None = resolved(
        reported.organisation_snapshot,
        description="What was reported of a day, whatever was corrected since; null where nothing was.",
    )
    trend: list[TrendPoint] = resolved(
        reported.organisation_trend,
        description="The index as it was reported, period by period, oldest first. A period of which nothing was "
        "reported has no point.",
    )
    movement: Movement = resolved(
        resolvers.organisation_movement, description="Why the index moved between two days, item by item."
    )
    simulate: Simulation = resolved(
        organisation_simulate,
        description="How things would stand on a day if something were otherwise: a simulation, of which nothing is "
        "written.",
    )
    to_reach: list[Reach] = resolved(
        organisation_to_reach,
        description="What each KPI and each initiative that counts would need alone, all shares as they are, to bring "
        "the index somewhere on a day: what can bring the most first; empty where there is no index.",
    )
    initiatives: Connection[Initiative] = resolved(
        lists.initiatives, description="Its initiatives, those that exist by asOf."
    )
    initiative: Initiative | None = resolved(
        resolvers.organisation_initiative,
        description="The initiative of a code, archived or not; null where there is none by asOf.",
    )
    kpis: Connection[Kpi] = resolved(lists.kpis, description="Its KPIs, those that exist by asOf.")
    kpi: Kpi | None = resolved(
        resolvers.organisation_kpi,
        description="The KPI of a code, archived or not; null where there is none by asOf.",
    )
    milestones: Connection[Milestone] = resolved(lists.milestones, description="The milestones of its initiatives.")
    check_ins: Connection[CheckIn] = resolved(
        lists.check_ins,
        description="The check-ins of its initiatives by asOf, newest first.",
    )
    members: Connection[Membership] = resolved(lists.members, description="Its members, by name, ended ones included.")
    api_tokens: Connection[ApiToken] | None = resolved(
        lists.api_tokens,
        description="Its members' tokens, newest first; shown to an ADMIN, null for others.",
    )
    changes: Connection[Change] = resolved(
        lists.changes,
        description="The audit log: who changed what from what to what, newest first, until now. It begins with the "
        "organisation, or where it began to be kept.",
    )
