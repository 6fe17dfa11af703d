"""The door: who may read which organisations. What is opened here is open until the transaction ends.

Row-level security reads three settings of the transaction: `ops.organisations` (which were entered), `ops.user` (whose
account signed in) and `ops.key` (what is seen by possession: a token's row by its hash, an account's memberships by its
identifier, an organisation's row by its slug).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from ops_model.domain.roles import Role, TokenScope, acting_role
from ops_model.selectors.door import ALONE, BESIDE, BY_ACCOUNT, BY_TOKEN
from ops_model.selectors.prepared import prepared_read
from ops_model.selectors.tenants import SNAPSHOT, key_set, tenant_enter


@dataclass(frozen=True, slots=True)
class Credential:
    """By what someone signs in: a token's hash, or the account of a browser's session, which is verified already."""

    token_hash: bytes | None = None
    account_id: UUID | None = None

    @property
    def key(self) -> str:
        """What row security shows the credential's own by."""
        return self.token_hash.hex() if self.token_hash else str(self.account_id)

    @property
    def digest(self) -> bytes:
        """32 bytes that are this credential's alone."""
        return self.token_hash or sha256(f"account {self.account_id}".encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is to be written: beside others, or `alone` in its organisations; the request's id and the operation's name
    (None: it has none), which the audit log writes down.

    What changes several things in the order of its document writes alone: two such that met half-way would have to
    begin anew, again and again.
    """

    alone: bool
    request_id: str
    operation: str | None

    @property
    def lock(self) -> str:
        """The function that takes the lock."""
        return ALONE if self.alone else BESIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One membership of whoever signed in: of which organisation, with what its days are told by, and the role that
    may be acted as there; `capped` tells that the token's scopes allow less than the member's role. `data_version` is
    that of the organisation's data in the snapshot that was opened: equal ones, equal data."""

    membership_id: UUID
    organisation_id: UUID
    organisation_slug: str
    time_zone: str
    role: Role
    capped: bool
    name: str
    email: str
    data_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who signed in, by which token (None: in a browser's session), and where: at least one seat, by slug. A token has
    one."""

    account_id: UUID
    token_id: UUID | None
    seats: tuple[Seat, ...]

    @property
    def credential_id(self) -> UUID:
        """By whose hand: what is kept of one's operations is kept for that token, or that account's sessions, alone."""
        return self.token_id or self.account_id

    @property
    def home_id(self) -> UUID:
        """One of the organisations, the same in each of their operations while they join or leave none."""
        return min(self.seats, key=lambda seat: seat.membership_id).organisation_id

    @property
    def name(self) -> str:
        """The person's name, as the first of the organisations knows it."""
        return self.seats[0].name

    @property
    def email(self) -> str:
        """The person's e-mail, as the first of the organisations knows it."""
        return self.seats[0].email

    def seat(self, slug: str) -> Seat | None:
        """Return the seat in the organisation of a slug; None: there is none."""
        return next((seat for seat in self.seats if seat.organisation_slug == slug), None)

    def seat_in(self, organisation_id: UUID) -> Seat:
        """Return the seat in an organisation that was entered."""
        return next(seat for seat in self.seats if seat.organisation_id == organisation_id)


def token_hash(token: str) -> bytes:
    """Return what is kept of a token, and what it is found by: its SHA-256."""
    return sha256(token.encode()).digest()


def access_open(
    *, credential: Credential, at: datetime, timeout_ms: int, writing: Writing | None = None
) -> Access | None:
    """Sign in: enter the organisations that the credential is good for, to read one snapshot (`writing` None), or to
    write.

    Must be the first statement of a transaction (`transaction.atomic()`), and is one round trip. `at` is the instant by
    which a token expires and, by the organisation's time zone, a membership ends; `timeout_ms` bounds every later
    statement and, writing, half of it the wait for a lock, 0 for no bound. A reading is REPEATABLE READ, READ ONLY; a
    writing READ COMMITTED. None: the credential is good for nothing (the token is unknown, expired or revoked, or no
    membership is left), and no organisation is entered.
    """
    access = _signed_in(credential, at, timeout_ms, writing, first="" if writing else SNAPSHOT)
    if access is None:
        tenant_enter(organisation_ids=())
        key_set("")
    return access


def access_look(*, credential: Credential, at: datetime, timeout_ms: int) -> Access | None:
    """Return what `access_open` would, and enter nothing: outside a transaction it is one of its own, ended with the
    one round trip that it takes."""
    return _signed_in(credential, at, timeout_ms)


def _signed_in(
    credential: Credential, at: datetime, timeout_ms: int, writing: Writing | None = None, *, first: str = ""
) -> Access | None:
    door = BY_TOKEN if credential.token_hash else BY_ACCOUNT
    parameters: dict[str, Any] = {"key": credential.key, "at": at, "timeout_ms": timeout_ms}
    if writing:
        parameters |= {"request_id": writing.request_id, "operation": writing.operation}
    statements = door.writing(writing.lock) if writing else door.reading()
    rows = prepared_read(*statements, parameters=parameters, first=first)
    if not rows:
        return None
    account_id, token_id, *_ = rows[0]
    return Access(account_id=account_id, token_id=token_id, seats=tuple([_seat(*row[2:11]) for row in rows]))


def _seat(
    scopes: list[str],
    membership_id: UUID,
    organisation_id: UUID,
    organisation_slug: str,
    time_zone: str,
    role: str,
    name: str,
    email: str,
    data_version: str,
) -> Seat:
    acting, capped = _acting(role, *scopes)
    return Seat(
        membership_id=membership_id,
        organisation_id=organisation_id,
        organisation_slug=organisation_slug,
        time_zone=time_zone,
        role=acting,
        capped=capped,
        name=name,
        email=email,
        data_version=data_version,
    )


@cache
def _acting(role: str, *scopes: str) -> tuple[Role, bool]:
    """Return the role that may be acted as, and whether it is less than the member's."""
    acting = acting_role(Role(role), map(TokenScope, scopes))
    return acting, acting is not Role(role)
