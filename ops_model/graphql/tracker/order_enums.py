"""What lists can be ordered by, as the API's enums."""

from ops_model.graphql.tracker.enums import describe
from ops_model.selectors.orders import (
    InitiativeOrderField,
    KpiOrderField,
    MemberOrderField,
    MilestoneOrderField,
)

describe(
    InitiativeOrderField,
    "What initiatives can be ordered by.",
    {
        InitiativeOrderField.CODE: "The code.",
        InitiativeOrderField.NAME: "The name, without regard to case.",
        InitiativeOrderField.LEVER: "The primary lever, in the framework's order.",
        InitiativeOrderField.STAGE: "The stage, in the order of InitiativeStage.",
        InitiativeOrderField.OWNER: "The owner's name.",
        InitiativeOrderField.WEIGHT: "The weight in force.",
        InitiativeOrderField.START_DATE: "The day work begins.",
        InitiativeOrderField.TARGET_DATE: "The target date in force.",
        InitiativeOrderField.PROGRESS: "Its own progress.",
        InitiativeOrderField.DELIVERY: "Its delivery.",
        InitiativeOrderField.OUTCOME: "Its outcome.",
        InitiativeOrderField.COMPUTED_HEALTH: "The computed health, best first.",
        InitiativeOrderField.REPORTED_HEALTH: "The reported health, best first.",
        InitiativeOrderField.OVERDUE_MILESTONES: "How many of its milestones are overdue.",
        InitiativeOrderField.CHECK_IN_DUE_ON: "The first day a check-in is due.",
        InitiativeOrderField.UPDATED_AT: "When it was changed last.",
    },
)
describe(
    KpiOrderField,
    "What KPIs can be ordered by.",
    {
        KpiOrderField.CODE: "The code.",
        KpiOrderField.NAME: "The name, without regard to case.",
        KpiOrderField.LEVER: "The lever, in the framework's order.",
        KpiOrderField.OWNER: "The owner's name.",
        KpiOrderField.ROLE: "The role in force, AMBITION first.",
        KpiOrderField.DIRECTION: "The direction in force.",
        KpiOrderField.WEIGHT: "The weight in force.",
        KpiOrderField.VALUE: "The value, each in its unit.",
        KpiOrderField.ATTAINMENT: "The attainment.",
        KpiOrderField.GAP: "The gap between expected and actual attainment.",
        KpiOrderField.HEALTH: "The health, best first.",
        KpiOrderField.OBSERVED_ON: "The day of the newest measurement.",
        KpiOrderField.DUE_ON: "The day after which the next measurement is overdue.",
        KpiOrderField.UPDATED_AT: "When it was changed last.",
    },
)
describe(
    MilestoneOrderField,
    "What milestones can be ordered by.",
    {
        MilestoneOrderField.DUE_ON: "The day committed to.",
        MilestoneOrderField.NAME: "The name, without regard to case.",
        MilestoneOrderField.INITIATIVE: "The initiative's code.",
        MilestoneOrderField.WEIGHT: "The weight.",
        MilestoneOrderField.FORECAST_ON: "The day it is now believed for.",
        MilestoneOrderField.COMPLETED_ON: "The day it was completed.",
        MilestoneOrderField.SLIPPAGE_DAYS: "The slippage, in days.",
    },
)
describe(
    MemberOrderField,
    "What members can be ordered by.",
    {
        MemberOrderField.NAME: "The name, without regard to case.",
        MemberOrderField.ROLE: "The role, the least first.",
        MemberOrderField.ENDED_ON: "The day from which the person is no member.",
    },
)
