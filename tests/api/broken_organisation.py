"""How the rules of organisations, policies, levers and visions are broken."""

from datetime import date

from ops_model.domain.framework import LeverKind
from tests.api.broken import Broken, Ways, given, organisations, outside, reference, text, texts
from tests.api.desk import Desk

_SET = "scoringPolicySet"
_NO_WEIGHT = [{"lever": kind, "weight": 0} for kind in LeverKind]
_NO_LENS = given(outcomeWeight=0, deliveryWeight=0, maturityWeight=0)


def _published_day(desk: Desk) -> str:
    day = desk.free_day()
    desk.vision(published_on=day)
    return day.isoformat()


def _weight(column: str, field: str) -> Ways:
    return outside(f"scoring_policy_{column}_range", _SET, field, -0.1, 1000.1)


def _twice(**entry: float) -> list[Broken]:
    culture = {"lever": "CULTURE", **entry}
    change = given(levers=[{"lever": "TALENT", **entry}, culture, culture])
    return [Broken(_SET, change, "DUPLICATE", "levers.1.lever", also=("levers.2.lever",))]


ORGANISATION: Ways = {
    **text("organisation", "name", "organisationUpdate"),
    "organisation_time_zone_text": [
        *(
            Broken("organisationUpdate", given(timeZone=zone), "INVALID", "timeZone")
            for zone in ("x" * 201, " ", "Nowhere")
        ),
        Broken("organisationUpdate", given(timeZone=""), "REQUIRED", "timeZone"),
    ],
    **outside(
        "organisation_fiscal_year_start_month_range", "organisationUpdate", "fiscalYearStartMonth", 0, 13, 40_000
    ),
}

SCORING_POLICY: Ways = {
    **text("scoring_policy", "reason", _SET),
    **organisations(("scoring_policy", _SET)),
    **_weight("outcome_weight", "outcomeWeight"),
    **_weight("delivery_weight", "deliveryWeight"),
    **_weight("maturity_weight", "maturityWeight"),
    **outside("scoring_policy_delivery_share_range", _SET, "deliveryShare", -0.1, 1.1),
    **outside("scoring_policy_on_track_gap_range", _SET, "onTrackGap", -0.1),
    **outside("scoring_policy_at_risk_gap_range", _SET, "atRiskGap", 1.1),
    **outside("scoring_policy_coverage_floor_range", _SET, "coverageFloor", -0.1, 1.1),
    **outside("scoring_policy_check_in_days_range", _SET, "checkInDays", 0, 367),
    "scoring_policy_gap_order": [
        Broken(_SET, given(onTrackGap=0.3, atRiskGap=at_risk), "INVALID", "atRiskGap") for at_risk in (0.3, 0.2)
    ],
    "scoring_policy_lens_weights_some": [Broken(_SET, _NO_LENS, "OUT_OF_RANGE", "outcomeWeight")],
    "scoring_policy_lever_weights_some": [Broken(_SET, given(levers=_NO_WEIGHT), "OUT_OF_RANGE", "levers")],
    "scoring_policy_lever_weights_range": [
        Broken(_SET, given(levers__0__weight=weight), "OUT_OF_RANGE", "levers.0.weight") for weight in (-0.1, 1000.1)
    ],
    "scoring_policy_target_levels_range": [
        Broken(_SET, given(levers__0__targetLevel=level), "OUT_OF_RANGE", "levers.0.targetLevel") for level in (1, 6)
    ],
    "scoring_policy_lever_weights_shape": _twice(weight=1.0),
    "scoring_policy_target_levels_shape": _twice(targetLevel=3),
}

LEVER: Ways = {
    **texts("lever", "leverUpdate"),
    **reference("lever_sponsor_reference", "leverUpdate", "sponsor", "Membership"),
}

VISION: Ways = {
    **texts("vision", "visionDraft"),
    **organisations(("vision", "visionDraft")),
    **reference("vision_north_star_reference", "visionDraft", "northStar", "Kpi"),
    "vision_target_date_order": [
        Broken("visionUpdate", given(startDate="2026-05-01", targetDate=day), "INVALID", "targetDate")
        for day in ("2026-05-01", "2026-04-30", date.min.isoformat())
    ],
    "vision_published_on_unique": [
        Broken("visionPublish", given(publishedOn=_published_day), "DUPLICATE", "publishedOn")
    ],
}
