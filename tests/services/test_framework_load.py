"""A version of the framework is loaded once and never changes."""

from typing import Any

import pytest

from fixtures.demo import framework_document
from ops_model.models import FrameworkVersion
from ops_model.selectors.framework import framework_get
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.framework_load import framework_load

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def document() -> dict[str, Any]:
    """Have the framework's document; the database of the tests has it already."""
    return framework_document()


def versions() -> dict[int, object]:
    return {row.version: row.loaded_at for row in FrameworkVersion.objects.using("owner").all()}


def test_the_same_again_changes_nothing(document: dict[str, Any]) -> None:
    before = versions()
    assert framework_load(document=document) == 1
    assert versions() == before


def test_other_texts_under_the_same_number_are_refused(document: dict[str, Any]) -> None:
    document["levers"][0]["about"] = "Something else."
    with pytest.raises(ServiceError) as refused:
        framework_load(document=document)
    assert (refused.value.code, refused.value.field) == (ErrorCode.DUPLICATE, ("version",))
    assert framework_get().levers[0].about != "Something else."


def test_a_new_number_is_kept_beside_the_old(document: dict[str, Any]) -> None:
    document["version"] = 2
    assert framework_load(document=document) == 2
    assert versions().keys() == {1, 2}


def test_what_is_no_framework_is_refused_at_its_place(document: dict[str, Any]) -> None:
    del document["levers"][2]["about"]
    with pytest.raises(ServiceError) as refused:
        framework_load(document=document)
    assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID, ("levers", "2", "about"))
