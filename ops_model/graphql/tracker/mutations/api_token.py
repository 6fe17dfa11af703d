"""API tokens: how programs sign in."""

from datetime import datetime

import strawberry
from strawberry import ID, field

from ops_model.domain.permissions import Action
from ops_model.domain.roles import TokenScope
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.graphql.tracker.mutations.writing import Ids, Input, OrganisationInput, mutation, optional, payload
from ops_model.graphql.tracker.types.api_token import ApiToken
from ops_model.services import api_token
from ops_model.services.writer import Writer


@strawberry.input(description="A token for a program that signs in as a member.")
class ApiTokenCreateInput(OrganisationInput):
    name: str = field(description="What it is for, up to 200 characters.")
    scopes: list[TokenScope] = field(
        description="What it may be used for, at least one: the widest counts, and never more than the member's role."
    )
    membership: ID | None = optional("The id of the member that it signs in; null or left out: who asks.")
    expires_at: datetime | None = optional("When it ends, an instant to come; null or left out: not by itself.")


@strawberry.input(description="The end of a token, at once and for good.")
class ApiTokenRevokeInput(Input):
    id: ID = field(description="The token's opaque id.")


def _create(writer: Writer, given: Given) -> Ids:
    settled = {"expires_at": None, **given.all()}
    settled["membership_id"] = settled.get("membership_id") or writer.membership_id
    id_, token = api_token.api_token_create(writer=writer, **settled)
    return {"api_token": id_, "token": token}


def _revoke(writer: Writer, given: Given) -> Ids:
    return {"api_token": api_token.api_token_revoke(writer=writer, token_id=given.id("ApiToken"))}


_API_TOKEN = (ApiToken, "The token as it is kept; null where nothing was written.")

API_TOKEN_CREATE = mutation(
    Action.API_TOKEN_CREATE,
    _create,
    ApiTokenCreateInput,
    payload(
        "ApiTokenCreatePayload",
        "What came of making a token.",
        api_token=_API_TOKEN,
        token=(str, "The token itself, to be kept safe: it is not shown again. Null where nothing was written."),
    ),
    description="Make a token by which a program signs in as a member.",
)
API_TOKEN_REVOKE = mutation(
    Action.API_TOKEN_REVOKE,
    _revoke,
    ApiTokenRevokeInput,
    payload("ApiTokenRevokePayload", "What came of ending a token.", api_token=_API_TOKEN),
    description="End a token, at once and for good.",
)
