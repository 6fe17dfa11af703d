"""Random documents that are valid: selections made from the schema, with arguments, aliases and fragments."""

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from hypothesis import strategies as st

from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.selections import ARGUMENTS

Composite = GraphQLObjectType | GraphQLInterfaceType

SIZES = {"first": st.integers(0, 100), "last": st.integers(0, 100), "points": st.integers(1, 366)}
DAYS = st.dates().filter(lambda day: 2024 <= day.year <= 2027).map(lambda day: f'"{day}"')


@st.composite
def random_query(draw: st.DrawFn, *, depth: int = 6) -> str:
    """Make a query about SLUG."""
    of_organisation = draw(_selections("Organisation", depth))
    of_viewer = draw(_selections("Viewer", 3))
    shared = draw(_selections("Kpi", 2))
    spread = "kpis(first: 3) { nodes { ...F } } last: kpis(last: 2) { edges { node { ...F ...F } } }"
    return (
        f'{{ organisation(slug: "SLUG") {{ ... on Organisation {of_organisation} {spread} }} viewer {of_viewer} }} '
        f"fragment F on Kpi {shared}"
    )


@st.composite
def _selections(draw: st.DrawFn, type_name: str, depth: int) -> str:
    kind = _composite(SCHEMA.type_map[type_name])
    names = draw(st.lists(st.sampled_from(sorted(kind.fields)), min_size=1, max_size=5))
    parts = ["__typename", *(draw(_field(kind, name, place, depth)) for place, name in enumerate(names))]
    if isinstance(kind, GraphQLInterfaceType) and depth > 0:
        possible = sorted(each.name for each in SCHEMA.get_possible_types(kind))
        drawn = draw(st.lists(st.sampled_from(possible), max_size=2, unique=True))
        parts += [f"... on {each} {draw(_selections(each, depth - 1))}" for each in drawn]
    return "{ " + " ".join(part for part in parts if part) + " }"


@st.composite
def _field(draw: st.DrawFn, kind: Composite, name: str, place: int, depth: int) -> str:
    """Ask for a field under a name of its own; nothing where it needs what is not known, or lies too deep."""
    field = kind.fields[name]
    target = get_named_type(field.type)
    called = f"{kind.name}.{name}"
    arguments = [ARGUMENTS[called].strip("()")] if called in ARGUMENTS else []
    if not arguments and any(is_required_argument(each) for each in field.args.values()):
        return ""
    for argument, values in SIZES.items():
        if argument in field.args and not (argument == "last" and any("first" in each for each in arguments)):
            arguments += [f"{argument}: {draw(values)}"] if draw(st.booleans()) else []
    if "asOf" in field.args and draw(st.integers(0, 3)) == 0:
        arguments.append(f"asOf: {draw(DAYS)}")
    condition = draw(st.sampled_from(["", "", "", " @skip(if: false)", " @include(if: false)"]))
    given = f"({', '.join(arguments)})" if arguments else ""
    head = f"{name}{place}{kind.name}: {name}{given}{condition}"
    if is_leaf_type(target):
        return head
    return f"{head} {draw(_selections(target.name, depth - 1))}" if depth > 0 else ""


def _composite(kind: GraphQLNamedType) -> Composite:
    assert isinstance(kind, Composite)
    return kind
