"""For each constraint what makes a bad row of a valid one: the columns to change, once for each way to break it."""

import hashlib
from typing import Any

from ops_model.services.constraints import REFUSALS
from tests.models.world import CREDENTIAL, TAKEN_ACCOUNT, TAKEN_SNAPSHOT, USED_TOKEN

Changes = dict[str, Any]
UNKNOWN_WORD = "NONE_OF_THESE"
NAN, INFINITY = "NaN", "Infinity"
_OFF = {"baseline_value": None, "baseline_on": None, "target_value": None, "target_on": None}
_MAINTAIN = {**_OFF, "direction": "MAINTAIN", "band_lower": 1}
_ARRAY_COLUMNS = {"principles", "pillars", "scopes"}


def _shape(column: str) -> list[Changes]:
    return [{column: [3] * 5}, {column: [3] * 7}, {column: [3, 3, 3, None, 3, 3]}]


def _outside(column: str, *values: object) -> list[Changes]:
    return [{column: value} for value in values]


def _too_long(column: str, limit: int) -> list[Changes]:
    return [{column: "x" * (limit + 1)}, {column: ""}, {column: " \t\n"}]


def _weight(column: str = "weight") -> list[Changes]:
    return _outside(column, -0.1, 1000.1, NAN)


def _counting_weight() -> list[Changes]:
    return _outside("weight", 0, -1, 1000.1, NAN)


def _exact(column: str) -> list[Changes]:
    return _outside(column, "1e15", "-1e15", NAN, INFINITY, "0.12345678901")


TEXTS = {
    "organisation": {"name": 200, "time_zone": 200},
    "membership": {"name": 200},
    "api_token": {"name": 200},
    "scoring_policy": {"reason": 10_000},
    "vision": {"statement": 10_000, "purpose": 10_000},
    "lever": {"ambition": 10_000, "shift_from": 10_000, "shift_to": 10_000},
    "initiative": {"code": 60, "name": 200, "summary": 10_000, "customer_outcome": 10_000},
    "initiative_terms": {"reason": 10_000},
    "milestone": {"name": 200, "reason": 10_000},
    "check_in": {"happened": 10_000, "next": 10_000, "path_to_green": 10_000},
    "kpi": {"code": 60, "name": 200, "definition": 10_000, "unit": 40, "source": 10_000},
    "kpi_terms": {"reason": 10_000},
    "measurement": {"note": 10_000},
}

