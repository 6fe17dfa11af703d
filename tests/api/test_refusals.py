"""What services refuse beyond the rules of the database: what has ended, is published, or was followed by another."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.roles import Role
from tests.api.attempts import attempt
from tests.api.client import Api
from tests.api.desk import Desk, id_of
from tests.api.mutate import asked, refused, written
from tests.api.valid_inputs import VALID, Input, valid_input

CLEARABLE = {
    "initiativeUpdate": {
        *("summary", "customerOutcome", "origin", "owner", "sponsor", "startDate", "principles", "pillars", "tags")
    },
    "kpiUpdate": {"definition", "indicator", "source", "owner"},
    "leverUpdate": {"ambition", "shiftFrom", "shiftTo", "sponsor"},
    "milestoneUpdate": {"forecastOn"},
    "organisationUpdate": set[str](),
    "visionUpdate": {"purpose", "northStar"},
}
"""What null clears; all else is needed."""
KEPT = ("id", "version", "organisation", "reason")
TOMORROW = "2026-07-02"


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """Have an organisation, for all tests of this module."""
    with django_db_blocker.unblock():
        yield Desk.new()


@pytest.fixture
def api(desk: Desk) -> Api:
    """Ask as its editor."""
    return desk.api(Role.EDITOR)


@pytest.mark.parametrize(
    ("mutation", "given", "reason"),
    [
        ("visionPublish", {"publishedOn": TOMORROW}, ("OUT_OF_RANGE", "publishedOn")),
        ("milestoneComplete", {"completedOn": TOMORROW}, ("OUT_OF_RANGE", "completedOn")),
        ("milestoneCancel", {"cancelledOn": TOMORROW}, ("OUT_OF_RANGE", "cancelledOn")),
        ("checkInSubmit", {"checkedOn": TOMORROW}, ("OUT_OF_RANGE", "checkedOn")),
        ("measurementRecord", {"observedOn": TOMORROW}, ("OUT_OF_RANGE", "observedOn")),
        ("initiativeSetTerms", {"validFrom": "2026-06-30"}, ("OUT_OF_RANGE", "validFrom")),
        ("kpiSetTerms", {"validFrom": "2026-06-30"}, ("OUT_OF_RANGE", "validFrom")),
        ("scoringPolicySet", {"validFrom": "2026-06-30"}, ("OUT_OF_RANGE", "validFrom")),
        ("initiativeArchive", {"archivedOn": "2025-12-31"}, ("OUT_OF_RANGE", "archivedOn")),
        ("kpiArchive", {"archivedOn": "2025-12-31"}, ("OUT_OF_RANGE", "archivedOn")),
        ("initiativeClone", {"startDate": "9999-12-31"}, ("OUT_OF_RANGE", "startDate")),
        ("milestoneUpdate", {"reason": None}, ("REQUIRED", "reason")),
        ("initiativeCreate", {"terms": []}, ("REQUIRED", "terms")),
        ("kpiCreate", {"terms": []}, ("REQUIRED", "terms")),
    ],
)
def test_what_a_mutation_cannot_do_is_refused_at_the_field_that_says_it(
    mutation: str, given: dict[str, Any], reason: tuple[str, str], desk: Desk
) -> None:
    valid = valid_input(mutation, desk)
    if mutation == "initiativeClone":
        desk.milestone(initiative=desk.initiative(code="CLONED"))
        valid["id"] = desk.api().data(
            'query($slug: String!) { organisation(slug: $slug) { initiative(code: "CLONED") { id } } }', slug=desk.slug
        )["organisation"]["initiative"]["id"]
    before = desk.data_version()

    assert refused(desk.api(), mutation, **{**valid, **given}) == [reason]
    assert desk.data_version() == before


@pytest.mark.parametrize("mutation", [name for name in VALID if name.endswith(("Update", "SetTerms", "PolicySet"))])
def test_who_changes_nothing_is_asked_for_something(mutation: str, desk: Desk) -> None:
    given = valid_input(mutation, desk)
    kept: Input = {name: value for name, value in given.items() if name in KEPT}

    (error,) = attempt(desk.api(), mutation, kept).user_errors
    assert (error["code"], error["field"]) == ("REQUIRED", None)


def test_a_milestone_ends_once_until_it_is_reopened(desk: Desk, api: Api) -> None:
    milestone: dict[str, Any] = {"id": id_of(desk.milestone()), "version": 1}
    assert refused(api, "milestoneReopen", **milestone) == [("INVALID", "id")]
    for version, end in ((1, "milestoneComplete"), (3, "milestoneCancel")):
        written(api, end, "", **{**milestone, "version": version})
        for again in ("milestoneComplete", "milestoneCancel"):
            assert refused(api, again, **{**milestone, "version": version + 1}) == [("INVALID", "id")]
        written(api, "milestoneReopen", "", **{**milestone, "version": version + 1})

    assert asked(api, milestone["id"], "... on Milestone { version completedOn cancelledOn }") == {
        "version": 5,
        "completedOn": None,
        "cancelledOn": None,
    }


@pytest.mark.parametrize("moved", [{"dueOn": "2026-09-02"}, {"weight": 2.0}])
def test_what_was_committed_to_moves_for_a_reason_alone(moved: dict[str, Any], desk: Desk, api: Api) -> None:
    milestone = {"id": id_of(desk.milestone()), "version": 1}
    for reason in ({}, {"reason": None}, {"reason": " "}):
        assert refused(api, "milestoneUpdate", **milestone, **moved, **reason) == [("REQUIRED", "reason")]

    written(api, "milestoneUpdate", "", **milestone, dueOn="2026-09-01", weight=1.0, forecastOn="2026-10-01")
    milestone["version"] = 2
    written(api, "milestoneUpdate", "", **milestone, **moved, reason="Two people left.")
    assert asked(api, str(milestone["id"]), "... on Milestone { reason }") == {"reason": "Two people left."}


def test_a_check_in_is_withdrawn_until_another_follows(desk: Desk, api: Api) -> None:
    initiative = desk.initiative()
    first, second = (
        id_of(desk.check_in(initiative=initiative, checked_on=day)) for day in (date(2026, 6, 1), date(2026, 6, 15))
    )
    latest = "... on Initiative { latestCheckIn { checkedOn } }"

    assert refused(api, "checkInWithdraw", id=first) == [("INVALID", "id")]
    written(api, "checkInWithdraw", "", id=second)
    assert asked(api, id_of(initiative), latest) == {"latestCheckIn": {"checkedOn": "2026-06-01"}}
    assert refused(api, "checkInWithdraw", id=second) == [("NOT_FOUND", "id")]
    written(api, "checkInWithdraw", "", id=first)
    assert asked(api, id_of(initiative), latest) == {"latestCheckIn": None}


def test_a_link_ends_once_and_may_begin_again(desk: Desk, api: Api) -> None:
    given = valid_input("initiativeLinkKpi", desk)
    link = written(api, "initiativeLinkKpi", "link { id version }", **given)["link"]
    written(api, "initiativeUnlinkKpi", "", **link, unlinkedOn="2026-06-01")

    assert refused(api, "initiativeUnlinkKpi", id=link["id"], version=2) == [("INVALID", "id")]
    written(api, "initiativeLinkKpi", "", **{**given, "linkedOn": "2026-06-01"})


def test_a_published_vision_stays_as_it_is(desk: Desk, api: Api) -> None:
    vision = {"id": id_of(desk.vision(published_on=desk.free_day())), "version": 1}

    assert refused(api, "visionUpdate", **vision, statement="Another one.") == [("INVALID", "id")]
    assert refused(api, "visionPublish", **vision) == [("INVALID", "id")]


@pytest.mark.parametrize("field", ["owner", "sponsor"])
def test_who_is_a_member_no_longer_owns_and_sponsors_nothing_new(field: str, desk: Desk, api: Api) -> None:
    gone = id_of(desk.gone_member())

    assert refused(api, "initiativeUpdate", **{**valid_input("initiativeUpdate", desk), field: gone}) == [
        ("INVALID", field)
    ]
    assert refused(api, "initiativeCreate", **{**valid_input("initiativeCreate", desk), field: gone}) == [
        ("INVALID", field)
    ]


@pytest.mark.parametrize("mutation", [name for name in VALID if name.endswith("Update")])
def test_what_cannot_be_without_is_not_cleared(mutation: str, desk: Desk) -> None:
    given, clearable = valid_input(mutation, desk), CLEARABLE[mutation]
    before = desk.data_version()
    for field in given.keys() - clearable - {"id", "version"}:
        assert refused(desk.api(), mutation, **{**given, field: None}) == [("REQUIRED", field)]

    assert desk.data_version() == before
    written(desk.api(), mutation, "", **{**given, **dict.fromkeys(clearable)})
