"""How the rules of KPIs, their terms and their measurements are broken."""

from typing import Any

from tests.api.bad_inputs import Input
from tests.api.broken import (
    Broken,
    Change,
    Code,
    Ways,
    given,
    no_word,
    organisations,
    outside,
    reference,
    taken_code,
    text,
    texts,
)
from tests.api.desk import Desks
from tests.api.valid_inputs import BAND, BASELINE, GOAL, INTERIM, TARGET

_CREATE, _SET = "kpiCreate", "kpiSetTerms"
_REACHED = {**GOAL, "band": None}
_HELD: Input = {"direction": "MAINTAIN", "baseline": None, "target": None, "interimTargets": [], "band": BAND}
_TOO_GREAT, _TOO_FINE = "1" + "0" * 15, "0.12345678901"


def _in_terms(code: Code, field: str, terms: Input) -> list[Broken]:
    """Break a rule of terms in a KPI's first ones, and in those it is given anew."""
    refused_whole = code == "BAD_USER_INPUT"
    return [
        Broken(_CREATE, _one_version(terms), code, "" if refused_whole else f"terms.0.{field}"),
        Broken(_SET, lambda _, valid: {**valid, **terms}, code, "" if refused_whole else field),
    ]


def _one_version(terms: Input) -> Change:
    return lambda _, valid: {**valid, "terms": [terms]}


def _reached(code: Code, field: str, **changes: Any) -> list[Broken]:
    """Break a rule of what is to be reached, from 10 up to 50."""
    return _in_terms(code, field, {**_REACHED, **changes})


def _held(code: Code, field: str, **changes: Any) -> list[Broken]:
    """Break a rule of what is to be kept, from 10 to 20."""
    return _in_terms(code, field, {**_HELD, **changes})


def _exact(constraint: str, field: str, terms: Any) -> Ways:
    """Break the rule of an exact number: too great, and too fine. `terms` makes terms with the number in them."""
    return {
        constraint: [
            broken
            for value in (_TOO_GREAT, f"-{_TOO_GREAT}", _TOO_FINE)
            for broken in _in_terms("OUT_OF_RANGE", field, terms(value))
        ]
    }


def _from(value: str) -> Input:
    """Return terms with a baseline, and without a target that it could miss."""
    return {**_REACHED, "baseline": {**BASELINE, "value": value}, "target": None, "interimTargets": []}


def _to(value: str) -> Input:
    """Return terms with a target, on whichever side of the baseline it is."""
    direction = "DECREASE" if value.startswith(("-", "0")) else "INCREASE"
    return {**_REACHED, "direction": direction, "target": {**TARGET, "value": value}, "interimTargets": []}


def _interim(*days_and_values: tuple[str, str]) -> list[dict[str, str]]:
    return [{"on": day, "value": value} for day, value in days_and_values]


def _versions_of_one_day(_: Desks, valid: Input) -> Input:
    return {**valid, "terms": [valid["terms"][0], {"validFrom": "2026-01-01", "weight": 3.0}]}


def _twice_one_day(_: Desks, valid: Input) -> Input:
    return {"rows": [valid["rows"][0], valid["rows"][1], {**valid["rows"][0], "value": "13"}]}


KPI: Ways = {
    **texts("kpi", _CREATE),
    **organisations(("kpi", _CREATE)),
    "kpi_code_unique": [
        Broken(mutation, given(code=taken_code), "DUPLICATE", "code") for mutation in (_CREATE, "kpiUpdate")
    ],
    **no_word("kpi_lever_choice", _CREATE, "lever"),
    **no_word("kpi_indicator_choice", _CREATE, "indicator"),
    **outside("kpi_decimals_range", _CREATE, "decimals", -1, 11, 40_000),
    **reference("kpi_owner_reference", "kpiUpdate", "owner", "Membership"),
}

_TARGETS: Ways = {
    "kpi_terms_baseline_pair": [
        *_reached("BAD_USER_INPUT", "", baseline={"value": "10"}),
        *_reached("BAD_USER_INPUT", "", baseline={"on": "2026-01-01"}),
    ],
    "kpi_terms_target_pair": [
        *_reached("BAD_USER_INPUT", "", target={"value": "50"}),
        *_reached("BAD_USER_INPUT", "", target={"on": "2026-12-31", "value": None}),
    ],
    "kpi_terms_interim_shape": [
        *_reached("BAD_USER_INPUT", "", interimTargets=[{"value": "20"}]),
        *_reached("BAD_USER_INPUT", "", interimTargets=[None]),
    ],
    "kpi_terms_target_baseline": _reached("REQUIRED", "baseline", baseline=None),
    "kpi_terms_target_on_order": [
        *_reached("INVALID", "target.on", target={**TARGET, "on": "2026-01-01"}, interimTargets=[]),
        *_reached("INVALID", "target.on", target={**TARGET, "on": "2025-12-31"}, interimTargets=[]),
    ],
    "kpi_terms_target_increase": [
        *_reached("INVALID", "target.value", target={**TARGET, "value": "10"}, interimTargets=[]),
        *_reached("INVALID", "target.value", target={**TARGET, "value": "9"}, interimTargets=[]),
    ],
    "kpi_terms_target_decrease": [
        *_reached("INVALID", "target.value", direction="DECREASE", interimTargets=[]),
        *_reached("INVALID", "target.value", direction="DECREASE", target={**TARGET, "value": "10"}, interimTargets=[]),
    ],
    "kpi_terms_target_maintain": _held("INVALID", "target", baseline=BASELINE, target=TARGET),
    "kpi_terms_interim_target": _reached("REQUIRED", "target", target=None),
    "kpi_terms_interim_on_order": [
        *_reached("INVALID", "interimTargets.0.on", interimTargets=_interim(("2026-01-01", "20"))),
        *_reached("INVALID", "interimTargets.0.on", interimTargets=_interim(("2026-12-31", "20"))),
        *_reached("INVALID", "interimTargets.1.on", interimTargets=[INTERIM[0], INTERIM[0]]),
        *_reached("INVALID", "interimTargets.1.on", interimTargets=[INTERIM[1], INTERIM[0]]),
    ],
    "kpi_terms_interim_values_between": [
        *_reached("OUT_OF_RANGE", "interimTargets.0.value", interimTargets=_interim(("2026-04-01", "9.9"))),
        *_reached("OUT_OF_RANGE", "interimTargets.0.value", interimTargets=_interim(("2026-04-01", "50.1"))),
    ],
}

