"""A program answers what graphql-core answers, whatever is asked and whatever the resolvers come to: data to the byte,
errors with their paths, places and messages."""

from functools import partial
from typing import Any

import pytest
from graphql import StringValueNode, execute_sync, parse, print_schema
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_graphql import queries

from ops_model.graphql.compiler.execute import execute_query
from tests.api.tried import tried
from tests.compiler.compared import Reference, compared, eager, outcome
from tests.compiler.things import ODD, SCHEMA, Other, Thing, worlds


def _world(**shown: Any) -> dict[str, Any]:
    leaf = Thing(other=Other(link=Other()), either=Other(), node=None, others=(Other(), Other()))
    leaf.next = leaf
    thing = Thing(self=leaf, next=leaf, other=Other(thing=leaf), either=Other(), node=leaf, others=(Other(),))
    world = {"thing": thing, "things": [thing, leaf], "grid": [[thing, None], []], "node": thing, "nodes": [leaf]}
    return {**world, "either": Other(), "strange": Other(), "needed": 1, **shown}


OBJECTS = """
{
  thing { ...All self { ...All next { ...All } } }
  things { ...All ...More self { ...All } other { link { text } } }
  grid { ...All others(first: 1) { ...Link } }
}
fragment All on Thing {
  id text needed whole real flag class word words day anything numbers texts length entry
  next { id } others { text } shown loud: shown(loud: true) soft: shown(loud: null) other { ...Link text thing { id } }
}
fragment More on Thing { next { text } ...Link }
fragment Link on Linked { link { __typename ... on Thing { id } ... on Other { text } } }
"""
"""All that programs complete themselves."""

EVERYTHING = """
query($with: Boolean! = true, $without: Boolean = false, $first: Int, $word: Word) {
  __typename
  thing(number: 2) { ...All self { ...All next { ...All } } other { text word thing { ...All } } }
  same: thing { id ... on Node { text } ... on Thing @include(if: $with) { needed } }
  thing { whole ... @skip(if: $without) { real } flag @skip(if: true) }
  things { ...All }
  grid { ...All others(first: $first, word: $word) { text } }
  node { __typename id ... on Thing { whole class } }
  nodes { id ...All }
  either { ... on Other { text word thing { id } } ... on Thing { id } }
}
fragment All on Thing {
  id text needed whole real flag class word words day anything numbers texts length entry
  others { text } node { id text } either { __typename }
}
"""

LITTLE = """
{
  thing { __typename }
  things { id other { __typename anything } self { __typename } others { __typename } }
  strange { text }
}
"""
"""So little of everything that nothing else can fail."""

DOCUMENTS = (OBJECTS, EVERYTHING, LITTLE)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"with": False},
        {"without": True},
        {"with": True, "without": True, "first": 1, "word": "ONE"},
        {"first": None},
    ],
)
def test_all_that_a_schema_has_is_answered_by_a_program(variables: dict[str, Any], reference: Reference) -> None:
    for text in DOCUMENTS:
        assert compared(SCHEMA, text, variables, context=_world()).errors is None
    assert reference.results == []


@pytest.mark.parametrize("name", Thing.__slots__)
def test_whatever_a_field_comes_to_is_answered_as_graphql_core_does(name: str) -> None:
    for value in ODD:
        world = _world()
        setattr(world["things"][1], name, value)
        for text in DOCUMENTS:
            compared(SCHEMA, text, context=world)


@pytest.mark.parametrize("name", Other.__slots__)
def test_whatever_graphql_core_s_own_resolver_reads_is_answered_as_it_does(name: str) -> None:
    for value in ODD:
        world = _world()
        setattr(world["things"][1].other, name, value)
        for text in DOCUMENTS:
            compared(SCHEMA, text, context=world)


@pytest.mark.parametrize("name", _world())
def test_whatever_a_field_of_the_root_comes_to_is_answered_as_graphql_core_does(name: str) -> None:
    for value in ODD:
        for text in DOCUMENTS:
            compared(SCHEMA, text, context=_world(**{name: value}))


def test_what_can_be_gone_through_once_is_gone_through_by_graphql_core_alone() -> None:
    results = []
    for execute in (execute_sync, partial(execute_query, programs=eager())):
        things = [Thing(texts=iter(("a", "b"))), Thing(texts=iter(("a", ["no text"])))]
        results.append(outcome(execute(SCHEMA, parse("{ things { texts } }"), context_value={"things": things})))
    assert results[0] == results[1]
    assert [error[1] for error in results[0].errors] == [["things", 1, "texts", 1]]


TEXTS = st.sampled_from(["2026-07-01", "ONE", ""]).map(lambda text: StringValueNode(value=text))


@tried(80, deep=5_000)
@given(text=queries(print_schema(SCHEMA), custom_scalars={"Day": TEXTS, "Anything": TEXTS}), world=worlds())
def test_any_document_about_anything_is_answered_as_graphql_core_does(text: str, world: dict[str, Any]) -> None:
    compared(SCHEMA, text, context=world)


def test_what_raises_is_executed_by_graphql_core(reference: Reference) -> None:
    result = compared(SCHEMA, "{ thing { id } raises }", context=_world())
    assert [error.path for error in result.errors or ()] == [["raises"]]
    assert len(reference.results) == 1
