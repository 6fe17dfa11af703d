"""The organisation itself with its levers, policies and visions; and its members."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.roles import Role
from ops_model.selectors.facts.sql import Columns, Ids, Row, json_day, json_edits, rows_read
from ops_model.selectors.prepared import Prepared
from ops_model.selectors.reports import Edits, Lever, Membership, ScoringPolicy, Vision

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_STATEMENT = Prepared(
    "organisation",
    """
SELECT
    organisation.id, slug, name, time_zone, fiscal_year_start_month,
    version, created_at::text, updated_at::text,
    (SELECT coalesce(sum(counter), 0)::text FROM data_version WHERE organisation_id = organisation.id),
    (SELECT json_agg(lever) FROM lever WHERE organisation_id = organisation.id),
    (SELECT json_agg(scoring_policy ORDER BY valid_from NULLS FIRST)
        FROM scoring_policy WHERE organisation_id = organisation.id),
    (SELECT json_agg(vision ORDER BY number) FROM vision WHERE organisation_id = organisation.id)
FROM organisation
WHERE organisation.id = %(organisation_id)s
""",
    organisation_id="uuid",
)

_MEMBERS = Prepared(
    "members",
    """
SELECT
    id::text, account_id::text, name, email, role, ended_on,
    version, created_at::text, updated_at::text, updated_by_id::text
FROM membership
WHERE organisation_id = %(organisation_id)s
ORDER BY lower(name), id
""",
    organisation_id="uuid",
)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation, with the rows of its levers, policies and visions, as the database's JSON tells them."""

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


def organisation_row(organisation_id: UUID) -> OrganisationRow | None:
    """Read the organisation; None where there is none, or none that was entered. One statement."""
    for id_, slug, name, time_zone, month, version, created, updated, data_version, *lists in rows_read(
        _STATEMENT, {"organisation_id": organisation_id}
    ):
        edits = version, created, updated, None
        return OrganisationRow(id_, slug, name, time_zone, month, edits, data_version, *(rows or [] for rows in lists))
    return None


def member_rows(organisation_id: UUID) -> list[Row]:
    """Read the organisation's members, by name. One statement."""
    return rows_read(_MEMBERS, {"organisation_id": organisation_id})


def member_report(row: Row, ids: Ids, state: "OrganisationState") -> Membership:
    """Make the report of a member."""
    id_, account_id, name, email, role, ended_on, version, created, updated, updated_by = row
    return Membership(
        id=ids[id_],
        account_id=ids[account_id],
        name=name,
        email=email,
        role=Role[role],
        ended_on=ended_on,
        edits=(version, created, updated, updated_by),
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
        edits=json_edits(row),
        state=state,
    )


def policy_report(row: Columns, ids: Ids, state: "OrganisationState") -> ScoringPolicy:
    """Make the report of a version of the scoring policy."""
    return ScoringPolicy(
        id=ids[row["id"]],
        valid_from=json_day(row["valid_from"]),
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
        published_on=json_day(row["published_on"]),
        edits=json_edits(row),
        state=state,
    )
