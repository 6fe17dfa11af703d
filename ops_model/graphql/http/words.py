"""The words of the model that both APIs show as enums, each value described."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ops_model.domain.framework import Indicator, LeverKind, Origin
from ops_model.domain.progress.vocabulary import (
    Aggregation,
    Direction,
    ExclusionReason,
    Frequency,
    Health,
    KpiRole,
)
from ops_model.domain.stages import InitiativeStage
from ops_model.selectors.ordering import OrderDirection


@dataclass(frozen=True, slots=True)
class Words:
    """What an enum is, and what each of its values means."""

    description: str
    values: Mapping[Any, str]


WORDS: Mapping[type[StrEnum], Words] = {
    LeverKind: Words(
        "The six levers by which a company becomes customer-obsessed, after Forrester, in the framework's order.",
        {
            LeverKind.STRUCTURE: "Who owns customer outcomes; how teams and decision rights are drawn.",
            LeverKind.CULTURE: "Shared values and everyday behaviour.",
            LeverKind.TALENT: "Hiring, skills, empowerment, incentives.",
            LeverKind.METRICS: "What is measured, targeted and paid for.",
            LeverKind.PROCESSES: "How work, funding, change and feedback flow.",
            LeverKind.TECHNOLOGY: "Data, platforms and tools that serve customers and staff.",
        },
    ),
    InitiativeStage: Words(
        "Where an initiative stands.",
        {
            InitiativeStage.PROPOSED: "Suggested; has no part in any lever.",
            InitiativeStage.APPROVED: "Agreed, not begun; check-ins are due.",
            InitiativeStage.IN_PROGRESS: "Being worked on; check-ins are due.",
            InitiativeStage.ON_HOLD: "Paused.",
            InitiativeStage.IMPLEMENTED: "Delivered; whether it was worth it is not known yet.",
            InitiativeStage.VALUE_CONFIRMED: "Delivered, and its benefit was checked.",
            InitiativeStage.CANCELLED: "Given up; has no part in any lever.",
        },
    ),
    Origin: Words(
        "Who an initiative came from.",
        {
            Origin.CUSTOMER: "A need that customers voiced.",
            Origin.INTERNAL: "The organisation itself.",
            Origin.REGULATOR: "A regulator's demand.",
        },
    ),
    Indicator: Words(
        "Whether a KPI tells of what will come or of what has been.",
        {Indicator.LEADING: "It moves before results do.", Indicator.LAGGING: "It moves after results have."},
    ),
    Health: Words(
        "How something stands against what was expected of it by the date.",
        {
            Health.ON_TRACK: "As expected, or behind by no more than the policy's onTrackGap.",
            Health.AT_RISK: "Behind by more than onTrackGap, by no more than atRiskGap.",
            Health.OFF_TRACK: "Behind by more than atRiskGap, or past its target date.",
            Health.ACHIEVED: "The target is reached, or the initiative delivered. A lever is never achieved.",
            Health.NO_TARGET: "There is a value and nothing to judge it by.",
            Health.NO_DATA: "There is nothing, or not enough, to judge.",
        },
    ),
    KpiRole: Words(
        "What part a KPI plays.",
        {
            KpiRole.AMBITION: "Counts in its lever by its weight; of weight 0 it is aligned and not counted.",
            KpiRole.GUARDRAIL: "A floor that must hold: no part in roll-ups, its breach is shown whatever the index "
            "says.",
        },
    ),
    Direction: Words(
        "Which way is good.",
        {
            Direction.INCREASE: "Up, from the baseline to the target.",
            Direction.DECREASE: "Down, from the baseline to the target.",
            Direction.MAINTAIN: "Within a band.",
        },
    ),
    Aggregation: Words(
        "How a KPI's value comes from its measurements.",
        {
            Aggregation.LATEST: "The newest one.",
            Aggregation.ROLLING_MEAN: "The mean of the newest few, as many as the window.",
            Aggregation.SUM: "The baseline's value and the sum of those dated after it.",
        },
    ),
    Frequency: Words(
        "How often a KPI is measured.",
        {
            Frequency.DAILY: "Every day.",
            Frequency.WEEKLY: "Every 7 days.",
            Frequency.MONTHLY: "Every 31 days.",
            Frequency.QUARTERLY: "Every 92 days.",
            Frequency.SEMIANNUAL: "Every 184 days.",
            Frequency.YEARLY: "Every 366 days.",
        },
    ),
    ExclusionReason: Words(
        "Why an item is left out of a figure: the first that applies, in this order.",
        {
            ExclusionReason.ARCHIVED: "It is archived.",
            ExclusionReason.PROPOSED: "The initiative is only proposed.",
            ExclusionReason.CANCELLED: "The initiative, or the milestone, is cancelled.",
            ExclusionReason.GUARDRAIL: "The KPI is a guardrail.",
            ExclusionReason.ZERO_WEIGHT: "Its weight is 0.",
            ExclusionReason.NO_DATA: "It has no value.",
            ExclusionReason.NO_TARGET: "The KPI has no target or band.",
        },
    ),
    OrderDirection: Words(
        "Which way a list is ordered; what has no value comes last either way.",
        {OrderDirection.ASC: "Ascending: least, first or best first.", OrderDirection.DESC: "Descending."},
    ),
}
