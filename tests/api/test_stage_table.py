"""The stages of an initiative: every move from every stage to every stage, over HTTP, and what a stage forbids."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.roles import Role
from ops_model.domain.stages import InitiativeStage
from tests.api.attempts import Attempt, attempt
from tests.api.client import Api
from tests.api.desk import Desk, id_of
from tests.api.mutate import asked, refused, written
from tests.api.valid_inputs import valid_input

MOVES = {
    "PROPOSED": ("APPROVED", "CANCELLED"),
    "APPROVED": ("IN_PROGRESS", "ON_HOLD", "CANCELLED"),
    "IN_PROGRESS": ("ON_HOLD", "IMPLEMENTED", "CANCELLED"),
    "ON_HOLD": ("APPROVED", "IN_PROGRESS", "CANCELLED"),
    "IMPLEMENTED": ("VALUE_CONFIRMED", "IN_PROGRESS"),
    "VALUE_CONFIRMED": (),
    "CANCELLED": (),
}
"""The stages that may follow each stage, and no others."""

ENDED = ("VALUE_CONFIRMED", "CANCELLED")
REPORTED = ("APPROVED", "IN_PROGRESS", "ON_HOLD", "IMPLEMENTED")
STAGES = [stage.value for stage in InitiativeStage]
SHOWN = "... on Initiative { stage version allTerms { stage validFrom reason } }"
MILESTONE_CHANGES = ("milestoneUpdate", "milestoneComplete", "milestoneReopen", "milestoneCancel")


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """Have an organisation, for all tests of this module."""
    with django_db_blocker.unblock():
        yield Desk.new()


@pytest.fixture
def api(desk: Desk) -> Api:
    """Ask as its editor."""
    return desk.api(Role.EDITOR)


def initiative_in(stage: str, desk: Desk) -> dict[str, Any]:
    """Make an initiative that has been in a stage since the year began."""
    return {"id": id_of(desk.initiative(stage=InitiativeStage(stage))), "version": 1}


def reasons_of(answered: Attempt) -> list[tuple[str, str]]:
    """Return the code and the field of each userError."""
    return [(error["code"], ".".join((error["field"] or ["input"])[1:])) for error in answered.user_errors]


def test_the_table_has_all_49_moves() -> None:
    assert MOVES.keys() == set(STAGES)
    assert len([*product(MOVES, STAGES)]) == 49


@pytest.mark.parametrize(("before", "after"), [(one, other) for one in MOVES for other in MOVES[one]])
def test_a_move_of_the_table_is_made_today(before: str, after: str, desk: Desk, api: Api) -> None:
    initiative = initiative_in(before, desk)
    written(api, "initiativeMove", "", **initiative, stage=after, reason="So agreed.")

    assert asked(api, initiative["id"], SHOWN) == {
        "stage": after,
        "version": 2,
        "allTerms": [
            {"stage": before, "validFrom": "2026-01-01", "reason": None},
            {"stage": after, "validFrom": "2026-07-01", "reason": "So agreed."},
        ],
    }


@pytest.mark.parametrize(
    ("before", "after"), [pair for pair in product(MOVES, STAGES) if pair[1] not in MOVES[pair[0]]]
)
def test_a_move_that_is_not_in_the_table_is_refused(before: str, after: str, desk: Desk, api: Api) -> None:
    initiative = initiative_in(before, desk)
    version = desk.data_version()

    assert refused(api, "initiativeMove", **initiative, stage=after, reason="So agreed.") == [
        ("NOT_ALLOWED_IN_STAGE", "stage")
    ]
    assert desk.data_version() == version


@pytest.mark.parametrize(("before", "after"), [(one, other) for one in MOVES for other in MOVES[one]])
def test_only_who_goes_back_from_implemented_has_to_say_why(before: str, after: str, desk: Desk, api: Api) -> None:
    initiative = initiative_in(before, desk)
    back = (before, after) == ("IMPLEMENTED", "IN_PROGRESS")
    asked_for = [("REQUIRED", "reason")] if back else []
    version = desk.data_version()

    assert refused(api, "initiativeMove", **initiative, stage=after) == asked_for
    assert (desk.data_version() == version) is back


@pytest.mark.parametrize("reason", [None, "", " \t"])
def test_no_reason_is_none_to_go_back_from_implemented(reason: str | None, desk: Desk, api: Api) -> None:
    initiative = initiative_in("IMPLEMENTED", desk)

    assert refused(api, "initiativeMove", **initiative, stage="IN_PROGRESS", reason=reason) == [("REQUIRED", "reason")]


@pytest.mark.parametrize(("before", "after"), [*product(MOVES, STAGES)])
def test_who_tells_of_the_past_keeps_to_the_same_table(before: str, after: str, desk: Desk, api: Api) -> None:
    given = valid_input("initiativeCreate", desk)
    (first, second) = given["terms"]
    terms = [{**first, "stage": before}, {**second, "stage": after, "reason": "So agreed."}]
    allowed = before == after or after in MOVES[before]

    assert refused(api, "initiativeCreate", **{**given, "terms": terms}) == (
        [] if allowed else [("NOT_ALLOWED_IN_STAGE", "terms.1.stage")]
    )


def test_a_move_is_refused_where_one_planned_for_later_could_not_follow(desk: Desk, api: Api) -> None:
    initiative = initiative_in("IN_PROGRESS", desk)
    written(api, "initiativeMove", "", **initiative, stage="IMPLEMENTED", validFrom="2026-09-01")
    initiative["version"] = 2

    for stage in ("ON_HOLD", "CANCELLED"):
        assert refused(api, "initiativeMove", **initiative, stage=stage) == [("NOT_ALLOWED_IN_STAGE", "stage")]


@pytest.mark.parametrize("planned", MOVES["IN_PROGRESS"])
def test_a_planned_move_is_taken_back_before_its_day(planned: str, desk: Desk, api: Api) -> None:
    initiative, later = initiative_in("IN_PROGRESS", desk), {"validFrom": "2026-09-01"}
    written(api, "initiativeMove", "", **initiative, **later, stage=planned)
    initiative["version"] = 2
    written(api, "initiativeMove", "", **initiative, **later, stage="IN_PROGRESS")
    initiative["version"] = 3
    written(api, "initiativeMove", "", **initiative, stage="ON_HOLD")

    assert [terms["stage"] for terms in asked(api, initiative["id"], SHOWN)["allTerms"]] == [
        *("IN_PROGRESS", "ON_HOLD", "ON_HOLD")
    ]


def test_a_move_of_the_past_is_refused(desk: Desk, api: Api) -> None:
    initiative = initiative_in("IN_PROGRESS", desk)

    assert refused(api, "initiativeMove", **initiative, stage="ON_HOLD", validFrom="2026-06-30") == [
        ("OUT_OF_RANGE", "validFrom")
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_milestones_change_until_the_end_and_then_stay(stage: str, desk: Desk, api: Api) -> None:
    expected = [("NOT_ALLOWED_IN_STAGE", "id")] if stage in ENDED else []
    for mutation in MILESTONE_CHANGES:
        initiative = desk.initiative(stage=InitiativeStage(stage))
        ended: dict[str, Any] = {"completed_on": "2026-06-15"} if mutation == "milestoneReopen" else {}
        milestone = id_of(desk.milestone(initiative=initiative, **ended))
        given = {**valid_input(mutation, desk), "id": milestone}
        before = desk.data_version()

        assert (mutation, reasons_of(attempt(api, mutation, given))) == (mutation, expected)
        assert (desk.data_version() == before) is (stage in ENDED)


@pytest.mark.parametrize("stage", STAGES)
def test_milestones_are_added_until_the_end(stage: str, desk: Desk, api: Api) -> None:
    given = {"initiative": initiative_in(stage, desk)["id"], "name": "One more", "dueOn": "2026-09-01"}
    before = desk.data_version()

    assert refused(api, "milestoneAdd", **given) == ([("NOT_ALLOWED_IN_STAGE", "initiative")] if stage in ENDED else [])
    assert (desk.data_version() == before) is (stage in ENDED)


@pytest.mark.parametrize("stage", STAGES)
def test_kpis_are_linked_and_unlinked_until_the_end(stage: str, desk: Desk, api: Api) -> None:
    initiative = desk.initiative(stage=InitiativeStage(stage))
    link = id_of(desk.link(initiative=initiative))
    new = {"initiative": id_of(initiative), "kpi": id_of(desk.kpi())}
    changes: list[tuple[str, dict[str, Any], str]] = [
        ("initiativeLinkKpi", new, "initiative"),
        ("initiativeUnlinkKpi", {"id": link, "version": 1}, "id"),
    ]
    for mutation, given, field in changes:
        before = desk.data_version()
        assert refused(api, mutation, **given) == ([("NOT_ALLOWED_IN_STAGE", field)] if stage in ENDED else [])
        assert (desk.data_version() == before) is (stage in ENDED)


@pytest.mark.parametrize("stage", STAGES)
def test_what_has_not_begun_or_is_over_is_not_reported_of(stage: str, desk: Desk, api: Api) -> None:
    given = {"initiative": initiative_in(stage, desk)["id"], "health": "ON_TRACK"}
    before = desk.data_version()

    assert refused(api, "checkInSubmit", **given) == (
        [] if stage in REPORTED else [("NOT_ALLOWED_IN_STAGE", "checkedOn")]
    )
    assert (desk.data_version() != before) is (stage in REPORTED)


def test_the_stage_of_the_day_that_is_reported_of_counts(desk: Desk, api: Api) -> None:
    initiative = initiative_in("IN_PROGRESS", desk)
    written(api, "initiativeMove", "", **initiative, stage="CANCELLED")
    report = {"initiative": initiative["id"], "health": "ON_TRACK"}

    written(api, "checkInSubmit", "", **report, checkedOn="2026-06-30")
    assert refused(api, "checkInSubmit", **report, checkedOn="2026-07-01") == [("NOT_ALLOWED_IN_STAGE", "checkedOn")]
    assert refused(api, "checkInSubmit", **report, checkedOn="2025-12-31") == [("OUT_OF_RANGE", "checkedOn")]
