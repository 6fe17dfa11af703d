"""An organisation in which every mutation has been done, and every field of the API has a value to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ops_model.domain.roles import Role
from ops_model.models import ApiToken, Membership, Vision
from ops_model.services.snapshot import snapshots_take
from tests import factories as make
from tests.api.desk import TYPES, Desk, id_of, unknown_id
from tests.api.mutate import document, written
from tests.api.selections import AllFields
from tests.api.valid_inputs import VALID, valid_input
from tests.database import inside

INITIATIVE, KPI = "A-SQUADS", "A-ENPS"

DAYS = '(from: "2026-06-30", to: "2026-07-01", grain: DAY)'

ARGUMENTS = {
    "Kpi.measurements": "(includeSuperseded: true)",
    "Organisation.changes": "(filter: {thing: [KPI], kind: [UPDATED]})",
    "Organisation.initiative": f'(code: "{INITIATIVE}")',
    "Organisation.initiatives": "(includeArchived: true, first: 50)",
    "Organisation.kpi": f'(code: "{KPI}")',
    "Organisation.kpis": "(includeArchived: true, first: 50)",
    "Organisation.lever": "(kind: CULTURE)",
    "Organisation.members": '(filter: {search: "Bystander"})',
    "Organisation.movement": '(from: "2026-01-15", to: "2026-07-01")',
    "Organisation.simulate": "(changes: {})",
    "Organisation.snapshot": '(on: "2026-07-01")',
    "Organisation.toReach": "(index: 30)",
    "Organisation.trend": DAYS,
    **{f"{kind}.trend": DAYS for kind in ("Initiative", "Kpi", "Lever")},
    "Query.node": '(id: "ID")',
    "Query.nodes": '(ids: ["ID"])',
    "Query.organisation": '(slug: "SLUG")',
    "Viewer.todo": '(organisation: "SLUG")',
}
"""How fields are asked for, so that they have something to show; of members, one who asks for nothing themselves."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The organisation, one thing of each type in it, and what is not everyone's to see."""

    desk: Desk
    ids: Mapping[str, str]
    bystander: Membership
    token: ApiToken

    def asked(self, each: AllFields) -> str:
        """Return a document that asks for it."""
        return self.filled(each.document, self.ids.get(each.type_name, self.ids["Kpi"]))

    def filled(self, asked: str, id_: str) -> str:
        """Return a document about it, and about a thing in it."""
        return asked.replace("SLUG", self.desk.slug).replace('"ID"', f'"{id_}"')

    def told(self, text: str) -> str:
        """Return a text as an answer about it has it."""
        return {"EMAIL": self.bystander.email, "TOKEN": self.token.token_prefix}.get(text, text)


def asked_of_nothing(each: AllFields) -> str:
    """Return the same document, about what does not exist."""
    id_ = unknown_id(each.type_name if each.type_name in TYPES.values() else "Kpi")
    return each.document.replace("SLUG", "no-such-organisation").replace('"ID"', f'"{id_}"')


def whole_made() -> Whole:
    """Make it, by every mutation that there is and by what only time brings."""
    desk = Desk.new()
    for mutation in VALID:
        _done(desk, mutation)
    for member in desk.members.values():
        desk.kpi(member)
    _measured(desk)
    bystander = desk.someone(Role.EDITOR, name="Bystander")
    written(desk.api(), "memberEnd", "membership { id }", id=id_of(bystander), version=1, endedOn="2126-01-01")
    token = desk.token()
    snapshots_take(organisation_id=desk.world.id, days=[date(2026, 6, 30), date(2026, 7, 1)], today=date(2026, 7, 1))
    ids = {name: desk.one_of(name) for name in TYPES.values()} | {"Membership": id_of(bystander)}
    return Whole(desk, ids, bystander, token)


def _done(desk: Desk, mutation: str) -> None:
    """Do a mutation, as an operation that has a name."""
    named = document(mutation).replace("mutation(", "mutation Done(", 1)
    answered = desk.api().data(named, input=valid_input(mutation, desk))
    assert answered[mutation]["userErrors"] == []


def _measured(desk: Desk) -> None:
    """Let KPIs have gone somewhere, one of them the north star, one a guardrail, one measured by mistake."""
    editor = desk.members[Role.EDITOR]
    kpi = desk.kpi(editor, code=KPI)
    guardrail = desk.kpi(editor, terms={"role": "GUARDRAIL", "direction": "MAINTAIN", "band_lower": 40})
    initiative = desk.initiative(editor, code=INITIATIVE)
    organisation = desk.organisation()
    with inside(desk.world.id):
        for month in range(1, 7):
            make.make_measurement(kpi, date(2026, month, 1), 5 + 10 * month)
            make.make_measurement(guardrail, date(2026, month, 1), 50 - month, sample_size=100, margin=1)
        make.make_link(initiative, kpi)
        number = 1 + Vision.objects.filter(organisation_id=desk.world.id).count()
        make.make_vision(organisation, number, published_on=date(2026, 6, 1), north_star=kpi)
    twice: dict[str, Any] = {"kpi": id_of(kpi), "observedOn": "2026-06-01", "value": "60", "reason": "Mistyped."}
    written(desk.api(), "measurementRecord", "measurement { id }", **twice)
