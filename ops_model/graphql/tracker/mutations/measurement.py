"""Measurements: recorded, corrected, withdrawn."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal

import strawberry
from strawberry import ID, UNSET, field

from ops_model.domain.permissions import Action
from ops_model.graphql.tracker.mutations.given import NOT_WRITTEN, Given, given_values
from ops_model.graphql.tracker.mutations.writing import Ids, Input, mutation, optional, payload
from ops_model.graphql.tracker.types.measurement import Measurement
from ops_model.services import measurement as measurements
from ops_model.services.errors import ErrorCode, Reasons, ServiceError
from ops_model.services.measurement_columns import MeasurementColumns as Columns
from ops_model.services.measurement_columns import MeasurementEntry
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


@strawberry.input(
    description="Measurements by column: what stands at one place of every list is of one measurement. All lists that "
    "are given are as long as that of the KPIs, 1 to 5,000; at most one measurement of each KPI and day."
)
class MeasurementColumns:
    organisation: str = field(description="The slug of the organisation whose KPIs they are.")
    kpi_codes: list[str] = field(description="The KPIs, by their codes.")
    observed_on: list[date] = field(description="The days they are of, none to come; what was recorded is corrected.")
    values: list[Decimal] = field(description="The values, in the KPIs' units: below 10^15, with at most 10 decimals.")
    sample_sizes: list[int | None] | None = optional("How many were asked, > 0; null, of one or of all: not said.")
    margins: list[Decimal | None] | None = optional(
        "Margins of error, >= 0, in the KPIs' units; null, of one or of all: not said."
    )
    notes: list[str | None] | None = optional("Notes, up to 10,000 characters; null, of one or of all: none.")
    reasons: list[str | None] | None = optional(
        "Why each corrects what was recorded, up to 10,000 characters; null, of one or of all: not said."
    )

    def read(self) -> Columns:
        """Return what services are given."""
        named = {"kpi_codes": "kpis"}
        given = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in NOT_WRITTEN}
        return Columns(**{named.get(name, name): column for name, column in given.items() if column is not UNSET})


@strawberry.input(
    description="Many measurements at once, of one or many KPIs: all of them are recorded, or none. They are given as "
    "rows or by column, in one of the two ways."
)
class MeasurementRecordManyInput(Input):
    rows: list[MeasurementRow] | None = optional(
        "The measurements, 1 to 5,000; at most one of each KPI and day. Null or left out: they are given by column."
    )
    columns: MeasurementColumns | None = optional(
        "The measurements by column, which is smaller and quicker. Null or left out: they are given as rows."
    )


@strawberry.input(description="Taking back a measurement: it stays, and does not count.")
class MeasurementWithdrawInput(Input):
    id: ID = field(description="The measurement's opaque id.")
    reason: str | None = optional("Why, up to 10,000 characters; null: not said.")


def _record(writer: Writer, given: Given) -> Ids:
    return {"measurement": measurements.measurement_record(writer=writer, entry=given.input.read())}


def _record_many(writer: Writer, given: Given) -> Ids:
    rows, columns = given.value("rows"), given.value("columns")
    if rows is not None and columns is not None:
        raise ServiceError(ErrorCode.INVALID, ("columns",), "Give rows or columns, and not both.")
    if columns is not None:
        recorded = measurements.measurement_record_columns(writer=writer, columns=columns.read())
    elif rows is not None:
        recorded = measurements.measurement_record_many(writer=writer, entries=_entries(rows))
    else:
        raise ServiceError(ErrorCode.REQUIRED, ("rows",), "Give rows, or columns.")
    return {"measurements": recorded}


def _entries(rows: Sequence[MeasurementRow]) -> list[MeasurementEntry]:
    entries: list[MeasurementEntry] = []
    reasons = Reasons()
    for place, row in enumerate(rows):
        with reasons.found():
            entries.append(row.read(within=("rows", str(place))))
    reasons.refuse()
    return entries


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
        measurements=(
            list[Measurement],
            "The measurements, in the order in which they are given; null where nothing was written.",
        ),
    ),
    description="Record up to 5,000 measurements, as rows or by column, all or none; errors name the row.",
)
MEASUREMENT_WITHDRAW = mutation(
    Action.MEASUREMENT_WITHDRAW,
    _withdraw,
    MeasurementWithdrawInput,
    payload("MeasurementWithdrawPayload", "What came of withdrawing a measurement.", measurement=_MEASUREMENT),
    description="Withdraw a measurement: it stays, and its day has none that counts.",
)
