"""Every rule of the database that an input can break."""

from tests.api import broken_access, broken_initiative, broken_kpi, broken_organisation
from tests.api.broken import Ways

REACHED: Ways = {
    **broken_organisation.ORGANISATION,
    **broken_organisation.SCORING_POLICY,
    **broken_organisation.LEVER,
    **broken_organisation.VISION,
    **broken_access.MEMBERSHIP,
    **broken_access.API_TOKEN,
    **broken_initiative.INITIATIVE,
    **broken_initiative.INITIATIVE_TERMS,
    **broken_initiative.MILESTONE,
    **broken_initiative.CHECK_IN,
    **broken_initiative.INITIATIVE_KPI,
    **broken_kpi.KPI,
    **broken_kpi.KPI_TERMS,
    **broken_kpi.MEASUREMENT,
}
"""The ways to break each constraint over HTTP, by its name."""
