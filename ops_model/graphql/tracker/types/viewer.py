"""Who asks, and what is due from them."""

from datetime import date

import strawberry
from strawberry import ID, field

from ops_model.graphql.tracker import resolvers
from ops_model.graphql.tracker.fields import resolved
from ops_model.graphql.tracker.node import Node
from ops_model.graphql.tracker.types.organisation import Membership
from ops_model.selectors.todo import ToDoKind


@strawberry.type(description="One thing that is due from a member.")
class ToDo:
    kind: ToDoKind = field(description="What is asked for.")
    subject: Node = field(description="The Initiative, the Kpi or the Milestone.")
    due_on: date = field(description="The day it was due on.")
    days_overdue: int = field(description="Days since then; 0 on that day.")


@strawberry.type(description="Whoever asks: the person whose token or session it is.")
class Viewer:
    id: ID = resolved(resolvers.viewer_id, description="The person's opaque id, the same in every organisation.")
    email: str = field(description="The person's e-mail, as the organisation knows it.")
    name: str = field(description="The person's name, as the organisation knows it.")
    memberships: list[Membership] = resolved(
        resolvers.viewer_memberships,
        description="The memberships that may be used: with an API token the one that it is of, in a session all.",
    )
    todo: list[ToDo] = resolved(
        resolvers.viewer_todo,
        description="What is due from the person in an organisation on a day, most overdue first; empty unless a "
        "member.",
    )
