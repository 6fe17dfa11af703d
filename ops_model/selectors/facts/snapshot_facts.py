"""One snapshot, with the rows of all its items."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.kept import Kept, KeptInitiative, KeptKpi, KeptLever
from ops_model.domain.progress.vocabulary import ExclusionReason, Health
from ops_model.selectors.facts.organisation_facts import policy_report
from ops_model.selectors.facts.sql import Columns, Ids, rows_read

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_STATEMENT = """
SELECT
    as_of, taken_at, reconstructed, index, expected_index, health, coverage, sufficient, policy::json,
    (SELECT json_agg(item) FROM snapshot_lever AS item
        WHERE item.organisation_id = snapshot.organisation_id AND snapshot_id = snapshot.id),
    (SELECT json_agg(item) FROM snapshot_kpi AS item
        WHERE item.organisation_id = snapshot.organisation_id AND snapshot_id = snapshot.id),
    (SELECT json_agg(item) FROM snapshot_initiative AS item
        WHERE item.organisation_id = snapshot.organisation_id AND snapshot_id = snapshot.id)
FROM snapshot
WHERE organisation_id = %(organisation_id)s AND as_of = %(as_of)s
"""


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot's own columns, and what it keeps."""

    taken_at: datetime
    reconstructed: bool
    kept: Kept


def snapshot_row(state: "OrganisationState", as_of: date) -> SnapshotRow | None:
    """Read the snapshot of a day; None where there is none. One statement."""
    for columns in rows_read(_STATEMENT, {"organisation_id": state.id, "as_of": as_of}):
        return _row(state, *columns)
    return None


def _row(
    state: "OrganisationState",
    as_of: date,
    taken_at: datetime,
    reconstructed: bool,  # noqa: FBT001
    index: float | None,
    expected_index: float | None,
    health: str,
    coverage: float,
    sufficient: bool,  # noqa: FBT001
    policy: Columns,
    levers: list[Columns] | None,
    kpis: list[Columns] | None,
    initiatives: list[Columns] | None,
) -> SnapshotRow:
    ids = Ids()
    kinds = {lever.id: lever.kind for lever in state.levers}
    what = Kept(
        as_of=as_of,
        policy=policy_report(policy, ids, state),
        index=index,
        expected_index=expected_index,
        health=Health[health],
        coverage=coverage,
        sufficient=sufficient,
        levers=tuple([_lever(row, ids, kinds) for row in levers or ()]),
        kpis=tuple([_kpi(row, ids) for row in kpis or ()]),
        initiatives=tuple([_initiative(row, ids) for row in initiatives or ()]),
    )
    return SnapshotRow(taken_at, reconstructed, what)


def _lever(row: Columns, ids: Ids, kinds: dict[UUID, LeverKind]) -> KeptLever:
    return KeptLever(
        kind=kinds[ids[row["lever_id"]]],
        progress=_number(row["progress"]),
        expected_progress=_number(row["expected_progress"]),
        coverage=float(row["coverage"]),
        sufficient=row["sufficient"],
        **_of_all(row),
    )


def _kpi(row: Columns, ids: Ids) -> KeptKpi:
    return KeptKpi(
        kpi_id=ids[row["kpi_id"]],
        lever_kind=LeverKind[row["lever"]],
        value=_number(row["value"]),
        expected_value=_number(row["expected_value"]),
        attainment=_number(row["attainment"]),
        expected_attainment=_number(row["expected_attainment"]),
        stale=row["stale"],
        **_of_all(row),
    )


def _initiative(row: Columns, ids: Ids) -> KeptInitiative:
    shares = zip(LeverKind, row["lever_shares"], strict=True)
    return KeptInitiative(
        initiative_id=ids[row["initiative_id"]],
        delivery=_number(row["delivery"]),
        planned_delivery=_number(row["planned_delivery"]),
        progress=_number(row["progress"]),
        lever_shares={kind: float(share) for kind, share in shares if share > 0},
        **_of_all(row),
    )


def _of_all(row: Columns) -> dict[str, Any]:
    return {
        "weight": float(row["weight"]),
        "index_share": float(row["index_share"]),
        "excluded": ExclusionReason[row["excluded"]] if row["excluded"] else None,
        "health": Health[row["health"]],
    }


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
