"""The one weighted mean."""

from itertools import permutations

from ops_model.domain.progress.means import Item, coverage, mean_coverage, tally
from ops_model.domain.progress.vocabulary import ExclusionReason

UNEVEN = [(0.1, 0.3), (0.2, 0.9), (0.3, 0.7), (0.7, 1 / 3), (1000.0, 0.1)]


def item(
    weight: float, value: float | None, excluded: ExclusionReason | None = None, *, fresh: bool = True
) -> Item[str]:
    return Item(subject="", value=value, expected=value, weight=weight, excluded=excluded, fresh=fresh)


def test_the_order_of_items_does_not_move_a_digit() -> None:
    means = [tally([item(*one) for one in order]) for order in permutations(UNEVEN)]
    assert len({mean.value for mean in means}) == 1
    assert len({mean.expected for mean in means}) == 1
    assert len({mean.weight for mean in means}) == 1


def test_what_is_left_out_does_not_move_a_digit() -> None:
    counted = [item(*one) for one in UNEVEN]
    left_out = item(0.3, None, ExclusionReason.NO_DATA)
    assert tally([left_out, *counted]).value == tally(counted).value


def test_a_mean_of_nothing_is_none() -> None:
    nothing = tally([item(1, 0.5, ExclusionReason.ARCHIVED)])
    assert (nothing.weight, nothing.value, nothing.expected) == (0, None, None)


def test_a_coverage_of_nothing_is_0() -> None:
    assert coverage([]) == 0
    assert coverage([item(1, 0.5, ExclusionReason.ARCHIVED)]) == 0
    assert mean_coverage([(0.0, 1.0)]) == 0


def test_what_is_not_fresh_and_what_is_missing_is_not_covered() -> None:
    items = [
        item(1, 0.5),
        item(2, 0.5, fresh=False),
        item(4, None, ExclusionReason.NO_DATA),
        item(8, None, ExclusionReason.NO_TARGET),
        item(16, 0.5, ExclusionReason.GUARDRAIL),
    ]
    assert coverage(items) == 1 / 15
