"""Targets and actuals of several periods become one set of terms; what has no place in it is left out and counted."""

from datetime import date
from decimal import Decimal

import pytest

from ops_model.domain.progress.facts import Band
from ops_model.domain.progress.vocabulary import Direction
from ops_model.imports.errors import RowError
from ops_model.imports.kpi_goal import KpiGoal, KpiPeriod, kpi_goal
from ops_model.imports.mapping import MetAtBaseline

Numbers = dict[int, object]


def goal(
    direction: Direction = Direction.INCREASE,
    *,
    actual: Numbers | None = None,
    target: Numbers | None = None,
    limits: dict[int, tuple[object, object]] | None = None,
    met: MetAtBaseline = MetAtBaseline.REFUSE,
) -> KpiGoal:
    """Return the goal of periods that end with their years."""
    actual, target, limits = actual or {}, target or {}, limits or {}

    def number(value: object) -> Decimal | None:
        return None if value is None else Decimal(str(value))

    periods = [
        KpiPeriod(
            row=year,
            on=date(year, 12, 31),
            actual=number(actual.get(year)),
            target=number(target.get(year)),
            lower=number(limits.get(year, (None, None))[0]),
            upper=number(limits.get(year, (None, None))[1]),
        )
        for year in sorted({*actual, *target, *limits})
    ]
    return kpi_goal(direction, periods, met_at_baseline=met)


def test_it_leads_from_the_first_actual_to_the_last_target() -> None:
    made = goal(actual={2016: 10, 2017: 12}, target={2017: 20, 2018: 30, 2020: 40})
    assert str(made) == "INCREASE from 10 on 2016-12-31 to 40 on 2020-12-31, 2 interim targets"
    assert [(one.on.year, one.value) for one in made.interim_targets] == [(2017, Decimal(20)), (2018, Decimal(30))]
    assert made.notes == ()


def test_the_first_actual_may_come_after_periods_without_one() -> None:
    made = goal(Direction.DECREASE, actual={2017: 8}, target={2016: 9, 2017: 8, 2019: 5})
    assert str(made) == "DECREASE from 8 on 2017-12-31 to 5 on 2019-12-31"
    assert made.notes == ("2 targets left out: dated on or before the baseline, 2017-12-31",)


def test_interim_targets_outside_the_span_are_left_out_and_counted() -> None:
    made = goal(actual={2015: "3.59"}, target={2016: "3.5", 2017: "3.59", 2018: "3.8", 2019: "3.76", 2020: "3.76"})
    assert [one.on.year for one in made.interim_targets] == [2017, 2019]
    assert made.notes == ("2 targets left out: outside the span from the baseline, 3.59, to the target, 3.76",)


@pytest.mark.parametrize(
    ("made", "said", "notes"),
    [
        (goal(actual={2018: 1}), "INCREASE from 1 on 2018-12-31, without a target", ()),
        (goal(target={}), "INCREASE, without a target", ()),
        (
            goal(target={2018: 1, 2019: 2}),
            "INCREASE, without a target",
            ("2 targets left out: a target starts from a baseline, and there is no actual",),
        ),
        (
            goal(actual={2018: 1}, target={2017: 5}),
            "INCREASE from 1 on 2018-12-31, without a target",
            ("1 target left out: dated on or before the baseline, 2018-12-31",),
        ),
        (
            goal(actual={2018: 1}, target={2019: 5}, limits={2018: (0, 1)}),
            "INCREASE from 1 on 2018-12-31 to 5 on 2019-12-31",
            ("1 row of limits left out: only MAINTAIN has a band",),
        ),
    ],
)
def test_without_what_a_target_needs_there_is_none(made: KpiGoal, said: str, notes: tuple[str, ...]) -> None:
    assert (str(made), made.notes) == (said, notes)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "bound", "band"),
    [
        (Direction.INCREASE, 89, 85, "lower", Band(lower=Decimal(85))),
        (Direction.INCREASE, 63, 63, "lower", Band(lower=Decimal(63))),
        (Direction.DECREASE, "13.2", 15, "upper", Band(upper=Decimal(15))),
    ],
)
def test_a_last_target_met_at_the_baseline_is_refused_or_kept_as_a_bound(
    direction: Direction, baseline: object, target: object, bound: str, band: Band
) -> None:
    actual: Numbers = {2016: baseline}
    targets: Numbers = {2017: 1, 2018: target}
    with pytest.raises(RowError, match=f"Its last target, {target} on 2018-12-31, is met at the baseline") as refused:
        goal(direction, actual=actual, target=targets)
    assert f'set met_at_baseline to "maintain", and it comes in as MAINTAIN with {target} as its {bound} bound.' in str(
        refused.value
    )
    made = goal(direction, actual=actual, target=targets, met=MetAtBaseline.MAINTAIN)
    assert (made.direction, made.band, made.target) == (Direction.MAINTAIN, band, None)
    assert made.notes == ("1 target left out: the band is made of the last target alone",)
    assert made.remark
    assert made.remark.endswith(f"MAINTAIN with {target} as its {bound} bound.")


def test_a_band_is_that_of_the_last_period_with_limits() -> None:
    made = goal(
        Direction.MAINTAIN,
        actual={2017: 1},
        target={2017: 2},
        limits={2017: (0, 5), 2018: (1, None), 2019: (None, None)},
    )
    assert made.band == Band(lower=Decimal(1))
    assert made.notes == ("1 target left out: MAINTAIN has a band and no target",)


def test_a_band_without_limits_is_refused() -> None:
    with pytest.raises(RowError, match="MAINTAIN needs limits, and no row has any: fill the columns of lower or upper"):
        goal(Direction.MAINTAIN, actual={2017: 1}, target={2017: 2})
