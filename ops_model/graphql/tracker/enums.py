"""The domain's words as the API's enums, each value described."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from ops_model.domain.framework import Pillar, Principle
from ops_model.domain.permissions import Action
from ops_model.domain.progress.trend import Grain
from ops_model.domain.progress.vocabulary import (
    AttentionReason,
    Basis,
    Cause,
    ForecastReason,
    Lens,
    OutlookReason,
)
from ops_model.domain.roles import Role, TokenScope
from ops_model.graphql.http.words import WORDS
from ops_model.selectors.todo import ToDoKind

ROLE_TEXTS: Mapping[Role, str] = {
    Role.VIEWER: "Reads everything of the organisation but tokens and members' e-mail.",
    Role.CONTRIBUTOR: "Also measures KPIs, checks in, adds and completes milestones, of what they own.",
    Role.EDITOR: "Also writes everything but access and the organisation itself: the transformation office.",
    Role.ADMIN: "Also members, tokens, the scoring policy and the organisation itself.",
}
"""What each role may do, beyond the roles before it."""


def describe(enum: type[StrEnum], description: str, values: Mapping[Any, str], *, name: str | None = None) -> None:
    """Make an enum one of the schema: its description, that of every value it has, and its name if it has another."""
    strawberry.enum(enum, name=name, description=description)
    definition: Any = vars(enum)["__strawberry_definition__"]
    for value in definition.values:
        value.description = values[enum(value.value)]


for _kind, _words in WORDS.items():
    describe(_kind, _words.description, _words.values)

describe(Role, "What a member may do; each role may also do what those before it may.", ROLE_TEXTS)
describe(
    TokenScope,
    "What a token may be used for; each scope includes those before it, and none goes beyond the member's role.",
    {
        TokenScope.READ: "Reading what a VIEWER reads.",
        TokenScope.WRITE: "Also reading and writing what an EDITOR does.",
        TokenScope.ADMIN: "Also what an ADMIN does.",
    },
)
describe(
    Principle,
    "Operating principles: tags that cut across the levers.",
    {
        Principle.CUSTOMER_LED: "Customer-led, not only customer-aware.",
        Principle.INSIGHTS_DRIVEN: "Insights-driven, not data-rich.",
        Principle.FAST: "Fast, not perfect.",
        Principle.CONNECTED: "Connected, not siloed.",
    },
)
describe(
    Pillar,
    "Pillars of what the customer feels: tags that cut across the levers.",
    {
        Pillar.PERSONALIZATION: "The customer is known and met as a person.",
        Pillar.PROACTIVITY: "Needs are met before they are voiced.",
        Pillar.EMPATHY: "The customer's situation is understood and felt.",
        Pillar.EXCLUSIVITY: "The customer is made to feel special.",
    },
)
describe(
    Lens,
    "The three ways a lever is looked at.",
    {
        Lens.OUTCOME: "Results: what its KPIs have attained.",
        Lens.DELIVERY: "Work done: what its initiatives have delivered.",
        Lens.MATURITY: "How mature the organisation finds itself.",
    },
)
describe(
    Grain,
    "How long a period of a trend is.",
    {
        Grain.DAY: "A day.",
        Grain.WEEK: "A week of ISO 8601, from Monday.",
        Grain.MONTH: "A calendar month.",
        Grain.QUARTER: "A quarter of the calendar year.",
    },
)
describe(
    ForecastReason,
    "Why there is no forecast, or no day on which the target is reached.",
    {
        ForecastReason.TOO_FEW: "There are fewer than 3 points.",
        ForecastReason.NO_TARGET: "There is no target or band.",
        ForecastReason.TARGET_DATE_PASSED: "The target date is past.",
        ForecastReason.FLAT: "The trend is flat.",
        ForecastReason.LEADS_AWAY: "The trend leads away from the target.",
        ForecastReason.TOO_FAR: "The trend takes more than ten years (3,653 days).",
    },
)
describe(
    OutlookReason,
    "Why no index is foreseen, or no day on which it, or an item of it, is at its top; of several the first.",
    {
        OutlookReason.NO_DATA: "Nothing counts: there is no index.",
        OutlookReason.NO_VISION: "No vision is published, and so there is no target date.",
        OutlookReason.TARGET_DATE_PASSED: "The vision's target date is past.",
        OutlookReason.NOT_FORESEEN: "Something is short of its top and nothing foresees a change: a KPI with too few "
        "points, a milestone whose days have passed.",
        OutlookReason.FLAT: "The trend of a KPI is flat.",
        OutlookReason.LEADS_AWAY: "The trend of a KPI leads away from its target, or out of its band.",
        OutlookReason.TOO_FAR: "It takes more than ten years (3,653 days).",
    },
)
describe(
    AttentionReason,
    "Why a KPI or an initiative needs attention.",
    {
        AttentionReason.BREACH: "A guardrail does not hold.",
        AttentionReason.UNKNOWN: "A guardrail has no value, no band or stale data.",
        AttentionReason.WATERMELON: "Reported green, computed red.",
        AttentionReason.OFF_TRACK: "Its computed health is OFF_TRACK.",
        AttentionReason.AT_RISK: "Its computed health is AT_RISK.",
        AttentionReason.OVERDUE: "It has a milestone that is overdue.",
        AttentionReason.STALE: "Its newest measurement is too old.",
        AttentionReason.NO_DATA: "It has no value.",
        AttentionReason.CHECK_IN_DUE: "A check-in is due.",
        AttentionReason.THEATRE: "Output without change: no customer outcome, or no linked AMBITION KPI.",
    },
)
describe(
    Basis,
    "By which figures two days are compared.",
    {
        Basis.RESTATED: "By what is known of them today.",
        Basis.REPORTED: "By what was reported of them: their snapshots.",
    },
)
describe(
    Cause,
    "What happened to an item of the index between two ends, in the order in which causes are listed.",
    {
        Cause.ENTERED: "It had no share of the index before.",
        Cause.LEFT: "It has no share of the index any more.",
        Cause.STAGE: "The initiative moved to another stage.",
        Cause.MEASURED: "The KPI was measured.",
        Cause.CORRECTED: "What was measured before was corrected or withdrawn: between snapshots only.",
        Cause.RETARGETED: "Other terms were agreed for what the KPI aims at, or for how its value comes about.",
        Cause.REWEIGHTED: "Its weight was changed, or the weights of the scoring policy.",
        Cause.MILESTONE: "A milestone of the initiative was completed or cancelled.",
        Cause.ASSESSED: "The lever was assessed.",
        Cause.OTHERS_MOVED: "Nothing happened to it: its share changed with what counts beside it, if at all.",
    },
)
describe(
    ToDoKind,
    "What is asked for.",
    {
        ToDoKind.CHECK_IN: "A check-in on an initiative.",
        ToDoKind.MEASUREMENT: "A measurement of a KPI.",
        ToDoKind.MILESTONE: "Completing a milestone.",
    },
)
describe(
    Action,
    "What may be done, as roles and owning decide: each is the mutation of the same name, MEASUREMENT_RECORD also "
    "measurementRecordMany.",
    {action: f"The mutation {to_camel_case(action.lower())}." for action in Action},
)