BAD_ROWS: dict[str, list[Changes]] = {
    **{
        f"{table}_{column}_text": _too_long(column, limit)
        for table, limits in TEXTS.items()
        for column, limit in limits.items()
    },
    **{
        name: [{column: [UNKNOWN_WORD] if column in _ARRAY_COLUMNS else UNKNOWN_WORD}]
        for name, column in ((name, refusal.field) for name, refusal in REFUSALS.items())
        if name.endswith("_choice")
    },
    **{name: [{"version": 0}] for name in REFUSALS if name.endswith("_version_range")},
    "organisation_slug_text": _outside("slug", "a", "a" * 61, "Acme", "a b", "a_b", "acme\n", ""),
    "organisation_fiscal_year_start_month_range": _outside("fiscal_year_start_month", 0, 13),
    "account_email_text": _outside(
        "email", "", "grace", "grace@", "@example.com", "a b@example.com", "a" * 243 + "@example.com"
    ),
    "membership_email_text": _outside("email", "", "grace", "a@b@c", "a" * 243 + "@example.com"),
    "idempotency_key_key_text": _outside("key", "", "x" * 256, "\x1f", "\x7f", "ä", "\n"),
    "idempotency_key_request_hash_shape": _outside("request_hash", b"", bytes(31), bytes(33)),
    "api_token_token_hash_shape": _outside("token_hash", b"", bytes(31), bytes(33)),
    "api_token_token_prefix_text": _outside("token_prefix", "", "x" * 21),
    "api_token_expires_at_order": [{"created_at": "2026-01-02T00:00Z", "expires_at": "2026-01-02T00:00Z"}],
    "api_token_scopes_set": _outside("scopes", [], ["READ", "READ"]),
    "api_token_use_api_token_unique": [{"api_token_id": USED_TOKEN}],
    "scoring_policy_lever_weights_shape": _shape("lever_weights"),
    "scoring_policy_lever_weights_range": _outside("lever_weights", [1, 1, 1, 1, 1, -1], [1, 1, 1, 1, 1, 1001]),
    "scoring_policy_lever_weights_some": [{"lever_weights": [0.0] * 6}],
    "scoring_policy_target_levels_shape": _shape("target_levels"),
    "scoring_policy_target_levels_range": _outside("target_levels", [5, 5, 5, 5, 5, 1], [5, 5, 5, 5, 5, 6]),
    "scoring_policy_outcome_weight_range": _weight("outcome_weight"),
    "scoring_policy_delivery_weight_range": _weight("delivery_weight"),
    "scoring_policy_maturity_weight_range": _weight("maturity_weight"),
    "scoring_policy_lens_weights_some": [{"outcome_weight": 0, "delivery_weight": 0, "maturity_weight": 0}],
    "scoring_policy_delivery_share_range": _outside("delivery_share", -0.1, 1.1, NAN),
    "scoring_policy_on_track_gap_range": [{"on_track_gap": -0.1}],
    "scoring_policy_at_risk_gap_range": _outside("at_risk_gap", 1.1, NAN),
    "scoring_policy_gap_order": [{"on_track_gap": 0.25}, {"on_track_gap": 0.3}],
    "scoring_policy_coverage_floor_range": _outside("coverage_floor", -0.1, 1.1, NAN),
    "scoring_policy_check_in_days_range": _outside("check_in_days", 0, 367),
    "vision_number_range": [{"number": 0}],
    "vision_target_date_order": [{"target_date": "2027-01-01"}, {"target_date": "2026-12-31"}],
    "initiative_principles_set": [{"principles": ["FAST", "FAST"]}],
    "initiative_pillars_set": [{"pillars": ["EMPATHY", "EMPATHY"]}],
    "initiative_tags_set": _outside("tags", ["a", "a"], ["a", None], [" "], ["x" * 61], [str(n) for n in range(51)]),
    "initiative_terms_weight_range": _weight(),
    "initiative_terms_lever_shares_shape": _shape("lever_shares"),
    "initiative_terms_lever_shares_range": _outside("lever_shares", [-1, 1, 0, 0, 0, 0], [1001, 1, 0, 0, 0, 0]),
    "initiative_terms_primary_lever_share": [{"primary_lever": "TECHNOLOGY"}, {"lever_shares": [1, 0, 0, 0, 0, 0]}],
    "milestone_weight_range": _counting_weight(),
    "check_in_confidence_range": _outside("confidence", -0.1, 1.1, NAN),
    "check_in_path_to_green_asked": [{"health": "AT_RISK"}, {"health": "OFF_TRACK"}],
    "initiative_kpi_weight_range": _counting_weight(),
    "initiative_kpi_unlinked_on_order": [{"unlinked_on": "2026-04-30"}],
    "kpi_decimals_range": _outside("decimals", -1, 11),
    "kpi_terms_window_range": _outside("window_size", 0, 1001),
    "kpi_terms_weight_range": _weight(),
    "kpi_terms_baseline_value_range": _exact("baseline_value"),
    "kpi_terms_target_value_range": _outside("target_value", "1e15", NAN, INFINITY, "0.12345678901"),
    "kpi_terms_baseline_pair": [{**_OFF, "baseline_value": 0}, {**_OFF, "baseline_on": "2026-01-01"}],
    "kpi_terms_target_pair": [{"target_value": None}, {"target_on": None}],
    "kpi_terms_target_baseline": [{"baseline_value": None, "baseline_on": None}],
    "kpi_terms_target_on_order": _outside("target_on", "2026-01-01", "2025-12-31"),
    "kpi_terms_target_increase": _outside("target_value", 0, -1),
    "kpi_terms_target_decrease": [{"direction": "DECREASE", "target_value": value} for value in (0, 100)],
    "kpi_terms_target_maintain": [{"direction": "MAINTAIN"}],
    "kpi_terms_interim_shape": [
        {"interim_values": [50]},
        {"interim_on": ["2026-06-30"]},
        {"interim_values": [None], "interim_on": ["2026-06-30"]},
        {"interim_values": [50], "interim_on": [None]},
    ],
    "kpi_terms_interim_target": [
        {"target_value": None, "target_on": None, "interim_values": [50], "interim_on": ["2026-06-30"]}
    ],
    "kpi_terms_interim_on_order": [
        {"interim_values": [50], "interim_on": ["2026-01-01"]},
        {"interim_values": [50], "interim_on": ["2026-12-31"]},
        {"interim_values": [40, 50], "interim_on": ["2026-06-30", "2026-06-30"]},
        {"interim_values": [40, 50], "interim_on": ["2026-06-30", "2026-05-31"]},
    ],
    "kpi_terms_interim_values_between": [
        {"interim_values": [value], "interim_on": ["2026-06-30"]} for value in ("-0.1", "100.1", NAN)
    ],
    "kpi_terms_band_direction": _outside("band_lower", 1) + _outside("band_upper", 1),
    "kpi_terms_band_order": [{**_MAINTAIN, "band_upper": 0}],
    "kpi_terms_band_tolerance_band": [{"band_tolerance": 1}, {**_MAINTAIN, "band_lower": None, "band_tolerance": 1}],
    "kpi_terms_band_lower_range": [{**_MAINTAIN, **change} for change in _exact("band_lower")],
    "kpi_terms_band_upper_range": [{**_MAINTAIN, **change} for change in _outside("band_upper", "1e15", NAN, INFINITY)],
    "kpi_terms_band_tolerance_range": [{**_MAINTAIN, **change} for change in _outside("band_tolerance", 0, -1, NAN)],
    "kpi_terms_guardrail_direction": [{"role": "GUARDRAIL"}],
    "kpi_terms_maintain_aggregation": [{**_MAINTAIN, "aggregation": "SUM"}],
    "measurement_value_range": _exact("value"),
    "measurement_sample_size_range": _outside("sample_size", 0, -1),
    "measurement_margin_range": _outside("margin", -0.1, "1e15", NAN, "0.12345678901"),
    "measurement_superseded_pair": [{"superseded_reason": "A slip."}],
    "measurement_superseded_by_other": [
        {"id": "01890000-0000-7000-8000-000000000000", "superseded_at": "2026-06-01T00:00Z"}
        | {"superseded_by_id": "01890000-0000-7000-8000-000000000000"}
    ],
    "measurement_superseded_reason_text": [
        {"superseded_at": "2026-06-01T00:00Z", **change} for change in _too_long("superseded_reason", 10_000)
    ],
    "framework_document_shape": _outside("document", "[]", "1", "null"),
    "rate_bucket_key_shape": _outside("key", b"", b"short", b"x" * 33),
    "rate_bucket_balance_range": _outside("balance", -0.1),
    "trusted_document_hash_match": _outside("text", "{ viewer { name } }"),
    "data_version_slot_range": _outside("slot", -1, 16),
    "snapshot_policy_shape": _outside("policy", "[]", "1", "null"),
    "snapshot_initiative_lever_shares_shape": _shape("lever_shares"),
    "snapshot_as_of_unique": [{"as_of": "2026-03-31"}],
    **{f"snapshot_{item}_{item}_unique": [{"snapshot_id": TAKEN_SNAPSHOT}] for item in ("lever", "kpi", "initiative")},
    "organisation_slug_unique": [{"slug": "world"}],
    "account_email_unique": [{"email": "ada@world.example"}, {"email": "ADA@World.example"}],
    "membership_account_unique": [{"account_id": TAKEN_ACCOUNT}],
    "membership_email_unique": [{"email": "ada@world.example"}, {"email": "ADA@World.example"}],
    "idempotency_key_key_unique": [{"credential_id": CREDENTIAL, "key": "taken"}],
    "api_token_token_hash_unique": [{"token_hash": hashlib.sha256(b"token of the world").digest()}],
    "scoring_policy_valid_from_unique": [{"valid_from": None}],
    "vision_number_unique": [{"number": 1}],
    "vision_published_on_unique": [{"published_on": "2026-01-01"}],
    "lever_kind_unique": [{"kind": "STRUCTURE"}],
    "initiative_code_unique": [{"code": "INI-1"}],
    "initiative_terms_valid_from_unique": [{"valid_from": "2026-01-01"}],
    "initiative_kpi_open_unique": [{"unlinked_on": None}],
    "initiative_kpi_linked_on_unique": [{"linked_on": "2026-01-01"}],
    "kpi_code_unique": [{"code": "KPI-1"}],
    "kpi_terms_valid_from_unique": [{"valid_from": "2026-01-01"}],
    "measurement_observed_on_unique": [{"observed_on": "2026-02-01"}],
}
"""Rows that a check or a unique constraint refuses beside those of the world, by its name."""

BESIDES: dict[str, Changes] = {"measurement_superseded_by_reference": {"superseded_at": "2026-06-01T00:00Z"}}
"""What a row needs besides, so that its reference is all that is wrong with it."""
