"""Documents made to hold a server: each with what it must be answered with, whatever it is asked of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

PARSE, VALIDATION, COST, INPUT = "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "COST_LIMIT", "BAD_USER_INPUT"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A document, the code that it is refused with (None: it is answered), and whether validation is reached."""

    document: str
    code: str | None
    validated: bool = False
    variables: Mapping[str, Any] = field(default_factory=dict)


def _each(count: int, text: Callable[[int], str]) -> str:
    return " ".join(text(number) for number in range(count))


def _bomb(fragments: int, *, on: str = "Query", leaf: str = "__typename") -> str:
    """Spread fragments in fragments, each twice: 2^fragments leaves in a few kilobytes."""
    chain = _each(fragments, lambda n: f"fragment F{n} on {on} {{ ...F{n + 1} ...F{n + 1} }}")
    return f"{chain} fragment F{fragments} on {on} {{ {leaf} }}"


def _in_organisation(asked: str) -> str:
    return f'{{ organisation(slug: "SLUG") {{ {asked} }} }}'


_ROWS = [{"kpi": "x", "observedOn": "2026-01-01", "value": "1"}] * 5000
_MANY = "mutation($rows: [MeasurementRow!]!) { %s }"
_PAIR = "...on Kpi{a:id b:name c:version d:code}...on Lever{a:name b:id c:createdAt d:version}"
_LISTED = "kpis(first: 100) { nodes { lever { " * 4 + "name" + " } } }" * 4
_TYPE = "{ fields { type { fields { name description other: name } } } }"

