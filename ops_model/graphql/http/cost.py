"""What an operation may cost, before anything is read: from the document, the schema and the variables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphql import (
    BooleanValueNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SchemaMetaFieldDef,
    SelectionNode,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_list_type,
    value_from_ast_untyped,
)

from ops_model.domain.cost import DAY, LIST, MUTATION, OPERATION, PAGE, ROW, Branch, Cost, Declared
from ops_model.graphql.http.merging import Part, fields_merged
from ops_model.graphql.http.points import points_asked

SIZE_ARGUMENTS = {"first": 100, "last": 100, "points": 366, "ids": 100}
"""Arguments that say how many items there may be, and the most that they may be: beyond it nothing is answered."""

INTROSPECTION = {
    "__Schema.types": 40,
    "__Type.fields": 16,
    "__Type.inputFields": 2,
    "__Type.enumValues": 2,
    "__Type.interfaces": 1,
    "__Type.possibleTypes": 1,
    "__Field.args": 1,
}
"""Sizes of the schema's own lists, such that tools may ask for all of it and nobody for all of it many times over."""

COST = "cost"
"""Under which name a field's extensions have its Declared."""


def costs_declare(schema: GraphQLSchema, declared: Mapping[str, Declared]) -> None:
    """Let a schema know what its fields, called `Type.field`, are declared to cost. Raises KeyError for none of its."""
    for called, cost in declared.items():
        type_name, _, name = called.partition(".")
        _fields(schema, type_name)[name].extensions[COST] = cost


