"""How fast 5,000 measurements come in: copied by PostgreSQL itself, written by the service, and asked for over HTTP.

    python3 manage.py shell -c "from benchmarks.ingest import report; report()"

PostgreSQL copies into a table with the columns, defaults, indexes and checks of the measurements, and into one that has
their references too; neither has what keeps the history, nor row security. All write in turn in one new database, so
that whatever else the machine does hits all; times are medians of wall clock, and of this machine; the ratios are what
counts.
"""

import gc
import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.test import Client

from ops_model.domain.roles import Role
from ops_model.graphql.tracker.node import global_id
from ops_model.models import Kpi, Membership
from ops_model.services.measurement import measurement_record_columns
from ops_model.services.measurement_columns import MeasurementColumns
from ops_model.services.writer import Writer
from tests import factories as make
from tests.database import database_of_its_own, inside

TODAY = date(2026, 7, 1)
KPIS, DAYS = 50, 100
ROUNDS = 15
TABLES = {"COPY": "measurement_copied", "COPY, with references": "measurement_referring"}
MUTATION = """mutation($input: MeasurementRecordManyInput!) {
  measurementRecordMany(input: $input) { userErrors { code field message } } }"""

Batch = list[tuple[Kpi, date, str]]


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes of which KPIs, and with which token."""

    member: Membership
    slug: str
    token: str
    kpis: list[Kpi]


def report() -> None:
    """Print a line for each way: milliseconds, rows a second, and the ratio to each way of COPY."""
    settings.OPS_TODAY, settings.OPS_RATE_LIMIT = TODAY, None
    with database_of_its_own():
        office = _office()
        _tables_make()
        works: dict[str, Callable[[Batch], float]] = {
            **{name: partial(_copied, table, office.member) for name, table in TABLES.items()},
            "service, by column": partial(_served, office),
            "GraphQL, by column": partial(_asked, office, _by_column),
            "GraphQL, by rows": partial(_asked, office, _by_rows),
        }
        times: dict[str, list[float]] = {name: [] for name in works}
        batches = _batches(office)
        gc.collect()
        gc.freeze()  # what the benchmark itself has loaded is collected in nobody's time
        for _ in range(ROUNDS + 2):
            for name, work in works.items():
                times[name].append(work(next(batches)))
    taken = {name: median(of_work[2:]) for name, of_work in times.items()}
    print(f"{'':24}{'ms':>8}{'rows/s':>10}" + "".join(f"{f'of {name}':>26}" for name in TABLES))  # noqa: T201
    for name, seconds in taken.items():
        ratios = "".join(f"{taken[of] / seconds:26.2f}" for of in TABLES)
        print(f"{name:24}{1000 * seconds:8.1f}{KPIS * DAYS / seconds:10.0f}{ratios}")  # noqa: T201


@transaction.atomic
def _office() -> Office:
    organisation = make.make_organisation()
    member = make.make_member(organisation, role=Role.EDITOR)
    token = make.make_token(member)
    kpis = [make.make_kpi(organisation, f"KPI-{number:03}") for number in range(KPIS)]
    return Office(member, organisation.slug, token, kpis)


def _tables_make() -> None:
    with connections["owner"].cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(f"CREATE TABLE {table} (LIKE measurement INCLUDING ALL)")
        cursor.execute(
            "SELECT format('ALTER TABLE measurement_referring ADD CONSTRAINT %I %s', conname,"
            " pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = 'measurement'::regclass AND contype = 'f'"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def _batches(office: Office) -> Iterator[Batch]:
    """Yield batches, each of days before those of the one before."""
    for number in count():
        days = [TODAY - timedelta(days=number * DAYS + ago) for ago in range(DAYS)]
        yield [(kpi, day, f"{place % 97}.5") for kpi in office.kpis for place, day in enumerate(days)]


def _copied(table: str, member: Membership, batch: Batch) -> float:
    lines = "".join(f"{kpi.organisation_id}\t{kpi.pk}\t{day}\t{value}\t{member.pk}\n" for kpi, day, value in batch)
    began = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} (organisation_id, kpi_id, observed_on, value, recorded_by_id) FROM STDIN", io.StringIO(lines)
        )
    return time.perf_counter() - began


def _served(office: Office, batch: Batch) -> float:
    member = office.member
    writer = Writer(organisation_id=member.organisation_id, membership_id=member.pk, role=Role.EDITOR, today=TODAY)
    columns = MeasurementColumns(
        kpis=[kpi.code for kpi, _, _ in batch],
        observed_on=[day for _, day, _ in batch],
        values=[Decimal(value) for _, _, value in batch],
    )
    began = time.perf_counter()
    with inside(member.organisation_id):
        measurement_record_columns(writer=writer, columns=columns)
    return time.perf_counter() - began


def _asked(office: Office, given: Callable[[Office, Batch], dict[str, Any]], batch: Batch) -> float:
    body = json.dumps({"query": MUTATION, "variables": {"input": given(office, batch)}})
    headers = {"authorization": f"Bearer {office.token}", "host": "127.0.0.1"}
    client = Client()
    began = time.perf_counter()
    answer = client.post("/graphql/", data=body, content_type="application/json", headers=headers).json()
    took = time.perf_counter() - began
    if "data" not in answer or answer["data"]["measurementRecordMany"]["userErrors"]:
        raise RuntimeError(str(answer)[:500])
    return took


def _by_column(office: Office, batch: Batch) -> dict[str, Any]:
    columns = {
        "organisation": office.slug,
        "kpiCodes": [kpi.code for kpi, _, _ in batch],
        "observedOn": [str(day) for _, day, _ in batch],
        "values": [value for _, _, value in batch],
    }
    return {"columns": columns}


def _by_rows(_: Office, batch: Batch) -> dict[str, Any]:
    ids = {kpi.pk: global_id("Kpi", kpi.pk) for kpi, _, _ in batch}
    return {"rows": [{"kpi": ids[kpi.pk], "observedOn": str(day), "value": value} for kpi, day, value in batch]}
