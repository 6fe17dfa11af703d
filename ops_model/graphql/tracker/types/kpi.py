"""KPIs: what is agreed about each, and how it stands."""

from datetime import date, datetime
from decimal import Decimal

import strawberry
from strawberry import field

from ops_model.domain.framework import Indicator
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, Health, KpiRole
from ops_model.graphql.tracker import lists
from ops_model.graphql.tracker.connections import Connection
from ops_model.graphql.tracker.fields import at_field, resolved
from ops_model.graphql.tracker.node import Editable
from ops_model.graphql.tracker.reported import kpi_trend
from ops_model.graphql.tracker.resolvers import kpi_forecast, kpi_sparkline
from ops_model.graphql.tracker.types.measurement import Forecast, Measurement, Point
from ops_model.graphql.tracker.types.references import LeverRef, MembershipRef
from ops_model.graphql.tracker.types.trend import KpiTrendPoint
from ops_model.selectors import reports


@strawberry.type(description="A value and the day it is of.")
class DatedValue:
    value: Decimal = field(description="The value, in the KPI's unit.")
    on: date = field(description="The day.")


@strawberry.type(description="Where a MAINTAIN KPI should stay, both bounds included; at least one is given.")
class Band:
    lower: Decimal | None = field(description="The lower bound, in the KPI's unit; null for none.")
    upper: Decimal | None = field(description="The upper bound, in the KPI's unit; null for none.")
    tolerance: Decimal | None = field(
        description="How far outside attainment falls to 0, > 0, in the KPI's unit; null: at once."
    )


@strawberry.type(description="One dated version of what is agreed about a KPI.")
class KpiTerms:
    valid_from: date = field(description="Its first day; the newest version by a day is in force.")
    role: KpiRole = field(description="Whether it counts, or is a floor that must hold.")
    direction: Direction = field(description="Which way is good.")
    aggregation: Aggregation = field(description="How its value comes from measurements.")
    window: int = field(description="How many measurements ROLLING_MEAN takes, >= 1.")
    frequency: Frequency = field(description="How often it is measured.")
    weight: float = field(description="Its weight in its lever, 0..1000, relative; 0: aligned, not counted.")
    baseline: DatedValue | None = field(description="Where it started; null for none.")
    target: DatedValue | None = field(description="Where it should get; null for none, and for MAINTAIN.")
    interim_targets: list[DatedValue] = field(description="Targets between baseline and target, earliest first.")
    band: Band | None = field(description="Where it should stay; null for none: only MAINTAIN has one.")
    reason: str | None = field(description="Why this was agreed; null where not said.")
    created_at: datetime = field(description="When this was entered.")
    created_by: MembershipRef | None = field(description="Who entered it; null where no person did.")


@strawberry.type(description="How a KPI stands on a day.")
class KpiProgress:
    kpi: "Kpi" = field(description="The KPI.")
    terms: KpiTerms = field(description="The terms in force on the day.")
    value: float | None = field(description="Its value after aggregation, in its unit; null without data.")
    observed_on: date | None = field(description="The day of the newest measurement; null without data.")
    sample_size: int | None = field(description="How many were asked, > 0; null where not said, and where not LATEST.")
    margin: float | None = field(
        description="Margin of error, in its unit, >= 0; null where not said, and where not LATEST."
    )
    raw: float | None = field(
        description="Attainment, unclamped: 0 at the baseline, 1 at the target, below 0 regressing, above 1 overshoot; "
        "null without a value, a target or a band."
    )
    attainment: float | None = field(description="raw, clamped to 0..1; null as raw is.")
    expected_value: float | None = field(
        description="The value expected by the day, in its unit; null without a target, and for MAINTAIN."
    )
    expected_attainment: float | None = field(
        description="The attainment expected by the day, a ratio 0..1; null without a target or a band."
    )
    gap: float | None = field(description="expectedAttainment - attainment, -1..1; null where either is.")
    health: Health = field(description="By the gap and the dates.")
    regressing: bool = field(description="Whether raw is below 0: worse than where it started.")
    breach: bool = field(description="Whether it is a guardrail that does not hold.")
    unknown: bool = field(description="Whether it is a guardrail without a value, without a band, or stale.")
    stale: bool = field(description="Whether the newest measurement is older than one and a half periods.")
    due_on: date = field(description="The day after which the next measurement is overdue.")


@strawberry.type(description="A key performance indicator: what shows whether anything came of it.")
class Kpi(Editable):
    report = reports.Kpi

    code: str = field(description="The organisation's own code for it, unique there.")
    name: str = field(description="What it is called.")
    definition: str | None = field(description="How it is measured, the formula in words; null where not said.")
    lever: LeverRef = field(description="The lever it belongs to.")
    unit: str = field(description='What its values are in: "%", "days", "points", "GBP", ...')
    decimals: int = field(description="How many decimals to show, 0..10.")
    indicator: Indicator | None = field(description="Leading or lagging; null where not said.")
    source: str | None = field(description="Where the data come from; null where not said.")
    owner: MembershipRef | None = field(description="Who measures it; null for nobody.")
    archived_on: date | None = field(
        description="The day from which it is out, also one after asOf; null: none is set."
    )
    archived: bool = field(description="Whether that day has come by asOf: it is out of roll-ups, counts and lists.")
    terms: KpiTerms | None = at_field("terms_now", description="What is agreed on a day; null before it exists.")
    all_terms: list[KpiTerms] = field(description="Every version of what was agreed, oldest first, later ones too.")
    progress: KpiProgress | None = at_field("figures", description="How it stands on a day; null before it exists.")
    forecast: Forecast | None = resolved(
        kpi_forecast, description="Where it is heading, seen from a day; null before it exists."
    )
    trend: list[KpiTrendPoint] = resolved(
        kpi_trend,
        description="How it was reported, period by period, oldest first. A period of which nothing was reported, or "
        "in which it did not exist, has no point.",
    )
    measurements: Connection[Measurement] = resolved(
        lists.measurements, description="What was measured, newest first, by asOf."
    )
    sparkline: list[Point] = resolved(
        kpi_sparkline, description="The newest points of its value by a day, oldest first."
    )
