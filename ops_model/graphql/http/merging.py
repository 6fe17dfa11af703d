"""What stands beside what in the answer: the fields of selection sets, merged by their names as in execution."""

from collections.abc import Callable, Iterable, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)

Part = tuple[SelectionSetNode, str]
"""A selection set, and the name of the type that it asks of."""

Fragments = Mapping[str, FragmentDefinitionNode]


def response_name(field: FieldNode) -> str:
    """Return the name that a field has in the answer."""
    return (field.alias or field.name).value


def fields_merged(
    parts: Iterable[Part], fragments: Fragments, included: Callable[[SelectionNode], bool] = lambda _: True
) -> dict[str, list[tuple[FieldNode, str]]]:
    """Return the fields of selection sets that are merged into one, by response name, each with the name of the type
    that it is asked of.

    Conditions on types are passed through, whatever the type: what is asked of several types stands together. A
    fragment counts once, however often it is spread here. Nothing is followed below the fields, and no spread of a
    fragment that is not there; the fragments must not spread one another in a circle.
    """
    merged: dict[str, list[tuple[FieldNode, str]]] = {}
    seen: set[str] = set()
    waiting = [*parts]
    while waiting:
        selections, type_name = waiting.pop()
        for selection in selections.selections:
            if not included(selection):
                continue
            if isinstance(selection, FieldNode):
                merged.setdefault(response_name(selection), []).append((selection, type_name))
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                waiting.append((selection.selection_set, condition.name.value if condition else type_name))
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                if fragment := fragments.get(selection.name.value):
                    waiting.append((fragment.selection_set, fragment.type_condition.name.value))
    return merged
