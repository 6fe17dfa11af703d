"""A world: an organisation with one row at least in each table."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.models import Account, ApiToken, ApiTokenUse, Lever
from tests.database import enter
from tests.factories import (
    make_check_in,
    make_idempotency_key,
    make_initiative,
    make_kpi,
    make_link,
    make_measurement,
    make_member,
    make_milestone,
    make_organisation,
    make_snapshot,
    make_token,
    make_vision,
)
from tests.models import catalogue

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
CREDENTIAL = UUID(int=1)
"""A credential that has executed an operation with the key `taken`."""

TAKEN_ACCOUNT = "the account of the world's member"
USED_TOKEN = "the token of the world's member"
TAKEN_SNAPSHOT = "the snapshot that has an item of everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Ids of one row of each table by the table's name; the account is one without a membership."""

    ids: dict[str, UUID]
    taken_account: UUID

    @property
    def organisation_id(self) -> UUID:
        """Return the organisation's id."""
        return self.ids["organisation"]


def make_world(name: str) -> World:
    """Make an organisation that lacks nothing but its sixth lever, and an account that is nobody's."""
    organisation = make_organisation(name, levers=[*LeverKind][:5])
    member = make_member(organisation, email=f"ada@{name}.example")
    make_token(member, f"token of the {name}")
    make_token(member, f"unused token of the {name}")
    make_idempotency_key(member, "taken", credential_id=CREDENTIAL)
    kpi = make_kpi(organisation, owner=member)
    initiative = make_initiative(organisation, owner=member)
    make_vision(organisation, north_star=kpi)
    make_link(initiative, kpi)
    make_milestone(initiative, due_on=date(2026, 3, 1))
    make_check_in(initiative, date(2026, 2, 1), author=member)
    make_measurement(kpi, date(2026, 2, 1), "24.50")
    used, unused = ApiToken.objects.order_by("id").values_list("pk", flat=True)
    ApiTokenUse.objects.create(organisation=organisation, api_token_id=used, last_used_at=NOON)
    make_snapshot(organisation, date(2026, 3, 31), items=[Lever.objects.order_by("id")[0], kpi, initiative])
    empty = make_snapshot(organisation, date(2026, 4, 30))
    ids = {"organisation": organisation.pk, "unused_token": unused, "empty_snapshot": empty.pk}
    for table in catalogue.tenant_tables():
        (ids[table],) = catalogue.rows("SELECT id FROM {table} ORDER BY id LIMIT 1", table=table)[0]
    enter(organisation.pk, key=f"nobody@{name}.example")
    ids["account"] = Account.objects.create(email=f"nobody@{name}.example").pk
    return World(ids=ids, taken_account=member.account_id)
