"""Milestones of initiatives."""

from datetime import date

import strawberry
from strawberry import field

from ops_model.graphql.tracker.node import Editable
from ops_model.graphql.tracker.types.references import InitiativeRef
from ops_model.selectors import reports


@strawberry.type(description="A milestone of an initiative. Of its dates dueOn, the one committed to, alone counts.")
class Milestone(Editable):
    report = reports.Milestone

    initiative: InitiativeRef = field(description="The initiative it belongs to.")
    name: str = field(description="What will be done.")
    weight: float = field(description="Its weight among the initiative's milestones, > 0, relative.")
    due_on: date = field(description="The day committed to.")
    forecast_on: date | None = field(description="The day it is now believed for; null where nothing else is.")
    completed_on: date | None = field(description="The day it was completed; null while it is not, on asOf.")
    cancelled_on: date | None = field(description="The day from which it is left out; null: it is not, on asOf.")
    reason: str | None = field(
        description="Why dueOn or the weight was moved last; null where neither was, or it was not said."
    )
    slippage_days: int | None = field(
        description="Completion, or the forecast, minus dueOn, in days; below 0 is early. Null without either."
    )
    overdue: bool = field(description="Whether it was due and is not completed, in a stage where that counts.")
