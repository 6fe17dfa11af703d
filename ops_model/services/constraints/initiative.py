"""What is refused of initiatives and what belongs to them."""

from ops_model.models import CheckIn, Initiative, InitiativeTerms, Milestone
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

_COUNTING_WEIGHT = "more than 0 and at most 1,000"

INITIATIVE: Refusals = {
    **editable_rows("initiative"),
    "initiative_code_unique": Refusal(ErrorCode.DUPLICATE, "code", "Another initiative has this code."),
    "initiative_principles_set": Refusal(ErrorCode.INVALID, "principles", "Each principle is named once."),
    "initiative_pillars_set": Refusal(ErrorCode.INVALID, "pillars", "Each pillar is named once."),
    "initiative_tags_set": Refusal(
        ErrorCode.INVALID, "tags", "Up to 50 tags, each named once, not blank, and of at most 60 characters."
    ),
    **texts(Initiative),
    **choices("initiative", "origin", "principles", "pillars"),
    **references("initiative", "owner", "sponsor"),
}

INITIATIVE_TERMS: Refusals = {
    **terms_rows("initiative_terms"),
    **texts(InitiativeTerms),
    "initiative_terms_valid_from_unique": Refusal(
        ErrorCode.DUPLICATE, "valid_from", "The initiative has terms valid from this day."
    ),
    "initiative_terms_lever_shares_shape": Refusal(
        ErrorCode.INVALID, "lever_shares", "Each of the six levers has one share, 0 for none."
    ),
    "initiative_terms_lever_shares_range": Refusal(
        ErrorCode.OUT_OF_RANGE, "lever_shares", "The share of a lever must be between 0 and 1,000."
    ),
    "initiative_terms_primary_lever_share": Refusal(
        ErrorCode.INVALID, "lever_shares", "The primary lever must have a share."
    ),
    **choices("initiative_terms", "stage", "primary_lever"),
    **ranges("initiative_terms", weight="between 0 and 1,000"),
    **references("initiative_terms", "initiative"),
}

MILESTONE: Refusals = {
    **editable_rows("milestone"),
    **texts(Milestone),
    **ranges("milestone", weight=_COUNTING_WEIGHT),
    **references("milestone", "initiative"),
}

CHECK_IN: Refusals = {
    **rows("check_in"),
    "check_in_path_to_green_asked": Refusal(
        ErrorCode.REQUIRED, "path_to_green", "What is not on track needs a path back to green."
    ),
    "check_in_health_choice": Refusal(ErrorCode.INVALID, "health", "Give ON_TRACK, AT_RISK or OFF_TRACK."),
    **ranges("check_in", confidence="between 0 and 1", version="1 or more"),
    **texts(CheckIn),
    **references("check_in", "initiative", "author"),
}

INITIATIVE_KPI: Refusals = {
    **editable_rows("initiative_kpi"),
    "initiative_kpi_open_unique": Refusal(ErrorCode.DUPLICATE, "kpi", "The initiative is linked to this KPI already."),
    "initiative_kpi_linked_on_unique": Refusal(
        ErrorCode.DUPLICATE, "linked_on", "The initiative was linked to this KPI on this day."
    ),
    "initiative_kpi_unlinked_on_order": Refusal(ErrorCode.INVALID, "unlinked_on", "A link cannot end before it began."),
    **ranges("initiative_kpi", weight=_COUNTING_WEIGHT),
    **references("initiative_kpi", "initiative", "kpi"),
}
