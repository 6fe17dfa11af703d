"""How things stand on a day: the figures of the state that the tracker shows, a row a thing."""

from ops_model.domain.framework import Indicator, LeverKind, Origin
from ops_model.domain.progress.vocabulary import (
    REPORTABLE_HEALTH,
    Aggregation,
    Direction,
    ExclusionReason,
    Frequency,
    Health,
    KpiRole,
)
from ops_model.domain.stages import InitiativeStage
from ops_model.models.reporting import columns
from ops_model.models.reporting.rows import ReportState


class RptLever(ReportState):
    """A lever as it stands on a day: always six."""

    lever_id = columns.identifier("The lever's identifier")
    lever = columns.word("The lever", LeverKind)
    sponsor = columns.text("The name of who answers for it", null=columns.NOBODY)
    weight = columns.number("Its weight in the index", columns.RELATIVE)
    target_level = columns.whole("The maturity level that it aims at, 2..5", "level")
    progress = columns.number("How far it has come, 0..1", columns.RATIO, null="where nothing in it has a value")
    expected_progress = columns.number(
        "The progress expected by the day, 0..1", columns.RATIO, null="where progress is"
    )
    health = columns.word("How its progress stands against what is expected", Health)
    coverage = columns.number("How much data stands behind it, 0..1", columns.RATIO)
    sufficient = columns.flag("Whether coverage is at least the policy's floor")
    outcome = columns.number("Its outcome lens: attainment of its KPIs, 0..1", columns.RATIO, null="without data")
    delivery = columns.number("Its delivery lens: its initiatives' delivery, 0..1", columns.RATIO, null="without data")
    maturity = columns.number("Its maturity lens, 0..1", columns.RATIO, null="without an assessment")
    index_share = columns.number("Its share of the index, 0..1, 0 where it is left out", columns.RATIO)
    index_points = columns.number("What it carries to the index; they add up to it", columns.POINTS)
    excluded = columns.word("Why it is left out of the index", ExclusionReason, null=columns.COUNTED)

    class Meta:
        managed = False
        db_table = "rpt_lever"


class RptInitiative(ReportState):
    """An initiative as it stands on a day, archived ones included. Its shares in levers are relative weights."""

    initiative_id = columns.identifier("The initiative's identifier")
    initiative_code = columns.text("Its code")
    initiative_name = columns.text("Its name")
    customer_outcome = columns.text("What changes for the customer, in the customer's words", null=columns.UNSAID)
    origin = columns.word("Where it came from", Origin, null=columns.UNSAID)
    owner = columns.text("The name of who leads it", null=columns.NOBODY)
    sponsor = columns.text("The name of who answers for it", null=columns.NOBODY)
    lever = columns.word("Its primary lever", LeverKind)
    stage = columns.word("Its stage", InitiativeStage)
    start_date = columns.day("When it starts", null=columns.UNSAID)
    target_date = columns.day("The day by which it is to be delivered", null="where none is agreed")
    archived = columns.flag("Whether it is out of roll-ups and counts")
    weight = columns.number("Its weight", columns.RELATIVE)
    share_structure = columns.share(LeverKind.STRUCTURE)
    share_culture = columns.share(LeverKind.CULTURE)
    share_talent = columns.share(LeverKind.TALENT)
    share_metrics = columns.share(LeverKind.METRICS)
    share_processes = columns.share(LeverKind.PROCESSES)
    share_technology = columns.share(LeverKind.TECHNOLOGY)
    progress = columns.number("Its own progress, 0..1", columns.RATIO, null="where nothing in it has a value")
    delivery = columns.number("How much of its milestones, by weight, is done, 0..1", columns.RATIO, null="without any")
    planned_delivery = columns.number(
        "How much of them was due by the day, by weight, 0..1", columns.RATIO, null="without any"
    )
    outcome = columns.number("Attainment of its linked KPIs, 0..1", columns.RATIO, null="without data")
    expected_outcome = columns.number(
        "What was expected of it by the day, 0..1", columns.RATIO, null="where outcome is"
    )
    computed_health = columns.word("Its health, computed", Health)
    reported_health = columns.word("Its health, by its newest check-in", REPORTABLE_HEALTH, null="without any")
    confidence = columns.number("How sure the newest check-in is, 0..1", columns.RATIO, null=columns.UNSAID)
    watermelon = columns.flag("Whether it is reported green and computed red")
    overdue_milestones = columns.whole("How many of its milestones are overdue")
    check_in_due_on = columns.day("The first day on which a check-in is due", null="where none is asked for")
    index_share = columns.number(
        "Its whole share of the index, 0..1, summed over its levers, 0 where it is left out", columns.RATIO
    )
    index_points = columns.number("What it carries to the index, 0 where it is left out", columns.POINTS)
    excluded = columns.word("Why it is left out of its levers", ExclusionReason, null=columns.COUNTED)

    class Meta:
        managed = False
        db_table = "rpt_initiative"


