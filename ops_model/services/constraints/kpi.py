"""What is refused of KPIs, their terms and their measurements."""

from ops_model.models import Kpi, KpiTerms, Measurement
from ops_model.services.constraints.families import (
    Refusal,
    Refusals,
    choices,
    editable_rows,
    ranges,
    references,
    rows,
    terms_rows,
    texts,
)
from ops_model.services.errors import ErrorCode

_EXACT = "below 10^15, with at most 10 decimals"
_POSITIVE_EXACT = f"more than 0, {_EXACT}"

KPI: Refusals = {
    **editable_rows("kpi"),
    "kpi_code_unique": Refusal(ErrorCode.DUPLICATE, "code", "Another KPI has this code."),
    **texts(Kpi),
    **choices("kpi", "lever", "indicator"),
    **ranges("kpi", decimals="between 0 and 10"),
    **references("kpi", "owner"),
}

_TARGETS: Refusals = {
    "kpi_terms_baseline_pair": Refusal(ErrorCode.REQUIRED, "baseline", "A baseline is a value and its date."),
    "kpi_terms_target_pair": Refusal(ErrorCode.REQUIRED, "target", "A target is a value and its date."),
    "kpi_terms_target_baseline": Refusal(ErrorCode.REQUIRED, "baseline", "A target needs a baseline to start from."),
    "kpi_terms_target_on_order": Refusal(
        ErrorCode.INVALID, "target", "The target's date must be after the baseline's."
    ),
    "kpi_terms_target_increase": Refusal(
        ErrorCode.INVALID,
        "target",
        "INCREASE asks for a target above the baseline; below it DECREASE fits, at it MAINTAIN with that bound.",
    ),
    "kpi_terms_target_decrease": Refusal(
        ErrorCode.INVALID,
        "target",
        "DECREASE asks for a target below the baseline; above it INCREASE fits, at it MAINTAIN with that bound.",
    ),
    "kpi_terms_target_maintain": Refusal(ErrorCode.INVALID, "target", "MAINTAIN has a band and no target."),
    "kpi_terms_interim_shape": Refusal(
        ErrorCode.INVALID, "interim_targets", "Each interim target is a value and its date."
    ),
    "kpi_terms_interim_target": Refusal(
        ErrorCode.INVALID, "interim_targets", "Interim targets lead to a target: there is none."
    ),
    "kpi_terms_interim_on_order": Refusal(
        ErrorCode.INVALID, "interim_targets", "Interim dates increase, strictly between baseline and target."
    ),
    "kpi_terms_interim_values_between": Refusal(
        ErrorCode.OUT_OF_RANGE, "interim_targets", "Interim values lie between baseline and target."
    ),
}

_BANDS: Refusals = {
    "kpi_terms_band_direction": Refusal(ErrorCode.INVALID, "band", "Only MAINTAIN has a band."),
    "kpi_terms_band_order": Refusal(ErrorCode.INVALID, "band", "The band's lower bound is above its upper bound."),
    "kpi_terms_band_tolerance_band": Refusal(ErrorCode.INVALID, "band", "A tolerance needs a band."),
    "kpi_terms_guardrail_direction": Refusal(ErrorCode.INVALID, "direction", "A guardrail is always MAINTAIN."),
    "kpi_terms_maintain_aggregation": Refusal(ErrorCode.INVALID, "aggregation", "MAINTAIN cannot be a SUM."),
}

KPI_TERMS: Refusals = {
    **terms_rows("kpi_terms"),
    **texts(KpiTerms),
    "kpi_terms_valid_from_unique": Refusal(ErrorCode.DUPLICATE, "valid_from", "The KPI has terms valid from this day."),
    **_TARGETS,
    **_BANDS,
    **choices("kpi_terms", "role", "direction", "aggregation", "frequency"),
    **ranges(
        "kpi_terms",
        window="between 1 and 1,000",
        weight="between 0 and 1,000",
        baseline_value=_EXACT,
        target_value=_EXACT,
        band_lower=_EXACT,
        band_upper=_EXACT,
        band_tolerance=_POSITIVE_EXACT,
    ),
    **references("kpi_terms", "kpi"),
}

MEASUREMENT: Refusals = {
    **rows("measurement"),
    "measurement_observed_on_unique": Refusal(
        ErrorCode.CONFLICT, "observed_on", "Somebody else has just recorded a value of this day."
    ),
    "measurement_superseded_pair": Refusal(
        ErrorCode.INVALID, "superseded_at", "What is not superseded has no successor and no reason."
    ),
    "measurement_superseded_by_other": Refusal(
        ErrorCode.INVALID, "superseded_by", "A measurement cannot correct itself."
    ),
    **texts(Measurement),
    **ranges("measurement", value=_EXACT, sample_size="1 or more", margin=f"0 or more, {_EXACT}"),
    **references("measurement", "kpi", "recorded_by", "superseded_by"),
}
