"""From an operation to a function: one Python function for each selection of an object type.

Its `s` is the object, `x` graphql-core's context of the execution, and `path` the object's place in the answer, where
something below has to know it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    get_named_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.pyutils import Path

from ops_model.graphql.compiler import values
from ops_model.graphql.compiler.dialect import Attribute, Call, Dialect, Entry, Read
from ops_model.graphql.compiler.leaves import Leaf, leaf_of
from ops_model.graphql.compiler.writing import Source, attribute_read, name_literal

MOST_FIELDS = 1_000
"""How many fields a program may have: more take longer to compile than a request should."""

Nodes = list[FieldNode]
Fields = Mapping[str, Nodes]
Given = tuple[GraphQLField, FieldNode]


class UnsupportedError(Exception):
    """The operation is not compiled."""


@dataclass(frozen=True, slots=True)
class Program:
    """An operation as a function of its execution, which answers `data`; it raises where graphql-core would have
    errors. `given` are the fields whose arguments have to be read first, in the order of the execution's `arguments`;
    `size` counts its fields."""

    run: Callable[[Any], dict[str, Any]]
    given: tuple[Given, ...]
    size: int


def program_of(context: ExecutionContext, switches: Mapping[str, Any], dialect: Dialect) -> Program:
    """Compile a query. `switches` are the values of the variables that its directives may have.

    Raises UnsupportedError, and what graphql-core and Python raise, for what is not compiled.
    """
    root = context.schema.query_type
    if root is None:
        raise UnsupportedError
    return _Compiler(context, switches, dialect).program(root)


@dataclass(frozen=True, slots=True)
class _Code:
    """An expression, or a function by its name; `is_placed` if it has to know the path."""

    text: str
    is_placed: bool = False


@dataclass(slots=True)
class _Body:
    """A function while it is written: the type whose fields it reads, its lines, and the entries of its answer."""

    kind: GraphQLObjectType
    lines: list[str]
    entries: list[str] = field(default_factory=list)
    is_placed: bool = False


class _Compiler:
    """One operation while it is compiled. A fragment that is spread in many places is compiled once for each type."""

    def __init__(self, context: ExecutionContext, switches: Mapping[str, Any], dialect: Dialect) -> None:
        self._context = context
        self._switches = dict(switches)
        self._dialect = dialect
        self._source = Source()
        self._named = self._source.name_of
        self._readable = values.Readable()
        self._numbers = count()
        self._functions: dict[tuple[int, ...], _Code] = {}
        self._leaves: dict[str, Leaf] = {}
        self._given: list[Given] = []
        self._size = 0

    def program(self, root: GraphQLObjectType) -> Program:
        """Compile the operation."""
        asked = self._context.operation.selection_set
        fields = collect_fields(self._context.schema, self._context.fragments, self._switches, root, asked)
        whole = _called(self._function(_Body(root, []), fields), "x.root_value", "None")
        self._source.function("run", "x", [f"return {whole}"])
        return Program(self._source.compiled("run"), tuple(self._given), self._size)

    def _selection(self, kind: GraphQLObjectType, nodes: Nodes) -> _Code:
        """Return the function that reads what is selected of an object."""
        key = (id(kind), *map(id, nodes))
        if key not in self._functions:
            context = self._context
            fields = collect_sub_fields(context.schema, context.fragments, self._switches, kind, nodes)
            self._functions[key] = self._function(_Body(kind, [self._check(kind)]), fields)
        return self._functions[key]

    def _check(self, kind: GraphQLObjectType) -> str:
        """Return the line that looks whether an object is one of its type."""
        shown = self._dialect.shown(kind) if kind.is_type_of else None
        if shown is None:
            readable = self._named(self._readable)
            return f"if type(s) not in {readable}: {readable}.look(s)"
        return f"if type(s) is not {self._named(shown)}: {self._named(values.instance)}(s, {self._named(shown)})"

    def _function(self, body: _Body, fields: Fields) -> _Code:
        self._size += len(fields)
        if self._size > MOST_FIELDS:
            raise UnsupportedError
        for place, (key, nodes) in enumerate(fields.items()):
            body.entries.append(f"{name_literal(key)}: {self._field(body, place, key, nodes)}")
        name, parameters = f"f{next(self._numbers)}", "s, x, path" if body.is_placed else "s, x"
        self._source.function(name, parameters, [*body.lines, f"return {{{', '.join(body.entries)}}}"])
        return _Code(name, body.is_placed)

    def _field(self, body: _Body, place: int, key: str, nodes: Nodes) -> str:
        """Write what computes a field, in graphql-core's order, and return the expression of its completed value."""
        name, value, path, kind = nodes[0].name.value, f"v{place}", f"p{place}", body.kind
        if name == "__typename":
            return name_literal(kind.name)
        if name in ("__schema", "__type"):
            asked = f"{self._named(kind)}, s, {self._named(nodes)}, {path}"
            lines, done = [f"{value} = x.execute_field({asked})"], _Code(value, is_placed=True)
        else:
            lines, done = self._resolved(kind.fields[name], nodes, kind, value, path)
        if done.is_placed:
            here = f"path, {name_literal(key)}, {name_literal(kind.name)}"
            lines = [f"{path} = {self._named(Path)}({here})", *lines]
            body.is_placed = True
        body.lines += lines
        return done.text

    def _resolved(
        self, definition: GraphQLField, nodes: Nodes, parent: GraphQLObjectType, value: str, path: str
    ) -> tuple[list[str], _Code]:
        """Return the lines that resolve a field, and complete what is no leaf, and the expression of its value."""
        read = self._read(definition, nodes)
        lines = [f"{value} = {read or self._call(definition, nodes)}"]
        kind = get_named_type(definition.type)
        if self._is_compiled(kind):
            done = self._completed(definition.type, nodes, value, path)
        else:
            handed = f"{self._named(definition.type)}, {self._named(nodes)}, info, {path}, {value}"
            done = _Code(f"x.complete_value({handed})", is_placed=True)
        if read is None or not self._is_compiled(kind):
            told = ", ".join(map(self._named, (definition, nodes, parent)))
            lines.insert(0, f"info = x.build_resolve_info({told}, {path})")
        is_placed = read is None or done.is_placed
        if is_leaf_type(kind):
            return lines, _Code(done.text, is_placed)
        return [*lines, f"{value} = {done.text}"], _Code(value, is_placed)

    def _read(self, definition: GraphQLField, nodes: Nodes) -> str | None:
        """Return the expression that reads a field; None where only its resolver can tell."""
        read: Read | None = None
        if definition.resolve is None:
            read = Call(values.core_reader(nodes[0].name.value))
        elif not nodes[0].arguments:
            read = self._dialect.read(definition)
        match read:
            case Attribute(name):
                return attribute_read("s", name)
            case Entry(name, default):
                return f"{self._named(values.entry)}(s, {name_literal(name)}, {self._named(default)})"
            case Call(function):
                return f"{self._named(function)}(s)"
        return None

    def _call(self, definition: GraphQLField, nodes: Nodes) -> str:
        resolver = self._named(definition.resolve)
        if not definition.args:
            return f"{resolver}(s, info)"
        self._given.append((definition, nodes[0]))
        return f"{resolver}(s, info, **x.arguments[{len(self._given) - 1}])"

    def _is_compiled(self, kind: GraphQLNamedType) -> bool:
        """Whether values of a type are completed here; others are handed to graphql-core."""
        if isinstance(kind, GraphQLObjectType):
            return kind.is_type_of is None or self._dialect.shown(kind) is not None
        return is_leaf_type(kind)

    def _completed(self, kind: GraphQLOutputType, nodes: Nodes, value: str, path: str, level: int = 0) -> _Code:
        """Return the expression that completes a value."""
        if isinstance(kind, GraphQLNonNull):
            return self._present(kind.of_type, nodes, value, path, level)
        code = self._present(kind, nodes, value, path, level)
        return _Code(f"None if {value} is None else {code.text}", code.is_placed)

    def _present(self, kind: GraphQLOutputType, nodes: Nodes, value: str, path: str, level: int) -> _Code:
        """Return the expression that completes a value that is not null; it raises for null."""
        match kind:
            case GraphQLList():
                return self._list(kind.of_type, nodes, value, path, level)
            case GraphQLObjectType():
                function = self._selection(kind, nodes)
                return _Code(_called(function, value, path), function.is_placed)
            case GraphQLScalarType() | GraphQLEnumType():
                return _Code(self._leaf(kind).written(value))
        raise UnsupportedError

    def _list(self, kind: GraphQLOutputType, nodes: Nodes, value: str, path: str, level: int) -> _Code:
        item, place = f"i{level}", f"n{level}"
        code = self._completed(kind, nodes, item, f"{self._named(Path)}({path}, {place}, None)", level + 1)
        other = f"{self._named(values.items)}({value})"
        items = f"({value} if type({value}) is tuple or type({value}) is list else {other})"
        each = f"{place}, {item} in enumerate({items})" if code.is_placed else f"{item} in {items}"
        return _Code(f"[{code.text} for {each}]", code.is_placed)

    def _leaf(self, kind: GraphQLLeafType) -> Leaf:
        if kind.name not in self._leaves:
            self._leaves[kind.name] = leaf_of(kind, self._dialect, self._source)
        return self._leaves[kind.name]


def _called(function: _Code, source: str, path: str) -> str:
    return f"{function.text}({source}, x, {path})" if function.is_placed else f"{function.text}({source}, x)"
