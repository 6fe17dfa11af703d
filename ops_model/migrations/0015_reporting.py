"""The reporting views: flat facts with their dimensions beside them, under names that stay."""

from django.db import migrations, models

import ops_model.models.fields
from ops_model.migrations.operations.reporting import REPORT_ROLE, ReportView, StateView
from ops_model.migrations.operations.tenancy import Grant

ROWS = """
-- Rows that whoever asks has computed: JSON in a setting of the transaction; without it there are none.
CREATE FUNCTION ops_rows(view text) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('ops.' || view, true), '')::json;
"""

BELOW = (
    "organisation",
    "membership",
    "api_token",
    "data_version",
    "scoring_policy",
    "vision",
    "lever",
    "kpi",
    "kpi_terms",
    "measurement",
    "initiative",
    "initiative_terms",
    "initiative_kpi",
    "milestone",
    "check_in",
    "snapshot",
    "snapshot_lever",
    "snapshot_kpi",
    "snapshot_initiative",
)
"""What the views, the state and signing in are read from: a view asks with the rights of whoever asks it."""

DAY = """
    {item}.id::text AS key, snapshot.organisation_id, organisation.slug AS organisation, snapshot.as_of,
    to_char(snapshot.as_of, 'YYYY-MM') AS month, snapshot.reconstructed
"""
OF_DAY = """
FROM snapshot
JOIN organisation ON organisation.id = snapshot.organisation_id
"""
ITEMS = """
JOIN {item} AS item ON item.organisation_id = snapshot.organisation_id AND item.snapshot_id = snapshot.id
JOIN {thing} ON {thing}.organisation_id = item.organisation_id AND {thing}.id = item.{thing}_id
"""

SCORECARD_DAYS = f"""
SELECT {DAY.format(item="snapshot")}, taken_at, index, expected_index, health, coverage, sufficient
{OF_DAY}
"""
LEVER_DAYS = f"""
SELECT {DAY.format(item="item")}, lever_id, kind AS lever, weight, index_share, excluded, progress, expected_progress,
    item.health, item.coverage, item.sufficient
{OF_DAY} {ITEMS.format(item="snapshot_lever", thing="lever")}
"""
KPI_DAYS = f"""
SELECT {DAY.format(item="item")}, kpi_id, code AS kpi_code, kpi.name AS kpi_name, unit, item.lever, weight, index_share,
    excluded, value, expected_value, attainment, expected_attainment, item.health, stale
{OF_DAY} {ITEMS.format(item="snapshot_kpi", thing="kpi")}
"""
INITIATIVE_DAYS = f"""
SELECT {DAY.format(item="item")}, initiative_id, code AS initiative_code, initiative.name AS initiative_name, weight,
    lever_shares[1] AS share_structure, lever_shares[2] AS share_culture, lever_shares[3] AS share_talent,
    lever_shares[4] AS share_metrics, lever_shares[5] AS share_processes, lever_shares[6] AS share_technology,
    index_share, excluded, delivery, planned_delivery, progress, item.health AS computed_health
{OF_DAY} {ITEMS.format(item="snapshot_initiative", thing="initiative")}
"""
# The terms in force are the newest by the day: joined by their key, they cost nothing where they are not asked for.
IN_FORCE = """
LEFT JOIN {thing}_terms AS terms ON terms.organisation_id = fact.organisation_id AND terms.id = (
    SELECT id FROM {thing}_terms AS version
    WHERE version.organisation_id = fact.organisation_id AND version.{thing}_id = fact.{thing}_id
        AND version.valid_from <= fact.{day}
    ORDER BY version.valid_from DESC
    LIMIT 1
)
"""
FACT = """
    fact.id::text AS key, fact.organisation_id, organisation.slug AS organisation, to_char(fact.{day}, 'YYYY-MM') AS month
"""
OF_FACT = """
FROM {fact} AS fact
JOIN organisation ON organisation.id = fact.organisation_id
JOIN {thing} ON {thing}.organisation_id = fact.organisation_id AND {thing}.id = fact.{thing}_id
LEFT JOIN membership AS person ON person.organisation_id = fact.organisation_id AND person.id = fact.{person}_id
"""

