"""What is refused of a scoring policy."""

from collections.abc import Iterable, Iterator

from ops_model.domain.progress.facts import ScoringPolicy
from ops_model.domain.rules.problem import Problem, weight_problems

_LENSES = ("outcome_weight", "delivery_weight", "maturity_weight")
_RATIOS = ("delivery_share", "on_track_gap", "at_risk_gap", "coverage_floor")


def policy_problems(policy: ScoringPolicy) -> tuple[Problem, ...]:
    """What is wrong with one version of the scoring policy."""
    return (*_lever_problems(policy), *_lens_problems(policy), *_judging_problems(policy))


def _lever_problems(policy: ScoringPolicy) -> Iterator[Problem]:
    for kind, weight in policy.lever_weights.items():
        yield from weight_problems(weight, ("lever_weights", kind.value))
    yield from _none_counts("lever_weights", policy.lever_weights.values(), "At least one lever has to count.")
    for kind, level in policy.target_levels.items():
        if not 2 <= level <= 5:
            yield Problem("OUT_OF_RANGE", ("target_levels", kind.value), "Give a target level between 2 and 5.")


def _lens_problems(policy: ScoringPolicy) -> Iterator[Problem]:
    weights = {name: getattr(policy, name) for name in _LENSES}
    for name, weight in weights.items():
        yield from weight_problems(weight, (name,))
    message = "At least one of outcome, delivery and maturity has to count."
    yield from _none_counts("outcome_weight", weights.values(), message)


def _judging_problems(policy: ScoringPolicy) -> Iterator[Problem]:
    for name in _RATIOS:
        if not 0 <= getattr(policy, name) <= 1:
            yield Problem("OUT_OF_RANGE", (name,), "Give a ratio between 0 and 1.")
    if policy.on_track_gap >= policy.at_risk_gap:
        message = (
            f"The gap at risk, {policy.at_risk_gap:g}, has to be wider than the one on track, {policy.on_track_gap:g}."
        )
        yield Problem("INVALID", ("at_risk_gap",), message)
    if not 1 <= policy.check_in_days <= 366:
        yield Problem("OUT_OF_RANGE", ("check_in_days",), "Give between 1 and 366 days.")


def _none_counts(field: str, weights: Iterable[float], message: str) -> Iterator[Problem]:
    if not any(weights):
        yield Problem("OUT_OF_RANGE", (field,), message)
