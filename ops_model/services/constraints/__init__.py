"""The one table of constraints: what each is answered with. A test walks the catalogue: none is without an entry."""

from ops_model.services.constraints import initiative, kpi, organisation
from ops_model.services.constraints.families import Refusal, Refusals

__all__ = ["REFUSALS", "Refusal"]

REFUSALS: Refusals = {
    **organisation.ORGANISATION,
    **organisation.ACCOUNT,
    **organisation.MEMBERSHIP,
    **organisation.API_TOKEN,
    **organisation.API_TOKEN_USE,
    **organisation.IDEMPOTENCY_KEY,
    **organisation.SCORING_POLICY,
    **organisation.VISION,
    **organisation.LEVER,
    **organisation.FRAMEWORK,
    **organisation.DATA_VERSION,
    **organisation.LIMITS,
    **organisation.SNAPSHOT,
    **organisation.SNAPSHOT_ITEMS,
    **initiative.INITIATIVE,
    **initiative.INITIATIVE_TERMS,
    **initiative.MILESTONE,
    **initiative.CHECK_IN,
    **initiative.INITIATIVE_KPI,
    **kpi.KPI,
    **kpi.KPI_TERMS,
    **kpi.MEASUREMENT,
}
"""Constraint name to refusal."""
