"""The office's day: an initiative from its proposal until its value is confirmed, as the transformation office tells
it, over HTTP. After each step the scorecard is as expected, and as of each earlier day still what it was."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from ops_model.domain.roles import Role
from tests import factories as make
from tests.api.client import Api
from tests.database import enter

SCORECARD = """query($slug: String!, $day: Date) { organisation(slug: $slug) { scorecard(asOf: $day) {
  index expectedIndex health coverage
  counts { initiativesByStage { stage count } checkInsDue overdueMilestones watermelons }
  attention { reasons subject { ... on Initiative { code } ... on Kpi { code } } } } } }"""


INITIATIVE = "initiative { id version }"
MILESTONE = "milestone { id version }"


@dataclass
class Office:
    """The office of one organisation: writes, looks at the scorecard, and remembers what it saw."""

    slug: str
    api: Api
    settings: Settings
    seen: dict[str, Any] = field(default_factory=dict)

    def write(self, mutation: str, shows: str, **given: Any) -> Any:
        """Write, and return what the payload shows; no error is expected."""
        type_name = f"{mutation[0].upper()}{mutation[1:]}Input"
        document = (
            f"mutation($input: {type_name}!) {{ {mutation}(input: $input) {{ {shows} userErrors {{ message }} }} }}"
        )
        payload = self.api.data(document, input=given)[mutation]
        assert payload["userErrors"] == [], payload
        return payload

    def create_kpi(self) -> Any:
        """Make the KPI of the story: from 10 up to 50 in 2026."""
        goal = {"baseline": {"value": "10", "on": "2026-01-01"}, "target": {"value": "50", "on": "2026-12-31"}}
        named = {"code": "ENPS", "name": "eNPS", "lever": "CULTURE", "unit": "points"}
        terms = [{"direction": "INCREASE", **goal}]
        return self.write("kpiCreate", "kpi { id version }", organisation=self.slug, **named, terms=terms)["kpi"]

    def create_initiative(self) -> Any:
        """Propose the initiative of the story."""
        named = {"code": "SQUADS", "name": "Journey squads", "customerOutcome": "One person knows my case."}
        terms = [{"leverShares": [{"lever": "CULTURE"}]}]
        given = {"organisation": self.slug, **named, "terms": terms}
        return self.write("initiativeCreate", INITIATIVE, **given)["initiative"]

    def move(self, initiative: Any, stage: str, **given: Any) -> Any:
        """Move the initiative to another stage, today."""
        return self.write("initiativeMove", INITIATIVE, **initiative, stage=stage, **given)["initiative"]

    def add_milestone(self, initiative: Any, name: str, due_on: str, weight: float) -> Any:
        """Plan a milestone."""
        given = {"initiative": initiative["id"], "name": name, "dueOn": due_on, "weight": weight}
        return self.write("milestoneAdd", MILESTONE, **given)["milestone"]

    def measure(self, kpi: Any, on: str, value: str, **given: Any) -> Any:
        """Record, or correct, what was measured of a day."""
        shows = """measurement { kpi { measurements(includeSuperseded: true) { nodes { value supersededReason } } } }"""
        given |= {"kpi": kpi["id"], "observedOn": on, "value": value}
        return self.write("measurementRecord", shows, **given)["measurement"]

    def check_in(self, initiative: Any, **given: Any) -> None:
        """Report how the initiative stands today."""
        self.write("checkInSubmit", "checkIn { checkedOn }", initiative=initiative["id"], **given)

    def morning_of(self, day: str) -> None:
        """Let it be another day."""
        self.settings.OPS_TODAY = date.fromisoformat(day)

    def scorecard(self, day: str | None = None) -> Any:
        """Look at the scorecard of a day, today's unless given."""
        return self.api.data(SCORECARD, slug=self.slug, day=day)["organisation"]["scorecard"]

    def stages(self, scorecard: Any) -> dict[str, int]:
        """Return how many initiatives a scorecard counts by stage, none left out."""
        counts = scorecard["counts"]["initiativesByStage"]
        return {count["stage"]: count["count"] for count in counts if count["count"]}

    def evening(self) -> Any:
        """Look at today's scorecard, and at all those of earlier days again: none of them has moved."""
        today = self.settings.OPS_TODAY.isoformat()
        self.seen.pop(today, None)
        for day, seen in self.seen.items():
            assert self.scorecard(day) == seen, f"on {today} the figures of {day} moved"
        self.seen[today] = self.scorecard(today)
        return self.seen[today]


