"""The words of the arithmetic.

To look a member up on its enum costs a call of Python: what asks for one of every KPI names it once, on its own.
"""

from enum import StrEnum


class KpiRole(StrEnum):
    """AMBITION counts by its weight; GUARDRAIL is a floor that must hold and has no part in roll-ups."""

    AMBITION = "AMBITION"
    GUARDRAIL = "GUARDRAIL"


class Direction(StrEnum):
    """Which way is good: up, down, or within a band."""

    INCREASE = "INCREASE"
    DECREASE = "DECREASE"
    MAINTAIN = "MAINTAIN"


class Aggregation(StrEnum):
    """How a KPI's value comes from its measurements."""

    LATEST = "LATEST"
    ROLLING_MEAN = "ROLLING_MEAN"
    SUM = "SUM"


class Frequency(StrEnum):
    """How often a KPI is measured."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    SEMIANNUAL = "SEMIANNUAL"
    YEARLY = "YEARLY"


class Health(StrEnum):
    """How something stands against what was expected of it by the date."""

    ON_TRACK = "ON_TRACK"
    AT_RISK = "AT_RISK"
    OFF_TRACK = "OFF_TRACK"
    ACHIEVED = "ACHIEVED"
    NO_TARGET = "NO_TARGET"
    NO_DATA = "NO_DATA"


REPORTABLE_HEALTH = (Health.ON_TRACK, Health.AT_RISK, Health.OFF_TRACK)
"""The healths that a check-in may report."""


class Lens(StrEnum):
    """The three ways a lever is looked at: results, work done, maturity."""

    OUTCOME = "OUTCOME"
    DELIVERY = "DELIVERY"
    MATURITY = "MATURITY"


class ExclusionReason(StrEnum):
    """Why an item is left out of a figure, in the order in which the first that applies is given."""

    ARCHIVED = "ARCHIVED"
    PROPOSED = "PROPOSED"
    CANCELLED = "CANCELLED"
    GUARDRAIL = "GUARDRAIL"
    ZERO_WEIGHT = "ZERO_WEIGHT"
    NO_DATA = "NO_DATA"
    NO_TARGET = "NO_TARGET"


class ForecastReason(StrEnum):
    """Why a forecast, or the date on which a target is reached, is null."""

    TOO_FEW = "TOO_FEW"
    NO_TARGET = "NO_TARGET"
    TARGET_DATE_PASSED = "TARGET_DATE_PASSED"
    FLAT = "FLAT"
    LEADS_AWAY = "LEADS_AWAY"
    TOO_FAR = "TOO_FAR"


class OutlookReason(StrEnum):
    """Why the index foreseen, or the day on which it is to reach 100, is null."""

    NO_DATA = "NO_DATA"
    NO_VISION = "NO_VISION"
    TARGET_DATE_PASSED = "TARGET_DATE_PASSED"
    NOT_FORESEEN = "NOT_FORESEEN"
    FLAT = "FLAT"
    LEADS_AWAY = "LEADS_AWAY"
    TOO_FAR = "TOO_FAR"


class AttentionReason(StrEnum):
    """Why a KPI or an initiative needs attention."""

    BREACH = "BREACH"
    UNKNOWN = "UNKNOWN"
    WATERMELON = "WATERMELON"
    OFF_TRACK = "OFF_TRACK"
    AT_RISK = "AT_RISK"
    OVERDUE = "OVERDUE"
    STALE = "STALE"
    NO_DATA = "NO_DATA"
    CHECK_IN_DUE = "CHECK_IN_DUE"
    THEATRE = "THEATRE"


class Basis(StrEnum):
    """By which figures two days are compared: what is known of them today, or what was reported of them."""

    RESTATED = "RESTATED"
    REPORTED = "REPORTED"


class Cause(StrEnum):
    """What happened to an item of the index between two ends, in the order in which causes are listed."""

    ENTERED = "ENTERED"
    LEFT = "LEFT"
    STAGE = "STAGE"
    MEASURED = "MEASURED"
    CORRECTED = "CORRECTED"
    RETARGETED = "RETARGETED"
    REWEIGHTED = "REWEIGHTED"
    MILESTONE = "MILESTONE"
    ASSESSED = "ASSESSED"
    OTHERS_MOVED = "OTHERS_MOVED"