def operation_cost(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> Cost:
    """Return what an operation costs. The document is valid and measured, the variables as the client sent them: those
    that do not fit are refused before anything is read, and count like those that are left out."""
    return _Counting(schema, document, operation, variables).cost()


@dataclass(frozen=True, slots=True)
class _Listed:
    """How many rows a value of an argument has, counted by its lists; a column is a list of leaves."""

    rows: int
    kind: Literal["leaf", "column", "other"]


_LEAF = _Listed(0, "leaf")


class _Counting:
    """One operation while its cost is added up. Each field is visited once, fragments counted where they are spread."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self.schema = schema
        self.operation = operation
        self.fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        defaults = {
            each.variable.name.value: _written(each.default_value, {})
            for each in operation.variable_definitions
            if each.default_value
        }
        self.variables: dict[str, Any] = {**defaults, **variables}
        self.days: set[str] = set()
        self.listed: dict[str, _Listed] = {}

    def cost(self) -> Cost:
        root = self.schema.get_root_type(self.operation.operation)
        names, branches = self._below([(self.operation.selection_set, root.name if root else "")], size=None)
        own = OPERATION + DAY * len(self.days)
        if self.operation.operation is OperationType.MUTATION:
            own += MUTATION * names
        return Cost(Branch(own, 1, names, branches))

    def _below(self, parts: Sequence[Part], *, size: int | None) -> tuple[int, Mapping[str, Branch]]:
        """Return how many names an item has, and those that are branches. `size` is what an argument of the field
        above said of the lists right below it."""
        merged = fields_merged(parts, self.fragments, self._included)
        found = {name: self._branch(nodes, size) for name, nodes in merged.items()}
        return len(merged), {name: branch for name, branch in found.items() if branch}

    def _branch(self, nodes: Sequence[tuple[FieldNode, str]], size: int | None) -> Branch | None:
        """Return the branch of the fields that stand under one name: the dearest of what each asks for. None: a leaf
        that costs nothing beyond its value."""
        own, items, given_below, parts = 0, 1, None, []
        for node, type_name in nodes:
            definition = self._definition(type_name, node.name.value)
            declared = _declared(definition, type_name, node.name.value)
            given = self._size_given(definition, node, declared)
            weight, rows = declared.weight, self._rows(node)
            self._note_day(node)
            if _is_list(definition):
                items = max(items, _first_given(given, size, declared.size))
            elif given is not None:
                weight += PAGE
                given_below = max(given_below or 0, given)
            elif rows and self._is_mutation(type_name):
                given_below = max(given_below or 0, LIST, rows)
            own = max(own, weight + ROW * rows)
            if node.selection_set:
                parts.append((node.selection_set, get_named_type(definition.type).name))
        names, branches = self._below(parts, size=given_below) if parts else (0, {})
        return Branch(own, items, names, branches) if own or names else None

    def _included(self, selection: SelectionNode) -> bool:
        """Say whether something is to be answered, as far as @skip and @include tell already."""
        for directive in selection.directives:
            if directive.name.value in ("skip", "include"):
                given = next((each.value for each in directive.arguments if each.name.value == "if"), None)
                told = given.value if isinstance(given, BooleanValueNode) else self._value(given)
                if isinstance(told, bool) and told is (directive.name.value == "skip"):
                    return False
        return True

    def _size_given(self, definition: GraphQLField, node: FieldNode, declared: Declared) -> int | None:
        """Return how many items the arguments ask for, as declared where neither they nor their defaults say so; None
        for a field that has no such argument."""
        given = {
            each.name.value: self._value(each.value) for each in node.arguments if each.name.value in SIZE_ARGUMENTS
        }
        if "grain" in definition.args:
            return points_asked({each.name.value: self._value(each.value) for each in node.arguments})
        most = {name: declared.most or bound for name, bound in SIZE_ARGUMENTS.items()}
        asked = [_bounded(value, most[name]) for name, value in given.items() if _says_size(value)]
        if asked:
            return max(asked)
        known = [argument for name, argument in definition.args.items() if name in SIZE_ARGUMENTS]
        if not known:
            return None
        return next((each.default_value for each in known if _says_size(each.default_value)), declared.size)

    def _note_day(self, node: FieldNode) -> None:
        for argument in node.arguments:
            if argument.name.value == "asOf" and (day := self._value(argument.value)) is not None:
                self.days.add(str(day))

    def _rows(self, node: FieldNode) -> int:
        """Count what stands in lists of the arguments of a field: rows, conditions, ids, words."""
        return sum(self._listed(each.value).rows for each in node.arguments)

    def _listed(self, value: ValueNode) -> _Listed:
        match value:
            case VariableNode(name=name):
                if name.value not in self.listed:
                    self.listed[name.value] = _listed(self.variables.get(name.value))
                return self.listed[name.value]
            case ListValueNode(values=values):
                return _in_list([*map(self._listed, values)])
            case ObjectValueNode(fields=fields):
                return _in_object(self._listed(each.value) for each in fields)
        return _LEAF

    def _value(self, node: ValueNode | None) -> Any:
        """Return what was written or sent; None where nothing was."""
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return _written(node, self.variables) if node else None

    def _definition(self, type_name: str, name: str) -> GraphQLField:
        match name:
            case "__schema":
                return SchemaMetaFieldDef
            case "__type":
                return TypeMetaFieldDef
            case "__typename":
                return TypeNameMetaFieldDef
        return _fields(self.schema, type_name)[name]

    def _is_mutation(self, type_name: str) -> bool:
        return self.schema.mutation_type is not None and type_name == self.schema.mutation_type.name


def _written(node: ValueNode, variables: dict[str, Any]) -> Any:
    """Return the value that a literal stands for; None for a number of more digits than Python reads."""
    try:
        return value_from_ast_untyped(node, variables)
    except ValueError:
        return None


def _fields(schema: GraphQLSchema, type_name: str) -> Mapping[str, GraphQLField]:
    fields: Mapping[str, GraphQLField] = schema.type_map[type_name].fields  # type: ignore[attr-defined]
    return fields


def _declared(definition: GraphQLField, type_name: str, name: str) -> Declared:
    declared: Declared = definition.extensions.get(COST) or Declared(
        size=INTROSPECTION.get(f"{type_name}.{name}", LIST)
    )
    return declared


def _listed(value: Any) -> _Listed:
    """Count the items of the lists of a JSON value, at any depth."""
    match value:
        case dict():
            return _in_object(map(_listed, value.values()))
        case list() if {*map(type, value)}.isdisjoint((dict, list)):
            return _Listed(len(value), "column")
        case list():
            return _in_list([*map(_listed, value)])
    return _LEAF


def _in_list(items: Sequence[_Listed]) -> _Listed:
    of_leaves = all(each.kind == "leaf" for each in items)
    return _Listed(len(items) + sum(each.rows for each in items), "column" if of_leaves else "other")


def _in_object(fields: Iterable[_Listed]) -> _Listed:
    """Count what stands beside one another: columns are of the same rows."""
    rows, longest = 0, 0
    for each in fields:
        if each.kind == "column":
            longest = max(longest, each.rows)
        else:
            rows += each.rows
    return _Listed(rows + longest, "other")


def _is_list(definition: GraphQLField) -> bool:
    kind = definition.type
    if not is_composite_type(get_named_type(kind)):
        return False  # a list of leaves is one value
    return is_list_type(kind.of_type if isinstance(kind, GraphQLNonNull) else kind)


def _first_given(*sizes: int | None) -> int:
    return next(size for size in sizes if size is not None)


def _says_size(value: Any) -> bool:
    return isinstance(value, int | float | list) and not isinstance(value, bool)  # GraphQL takes 3.0 for an Int


def _bounded(value: float | list[Any], most: int) -> int:
    return max(0, int(min(len(value) if isinstance(value, list) else value, most)))
