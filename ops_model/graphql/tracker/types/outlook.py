"""Where the index is heading."""

from datetime import date

import strawberry
from strawberry import field

from ops_model.domain.progress.vocabulary import OutlookReason
from ops_model.graphql.tracker.fields import resolved
from ops_model.graphql.tracker.node import Node
from ops_model.graphql.tracker.resolvers import outlook_items


@strawberry.type(description="What one item carries to the index foreseen, and when it is at 1 itself.")
class OutlookItem:
    subject: Node = field(description="The Kpi or the Initiative.")
    share: float = field(description="Its whole share of the index on asOf, a ratio 0..1; they add up to 1.")
    value: float = field(description="What it counts with in the index of asOf: attainment or delivery, a ratio 0..1.")
    foreseen: float | None = field(
        description="What it is to count with on the day of the outlook, a ratio 0..1; null where there is no such day."
    )
    index_points: float | None = field(
        description="100 x share x foreseen: they add up to the index foreseen. Null as foreseen is."
    )
    covered: bool = field(
        description="Whether something stands behind what is foreseen: a forecast from data that are not stale, a day "
        "to come for each open milestone, or delivery that is done. If not, it stays as it is."
    )
    reached_on: date | None = field(
        description="The first day, from asOf on, on which it is foreseen at 1; null where reachedReason says why."
    )
    reached_reason: OutlookReason | None = field(description="Why there is no reachedOn; null where there is one.")


@strawberry.type(
    description="Where the index is heading if every KPI follows its forecast and every milestone the day it is "
    "foreseen for, with terms, stages, links and the policy as they are on asOf."
)
class Outlook:
    on: date | None = field(description="The day foreseen: the vision's target date. Null where reason says why.")
    index: float | None = field(description="The index foreseen for that day, 0..100; null where reason says why.")
    coverage: float = field(description="How much of all weight is foreseen, by items that are covered; a ratio 0..1.")
    reason: OutlookReason | None = field(description="Why no index is foreseen; null where one is.")
    reached_on: date | None = field(
        description="The first day, from asOf on and at most 3,653 days later, on which all that counts is foreseen at "
        "1, and so the index at 100; null where reachedReason says why."
    )
    reached_reason: OutlookReason | None = field(description="Why there is no reachedOn; null where there is one.")
    items: list[OutlookItem] = resolved(
        outlook_items, description="What the index foreseen is made of, what leaves most to be wished for first."
    )