HOSTILE: dict[str, Hostile] = {
    "2^200 by fragments": Hostile("{ ...F0 } " + _bomb(200), VALIDATION),
    "2^99 by fragments": Hostile("{ ...F0 } " + _bomb(99), VALIDATION),
    "2^25 by fragments, not deep": Hostile("{ ...F0 } " + _bomb(25), VALIDATION),
    "2^20 by fragments under fields": Hostile(
        "{ ...F0 } "
        + _each(
            20, lambda n: f"fragment F{n} on Query {{ a: node(id: 1) {{ ...F{n + 1} }} b: viewer {{ ...F{n + 1} }} }}"
        )
        + " fragment F20 on Query { __typename }",
        VALIDATION,
    ),
    "a circle of fragments": Hostile(
        "{ ...A } fragment A on Query { ...B } fragment B on Query { viewer { name } ...A }", VALIDATION
    ),
    "a fragment in itself": Hostile("{ ...A } fragment A on Query { ...A }", VALIDATION),
    "a fragment of a name twice": Hostile("{ ...A } " + "fragment A on Query { __typename } " * 2, VALIDATION),
    "2,000 aliases": Hostile("{ " + _each(2000, lambda n: f"a{n}: x") + " }", PARSE),
    "300 aliases": Hostile(_in_organisation(_each(300, lambda n: f"a{n}: name")), VALIDATION),
    "one name 1,900 times": Hostile("{ viewer { " + "name " * 1900 + "} }", VALIDATION),
    "one name 900 times": Hostile("{ viewer { " + "name " * 900 + "} }", VALIDATION),
    "one list 31 times": Hostile("{ viewer { " + "memberships { id name } " * 31 + "} }", VALIDATION),
    "one name 31 times by fragments": Hostile(
        "{ viewer { "
        + _each(31, lambda n: f"...F{n}")
        + " } } "
        + _each(31, lambda n: f"fragment F{n} on Viewer {{ name }}"),
        VALIDATION,
    ),
    "one name under many conditions": Hostile(
        '{ node(id: "x") { ' + "... on Kpi { __typename } " * 31 + "} }", VALIDATION
    ),
    "names that conflict, in pairs": Hostile('{ node(id: "x") { ' + _PAIR * 16 + " } }", VALIDATION),
    "names that merge in names that merge": Hostile(
        "{ viewer { " + "memberships { " + "id name role " * 6 + "} " + "} }", None
    ),
    "the same, 6 x 6 times": Hostile("{ viewer { " + ("memberships { " + "id " * 6 + "} ") * 6 + "} }", VALIDATION),
    "30 times 24 lists in lists": Hostile(
        _in_organisation(("kpis { nodes { lever { " * 8 + "name" + " } } }" * 8) * 30), VALIDATION
    ),
    "selections 150 deep": Hostile("{ a" * 150 + " }" * 150, VALIDATION),
    "selections 3,000 deep": Hostile("{ a" * 3000 + " }" * 3000, PARSE),
    "inline fragments 150 deep": Hostile("{ ... on Query " * 150 + "{ __typename }" + " }" * 150, VALIDATION),
    "lists 100 deep": Hostile("{ viewer(a: " + "[" * 100 + "]" * 100 + ") { name } }", VALIDATION),
    "lists 5,000 deep": Hostile("{ viewer(a: " + "[" * 5000 + "]" * 5000 + ") { name } }", PARSE),
    "objects 100 deep": Hostile(
        _in_organisation("kpis(filter: {" + "not: {" * 100 + "}" * 100 + "}) { totalCount }"), VALIDATION
    ),
    "a default 100 deep": Hostile("query($a: [Int] = " + "[" * 100 + "]" * 100 + ") { __typename }", VALIDATION),
    "a list of 4,900": Hostile("{ viewer(a: [" + "1 " * 4900 + "]) { name } }", PARSE),
    "500 conditions": Hostile(
        _in_organisation(f"kpis(filter: {{or: [{'{stale: true} ' * 500}]}}) {{ totalCount }}"), INPUT
    ),
    "a number of 5,000 digits": Hostile(
        "{ organisation(slug: " + "9" * 5000 + ") { name } }", VALIDATION, validated=True
    ),
    "an id of 5,000 digits": Hostile(
        "query($id: ID! = " + "9" * 5000 + ") { node(id: $id) { id } }", INPUT, validated=True
    ),
    "300 variables": Hostile("query(" + _each(300, lambda n: f"$v{n}: Int") + ") { __typename }", VALIDATION),
    "one variable 150 times": Hostile("query(" + "$v: Int " * 150 + ") { __typename }", VALIDATION, validated=True),
    "100 fragments": Hostile("{ ...F0 } " + _bomb(100), VALIDATION),
    "fragments all in one another": Hostile(
        "{ "
        + _each(40, lambda n: f"...F{n}")
        + " } "
        + _each(40, lambda n: f"fragment F{n} on Query {{ {_each(n, lambda m: f'...F{m}')} viewer {{ name }} }}"),
        VALIDATION,
    ),
    "fragments that nobody spreads": Hostile(
        "{ __typename } " + _each(90, lambda n: f"fragment F{n} on Query {{ viewer {{ name }} }}"), VALIDATION
    ),
    "21 operations": Hostile(_each(21, lambda n: f"query Q{n} {{ __typename }}"), VALIDATION),
    "500 directives": Hostile("{ __typename " + "@skip(if: true) " * 500 + "}", VALIDATION),
    "90 directives in one place": Hostile("{ __typename " + "@skip(if: true) " * 90 + "}", VALIDATION, validated=True),
    "1,200 arguments": Hostile("{ viewer(" + "a: 1 " * 1200 + ") { name } }", VALIDATION, validated=True),
    "1,200 fields that are not there": Hostile("{ " + _each(1200, lambda n: f"namr{n}") + " }", VALIDATION),
    "40 fields that are not there": Hostile("{ " + _each(40, lambda n: f"namr{n}") + " }", VALIDATION, validated=True),
    "the schema's fields in fields": Hostile(
        "{ __schema { types " + "{ fields { type " * 8 + "{ name }" + " } }" * 8 + " } }", VALIDATION, validated=True
    ),
    "the schema 49 times": Hostile(
        "{ " + _each(49, lambda n: f"s{n}: __schema {{ types {_TYPE} }}") + " }", COST, validated=True
    ),
    "a type 49 times": Hostile(
        "{ " + _each(49, lambda n: f't{n}: __type(name: "Kpi") {_TYPE}') + " }", None, validated=True
    ),
    "lists in lists in lists": Hostile(_in_organisation(_LISTED), COST, validated=True),
    "60 days": Hostile(
        _in_organisation(
            _each(60, lambda n: f'd{n}: scorecard(asOf: "2026-{n % 12 + 1:02}-{n % 28 + 1:02}") {{ index }}')
        ),
        COST,
        validated=True,
    ),
    "40 times 5,000 rows": Hostile(
        _MANY % _each(40, lambda n: f"m{n}: measurementRecordMany(input: {{rows: $rows}}) {{ userErrors {{ code }} }}"),
        COST,
        validated=True,
        variables={"rows": _ROWS},
    ),
    "51 mutations": Hostile(
        "mutation { "
        + _each(51, lambda n: f'm{n}: kpiArchive(input: {{id: "x", version: 1}}) {{ userErrors {{ code }} }}')
        + " }",
        VALIDATION,
    ),
    "9,000 comments": Hostile("{ __typename } " + "#\n" * 9000, PARSE),
    "19,000 commas": Hostile("{ viewer { name" + "," * 19_000 + " } }", None, validated=True),
    "a block string of 6,000 lines": Hostile(
        '{ organisation(slug: """' + "\n a" * 6000 + '""") { name } }', None, validated=True
    ),
    "500 types defined": Hostile("type A { a: Int } " * 500, VALIDATION),
}

