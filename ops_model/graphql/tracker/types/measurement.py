"""Measurements of a KPI, and what is drawn and foreseen from them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Optional

import strawberry
from strawberry import field

from ops_model.domain.permissions import Action
from ops_model.domain.progress.vocabulary import ForecastReason
from ops_model.graphql.tracker.fields import resolved
from ops_model.graphql.tracker.node import Node, acting
from ops_model.graphql.tracker.resolvers import measurement_superseded_by
from ops_model.graphql.tracker.types.references import KpiRef, MembershipRef
from ops_model.selectors import reports


@strawberry.type(description="What was measured of a KPI. Corrected and withdrawn, never overwritten.")
class Measurement(Node):
    report = reports.MeasurementReport

    kpi: KpiRef = field(description="The KPI measured.")
    observed_on: date = field(description="The day it is of.")
    value: Decimal = field(description="The value as it was entered, in the KPI's unit.")
    sample_size: int | None = field(description="How many were asked, > 0; null where not said.")
    margin: Decimal | None = field(description="Margin of error, >= 0, in the KPI's unit; null where not said.")
    note: str | None = field(description="A note; null for none.")
    recorded_by: MembershipRef | None = field(description="Who entered it; null where no person did.")
    recorded_at: datetime = field(description="When it was entered.")
    superseded_at: datetime | None = field(
        description="When it was corrected or withdrawn; null for the one that counts for its day."
    )
    superseded_by: Optional["Measurement"] = resolved(
        measurement_superseded_by,
        description="The measurement that corrected it; null where none did, as when it was withdrawn.",
    )
    superseded_reason: str | None = field(description="Why it was corrected or withdrawn; null where not said.")
    viewer_can: list[Action] = acting()


@strawberry.type(description="A point of a KPI's value over time.")
class Point:
    on: date = field(description="The day of a measurement.")
    value: float = field(description="The KPI's value, after aggregation, that day; in its unit.")


@strawberry.type(description="Where a KPI is heading, by the median trend of its newest 12 points.")
class Forecast:
    on: date | None = field(
        description="The day foreseen: the target's; of MAINTAIN one period ahead. Null where reason says why."
    )
    value: float | None = field(description="The value foreseen, in the KPI's unit; null where reason says why.")
    low: float | None = field(description="The lower end of its range, in the KPI's unit; null as value is.")
    high: float | None = field(description="The upper end of its range, in the KPI's unit; null as value is.")
    raw: float | None = field(
        description="Attainment foreseen, unclamped: below 0 regressing, above 1 beyond the target; null as value is."
    )
    attainment: float | None = field(description="Attainment foreseen, a ratio 0..1; null as value is.")
    reached_on: date | None = field(
        description="The first day, from asOf on, on which the trend is at or past the target; null where "
        "reachedReason says why, and for MAINTAIN."
    )
    points: int = field(description="How many points it stands on, 0..12.")
    reason: ForecastReason | None = field(description="Why nothing is foreseen; null where something is.")
    reached_reason: ForecastReason | None = field(
        description="Why there is no reachedOn; null where there is one, and for MAINTAIN."
    )
