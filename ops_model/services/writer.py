"""Who writes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ops_model.domain.permissions import PERMISSIONS, Action, may, owns
from ops_model.domain.roles import Role
from ops_model.services.errors import ErrorCode, ServiceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes, in which organisation, as what, and the day it is there; that organisation is entered, and no other.

    `membership_id` None: nobody who signed in, as a command; it is written down as nobody. `capped` tells that a token
    is used whose scopes allow less than its member's role.
    """

    organisation_id: UUID
    membership_id: UUID | None
    role: Role
    today: date
    capped: bool = False

    def ask(self, action: Action) -> None:
        """Raise a ServiceError FORBIDDEN where the role may do this to nothing, not even to what it owns."""
        if not may(self.role, action, owns=True):
            least = PERMISSIONS[action].owner or PERMISSIONS[action].least
            raise self._forbidden(
                f"As {self.role} you may not do this; ask for the role {least}, or ask someone who has it."
            )

    def ask_of(self, action: Action, *, owner_id: UUID | None) -> None:
        """Raise a ServiceError FORBIDDEN where the role may not do this to what `owner_id` owns (None: nobody)."""
        if not may(self.role, action, owns=owns(self.membership_id, owner_id)):
            least = PERMISSIONS[action].least
            raise self._forbidden(
                f"As {self.role} you may do this to what you own alone; ask its owner, or an {least}."
            )

    def _forbidden(self, message: str) -> ServiceError:
        if self.capped:
            message = "The scopes of this token do not reach so far; use another token, or sign in."
        return ServiceError(ErrorCode.FORBIDDEN, (), message)