WHATEVER_THE_SCHEMA = {
    name: each for name, each in HOSTILE.items() if each.code in (PARSE, VALIDATION) and not each.validated
}
"""Those that are refused before the schema is looked at."""

_REPORT = '(organisation: "SLUG"'

HOSTILE_REPORTS: dict[str, Hostile] = {
    **WHATEVER_THE_SCHEMA,
    "a report 49 times, all of it": Hostile(
        "{ " + _each(49, lambda n: f"r{n}: kpis{_REPORT}, first: 1000) {{ nodes {{ key value health }} }}") + " }",
        COST,
        validated=True,
    ),
    "49 totals, each with groups": Hostile(
        "{ "
        + _each(49, lambda n: f"t{n}: measurements{_REPORT}) {{ totalCount groups(by: [LEVER]) {{ count }} }}")
        + " }",
        COST,
        validated=True,
    ),
    "things in things of a thousand rows": Hostile(
        f"{{ measurements{_REPORT}, first: 1000) {{ nodes {{ kpi {{ {_each(99, lambda n: f'v{n}: value')} }} }} }} }}",
        COST,
        validated=True,
    ),
    "40 days": Hostile(
        "{ "
        + _each(40, lambda n: f'd{n}: kpis{_REPORT}, asOf: "2026-{n % 12 + 1:02}-{n % 28 + 1:02}") {{ totalCount }}')
        + " }",
        COST,
        validated=True,
    ),
    "a million rows in": Hostile(
        f'{{ kpis{_REPORT}, after: "YXJyYXljb25uZWN0aW9uOjk5OTk5OTk=") {{ totalCount }} }}', INPUT
    ),
    "an order of 500 columns": Hostile(
        f"{{ kpis{_REPORT}, orderBy: [{'{column: KPI_CODE} ' * 500}]) {{ totalCount }} }}", INPUT
    ),
    "a search of 10,000 characters": Hostile(f'{{ kpis{_REPORT}, search: "{"x " * 5000}") {{ totalCount }} }}', INPUT),
    "groups by one dimension 500 times": Hostile(
        f"{{ kpis{_REPORT}) {{ groups(by: [{'LEVER ' * 500}]) {{ count }} }} }}", None, validated=True
    ),
    "groups by everything": Hostile(
        f"{{ kpis{_REPORT}) {{ groups(by: [LEVER ROLE DIRECTION AGGREGATION FREQUENCY HEALTH]) {{ count }} }} }}", INPUT
    ),
    "a filter of 4,000 words": Hostile(
        f"query($words: [String!]) {{ kpis{_REPORT}, kpiCode: $words) {{ totalCount }} }}",
        None,
        validated=True,
        variables={"words": ["x"] * 4000},
    ),
    "a filter of 30,000 words": Hostile(
        f"query($words: [String!]) {{ kpis{_REPORT}, kpiCode: $words) {{ totalCount }} }}",
        COST,
        validated=True,
        variables={"words": ["x"] * 30_000},
    ),
}
"""Those for the reporting API."""
