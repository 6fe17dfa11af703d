"""What is agreed is written from a day on; what is archived changes no more; what is cloned begins anew."""

from datetime import date
from typing import Any

import pytest
from pytest_django import Settings

from ops_model.domain.roles import Role
from tests.api.client import Api
from tests.api.mutate import asked, refused, written
from tests.api.world import World

KPI = "kpi { id version allTerms { validFrom weight window target { value } reason } }"
TERMS = "... on Kpi { version allTerms { validFrom weight window reason } }"


@pytest.fixture
def enps(example: World, api: Api) -> dict[str, Any]:
    """Have the example's first KPI: its id and version."""
    shown = api.data(
        'query($slug: String!) { organisation(slug: $slug) { kpi(code: "eNPS") { id version } } }', slug=example.slug
    )
    kpi: dict[str, Any] = shown["organisation"]["kpi"]
    return kpi


@pytest.fixture
def squads(example: World, api: Api) -> dict[str, Any]:
    """Have the example's initiative: its id and version."""
    shown = api.data(
        'query($slug: String!) { organisation(slug: $slug) { initiative(code: "SQUADS") { id version } } }',
        slug=example.slug,
    )
    initiative: dict[str, Any] = shown["organisation"]["initiative"]
    return initiative


def test_of_two_changes_on_one_day_one_version_is_left(api: Api, enps: dict[str, Any]) -> None:
    written(api, "kpiSetTerms", KPI, **enps, weight=3, reason="First.")
    shown = written(api, "kpiSetTerms", KPI, id=enps["id"], version=2, window=5, reason="Second.")["kpi"]

    assert [(terms["validFrom"], terms["weight"], terms["window"], terms["reason"]) for terms in shown["allTerms"]] == [
        ("2026-01-01", 2.0, 3, None),
        ("2026-07-01", 3.0, 5, "Second."),
    ]


def test_a_later_version_follows_in_what_it_had_the_same(api: Api, enps: dict[str, Any]) -> None:
    written(api, "kpiSetTerms", KPI, **enps, validFrom="2026-10-01", weight=9, reason="For the autumn.")
    written(api, "kpiSetTerms", KPI, id=enps["id"], version=2, weight=3, window=5, reason="Now.")

    assert [(terms["weight"], terms["window"]) for terms in asked(api, enps["id"], TERMS)["allTerms"]] == [
        (2.0, 3),
        (3.0, 5),
        (9.0, 5),
    ]


def test_a_change_that_a_later_version_cannot_follow_is_refused_and_names_its_day(
    api: Api, enps: dict[str, Any]
) -> None:
    later = {"target": {"value": "90", "on": "2027-12-31"}, "interimTargets": [{"value": "60", "on": "2027-01-31"}]}
    written(api, "kpiSetTerms", KPI, **enps, validFrom="2026-10-01", **later, reason="For the autumn.")
    baseline = {"value": "70", "on": "2026-06-30"}
    changes = {"baseline": baseline, "target": {"value": "95", "on": "2026-12-31"}, "reason": "Measured anew."}

    assert refused(api, "kpiSetTerms", id=enps["id"], version=2, **changes) == [
        ("OUT_OF_RANGE", "interimTargets.0.value")
    ]


@pytest.mark.parametrize("day", ["2026-06-30", "2025-01-01", "0001-01-01"])
def test_nothing_is_agreed_for_the_past(api: Api, enps: dict[str, Any], squads: dict[str, Any], day: str) -> None:
    reason = [("OUT_OF_RANGE", "validFrom")]

    assert refused(api, "kpiSetTerms", **enps, validFrom=day, weight=3, reason="Late.") == reason
    assert refused(api, "initiativeSetTerms", **squads, validFrom=day, weight=3) == reason
    assert refused(api, "initiativeMove", **squads, validFrom=day, stage="ON_HOLD") == reason


