"""How an organisation weighs and judges, and where it wants to be."""

from datetime import date, datetime

import strawberry
from strawberry import field

from ops_model.graphql.tracker.node import Editable
from ops_model.graphql.tracker.types.references import KpiRef, LeverRef, MembershipRef
from ops_model.selectors import reports


@strawberry.type(description="How a scoring policy treats one lever.")
class LeverPolicy:
    lever: LeverRef = field(description="The lever.")
    weight: float = field(description="Its weight, >= 0, relative to the other levers'.")
    target_level: int = field(description="The maturity level aimed at, 2..5.")


@strawberry.type(description="One dated version of how an organisation weighs and judges.")
class ScoringPolicy:
    valid_from: date | None = field(description="Its first day; null: from the beginning of time.")
    reason: str | None = field(description="Why it was set; null where not said.")
    levers: list[LeverPolicy] = field(description="The six levers, in the framework's order.")
    outcome_weight: float = field(description="Weight of the lens OUTCOME, >= 0, relative.")
    delivery_weight: float = field(description="Weight of the lens DELIVERY, >= 0, relative.")
    maturity_weight: float = field(description="Weight of the lens MATURITY, >= 0, relative.")
    delivery_share: float = field(description="Delivery's part in an initiative's own progress, a ratio 0..1.")
    on_track_gap: float = field(description="Up to this gap something is ON_TRACK, a ratio 0..1.")
    at_risk_gap: float = field(description="Up to this gap it is AT_RISK, beyond OFF_TRACK; a ratio 0..1.")
    coverage_floor: float = field(description="Below this coverage a figure is not sufficient, a ratio 0..1.")
    check_in_days: int = field(description="A check-in is due when more days than this have passed, >= 1.")
    created_at: datetime = field(description="When it was set.")
    created_by: MembershipRef | None = field(description="Who set it; null where no person did.")


@strawberry.type(description="What the organisation wants to be for its customers: one version of it.")
class Vision(Editable):
    report = reports.Vision

    number: int = field(description="Counts the versions, from 1.")
    statement: str = field(description="What the organisation wants to be for its customers.")
    purpose: str | None = field(description="Why it exists for them; null where not said.")
    start_date: date = field(description="When the way there begins.")
    target_date: date = field(description="When it is to be reached; after the start.")
    north_star: KpiRef | None = field(description="The KPI shown beside the index; null for none.")
    published_on: date | None = field(description="The day it was published on; null for a draft.")
