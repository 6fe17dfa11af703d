"""What if, and what would it take."""

import strawberry
from strawberry import field

from ops_model.graphql.tracker.node import Node
from ops_model.graphql.tracker.types.movement import Movement
from ops_model.graphql.tracker.types.scorecard import Scorecard


@strawberry.type(
    description="How things would stand on a day if something were otherwise. Nothing of it is written. All below it "
    "is as supposed; as of another day nothing is."
)
class Simulation:
    scorecard: Scorecard = field(description="The scorecard with the changes made.")
    movement: Movement = field(
        description="What the changes move the index by, item by item: from what is to what would be, of the same day."
    )


@strawberry.type(description="Where one KPI or one initiative alone would have to come for the index to be somewhere.")
class Reach:
    subject: Node = field(description="The Kpi or the Initiative.")
    value: float | None = field(
        description="The value that a KPI would need, after aggregation, in its unit; of a band the bound nearest to "
        "its value, which may bring more. Null where it is not reachable, and for initiatives."
    )
    completion: float | None = field(
        description="The delivery that an initiative would need, a ratio 0..1; null where it is not reachable, and for "
        "KPIs."
    )
    reachable: bool = field(description="Whether it alone can bring the index there, all shares as they are.")
    best_index: float = field(
        description="The most that it alone can bring: the index with its attainment, or its delivery, at 1; 0..100."
    )
