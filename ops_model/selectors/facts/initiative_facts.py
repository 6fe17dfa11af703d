"""Initiatives, with all their terms and their newest check-ins."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.framework import LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import InitiativeStage
from ops_model.selectors.facts.sql import Columns, Ids, Row, json_day, rows_read
from ops_model.selectors.reports import CheckIn, Initiative, InitiativeTerms, KpiLink, Milestone

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

CHECK_INS = 3
"""How many of the newest check-ins the arithmetic asks for."""

_STATEMENT = """
SELECT
    initiative.id::text, code, name, summary, customer_outcome, origin, owner_id::text, sponsor_id::text, start_date,
    principles, pillars, tags, archived_on, version, created_at::text, updated_at::text, updated_by_id::text,
    terms.versions, newest.check_ins
FROM initiative
CROSS JOIN LATERAL (
    SELECT json_agg(initiative_terms ORDER BY valid_from) AS versions
    FROM initiative_terms
    WHERE organisation_id = initiative.organisation_id AND initiative_id = initiative.id
) AS terms
CROSS JOIN LATERAL (
    SELECT json_agg(check_in) AS check_ins
    FROM (
        SELECT id, checked_on, health, confidence, happened, next, path_to_green, author_id, recorded_at, version
        FROM check_in
        WHERE organisation_id = initiative.organisation_id AND initiative_id = initiative.id
            AND withdrawn_at IS NULL AND checked_on <= %(as_of)s
        ORDER BY checked_on DESC, recorded_at DESC, id DESC
        LIMIT %(check_ins)s
    ) AS check_in
) AS newest
WHERE initiative.organisation_id = %(organisation_id)s
ORDER BY code COLLATE "C"
"""


def initiative_rows(organisation_id: UUID, as_of: date) -> list[Row]:
    """Read the organisation's initiatives, by code, with the newest check-ins dated by `as_of`. One statement."""
    return rows_read(_STATEMENT, {"organisation_id": organisation_id, "as_of": as_of, "check_ins": CHECK_INS})


def initiative_report(
    row: Row,
    milestones: Mapping[UUID, tuple[Milestone, ...]],
    links: Mapping[UUID, tuple[KpiLink, ...]],
    ids: Ids,
    state: "OrganisationState",
) -> Initiative:
    """Make the report of an initiative, given the milestones and links of all by the initiative's id."""
    (id_text, code, name, summary, customer_outcome, origin, owner_id, sponsor_id, start_date, *more) = row
    (principles, pillars, tags, archived_on, version, created, updated, updated_by, terms, check_ins) = more
    id_ = ids[id_text]
    return Initiative(
        id=id_,
        code=code,
        name=name,
        summary=summary,
        customer_outcome=customer_outcome,
        origin=Origin[origin] if origin else None,
        owner_id=ids.maybe(owner_id),
        sponsor_id=ids.maybe(sponsor_id),
        start_date=start_date,
        principles=tuple(Principle[word] for word in principles),
        pillars=tuple(Pillar[word] for word in pillars),
        tags=tuple(tags),
        archived_on=archived_on,
        terms=tuple(_terms(columns, ids, state) for columns in terms or ()),
        check_ins=tuple(_check_in(columns, id_, ids, state) for columns in check_ins or ()),
        milestones=milestones.get(id_, ()),
        links=links.get(id_, ()),
        edits=ids.edits(version, created, updated, updated_by),
        state=state,
    )


def _terms(row: Columns, ids: Ids, state: "OrganisationState") -> InitiativeTerms:
    return InitiativeTerms(
        valid_from=date.fromisoformat(row["valid_from"]),
        stage=InitiativeStage[row["stage"]],
        weight=float(row["weight"]),
        target_date=json_day(row["target_date"]),
        primary_lever=LeverKind[row["primary_lever"]],
        lever_shares={
            kind: float(share) for kind, share in zip(LeverKind, row["lever_shares"], strict=True) if share > 0
        },
        reason=row["reason"],
        created=row["created_at"],
        created_by_id=ids.maybe(row["created_by_id"]),
        state=state,
    )


def _check_in(row: Columns, initiative_id: UUID, ids: Ids, state: "OrganisationState") -> CheckIn:
    confidence = row["confidence"]
    return CheckIn(
        id=ids[row["id"]],
        initiative_id=initiative_id,
        checked_on=date.fromisoformat(row["checked_on"]),
        health=Health[row["health"]],
        confidence=None if confidence is None else float(confidence),
        happened=row["happened"],
        next=row["next"],
        path_to_green=row["path_to_green"],
        author_id=ids[row["author_id"]],
        recorded=row["recorded_at"],
        version=row["version"],
        state=state,
    )
