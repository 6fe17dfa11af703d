"""What is refused of organisations, people, policies, levers, visions, the framework and limits."""

from ops_model.models import ApiToken, Lever, Membership, Organisation, ScoringPolicy, Vision
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

_EMAIL = Refusal(ErrorCode.INVALID, "email", "This is no e-mail address.")
_WEIGHT = "between 0 and 1,000"
_RATIO = "between 0 and 1"

ORGANISATION: Refusals = {
    "organisation_pkey": Refusal(ErrorCode.DUPLICATE, "id", "This identifier is taken."),
    "organisation_slug_unique": Refusal(ErrorCode.DUPLICATE, "slug", "Another organisation has this slug."),
    "organisation_slug_text": Refusal(
        ErrorCode.INVALID, "slug", "A slug is 2 to 60 small letters, digits and hyphens."
    ),
    **texts(Organisation),
    **ranges("organisation", fiscal_year_start_month="between 1 and 12", version="1 or more"),
}

ACCOUNT: Refusals = {
    "account_pkey": Refusal(ErrorCode.DUPLICATE, "id", "This identifier is taken."),
    "account_email_unique": Refusal(ErrorCode.DUPLICATE, "email", "There is an account with this e-mail."),
    "account_email_text": _EMAIL,
}

MEMBERSHIP: Refusals = {
    **editable_rows("membership"),
    "membership_account_unique": Refusal(ErrorCode.DUPLICATE, "account", "This person is a member already."),
    "membership_email_unique": Refusal(ErrorCode.DUPLICATE, "email", "Another member has this e-mail."),
    **texts(Membership),
    "membership_email_text": _EMAIL,
    "membership_admin_some": Refusal(
        ErrorCode.INVALID, "id", "This is the last ADMIN of the organisation: make another member ADMIN first."
    ),
    **choices("membership", "role"),
    **references("membership", "account"),
}

API_TOKEN: Refusals = {
    **rows("api_token"),
    "api_token_token_hash_unique": Refusal(ErrorCode.DUPLICATE, "", "This token exists already."),
    "api_token_token_hash_shape": Refusal(ErrorCode.INVALID, "", "A token is kept as its SHA-256."),
    "api_token_token_prefix_text": Refusal(ErrorCode.INVALID, "", "A token is known by up to 20 first characters."),
    "api_token_expires_at_order": Refusal(ErrorCode.INVALID, "expires_at", "A token expires after it was made."),
    "api_token_scopes_set": Refusal(ErrorCode.INVALID, "scopes", "Give at least one scope, and none twice."),
    **choices("api_token", "scopes"),
    **texts(ApiToken),
    **references("api_token", "membership", "created_by"),
}

API_TOKEN_USE: Refusals = {
    **rows("api_token_use"),
    "api_token_use_api_token_unique": Refusal(ErrorCode.DUPLICATE, "api_token", "Its use is kept already."),
    **references("api_token_use", "api_token"),
}

IDEMPOTENCY_KEY: Refusals = {
    **rows("idempotency_key"),
    "idempotency_key_key_unique": Refusal(ErrorCode.DUPLICATE, "key", "An operation was executed with this key."),
    "idempotency_key_key_text": Refusal(ErrorCode.INVALID, "key", "A key is 1 to 255 printable ASCII characters."),
    "idempotency_key_request_hash_shape": Refusal(ErrorCode.INVALID, "", "What was asked is kept as its SHA-256."),
}

