"""The roles of an organisation's members, and what a token may use of them."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a member may do; each role may also do what those before it may."""

    VIEWER = "VIEWER"
    CONTRIBUTOR = "CONTRIBUTOR"
    EDITOR = "EDITOR"
    ADMIN = "ADMIN"

    @property
    def rank(self) -> int:
        """How far it reaches: the higher may do more."""
        return list(Role).index(self)


class TokenScope(StrEnum):
    """What a token may be used for; each includes those before it."""

    READ = "READ"
    WRITE = "WRITE"
    ADMIN = "ADMIN"


_REACH = {TokenScope.READ: Role.VIEWER, TokenScope.WRITE: Role.EDITOR, TokenScope.ADMIN: Role.ADMIN}
"""The highest role that a scope lets its member act as."""


def acting_role(role: Role, scopes: Iterable[TokenScope]) -> Role:
    """Return the role that a member of `role` acts as by a token: never a higher one than the widest of its scopes, of
    which there is at least one, reaches."""
    return min(role, max((_REACH[scope] for scope in scopes), key=_rank), key=_rank)


def _rank(role: Role) -> int:
    return role.rank
