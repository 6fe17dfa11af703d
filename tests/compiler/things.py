"""A schema of everything that a schema may have, and things that break every rule of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, Undefined, build_schema
from hypothesis import strategies as st

from ops_model.graphql.compiler.dialect import Attribute, Call, Dialect, Entry, Read, dialect_declare

SDL = """
interface Node { id: ID! text: String }
interface Linked { link: Linked }
union Either = Thing | Other
enum Word { ONE TWO THREE }
scalar Day
scalar Anything
type Query {
  thing(number: Int = 1, day: Day): Thing
  things: [Thing!]!
  grid: [[Thing]!]
  node: Node
  nodes: [Node!]
  either: Either
  strange: Strange
  raises: Int
  needed: Int!
}
type Thing implements Node & Linked {
  link: Thing shown(loud: Boolean): String
  id: ID! text: String needed: String! whole: Int! real: Float flag: Boolean! class: String
  word: Word! words: [Word]! day: Day anything: Anything numbers: [[Float!]] texts: [String!]!
  self: Thing next: Thing! other: Other! others(first: Int = 2, word: Word = TWO): [Other!]
  node: Node either: Either! length: Int entry: String
}
type Strange { text: String }
type Other implements Linked { anything: Anything text: String! word: Word thing: Thing link: Other }
"""


class Word(StrEnum):
    """The values of the enum."""

    ONE = "ONE"
    TWO = "TWO"
    THREE = "THREE"


@dataclass(slots=True)
class Thing:
    """What the type Thing shows. Its attributes may be anything."""

    id: Any = "thing"
    text: Any = "a text"
    needed: Any = "needed"
    whole: Any = 7
    real: Any = 0.5
    flag: Any = True
    class_: Any = "class"
    word: Any = Word.ONE
    words: Any = (Word.ONE, None, Word.THREE)
    day: Any = date(2026, 7, 1)
    anything: Any = "anything"
    numbers: Any = field(default_factory=lambda: [[1.5, 2.5], None])
    texts: Any = ("a", "b")
    self: Any = None
    next: Any = None
    other: Any = None
    others: Any = ()
    node: Any = None
    either: Any = None
    entry: Any = "entry"


@dataclass(slots=True)
class Other:
    """What the type Other shows."""

    text: Any = "other"
    word: Any = None
    thing: Any = None
    link: Any = None
    anything: Any = None


def _read(asked: GraphQLField) -> Read | None:
    read: Read | None = asked.extensions.get("read")
    return read


def _length(thing: Thing) -> int:
    return len(thing.text)


def _others(thing: Thing, info: Any, first: int, word: str) -> Any:
    """Show what an info tells, so that another one would be seen."""
    told = (
        f"{info.path.as_list()} {info.field_name} {len(info.field_nodes)} {info.parent_type} {info.return_type} {word}"
    )
    return [Other(told), *thing.others][:first] if isinstance(thing.others, tuple) else thing.others


def _shown_text(thing: Thing, _info: Any, *, loud: bool | None = None) -> Any:
    return thing.text.upper() if loud else thing.text


def _raises(*_: object) -> int:
    raise LookupError("It is not there.")


READS: dict[str, Read] = {
    "class": Attribute("class_"),
    "shown": Attribute("text"),
    "link": Attribute("self"),
    "length": Call(_length),
    "entry": Entry("entry", "nothing"),
}


def _resolver(read: Read) -> Callable[..., Any]:
    match read:
        case Attribute(name):
            return lambda thing, _info: getattr(thing, name)
        case Entry(name, default):
            return lambda thing, _info: getattr(thing, name, default)
        case Call(function):
            return lambda thing, _info: function(thing)


def _type_name(value: object, *_: object) -> str:
    return type(value).__name__


def _schema() -> GraphQLSchema:
    schema = build_schema(SDL)
    kinds: Any = schema.type_map
    for name, asked in kinds["Thing"].fields.items():
        read = READS.get(name, Attribute(name))
        asked.resolve, asked.extensions["read"] = _resolver(read), read
    kinds["Thing"].fields["others"].resolve = _others
    del kinds["Thing"].fields["others"].extensions["read"]
    kinds["Thing"].fields["shown"].resolve = _shown_text
    kinds["Thing"].is_type_of = lambda value, _info: isinstance(value, Thing)
    kinds["Strange"].is_type_of = lambda value, _info: isinstance(value, Other)
    kinds["Day"].serialize = date.isoformat
    kinds["Node"].resolve_type = kinds["Linked"].resolve_type = kinds["Either"].resolve_type = _type_name
    kinds["Query"].fields["raises"].resolve = _raises
    for name in ("thing", "things", "grid", "node", "nodes", "either", "strange", "needed"):
        kinds["Query"].fields[name].resolve = lambda _root, info, **_given: info.context[info.field_name]
    dialect_declare(schema, Dialect(read=_read, shown=_shown, scalars={"Day": date}))
    return schema


def _shown(kind: GraphQLObjectType) -> type | None:
    return Thing if kind.name == "Thing" else None


SCHEMA = _schema()


class _Lazy:
    """A list that can be gone through again and again, and is no sequence."""

    def __iter__(self) -> Iterator[float]:
        return iter((1.0, 2.0))


ODD: tuple[Any, ...] = (
    *(None, Undefined, LookupError("an error as a value"), float("nan"), float("inf"), -0.0, 2**31, -(2**31), True, 1),
    *(
        1.0,
        2.5,
        "",
        "TWO",
        "FOUR",
        Word.TWO,
        b"bytes",
        [],
        (),
        {},
        {"text": "of a dict", "anything": "of a dict"},
        ["a", None],
        [[1.0], [None]],
    ),
    *([float("nan")], _Lazy(), {1.0}, object, Thing(), Other(), [Thing()], date(2026, 7, 1), lambda *_: "called"),
)
"""Values that may be anywhere, and fit hardly anywhere."""


def odd() -> st.SearchStrategy[Any]:
    """Make a value that does not fit."""
    return st.sampled_from(ODD)


@st.composite
def things(draw: st.DrawFn, depth: int = 3) -> Any:
    """Make a thing, of which now and then something does not fit."""
    below = things(depth - 1) if depth else st.none()
    made = {"self": draw(below), "next": draw(below), "other": Other(thing=draw(below)), "either": Other()}
    made["others"] = (Other(), Other(word=Word.TWO))
    made["node"] = made["next"]
    thing = Thing(**made)
    for name in draw(st.lists(st.sampled_from([*Thing.__slots__]), max_size=2)):
        setattr(thing, name, draw(odd()))
    return thing


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Make what the root shows."""
    one, another = draw(things()), draw(things())
    world = {"thing": one, "things": [one, another], "grid": [[one, None], []], "node": one, "nodes": [one, another]}
    world |= {"either": Other(thing=one), "strange": Other(), "needed": 1}
    for name in draw(st.lists(st.sampled_from([*world]), max_size=1)):
        world[name] = draw(odd())
    return world
