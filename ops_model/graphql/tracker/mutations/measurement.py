"""Measurements: recorded, corrected, withdrawn."""

from datetime import date
from decimal import Decimal

import strawberry
from strawberry import ID, field

from ops_model.domain.permissions import Action
from ops_model.graphql.tracker.mutations.given import NOT_WRITTEN, Given, given_values
from ops_model.graphql.tracker.mutations.writing import Ids, Input, mutation, optional, payload
from ops_model.graphql.tracker.types.measurement import Measurement
from ops_model.services import measurement as measurements
from ops_model.services.errors import Reasons
from ops_model.services.measurement import MeasurementEntry
from ops_model.services.writer import Writer


@strawberry.input(description="What was measured of a KPI on a day.")
class MeasurementRow:
    kpi: ID = field(description="The KPI's opaque id.")
    observed_on: date = field(description="The day it is of, none to come; what was recorded of it is corrected.")
    value: Decimal = field(description="The value, in the KPI's unit: below 10^15, with at most 10 decimals.")
    sample_size: int | None = optional("How many were asked, > 0; null: not said.")
    margin: Decimal | None = optional("Margin of error, >= 0, in the KPI's unit; null: not said.")
    note: str | None = optional("A note, up to 10,000 characters; null: none.")
    reason: str | None = optional("Why it corrects what was recorded, up to 10,000 characters; null: not said.")

    def read(self, *, within: tuple[str, ...] = ()) -> MeasurementEntry:
        """Return what services are given. Raises ServiceError INVALID for what is no KPI's id."""
        return MeasurementEntry(**given_values(self, without=NOT_WRITTEN, within=within))


@strawberry.input(description="What was measured of a KPI on a day.")
class MeasurementRecordInput(Input, MeasurementRow):
    pass


@strawberry.input(description="Many measurements at once, of one or many KPIs: all of them are recorded, or none.")
class MeasurementRecordManyInput(Input):
    rows: list[MeasurementRow] = field(description="The measurements, 1 to 5,000; at most one of each KPI and day.")


@strawberry.input(description="Taking back a measurement: it stays, and does not count.")
class MeasurementWithdrawInput(Input):
    id: ID = field(description="The measurement's opaque id.")
    reason: str | None = optional("Why, up to 10,000 characters; null: not said.")


def _record(writer: Writer, given: Given) -> Ids:
    return {"measurement": measurements.measurement_record(writer=writer, entry=given.input.read())}


def _record_many(writer: Writer, given: Given) -> Ids:
    entries: list[MeasurementEntry] = []
    reasons = Reasons()
    for place, row in enumerate(given.input.rows):
        with reasons.found():
            entries.append(row.read(within=("rows", str(place))))
    reasons.refuse()
    return {"measurements": measurements.measurement_record_many(writer=writer, entries=entries)}


def _withdraw(writer: Writer, given: Given) -> Ids:
    measurement_id = measurements.measurement_withdraw(
        writer=writer, measurement_id=given.id("Measurement"), reason=given.value("reason")
    )
    return {"measurement": measurement_id}


_MEASUREMENT = (Measurement, "The measurement, read back; null where nothing was written.")

MEASUREMENT_RECORD = mutation(
    Action.MEASUREMENT_RECORD,
    _record,
    MeasurementRecordInput,
    payload("MeasurementRecordPayload", "What came of recording a measurement.", measurement=_MEASUREMENT),
    description="Record what was measured of a KPI on a day. What was recorded of that day is corrected, and stays.",
)
MEASUREMENT_RECORD_MANY = mutation(
    Action.MEASUREMENT_RECORD,
    _record_many,
    MeasurementRecordManyInput,
    payload(
        "MeasurementRecordManyPayload",
        "What came of recording many measurements.",
        measurements=(list[Measurement], "The measurements, in the order of the rows; null where nothing was written."),
    ),
    description="Record up to 5,000 measurements, all or none; errors name the row.",
)
MEASUREMENT_WITHDRAW = mutation(
    Action.MEASUREMENT_WITHDRAW,
    _withdraw,
    MeasurementWithdrawInput,
    payload("MeasurementWithdrawPayload", "What came of withdrawing a measurement.", measurement=_MEASUREMENT),
    description="Withdraw a measurement: it stays, and its day has none that counts.",
)
