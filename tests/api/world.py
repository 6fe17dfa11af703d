"""Organisations for the API to be asked about: committed, each with members, tokens and data of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Direction, Health
from ops_model.domain.roles import Role
from ops_model.models import Kpi, Membership, Organisation
from ops_model.services.snapshot import snapshots_take
from tests import factories as make
from tests.api.client import TRACKER, Api
from tests.database import enter

TODAY = date(2026, 7, 1)
"""The day that API tests take for today: that of the worked example."""


@dataclass(frozen=True, slots=True)
class World:
    """One organisation as its members know it."""

    id: UUID
    slug: str
    tokens: dict[Role, str]

    def api(self, role: Role = Role.ADMIN, *, path: str = TRACKER) -> Api:
        """Ask as the member of a role."""
        return Api(self.tokens[role], path)


def worked_example() -> World:
    """Make the organisation of docs/progress.md's worked example, as of 2026-07-01: CULTURE with two KPIs and one
    initiative, the other five levers without anything. Assessments are not kept yet: maturity has no value."""
    with transaction.atomic():
        organisation, members, tokens = _organisation("Worked example")
        ada = members[Role.EDITOR]
        enps = make.make_kpi(
            organisation,
            "eNPS",
            name="eNPS",
            owner=ada,
            decimals=0,
            terms={"weight": 2.0, "baseline_value": 10, "target_value": 50},
        )
        make.make_measurement(enps, date(2026, 3, 31), 15)
        make.make_measurement(enps, date(2026, 5, 31), 20)
        make.make_measurement(enps, date(2026, 6, 30), 24)
        _attrition(organisation)
        squads = make.make_initiative(
            organisation,
            "SQUADS",
            name="Journey squads",
            customer_outcome="One person knows my case.",
            owner=ada,
            terms={"target_date": make.END},
        )
        make.make_milestone(squads, "First squad", due_on=date(2026, 3, 1), completed_on=date(2026, 3, 1))
        make.make_milestone(squads, "All squads", due_on=date(2026, 9, 1), weight=3.0, forecast_on=date(2026, 9, 11))
        make.make_vision(organisation, statement="Every customer is known.", north_star=enps)
    return World(organisation.pk, organisation.slug, tokens)


def _attrition(organisation: Organisation) -> Kpi:
    goal = {"baseline_value": "0.12", "target_value": "0.08", "direction": Direction.DECREASE}
    attrition = make.make_kpi(organisation, "ATTRITION", name="Regretted attrition", unit="ratio", terms=goal)
    make.make_measurement(attrition, date(2026, 4, 30), "0.10")
    return attrition


def rows(count: int, *, slug: str | None = None) -> World:
    """Make an organisation with `count` of everything: initiatives, KPIs and members, and of each initiative and KPI as
    many milestones, check-ins, links, terms and measurements."""
    with transaction.atomic():
        organisation, members, tokens = _organisation("Rows", slug)
        ada = members[Role.EDITOR]
        for number in range(count - 1):
            make.make_member(organisation, f"Member{number:02}")
        enter(organisation.pk)
        kpis = [_kpi(organisation, number, count, ada) for number in range(count)]
        for number in range(count):
            _initiative(organisation, number, count, ada, kpis)
        for number in range(count):
            make.make_vision(
                organisation,
                number + 1,
                published_on=make.BEGINNING + timedelta(days=number),
                north_star=kpis[number],
                updated_by=ada,
            )
        for number in range(1, count):
            make.make_scoring_policy(organisation, make.BEGINNING + timedelta(days=number), created_by=ada)
    days = [TODAY - timedelta(days=ago) for ago in range(1, count + 1)]
    snapshots_take(organisation_id=organisation.pk, days=days, today=TODAY)
    return World(organisation.pk, organisation.slug, tokens)


def empty(name: str = "Empty") -> tuple[World, dict[Role, Membership]]:
    """Make an organisation that has members of every role and nothing else, and return it with them."""
    with transaction.atomic():
        organisation, members, tokens = _organisation(name)
    return World(organisation.pk, organisation.slug, tokens), members


def _organisation(name: str, slug: str | None = None) -> tuple[Organisation, dict[Role, Membership], dict[Role, str]]:
    organisation = make.make_organisation(slug, name=name)
    members = {role: make.make_member(organisation, role.value.title(), role) for role in Role}
    tokens = {role: make.make_token(member) for role, member in members.items()}
    enter(organisation.pk)
    return organisation, members, tokens


def _kpi(organisation: Organisation, number: int, count: int, owner: Membership) -> Kpi:
    lever = list(LeverKind)[number % 6]
    kpi = make.make_kpi(organisation, f"KPI-{number:02}", lever=lever, owner=owner, updated_by=owner)
    for later in range(1, count):
        make.make_kpi_terms(kpi, make.BEGINNING + timedelta(days=later), created_by=owner)
    for day in range(count):
        make.make_measurement(kpi, TODAY - timedelta(days=7 * day), 50 + number - day, recorded_by=owner)
    return kpi


def _initiative(organisation: Organisation, number: int, count: int, owner: Membership, kpis: list[Kpi]) -> None:
    initiative = make.make_initiative(
        organisation,
        f"INI-{number:02}",
        owner=owner,
        sponsor=owner,
        updated_by=owner,
        terms={"primary_lever": list(LeverKind)[number % 6]},
    )
    for later in range(1, count):
        terms = {"primary_lever": list(LeverKind)[number % 6], "created_by": owner}
        make.make_initiative_terms(initiative, make.BEGINNING + timedelta(days=later), **terms)
    for each in range(count):
        make.make_milestone(initiative, f"Milestone {each}", due_on=TODAY + timedelta(days=30 * each))
        make.make_check_in(initiative, TODAY - timedelta(days=each), author=owner, health=Health.ON_TRACK)
        make.make_link(initiative, kpis[each])
