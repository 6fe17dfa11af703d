"""The size of a document: fragments counted wherever they are spread, by one pass."""

from typing import Any

import pytest
from graphql import parse

from ops_model.graphql.http.errors import ApiError
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.measure import COUNTED, document_measure

WIDE = dict.fromkeys((*COUNTED, "uses", "pairs", "fragments", "operations"), 10**60)


def measured(document: str, **limits: Any) -> dict[str, int]:
    """Return what is counted of a document, all limits being wide but those given."""
    found = document_measure(parse(document), Limits(**{**WIDE, **limits}))
    return {name: getattr(found, name) for name in COUNTED}


FRAGMENTS = " fragment F on Kpi { code x: name ...G } fragment G on Kpi { lever { name @skip(if: true) } }"


@pytest.mark.parametrize(
    ("document", "sizes"),
    [
        ("{ a }", (1, 1, 1, 0, 0, 0)),
        ("{ a b: c { d } }", (2, 3, 2, 1, 0, 0)),
        ("{ a { ... on B { c } } }", (3, 2, 1, 0, 0, 1)),
        ("{ ... { a b } }", (2, 2, 2, 0, 0, 1)),
        ("query @d { a @d @d }", (1, 1, 1, 0, 3, 0)),
        ("query A { a } query B { a { b } }", (2, 3, 2, 0, 0, 0)),
        ("{ k { ...F } }" + FRAGMENTS, (5, 5, 1, 1, 1, 2)),
        ("{ k { ...F ...F } }" + FRAGMENTS, (5, 9, 1, 2, 2, 4)),
        ("{ ...F }" + FRAGMENTS, (4, 4, 3, 1, 1, 2)),
        ("{ a } fragment F on A { b: c ...G } fragment G on A { d }", (2, 3, 3, 1, 0, 1)),
        ("{ ...Missing }", (1, 0, 0, 0, 0, 1)),
    ],
)
def test_a_document_has_a_size(document: str, sizes: tuple[int, ...]) -> None:
    assert tuple(measured(document).values()) == sizes


def test_fragments_in_fragments_multiply_and_take_no_longer() -> None:
    chain = " ".join(f"fragment F{n} on Q {{ ...F{n + 1} ...F{n + 1} }}" for n in range(100))
    with pytest.raises(ApiError, match="The document's fields"):
        measured("{ ...F0 } " + chain + " fragment F100 on Q { a }", fields=2**100 - 1)


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_counted_is_bounded_and_the_bound_itself_allowed(name: str) -> None:
    document = "query @d { a: b { ...F } c: d } fragment F on A { e: f @d }"
    size = measured(document)[name]
    assert measured(document, **{name: size})
    with pytest.raises(ApiError, match=f"The document's {name.replace('_', ' ')}: at most {size - 1} are allowed"):
        measured(document, **{name: size - 1})


@pytest.mark.parametrize(
    ("document", "uses"),
    [
        ("{ a }", 1),
        ("{ a a b: a }", 2),
        ("{ x: a x: b x: c }", 3),
        ("{ a { b } a { b b } }", 3),
        ("{ a { b } c: a { b } }", 1),
        ("{ a ... { a ... on B { a } } }", 3),
        ("{ a ...F ...F } fragment F on Q { a }", 2),
        ("{ ...F ...G } fragment F on Q { a { b } ...G } fragment G on Q { a { b b } }", 3),
        ("{ c } fragment Unused on Q { a a }", 2),
    ],
)
def test_uses_of_a_name_are_counted_as_they_merge(document: str, uses: int) -> None:
    assert measured(document, uses=uses)
    with pytest.raises(ApiError, match=f"is used {uses} times in one selection; at most {uses - 1} may be"):
        measured(document, uses=uses - 1)


def test_pairs_are_bounded_in_all_selections_together() -> None:
    document = "{ a { b b b } a { c { d d } } e { f f } }"
    assert measured(document, pairs=1 + 3 + 1 + 1)
    with pytest.raises(ApiError, match="at most 5 pairs are compared"):
        measured(document, pairs=5)


@pytest.mark.parametrize("document", ["{ a(b: {}) }", "{ a @d(b: {}) }", "query($b: B = {}) { a }"])
def test_values_are_bounded_in_depth(document: str) -> None:
    assert measured(document.replace("{}", "[[{c: [1]}]]"), json_depth=5)
    with pytest.raises(ApiError, match="nested deeper than 4 levels"):
        measured(document.replace("{}", "[[{c: [1]}]]"), json_depth=4)
