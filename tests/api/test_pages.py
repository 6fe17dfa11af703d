"""Pages of lists over HTTP: turned over forward and backward, and refused where they cannot be."""

from typing import Any

import pytest

from tests.api.client import Api
from tests.api.world import World

LISTS = {
    "initiatives": "initiatives(PAGE) { ...P nodes { id } }",
    "kpis": "kpis(PAGE) { ...P nodes { id } }",
    "milestones": "milestones(PAGE) { ...P nodes { id } }",
    "checkIns": "checkIns(PAGE) { ...P nodes { id } }",
    "members": "members(PAGE) { ...P nodes { id } }",
    "lever.kpis": "lever(kind: STRUCTURE) { kpis(PAGE) { ...P nodes { id } } }",
    "lever.initiatives": "lever(kind: STRUCTURE) { initiatives(PAGE) { ...P nodes { id } } }",
    "initiative.milestones": 'initiative(code: "INI-03") { milestones(PAGE) { ...P nodes { id } } }',
    "initiative.checkIns": 'initiative(code: "INI-03") { checkIns(PAGE) { ...P nodes { id } } }',
    "kpi.measurements": 'kpi(code: "KPI-03") { measurements(PAGE) { ...P nodes { id } } }',
}


def _page(api: Api, slug: str, name: str, page: str) -> dict[str, Any]:
    connection = LISTS[name].split("(PAGE)")[0].split()[-1]
    fragment = f"fragment P on {_connection(connection)} {{ {PAGE_INFO} }}"
    document = f'{{ organisation(slug: "{slug}") {{ {LISTS[name].replace("PAGE", page)} }} }} {fragment}'
    found: dict[str, Any] = api.data(document)["organisation"]
    while "pageInfo" not in found:
        (found,) = found.values()
    return found


PAGE_INFO = "totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


def _connection(field: str) -> str:
    names = {
        "kpis": "Kpi",
        "initiatives": "Initiative",
        "milestones": "Milestone",
        "checkIns": "CheckIn",
        "members": "Membership",
        "measurements": "Measurement",
    }
    return f"{names[field]}Connection"


@pytest.mark.parametrize("name", LISTS)
def test_turning_pages_shows_everything_once_forward_and_backward(ten: World, name: str) -> None:
    api = ten.api()
    whole = _page(api, ten.slug, name, "first: 100")
    ids = [node["id"] for node in whole["nodes"]]
    assert len(ids) == len(set(ids)) == whole["totalCount"] > 1
    assert [edge["node"]["id"] for edge in whole["edges"]] == ids
    forward: list[str] = []
    page = _page(api, ten.slug, name, "first: 3")
    while page["nodes"]:
        forward += [node["id"] for node in page["nodes"]]
        assert page["pageInfo"]["hasNextPage"] == (len(forward) < len(ids))
        page = _page(api, ten.slug, name, f'first: 3, after: "{page["pageInfo"]["endCursor"]}"')
    backward: list[str] = []
    page = _page(api, ten.slug, name, "last: 3")
    while page["nodes"]:
        backward = [node["id"] for node in page["nodes"]] + backward
        assert page["pageInfo"]["hasPreviousPage"] == (len(backward) < len(ids))
        page = _page(api, ten.slug, name, f'last: 3, before: "{page["pageInfo"]["startCursor"]}"')
    assert forward == backward == ids


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("first: 101", "'first' must be from 0 to 100, and not 101."),
        ("first: 1000", "'first' must be from 0 to 100, and not 1000."),
        ("last: -1", "'last' must be from 0 to 100, and not -1."),
        ("first: 1, last: 1", "Ask for 'first' or for 'last', and not for both."),
        ('after: "x"', "The cursor is none of this API's: take cursors from its answers, as they are."),
        ('before: "WyJhIl0"', "The cursor belongs to another list, or to the same with another filter or order."),
    ],
)
def test_page_arguments_that_cannot_be_are_refused(ten: World, name: str, page: str, sentence: str) -> None:
    asked = LISTS[name].replace("PAGE", page).replace("...P", "")
    error = ten.api().error(f'{{ organisation(slug: "{ten.slug}") {{ {asked} }} }}')
    assert (error["message"], error["extensions"]) == (sentence, {"code": "BAD_USER_INPUT"})


def test_a_cursor_is_bound_to_its_filter_and_order(ten: World) -> None:
    api = ten.api()
    cursor = _page(api, ten.slug, "initiatives", "first: 1")["pageInfo"]["endCursor"]
    for arguments in ("filter: {lever: [TALENT]}", "orderBy: [{field: NAME}]"):
        document = f"""{{ organisation(slug: "{ten.slug}") {{
            initiatives({arguments}, after: "{cursor}") {{ nodes {{ id }} }} }} }}"""
        assert api.error(document)["extensions"]["code"] == "BAD_USER_INPUT"
