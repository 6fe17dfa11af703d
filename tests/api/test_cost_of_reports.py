"""What reports cost, by the formula of docs/limits.md."""

import pytest

from ops_model.domain.cost import DAY, OPERATION, PAGE, ROW
from ops_model.domain.cost import REPORT as WHOLE
from ops_model.graphql.reporting.schema import SCHEMA
from tests.api.costs import requested

REPORTS: list[tuple[str, int]] = [
    ("organisations", 1),
    ('levers(organisation: "a") { totalCount }', 1 + WHOLE + PAGE + 1 + WHOLE),
    ('levers(organisation: "a") { nodes { lever progress } }', 1 + WHOLE + PAGE + 1 + 100 * 2),
    ('kpis(organisation: "a", first: 1000) { nodes { value } }', 1 + WHOLE + PAGE + 1 + 1000),
    ('kpis(organisation: "a", first: 9999) { nodes { value } }', 1 + WHOLE + PAGE + 1 + 1000),
    ('kpis(organisation: "a", last: 5) { edges { node { value } } }', 1 + WHOLE + PAGE + 1 + 5 * (1 + 1)),
    ('kpis(organisation: "a", asOf: "2026-01-01") { nodes { value } }', DAY + 1 + WHOLE + PAGE + 1 + 100),
    ('kpis(organisation: "a", lever: [CULTURE TALENT]) { nodes { value } }', 1 + WHOLE + PAGE + 2 * ROW + 1 + 100),
    (
        'kpis(organisation: "a") { groups(by: [LEVER HEALTH], first: 7) { lever count } }',
        1 + WHOLE + PAGE + 1 + WHOLE + 2 * ROW + 7 * 2,
    ),
    ('measurements(organisation: "a", first: 3) { nodes { kpi { value } } }', 1 + WHOLE + PAGE + 1 + 3 * (1 + 1)),
]


@pytest.mark.parametrize(("asked", "cost"), REPORTS)
def test_a_report_costs_by_the_formula(asked: str, cost: int) -> None:
    assert requested(f"{{ {asked} }}", SCHEMA) == OPERATION + cost
