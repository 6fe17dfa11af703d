"""Why something needs attention, in a sentence made by rule. Figures are rounded in the words alone."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ops_model.domain.progress.facts import Band
from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures, PartFigures
from ops_model.domain.progress.vocabulary import AttentionReason, Direction, ExclusionReason, Health

WORTH_SAYING = 0.05
"""Index points below which a sentence does not mention them."""

WHOLE_FROM = 100
"""From which on a number in a sentence is whole."""

HEALTH_WORDS = {AttentionReason.OFF_TRACK: "is off track", AttentionReason.AT_RISK: "is at risk"}


def kpi_sentence(kpi: KpiFigures, reasons: Sequence[AttentionReason], at_stake: float, as_of: date) -> str:
    """The sentence for a KPI with these reasons, of which there is at least one."""
    clauses = [f"{words}: {_kpi_gap(kpi, as_of)}" for reason, words in HEALTH_WORDS.items() if reason in reasons]
    if kpi.breach:
        clauses = [f"is outside its band: {_close(kpi.value)} where {_band(kpi.terms.band)} must hold"]
    if kpi.value is None:
        clauses.append("has no value yet")
    if kpi.unknown and kpi.terms.band is None:
        clauses.append("has no band to hold")
    if kpi.stale:
        clauses.append(f"was last measured on {kpi.observed_on}")
    return _sentence(kpi.kpi.name, clauses, at_stake)


def initiative_sentence(
    initiative: InitiativeFigures, reasons: Sequence[AttentionReason], at_stake: float, as_of: date
) -> str:
    """The sentence for an initiative with these reasons, of which there is at least one."""
    although = " though reported on track" if initiative.watermelon else ""
    clauses = [
        f"{words}{although}: {_initiative_gap(initiative, as_of)}"
        for reason, words in HEALTH_WORDS.items()
        if reason in reasons
    ]
    if initiative.overdue_milestones:
        plural = "s" if initiative.overdue_milestones > 1 else ""
        clauses.append(f"has {initiative.overdue_milestones} overdue milestone{plural}")
    if initiative.computed_health is Health.NO_DATA:
        clauses.append("has no milestone and no linked KPI with an attainment to judge it by")
    if initiative.check_in_due:
        clauses.append(f"has had a check-in due since {initiative.check_in_due_on}")
    if initiative.theatre:
        clauses += _theatre(initiative)
    return _sentence(initiative.initiative.name, clauses, at_stake)


def _sentence(name: str, clauses: Sequence[str], at_stake: float) -> str:
    cost = [f"holds back the index by {at_stake:.1f} points"] if at_stake >= WORTH_SAYING else []
    return f"{name} {'; it '.join([*clauses, *cost])}."


def _kpi_gap(kpi: KpiFigures, as_of: date) -> str:
    target = kpi.terms.target
    if kpi.terms.direction is Direction.MAINTAIN:
        return f"{_close(kpi.value)} where {_band(kpi.terms.band)} was agreed"
    if target is not None and as_of > target.on:
        return f"{_close(kpi.value)}, and {_close(target.value)} was to be reached by {target.on}"
    return f"{number(kpi.value)} against an expected {number(kpi.expected_value)}"


def _initiative_gap(initiative: InitiativeFigures, as_of: date) -> str:
    target_date = initiative.terms.target_date
    if target_date is not None and as_of > target_date:
        return f"its target date {target_date} has passed"
    delivery, outcome = initiative.parts
    if _gap(delivery) >= _gap(outcome):
        return f"{_ratio(delivery.value)} delivered against a planned {_ratio(delivery.expected)}"
    return f"its KPIs have attained {_ratio(outcome.value)} against an expected {_ratio(outcome.expected)}"


def _gap(part: PartFigures) -> float:
    return float("-inf") if part.value is None or part.expected is None else part.expected - part.value


def _theatre(initiative: InitiativeFigures) -> list[str]:
    _, outcome = initiative.parts
    no_ambition = {ExclusionReason.ARCHIVED, ExclusionReason.GUARDRAIL}
    clauses = []
    if not (initiative.initiative.customer_outcome or "").strip():
        clauses.append("names no customer outcome")
    if all(contribution.excluded in no_ambition for contribution in outcome.contributions):
        clauses.append("is linked to no KPI that shows an ambition")
    return clauses


def _band(band: Band | None) -> str:
    lower, upper = (band.lower, band.upper) if band is not None else (None, None)
    if lower is not None and upper is not None:
        return f"{_close(lower)} to {_close(upper)}"
    return f"at least {_close(lower)}" if lower is not None else f"at most {_close(upper)}"


def _close(value: float | Decimal | None) -> str:
    """Six significant digits: so close that a value outside its bound does not read like the bound."""
    return "nothing" if value is None else f"{Decimal(f'{float(value):.6g}'):,f}"


def number(value: float | Decimal | None) -> str:
    """Three significant digits, whole numbers in full."""
    if value is None:
        return "nothing"
    exact = float(value)
    return f"{exact:,.0f}" if abs(exact) >= WHOLE_FROM else f"{Decimal(f'{exact:.3g}'):f}"


def _ratio(ratio: float | None) -> str:
    return "nothing" if ratio is None else f"{100 * ratio:.0f} %"
