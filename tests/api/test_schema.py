"""Each schema says what it is: every part of it is described, and the file that is checked in is what is served."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from graphql import (
    GraphQLSchema,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
    is_specified_scalar_type,
)

from ops_model.management.apis import APIS
from ops_model.management.commands import schema_print
from tests.api.endpoints import Endpoint


def _parts(schema: GraphQLSchema) -> Iterator[tuple[str, Any]]:
    types: dict[str, Any] = schema.type_map
    for name, kind in types.items():
        if name.startswith("__") or is_specified_scalar_type(kind):
            continue
        yield name, kind
        if is_enum_type(kind):
            yield from ((f"{name}.{value}", each) for value, each in kind.values.items())
        if is_object_type(kind) or is_interface_type(kind) or is_input_object_type(kind):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field
                for argument_name, argument in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument_name})", argument


def test_every_type_field_argument_and_value_is_described(endpoint: Endpoint) -> None:
    silent = [name for name, part in _parts(endpoint.schema) if not (part.description or "").strip()]
    assert silent == []


def test_every_description_is_a_sentence(endpoint: Endpoint) -> None:
    unfinished = [name for name, part in _parts(endpoint.schema) if not part.description.strip().endswith((".", "..."))]
    assert unfinished == []


def test_what_may_be_null_says_what_null_means(endpoint: Endpoint) -> None:
    silent = [
        name
        for name, part in _parts(endpoint.schema)
        if hasattr(part, "resolve") and not str(part.type).endswith("!") and "null" not in part.description.lower()
    ]
    assert silent == []


def test_the_schema_that_is_checked_in_is_the_one_that_is_served(endpoint: Endpoint) -> None:
    assert endpoint.api.file.read_text(encoding="utf-8") == endpoint.api.text()


def test_schema_print_writes_the_files_and_check_tells_when_one_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apis = {name: replace(api, file=tmp_path / api.file.name) for name, api in APIS.items()}
    monkeypatch.setattr(schema_print, "APIS", apis)
    with pytest.raises(CommandError, match="schema_print"):
        call_command("schema_print", "--check")
    call_command("schema_print")
    call_command("schema_print", "--check")
    for api in apis.values():
        assert api.file.read_text(encoding="utf-8") == api.text()
        api.file.write_text("")
        with pytest.raises(CommandError, match="schema_print"):
            call_command("schema_print", "--check")
        api.file.write_text(api.text(), encoding="utf-8")


def test_custom_scalars_say_where_they_are_specified(endpoint: Endpoint) -> None:
    types: dict[str, Any] = endpoint.schema.type_map
    assert {name: types[name].specified_by_url for name in ("Date", "DateTime", "Decimal")} == {
        "Date": "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        "DateTime": "https://scalars.graphql.org/andimarek/date-time",
        "Decimal": "https://www.rfc-editor.org/rfc/rfc8259#section-6",
    }
