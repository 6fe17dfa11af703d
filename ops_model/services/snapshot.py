"""Snapshots: what an organisation reports of a day, taken once and never changed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.kept import Kept, KeptInitiative, kept
from ops_model.models import Snapshot
from ops_model.selectors.past_days import figures_of_days
from ops_model.selectors.state import OrganisationState, organisation_state
from ops_model.selectors.tenants import moment_open, tenant_enter
from ops_model.services.errors import ErrorCode, ServiceError

SERIALIZATION_FAILURE = "40001"
ATTEMPTS = 3
"""How often it is tried where another takes the same snapshots at the same time."""

_SNAPSHOTS = """
INSERT INTO snapshot
    (organisation_id, as_of, reconstructed, index, expected_index, health, coverage, sufficient, policy)
SELECT
    %(organisation_id)s, taken.as_of, taken.as_of < %(today)s, index, expected_index, health, coverage, sufficient,
    to_jsonb(scoring_policy)
FROM unnest(
    %(as_of)s::date[], %(index)s::float8[], %(expected_index)s::float8[], %(health)s::text[], %(coverage)s::float8[],
    %(sufficient)s::boolean[], %(policy_id)s::uuid[]
) AS taken (as_of, index, expected_index, health, coverage, sufficient, policy_id)
JOIN scoring_policy ON scoring_policy.organisation_id = %(organisation_id)s AND scoring_policy.id = taken.policy_id
ON CONFLICT (organisation_id, as_of) DO NOTHING
RETURNING as_of, id
"""
# What stands in braces is of the tables below, and never input.
_ITEMS = """
INSERT INTO {table} (organisation_id, snapshot_id, {columns})
SELECT %(organisation_id)s, item.snapshot_id, {values}
FROM unnest(%(snapshot_id)s::uuid[], {arrays}) AS item (snapshot_id, {columns})
"""


@dataclass(frozen=True, slots=True)
class _Items:
    """A table of items: which they are, and its columns with the type that arrays of them are sent as, and what stands
    in each of an item."""

    table: str
    of: Callable[[Kept], Iterable[Any]]
    columns: Mapping[str, tuple[str, Callable[[Any], Any]]]

    def write(self, organisation_id: UUID, snapshots: Iterable[tuple[UUID, Kept]]) -> None:
        """Insert all items of these snapshots. One statement."""
        rows = [(snapshot_id, item) for snapshot_id, each in snapshots for item in self.of(each)]
        arrays = {name: [read(item) for _, item in rows] for name, (_, read) in self.columns.items()}
        statement = _ITEMS.format(
            table=self.table,
            columns=", ".join(self.columns),
            arrays=", ".join(f"%({name})s::{kind}[]" for name, (kind, _) in self.columns.items()),
            values=", ".join(_CASTS.get(name, f"item.{name}") for name in self.columns),
        )
        ids: dict[str, Any] = {
            "organisation_id": organisation_id,
            "snapshot_id": [str(snapshot_id) for snapshot_id, _ in rows],
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, ids | arrays)


def _same(*names: str) -> dict[str, tuple[str, Callable[[Any], Any]]]:
    """Return columns of ratios and numbers that are called as what is kept."""
    return {name: ("float8", attrgetter(name)) for name in names}


def _shares(initiative: KeptInitiative) -> str:
    """Write the lever shares as PostgreSQL does: an array of arrays would be flattened."""
    return "{" + ",".join(str(initiative.lever_shares.get(kind, 0.0)) for kind in LeverKind) + "}"


_CASTS = {"lever_shares": "item.lever_shares::float8[]"}
_OF_ALL: dict[str, tuple[str, Callable[[Any], Any]]] = {
    **_same("weight", "index_share"),
    "excluded": ("text", attrgetter("excluded")),
    "health": ("text", attrgetter("health")),
}
_KPIS = _Items(
    "snapshot_kpi",
    attrgetter("kpis"),
    {
        **_OF_ALL,
        "kpi_id": ("uuid", lambda kpi: str(kpi.kpi_id)),
        "lever": ("text", attrgetter("lever_kind")),
        **_same("value", "expected_value", "attainment", "expected_attainment"),
        "stale": ("boolean", attrgetter("stale")),
    },
)
_INITIATIVES = _Items(
    "snapshot_initiative",
    attrgetter("initiatives"),
    {
        **_OF_ALL,
        "initiative_id": ("uuid", lambda initiative: str(initiative.initiative_id)),
        "lever_shares": ("text", _shares),
        **_same("delivery", "planned_delivery", "progress"),
    },
)


def _levers(state: OrganisationState) -> _Items:
    return _Items(
        "snapshot_lever",
        attrgetter("levers"),
        {
            **_OF_ALL,
            "lever_id": ("uuid", lambda lever: str(state.lever(lever.kind).id)),
            **_same("progress", "expected_progress", "coverage"),
            "sufficient": ("boolean", attrgetter("sufficient")),
        },
    )


def snapshots_take(*, organisation_id: UUID, days: Collection[date], today: date) -> tuple[date, ...]:
    """Take the snapshots of these days that are not there yet, all or none, and return which; a day before `today` is
    told by what is known now, and marked as reconstructed.

    One transaction, all of one moment, besides the entering: one statement where all are there; else ten, eleven where
    a past day is among them, however many days, KPIs and measurements there are. Two at once take each day once: the
    second waits for the first, and begins anew. Raises ServiceError INVALID for a day after `today`, and LookupError
    where there is no such organisation.
    """
    if max(days, default=today) > today:
        raise ServiceError(ErrorCode.INVALID, ("date",), f"A day after {today} has not been reported yet.")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _taken(organisation_id, days, today)
        except OperationalError as error:
            if attempt == ATTEMPTS or getattr(error.__cause__, "pgcode", None) != SERIALIZATION_FAILURE:
                raise
    raise AssertionError


@transaction.atomic
def _taken(organisation_id: UUID, days: Collection[date], today: date) -> tuple[date, ...]:
    moment_open()
    tenant_enter(organisation_ids=[organisation_id])
    of_days = Snapshot.objects.filter(organisation_id=organisation_id, as_of__in=set(days))
    missing = tuple(sorted(set(days) - set(of_days.values_list("as_of", flat=True))))
    if not missing:
        return ()
    state = organisation_state(organisation_id, missing[-1])
    if state is None:
        raise LookupError("There is no such organisation.")
    _write(state, [kept(figures) for figures in figures_of_days(state, missing)], today)
    return missing


def _write(state: OrganisationState, taken: list[Kept], today: date) -> None:
    """Insert the snapshots, and their items. Four statements."""
    policies = {policy.valid_from: str(policy.id) for policy in state.scoring_policies}
    told = ("as_of", "index", "expected_index", "health", "coverage", "sufficient")
    arrays = {name: [getattr(each, name) for each in taken] for name in told}
    policy_ids = [policies[each.policy.valid_from] for each in taken]
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOTS, {"organisation_id": state.id, "today": today, "policy_id": policy_ids, **arrays})
        ids = dict(cursor.fetchall())
    snapshots = [(ids[each.as_of], each) for each in taken]
    for items in (_levers(state), _KPIS, _INITIATIVES):
        items.write(state.id, snapshots)