def test_what_is_created_may_have_a_past(example: World, api: Api) -> None:
    terms = [
        {"leverShares": [{"lever": "TALENT"}], "validFrom": "2025-01-01", "stage": "PROPOSED"},
        {"validFrom": "2025-03-01", "stage": "APPROVED", "weight": 2},
        {"validFrom": "2026-09-01", "stage": "IN_PROGRESS"},
    ]
    shows = 'initiative { stage terms(asOf: "2025-02-28") { stage weight } allTerms { stage weight } }'
    shown = written(api, "initiativeCreate", shows, organisation=example.slug, code="I", name="I", terms=terms)

    assert shown["initiative"]["stage"] == "APPROVED"
    assert shown["initiative"]["terms"] == {"stage": "PROPOSED", "weight": 1.0}
    assert [(each["stage"], each["weight"]) for each in shown["initiative"]["allTerms"]] == [
        ("PROPOSED", 1.0),
        ("APPROVED", 2.0),
        ("IN_PROGRESS", 2.0),
    ]


def test_a_kpi_exists_from_its_baselines_day_unless_said_otherwise(example: World, api: Api) -> None:
    named = {"organisation": example.slug, "name": "K", "lever": "CULTURE", "unit": "%"}
    first = {"direction": "INCREASE", "baseline": {"value": "1", "on": "2026-02-01"}}
    shows = "kpi { terms { validFrom } }"

    def begins(code: str, **terms: Any) -> str:
        day: str = written(api, "kpiCreate", shows, **named, code=code, terms=[terms])["kpi"]["terms"]["validFrom"]
        return day

    assert begins("A", **first) == "2026-02-01"
    assert begins("B", **first, validFrom="2026-01-01") == "2026-01-01"
    assert begins("C", direction="INCREASE") == "2026-07-01"
    assert begins("D", direction="INCREASE", baseline={"value": "1", "on": "2026-09-01"}) == "2026-07-01"


def test_a_move_on_the_day_of_another_is_judged_by_the_stage_in_force(api: Api, squads: dict[str, Any]) -> None:
    shows = "initiative { version stage allTerms { validFrom stage } }"
    written(api, "initiativeMove", shows, **squads, stage="ON_HOLD")
    shown = written(api, "initiativeMove", shows, id=squads["id"], version=2, stage="APPROVED")["initiative"]

    assert shown["allTerms"][-1] == {"validFrom": "2026-07-01", "stage": "APPROVED"}
    assert refused(api, "initiativeMove", id=squads["id"], version=3, stage="IMPLEMENTED") == [
        ("NOT_ALLOWED_IN_STAGE", "stage")
    ]


def test_a_move_that_a_later_one_could_not_follow_is_refused(api: Api, squads: dict[str, Any]) -> None:
    shows = "initiative { version }"
    written(api, "initiativeMove", shows, **squads, stage="IMPLEMENTED", validFrom="2026-10-01")

    assert refused(api, "initiativeMove", id=squads["id"], version=2, stage="CANCELLED") == [
        ("NOT_ALLOWED_IN_STAGE", "stage")
    ]


def test_a_move_changes_no_later_one_into_what_no_stage_allows(api: Api, squads: dict[str, Any]) -> None:
    shows = "initiative { version }"
    written(api, "initiativeMove", shows, **squads, stage="ON_HOLD")
    written(api, "initiativeMove", shows, id=squads["id"], version=2, stage="IN_PROGRESS", validFrom="2026-08-01")
    written(api, "initiativeMove", shows, id=squads["id"], version=3, stage="ON_HOLD", validFrom="2026-09-01")

    assert refused(api, "initiativeMove", id=squads["id"], version=4, stage="APPROVED") == [
        ("NOT_ALLOWED_IN_STAGE", "stage")
    ]


def test_a_planned_move_can_be_taken_back(api: Api, squads: dict[str, Any]) -> None:
    shows = "initiative { version stage allTerms { validFrom stage } }"
    written(api, "initiativeMove", shows, **squads, stage="IMPLEMENTED", validFrom="2026-10-01")
    taken_back = {"id": squads["id"], "version": 2, "validFrom": "2026-10-01"}
    written(api, "initiativeMove", shows, **taken_back, stage="IN_PROGRESS", reason="Not by then.")

    shown = written(api, "initiativeMove", shows, id=squads["id"], version=3, stage="CANCELLED")["initiative"]
    assert [terms["stage"] for terms in shown["allTerms"]] == ["IN_PROGRESS", "CANCELLED", "CANCELLED"]


