"""The root of all that can be written."""

import strawberry

from ops_model.graphql.tracker.mutations import (
    api_token,
    check_in,
    initiative,
    kpi,
    measurement,
    membership,
    milestone,
    organisation,
)


@strawberry.type(
    description="All that can be written: one mutation a thing that people do. An operation is one transaction, in "
    "which a mutation with userErrors leaves nothing; an answer with errors has written nothing at all."
)
class Mutation:
    initiative_create = initiative.INITIATIVE_CREATE
    initiative_update = initiative.INITIATIVE_UPDATE
    initiative_set_terms = initiative.INITIATIVE_SET_TERMS
    initiative_move = initiative.INITIATIVE_MOVE
    initiative_clone = initiative.INITIATIVE_CLONE
    initiative_archive = initiative.INITIATIVE_ARCHIVE
    initiative_link_kpi = initiative.INITIATIVE_LINK_KPI
    initiative_unlink_kpi = initiative.INITIATIVE_UNLINK_KPI
    check_in_submit = check_in.CHECK_IN_SUBMIT
    check_in_withdraw = check_in.CHECK_IN_WITHDRAW
    milestone_add = milestone.MILESTONE_ADD
    milestone_update = milestone.MILESTONE_UPDATE
    milestone_complete = milestone.MILESTONE_COMPLETE
    milestone_reopen = milestone.MILESTONE_REOPEN
    milestone_cancel = milestone.MILESTONE_CANCEL
    kpi_create = kpi.KPI_CREATE
    kpi_update = kpi.KPI_UPDATE
    kpi_set_terms = kpi.KPI_SET_TERMS
    kpi_archive = kpi.KPI_ARCHIVE
    measurement_record = measurement.MEASUREMENT_RECORD
    measurement_record_many = measurement.MEASUREMENT_RECORD_MANY
    measurement_withdraw = measurement.MEASUREMENT_WITHDRAW
    organisation_update = organisation.ORGANISATION_UPDATE
    scoring_policy_set = organisation.SCORING_POLICY_SET
    lever_update = organisation.LEVER_UPDATE
    vision_draft = organisation.VISION_DRAFT
    vision_update = organisation.VISION_UPDATE
    vision_publish = organisation.VISION_PUBLISH
    member_invite = membership.MEMBER_INVITE
    member_change_role = membership.MEMBER_CHANGE_ROLE
    member_end = membership.MEMBER_END
    api_token_create = api_token.API_TOKEN_CREATE
    api_token_revoke = api_token.API_TOKEN_REVOKE
