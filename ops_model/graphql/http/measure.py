"""How large a document is, before anything else looks at it: GraphQL's own validation takes quadratic time for what
repeats a name, and whoever follows fragments one by one exponential time for fragments in fragments.

Each definition is passed over once, and what a fragment holds is remembered and added wherever it is spread. Only what
turns out to be small is then walked as the answer will stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import NoReturn

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    ValueNode,
)

from ops_model.graphql.http.errors import ApiError, ErrorCode
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.merging import Fragments, Part, fields_merged

Executable = OperationDefinitionNode | FragmentDefinitionNode

COUNTED = ("depth", "fields", "root_fields", "aliases", "directives", "spreads")


@dataclass(slots=True)
class Measure:
    """The size of a definition, the fragments that it spreads included; `spread` says which, how deep, and whether
    at the root. Numbers have no bound: fragments in fragments multiply."""

    depth: int = 0
    fields: int = 0
    root_fields: int = 0
    aliases: int = 0
    directives: int = 0
    spreads: int = 0
    spread: list[tuple[str, int, bool]] = field(default_factory=list)


def document_measure(document: DocumentNode, limits: Limits) -> Measure:
    """Return the size of a document: of all its operations together, the depth of the deepest.

    Raises ApiError GRAPHQL_VALIDATION_FAILED where it is larger than the limits allow, and where fragments spread one
    another in a circle or share a name: nothing could be said of those. The time is linear in the document.
    """
    executable = [each for each in document.definitions if isinstance(each, Executable)]
    _definitions_check(executable, limits)
    fragments = {each.name.value: each for each in executable if isinstance(each, FragmentDefinitionNode)}
    measured = _measured(executable, fragments, limits)
    roots = _roots(executable, measured)
    whole = _together([measured[id(each)] for each in roots])
    for name in COUNTED:
        if getattr(whole, name) > (most := getattr(limits, name)):
            _refuse(f"The document's {name.replace('_', ' ')}: at most {most} are allowed, fragments included.")
    _uses_check(roots, fragments, limits)
    return whole


def _definitions_check(executable: Sequence[Executable], limits: Limits) -> None:
    operations = [each for each in executable if isinstance(each, OperationDefinitionNode)]
    names = [each.name.value for each in executable if isinstance(each, FragmentDefinitionNode)]
    variables = sum(len(each.variable_definitions) for each in operations)
    for found, most, what in (
        (len(operations), limits.operations, "operations"),
        (len(names), limits.fragments, "fragments"),
        (variables, limits.variables, "variables"),
    ):
        if found > most:
            _refuse(f"The document has {found} {what}; at most {most} are allowed.")
    if len({*names}) < len(names):
        _refuse("Two fragments of the document have the same name.")


def _measured(executable: Sequence[Executable], fragments: Fragments, limits: Limits) -> dict[int, Measure]:
    """Return the size of each definition by its identity: those that others spread come first."""
    own = {id(each): _own(each, limits) for each in executable}
    spreads = {name: {to for to, *_ in own[id(each)].spread if to in fragments} for name, each in fragments.items()}
    try:
        order = [*TopologicalSorter(spreads).static_order()]
    except CycleError as error:
        _refuse(f"Fragments spread one another in a circle: {', '.join(error.args[1][:5])}.")
    operations = [each for each in executable if isinstance(each, OperationDefinitionNode)]
    for each in (*(fragments[name] for name in order), *operations):
        measure = own[id(each)]
        for name, depth, at_root in measure.spread:
            if name in fragments:
                _add(measure, own[id(fragments[name])], depth=depth, at_root=at_root)
    return own


def _own(definition: Executable, limits: Limits) -> Measure:
    """Measure one definition by itself."""
    measure = Measure(directives=len(definition.directives))
    defaults = getattr(definition, "variable_definitions", None) or ()
    _values_check([each.default_value for each in defaults if each.default_value], limits)
    waiting = [(definition.selection_set, 1, True)]
    while waiting:
        selections, depth, at_root = waiting.pop()
        measure.depth = max(measure.depth, depth)
        for selection in selections.selections:
            _note(measure, selection, depth, limits, at_root=at_root)
            below = getattr(selection, "selection_set", None)
            if below:
                waiting.append((below, depth + 1, at_root and isinstance(selection, InlineFragmentNode)))
    return measure


def _note(measure: Measure, selection: SelectionNode, depth: int, limits: Limits, *, at_root: bool) -> None:
    measure.directives += len(selection.directives)
    arguments = [argument for directive in selection.directives for argument in directive.arguments]
    if isinstance(selection, FieldNode):
        arguments += selection.arguments
        measure.fields += 1
        measure.root_fields += at_root
        measure.aliases += selection.alias is not None
    else:
        measure.spreads += 1
        if isinstance(selection, FragmentSpreadNode):
            measure.spread.append((selection.name.value, depth, at_root))
    if arguments:
        _values_check([argument.value for argument in arguments], limits)


def _values_check(values: list[ValueNode], limits: Limits) -> None:
    for _ in range(limits.json_depth):
        following: list[ValueNode] = []
        for value in values:
            if isinstance(value, ListValueNode):
                following += value.values
            elif isinstance(value, ObjectValueNode):
                following += [each.value for each in value.fields]
        if not following:
            return
        values = following
    _refuse(f"A value in the document is nested deeper than {limits.json_depth} levels.")


def _add(measure: Measure, other: Measure, *, depth: int = 0, at_root: bool = True) -> None:
    measure.depth = max(measure.depth, depth + other.depth)
    measure.fields += other.fields
    measure.root_fields += other.root_fields if at_root else 0
    measure.aliases += other.aliases
    measure.directives += other.directives
    measure.spreads += other.spreads


def _together(measures: Iterable[Measure]) -> Measure:
    whole = Measure()
    for measure in measures:
        _add(whole, measure)
    return whole


def _roots(executable: Sequence[Executable], measured: dict[int, Measure]) -> list[Executable]:
    """Return what nothing else spreads: it has all the others in it."""
    spread = {name for measure in measured.values() for name, *_ in measure.spread}
    return [each for each in executable if isinstance(each, OperationDefinitionNode) or each.name.value not in spread]


def _uses_check(roots: Iterable[Executable], fragments: Fragments, limits: Limits) -> None:
    pairs = 0
    waiting: list[list[Part]] = [[(each.selection_set, "")] for each in roots]
    while waiting:
        for name, merged in fields_merged(waiting.pop(), fragments).items():
            uses = len(merged)
            if uses > limits.uses:
                _refuse(f"The name '{name[:80]}' is used {uses} times in one selection; at most {limits.uses} may be.")
            pairs += uses * (uses - 1) // 2
            if pairs > limits.pairs:
                _refuse(f"Names are used again and again in selections: at most {limits.pairs} pairs are compared.")
            if below := [(each.selection_set, "") for each, _ in merged if each.selection_set]:
                waiting.append(below)


def _refuse(message: str) -> NoReturn:
    raise ApiError(ErrorCode.GRAPHQL_VALIDATION_FAILED, message)
