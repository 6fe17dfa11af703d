"""What a KPI's rows of several periods agree: one set of terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ops_model.domain.progress.facts import Band, DatedValue
from ops_model.domain.progress.vocabulary import Direction
from ops_model.imports.errors import RowError
from ops_model.imports.mapping import MetAtBaseline
from ops_model.imports.report import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiPeriod:
    """What one row says of a KPI: of a period, by its last day, in the KPI's unit."""

    row: int
    on: date
    actual: Decimal | None = None
    target: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    sample_size: int | None = None
    margin: Decimal | None = None
    note: str | None = None

    @property
    def has_goal(self) -> bool:
        """Whether it says a target or limits."""
        return any(bound is not None for bound in (self.target, self.lower, self.upper))


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiGoal:
    """Terms that a sheet implies. `notes` say what was left out and why; `remark` that the last target was met at the
    baseline and became a band."""

    direction: Direction
    baseline: DatedValue | None = None
    target: DatedValue | None = None
    interim_targets: tuple[DatedValue, ...] = ()
    band: Band | None = None
    notes: tuple[str, ...] = ()
    remark: str | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the terms, by their names in the arithmetic."""
        names = ("direction", "baseline", "target", "interim_targets", "band")
        return {name: getattr(self, name) for name in names}

    @property
    def is_set(self) -> bool:
        """Whether there is a target or a band."""
        return self.target is not None or self.band is not None

    def __str__(self) -> str:
        """Say the goal in words."""
        start = f" from {_said(self.baseline)}" if self.baseline and not self.band else ""
        if self.band:
            bounds = (("at least", self.band.lower), ("at most", self.band.upper))
            return f"{self.direction} " + " and ".join(
                f"{word} {bound:f}" for word, bound in bounds if bound is not None
            )
        if not self.target:
            return f"{self.direction}{start}, without a target"
        interim = f", {counted(len(self.interim_targets), 'interim target')}" if self.interim_targets else ""
        return f"{self.direction}{start} to {_said(self.target)}{interim}"


def kpi_goal(direction: Direction, periods: Sequence[KpiPeriod], *, met_at_baseline: MetAtBaseline) -> KpiGoal:
    """Return the terms of a KPI's periods, ascending by date: from the first actual to the last target, those between
    as interim targets; for MAINTAIN the newest band.

    Left out are targets dated on or before the baseline, and those outside the span from baseline to target. Raises
    RowError for a band without limits, and for a last target that is met at the baseline, unless that is to be kept.
    """
    baseline = next((DatedValue(value=one.actual, on=one.on) for one in periods if one.actual is not None), None)
    targets = [DatedValue(value=one.target, on=one.on) for one in periods if one.target is not None]
    if direction is Direction.MAINTAIN:
        notes = _left_out(len(targets), "MAINTAIN has a band and no target")
        return KpiGoal(direction=direction, baseline=baseline, band=_band(periods), notes=notes)
    limits = sum(one.lower is not None or one.upper is not None for one in periods)
    notes = _left_out(limits, "only MAINTAIN has a band", "row of limits", "rows of limits")
    if baseline is None:
        notes += _left_out(len(targets), "a target starts from a baseline, and there is no actual")
        return KpiGoal(direction=direction, notes=notes)
    later = [target for target in targets if target.on > baseline.on]
    notes += _left_out(len(targets) - len(later), f"dated on or before the baseline, {baseline.on}")
    if not later:
        return KpiGoal(direction=direction, baseline=baseline, notes=notes)
    if _beyond(later[-1], baseline, direction):
        return _reached(direction, baseline, later, notes)
    return _met(direction, baseline, later, notes, met_at_baseline)


def _beyond(target: DatedValue, baseline: DatedValue, direction: Direction) -> bool:
    rising = direction is Direction.INCREASE
    return target.value > baseline.value if rising else target.value < baseline.value


def _reached(direction: Direction, baseline: DatedValue, targets: list[DatedValue], notes: tuple[str, ...]) -> KpiGoal:
    *between, target = targets
    low, high = sorted((baseline.value, target.value))
    interim_targets = tuple(one for one in between if low <= one.value <= high)
    outside = f"outside the span from the baseline, {baseline.value:f}, to the target, {target.value:f}"
    notes += _left_out(len(between) - len(interim_targets), outside)
    return KpiGoal(direction=direction, baseline=baseline, target=target, interim_targets=interim_targets, notes=notes)


def _met(
    direction: Direction, baseline: DatedValue, targets: list[DatedValue], notes: tuple[str, ...], choice: MetAtBaseline
) -> KpiGoal:
    *earlier, target = targets
    rising = direction is Direction.INCREASE
    kept = f"MAINTAIN with {target.value:f} as its {'lower' if rising else 'upper'} bound"
    said = f"its last target, {_said(target)}, is met at the baseline already, {_said(baseline)}"
    if choice is MetAtBaseline.REFUSE:
        way = 'give it a target beyond, or set met_at_baseline to "maintain"'
        raise RowError(f"{said[0].upper()}{said[1:]}: {way}, and it comes in as {kept}.")
    notes += _left_out(len(earlier), "the band is made of the last target alone")
    band = Band(lower=target.value) if rising else Band(upper=target.value)
    return KpiGoal(direction=Direction.MAINTAIN, baseline=baseline, band=band, notes=notes, remark=f"{said}: {kept}.")


def _band(periods: Sequence[KpiPeriod]) -> Band:
    """Return the newest band. Raises RowError where no row has limits."""
    for one in reversed(periods):
        if one.lower is not None or one.upper is not None:
            return Band(lower=one.lower, upper=one.upper, tolerance=one.tolerance)
    raise RowError(
        "MAINTAIN needs limits, and no row has any: fill the columns of lower or upper, or give a direction."
    )


def _left_out(number: int, why: str, one: str = "target", several: str = "targets") -> tuple[str, ...]:
    return (f"{number} {one if number == 1 else several} left out: {why}",) if number else ()


def _said(point: DatedValue) -> str:
    return f"{point.value:f} on {point.on}"
