"""Lists over HTTP: what they show, how they are filtered, ordered and turned over, and what they refuse."""

import pytest

from ops_model.domain.roles import Role
from tests.api.client import Api
from tests.api.world import World

INITIATIVES = """
query Initiatives($slug: String!) {
  organisation(slug: $slug) {
    initiatives(first: 20) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage }
      nodes {
        code name stage targetDate customerOutcome origin principles tags
        lever { kind }
        leverShares { lever { kind } share primary }
        owner { name }
        sponsor { name }
        progress { progress delivery plannedDelivery outcome computedHealth reportedHealth watermelon checkInDueOn }
        nextMilestone { name dueOn forecastOn slippageDays overdue }
        latestCheckIn { health }
        kpis { kpi { code } }
      }
    }
    kpis {
      nodes {
        code unit
        owner { name }
        terms { role direction aggregation frequency weight baseline { value on } target { value on } band { lower } }
        progress { value observedOn raw attainment gap health stale dueOn }
        sparkline(points: 2) { on value }
        measurements(first: 2) { totalCount nodes { observedOn value } }
        forecast { points reason }
      }
    }
  }
}
"""


def test_the_list_of_initiatives_and_kpis_shows_all_that_stands_beside_them(example: World, api: Api) -> None:
    organisation = api.data(INITIATIVES, slug=example.slug)["organisation"]
    assert organisation["initiatives"] == {
        "totalCount": 1,
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
        "nodes": [
            {
                "code": "SQUADS",
                "name": "Journey squads",
                "stage": "IN_PROGRESS",
                "targetDate": "2026-12-31",
                "customerOutcome": "One person knows my case.",
                "origin": None,
                "principles": [],
                "tags": [],
                "lever": {"kind": "CULTURE"},
                "leverShares": [{"lever": {"kind": "CULTURE"}, "share": 1.0, "primary": True}],
                "owner": {"name": "Editor"},
                "sponsor": None,
                "progress": {
                    "progress": 0.25,
                    "delivery": 0.25,
                    "plannedDelivery": 0.25,
                    "outcome": None,
                    "computedHealth": "ON_TRACK",
                    "reportedHealth": None,
                    "watermelon": False,
                    "checkInDueOn": "2026-01-16",
                },
                "nextMilestone": {
                    "name": "All squads",
                    "dueOn": "2026-09-01",
                    "forecastOn": "2026-09-11",
                    "slippageDays": 10,
                    "overdue": False,
                },
                "latestCheckIn": None,
                "kpis": [],
            }
        ],
    }
    attrition, enps = organisation["kpis"]["nodes"]
    assert (attrition["code"], enps["code"]) == ("ATTRITION", "eNPS")
    assert enps == {
        "code": "eNPS",
        "unit": "points",
        "owner": {"name": "Editor"},
        "terms": {
            "role": "AMBITION",
            "direction": "INCREASE",
            "aggregation": "LATEST",
            "frequency": "MONTHLY",
            "weight": 2.0,
            "baseline": {"value": "10", "on": "2026-01-01"},
            "target": {"value": "50", "on": "2026-12-31"},
            "band": None,
        },
        "progress": {
            "value": 24.0,
            "observedOn": "2026-06-30",
            "raw": pytest.approx(0.35),
            "attainment": pytest.approx(0.35),
            "gap": pytest.approx(181 / 364 - 0.35),
            "health": "AT_RISK",
            "stale": False,
            "dueOn": "2026-07-31",
        },
        "sparkline": [{"on": "2026-05-31", "value": 20.0}, {"on": "2026-06-30", "value": 24.0}],
        "measurements": {
            "totalCount": 3,
            "nodes": [{"observedOn": "2026-06-30", "value": "24"}, {"observedOn": "2026-05-31", "value": "20"}],
        },
        "forecast": {"points": 3, "reason": None},
    }


