"""The demo's organisations have reported their past."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.demo.organisations import demo_organisation_ready
from fixtures.demo import DEMO_DAY, demo_documents, reported_days
from ops_model.models import Snapshot
from ops_model.services.organisation_load import organisation_load
from tests import factories as make
from tests.database import inside

DAYS_90 = {DEMO_DAY - timedelta(days=ago) for ago in range(1, 91)}


@pytest.fixture
def document() -> dict[str, Any]:
    """Have the document of the small one, under a name of its own."""
    return demo_documents()[1] | {"slug": make.some_slug()}


def reported(organisation_id: object) -> dict[date, bool]:
    """Return the days that were reported, and whether they were reconstructed."""
    with inside(organisation_id):
        return dict(Snapshot.objects.values_list("as_of", "reconstructed"))


def test_they_are_the_ends_of_months_and_the_days_of_the_last_ninety() -> None:
    days = reported_days(demo_documents()[0])

    assert [day.isoformat() for day in days if day not in DAYS_90] == [
        *("2024-07-31", "2024-08-31", "2024-09-30", "2024-10-31", "2024-11-30", "2024-12-31"),
        *("2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30"),
        *("2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31", "2025-11-30", "2025-12-31"),
        *("2026-01-31", "2026-02-28", "2026-03-31"),
    ]
    assert {*days} >= DAYS_90
    assert max(days) == DEMO_DAY - timedelta(days=1)


@pytest.mark.usefixtures("committed")
def test_an_organisation_is_loaded_with_them_marked_as_reconstructed(document: dict[str, Any]) -> None:
    organisation_id = demo_organisation_ready(document)

    assert reported(organisation_id) == dict.fromkeys(reported_days(document), True)


@pytest.mark.usefixtures("committed")
def test_what_an_interrupted_start_left_out_is_made_up_for(document: dict[str, Any]) -> None:
    loaded = organisation_load(document=document)
    assert reported(loaded.organisation_id) == {}

    assert demo_organisation_ready(document) == loaded.organisation_id
    first = reported(loaded.organisation_id)
    assert demo_organisation_ready(document) == loaded.organisation_id
    assert reported(loaded.organisation_id) == first
    assert first.keys() >= DAYS_90
