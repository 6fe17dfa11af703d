"""Where tests write: an organisation with members of every role, and another one beside it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Sum
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.framework import LeverKind
from ops_model.domain.roles import Role, TokenScope
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.tracker.node import global_id
from ops_model.models import (
    ApiToken,
    CheckIn,
    DataVersion,
    Initiative,
    InitiativeKpi,
    Kpi,
    Lever,
    Measurement,
    Membership,
    Milestone,
    Organisation,
    Vision,
)
from ops_model.selectors.access import token_hash
from tests import factories as make
from tests.api import world
from tests.api.client import Api
from tests.api.world import World
from tests.database import inside

TYPES = {
    ApiToken: "ApiToken",
    CheckIn: "CheckIn",
    Initiative: "Initiative",
    InitiativeKpi: "KpiLink",
    Kpi: "Kpi",
    Lever: "Lever",
    Measurement: "Measurement",
    Membership: "Membership",
    Milestone: "Milestone",
    Organisation: "Organisation",
    Vision: "Vision",
}
"""What the API calls the things that rows are of."""

Row = (
    ApiToken
    | CheckIn
    | Initiative
    | InitiativeKpi
    | Kpi
    | Lever
    | Measurement
    | Membership
    | Milestone
    | Organisation
    | Vision
)
Owner = Membership | None


def id_of(row: Row) -> str:
    """Return the opaque id of what a row is of."""
    return global_id(TYPES[type(row)], row.pk)


def some_code() -> str:
    """Return a code that nothing else has."""
    return f"C-{uuid4().hex[:12]}"


def some_email() -> str:
    """Return an e-mail that nobody else has."""
    return f"{uuid4().hex}@example.com"


@dataclass(frozen=True, slots=True)
class Desk:
    """One organisation and its members. Each maker makes something that no other test knows of."""

    world: World
    members: dict[Role, Membership]

    @classmethod
    def new(cls) -> "Desk":
        """Make an organisation of its own."""
        return cls(*world.empty("Desk"))

    @property
    def slug(self) -> str:
        """The organisation's name in addresses."""
        return self.world.slug

    def api(self, role: Role = Role.ADMIN) -> Api:
        """Ask as the member of a role."""
        return self.world.api(role)

    def member(self, role: Role = Role.EDITOR) -> str:
        """Return the id of the member of a role."""
        return id_of(self.members[role])

    def someone(self, role: Role = Role.VIEWER, **columns: Any) -> Membership:
        """Make a member."""
        organisation = self.organisation()
        with inside(self.world.id):
            return make.make_member(organisation, columns.pop("name", "Someone"), role, **columns)

    def token(self, **columns: Any) -> ApiToken:
        """Make a token of a member's."""
        member = self.members[Role.EDITOR]
        with inside(self.world.id):
            digest = token_hash(make.make_token(member, **columns))
            return ApiToken.objects.get(organisation_id=self.world.id, token_hash=digest)

    def scoped_token(self, scope: TokenScope, role: Role = Role.ADMIN) -> str:
        """Make a token of one scope for the member of a role, and return it as its holder knows it."""
        with inside(self.world.id):
            return make.make_token(self.members[role], scopes=[scope])

    def gone_member(self) -> Membership:
        """Make a member who has left."""
        organisation = self.organisation()
        with inside(self.world.id):
            return make.make_member(organisation, "Gone", ended_on=date(2026, 6, 1))

    def data_version(self) -> int:
        """Return the version of the organisation's data: the same as long as nothing is written."""
        with inside(self.world.id):
            return DataVersion.objects.filter(organisation_id=self.world.id).aggregate(sum=Sum("counter"))["sum"] or 0

    def organisation(self) -> Organisation:
        """Read the organisation as it is now."""
        with inside(self.world.id):
            return Organisation.objects.get(pk=self.world.id)

    def lever(self, kind: LeverKind = LeverKind.CULTURE) -> Lever:
        """Read a lever as it is now."""
        with inside(self.world.id):
            return Lever.objects.get(organisation_id=self.world.id, kind=kind)

    def initiative(
        self, owner: Owner = None, *, stage: InitiativeStage = InitiativeStage.IN_PROGRESS, **columns: Any
    ) -> Initiative:
        """Make an initiative that began with the year, in a stage."""
        organisation = self.organisation()
        with inside(self.world.id):
            return make.make_initiative(
                organisation, columns.pop("code", some_code()), owner=owner, terms={"stage": stage}, **columns
            )

    def kpi(self, owner: Owner = None, **columns: Any) -> Kpi:
        """Make a KPI, from 0 up to 100 in 2026."""
        organisation = self.organisation()
        with inside(self.world.id):
            return make.make_kpi(organisation, columns.pop("code", some_code()), owner=owner, **columns)

    def milestone(self, owner: Owner = None, **columns: Any) -> Milestone:
        """Make a milestone of an initiative of its own, or of the one given."""
        initiative = columns.pop("initiative", None) or self.initiative(owner)
        with inside(self.world.id):
            return make.make_milestone(initiative, **{"due_on": date(2026, 9, 1), **columns})

    def check_in(self, owner: Owner = None, **columns: Any) -> CheckIn:
        """Make a check-in of an initiative of its own, or of the one given."""
        initiative = columns.pop("initiative", None) or self.initiative(owner)
        author = self.members[Role.EDITOR]
        with inside(self.world.id):
            return make.make_check_in(initiative, columns.pop("checked_on", date(2026, 6, 1)), author=author, **columns)

    def link(self, owner: Owner = None, **columns: Any) -> InitiativeKpi:
        """Make a link of a KPI of its own to an initiative of its own, or to the one given."""
        initiative, kpi = columns.pop("initiative", None) or self.initiative(owner), self.kpi(owner)
        with inside(self.world.id):
            return make.make_link(initiative, kpi, **columns)

    def measurement(self, owner: Owner = None, **columns: Any) -> Measurement:
        """Make a measurement of a KPI of its own, or of the one given."""
        kpi = columns.pop("kpi", None) or self.kpi(owner)
        with inside(self.world.id):
            return make.make_measurement(kpi, columns.pop("observed_on", date(2026, 6, 1)), 50, **columns)

    def vision(self, *, published_on: date | None = None) -> Vision:
        """Make the next version of the vision, a draft unless it is published."""
        organisation = self.organisation()
        with inside(self.world.id):
            number = Vision.objects.filter(organisation_id=self.world.id).count() + 1
            return make.make_vision(organisation, number, published_on=published_on)

    def free_day(self) -> date:
        """Return a day on which no vision of the makers' was published."""
        with inside(self.world.id):
            return date(2025, 12, 31) - timedelta(days=Vision.objects.filter(organisation_id=self.world.id).count())

    def one_of(self, type_name: str, owner: Owner = None) -> str:
        """Make something of a type, of an owner if it can have one, and return its id."""
        makers: dict[str, Any] = {
            "ApiToken": lambda _: self.token(),
            "CheckIn": self.check_in,
            "Initiative": self.initiative,
            "Kpi": self.kpi,
            "KpiLink": self.link,
            "Lever": lambda _: self.lever(),
            "Measurement": self.measurement,
            "Membership": lambda _: self.members[Role.EDITOR],
            "Milestone": self.milestone,
            "Organisation": lambda _: self.organisation(),
            "Vision": lambda _: self.vision(),
        }
        return id_of(makers[type_name](owner))


@dataclass(frozen=True, slots=True)
class Desks:
    """Two organisations: one to write in, and one whose things are to stay unseen; `ids` are those of one thing of each
    type in both."""

    here: Desk
    there: Desk
    ids: dict[str, str]
    ids_there: dict[str, str]


@contextmanager
def desks_made(blocker: DjangoDbBlocker) -> Generator[Desks]:
    """Make two organisations, for all tests of a module, which may use the database meanwhile."""
    with blocker.unblock():
        here, there = Desk.new(), Desk.new()
        ids, ids_there = ({name: desk.one_of(name) for name in TYPES.values()} for desk in (here, there))
        yield Desks(here, there, ids, ids_there)


def unknown_id(type_name: str) -> str:
    """Return an id of a type, of nothing."""
    return global_id(type_name, UUID("01890000-0000-7000-8000-000000000000"))
