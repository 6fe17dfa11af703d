"""What was measured and said: one fact for each measurement and check-in, with what was agreed on its day."""

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import REPORTABLE_HEALTH, Aggregation, Direction, KpiRole
from ops_model.domain.stages import InitiativeStage
from ops_model.models.reporting import columns
from ops_model.models.reporting.rows import ReportRow

BEFORE = "before anything was agreed"
COUNTS = "while it counts"


class RptMeasurement(ReportRow):
    """A measurement, with the KPI's terms in force on its day; one that counts no more is marked."""

    kpi_id = columns.identifier("The KPI's identifier")
    kpi_code = columns.text("The KPI's code")
    kpi_name = columns.text("The KPI's name")
    lever = columns.word("The KPI's lever", LeverKind)
    unit = columns.text("What the value is in")
    observed_on = columns.day("The day that was measured")
    month = columns.month("the day")
    value = columns.exact("What was measured, as it was entered")
    sample_size = columns.whole("How many were asked, > 0", null=columns.UNSAID)
    margin = columns.exact("The margin of error, >= 0", null=columns.UNSAID)
    note = columns.text("What was noted with it", null="for nothing")
    recorded_by = columns.text("The name of who recorded it", null="where no person did")
    recorded_at = columns.instant("When it was recorded")
    superseded = columns.flag("Whether it counts no more: another one corrected it, or it was withdrawn")
    superseded_at = columns.instant("Since when it counts no more", null=COUNTS)
    superseded_by_key = columns.text("The key of the measurement that corrected it", null="where none did")
    superseded_reason = columns.text("Why it counts no more", null=f"{COUNTS}, and where not said")
    role = columns.word("Whether the KPI counted, or was a floor that must hold", KpiRole, null=BEFORE)
    direction = columns.word("Which way was good", Direction, null=BEFORE)
    aggregation = columns.word("How the KPI's value came from measurements", Aggregation, null=BEFORE)
    baseline_value = columns.exact("Where the KPI started", null="without a baseline")
    baseline_on = columns.day("The day of the baseline", null="without a baseline")
    target_value = columns.exact("The target in force", null="without a target")
    target_on = columns.day("The day by which the target should be reached", null="without a target")
    band_lower = columns.exact("The lower bound that should hold", null="without one")
    band_upper = columns.exact("The upper bound that should hold", null="without one")

    class Meta:
        managed = False
        db_table = "rpt_measurement"


class RptCheckIn(ReportRow):
    """A check-in, with the initiative's terms in force on its day; withdrawn ones are out."""

    initiative_id = columns.identifier("The initiative's identifier")
    initiative_code = columns.text("The initiative's code")
    initiative_name = columns.text("The initiative's name")
    lever = columns.word("The initiative's primary lever", LeverKind, null=BEFORE)
    stage = columns.word("The initiative's stage", InitiativeStage, null=BEFORE)
    checked_on = columns.day("The day that it is about")
    month = columns.month("the day")
    health = columns.word("The health that was reported", REPORTABLE_HEALTH)
    confidence = columns.number("How sure the author was, 0..1", columns.RATIO, null=columns.UNSAID)
    happened = columns.text("What happened", null=columns.UNSAID)
    next = columns.text("What is next", null=columns.UNSAID)
    path_to_green = columns.text("How it gets back on track", null=columns.UNSAID)
    author = columns.text("The name of who reported")
    recorded_at = columns.instant("When it was recorded")

    class Meta:
        managed = False
        db_table = "rpt_check_in"