SCORING_POLICY: Refusals = {
    **terms_rows("scoring_policy"),
    **texts(ScoringPolicy),
    "scoring_policy_valid_from_unique": Refusal(
        ErrorCode.DUPLICATE, "valid_from", "There is a policy valid from this day."
    ),
    "scoring_policy_lever_weights_shape": Refusal(
        ErrorCode.INVALID, "levers", "Each of the six levers has one weight."
    ),
    "scoring_policy_lever_weights_range": Refusal(
        ErrorCode.OUT_OF_RANGE, "levers", f"The weight of a lever must be {_WEIGHT}."
    ),
    "scoring_policy_lever_weights_some": Refusal(ErrorCode.OUT_OF_RANGE, "levers", "At least one lever has to count."),
    "scoring_policy_target_levels_shape": Refusal(
        ErrorCode.INVALID, "levers", "Each of the six levers has one target level."
    ),
    "scoring_policy_target_levels_range": Refusal(
        ErrorCode.OUT_OF_RANGE, "levers", "The target level of a lever must be between 2 and 5."
    ),
    "scoring_policy_lens_weights_some": Refusal(
        ErrorCode.OUT_OF_RANGE, "outcome_weight", "At least one of outcome, delivery and maturity has to count."
    ),
    "scoring_policy_gap_order": Refusal(
        ErrorCode.INVALID, "at_risk_gap", "The gap at risk must be wider than the gap on track."
    ),
    **ranges(
        "scoring_policy",
        outcome_weight=_WEIGHT,
        delivery_weight=_WEIGHT,
        maturity_weight=_WEIGHT,
        delivery_share=_RATIO,
        on_track_gap=_RATIO,
        at_risk_gap=_RATIO,
        coverage_floor=_RATIO,
        check_in_days="between 1 and 366",
    ),
}

VISION: Refusals = {
    **editable_rows("vision"),
    "vision_number_unique": Refusal(ErrorCode.DUPLICATE, "number", "There is a vision with this number."),
    "vision_published_on_unique": Refusal(
        ErrorCode.DUPLICATE, "published_on", "Another vision was published on this day."
    ),
    "vision_target_date_order": Refusal(ErrorCode.INVALID, "target_date", "The target date must be after the start."),
    **ranges("vision", number="1 or more"),
    **texts(Vision),
    **references("vision", "north_star"),
}

LEVER: Refusals = {
    **editable_rows("lever"),
    "lever_kind_unique": Refusal(ErrorCode.DUPLICATE, "kind", "The organisation has this lever already."),
    **choices("lever", "kind"),
    **texts(Lever),
    **references("lever", "sponsor"),
}

FRAMEWORK: Refusals = {
    "framework_pkey": Refusal(ErrorCode.DUPLICATE, "version", "This version of the framework is loaded."),
    "framework_document_shape": Refusal(ErrorCode.INVALID, "document", "The framework is a JSON object."),
    **ranges("framework", version="1 or more"),
}

DATA_VERSION: Refusals = {
    "data_version_pkey": Refusal(ErrorCode.CONFLICT, "", "Somebody else is writing."),
    **ranges("data_version", slot="between 0 and 15"),
    **references("data_version", "organisation"),
}

LIMITS: Refusals = {
    "rate_bucket_pkey": Refusal(ErrorCode.CONFLICT, "", "Somebody else is drawing."),
    "rate_bucket_key_shape": Refusal(ErrorCode.INVALID, "key", "The key is a digest of 32 bytes."),
    **ranges("rate_bucket", balance="0 or more"),
    "trusted_document_pkey": Refusal(ErrorCode.DUPLICATE, "hash", "This document is registered."),
    "trusted_document_hash_match": Refusal(ErrorCode.INVALID, "hash", "The hash is the SHA-256 of the text in UTF-8."),
}

SNAPSHOT: Refusals = {
    **rows("snapshot"),
    "snapshot_as_of_unique": Refusal(ErrorCode.DUPLICATE, "as_of", "There is a snapshot of this day."),
    "snapshot_policy_shape": Refusal(ErrorCode.INVALID, "policy", "The policy is kept as a JSON object."),
    **choices("snapshot", "health"),
}

SNAPSHOT_ITEMS: Refusals = {
    **{
        name: refusal
        for item in ("lever", "kpi", "initiative")
        for name, refusal in {
            **rows(f"snapshot_{item}"),
            **choices(f"snapshot_{item}", "excluded", "health"),
            **references(f"snapshot_{item}", "snapshot", item),
            f"snapshot_{item}_{item}_unique": Refusal(
                ErrorCode.DUPLICATE, item, "The snapshot has a row of this already."
            ),
        }.items()
    },
    **choices("snapshot_kpi", "lever"),
    "snapshot_initiative_lever_shares_shape": Refusal(
        ErrorCode.INVALID, "lever_shares", "Each of the six levers has one share."
    ),
}