def test_a_kpi_is_linked_once_on_every_day(api: Api, enps: dict[str, Any], squads: dict[str, Any]) -> None:
    pair = {"initiative": squads["id"], "kpi": enps["id"]}
    shows = "link { id version unlinkedOn }"
    first = written(api, "initiativeLinkKpi", shows, **pair, linkedOn="2026-03-01")["link"]
    assert refused(api, "initiativeLinkKpi", **pair, linkedOn="2026-01-01") == [("DUPLICATE", "kpi")]

    ends = {"id": first["id"], "version": 1, "unlinkedOn": "2026-12-31"}
    written(api, "initiativeUnlinkKpi", shows, **ends)
    assert refused(api, "initiativeLinkKpi", **pair) == [("DUPLICATE", "kpi")]
    written(api, "initiativeLinkKpi", shows, **pair, linkedOn="2026-12-31")

    assert refused(api, "initiativeUnlinkKpi", id=first["id"], version=2, unlinkedOn="2027-03-01") == [
        ("DUPLICATE", "unlinkedOn")
    ]
    moved = written(api, "initiativeUnlinkKpi", shows, id=first["id"], version=2, unlinkedOn="2026-07-01")["link"]
    assert moved["unlinkedOn"] == "2026-07-01"
    assert refused(api, "initiativeUnlinkKpi", id=first["id"], version=3) == [("INVALID", "id")]


def test_a_goal_does_not_move_without_a_reason(api: Api, enps: dict[str, Any]) -> None:
    for reason in ("", " "):
        assert refused(api, "kpiSetTerms", **enps, weight=3, reason=reason) == [("REQUIRED", "reason")]


def test_what_begins_tomorrow_elsewhere_is_not_agreed_anew_before(
    example: World, api: Api, squads: dict[str, Any], settings: Settings
) -> None:
    """The day goes back where an organisation moves its days to a time zone in which it is still yesterday."""
    made = {"organisation": example.slug, "code": "I", "name": "I", "terms": [{"leverShares": [{"lever": "TALENT"}]}]}
    new = written(api, "initiativeCreate", "initiative { id version }", **made)["initiative"]
    settings.OPS_TODAY = date(2026, 6, 30)

    assert refused(api, "initiativeSetTerms", **new, weight=2) == [("OUT_OF_RANGE", "validFrom")]
    assert refused(api, "initiativeMove", **new, stage="APPROVED") == [("OUT_OF_RANGE", "validFrom")]


def test_what_is_archived_changes_no_more_until_it_is_taken_back_in(
    api: Api, enps: dict[str, Any], squads: dict[str, Any]
) -> None:
    for thing, given in (("initiative", squads), ("kpi", enps)):
        shown = written(api, f"{thing}Archive", f"{thing} {{ version archivedOn }}", **given)[thing]
        assert shown == {"version": 2, "archivedOn": "2026-07-01"}
        given["version"] = 2
        assert refused(api, f"{thing}Update", **given, name="Other") == [("INVALID", "id")]

    assert refused(api, "measurementRecord", kpi=enps["id"], observedOn="2026-07-01", value="1") == [
        ("INVALID", "observedOn")
    ]
    assert refused(api, "milestoneAdd", initiative=squads["id"], name="M", dueOn="2026-08-01") == [
        ("INVALID", "initiative")
    ]
    assert refused(api, "initiativeLinkKpi", initiative=squads["id"], kpi=enps["id"]) == [("INVALID", "initiative")]

    written(api, "kpiArchive", "kpi { archivedOn }", **enps, archivedOn=None)
    written(api, "kpiUpdate", "kpi { name }", id=enps["id"], version=3, name="Other")