class RptKpi(ReportState):
    """A KPI as it stands on a day, with the terms in force, archived ones included."""

    kpi_id = columns.identifier("The KPI's identifier")
    kpi_code = columns.text("Its code")
    kpi_name = columns.text("Its name")
    lever = columns.word("The lever it belongs to", LeverKind)
    unit = columns.text("What its values are in")
    decimals = columns.whole("How many decimals to show, 0..10", "decimals")
    indicator = columns.word("Leading or lagging", Indicator, null=columns.UNSAID)
    source = columns.text("Where the data come from", null=columns.UNSAID)
    owner = columns.text("The name of who measures it", null=columns.NOBODY)
    archived = columns.flag("Whether it is out of roll-ups and counts")
    role = columns.word("Whether it counts, or is a floor that must hold", KpiRole)
    direction = columns.word("Which way is good", Direction)
    aggregation = columns.word("How its value comes from measurements", Aggregation)
    frequency = columns.word("How often it is measured", Frequency)
    weight = columns.number("Its weight in its lever", columns.RELATIVE)
    baseline_value = columns.exact("Where it started", null="without a baseline")
    baseline_on = columns.day("The day of the baseline", null="without a baseline")
    target_value = columns.exact("Where it should get", null="without a target")
    target_on = columns.day("The day by which it should get there", null="without a target")
    band_lower = columns.exact("The lower bound that should hold", null="without one")
    band_upper = columns.exact("The upper bound that should hold", null="without one")
    value = columns.number("Its value after aggregation", columns.OWN, null="without data")
    observed_on = columns.day("The day of the newest measurement", null="without data")
    raw = columns.number(
        "Attainment, unclamped: below 0 regressing, above 1 overshoot", columns.RATIO, null="without data or goal"
    )
    attainment = columns.number("Attainment, clamped to 0..1", columns.RATIO, null="without data or goal")
    expected_value = columns.number(
        "The value expected by the day", columns.OWN, null="without a target, and for MAINTAIN"
    )
    expected_attainment = columns.number(
        "The attainment expected by the day, 0..1", columns.RATIO, null="without a target or a band"
    )
    gap = columns.number(
        "How far attainment is behind what is expected, -1..1", columns.RATIO, null="where either is null"
    )
    health = columns.word("How its attainment stands against what is expected", Health)
    breach = columns.flag("Whether it is a guardrail that does not hold")
    unknown = columns.flag("Whether it is a guardrail without a value, without a band, or stale")
    stale = columns.flag("Whether its newest measurement is older than one and a half periods")
    due_on = columns.day("The day after which the next measurement is overdue")
    index_share = columns.number("Its whole share of the index, 0..1, 0 where it is left out", columns.RATIO)
    index_points = columns.number("What it carries to the index, 0 where it is left out", columns.POINTS)
    excluded = columns.word("Why it is left out of its lever", ExclusionReason, null=columns.COUNTED)

    class Meta:
        managed = False
        db_table = "rpt_kpi"


class RptMilestone(ReportState):
    """A milestone as it stands on a day, completed and cancelled ones included; of its days due_on alone counts."""

    initiative_id = columns.identifier("The initiative's identifier")
    initiative_code = columns.text("The initiative's code")
    initiative_name = columns.text("The initiative's name")
    lever = columns.word("The initiative's primary lever", LeverKind)
    stage = columns.word("The initiative's stage", InitiativeStage)
    owner = columns.text("The name of who leads the initiative", null=columns.NOBODY)
    archived = columns.flag("Whether the initiative is out of roll-ups and counts")
    milestone_name = columns.text("What will be done")
    weight = columns.number("Its weight among the initiative's milestones, > 0", columns.RELATIVE)
    due_on = columns.day("The day committed to")
    month = columns.month("the day committed to")
    forecast_on = columns.day("The day it is now believed for", null="where nothing else is")
    completed_on = columns.day("The day it was completed", null="while it is not")
    cancelled_on = columns.day("The day from which it is left out", null="where it is not")
    slippage_days = columns.whole(
        "Days from the day committed to until completion, or the forecast, below 0 for early",
        columns.DAYS,
        null="without either",
    )
    overdue = columns.flag("Whether it was due and is not completed, in a stage where that counts")

    class Meta:
        managed = False
        db_table = "rpt_milestone"
