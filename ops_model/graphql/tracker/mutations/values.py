"""Inputs within inputs: each reads itself into what services are given."""

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry
from strawberry import field

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import facts
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.tracker.mutations.given import given_values
from ops_model.graphql.tracker.mutations.writing import optional, settled
from ops_model.services.lever_shares import LeverShareEntry
from ops_model.services.scoring_policy import LeverPolicyEntry

_RATIO = "a ratio 0..1."
_REASON = "Why this is agreed; null or left out: not said."


@strawberry.input(description="A value and the day it is of.")
class DatedValueInput:
    value: Decimal = field(description="The value, in the KPI's unit: below 10^15, with at most 10 decimals.")
    on: date = field(description="The day.")

    def read(self) -> facts.DatedValue:
        """Return what the arithmetic is given."""
        return facts.DatedValue(value=self.value, on=self.on)


@strawberry.input(description="Where a MAINTAIN KPI should stay, both bounds included; at least one is given.")
class BandInput:
    lower: Decimal | None = field(default=None, description="The lower bound, in the KPI's unit; null: none.")
    upper: Decimal | None = field(default=None, description="The upper bound, in the KPI's unit; null: none.")
    tolerance: Decimal | None = field(
        default=None, description="How far outside attainment falls to 0, > 0, in the KPI's unit; null: at once."
    )

    def read(self) -> facts.Band:
        """Return what the arithmetic is given."""
        return facts.Band(lower=self.lower, upper=self.upper, tolerance=self.tolerance)


@strawberry.input(description="What is agreed about a KPI.")
class KpiSettings:
    role: KpiRole | None = settled("Whether it counts, or is a floor that must hold.", first="AMBITION")
    direction: Direction | None = settled("Which way is good.", first="refused, as it is needed")
    aggregation: Aggregation | None = settled("How its value comes from measurements.", first="LATEST")
    window: int | None = settled("How many measurements ROLLING_MEAN takes, 1..1000.", first="3")
    frequency: Frequency | None = settled("How often it is measured.", first="MONTHLY")
    weight: float | None = settled("Its weight in its lever, 0..1000, relative; 0: not counted.", first="1")
    baseline: DatedValueInput | None = optional("Where it started; null: none.")
    target: DatedValueInput | None = optional("Where it should get, later than the baseline; null: none.")
    interim_targets: list[DatedValueInput] | None = optional(
        "Targets between baseline and target, earliest first, up to 100: all of them, in place of those agreed "
        "before; null or empty: none."
    )
    band: BandInput | None = optional(
        "Where it should stay, of MAINTAIN alone: the whole band, in place of the one agreed before; null: none."
    )


@strawberry.input(description="One dated version of what is agreed about a new KPI.")
class KpiTermsInput(KpiSettings):
    valid_from: date | None = optional(
        "Its first day. The first version's: today at the latest; null or left out: its baseline's, else today. Later "
        "versions need one, each after the one before, and take over what they leave out."
    )
    reason: str | None = optional(_REASON)

    def read(self) -> dict[str, Any]:
        """Return the settings that were given."""
        return given_values(self)


@strawberry.input(description="An initiative's part in one lever.")
class LeverShareInput:
    lever: LeverKind = field(description="The lever, each once.")
    share: float = field(default=1.0, description="Its weight among the initiative's levers, > 0, at most 1000.")
    primary: bool = field(
        default=False, description="Whether it is the primary lever: one is, and alone; an only lever is anyway."
    )

    def read(self) -> LeverShareEntry:
        """Return what services are given."""
        return LeverShareEntry(lever=self.lever, share=self.share, primary=self.primary)


@strawberry.input(description="What is agreed about an initiative but its stage.")
class InitiativeSettings:
    weight: float | None = settled("Its weight in its levers, 0..1000, relative.", first="1")
    target_date: date | None = optional("When it is to be delivered; null: nothing is agreed.")
    lever_shares: list[LeverShareInput] | None = settled(
        "The levers it pulls, all of them, one the primary one.", first="refused, as it is needed"
    )


@strawberry.input(description="One dated version of what is agreed about a new initiative.")
class InitiativeTermsInput(InitiativeSettings):
    stage: InitiativeStage | None = optional("Where it stands; PROPOSED by default.")
    valid_from: date | None = optional(
        "Its first day. The first version's: today at the latest; null or left out: today. Later versions need one, "
        "each after the one before, and take over what they leave out."
    )
    reason: str | None = optional(_REASON)

    def read(self) -> dict[str, Any]:
        """Return the settings that were given."""
        return given_values(self)


@strawberry.input(description="How a scoring policy treats one lever. What is left out stays as it is.")
class LeverPolicyInput:
    lever: LeverKind = field(description="The lever, each once.")
    weight: float | None = field(
        default=None,
        description="Its weight, 0..1000, relative to the other levers', not all 0; null or left out: it stays.",
    )
    target_level: int | None = field(
        default=None, description="The maturity level aimed at, 2..5; null or left out: it stays."
    )

    def read(self) -> LeverPolicyEntry:
        """Return what services are given."""
        return LeverPolicyEntry(lever=self.lever, weight=self.weight, target_level=self.target_level)


@strawberry.input(description="How to weigh and judge. What is left out stays as it is.")
class PolicySettings:
    levers: list[LeverPolicyInput] | None = optional("What changes of how levers are weighed; the others stay.")
    outcome_weight: float | None = optional("Weight of the lens OUTCOME, 0..1000, relative; not all three 0.")
    delivery_weight: float | None = optional("Weight of the lens DELIVERY, 0..1000, relative.")
    maturity_weight: float | None = optional("Weight of the lens MATURITY, 0..1000, relative.")
    delivery_share: float | None = optional(f"Delivery's part in an initiative's own progress, {_RATIO}")
    on_track_gap: float | None = optional(f"Up to this gap something is ON_TRACK, {_RATIO}")
    at_risk_gap: float | None = optional(f"Up to this gap it is AT_RISK; wider than onTrackGap, {_RATIO}")
    coverage_floor: float | None = optional(f"Below this coverage a figure is not sufficient, {_RATIO}")
    check_in_days: int | None = optional("A check-in is due when more days than this have passed, 1..366.")