@pytest.fixture
def office(committed: None, settings: Settings) -> Office:
    """Have an organisation without anything in it, and the token of its editor."""
    with transaction.atomic():
        organisation = make.make_organisation(name="Story")
        token = make.make_token(make.make_member(organisation, "Ines", Role.EDITOR))
        enter(organisation.pk)
    return Office(organisation.slug, Api(token), settings)


def test_an_initiative_from_its_proposal_until_its_value_is_confirmed(office: Office) -> None:
    office.morning_of("2026-01-01")
    enps = office.create_kpi()
    squads = office.create_initiative()
    evening = office.evening()
    assert evening["index"] is None
    assert office.stages(evening) == {"PROPOSED": 1}

    office.morning_of("2026-01-15")
    squads = office.move(squads, "APPROVED")
    squads = office.write(
        "initiativeSetTerms", INITIATIVE, **squads, targetDate="2026-10-31", reason="Agreed with the board."
    )["initiative"]
    first = office.add_milestone(squads, "First squad", "2026-03-01", 1.0)
    second = office.add_milestone(squads, "All squads", "2026-09-01", 3.0)
    linked = office.write("initiativeLinkKpi", "link { linkedOn weight }", initiative=squads["id"], kpi=enps["id"])
    assert linked["link"] == {"linkedOn": "2026-01-15", "weight": 1.0}
    evening = office.evening()
    assert (evening["index"], evening["coverage"]) == (0, pytest.approx(0.3 / 6))
    assert office.stages(evening) == {"APPROVED": 1}

    office.morning_of("2026-02-01")
    assert office.scorecard()["counts"]["checkInsDue"] == 1
    squads = office.move(squads, "IN_PROGRESS")
    assert office.stages(office.evening()) == {"IN_PROGRESS": 1}

    office.morning_of("2026-03-02")
    office.write("milestoneComplete", "milestone { completedOn }", **first, completedOn="2026-03-01")
    office.measure(enps, "2026-03-01", "14")
    office.check_in(squads, health="ON_TRACK", confidence=0.8, happened="The first squad works.")
    evening = office.evening()
    assert evening["index"] == pytest.approx(100 * (0.5 * 0.1 + 0.3 * 0.25) / 0.8)
    assert evening["expectedIndex"] == pytest.approx(100 * (0.5 * 60 / 364 + 0.3 * 0.25) / 0.8)
    assert (evening["counts"]["checkInsDue"], evening["counts"]["overdueMilestones"]) == (0, 0)

    office.morning_of("2026-09-02")
    slipping = office.scorecard()
    assert (slipping["counts"]["overdueMilestones"], slipping["counts"]["watermelons"]) == (1, 1)
    second = office.write("milestoneUpdate", MILESTONE, **second, forecastOn="2026-10-15")["milestone"]
    office.check_in(squads, health="AT_RISK", pathToGreen="Two more coaches from October on.")
    office.measure(enps, "2026-09-01", "42")
    evening = office.evening()
    assert evening["index"] == pytest.approx(100 * (0.5 * 0.8 + 0.3 * 0.25) / 0.8)
    assert evening["counts"]["watermelons"] == 0

    corrected = office.measure(enps, "2026-09-01", "24", reason="Two digits were exchanged.")
    assert corrected["kpi"]["measurements"]["nodes"] == [
        {"value": "24", "supersededReason": None},
        {"value": "42", "supersededReason": "Two digits were exchanged."},
        {"value": "14", "supersededReason": None},
    ]
    assert office.evening()["index"] == pytest.approx(100 * (0.5 * 0.35 + 0.3 * 0.25) / 0.8)

    office.morning_of("2026-10-15")
    office.write("milestoneComplete", MILESTONE, **second)
    office.measure(enps, "2026-10-14", "40")
    squads = office.move(squads, "IMPLEMENTED")
    evening = office.evening()
    assert evening["index"] == pytest.approx(100 * (0.5 * 0.75 + 0.3 * 1) / 0.8)
    assert office.stages(evening) == {"IMPLEMENTED": 1}

    office.morning_of("2026-12-31")
    office.measure(enps, "2026-12-31", "52")
    office.move(squads, "VALUE_CONFIRMED", reason="Customers say so: 52 against 10 a year ago.")
    evening = office.evening()
    assert (evening["index"], evening["attention"]) == (100, [])
    assert office.stages(evening) == {"VALUE_CONFIRMED": 1}
