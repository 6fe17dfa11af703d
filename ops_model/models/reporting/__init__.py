"""The reporting views, as Django sees them: flat rows of facts with their dimensions beside them. PostgreSQL makes them
(migrations), nobody writes them, and they stay the same when the product's own tables move."""

from ops_model.models.reporting.days import RptInitiativeDay, RptKpiDay, RptLeverDay, RptScorecardDay
from ops_model.models.reporting.events import RptCheckIn, RptMeasurement
from ops_model.models.reporting.rows import ReportDay, ReportRow, ReportState
from ops_model.models.reporting.state import RptInitiative, RptKpi, RptLever, RptMilestone

__all__ = [
    "ReportDay",
    "ReportRow",
    "ReportState",
    "RptCheckIn",
    "RptInitiative",
    "RptInitiativeDay",
    "RptKpi",
    "RptKpiDay",
    "RptLever",
    "RptLeverDay",
    "RptMeasurement",
    "RptMilestone",
    "RptScorecardDay",
]