def _codes(api: Api, slug: str, name: str, arguments: str) -> list[str]:
    asked = f"query($slug: String!) {{ organisation(slug: $slug) {{ {name}({arguments}) {{ nodes {{ code }} }} }} }}"
    return [node["code"] for node in api.data(asked, slug=slug)["organisation"][name]["nodes"]]


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ("filter: {lever: [STRUCTURE]}", [0, 6]),
        ("filter: {lever: [STRUCTURE, CULTURE]}", [0, 1, 6, 7]),
        ("filter: {lever: []}", []),
        ("filter: null", list(range(10))),
        ("filter: {lever: null, watermelon: null}", list(range(10))),
        ('filter: {search: "ini-0 initiative", code: ["INI-03", "INI-04", "OTHER"]}', [3, 4]),
        ('filter: {or: [{code: ["INI-01"]}, {lever: [TALENT]}]}', [1, 2, 8]),
        ('filter: {and: [{lever: [TALENT]}, {not: {code: ["INI-02"]}}]}', [8]),
        ("filter: {not: {lever: [STRUCTURE, CULTURE, TALENT, METRICS]}}", [4, 5]),
        ("filter: {or: []}", []),
        ("filter: {progress: {from: 2}}", []),
        ("filter: {progress: {from: 0, to: 1}}", list(range(10))),
        ("filter: {progress: {to: null}}", list(range(10))),
        ('filter: {targetDate: {from: "2026-01-01"}}', []),
        ("orderBy: [{field: CODE, direction: DESC}], first: 3", [9, 8, 7]),
        ("orderBy: [{field: LEVER}, {field: CODE, direction: DESC}], first: 4", [6, 0, 7, 1]),
        ("first: 2", [0, 1]),
        ("last: 2", [8, 9]),
        ("first: 0", []),
    ],
)
def test_initiatives_are_filtered_and_ordered_by_what_is_shown(ten: World, arguments: str, numbers: list[int]) -> None:
    assert _codes(ten.api(), ten.slug, "initiatives", arguments) == [f"INI-{number:02}" for number in numbers]


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ("filter: {lever: [STRUCTURE], health: [OFF_TRACK, AT_RISK, ON_TRACK]}", [0, 6]),
        ("filter: {value: {from: 58}}", [8, 9]),
        ("orderBy: [{field: VALUE, direction: DESC}], first: 2", [9, 8]),
        ("filter: {breach: true}", []),
    ],
)
def test_kpis_are_filtered_and_ordered_by_computed_figures(ten: World, arguments: str, numbers: list[int]) -> None:
    assert _codes(ten.api(), ten.slug, "kpis", arguments) == [f"KPI-{number:02}" for number in numbers]


def test_things_are_filtered_by_the_ids_of_others(ten: World) -> None:
    ids = '{ organisation(slug: "SLUG") { kpi(code: "KPI-03") { id owner { id } } } }'.replace("SLUG", ten.slug)
    kpi = ten.api().data(ids)["organisation"]["kpi"]
    asked = 'filter: {kpi: ["KPI"], owner: ["OWNER"]}'.replace("KPI", kpi["id"]).replace("OWNER", kpi["owner"]["id"])
    assert len(_codes(ten.api(), ten.slug, "initiatives", asked)) == 10


def test_measurements_are_listed_within_the_days_asked_for(example: World, api: Api) -> None:
    asked = """query($slug: String!) { organisation(slug: $slug) { kpi(code: "eNPS") {
      measurements(from: "2026-04-01", to: "2026-06-29") { totalCount nodes { observedOn } } } } }"""
    assert api.data(asked, slug=example.slug)["organisation"]["kpi"]["measurements"] == {
        "totalCount": 1,
        "nodes": [{"observedOn": "2026-05-31"}],
    }


EMAILS = "query($slug: String!) { organisation(slug: $slug) { members { nodes { name email } } } }"


def test_a_viewer_sees_no_e_mail_but_their_own(example: World) -> None:
    shown = example.api(Role.VIEWER).data(EMAILS, slug=example.slug)["organisation"]["members"]["nodes"]
    assert [member["name"] for member in shown if member["email"]] == ["Viewer"]


def test_others_see_the_e_mails_of_all_members(example: World) -> None:
    shown = example.api(Role.CONTRIBUTOR).data(EMAILS, slug=example.slug)["organisation"]["members"]["nodes"]
    assert all(member["email"] for member in shown)
