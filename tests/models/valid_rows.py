"""One valid row of each table, as columns and not as a model, so that bad rows can be made of it past every model."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from tests.database import enter
from tests.models.catalogue import GLOBAL_TABLES, rows
from tests.models.world import World

Row = dict[str, Any]


def valid_row(table: str, world: World) -> Row:
    """Return the columns of a row of a table that would be taken beside those of the world."""
    row = _ROWS[table](world.ids)
    return row if table in GLOBAL_TABLES else {"organisation_id": world.organisation_id, **row}


_ROWS: dict[str, Callable[[dict[str, UUID]], Row]] = {
    "organisation": lambda _: {"id": uuid4(), "slug": f"org-{uuid4().hex[:8]}", "name": "Other", "time_zone": "UTC"},
    "account": lambda _: {"id": uuid4(), "email": "grace@example.com"},
    "membership": lambda ids: {
        "account_id": ids["account"],
        "name": "Grace",
        "email": "grace@example.com",
        "role": "VIEWER",
    },
    "api_token": lambda ids: {
        "membership_id": ids["membership"],
        "name": "script",
        "scopes": ["READ"],
        "token_hash": bytes(32),
        "token_prefix": "opsm_0000",
    },
    "api_token_use": lambda ids: {"api_token_id": ids["unused_token"], "last_used_at": "2026-05-01T00:00Z"},
    "idempotency_key": lambda ids: {
        "credential_id": ids["api_token"],
        "key": "another",
        "request_hash": bytes(32),
        "expires_at": "2026-05-02T00:00Z",
    },
    "scoring_policy": lambda _: {
        "valid_from": "2026-05-01",
        "lever_weights": [1.0] * 6,
        "target_levels": [5] * 6,
        "outcome_weight": 0.5,
        "delivery_weight": 0.3,
        "maturity_weight": 0.2,
        "delivery_share": 0.5,
        "on_track_gap": 0.1,
        "at_risk_gap": 0.25,
        "coverage_floor": 0.5,
        "check_in_days": 14,
    },
    "vision": lambda _: {"number": 2, "statement": "Again.", "start_date": "2027-01-01", "target_date": "2027-12-31"},
    "lever": lambda _: {"kind": "TECHNOLOGY"},
    "initiative": lambda _: {"code": "INI-2", "name": "Second"},
    "initiative_terms": lambda ids: {
        "initiative_id": ids["initiative"],
        "valid_from": "2026-05-01",
        "stage": "IN_PROGRESS",
        "weight": 1.0,
        "primary_lever": "CULTURE",
        "lever_shares": [0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
    },
    "milestone": lambda ids: {
        "initiative_id": ids["initiative"],
        "name": "Second",
        "weight": 1.0,
        "due_on": "2026-05-01",
    },
    "check_in": lambda ids: {
        "initiative_id": ids["initiative"],
        "author_id": ids["membership"],
        "checked_on": "2026-05-01",
        "health": "ON_TRACK",
    },
    "kpi": lambda _: {"code": "KPI-2", "name": "Second", "lever": "CULTURE", "unit": "%"},
    "kpi_terms": lambda ids: {
        "kpi_id": ids["kpi"],
        "valid_from": "2026-05-01",
        "role": "AMBITION",
        "direction": "INCREASE",
        "aggregation": "LATEST",
        "window_size": 3,
        "frequency": "MONTHLY",
        "weight": 1.0,
        "baseline_value": 0,
        "baseline_on": "2026-01-01",
        "target_value": 100,
        "target_on": "2026-12-31",
    },
    "initiative_kpi": lambda ids: {
        "initiative_id": ids["initiative"],
        "kpi_id": ids["kpi"],
        "weight": 1.0,
        "linked_on": "2026-05-01",
        "unlinked_on": "2026-06-01",
    },
    "measurement": lambda ids: {"kpi_id": ids["kpi"], "observed_on": "2026-05-01", "value": "25.0"},
    "snapshot": lambda _: {
        "as_of": "2026-05-01",
        "reconstructed": False,
        "health": "ON_TRACK",
        "coverage": 1.0,
        "sufficient": True,
        "policy": "{}",
    },
    "snapshot_lever": lambda ids: {
        **_snapshot_item(ids),
        "lever_id": ids["lever"],
        "coverage": 1.0,
        "sufficient": True,
    },
    "snapshot_kpi": lambda ids: {**_snapshot_item(ids), "kpi_id": ids["kpi"], "lever": "CULTURE", "stale": False},
    "snapshot_initiative": lambda ids: {
        **_snapshot_item(ids),
        "initiative_id": ids["initiative"],
        "lever_shares": [0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
    },
    "framework": lambda _: {"version": 9_999, "document": "{}"},
    "rate_bucket": lambda _: {
        "key": hashlib.sha256(b"a credential").digest(),
        "balance": 10.0,
        "filled_at": "2026-05-01T00:00Z",
    },
    "trusted_document": lambda _: {"hash": hashlib.sha256(b"{ __typename }").digest(), "text": "{ __typename }"},
    "data_version": lambda ids: {"organisation_id": ids["organisation"], "slot": _free_slot(ids), "counter": 1},
}


def _snapshot_item(ids: dict[str, UUID]) -> Row:
    return {"snapshot_id": ids["empty_snapshot"], "weight": 1.0, "index_share": 0.5, "health": "ON_TRACK"}


def _free_slot(ids: dict[str, UUID]) -> int:
    """Return a slot that no backend has counted in: which ones have depends on their process ids."""
    enter(ids["organisation"])
    used = {slot for (slot,) in rows("SELECT slot FROM data_version")}
    return next(slot for slot in range(16) if slot not in used)


TABLES = _ROWS.keys()
"""All tables but Django's own."""
