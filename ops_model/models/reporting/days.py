"""What was reported, day by day: one fact for each thing and snapshot."""

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import ExclusionReason, Health
from ops_model.models.reporting import columns
from ops_model.models.reporting.rows import ReportDay


class RptScorecardDay(ReportDay):
    """The index as it was reported, a row a day."""

    taken_at = columns.instant("When it was taken")
    index = columns.number("The index, 0..100", columns.POINTS, null="where no lever has a progress")
    expected_index = columns.number(
        "The index expected by the day, 0..100", columns.POINTS, null="where the index is null"
    )
    health = columns.word("How the index stands against what was expected", Health)
    coverage = columns.number("How much data stands behind the index, 0..1", columns.RATIO)
    sufficient = columns.flag("Whether coverage is at least the policy's floor")

    class Meta:
        managed = False
        db_table = "rpt_scorecard_day"


class RptLeverDay(ReportDay):
    """A lever as it was reported, a row a lever and day."""

    lever_id = columns.identifier("The lever's identifier")
    lever = columns.word("The lever", LeverKind)
    weight = columns.number("Its weight in the index", columns.RELATIVE)
    index_share = columns.number(
        "Its share of the index, 0..1, 0 where it is left out: 100 times it times progress are its index points",
        columns.RATIO,
    )
    excluded = columns.word("Why it is left out of the index", ExclusionReason, null=columns.COUNTED)
    progress = columns.number("How far it has come, 0..1", columns.RATIO, null="where nothing in it has a value")
    expected_progress = columns.number(
        "The progress expected by the day, 0..1", columns.RATIO, null="where progress is"
    )
    health = columns.word("How its progress stands against what was expected", Health)
    coverage = columns.number("How much data stands behind it, 0..1", columns.RATIO)
    sufficient = columns.flag("Whether coverage is at least the policy's floor")

    class Meta:
        managed = False
        db_table = "rpt_lever_day"


class RptKpiDay(ReportDay):
    """A KPI as it was reported, a row a KPI and day; its code, name and unit are today's."""

    kpi_id = columns.identifier("The KPI's identifier")
    kpi_code = columns.text("The KPI's code")
    kpi_name = columns.text("The KPI's name")
    unit = columns.text("What its values are in")
    lever = columns.word("The lever it belonged to", LeverKind)
    weight = columns.number("Its weight in its lever", columns.RELATIVE)
    index_share = columns.number(
        "Its whole share of the index, 0..1, 0 where it is left out: 100 times it times attainment are its index "
        "points",
        columns.RATIO,
    )
    excluded = columns.word("Why it is left out of its lever", ExclusionReason, null=columns.COUNTED)
    value = columns.number("Its value after aggregation", columns.OWN, null="without data")
    expected_value = columns.number(
        "The value expected by the day", columns.OWN, null="without a target, and for MAINTAIN"
    )
    attainment = columns.number("How much of its goal is attained, 0..1", columns.RATIO, null="without data or goal")
    expected_attainment = columns.number(
        "The attainment expected by the day, 0..1", columns.RATIO, null="without a target or a band"
    )
    health = columns.word("How its attainment stands against what was expected", Health)
    stale = columns.flag("Whether its newest measurement was older than one and a half periods")

    class Meta:
        managed = False
        db_table = "rpt_kpi_day"


class RptInitiativeDay(ReportDay):
    """An initiative as it was reported, a row an initiative and day; its code and name are today's. Its shares in
    levers are relative weights, as they were agreed then."""

    initiative_id = columns.identifier("The initiative's identifier")
    initiative_code = columns.text("The initiative's code")
    initiative_name = columns.text("The initiative's name")
    weight = columns.number("Its weight", columns.RELATIVE)
    share_structure = columns.share(LeverKind.STRUCTURE)
    share_culture = columns.share(LeverKind.CULTURE)
    share_talent = columns.share(LeverKind.TALENT)
    share_metrics = columns.share(LeverKind.METRICS)
    share_processes = columns.share(LeverKind.PROCESSES)
    share_technology = columns.share(LeverKind.TECHNOLOGY)
    index_share = columns.number(
        "Its whole share of the index, 0..1, summed over its levers, 0 where it is left out: 100 times it times "
        "delivery are its index points",
        columns.RATIO,
    )
    excluded = columns.word("Why it is left out of its levers", ExclusionReason, null=columns.COUNTED)
    delivery = columns.number(
        "How much of its milestones, by weight, was done, 0..1", columns.RATIO, null="without any"
    )
    planned_delivery = columns.number(
        "How much of them was due by the day, by weight, 0..1", columns.RATIO, null="without any"
    )
    progress = columns.number("Its own progress, 0..1", columns.RATIO, null="where nothing in it has a value")
    computed_health = columns.word("Its health, computed", Health)

    class Meta:
        managed = False
        db_table = "rpt_initiative_day"
