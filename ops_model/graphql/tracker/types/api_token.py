"""API tokens, as administrators see them."""

from datetime import datetime

import strawberry
from strawberry import field

from ops_model.domain.permissions import Action
from ops_model.domain.roles import TokenScope
from ops_model.graphql.tracker.node import Node, acting
from ops_model.graphql.tracker.types.references import MembershipRef
from ops_model.selectors import reports


@strawberry.type(
    description="A token by which a program signs in as a member. The token itself is shown once, when it is made: "
    "only its SHA-256 is kept."
)
class ApiToken(Node):
    report = reports.ApiToken

    name: str = field(description="What it is called: what it is for.")
    prefix: str = field(description="Its first characters, by which people know it again.")
    scopes: list[TokenScope] = field(
        description="What it may be used for: never more than what the member's role allows."
    )
    membership: MembershipRef = field(description="The member that it signs in.")
    created_at: datetime = field(description="When it was made.")
    created_by: MembershipRef | None = field(description="Who made it; null: nobody who was signed in.")
    expires_at: datetime | None = field(description="When it ends; null: not by itself.")
    revoked_at: datetime | None = field(description="When it was ended; null: it was not.")
    last_used_at: datetime | None = field(description="When it was used last, to the minute; null: never.")
    viewer_can: list[Action] = acting()
