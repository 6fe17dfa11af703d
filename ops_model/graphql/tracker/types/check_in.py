"""Check-ins: what people report of an initiative."""

from datetime import date, datetime

import strawberry
from strawberry import field

from ops_model.domain.permissions import Action
from ops_model.domain.progress.vocabulary import Health
from ops_model.graphql.tracker.node import Node, acting
from ops_model.graphql.tracker.types.references import InitiativeRef, MembershipRef
from ops_model.selectors import reports


@strawberry.type(description="What was reported of an initiative on a day. Never rewritten.")
class CheckIn(Node):
    report = reports.CheckIn

    initiative: InitiativeRef = field(description="The initiative it is about.")
    checked_on: date = field(description="The day it is about.")
    health: Health = field(description="What was reported: ON_TRACK, AT_RISK or OFF_TRACK.")
    confidence: float | None = field(
        description="How sure the author is of reaching the target date, a ratio 0..1; null where not said."
    )
    happened: str | None = field(description="What has happened; null where not said.")
    next: str | None = field(description="What is next; null where not said.")
    path_to_green: str | None = field(
        description="How it gets back on track; always said when not ON_TRACK, else null where not said."
    )
    author: MembershipRef = field(description="Who reported it.")
    recorded_at: datetime = field(description="When it was entered.")
    viewer_can: list[Action] = acting()
