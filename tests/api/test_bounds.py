"""What lies exactly on a bound is written: texts of the greatest length, the least and the greatest numbers."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.api.attempts import attempt
from tests.api.bad_inputs import at, put
from tests.api.broken import Broken, given
from tests.api.broken_rules import REACHED
from tests.api.desk import Desks, desks_made
from tests.api.valid_inputs import valid_input

GREATEST = "999999999999999.9999999999"
ON_BOUNDS: list[tuple[str, dict[str, Any]]] = [
    ("organisationUpdate", {"fiscalYearStartMonth": 1}),
    ("organisationUpdate", {"fiscalYearStartMonth": 12}),
    ("scoringPolicySet", {"outcomeWeight": 0, "deliveryWeight": 0, "maturityWeight": 1000, "deliveryShare": 0}),
    ("scoringPolicySet", {"onTrackGap": 0, "atRiskGap": 1, "coverageFloor": 0, "checkInDays": 1, "deliveryShare": 1}),
    ("scoringPolicySet", {"coverageFloor": 1, "checkInDays": 366, "outcomeWeight": 1000}),
    ("scoringPolicySet", {"levers__0": {"lever": "CULTURE", "weight": 0, "targetLevel": 2}}),
    ("scoringPolicySet", {"levers__0": {"lever": "CULTURE", "weight": 1000, "targetLevel": 5}}),
    ("visionDraft", {"startDate": "2026-01-01", "targetDate": "2026-01-02"}),
    ("visionPublish", {"publishedOn": "2026-07-01"}),
    ("initiativeSetTerms", {"weight": 0, "validFrom": "2026-07-01"}),
    ("initiativeSetTerms", {"weight": 1000, "leverShares__0__share": 1000}),
    ("initiativeSetTerms", {"leverShares__1__share": 1e-300}),
    ("initiativeUpdate", {"tags": [f"{number}" * 30 for number in range(10, 60)], "principles": [], "pillars": []}),
    ("milestoneAdd", {"weight": 1000, "dueOn": "0001-01-01"}),
    ("milestoneAdd", {"weight": 1e-300, "dueOn": "9999-12-31"}),
    ("milestoneComplete", {"completedOn": "2026-07-01"}),
    ("checkInSubmit", {"confidence": 0, "checkedOn": "2026-07-01"}),
    ("checkInSubmit", {"confidence": 1, "checkedOn": "2026-01-01"}),
    ("initiativeLinkKpi", {"weight": 1000}),
    ("initiativeUnlinkKpi", {"unlinkedOn": "2026-01-01"}),
    ("kpiUpdate", {"decimals": 0}),
    ("kpiUpdate", {"decimals": 10}),
    ("kpiSetTerms", {"weight": 0, "window": 1, "validFrom": "2026-07-01"}),
    (
        "kpiSetTerms",
        {"weight": 1000, "window": 1000, "band": {"lower": "10", "upper": "10", "tolerance": "0.0000000001"}},
    ),
    ("kpiSetTerms", {"band": {"lower": f"-{GREATEST}", "upper": GREATEST, "tolerance": GREATEST}}),
    (
        "kpiCreate",
        {"terms__0__interimTargets": [{"value": "10", "on": "2026-01-02"}, {"value": "50", "on": "2026-12-30"}]},
    ),
    ("measurementRecord", {"value": GREATEST, "margin": GREATEST, "sampleSize": 2**31 - 1, "observedOn": "2026-07-01"}),
    ("measurementRecord", {"value": f"-{GREATEST}", "margin": "0", "sampleSize": 1, "observedOn": "0001-01-01"}),
]
TEXTS = [way for name, ways in REACHED.items() for way in ways if name.endswith("_text") and way.code == "TOO_LONG"]


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


@pytest.mark.parametrize(("mutation", "values"), ON_BOUNDS)
def test_what_lies_on_its_bounds_is_written(mutation: str, values: dict[str, Any], desks: Desks) -> None:
    answered = attempt(desks.here.api(), mutation, given(**values)(desks, valid_input(mutation, desks.here)))

    assert (answered.faults(), answered.user_errors, answered.is_written) == ([], [], True)


@pytest.mark.parametrize("way", TEXTS, ids=[f"{way.mutation}-{way.field}" for way in TEXTS])
def test_a_text_of_the_greatest_length_is_written(way: Broken, desks: Desks) -> None:
    refused = way.change(desks, valid_input(way.mutation, desks.here))
    path = tuple(int(part) if part.isdigit() else part for part in way.field.split("."))
    too_long = at(refused, path)
    longest = too_long[1:] if "@" in too_long else "\u00e4" * (len(too_long) - 1)
    answered = attempt(desks.here.api(), way.mutation, put(path, longest)(refused))

    assert (answered.faults(), answered.user_errors, answered.is_written) == ([], [], True)
