"""Makers of rows, with defaults that are valid and dates that are given.

Each maker writes one row (an organisation comes with its levers and policy, an initiative and a KPI with their first
terms) and returns it; any column may be given by name. The organisation must be entered: `make_organisation` does that.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Direction, Health
from ops_model.domain.roles import Role, TokenScope
from ops_model.domain.stages import InitiativeStage
from ops_model.models import (
    Account,
    ApiToken,
    CheckIn,
    IdempotencyKey,
    Initiative,
    InitiativeKpi,
    InitiativeTerms,
    Kpi,
    KpiTerms,
    Lever,
    Measurement,
    Membership,
    Milestone,
    Organisation,
    ScoringPolicy,
    Snapshot,
    SnapshotInitiative,
    SnapshotKpi,
    SnapshotLever,
    Vision,
)
from tests.database import enter

BEGINNING = date(2026, 1, 1)
END = date(2026, 12, 31)


def some_slug() -> str:
    """Return a slug that no other organisation of the run has."""
    return f"org-{uuid4().hex[:16]}"


def make_organisation(
    slug: str | None = None, *, levers: Iterable[LeverKind] = LeverKind, **columns: Any
) -> Organisation:
    """Make an organisation with its levers (six) and its first scoring policy, and enter it alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ops_uuid7()")
        organisation_id: UUID = cursor.fetchone()[0]
    enter(organisation_id)
    defaults = {"id": organisation_id, "slug": slug or some_slug(), "name": "Acme"}
    organisation = Organisation.objects.create(**{**defaults, **columns})
    Lever.objects.bulk_create(Lever(organisation=organisation, kind=kind) for kind in levers)
    make_scoring_policy(organisation)
    return organisation


def make_scoring_policy(organisation: Organisation, valid_from: date | None = None, **columns: Any) -> ScoringPolicy:
    """Make a version of the scoring policy with the defaults of the arithmetic."""
    defaults = {
        "valid_from": valid_from,
        "lever_weights": [1.0] * 6,
        "target_levels": [5] * 6,
        "outcome_weight": 0.5,
        "delivery_weight": 0.3,
        "maturity_weight": 0.2,
        "delivery_share": 0.5,
        "on_track_gap": 0.10,
        "at_risk_gap": 0.25,
        "coverage_floor": 0.5,
        "check_in_days": 14,
    }
    return ScoringPolicy.objects.create(organisation=organisation, **{**defaults, **columns})


def make_member(organisation: Organisation, name: str = "Ada", role: Role = Role.EDITOR, **columns: Any) -> Membership:
    """Make a membership, with an account of its own under an e-mail that no other has."""
    email = columns.pop("email", f"{name.lower()}-{uuid4().hex[:12]}@example.com")
    enter(organisation.pk, key=email)
    account = columns.pop("account", None) or Account.objects.create(email=email)
    defaults = {"account": account, "name": name, "email": email, "role": role}
    return Membership.objects.create(organisation=organisation, **{**defaults, **columns})


def make_token(membership: Membership, token: str | None = None, **columns: Any) -> str:
    """Make an API token of a member and return it as its holder knows it."""
    token = token or f"opsm_{uuid4().hex}"
    defaults = {
        "name": "test",
        "scopes": [TokenScope.ADMIN],
        "token_hash": hashlib.sha256(token.encode()).digest(),
        "token_prefix": token[:9],
    }
    ApiToken.objects.create(
        organisation_id=membership.organisation_id, membership=membership, **{**defaults, **columns}
    )
    return token


def make_idempotency_key(
    membership: Membership, key: str = "some key", *, credential_id: UUID | None = None, **columns: Any
) -> IdempotencyKey:
    """Make the key of an operation that a member's credential (the account, unless given) has executed."""
    defaults = {
        "request_hash": bytes(32),
        "answer": b"{}",
        "expires_at": datetime.combine(END, time(), tzinfo=UTC),
        "credential_id": credential_id or membership.account_id,
    }
    return IdempotencyKey.objects.create(organisation_id=membership.organisation_id, key=key, **{**defaults, **columns})


def make_vision(organisation: Organisation, number: int = 1, **columns: Any) -> Vision:
    """Make a version of the vision, published on the first day of its time unless `published_on` says otherwise."""
    defaults = {
        "number": number,
        "statement": "Customers choose us twice.",
        "start_date": BEGINNING,
        "target_date": END,
        "published_on": BEGINNING,
    }
    return Vision.objects.create(organisation=organisation, **{**defaults, **columns})


def make_initiative(
    organisation: Organisation,
    code: str = "INI-1",
    *,
    terms: dict[str, Any] | None = None,
    valid_from: date = BEGINNING,
    **columns: Any,
) -> Initiative:
    """Make an initiative with its first terms: IN_PROGRESS, CULTURE alone, weight 1, unless `terms` says otherwise."""
    defaults = {"code": code, "name": f"Initiative {code}"}
    initiative = Initiative.objects.create(organisation=organisation, **{**defaults, **columns})
    make_initiative_terms(initiative, valid_from, **(terms or {}))
    return initiative


