"""docs/reporting.md tells the tables as they are."""

import re

import pytest

from ops_model.reporting.files import FORMATS
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES
from tests.api.data_dictionary import PAGE, dictionary_printed, dictionary_rewrite, dictionary_told


def test_the_data_dictionary_is_what_the_views_say(committed: None, request: pytest.FixtureRequest) -> None:
    told = dictionary_told()
    if request.config.getoption("--rewrite-docs"):
        dictionary_rewrite(told)
    assert dictionary_printed() == told


def test_every_table_and_format_is_in_the_guide() -> None:
    text = PAGE.read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| `([\w-]+)` \|", text, re.MULTILINE)
    assert listed == [(camel_case(table.name), table.address) for table in TABLES]
    assert {f"| `.{suffix}` |" in text for suffix in FORMATS} == {True}
