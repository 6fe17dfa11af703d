"""What no mutation would write cannot be supposed either, and the answer names the place and says what to do."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.progress.vocabulary import Direction, KpiRole
from ops_model.domain.stages import MOVES, InitiativeStage
from ops_model.models import Milestone
from tests.api.client import Api
from tests.api.desk import Desk, Desks, desks_made, id_of, unknown_id

SIMULATE = """
query($slug: String!, $changes: SimulationInput!, $day: Date) {
  organisation(slug: $slug) { simulate(changes: $changes, asOf: $day) { scorecard { index } } }
}
"""
Changes = dict[str, Any]
Case = Callable[[Desks], Changes]


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


@pytest.fixture
def api(desks: Desks, committed: None) -> Api:
    """Ask as somebody who reads."""
    return desks.here.api()


def refusal(api: Api, desks: Desks, changes: Changes, day: str | None = None) -> str:
    """Suppose what cannot be, and return why not."""
    error = api.error(SIMULATE, slug=desks.here.slug, changes=changes, day=day)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["path"] == ["organisation", "simulate"]
    return str(error["message"])


def values(*ids: str) -> Changes:
    return {"kpiValues": [{"kpi": id_, "value": "1"} for id_ in ids]}


def stages(initiative: str, stage: str) -> Changes:
    return {"stages": [{"initiative": initiative, "stage": stage}]}


def completed(*ids: str) -> Changes:
    return {"milestonesCompleted": list(ids)}


def terms(desk: Desk, **agreed: Any) -> Changes:
    return {"kpiTerms": [{"kpi": id_of(desk.kpi()), **agreed}]}


def archived_kpi(desk: Desk) -> str:
    return id_of(desk.kpi(archived_on=date(2026, 6, 1)))


def archived_initiative(desk: Desk) -> str:
    return id_of(desk.initiative(archived_on=date(2026, 6, 1)))


def milestone_of(desk: Desk, **initiative: Any) -> str:
    return id_of(desk.milestone(initiative=desk.initiative(**initiative)))


def guardrail(desk: Desk) -> Changes:
    held = {"direction": Direction.MAINTAIN, "baseline_value": None, "target_value": None, "band_lower": 1}
    kpi = desk.kpi(terms={**held, "role": KpiRole.GUARDRAIL, "baseline_on": None, "target_on": None})
    return {"kpiTerms": [{"kpi": id_of(kpi), "direction": "INCREASE", "band": None}]}


REFUSED: dict[str, tuple[Case, str, str]] = {
    "a value of a KPI that there is not": (
        lambda _: values(unknown_id("Kpi")),
        "kpiValues.0.kpi",
        "The KPI was not found.",
    ),
    "a value of another organisation's KPI": (
        lambda desks: values(desks.ids["Kpi"], desks.ids_there["Kpi"]),
        "kpiValues.1.kpi",
        "The KPI was not found.",
    ),
    "a value of what is no KPI": (lambda desks: values(desks.ids["Lever"]), "kpiValues.0.kpi", "is the id of a Lever"),
    "a value of what is no id": (lambda _: values("KPI-1"), "kpiValues.0.kpi", "take ids from this API's answers"),
    "two values of one KPI": (lambda desks: values(*2 * [desks.ids["Kpi"]]), "kpiValues.0.kpi", "name it once."),
    "a value of an archived KPI": (
        lambda desks: values(archived_kpi(desks.here)),
        "kpiValues.0.kpi",
        "is archived since 2026-06-01: keep to earlier days, or take it back in first.",
    ),
    "a value beyond all numbers": (
        lambda desks: {"kpiValues": [{"kpi": desks.ids["Kpi"], "value": "1" + "0" * 15}]},
        "kpiValues.0.value",
        "Give a number below 10^15.",
    ),
    "terms of another organisation's KPI": (
        lambda desks: {"kpiTerms": [{"kpi": desks.ids_there["Kpi"], "weight": 1}]},
        "kpiTerms.0.kpi",
        "The KPI was not found.",
    ),
    "terms of an archived KPI": (
        lambda desks: {"kpiTerms": [{"kpi": archived_kpi(desks.here), "weight": 1}]},
        "kpiTerms.0.kpi",
        "take it back in first (archivedOn: null).",
    ),
    "terms that change nothing": (lambda desks: terms(desks.here), "kpiTerms.0", "Give at least one setting"),
    "a target on the wrong side": (
        lambda desks: terms(desks.here, target={"value": "-5", "on": "2026-12-31"}),
        "kpiTerms.0.target.value",
        "choose DECREASE, or MAINTAIN with a band.",
    ),
    "a target before its baseline": (
        lambda desks: terms(desks.here, target={"value": "5", "on": "2025-12-31"}),
        "kpiTerms.0.target.on",
        "Give a target date after the baseline's",
    ),
    "a weight below 0": (
        lambda desks: terms(desks.here, weight=-1),
        "kpiTerms.0.weight",
        "Give a weight between 0 and 1,000.",
    ),
    "a direction that is cleared": (
        lambda desks: terms(desks.here, direction=None),
        "kpiTerms.0.direction",
        "This cannot be cleared",
    ),
    "an empty band": (
        lambda desks: terms(desks.here, direction="MAINTAIN", baseline=None, target=None, band={}),
        "kpiTerms.0.band",
        "Give the band a lower bound, an upper bound or both.",
    ),
    "a guardrail that rises": (
        lambda desks: guardrail(desks.here),
        "kpiTerms.0.direction",
        "choose MAINTAIN and give it a band.",
    ),
    "a milestone of another organisation": (
        lambda desks: completed(desks.ids_there["Milestone"]),
        "milestonesCompleted.0",
        "The milestone was not found.",
    ),
    "a milestone that is none": (
        lambda desks: completed(desks.ids["Initiative"]),
        "milestonesCompleted.0",
        "is the id of a Initiative",
    ),
    "a milestone twice": (
        lambda desks: completed(*2 * [id_of(desks.here.milestone())]),
        "milestonesCompleted.1",
        "name it once.",
    ),
    "a milestone that is completed": (
        lambda desks: completed(id_of(desks.here.milestone(completed_on=date(2026, 3, 1)))),
        "milestonesCompleted.0",
        "The milestone is completed since 2026-03-01: reopen it first.",
    ),
    "a milestone that is cancelled": (
        lambda desks: completed(id_of(desks.here.milestone(cancelled_on=date(2026, 3, 1)))),
        "milestonesCompleted.0",
        "The milestone is cancelled since 2026-03-01: reopen it first.",
    ),
    "a milestone of work that has ended": (
        lambda desks: completed(milestone_of(desks.here, stage=InitiativeStage.CANCELLED)),
        "milestonesCompleted.0",
        "An initiative that is CANCELLED has ended: its work stays as it is.",
    ),
    "a milestone of an archived initiative": (
        lambda desks: completed(milestone_of(desks.here, archived_on=date(2026, 6, 1))),
        "milestonesCompleted.0",
        "take it back in first (archivedOn: null).",
    ),
    "a stage of another organisation's initiative": (
        lambda desks: stages(desks.ids_there["Initiative"], "ON_HOLD"),
        "stages.0.initiative",
        "The initiative was not found.",
    ),
    "a stage of an archived initiative": (
        lambda desks: stages(archived_initiative(desks.here), "ON_HOLD"),
        "stages.0.initiative",
        "take it back in first (archivedOn: null).",
    ),
    "two stages of one initiative": (
        lambda desks: {"stages": 2 * stages(desks.ids["Initiative"], "ON_HOLD")["stages"]},
        "stages.1.initiative",
        "name it once.",
    ),
    "a policy that changes nothing": (lambda _: {"policy": {}}, "policy", "Give at least one setting"),
    "a policy in which nothing counts": (
        lambda _: {"policy": {"outcomeWeight": 0, "deliveryWeight": 0, "maturityWeight": 0}},
        "policy.outcomeWeight",
        "At least one of outcome, delivery and maturity has to count.",
    ),
    "a policy of gaps that cross": (
        lambda _: {"policy": {"onTrackGap": 0.9}},
        "policy.onTrackGap",
        "has to be wider than the one on track",
    ),
    "a policy that names a lever twice": (
        lambda _: {"policy": {"levers": [{"lever": "CULTURE", "weight": 1}, {"lever": "CULTURE", "weight": 2}]}},
        "policy.levers.1.lever",
        "CULTURE stands here twice: name it once.",
    ),
    "a policy of a level that there is not": (
        lambda _: {"policy": {"levers": [{"lever": "CULTURE", "targetLevel": 7}]}},
        "policy.levers.0.targetLevel",
        "Give a target level between 2 and 5.",
    ),
    "a policy that is cleared": (
        lambda _: {"policy": {"coverageFloor": None}},
        "policy.coverageFloor",
        "This cannot be cleared",
    ),
}


@pytest.mark.parametrize(("case", "place", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_at_its_place(case: Case, place: str, told: str, desks: Desks, api: Api) -> None:
    message = refusal(api, desks, case(desks))
    assert f"'changes.{place}': " in message
    assert told in message


@pytest.mark.parametrize("before", InitiativeStage)
@pytest.mark.parametrize("after", InitiativeStage)
def test_a_stage_follows_where_a_move_may_lead_to_it(
    before: InitiativeStage, after: InitiativeStage, desks: Desks, api: Api
) -> None:
    changes = stages(id_of(desks.here.initiative(stage=before)), after)
    if after in MOVES[before]:
        api.data(SIMULATE, slug=desks.here.slug, changes=changes)
        return
    message = refusal(api, desks, changes)
    assert message.startswith(f"'changes.stages.0.stage': An initiative that is {before} ")


def test_all_that_is_wrong_is_told_at_once(desks: Desks, api: Api) -> None:
    message = refusal(
        api, desks, {**values(unknown_id("Kpi")), **completed(unknown_id("Milestone")), "policy": {"outcomeWeight": -1}}
    )
    assert [part.partition("'")[0] for part in message.split("'changes.")[1:]] == [
        "kpiValues.0.kpi",
        "milestonesCompleted.0",
        "policy.outcomeWeight",
    ]


def test_of_very_much_that_is_wrong_ten_are_told_and_how_many_there_are(desks: Desks, api: Api) -> None:
    message = refusal(api, desks, values(*13 * [desks.ids["Kpi"]]))
    assert message.count("name it once.") == 10
    assert message.endswith(" And 3 more.")


def test_what_did_not_exist_on_the_day_cannot_have_been_otherwise(desks: Desks, api: Api) -> None:
    ids = desks.ids
    for changes in (
        values(ids["Kpi"]),
        {"kpiTerms": [{"kpi": ids["Kpi"], "weight": 1}]},
        completed(ids["Milestone"]),
        stages(ids["Initiative"], "ON_HOLD"),
    ):
        assert "exists from 2026-01-01 on: ask for that day or a later one." in refusal(
            api, desks, changes, day="2025-06-01"
        )


def test_what_was_not_so_yet_on_the_day_is_in_nobodys_way(desks: Desks, api: Api) -> None:
    kpi = desks.here.kpi(archived_on=date(2026, 6, 1))
    milestone: Milestone = desks.here.milestone(completed_on=date(2026, 6, 1))
    cancelled = desks.here.milestone(cancelled_on=date(2026, 6, 1))
    changes = {**values(id_of(kpi)), **completed(id_of(milestone), id_of(cancelled))}

    api.data(SIMULATE, slug=desks.here.slug, changes=changes, day="2026-05-01")


def test_what_cannot_be_read_is_refused_before_it_is_looked_at(desks: Desks, api: Api) -> None:
    given = {"kpi": desks.ids["Kpi"], "value": 1}
    error = api.error(SIMULATE, slug=desks.here.slug, changes={"kpiValues": [given]})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "is not a decimal number" in error["message"]


def test_in_an_organisation_of_others_nothing_can_be_supposed(desks: Desks, api: Api) -> None:
    assert api.data(SIMULATE, slug=desks.there.slug, changes={}) == {"organisation": None}
