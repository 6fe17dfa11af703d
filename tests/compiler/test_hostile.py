"""What a document says does not become Python, and costs no more than it may."""

import io
import keyword
import re
import time
import tokenize
from itertools import pairwise
from typing import Any

import pytest
from graphql import ExecutionContext, GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLString, build_schema, parse

from ops_model.graphql.compiler.dialect import Attribute, Dialect, dialect_declare, dialect_of
from ops_model.graphql.compiler.program import MOST_FIELDS, Program, UnsupportedError, program_of
from ops_model.graphql.compiler.writing import Source, name_literal
from tests.compiler.compared import Reference, compared
from tests.compiler.things import SCHEMA, Thing

OWN = ["s", "x", "path", "info", "run", "v0", "p0", "f0", "g0", "i0", "n0"]
NAMES = [*keyword.kwlist, "__class__", "__builtins__", "_", "type", "isinstance", "Exception", "exec", "x" * 90, *OWN]

OURS = re.compile(
    r"[vpingf]\d+|s|x|path|info|run|arguments|root_value|build_resolve_info|complete_value|execute_field|look"
)
PYTHON = re.compile(
    r"def|return|if|else|for|in|is|not|and|or|None|type|str|int|float|bool|tuple|list|enumerate|getattr"
)
LITERAL = re.compile(r"'[A-Za-z_][A-Za-z0-9_]*'")


def _program(text: str, schema: GraphQLSchema = SCHEMA) -> Program:
    context = ExecutionContext.build(schema, parse(text))
    assert isinstance(context, ExecutionContext)
    return program_of(context, context.variable_values, dialect_of(schema))


def _thing() -> Thing:
    thing = Thing()
    thing.next = thing
    return thing


def test_any_name_may_be_that_of_a_field_in_the_answer(reference: Reference) -> None:
    text = f"{{ thing {{ {' '.join(f'{name}: text {name}1: next {{ {name}: id }}' for name in NAMES)} }} }}"
    result = compared(SCHEMA, text, context={"thing": _thing()})
    assert result.data is not None
    assert [*result.data["thing"]][::2] == NAMES
    assert reference.results == []


def test_nothing_of_a_document_is_in_the_source_but_names_as_literals(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = []

    def compiled(source: Source, name: str, *, original: Any = Source.compiled) -> Any:
        sources.append(source.text)
        return original(source, name)

    monkeypatch.setattr(Source, "compiled", compiled)
    names = " ".join(f"{name}: text {name}1: next {{ {name}: class }}" for name in NAMES)
    _program(
        f'query Evil($evil: Word = ONE) {{ # evil"\n thing(number: 666, day: "evil") {{ ...evil {names} }} }}'
        "fragment evil on Thing { evil: others(first: 666, word: $evil) { evil2: text @include(if: true) } numbers"
        " node { evil3: id } }"
    )
    (source,) = sources
    attributes = {*Thing.__slots__, "class_"}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            assert OURS.fullmatch(token.string) or PYTHON.fullmatch(token.string) or token.string in attributes
        assert token.type != tokenize.STRING or LITERAL.fullmatch(token.string)
        assert token.type != tokenize.COMMENT
    assert "666" not in source
    assert "Evil" not in source


@pytest.mark.parametrize("name", ["", "1a", "a b", "a\n", "é", "a'", "a.b", "a\\u0041", "\uff41"])
def test_what_is_no_name_is_no_literal(name: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        name_literal(name)


@pytest.mark.parametrize("attribute", ["text; import os", "", "text\n", "text()"])
def test_an_attribute_that_is_no_name_is_left_to_graphql_core(attribute: str, reference: Reference) -> None:
    schema = build_schema("type Query { text: String }")
    dialect_declare(schema, Dialect(read=lambda _: Attribute(attribute)))
    kind: Any = schema.query_type
    kind.fields["text"].resolve = lambda *_: "said"
    assert compared(schema, "{ text }").data == {"text": "said"}
    assert reference.results != []


def test_an_attribute_that_is_a_keyword_is_read(reference: Reference) -> None:
    class Odd:
        pass

    setattr(Odd, "class", "said")
    inner = GraphQLObjectType(
        "Odd", {"text": GraphQLField(GraphQLString, resolve=lambda odd, _: getattr(odd, "class"))}
    )
    schema = GraphQLSchema(GraphQLObjectType("Query", {"odd": GraphQLField(inner, resolve=lambda *_: Odd())}))
    kinds: Any = schema.type_map
    read = {id(kinds["Odd"].fields["text"]): Attribute("class")}
    dialect_declare(schema, Dialect(read=lambda field: read.get(id(field))))
    assert compared(schema, "{ odd { text } }").data == {"odd": {"text": "said"}}
    assert reference.results == []


@pytest.mark.parametrize("depth", [30, 100])
def test_a_deep_document_is_answered(depth: int, reference: Reference) -> None:
    compared(SCHEMA, f"{{ thing {'{ next ' * depth}{{ id }}{'}' * depth} }}", context={"thing": _thing()})
    assert reference.results == []


def test_a_document_of_thousands_of_fields_is_left_to_graphql_core_soon(reference: Reference) -> None:
    fields = " ".join(f"a{number}: text" for number in range(5 * MOST_FIELDS))
    with pytest.raises(UnsupportedError):
        _program(f"{{ thing {{ {fields} }} }}")
    compared(SCHEMA, f"{{ thing {{ {fields} }} }}", context={"thing": _thing()})
    assert len(reference.results) == 1


def test_the_largest_program_is_compiled_within_a_second() -> None:
    parts = " ".join(f"a{number}: next {{ text real }}" for number in range(MOST_FIELDS // 3 - 1))
    began = time.process_time()
    assert _program(f"{{ thing {{ {parts} }} }}").size > MOST_FIELDS - 5
    assert time.process_time() - began < 1


def test_fragments_that_multiply_are_compiled_once() -> None:
    names = [f"F{number}" for number in range(60)]
    fragments = " ".join(
        f"fragment {one} on Thing {{ a: next {{ ...{other} }} b: next {{ ...{other} }} }}"
        for one, other in pairwise(names)
    )
    program = _program(f"{{ thing {{ ...F0 }} }} {fragments} fragment F59 on Thing {{ id }}")
    assert program.size < 1_000