def test_a_measurement_of_a_day_before_the_archiving_can_be_corrected(api: Api, enps: dict[str, Any]) -> None:
    written(api, "kpiArchive", "kpi { archivedOn }", **enps, archivedOn="2026-06-01")

    assert written(
        api, "measurementRecord", "measurement { value }", kpi=enps["id"], observedOn="2026-05-31", value="21"
    )["measurement"] == {"value": "21"}


def test_a_clone_begins_anew_with_its_milestones_moved(api: Api, squads: dict[str, Any], settings: Settings) -> None:
    written(api, "initiativeUpdate", "initiative { version }", **squads, startDate="2026-01-10")
    settings.OPS_TODAY = date(2026, 8, 1)
    shows = """initiative { code name stage customerOutcome startDate targetDate progress { delivery }
      lever { kind } kpis { weight } milestones { nodes { name weight dueOn forecastOn completedOn } } }"""
    clone = written(api, "initiativeClone", shows, id=squads["id"], code="AGAIN", startDate="2026-09-10")["initiative"]

    assert (clone["code"], clone["name"], clone["stage"]) == ("AGAIN", "Journey squads", "PROPOSED")
    assert (clone["customerOutcome"], clone["lever"]) == ("One person knows my case.", {"kind": "CULTURE"})
    assert (clone["startDate"], clone["targetDate"], clone["kpis"]) == ("2026-09-10", "2027-08-31", [])
    assert clone["progress"] == {"delivery": 0.0}
    assert [(each["name"], each["dueOn"], each["completedOn"]) for each in clone["milestones"]["nodes"]] == [
        ("First squad", "2026-10-30", None),
        ("All squads", "2027-05-02", None),
    ]
    assert all(each["forecastOn"] is None for each in clone["milestones"]["nodes"])


def test_a_policy_is_refused_at_what_was_given(example: World) -> None:
    admin = example.api(Role.ADMIN)
    levers = [{"lever": "CULTURE", "weight": -1}, {"lever": "TALENT", "targetLevel": 9}]

    assert refused(admin, "scoringPolicySet", organisation=example.slug, levers=levers, onTrackGap=0.9) == [
        ("OUT_OF_RANGE", "levers.0.weight"),
        ("OUT_OF_RANGE", "levers.1.targetLevel"),
        ("INVALID", "onTrackGap"),
    ]
    assert refused(admin, "scoringPolicySet", organisation=example.slug, levers=[levers[0]] * 2) == [
        ("DUPLICATE", "levers.0.lever"),
        ("DUPLICATE", "levers.1.lever"),
    ]


def test_of_something_new_null_says_no_more_than_nothing(example: World, api: Api) -> None:
    named = {"organisation": example.slug, "code": "K", "name": "K", "lever": "CULTURE", "unit": "%"}
    first = {"direction": "INCREASE", "weight": None, "target": None, "interimTargets": None, "validFrom": None}
    shows = "kpi { decimals definition terms { weight target { value } } }"

    assert written(api, "kpiCreate", shows, **named, decimals=None, definition=None, terms=[first])["kpi"] == {
        "decimals": 0,
        "definition": None,
        "terms": {"weight": 1.0, "target": None},
    }
    terms = [{"leverShares": [{"lever": "TALENT"}], "stage": None}]
    new = {"organisation": example.slug, "code": "I", "name": "I", "tags": None, "terms": terms}
    assert written(api, "initiativeCreate", "initiative { stage tags }", **new)["initiative"] == {
        "stage": "PROPOSED",
        "tags": [],
    }
    assert refused(api, "initiativeCreate", **{**new, "code": "J", "terms": [{}]}) == [
        ("REQUIRED", "terms.0.leverShares")
    ]


def test_a_change_of_nothing_is_none(api: Api, enps: dict[str, Any], squads: dict[str, Any]) -> None:
    assert refused(api, "kpiUpdate", **enps) == [("REQUIRED", "")]
    assert refused(api, "initiativeUpdate", **squads) == [("REQUIRED", "")]
    assert refused(api, "initiativeSetTerms", **squads, reason="For nothing.") == [("REQUIRED", "")]
