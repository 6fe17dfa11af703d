"""Whatever file is asked for, by whomever: a file, or an error in JSON with a code of the list; no 5xx, and nothing of
the inside or of others."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from ops_model.reporting.files import FORMATS
from ops_model.reporting.filters import filter_set
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES_BY_ADDRESS, Table
from tests.api.client import Api, answer_of
from tests.api.desk import Desks
from tests.api.fuzzed import askers, desks_reported, faults, not_theirs
from tests.api.tried import tried

KNOWN = "true false 0 -1.5 1e400 nan 2026-06-30 2026-02-30 2026-06-30T09:00:00Z CULTURE CULTURE,TALENT"
VALUES = st.text(max_size=9) | st.sampled_from(["", "\0", *KNOWN.split()])


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_reported(django_db_blocker) as made:
        yield made


@st.composite
def _addresses(draw: st.DrawFn, desks: Desks, suffix: str) -> str:
    """Return an address of a file of a format: mostly of a table, with an organisation and one of its parameters."""
    address = draw(st.sampled_from([*TABLES_BY_ADDRESS, "no-such-table"]))
    slug = draw(st.sampled_from([desks.here.slug, desks.there.slug] * 4 + ["\0"]) | st.text(max_size=9))
    names = st.sampled_from([*_parameters(TABLES_BY_ADDRESS.get(address))]) | st.text(max_size=9)
    asked = [("organisation", slug), *draw(st.dictionaries(names, VALUES, max_size=1)).items()]
    query = draw(st.sampled_from([urlencode(asked)] * 7 + [urlencode(asked[1:]), urlencode(asked + asked), "%FF=%00"]))
    return f"/reporting/{address}.{suffix}?{query}"


def _parameters(table: Table | None) -> Iterator[str]:
    yield from map(camel_case, filter_set(table).base_filters if table else ())
    yield from ("asOf", "orderBy", "bom")


@pytest.mark.parametrize("suffix", [*FORMATS, "pdf"])
def test_any_file_is_sent_or_refused(suffix: str, desks: Desks) -> None:
    sent = [0]

    @tried(100, deep=3_000)
    @given(address=_addresses(desks, suffix), asker=askers(desks), method=st.sampled_from(["GET"] * 9 + ["POST"]))
    def each(address: str, asker: Api, method: str) -> None:
        signed = {"authorization": f"Bearer {asker.token}"} if asker.token else {}
        response: Any = Client().generic(method, address, headers=signed)
        if response.status_code == 200:
            sent[0] += 1
            assert response.headers["Content-Type"] == FORMATS[suffix].media_type
            assert asker.token not in (None, "opsm_unknown")
            shown = _text_of(suffix, b"".join(response))
        else:
            assert faults(response.status_code, answer_of(response), address) == []
            shown = response.content.decode()
        assert not_theirs(shown, asker, desks, address) == []

    each()
    assert (sent[0] > 0) is (suffix in FORMATS)


def _text_of(suffix: str, content: bytes) -> str:
    """Read a file of a format, whole."""
    if suffix == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    text = content.decode("utf-8-sig")
    if suffix == "csv":
        assert len({len(line) for line in csv.reader(io.StringIO(text, newline=""))}) == 1
    else:
        assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
    return text
