"""The framework: the words that are the same for every organisation.

The six levers are after Forrester; the texts about them are reference data (fixtures/framework.json), typed here.
"""

from dataclasses import dataclass
from enum import StrEnum


class LeverKind(StrEnum):
    """The six levers, in the framework's order. Wherever six values stand in a row, they stand in this order."""

    STRUCTURE = "STRUCTURE"
    CULTURE = "CULTURE"
    TALENT = "TALENT"
    METRICS = "METRICS"
    PROCESSES = "PROCESSES"
    TECHNOLOGY = "TECHNOLOGY"


class Principle(StrEnum):
    """Operating principles: tags of an initiative that cut across the levers."""

    CUSTOMER_LED = "CUSTOMER_LED"
    INSIGHTS_DRIVEN = "INSIGHTS_DRIVEN"
    FAST = "FAST"
    CONNECTED = "CONNECTED"


class Pillar(StrEnum):
    """Pillars of what the customer feels: tags of an initiative that cut across the levers."""

    PERSONALIZATION = "PERSONALIZATION"
    PROACTIVITY = "PROACTIVITY"
    EMPATHY = "EMPATHY"
    EXCLUSIVITY = "EXCLUSIVITY"


class Origin(StrEnum):
    """Who an initiative came from."""

    CUSTOMER = "CUSTOMER"
    INTERNAL = "INTERNAL"
    REGULATOR = "REGULATOR"


class Indicator(StrEnum):
    """Whether a KPI tells of what will come or of what has been."""

    LEADING = "LEADING"
    LAGGING = "LAGGING"


class GoodDirection(StrEnum):
    """Which way an example KPI should go; the arithmetic's Direction has one more, for what is to stay."""

    INCREASE = "INCREASE"
    DECREASE = "DECREASE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleKpi:
    """A KPI that a lever is often measured by."""

    name: str
    direction: GoodDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverText:
    """What the framework says of one lever."""

    kind: LeverKind
    name: str
    about: str
    shift_from: str
    shift_to: str
    example_initiatives: tuple[str, ...]
    example_kpis: tuple[ExampleKpi, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagText:
    """What the framework says of a principle or a pillar; `contrast` is what it is not (principles only)."""

    kind: str
    name: str
    about: str
    contrast: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityStage:
    """One of the five maturity stages; `level` is 1 to 5."""

    level: int
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One version of the framework's texts: levers, principles, pillars in order, behaviours, habits, five stages."""

    version: int
    attribution: str
    levers: tuple[LeverText, ...]
    principles: tuple[TagText, ...]
    pillars: tuple[TagText, ...]
    behaviours: tuple[str, ...]
    habits: tuple[str, ...]
    maturity_stages: tuple[MaturityStage, ...]
