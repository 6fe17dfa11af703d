"""Random documents that are valid: selections made from the schema, with arguments, aliases and fragments."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from hypothesis import strategies as st

from ops_model.graphql.reporting import schema as reporting
from ops_model.graphql.tracker.schema import SCHEMA
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES
from tests.api.selections import ARGUMENTS

Composite = GraphQLObjectType | GraphQLInterfaceType

DAYS = st.dates().filter(lambda day: 2024 <= day.year <= 2027).map(lambda day: f'"{day}"')


@dataclass(frozen=True, slots=True)
class Documents:
    """How documents of a schema are made: the arguments of fields that cannot do without, and how many items lists are
    asked for."""

    schema: GraphQLSchema
    arguments: Mapping[str, str]
    sizes: Mapping[str, st.SearchStrategy[int]]


_HUNDRED = st.integers(0, 100)
_TRACKER = Documents(SCHEMA, ARGUMENTS, {"first": _HUNDRED, "last": _HUNDRED, "points": st.integers(1, 366)})
_REPORTING = Documents(
    reporting.SCHEMA,
    {
        **{f"Query.{camel_case(table.name)}": '(organisation: "SLUG")' for table in TABLES},
        **{
            f"{table.type_name}Connection.groups": f"(by: [{', '.join(table.dimensions[:2]).upper()}])"
            for table in TABLES
        },
    },
    {"first": _HUNDRED | st.just(1_000), "last": _HUNDRED},
)


@st.composite
def random_query(draw: st.DrawFn, *, depth: int = 6) -> str:
    """Make a query of the tracker about SLUG."""
    of_organisation = draw(_selections(_TRACKER, "Organisation", depth))
    of_viewer = draw(_selections(_TRACKER, "Viewer", 3))
    shared = draw(_selections(_TRACKER, "Kpi", 2))
    spread = "kpis(first: 3) { nodes { ...F } } last: kpis(last: 2) { edges { node { ...F ...F } } }"
    return (
        f'{{ organisation(slug: "SLUG") {{ ... on Organisation {of_organisation} {spread} }} viewer {of_viewer} }} '
        f"fragment F on Kpi {shared}"
    )


@st.composite
def random_report(draw: st.DrawFn) -> str:
    """Make a query of the reporting API about SLUG."""
    shared = draw(_selections(_REPORTING, "Kpi", 0))
    spread = 'kpis(organisation: "SLUG", first: 3) { nodes { ...F } edges { node { ...F } } }'
    return f"{{ ... on Query {draw(_selections(_REPORTING, 'Query', 4))} {spread} }} fragment F on Kpi {shared}"


@st.composite
def _selections(draw: st.DrawFn, of: Documents, type_name: str, depth: int) -> str:
    kind = _composite(of.schema.type_map[type_name])
    names = draw(st.lists(st.sampled_from(sorted(kind.fields)), min_size=1, max_size=5))
    parts = ["__typename", *(draw(_field(of, kind, name, place, depth)) for place, name in enumerate(names))]
    if isinstance(kind, GraphQLInterfaceType) and depth > 0:
        possible = sorted(each.name for each in of.schema.get_possible_types(kind))
        drawn = draw(st.lists(st.sampled_from(possible), max_size=2, unique=True))
        parts += [f"... on {each} {draw(_selections(of, each, depth - 1))}" for each in drawn]
    return "{ " + " ".join(part for part in parts if part) + " }"


@st.composite
def _field(draw: st.DrawFn, of: Documents, kind: Composite, name: str, place: int, depth: int) -> str:
    """Ask for a field under a name of its own; nothing where it needs what is not known, or lies too deep."""
    field = kind.fields[name]
    target = get_named_type(field.type)
    called = f"{kind.name}.{name}"
    arguments = [of.arguments[called].strip("()")] if called in of.arguments else []
    if not arguments and any(is_required_argument(each) for each in field.args.values()):
        return ""
    for argument, values in of.sizes.items():
        if argument in field.args and not (argument == "last" and any("first" in each for each in arguments)):
            arguments += [f"{argument}: {draw(values)}"] if draw(st.booleans()) else []
    if "asOf" in field.args and draw(st.integers(0, 3)) == 0:
        arguments.append(f"asOf: {draw(DAYS)}")
    condition = draw(st.sampled_from(["", "", "", " @skip(if: false)", " @include(if: false)"]))
    given = f"({', '.join(arguments)})" if arguments else ""
    head = f"{name}{place}{kind.name}: {name}{given}{condition}"
    if is_leaf_type(target):
        return head
    return f"{head} {draw(_selections(of, target.name, depth - 1))}" if depth > 0 else ""


def _composite(kind: GraphQLNamedType) -> Composite:
    assert isinstance(kind, Composite)
    return kind
