"""Why the index moved: what each KPI and initiative brought to the change, and what happened to it."""

from datetime import date

import strawberry
from strawberry import field

from ops_model.domain.progress.vocabulary import Cause, Lens
from ops_model.graphql.tracker import resolvers
from ops_model.graphql.tracker.fields import resolved
from ops_model.graphql.tracker.node import Node
from ops_model.graphql.tracker.types.milestone import Milestone


@strawberry.type(description="One thing that happened to an item of the index, after the first day and by the last.")
class MovementCause:
    kind: Cause = field(description="What kind of thing it is.")
    on: date | None = field(
        description="The day it is dated; null where it is of no one day, as OTHERS_MOVED, and often ENTERED and LEFT."
    )
    what: str | None = resolved(
        resolvers.cause_field,
        description='What of it changed, as this API calls it, a part of another with a dot between: "target.value", '
        '"leverShares.CULTURE"; of ENTERED and LEFT "excluded". Null with OTHERS_MOVED.',
    )
    before: str | None = field(
        description="What it was before, as a text: of MEASURED the KPI's value at from, of ENTERED why it was left "
        "out. Null where there was nothing."
    )
    after: str | None = field(
        description="What it was afterwards, likewise: of MEASURED the KPI's value at to, of LEFT why it is left out. "
        "Null where there is nothing."
    )
    milestone: Milestone | None = field(description="The milestone that a MILESTONE is about; null for others.")


@strawberry.type(description="What one KPI or initiative brought to the change of the index.")
class MovementItem:
    subject: Node = field(description="The Kpi or the Initiative, as of to.")
    lens: Lens = field(description="The lens in which it counts: OUTCOME for a KPI, DELIVERY for an initiative.")
    value_from: float | None = field(
        description="Its value at from, a ratio 0..1: a KPI's attainment, an initiative's delivery. Null where it had "
        "no share of the index."
    )
    value_to: float | None = field(description="Its value at to, likewise; null where it has no share of the index.")
    share_from: float | None = field(
        description="Its whole share of the index at from, a ratio 0..1, summed over levers; null where it had none."
    )
    share_to: float | None = field(description="Its whole share of the index at to, likewise; null where it has none.")
    own: float = field(
        description="What it brought by its own value, in index points: 100 times the mean of its shares times the "
        "change of its value, both 0 where it has none."
    )
    mix: float = field(
        description="What it brought by its share, in index points: 100 times the mean of its values times the change "
        "of its share."
    )
    difference: float = field(description="own + mix, in index points.")
    causes: list[MovementCause] = field(
        description="What happened to it, by kind and then by day, at least one: OTHERS_MOVED alone where nothing did."
    )


@strawberry.type(
    description="Why the index moved between the ends of two days. RESTATED, by what is known of both today: what is "
    "entered late or corrected counts on the days that it is about. REPORTED, between the two snapshots."
)
class Movement:
    from_: date = field(name="from", description="The day that is compared with, to its end.")
    to: date = field(description="The day that is compared, to its end.")
    index_from: float | None = field(description="The index at from, 0..100; null where there is none.")
    index_to: float | None = field(description="The index at to, 0..100; null where there is none.")
    change: float | None = field(
        description="indexTo - indexFrom, in index points, to which the items add up. Null where either is: then the "
        "items add up to the other, all of them ENTERED, or to minus it, all of them LEFT."
    )
    reconstructed: bool = field(
        description="Whether one of the snapshots was taken on a later day, by what was known then; RESTATED: false."
    )
    items: list[MovementItem] = resolved(
        resolvers.movement_items,
        description="Everything that has a share of the index at one end at least, what brought most first.",
    )
