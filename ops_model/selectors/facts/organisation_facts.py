"""The organisation itself, and what there is few of: its levers, policies, visions and members."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.roles import Role
from ops_model.selectors.facts.sql import Ids, rows_read
from ops_model.selectors.reports import Edits, Lever, Membership, ScoringPolicy, Vision

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

Columns = Mapping[str, Any]

_STATEMENT = """
SELECT
    organisation.id, slug, name, time_zone, fiscal_year_start_month,
    version, created_at::text, updated_at::text,
    (SELECT coalesce(sum(counter), 0)::text FROM data_version WHERE organisation_id = organisation.id),
    (SELECT json_agg(lever) FROM lever WHERE organisation_id = organisation.id),
    (SELECT json_agg(scoring_policy ORDER BY valid_from NULLS FIRST)
        FROM scoring_policy WHERE organisation_id = organisation.id),
    (SELECT json_agg(vision ORDER BY number) FROM vision WHERE organisation_id = organisation.id),
    (SELECT json_agg(membership ORDER BY lower(name), id) FROM membership WHERE organisation_id = organisation.id)
FROM organisation
WHERE organisation.id = %(organisation_id)s
"""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation, with the rows of what there is few of as the database's JSON tells them."""

    id: UUID
    slug: str
    name: str
    time_zone: str
    fiscal_year_start_month: int
    edits: Edits
    data_version: str
    levers: list[Columns]
    policies: list[Columns]
    visions: list[Columns]
    members: list[Columns]


def organisation_row(organisation_id: UUID) -> OrganisationRow | None:
    """Read the organisation; None where there is none, or none that was entered. One statement."""
    for id_, slug, name, time_zone, month, version, created, updated, data_version, *lists in rows_read(
        _STATEMENT, {"organisation_id": organisation_id}
    ):
        edits = Edits(version, created, updated, None)
        levers, policies, visions, members = (rows or [] for rows in lists)
        return OrganisationRow(
            id_, slug, name, time_zone, month, edits, data_version, levers, policies, visions, members
        )
    return None


def member_report(row: Columns, ids: Ids, state: "OrganisationState") -> Membership:
    """Make the report of a member."""
    return Membership(
        id=ids[row["id"]],
        account_id=ids[row["account_id"]],
        name=row["name"],
        email=row["email"],
        role=Role[row["role"]],
        ended_on=_day(row["ended_on"]),
        edits=_edits(row, ids),
        state=state,
    )


def lever_report(row: Columns, ids: Ids, state: "OrganisationState") -> Lever:
    """Make the report of a lever."""
    return Lever(
        id=ids[row["id"]],
        kind=LeverKind[row["kind"]],
        ambition=row["ambition"],
        shift_from=row["shift_from"],
        shift_to=row["shift_to"],
        sponsor_id=ids.maybe(row["sponsor_id"]),
        edits=_edits(row, ids),
        state=state,
    )


def policy_report(row: Columns, ids: Ids, state: "OrganisationState") -> ScoringPolicy:
    """Make the report of a version of the scoring policy."""
    return ScoringPolicy(
        id=ids[row["id"]],
        valid_from=_day(row["valid_from"]),
        lever_weights=dict(zip(LeverKind, map(float, row["lever_weights"]), strict=True)),
        target_levels=dict(zip(LeverKind, row["target_levels"], strict=True)),
        outcome_weight=float(row["outcome_weight"]),
        delivery_weight=float(row["delivery_weight"]),
        maturity_weight=float(row["maturity_weight"]),
        delivery_share=float(row["delivery_share"]),
        on_track_gap=float(row["on_track_gap"]),
        at_risk_gap=float(row["at_risk_gap"]),
        coverage_floor=float(row["coverage_floor"]),
        check_in_days=row["check_in_days"],
        reason=row["reason"],
        created_at=datetime.fromisoformat(row["created_at"]),
        created_by_id=ids.maybe(row["created_by_id"]),
        state=state,
    )


def vision_report(row: Columns, ids: Ids, state: "OrganisationState") -> Vision:
    """Make the report of a version of the vision."""
    return Vision(
        id=ids[row["id"]],
        number=row["number"],
        statement=row["statement"],
        purpose=row["purpose"],
        start_date=date.fromisoformat(row["start_date"]),
        target_date=date.fromisoformat(row["target_date"]),
        north_star_id=ids.maybe(row["north_star_id"]),
        published_on=_day(row["published_on"]),
        edits=_edits(row, ids),
        state=state,
    )


def _edits(row: Columns, ids: Ids) -> Edits:
    return ids.edits(row["version"], row["created_at"], row["updated_at"], row["updated_by_id"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
