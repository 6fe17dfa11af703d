"""The worked example as docs/progress.md prints it."""

from datetime import date
from pathlib import Path

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import movement_restated, organisation_figures
from tests.domain.worked_example import (
    AS_OF,
    ASSESSMENT,
    ATTRITION,
    ENPS,
    LEADER_DAYS,
    WITHOUT_ASSESSMENT,
    WORKED_EXAMPLE,
)

PAGE = Path(__file__).parents[2] / "docs" / "progress.md"
HALF_OF_THE_LAST_DIGIT = 0.5e-9


def printed() -> dict[str, str]:
    """The first and the last cell of every row of the worked example's tables."""
    example = PAGE.read_text(encoding="utf-8").partition("\n## Worked example\n")[2]
    rows = [line.strip("| ").split(" | ") for line in example.splitlines() if line.startswith("|")]
    return {row[0]: row[-1] for row in rows if row[0] not in ("---", "figure", "item")}


def computed() -> dict[str, object]:
    found = organisation_figures(WORKED_EXAMPLE, as_of=AS_OF)
    enps, attrition = found.kpis[ENPS.id], found.kpis[ATTRITION.id]
    days, culture, vision = found.initiatives[LEADER_DAYS.id], found.levers[LeverKind.CULTURE], found.scorecard
    outcome, delivery, maturity = culture.lenses
    assert culture.expected_progress is not None
    assert culture.progress is not None
    carried = [(item.subject, item.index_points) for lens in culture.lenses for item in lens.contributions]
    assert [subject for subject, _ in carried] == [ENPS, ATTRITION, LEADER_DAYS, ASSESSMENT]
    return {
        "eNPS: raw attainment": enps.raw,
        "eNPS: expected value": enps.expected_value,
        "eNPS: expected attainment": enps.expected_attainment,
        "eNPS: gap": enps.gap,
        "eNPS: health": enps.health,
        "attrition: raw attainment": attrition.raw,
        "attrition: gap": attrition.gap,
        "attrition: health": attrition.health,
        "attrition: stale": attrition.stale,
        "leader days: delivery": days.delivery,
        "leader days: planned delivery": days.planned_delivery,
        "leader days: progress": days.progress,
        "leader days: computed health": days.computed_health,
        "outcome: value": outcome.value,
        "outcome: coverage": outcome.coverage,
        "delivery: value": delivery.value,
        "maturity: value": maturity.value,
        "CULTURE: progress": culture.progress,
        "CULTURE: expected progress": culture.expected_progress,
        "CULTURE: gap": culture.expected_progress - culture.progress,
        "CULTURE: health": culture.health,
        "CULTURE: coverage": culture.coverage,
        "CULTURE: sufficient": culture.sufficient,
        "vision: index": vision.index,
        "vision: expected index": vision.expected_index,
        "vision: coverage": vision.coverage,
        "vision: sufficient": vision.sufficient,
        "vision: health": vision.health,
        "vision": vision.index,
        **computed_without_assessment(),
        **computed_movement(),
        **dict(zip(("eNPS", "attrition", "leader days", "assessment"), [points for _, points in carried], strict=True)),
    }


def computed_without_assessment() -> dict[str, object]:
    found = organisation_figures(WITHOUT_ASSESSMENT, as_of=AS_OF)
    culture, vision = found.levers[LeverKind.CULTURE], found.scorecard
    return {
        "without assessment: CULTURE: progress": culture.progress,
        "without assessment: CULTURE: expected progress": culture.expected_progress,
        "without assessment: CULTURE: coverage": culture.coverage,
        "without assessment: vision: index": vision.index,
        "without assessment: vision: expected index": vision.expected_index,
        "without assessment: vision: coverage": vision.coverage,
    }


def computed_movement() -> dict[str, object]:
    before, after = (organisation_figures(WITHOUT_ASSESSMENT, as_of=day) for day in (date(2026, 6, 15), AS_OF))
    found = movement_restated(before, after, policies=WITHOUT_ASSESSMENT.policies)
    items = {item.subject.id: item for item in found.items}
    enps, attrition, days = (items[thing.id] for thing in (ENPS, ATTRITION, LEADER_DAYS))
    return {
        "movement: index on 2026-06-15": found.index_from,
        "movement: change": found.change,
        "movement: eNPS: own": enps.own,
        "movement: eNPS: mix": enps.mix,
        "movement: eNPS: causes": ", ".join(cause.kind for cause in enps.causes),
        "movement: attrition: own": attrition.own,
        "movement: attrition: mix": attrition.mix,
        "movement: attrition: causes": ", ".join(cause.kind for cause in attrition.causes),
        "movement: leader days: own and mix": days.difference,
    }


def test_the_page_prints_exactly_the_figures_that_are_checked() -> None:
    assert set(printed()) == set(computed())


@pytest.mark.parametrize("name", computed())
def test_each_printed_figure_is_the_computed_one(name: str) -> None:
    text, figure = printed()[name], computed()[name]
    if isinstance(figure, bool):
        assert text == ("yes" if figure else "no")
    elif isinstance(figure, float):
        assert float(text) == pytest.approx(figure, abs=HALF_OF_THE_LAST_DIGIT)
    else:
        assert text == figure
