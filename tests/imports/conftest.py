"""An office whose day is pinned."""

from pathlib import Path

import pytest
from pytest_django import Settings

from ops_model.models import Organisation
from tests.imports.office import TODAY, Office


@pytest.fixture
def office(organisation: Organisation, tmp_path: Path, settings: Settings) -> Office:
    """Have an office; all it does is rolled back."""
    settings.OPS_TODAY = TODAY
    return Office(organisation, tmp_path)
