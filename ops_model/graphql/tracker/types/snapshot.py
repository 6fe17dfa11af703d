"""Snapshots: what was reported of a day, as it was."""

from datetime import date, datetime

import strawberry
from strawberry import field

from ops_model.domain.progress.vocabulary import Health
from ops_model.graphql.tracker.types.figures import Contribution
from ops_model.graphql.tracker.types.lever import LensProgress, Lever
from ops_model.graphql.tracker.types.policy import ScoringPolicy


@strawberry.type(description="How a lever stood, as it was reported.")
class ReportedLever:
    lever: Lever = field(description="The lever, as it is today.")
    weight: float = field(description="Its weight in the scoring policy, >= 0, relative.")
    progress: float | None = field(description="The mean of its lenses, by weight, a ratio 0..1; null without any.")
    expected_progress: float | None = field(
        description="What was expected by the day, a ratio 0..1, over the same lenses; null as progress is."
    )
    health: Health = field(description="By the gap between expected and actual; NO_DATA where not sufficient.")
    coverage: float = field(description="How much of its weight fresh data stood behind, a ratio 0..1.")
    sufficient: bool = field(description="Whether coverage reached the policy's coverageFloor.")
    lenses: list[LensProgress] = field(description="Always three: outcome, delivery, maturity.")


@strawberry.type(description="The scorecard of a day as it was reported, whatever was corrected since.")
class ReportedScorecard:
    as_of: date = field(description="The day, to its end.")
    index: float | None = field(description="The index, 0..100; null where no lever had a progress.")
    expected_index: float | None = field(
        description="What was expected by the day, 0..100, over the same levers; null as index is."
    )
    health: Health = field(description="By the gap between expected and actual; NO_DATA where not sufficient.")
    coverage: float = field(description="How much of all weight fresh data stood behind, a ratio 0..1.")
    sufficient: bool = field(description="Whether coverage reached the policy's coverageFloor.")
    policy: ScoringPolicy = field(description="The scoring policy that was in force on the day, as it was.")
    levers: list[ReportedLever] = field(description="Always six, in the framework's order.")
    contributions: list[Contribution] = field(
        description="What the index was made of: the six levers, and below them KPIs and initiatives. Their names are "
        "today's, their figures those of the day; milestones are not kept."
    )


@strawberry.type(description="What an organisation reported of a day: taken once, and never changed.")
class Snapshot:
    on: date = field(description="The day that it is of.")
    taken_at: datetime = field(description="When it was taken.")
    reconstructed: bool = field(description="Whether it was taken on a later day, by what was known then.")
    scorecard: ReportedScorecard = field(description="How far the organisation was on its way.")