MEASUREMENTS = f"""
SELECT {FACT.format(day="observed_on")}, fact.kpi_id, kpi.code AS kpi_code, kpi.name AS kpi_name, kpi.lever, kpi.unit,
    observed_on, value, sample_size, margin, note, person.name AS recorded_by, recorded_at,
    superseded_at IS NOT NULL AS superseded, superseded_at, superseded_by_id::text AS superseded_by_key,
    superseded_reason, terms.role, direction, aggregation, baseline_value, baseline_on, target_value, target_on,
    band_lower, band_upper
{OF_FACT.format(fact="measurement", thing="kpi", person="recorded_by")}
{IN_FORCE.format(thing="kpi", day="observed_on")}
"""
CHECK_INS = f"""
SELECT {FACT.format(day="checked_on")}, fact.initiative_id, initiative.code AS initiative_code,
    initiative.name AS initiative_name, primary_lever AS lever, stage, checked_on, health, confidence, happened, next,
    path_to_green, person.name AS author, recorded_at
{OF_FACT.format(fact="check_in", thing="initiative", person="author")}
{IN_FORCE.format(thing="initiative", day="checked_on")}
WHERE withdrawn_at IS NULL
"""


class Migration(migrations.Migration):
    """Ten views, each with an unmanaged model, read by the application and by the role of reports."""

    dependencies = [
        ("ops_model", "0014_snapshots"),
    ]

    operations = [
        migrations.CreateModel(
            name="RptCheckIn",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                ("initiative_id", models.UUIDField(help_text="The initiative's identifier.")),
                ("initiative_code", models.TextField(help_text="The initiative's code.")),
                ("initiative_name", models.TextField(help_text="The initiative's name.")),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="The initiative's primary lever; null before anything was agreed.",
                        null=True,
                    ),
                ),
                (
                    "stage",
                    models.TextField(
                        choices=[
                            ("PROPOSED", "PROPOSED"),
                            ("APPROVED", "APPROVED"),
                            ("IN_PROGRESS", "IN_PROGRESS"),
                            ("ON_HOLD", "ON_HOLD"),
                            ("IMPLEMENTED", "IMPLEMENTED"),
                            ("VALUE_CONFIRMED", "VALUE_CONFIRMED"),
                            ("CANCELLED", "CANCELLED"),
                        ],
                        help_text="The initiative's stage; null before anything was agreed.",
                        null=True,
                    ),
                ),
                ("checked_on", models.DateField(help_text="The day that it is about.")),
                ("month", models.TextField(help_text="The month of the day, as YYYY-MM.")),
                (
                    "health",
                    models.TextField(
                        choices=[("ON_TRACK", "ON_TRACK"), ("AT_RISK", "AT_RISK"), ("OFF_TRACK", "OFF_TRACK")],
                        help_text="The health that was reported.",
                    ),
                ),
                (
                    "confidence",
                    models.FloatField(
                        help_text="How sure the author was, 0..1; null where not said. Unit: ratio.", null=True
                    ),
                ),
                ("happened", models.TextField(help_text="What happened; null where not said.", null=True)),
                ("next", models.TextField(help_text="What is next; null where not said.", null=True)),
                (
                    "path_to_green",
                    models.TextField(help_text="How it gets back on track; null where not said.", null=True),
                ),
                ("author", models.TextField(help_text="The name of who reported.")),
                ("recorded_at", models.DateTimeField(help_text="When it was recorded.")),
            ],
            options={
                "db_table": "rpt_check_in",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptInitiative",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                (
                    "as_of",
                    models.DateField(help_text="The day on which it stands so: today, unless another was asked for."),
                ),
                ("initiative_id", models.UUIDField(help_text="The initiative's identifier.")),
                ("initiative_code", models.TextField(help_text="Its code.")),
                ("initiative_name", models.TextField(help_text="Its name.")),
                (
                    "customer_outcome",
                    models.TextField(
                        help_text="What changes for the customer, in the customer's words; null where not said.",
                        null=True,
                    ),
                ),
                (
                    "origin",
                    models.TextField(
                        choices=[("CUSTOMER", "CUSTOMER"), ("INTERNAL", "INTERNAL"), ("REGULATOR", "REGULATOR")],
                        help_text="Where it came from; null where not said.",
                        null=True,
                    ),
                ),
                ("owner", models.TextField(help_text="The name of who leads it; null for nobody.", null=True)),
                ("sponsor", models.TextField(help_text="The name of who answers for it; null for nobody.", null=True)),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="Its primary lever.",
                    ),
                ),
                (
                    "stage",
                    models.TextField(
                        choices=[
                            ("PROPOSED", "PROPOSED"),
                            ("APPROVED", "APPROVED"),
                            ("IN_PROGRESS", "IN_PROGRESS"),
                            ("ON_HOLD", "ON_HOLD"),
                            ("IMPLEMENTED", "IMPLEMENTED"),
                            ("VALUE_CONFIRMED", "VALUE_CONFIRMED"),
                            ("CANCELLED", "CANCELLED"),
                        ],
                        help_text="Its stage.",
                    ),
                ),
                ("start_date", models.DateField(help_text="When it starts; null where not said.", null=True)),
                (
                    "target_date",
                    models.DateField(
                        help_text="The day by which it is to be delivered; null where none is agreed.", null=True
                    ),
                ),
                ("archived", models.BooleanField(help_text="Whether it is out of roll-ups and counts.")),
                ("weight", models.FloatField(help_text="Its weight. Unit: relative weight.")),
                (
                    "share_structure",
                    models.FloatField(help_text="Its share in STRUCTURE, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_culture",
                    models.FloatField(help_text="Its share in CULTURE, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_talent",
                    models.FloatField(help_text="Its share in TALENT, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_metrics",
                    models.FloatField(help_text="Its share in METRICS, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_processes",
                    models.FloatField(help_text="Its share in PROCESSES, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_technology",
                    models.FloatField(help_text="Its share in TECHNOLOGY, 0 for none. Unit: relative weight."),
                ),
                (
                    "progress",
                    models.FloatField(
                        help_text="Its own progress, 0..1; null where nothing in it has a value. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "delivery",
                    models.FloatField(
                        help_text="How much of its milestones, by weight, is done, 0..1; null without any. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "planned_delivery",
                    models.FloatField(
                        help_text="How much of them was due by the day, by weight, 0..1; null without any. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "outcome",
                    models.FloatField(
                        help_text="Attainment of its linked KPIs, 0..1; null without data. Unit: ratio.", null=True
                    ),
                ),
                (
                    "expected_outcome",
                    models.FloatField(
                        help_text="What was expected of it by the day, 0..1; null where outcome is. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "computed_health",
                    models.TextField(
                        choices=[
                            ("ON_TRACK", "ON_TRACK"),
                            ("AT_RISK", "AT_RISK"),
                            ("OFF_TRACK", "OFF_TRACK"),
                            ("ACHIEVED", "ACHIEVED"),
                            ("NO_TARGET", "NO_TARGET"),
                            ("NO_DATA", "NO_DATA"),
                        ],
                        help_text="Its health, computed.",
                    ),
                ),
                (
                    "reported_health",
                    models.TextField(
                        choices=[("ON_TRACK", "ON_TRACK"), ("AT_RISK", "AT_RISK"), ("OFF_TRACK", "OFF_TRACK")],
                        help_text="Its health, by its newest check-in; null without any.",
                        null=True,
                    ),
                ),
                (
                    "confidence",
                    models.FloatField(
                        help_text="How sure the newest check-in is, 0..1; null where not said. Unit: ratio.", null=True
                    ),
                ),
                ("watermelon", models.BooleanField(help_text="Whether it is reported green and computed red.")),
                (
                    "overdue_milestones",
                    models.IntegerField(help_text="How many of its milestones are overdue. Unit: count."),
                ),
                (
                    "check_in_due_on",
                    models.DateField(
                        help_text="The first day on which a check-in is due; null where none is asked for.", null=True
                    ),
                ),
                (
                    "index_share",
                    models.FloatField(
                        help_text="Its whole share of the index, 0..1, summed over its levers, 0 where it is left out. Unit: ratio."
                    ),
                ),
                (
                    "index_points",
                    models.FloatField(
                        help_text="What it carries to the index, 0 where it is left out. Unit: index points."
                    ),
                ),
                (
                    "excluded",
                    models.TextField(
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
                        help_text="Why it is left out of its levers; null where it counts.",
                        null=True,
                    ),
                ),
            ],
            options={
                "db_table": "rpt_initiative",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptInitiativeDay",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                ("as_of", models.DateField(help_text="The day that it is about.")),
                ("month", models.TextField(help_text="The month of the day, as YYYY-MM.")),
                (
                    "reconstructed",
                    models.BooleanField(
                        help_text="Whether it was taken after its day, from what was known when it was taken."
                    ),
                ),
                ("initiative_id", models.UUIDField(help_text="The initiative's identifier.")),
                ("initiative_code", models.TextField(help_text="The initiative's code.")),
                ("initiative_name", models.TextField(help_text="The initiative's name.")),
                ("weight", models.FloatField(help_text="Its weight. Unit: relative weight.")),
                (
                    "share_structure",
                    models.FloatField(help_text="Its share in STRUCTURE, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_culture",
                    models.FloatField(help_text="Its share in CULTURE, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_talent",
                    models.FloatField(help_text="Its share in TALENT, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_metrics",
                    models.FloatField(help_text="Its share in METRICS, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_processes",
                    models.FloatField(help_text="Its share in PROCESSES, 0 for none. Unit: relative weight."),
                ),
                (
                    "share_technology",
                    models.FloatField(help_text="Its share in TECHNOLOGY, 0 for none. Unit: relative weight."),
                ),
                (
                    "index_share",
                    models.FloatField(
                        help_text="Its whole share of the index, 0..1, summed over its levers, 0 where it is left out: 100 times it times delivery are its index points. Unit: ratio."
                    ),
                ),
                (
                    "excluded",
                    models.TextField(
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
                        help_text="Why it is left out of its levers; null where it counts.",
                        null=True,
                    ),
                ),
                (
                    "delivery",
                    models.FloatField(
                        help_text="How much of its milestones, by weight, was done, 0..1; null without any. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "planned_delivery",
                    models.FloatField(
                        help_text="How much of them was due by the day, by weight, 0..1; null without any. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "progress",
                    models.FloatField(
                        help_text="Its own progress, 0..1; null where nothing in it has a value. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "computed_health",
                    models.TextField(
                        choices=[
                            ("ON_TRACK", "ON_TRACK"),
                            ("AT_RISK", "AT_RISK"),
                            ("OFF_TRACK", "OFF_TRACK"),
                            ("ACHIEVED", "ACHIEVED"),
                            ("NO_TARGET", "NO_TARGET"),
                            ("NO_DATA", "NO_DATA"),
                        ],
                        help_text="Its health, computed.",
                    ),
                ),
            ],
            options={
                "db_table": "rpt_initiative_day",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptKpi",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                (
                    "as_of",
                    models.DateField(help_text="The day on which it stands so: today, unless another was asked for."),
                ),
                ("kpi_id", models.UUIDField(help_text="The KPI's identifier.")),
                ("kpi_code", models.TextField(help_text="Its code.")),
                ("kpi_name", models.TextField(help_text="Its name.")),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="The lever it belongs to.",
                    ),
                ),
                ("unit", models.TextField(help_text="What its values are in.")),
                ("decimals", models.IntegerField(help_text="How many decimals to show, 0..10. Unit: decimals.")),
                (
                    "indicator",
                    models.TextField(
                        choices=[("LEADING", "LEADING"), ("LAGGING", "LAGGING")],
                        help_text="Leading or lagging; null where not said.",
                        null=True,
                    ),
                ),
                ("source", models.TextField(help_text="Where the data come from; null where not said.", null=True)),
                ("owner", models.TextField(help_text="The name of who measures it; null for nobody.", null=True)),
                ("archived", models.BooleanField(help_text="Whether it is out of roll-ups and counts.")),
                (
                    "role",
                    models.TextField(
                        choices=[("AMBITION", "AMBITION"), ("GUARDRAIL", "GUARDRAIL")],
                        help_text="Whether it counts, or is a floor that must hold.",
                    ),
                ),
                (
                    "direction",
                    models.TextField(
                        choices=[("INCREASE", "INCREASE"), ("DECREASE", "DECREASE"), ("MAINTAIN", "MAINTAIN")],
                        help_text="Which way is good.",
                    ),
                ),
                (
                    "aggregation",
                    models.TextField(
                        choices=[("LATEST", "LATEST"), ("ROLLING_MEAN", "ROLLING_MEAN"), ("SUM", "SUM")],
                        help_text="How its value comes from measurements.",
                    ),
                ),
                (
                    "frequency",
                    models.TextField(
                        choices=[
                            ("DAILY", "DAILY"),
                            ("WEEKLY", "WEEKLY"),
                            ("MONTHLY", "MONTHLY"),
                            ("QUARTERLY", "QUARTERLY"),
                            ("SEMIANNUAL", "SEMIANNUAL"),
                            ("YEARLY", "YEARLY"),
                        ],
                        help_text="How often it is measured.",
                    ),
                ),
                ("weight", models.FloatField(help_text="Its weight in its lever. Unit: relative weight.")),
                (
                    "baseline_value",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="Where it started; null without a baseline. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                (
                    "baseline_on",
                    models.DateField(help_text="The day of the baseline; null without a baseline.", null=True),
                ),
                (
                    "target_value",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="Where it should get; null without a target. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                (
                    "target_on",
                    models.DateField(
                        help_text="The day by which it should get there; null without a target.", null=True
                    ),
                ),
                (
                    "band_lower",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="The lower bound that should hold; null without one. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                (
                    "band_upper",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="The upper bound that should hold; null without one. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                (
                    "value",
                    models.FloatField(
                        help_text="Its value after aggregation; null without data. Unit: the KPI's unit.", null=True
                    ),
                ),
                (
                    "observed_on",
                    models.DateField(help_text="The day of the newest measurement; null without data.", null=True),
                ),
                (
                    "raw",
                    models.FloatField(
                        help_text="Attainment, unclamped: below 0 regressing, above 1 overshoot; null without data or goal. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "attainment",
                    models.FloatField(
                        help_text="Attainment, clamped to 0..1; null without data or goal. Unit: ratio.", null=True
                    ),
                ),
                (
                    "expected_value",
                    models.FloatField(
                        help_text="The value expected by the day; null without a target, and for MAINTAIN. Unit: the KPI's unit.",
                        null=True,
                    ),
                ),
                (
                    "expected_attainment",
                    models.FloatField(
                        help_text="The attainment expected by the day, 0..1; null without a target or a band. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "gap",
                    models.FloatField(
                        help_text="How far attainment is behind what is expected, -1..1; null where either is null. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "health",
                    models.TextField(
                        choices=[
                            ("ON_TRACK", "ON_TRACK"),
                            ("AT_RISK", "AT_RISK"),
                            ("OFF_TRACK", "OFF_TRACK"),
                            ("ACHIEVED", "ACHIEVED"),
                            ("NO_TARGET", "NO_TARGET"),
                            ("NO_DATA", "NO_DATA"),
                        ],
                        help_text="How its attainment stands against what is expected.",
                    ),
                ),
                ("breach", models.BooleanField(help_text="Whether it is a guardrail that does not hold.")),
                (
                    "unknown",
                    models.BooleanField(
                        help_text="Whether it is a guardrail without a value, without a band, or stale."
                    ),
                ),
                (
                    "stale",
                    models.BooleanField(
                        help_text="Whether its newest measurement is older than one and a half periods."
                    ),
                ),
                ("due_on", models.DateField(help_text="The day after which the next measurement is overdue.")),
                (
                    "index_share",
                    models.FloatField(
                        help_text="Its whole share of the index, 0..1, 0 where it is left out. Unit: ratio."
                    ),
                ),
                (
                    "index_points",
                    models.FloatField(
                        help_text="What it carries to the index, 0 where it is left out. Unit: index points."
                    ),
                ),
                (
                    "excluded",
                    models.TextField(
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
                        help_text="Why it is left out of its lever; null where it counts.",
                        null=True,
                    ),
                ),
            ],
            options={
                "db_table": "rpt_kpi",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptKpiDay",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                ("as_of", models.DateField(help_text="The day that it is about.")),
                ("month", models.TextField(help_text="The month of the day, as YYYY-MM.")),
                (
                    "reconstructed",
                    models.BooleanField(
                        help_text="Whether it was taken after its day, from what was known when it was taken."
                    ),
                ),
                ("kpi_id", models.UUIDField(help_text="The KPI's identifier.")),
                ("kpi_code", models.TextField(help_text="The KPI's code.")),
                ("kpi_name", models.TextField(help_text="The KPI's name.")),
                ("unit", models.TextField(help_text="What its values are in.")),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="The lever it belonged to.",
                    ),
                ),
                ("weight", models.FloatField(help_text="Its weight in its lever. Unit: relative weight.")),
                (
                    "index_share",
                    models.FloatField(
                        help_text="Its whole share of the index, 0..1, 0 where it is left out: 100 times it times attainment are its index points. Unit: ratio."
                    ),
                ),
                (
                    "excluded",
                    models.TextField(
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
                        help_text="Why it is left out of its lever; null where it counts.",
                        null=True,
                    ),
                ),
                (
                    "value",
                    models.FloatField(
                        help_text="Its value after aggregation; null without data. Unit: the KPI's unit.", null=True
                    ),
                ),
                (
                    "expected_value",
                    models.FloatField(
                        help_text="The value expected by the day; null without a target, and for MAINTAIN. Unit: the KPI's unit.",
                        null=True,
                    ),
                ),
                (
                    "attainment",
                    models.FloatField(
                        help_text="How much of its goal is attained, 0..1; null without data or goal. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "expected_attainment",
                    models.FloatField(
                        help_text="The attainment expected by the day, 0..1; null without a target or a band. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "health",
                    models.TextField(
                        choices=[
                            ("ON_TRACK", "ON_TRACK"),
                            ("AT_RISK", "AT_RISK"),
                            ("OFF_TRACK", "OFF_TRACK"),
                            ("ACHIEVED", "ACHIEVED"),
                            ("NO_TARGET", "NO_TARGET"),
                            ("NO_DATA", "NO_DATA"),
                        ],
                        help_text="How its attainment stands against what was expected.",
                    ),
                ),
                (
                    "stale",
                    models.BooleanField(
                        help_text="Whether its newest measurement was older than one and a half periods."
                    ),
                ),
            ],
            options={
                "db_table": "rpt_kpi_day",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptLever",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                (
                    "as_of",
                    models.DateField(help_text="The day on which it stands so: today, unless another was asked for."),
                ),
                ("lever_id", models.UUIDField(help_text="The lever's identifier.")),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="The lever.",
                    ),
                ),
                ("sponsor", models.TextField(help_text="The name of who answers for it; null for nobody.", null=True)),
                ("weight", models.FloatField(help_text="Its weight in the index. Unit: relative weight.")),
                (
                    "target_level",
                    models.IntegerField(help_text="The maturity level that it aims at, 2..5. Unit: level."),
                ),
                (
                    "progress",
                    models.FloatField(
                        help_text="How far it has come, 0..1; null where nothing in it has a value. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "expected_progress",
                    models.FloatField(
                        help_text="The progress expected by the day, 0..1; null where progress is. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "health",
                    models.TextField(
                        choices=[
                            ("ON_TRACK", "ON_TRACK"),
                            ("AT_RISK", "AT_RISK"),
                            ("OFF_TRACK", "OFF_TRACK"),
                            ("ACHIEVED", "ACHIEVED"),
                            ("NO_TARGET", "NO_TARGET"),
                            ("NO_DATA", "NO_DATA"),
                        ],
                        help_text="How its progress stands against what is expected.",
                    ),
                ),
                ("coverage", models.FloatField(help_text="How much data stands behind it, 0..1. Unit: ratio.")),
                ("sufficient", models.BooleanField(help_text="Whether coverage is at least the policy's floor.")),
                (
                    "outcome",
                    models.FloatField(
                        help_text="Its outcome lens: attainment of its KPIs, 0..1; null without data. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "delivery",
                    models.FloatField(
                        help_text="Its delivery lens: its initiatives' delivery, 0..1; null without data. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "maturity",
                    models.FloatField(
                        help_text="Its maturity lens, 0..1; null without an assessment. Unit: ratio.", null=True
                    ),
                ),
                (
                    "index_share",
                    models.FloatField(help_text="Its share of the index, 0..1, 0 where it is left out. Unit: ratio."),
                ),
                (
                    "index_points",
                    models.FloatField(help_text="What it carries to the index; they add up to it. Unit: index points."),
                ),
                (
                    "excluded",
                    models.TextField(
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
                        help_text="Why it is left out of the index; null where it counts.",
                        null=True,
                    ),
                ),
            ],
            options={
                "db_table": "rpt_lever",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptLeverDay",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                ("as_of", models.DateField(help_text="The day that it is about.")),
                ("month", models.TextField(help_text="The month of the day, as YYYY-MM.")),
                (
                    "reconstructed",
                    models.BooleanField(
                        help_text="Whether it was taken after its day, from what was known when it was taken."
                    ),
                ),
                ("lever_id", models.UUIDField(help_text="The lever's identifier.")),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="The lever.",
                    ),
                ),
                ("weight", models.FloatField(help_text="Its weight in the index. Unit: relative weight.")),
                (
                    "index_share",
                    models.FloatField(
                        help_text="Its share of the index, 0..1, 0 where it is left out: 100 times it times progress are its index points. Unit: ratio."
                    ),
                ),
                (
                    "excluded",
                    models.TextField(
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
                        help_text="Why it is left out of the index; null where it counts.",
                        null=True,
                    ),
                ),
                (
                    "progress",
                    models.FloatField(
                        help_text="How far it has come, 0..1; null where nothing in it has a value. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "expected_progress",
                    models.FloatField(
                        help_text="The progress expected by the day, 0..1; null where progress is. Unit: ratio.",
                        null=True,
                    ),
                ),
                (
                    "health",
                    models.TextField(
                        choices=[
                            ("ON_TRACK", "ON_TRACK"),
                            ("AT_RISK", "AT_RISK"),
                            ("OFF_TRACK", "OFF_TRACK"),
                            ("ACHIEVED", "ACHIEVED"),
                            ("NO_TARGET", "NO_TARGET"),
                            ("NO_DATA", "NO_DATA"),
                        ],
                        help_text="How its progress stands against what was expected.",
                    ),
                ),
                ("coverage", models.FloatField(help_text="How much data stands behind it, 0..1. Unit: ratio.")),
                ("sufficient", models.BooleanField(help_text="Whether coverage is at least the policy's floor.")),
            ],
            options={
                "db_table": "rpt_lever_day",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptMeasurement",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                ("kpi_id", models.UUIDField(help_text="The KPI's identifier.")),
                ("kpi_code", models.TextField(help_text="The KPI's code.")),
                ("kpi_name", models.TextField(help_text="The KPI's name.")),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="The KPI's lever.",
                    ),
                ),
                ("unit", models.TextField(help_text="What the value is in.")),
                ("observed_on", models.DateField(help_text="The day that was measured.")),
                ("month", models.TextField(help_text="The month of the day, as YYYY-MM.")),
                (
                    "value",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="What was measured, as it was entered. Unit: the KPI's unit.",
                        max_digits=25,
                    ),
                ),
                (
                    "sample_size",
                    models.IntegerField(
                        help_text="How many were asked, > 0; null where not said. Unit: count.", null=True
                    ),
                ),
                (
                    "margin",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="The margin of error, >= 0; null where not said. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                ("note", models.TextField(help_text="What was noted with it; null for nothing.", null=True)),
                (
                    "recorded_by",
                    models.TextField(help_text="The name of who recorded it; null where no person did.", null=True),
                ),
                ("recorded_at", models.DateTimeField(help_text="When it was recorded.")),
                (
                    "superseded",
                    models.BooleanField(
                        help_text="Whether it counts no more: another one corrected it, or it was withdrawn."
                    ),
                ),
                (
                    "superseded_at",
                    models.DateTimeField(help_text="Since when it counts no more; null while it counts.", null=True),
                ),
                (
                    "superseded_by_key",
                    models.TextField(
                        help_text="The key of the measurement that corrected it; null where none did.", null=True
                    ),
                ),
                (
                    "superseded_reason",
                    models.TextField(
                        help_text="Why it counts no more; null while it counts, and where not said.", null=True
                    ),
                ),
                (
                    "role",
                    models.TextField(
                        choices=[("AMBITION", "AMBITION"), ("GUARDRAIL", "GUARDRAIL")],
                        help_text="Whether the KPI counted, or was a floor that must hold; null before anything was agreed.",
                        null=True,
                    ),
                ),
                (
                    "direction",
                    models.TextField(
                        choices=[("INCREASE", "INCREASE"), ("DECREASE", "DECREASE"), ("MAINTAIN", "MAINTAIN")],
                        help_text="Which way was good; null before anything was agreed.",
                        null=True,
                    ),
                ),
                (
                    "aggregation",
                    models.TextField(
                        choices=[("LATEST", "LATEST"), ("ROLLING_MEAN", "ROLLING_MEAN"), ("SUM", "SUM")],
                        help_text="How the KPI's value came from measurements; null before anything was agreed.",
                        null=True,
                    ),
                ),
                (
                    "baseline_value",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="Where the KPI started; null without a baseline. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                (
                    "baseline_on",
                    models.DateField(help_text="The day of the baseline; null without a baseline.", null=True),
                ),
                (
                    "target_value",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="The target in force; null without a target. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                (
                    "target_on",
                    models.DateField(
                        help_text="The day by which the target should be reached; null without a target.", null=True
                    ),
                ),
                (
                    "band_lower",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="The lower bound that should hold; null without one. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
                (
                    "band_upper",
                    ops_model.models.fields.ExactField(
                        decimal_places=10,
                        help_text="The upper bound that should hold; null without one. Unit: the KPI's unit.",
                        max_digits=25,
                        null=True,
                    ),
                ),
            ],
            options={
                "db_table": "rpt_measurement",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptMilestone",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                (
                    "as_of",
                    models.DateField(help_text="The day on which it stands so: today, unless another was asked for."),
                ),
                ("initiative_id", models.UUIDField(help_text="The initiative's identifier.")),
                ("initiative_code", models.TextField(help_text="The initiative's code.")),
                ("initiative_name", models.TextField(help_text="The initiative's name.")),
                (
                    "lever",
                    models.TextField(
                        choices=[
                            ("STRUCTURE", "STRUCTURE"),
                            ("CULTURE", "CULTURE"),
                            ("TALENT", "TALENT"),
                            ("METRICS", "METRICS"),
                            ("PROCESSES", "PROCESSES"),
                            ("TECHNOLOGY", "TECHNOLOGY"),
                        ],
                        help_text="The initiative's primary lever.",
                    ),
                ),
                (
                    "stage",
                    models.TextField(
                        choices=[
                            ("PROPOSED", "PROPOSED"),
                            ("APPROVED", "APPROVED"),
                            ("IN_PROGRESS", "IN_PROGRESS"),
                            ("ON_HOLD", "ON_HOLD"),
                            ("IMPLEMENTED", "IMPLEMENTED"),
                            ("VALUE_CONFIRMED", "VALUE_CONFIRMED"),
                            ("CANCELLED", "CANCELLED"),
                        ],
                        help_text="The initiative's stage.",
                    ),
                ),
                (
                    "owner",
                    models.TextField(help_text="The name of who leads the initiative; null for nobody.", null=True),
                ),
                ("archived", models.BooleanField(help_text="Whether the initiative is out of roll-ups and counts.")),
                ("milestone_name", models.TextField(help_text="What will be done.")),
                (
                    "weight",
                    models.FloatField(
                        help_text="Its weight among the initiative's milestones, > 0. Unit: relative weight."
                    ),
                ),
                ("due_on", models.DateField(help_text="The day committed to.")),
                ("month", models.TextField(help_text="The month of the day committed to, as YYYY-MM.")),
                (
                    "forecast_on",
                    models.DateField(
                        help_text="The day it is now believed for; null where nothing else is.", null=True
                    ),
                ),
                (
                    "completed_on",
                    models.DateField(help_text="The day it was completed; null while it is not.", null=True),
                ),
                (
                    "cancelled_on",
                    models.DateField(help_text="The day from which it is left out; null where it is not.", null=True),
                ),
                (
                    "slippage_days",
                    models.IntegerField(
                        help_text="Days from the day committed to until completion, or the forecast, below 0 for early; null without either. Unit: days.",
                        null=True,
                    ),
                ),
                (
                    "overdue",
                    models.BooleanField(
                        help_text="Whether it was due and is not completed, in a stage where that counts."
                    ),
                ),
            ],
            options={
                "db_table": "rpt_milestone",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RptScorecardDay",
            fields=[
                ("key", models.TextField(help_text="Identifies the row; opaque.", primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField(help_text="The organisation's identifier.")),
                ("organisation", models.TextField(help_text="The organisation's slug.")),
                ("as_of", models.DateField(help_text="The day that it is about.")),
                ("month", models.TextField(help_text="The month of the day, as YYYY-MM.")),
                (
                    "reconstructed",
                    models.BooleanField(
                        help_text="Whether it was taken after its day, from what was known when it was taken."
                    ),
                ),
                ("taken_at", models.DateTimeField(help_text="When it was taken.")),
                (
                    "index",
                    models.FloatField(
                        help_text="The index, 0..100; null where no lever has a progress. Unit: index points.",
                        null=True,
                    ),
                ),
                (
                    "expected_index",
                    models.FloatField(
                        help_text="The index expected by the day, 0..100; null where the index is null. Unit: index points.",
                        null=True,
                    ),
                ),
                (
                    "health",
                    models.TextField(
                        choices=[
                            ("ON_TRACK", "ON_TRACK"),
                            ("AT_RISK", "AT_RISK"),
                            ("OFF_TRACK", "OFF_TRACK"),
                            ("ACHIEVED", "ACHIEVED"),
                            ("NO_TARGET", "NO_TARGET"),
                            ("NO_DATA", "NO_DATA"),
                        ],
                        help_text="How the index stands against what was expected.",
                    ),
                ),
                ("coverage", models.FloatField(help_text="How much data stands behind the index, 0..1. Unit: ratio.")),
                ("sufficient", models.BooleanField(help_text="Whether coverage is at least the policy's floor.")),
            ],
            options={
                "db_table": "rpt_scorecard_day",
                "managed": False,
            },
        ),
        migrations.RunSQL(ROWS, "DROP FUNCTION ops_rows"),
        *(Grant(table, "SELECT", role=REPORT_ROLE) for table in BELOW),
        ReportView("RptScorecardDay", "The index as it was reported, a row a day.", SCORECARD_DAYS),
        ReportView("RptLeverDay", "A lever as it was reported, a row a lever and day.", LEVER_DAYS),
        ReportView(
            "RptKpiDay",
            "A KPI as it was reported, a row a KPI and day; its code, name and unit are today's.",
            KPI_DAYS,
        ),
        ReportView(
            "RptInitiativeDay",
            "An initiative as it was reported, a row an initiative and day; its code and name are today's. Its shares in levers are relative weights, as they were agreed then.",
            INITIATIVE_DAYS,
        ),
        ReportView(
            "RptMeasurement",
            "A measurement, with the KPI's terms in force on its day; one that counts no more is marked.",
            MEASUREMENTS,
        ),
        ReportView(
            "RptCheckIn",
            "A check-in, with the initiative's terms in force on its day; withdrawn ones are out.",
            CHECK_INS,
        ),
        StateView("RptLever", "A lever as it stands on a day: always six."),
        StateView(
            "RptInitiative",
            "An initiative as it stands on a day, archived ones included. Its shares in levers are relative weights.",
        ),
        StateView("RptKpi", "A KPI as it stands on a day, with the terms in force, archived ones included."),
        StateView(
            "RptMilestone",
            "A milestone as it stands on a day, completed and cancelled ones included; of its days due_on alone counts.",
        ),
    ]
