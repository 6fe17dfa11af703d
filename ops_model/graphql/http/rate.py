"""The rate limit: what an operation costs is drawn from its credential's bucket, by each process in slices, so that
most operations ask nobody. A slice that is not used up is the process's until it is, or until its credential has long
been the one used least."""

import math
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from ops_model import clock
from ops_model.domain.cost import Cost
from ops_model.graphql.http.errors import ApiError, ErrorCode
from ops_model.graphql.http.limits import Limits
from ops_model.selectors.access import Credential
from ops_model.services.rate_bucket import rate_draw


@dataclass(slots=True)
class _Slice:
    """What the process has of a bucket, and what the bucket held when it was drawn from last."""

    left: int = 0
    balance: int = 0


class Slices:
    """What this process has drawn and not used yet, by the credential's digest. Threads share it."""

    def __init__(self, *, most: int = 10_000) -> None:
        """Remember at most so many credentials."""
        self._slices: OrderedDict[bytes, _Slice] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def take(self, key: bytes, cost: int) -> int:
        """Take what an operation costs, or all there is where that is less; return how much is missing."""
        with self._lock:
            slice_ = self._slices.get(key)
            if slice_ is None:
                return cost
            self._slices.move_to_end(key)
            taken = min(slice_.left, cost)
            slice_.left -= taken
            return cost - taken

    def put(self, key: bytes, units: int, *, balance: int | None = None) -> None:
        """Add units that were drawn, or that an operation did not use; `balance` is what the bucket holds now."""
        with self._lock:
            slice_ = self._slices.setdefault(key, _Slice())
            slice_.left += units
            slice_.balance = slice_.balance if balance is None else balance
            while len(self._slices) > self._most:
                self._slices.popitem(last=False)

    def remaining(self, key: bytes) -> int:
        """Return what a credential may still ask for, as far as this process knows: the bucket fills meanwhile."""
        with self._lock:
            slice_ = self._slices.get(key, _Slice())
            return slice_.left + slice_.balance


_SLICES = Slices()


@dataclass(slots=True)
class Charge:
    """What one operation was charged, and what of that it did not use, which is known once it is answered."""

    key: bytes
    cost: Cost
    limits: Limits
    unused: int = 0

    def told(self, actual: int) -> dict[str, int | None]:
        """Return what an answer that did cost so much says of it; `remaining` is None without a rate limit."""
        self.unused = self.cost.requested - actual
        return {
            "requested": self.cost.requested,
            "actual": actual,
            "maximum": self.limits.cost,
            "remaining": _SLICES.remaining(self.key) + self.unused if self.limits.rate else None,
        }

    def settle(self) -> None:
        """Give back what was not used, once. No statement."""
        if self.limits.rate:
            _SLICES.put(self.key, self.unused)


def operation_charge(credential: Credential, cost: Cost, limits: Limits) -> Charge:
    """Charge a credential for an operation, before anything of it is executed.

    No statement while the process's slice lasts, else as many as `rate_draw`. A token that is not there is charged
    nothing, for whoever has it will not be let in. Raises ApiError RATE_LIMITED, 429, which says how long to wait;
    nothing is charged then.
    """
    charge = Charge(credential.digest, cost, limits)
    if not limits.rate:
        return charge
    missing = _SLICES.take(charge.key, cost.requested)
    if not missing:
        return charge
    drawn = rate_draw(
        key=charge.key,
        least=missing,
        most=limits.slice,
        rate=limits.rate,
        burst=limits.burst,
        at=clock.now(),
        timeout_ms=limits.statement_timeout_ms,
        verified=credential.token_hash is None,
    )
    if drawn is None:
        return charge
    if not drawn.given:
        _SLICES.put(charge.key, cost.requested - missing, balance=drawn.balance)
        raise _rate_limited(cost.requested, _SLICES.remaining(charge.key), limits)
    _SLICES.put(charge.key, drawn.given - missing, balance=drawn.balance)
    return charge


def _rate_limited(cost: int, remaining: int, limits: Limits) -> ApiError:
    rate = limits.rate or 1
    seconds = max(1, math.ceil((cost - remaining) * 60 / rate))
    return ApiError(
        ErrorCode.RATE_LIMITED,
        f"The operation may cost {cost} and {remaining} remain, of {rate} a minute; try again in {seconds} s, "
        "or ask for less at once.",
        status=429,
        headers={"Retry-After": str(seconds)},
        told={"cost": {"requested": cost, "maximum": limits.cost, "remaining": remaining}},
    )
