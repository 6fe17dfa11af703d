"""The audit log: who changed what from what to what."""

from datetime import datetime

import strawberry
from strawberry import ID, field

from ops_model.domain.changes import ChangedThing, ChangeKind
from ops_model.graphql.tracker import resolvers
from ops_model.graphql.tracker.fields import resolved
from ops_model.graphql.tracker.node import Node
from ops_model.graphql.tracker.types.references import MembershipRef


@strawberry.type(description="A field that was changed.")
class ChangedField:
    field: str = strawberry.field(
        resolver=resolvers.changed_field_name,
        description='What the field is called in this API; what is part of another with a dot between: "target.value".',
    )
    from_: str | None = strawberry.field(
        name="from",
        description="What it was before, as a text: members by name, initiatives and KPIs by code, what each lever has "
        "by its kind. Null where it was empty or not there, and for a member's e-mail that is not shown to the viewer.",
    )
    to: str | None = strawberry.field(
        description="What it was afterwards, likewise; null where it is empty or not there."
    )


@strawberry.type(description="What was done to one thing at once. Kept for good, and changed by nobody.")
class Change:
    id: ID = resolved(
        resolvers.change_id, description="Its opaque id, by which it is known again and not found: for node it is null."
    )
    at: datetime = field(description="When it was done.")
    kind: ChangeKind = field(description="What was done.")
    thing: ChangedThing = field(description="To what kind of thing.")
    subject: Node | None = resolved(
        resolvers.change_subject,
        description="The thing as it is now: of terms the KPI or the initiative, of a scoring policy the organisation; "
        "null where it is not shown any more.",
    )
    actor: MembershipRef | None = field(
        description="Who did it; null where no person did, as with what was loaded or brought in by a command."
    )
    client: str | None = field(
        description='With what: the name of the API token, "browser", or the command; null where nobody said.'
    )
    request_id: str | None = field(description="The id of the request; null where there was none.")
    operation: str | None = field(description="The name of the operation; null where it had none.")
    fields: list[ChangedField] = resolved(
        resolvers.change_fields,
        description="The fields that were changed, those that had or got a value; without the version, and without by "
        "whom and when it was edited. Empty where nothing else was, as of a KPI whose terms were agreed anew.",
    )