def make_initiative_terms(initiative: Initiative, valid_from: date, **columns: Any) -> InitiativeTerms:
    """Make a version of an initiative's terms; its one lever is `primary_lever` unless `lever_shares` are given."""
    primary = LeverKind(columns.get("primary_lever", LeverKind.CULTURE))
    defaults = {
        "valid_from": valid_from,
        "stage": InitiativeStage.IN_PROGRESS,
        "weight": 1.0,
        "primary_lever": primary,
        "lever_shares": [1.0 if kind is primary else 0.0 for kind in LeverKind],
    }
    return InitiativeTerms.objects.create(
        organisation_id=initiative.organisation_id, initiative=initiative, **{**defaults, **columns}
    )


def make_milestone(
    initiative: Initiative, name: str = "First", *, due_on: date, weight: float = 1.0, **columns: Any
) -> Milestone:
    """Make a milestone."""
    return Milestone.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        **{"name": name, "due_on": due_on, "weight": weight, **columns},
    )


def make_check_in(
    initiative: Initiative, checked_on: date, *, author: Membership, health: Health = Health.ON_TRACK, **columns: Any
) -> CheckIn:
    """Make a check-in, with a path to green where its health asks for one."""
    path = None if health is Health.ON_TRACK else "Two more people."
    defaults = {"checked_on": checked_on, "health": health, "author": author, "path_to_green": path}
    return CheckIn.objects.create(
        organisation_id=initiative.organisation_id, initiative=initiative, **{**defaults, **columns}
    )


def make_kpi(
    organisation: Organisation,
    code: str = "KPI-1",
    *,
    terms: dict[str, Any] | None = None,
    valid_from: date = BEGINNING,
    **columns: Any,
) -> Kpi:
    """Make a KPI of CULTURE with its first terms: from 0 up to 100 in 2026, monthly, unless `terms` says otherwise."""
    defaults = {"code": code, "name": f"KPI {code}", "lever": LeverKind.CULTURE, "unit": "points"}
    kpi = Kpi.objects.create(organisation=organisation, **{**defaults, **columns})
    make_kpi_terms(kpi, valid_from, **(terms or {}))
    return kpi


def make_kpi_terms(kpi: Kpi, valid_from: date, **columns: Any) -> KpiTerms:
    """Make a version of a KPI's terms; MAINTAIN has neither baseline nor target unless they are given."""
    direction = Direction(columns.get("direction", Direction.INCREASE))
    low, high = (100, 0) if direction is Direction.DECREASE else (0, 100)
    goal = {"baseline_value": low, "baseline_on": BEGINNING, "target_value": high, "target_on": END}
    defaults = {
        "valid_from": valid_from,
        "direction": direction,
        "weight": 1.0,
        **({} if direction is Direction.MAINTAIN else goal),
    }
    return KpiTerms.objects.create(organisation_id=kpi.organisation_id, kpi=kpi, **{**defaults, **columns})


def make_measurement(kpi: Kpi, observed_on: date, value: object, **columns: Any) -> Measurement:
    """Make the measurement of a day."""
    return Measurement.objects.create(
        organisation_id=kpi.organisation_id, kpi=kpi, **{"observed_on": observed_on, "value": value, **columns}
    )


def make_link(
    initiative: Initiative, kpi: Kpi, linked_on: date = BEGINNING, *, weight: float = 1.0, **columns: Any
) -> InitiativeKpi:
    """Make a link of an initiative to a KPI."""
    return InitiativeKpi.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        kpi=kpi,
        **{"linked_on": linked_on, "weight": weight, **columns},
    )


def make_snapshot(
    organisation: Organisation, as_of: date, *, items: Iterable[Lever | Kpi | Initiative] = (), **columns: Any
) -> Snapshot:
    """Make a snapshot that says nothing but that all is well, with a row of each of the items."""
    well = {"health": Health.ON_TRACK}
    defaults = {"reconstructed": False, "coverage": 1.0, "sufficient": True, "policy": {}, **well}
    snapshot = Snapshot.objects.create(organisation=organisation, as_of=as_of, **{**defaults, **columns})
    for item in items:
        row = {"organisation": organisation, "snapshot": snapshot, "weight": 1.0, "index_share": 0.5, **well}
        match item:
            case Lever():
                SnapshotLever.objects.create(lever=item, coverage=1.0, sufficient=True, **row)
            case Kpi():
                SnapshotKpi.objects.create(kpi=item, lever=item.lever, stale=False, **row)
            case Initiative():
                SnapshotInitiative.objects.create(initiative=item, lever_shares=[1.0, 0, 0, 0, 0, 0], **row)
    return snapshot
