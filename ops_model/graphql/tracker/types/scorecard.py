"""The scorecard: how the whole organisation stands on a day."""

from datetime import date

import strawberry
from strawberry import field

from ops_model.domain.progress.vocabulary import AttentionReason, Health
from ops_model.graphql.tracker.fields import resolved
from ops_model.graphql.tracker.node import Node
from ops_model.graphql.tracker.resolvers import scorecard_attention, scorecard_headline
from ops_model.graphql.tracker.types.figures import Contribution, Counts
from ops_model.graphql.tracker.types.kpi import KpiProgress
from ops_model.graphql.tracker.types.lever import LeverProgress
from ops_model.graphql.tracker.types.policy import ScoringPolicy, Vision


@strawberry.type(description="A KPI or an initiative that needs attention, and why.")
class AttentionItem:
    subject: Node = field(description="The Kpi or the Initiative.")
    reasons: list[AttentionReason] = field(description="Why, in the order of AttentionReason; at least one.")
    sentence: str = field(description="Why, as a sentence.")
    at_stake: float = field(
        name="indexPointsAtStake", description="What its gap costs the index, in index points, >= 0."
    )


@strawberry.type(description="How far the organisation is on its way, on a day, and what that is made of.")
class Scorecard:
    as_of: date = field(description="The day, to its end.")
    index: float | None = field(
        description="100 times the mean of the levers' progress, by weight: 0..100; null where no lever has one."
    )
    expected_index: float | None = field(
        description="What was expected by the day, 0..100, over the same levers; null as index is."
    )
    health: Health = field(description="By the gap between expected and actual; NO_DATA where not sufficient.")
    coverage: float = field(description="How much of all weight fresh data stands behind, a ratio 0..1.")
    sufficient: bool = field(description="Whether coverage reaches the policy's coverageFloor.")
    policy: ScoringPolicy = field(description="The scoring policy in force on the day.")
    vision: Vision | None = field(description="The vision published by the day; null before the first.")
    north_star: KpiProgress | None = field(
        description="How the vision's north-star KPI stands; null where there is none, or it does not exist yet."
    )
    levers: list[LeverProgress] = field(description="Always six, in the framework's order.")
    counts: Counts = field(description="Counts of the organisation's initiatives and KPIs.")
    guardrails: list[KpiProgress] = field(description="Every guardrail: breached first, then unknown, then by code.")
    attention: list[AttentionItem] = resolved(
        scorecard_attention,
        description="What needs attention: breaches, unknown guardrails, then by what is at stake for the index.",
    )
    contributions: list[Contribution] = field(
        description="What the index is made of: the six levers, and level by level all below them."
    )
    headline: list[str] = resolved(
        scorecard_headline,
        description="What moved most, in at most five sentences: the index, then what brought most of its change.",
    )