_BANDS: Ways = {
    "kpi_terms_band_direction": _reached("INVALID", "band", band=BAND),
    "kpi_terms_band_order": _held("INVALID", "band.lower", band={"lower": "20", "upper": "10"}),
    "kpi_terms_band_tolerance_band": [
        *_held("REQUIRED", "band", band={"tolerance": "1"}),
        *_held("REQUIRED", "band", band={}),
    ],
    "kpi_terms_guardrail_direction": _reached("INVALID", "direction", role="GUARDRAIL"),
    "kpi_terms_maintain_aggregation": _held("INVALID", "aggregation", aggregation="SUM"),
    **_exact("kpi_terms_band_lower_range", "band.lower", lambda value: {**_HELD, "band": {"lower": value}}),
    **_exact("kpi_terms_band_upper_range", "band.upper", lambda value: {**_HELD, "band": {"upper": value}}),
    "kpi_terms_band_tolerance_range": [
        broken
        for value in ("0", "-1", _TOO_GREAT, _TOO_FINE)
        for broken in _held("OUT_OF_RANGE", "band.tolerance", band={**BAND, "tolerance": value})
    ],
}

_OPTIONAL_AND_NEEDED: tuple[tuple[str, str, Code], ...] = (
    (_CREATE, "terms.0.reason", "INVALID"),
    (_SET, "reason", "REQUIRED"),
)

KPI_TERMS: Ways = {
    **_TARGETS,
    **_BANDS,
    "kpi_terms_reason_text": [
        *_reached("TOO_LONG", "reason", reason="x" * 10_001),
        *(
            Broken(mutation, given(**{field.replace(".", "__"): blank}), code, field)
            for mutation, field, code in _OPTIONAL_AND_NEEDED
            for blank in (" \t", "")
        ),
    ],
    "kpi_terms_valid_from_unique": [Broken(_CREATE, _versions_of_one_day, "INVALID", "terms.1.validFrom")],
    "kpi_terms_role_choice": _reached("BAD_USER_INPUT", "", role="NONE_OF_THESE"),
    "kpi_terms_direction_choice": _reached("BAD_USER_INPUT", "", direction="NONE_OF_THESE"),
    "kpi_terms_aggregation_choice": _reached("BAD_USER_INPUT", "", aggregation="NONE_OF_THESE"),
    "kpi_terms_frequency_choice": _reached("BAD_USER_INPUT", "", frequency="NONE_OF_THESE"),
    "kpi_terms_window_range": [
        *_reached("OUT_OF_RANGE", "window", window=0),
        *_reached("OUT_OF_RANGE", "window", window=1001),
    ],
    "kpi_terms_weight_range": [
        *_reached("OUT_OF_RANGE", "weight", weight=-0.1),
        *_reached("OUT_OF_RANGE", "weight", weight=1000.1),
    ],
    **_exact("kpi_terms_baseline_value_range", "baseline.value", _from),
    **_exact("kpi_terms_target_value_range", "target.value", _to),
    **reference("kpi_terms_kpi_reference", _SET, "id", "Kpi"),
}

_NO_REASONS: tuple[tuple[str, Code], ...] = (("x" * 10_001, "TOO_LONG"), (" \t\n", "INVALID"), ("", "INVALID"))

MEASUREMENT: Ways = {
    **text("measurement", "note", "measurementRecord"),
    "measurement_superseded_reason_text": [
        Broken(mutation, given(reason=reason), code, "reason")
        for mutation in ("measurementRecord", "measurementWithdraw")
        for reason, code in _NO_REASONS
    ],
    "measurement_observed_on_unique": [
        Broken("measurementRecordMany", _twice_one_day, "DUPLICATE", "rows.0.observedOn", also=("rows.2.observedOn",))
    ],
    **outside("measurement_value_range", "measurementRecord", "value", _TOO_GREAT, f"-{_TOO_GREAT}", _TOO_FINE),
    **outside("measurement_sample_size_range", "measurementRecord", "sampleSize", 0, -1),
    **outside("measurement_margin_range", "measurementRecord", "margin", "-0.1", _TOO_GREAT, _TOO_FINE),
    **reference("measurement_kpi_reference", "measurementRecord", "kpi", "Kpi"),
}
