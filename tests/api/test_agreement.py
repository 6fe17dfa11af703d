"""One formula, on every surface: the API, the command line and the arithmetic itself show the same figures."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.figures import Contribution, OrganisationFigures
from tests.api.client import Api
from tests.api.world import World
from tests.domain.worked_example import AS_OF, WITHOUT_ASSESSMENT

QUERY = """
query Scorecard($slug: String!) {
  organisation(slug: $slug) {
    scorecard {
      index expectedIndex coverage
      contributions { ...Item contributions { ...Item contributions { ...Item } } }
      levers { progress expectedProgress health coverage lenses { value expected coverage } }
    }
  }
}
fragment Item on Contribution { value weight share points indexPoints excluded }
"""


@pytest.fixture(scope="module")
def figures() -> OrganisationFigures:
    """Return the worked example's figures without its assessment: none can be kept yet."""
    return organisation_figures(WITHOUT_ASSESSMENT, as_of=AS_OF)


def item(contribution: Contribution) -> dict[str, Any]:
    below = [item(each) for each in contribution.contributions]
    return {
        "value": contribution.value,
        "weight": contribution.weight,
        "share": contribution.share,
        "points": contribution.points,
        "indexPoints": contribution.index_points,
        "excluded": contribution.excluded,
        "contributions": below,
    }


def without_depth(shown: dict[str, Any]) -> dict[str, Any]:
    return {**shown, "contributions": [without_depth(each) for each in shown.get("contributions", [])]}


def test_the_api_shows_the_figures_of_the_domain(example: World, api: Api, figures: OrganisationFigures) -> None:
    scorecard = api.data(QUERY, slug=example.slug)["organisation"]["scorecard"]

    assert [without_depth(each) for each in scorecard.pop("contributions")] == [
        item(each) for each in figures.scorecard.contributions
    ]
    assert scorecard == {
        "index": figures.scorecard.index,
        "expectedIndex": figures.scorecard.expected_index,
        "coverage": figures.scorecard.coverage,
        "levers": [
            {
                "progress": lever.progress,
                "expectedProgress": lever.expected_progress,
                "health": lever.health,
                "coverage": lever.coverage,
                "lenses": [
                    {"value": lens.value, "expected": lens.expected, "coverage": lens.coverage} for lens in lever.lenses
                ],
            }
            for lever in figures.scorecard.levers
        ],
    }


def test_the_command_prints_the_figures_of_the_domain(example: World, figures: OrganisationFigures) -> None:
    printed = StringIO()
    call_command("scorecard", "--organisation", example.slug, "--as-of", AS_OF.isoformat(), stdout=printed)
    lines = [line.split() for line in printed.getvalue().splitlines()]
    culture = figures.levers[LeverKind.CULTURE]
    outcome, delivery, _ = culture.lenses

    assert next(line[:2] for line in lines if line[-1:] == [figures.scorecard.health]) == [
        f"{figures.scorecard.index:.1f}",
        f"{figures.scorecard.expected_index:.1f}",
    ]
    assert next(line for line in lines if line[:1] == ["Culture"]) == [
        "Culture",
        *(cell for value in (outcome.value, delivery.value) for cell in percent(value)),
        "\N{EN DASH}",
        *(cell for value in (culture.progress, culture.expected_progress, culture.coverage) for cell in percent(value)),
        culture.health,
    ]


def percent(value: float | None) -> tuple[str, str]:
    assert value is not None
    return f"{100 * value:.1f}", "%"
