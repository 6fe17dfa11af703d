"""States that this process remembers, each as long as it is true.

The key is the version of the data, which triggers count in the transaction that writes, and which is read in the
snapshot that the state is read in: what is remembered under a version is what would be read with it.
"""

from datetime import date
from threading import Condition
from uuid import UUID

from cachetools import LRUCache, cached

from ops_model.selectors.state import OrganisationState, organisation_state

MOST_BYTES = 200_000_000
"""What the remembered states may take together, by the estimate of `state_bytes`."""

RECORD_BYTES = 4_000
"""What a record of a state takes with its figures and explanations, on average."""


def state_bytes(state: OrganisationState | None) -> int:
    """Estimate what a state takes in memory."""
    if state is None:
        return 0
    records = len(state.kpis) + len(state.initiatives) + len(state.milestones) + len(state.links) + len(state.members)
    terms = sum(len(kpi.terms) for kpi in state.kpis) + sum(len(one.terms) for one in state.initiatives)
    return RECORD_BYTES * (10 + records + terms)


@cached(LRUCache(MOST_BYTES, getsizeof=state_bytes), condition=Condition())
def state_remembered(organisation_id: UUID, as_of: date, version: str) -> OrganisationState | None:
    """Return what `organisation_state` does, in a snapshot whose data are of the version.

    No statement for what is remembered, as many as there for what is not: one thread asks, and others that want the
    same wait for it. The least recently used are forgotten first.
    """
    del version
    return organisation_state(organisation_id, as_of)
