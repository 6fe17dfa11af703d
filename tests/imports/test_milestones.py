"""The milestones sheet: a row a milestone, by its initiative's code and its name."""

from datetime import date

import pytest

from ops_model.models import Initiative, Milestone
from tests import factories as make
from tests.imports.office import Office

HEADER = "initiative,name,due on,weight,forecast on,completed on,cancelled on,reason"
BEGUN = date(2020, 1, 1)


@pytest.fixture
def initiative(office: Office) -> Initiative:
    """Have an initiative under way."""
    return make.make_initiative(office.organisation, "A", valid_from=BEGUN)


def test_milestones_come_in_open_completed_and_cancelled(office: Office, initiative: Initiative) -> None:
    rows = (
        "A,Plan,2020-03-31,2,,2020-04-02,,",
        "A,Pilot,2020-09-30,,2021-01-31,,,",
        "A,Rollout,2021-06-30,1,,,2020-12-01,",
    )
    answer = office.milestones(HEADER, *rows)
    assert answer.error is None
    plan, pilot, rollout = Milestone.objects.order_by("due_on")
    assert (plan.initiative_id, plan.weight, plan.completed_on) == (initiative.pk, 2, date(2020, 4, 2))
    assert (pilot.weight, pilot.forecast_on, pilot.completed_on) == (1, date(2021, 1, 31), None)
    assert rollout.cancelled_on == date(2020, 12, 1)
    assert answer.lines_of("A Plan") == ["row 2: created: due on 2020-03-31, completed on 2020-04-02"]
    before = office.state.data_version
    again = office.milestones(HEADER, *rows)
    assert office.state.data_version == before
    assert again.lines_of("Summary") == ["milestones: 3 unchanged"]


@pytest.mark.parametrize(("given", "kept"), [("", "Import of sheet.csv"), ("Vendor late", "Vendor late")])
def test_moving_what_was_committed_to_has_a_reason(
    office: Office, initiative: Initiative, given: str, kept: str
) -> None:
    office.milestones(HEADER, "A,Plan,2020-03-31,1,,,,")
    answer = office.milestones(HEADER, f"A,plan,2020-04-30,1,,,,{given}")
    row = Milestone.objects.get()
    assert (row.name, row.due_on, row.reason) == ("Plan", date(2020, 4, 30), kept)
    assert answer.lines_of("A plan") == ["row 2: changed: due on from 2020-03-31 to 2020-04-30"]


def test_another_end_takes_the_place_of_the_old(office: Office, initiative: Initiative) -> None:
    office.milestones(HEADER, "A,Plan,2020-03-31,1,,2020-03-30,,")
    office.milestones(HEADER, "A,Plan,2020-03-31,1,,,,")
    assert Milestone.objects.get().completed_on == date(2020, 3, 30)
    office.milestones(HEADER, "A,Plan,2020-03-31,1,,,2020-05-01,")
    row = Milestone.objects.get()
    assert (row.completed_on, row.cancelled_on) == (None, date(2020, 5, 1))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "B,Plan,2020-03-31,,,,,",
            "B Plan, row 2: There is no initiative 'B': correct the code, or bring the initiative",
        ),
        ("A,Plan,,,,,,", "It has no day that it is due on, and is new: fill its column."),
        ("A,,2020-03-31,,,,,", "Cannot be read, row 2: column 'name': it is needed, and is empty."),
        (
            "A,Plan,31.3.2020,,,,,",
            "column 'due on': '31.3.2020' is no day: write it as 2018-03-31, or set date_format.",
        ),
        ("A,Plan,2020-03-31,0,,,,", "weight: "),
        ("A,Plan,2020-03-31,,,2021-03-31,,", "completed on: Give today, 2020-12-31, or an earlier day"),
        ("A,Plan,2020-03-31,,,2020-03-31,2020-03-31,", "column 'cancelled on': it is completed as well"),
    ],
)
def test_what_cannot_stand_is_refused_and_the_rest_comes_in(
    office: Office, initiative: Initiative, row: str, reason: str
) -> None:
    answer = office.milestones(HEADER, row, "A,Pilot,2020-09-30,,,,,", flags=["--skip-bad-rows"])
    assert answer.error is None
    (refused,) = answer.lines_of("Refused")
    assert reason in refused
    assert [one.name for one in Milestone.objects.all()] == ["Pilot"]


def test_a_milestone_that_stands_twice_is_refused(office: Office, initiative: Initiative) -> None:
    answer = office.milestones(HEADER, "A,Plan,2020-03-31,,,,,", "A,PLAN,2020-04-30,,,,,")
    assert answer.lines_of("Refused") == ["A Plan, rows 2 and 3: They are about the same: keep one."]
    for day in (BEGUN, date(2020, 2, 1)):
        make.make_milestone(initiative, "Twin", due_on=day)
    answer = office.milestones(HEADER, "A,Twin,2020-03-31,,,,,")
    assert "The initiative has 2 milestones of this name: rename them first." in answer.lines_of("Refused")[0]


def test_the_work_of_an_initiative_that_has_ended_stays(office: Office) -> None:
    make.make_initiative(office.organisation, "A", valid_from=BEGUN, terms={"stage": "CANCELLED"})
    answer = office.milestones(HEADER, "A,Plan,2020-03-31,,,,,")
    assert "An initiative that is CANCELLED has ended" in answer.lines_of("Refused")[0]
