"""Snapshots: what was reported of a day, once and for good."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import TenantReference, TenantTable

INSERTED = "SELECT, INSERT"


class Migration(migrations.Migration):
    """Four tables into which the application inserts, and where it changes and deletes nothing."""

    initial = True
    dependencies = [("ops_model", "0013_limits")]
    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=models.Func(function="ops_uuid7", output_field=models.UUIDField()),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("as_of", models.DateField()),
                ("taken_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reconstructed", models.BooleanField()),
                ("index", models.FloatField(blank=True, null=True)),
                ("expected_index", models.FloatField(blank=True, null=True)),
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
                        ]
                    ),
                ),
                ("coverage", models.FloatField()),
                ("sufficient", models.BooleanField()),
                ("policy", models.JSONField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "snapshot",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "as_of"), name="snapshot_as_of_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("health__in", ["ON_TRACK", "AT_RISK", "OFF_TRACK", "ACHIEVED", "NO_TARGET", "NO_DATA"])
                        ),
                        name="snapshot_health_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(jsonb_typeof(policy) = 'object')"
                        ),
                        name="snapshot_policy_shape",
                    ),
                ],
            },
        ),
        TenantTable("snapshot", privileges=INSERTED, aside=True),
        migrations.CreateModel(
            name="SnapshotInitiative",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=models.Func(function="ops_uuid7", output_field=models.UUIDField()),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("weight", models.FloatField()),
                ("index_share", models.FloatField()),
                (
                    "excluded",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
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
                        ]
                    ),
                ),
                ("lever_shares", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=6)),
                ("delivery", models.FloatField(blank=True, null=True)),
                ("planned_delivery", models.FloatField(blank=True, null=True)),
                ("progress", models.FloatField(blank=True, null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.initiative",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.organisation",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.snapshot",
                    ),
                ),
            ],
            options={
                "db_table": "snapshot_initiative",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("snapshot", "initiative"), name="snapshot_initiative_initiative_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(cardinality(lever_shares) = 6 AND array_position(lever_shares, NULL) IS NULL)",
                        ),
                        name="snapshot_initiative_lever_shares_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "excluded__in",
                                [
                                    "ARCHIVED",
                                    "PROPOSED",
                                    "CANCELLED",
                                    "GUARDRAIL",
                                    "ZERO_WEIGHT",
                                    "NO_DATA",
                                    "NO_TARGET",
                                ],
                            )
                        ),
                        name="snapshot_initiative_excluded_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("health__in", ["ON_TRACK", "AT_RISK", "OFF_TRACK", "ACHIEVED", "NO_TARGET", "NO_DATA"])
                        ),
                        name="snapshot_initiative_health_choice",
                    ),
                ],
            },
        ),
        TenantTable("snapshot_initiative", privileges=INSERTED, aside=True),
        TenantReference("snapshot_initiative", "snapshot_id", "snapshot"),
        TenantReference("snapshot_initiative", "initiative_id", "initiative"),
        migrations.CreateModel(
            name="SnapshotKpi",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=models.Func(function="ops_uuid7", output_field=models.UUIDField()),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("weight", models.FloatField()),
                ("index_share", models.FloatField()),
                (
                    "excluded",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
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
                        ]
                    ),
                ),
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
                        ]
                    ),
                ),
                ("value", models.FloatField(blank=True, null=True)),
                ("expected_value", models.FloatField(blank=True, null=True)),
                ("attainment", models.FloatField(blank=True, null=True)),
                ("expected_attainment", models.FloatField(blank=True, null=True)),
                ("stale", models.BooleanField()),
                (
                    "kpi",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.kpi",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.organisation",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.snapshot",
                    ),
                ),
            ],
            options={
                "db_table": "snapshot_kpi",
                "constraints": [
                    models.UniqueConstraint(fields=("snapshot", "kpi"), name="snapshot_kpi_kpi_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lever__in", ["STRUCTURE", "CULTURE", "TALENT", "METRICS", "PROCESSES", "TECHNOLOGY"])
                        ),
                        name="snapshot_kpi_lever_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "excluded__in",
                                [
                                    "ARCHIVED",
                                    "PROPOSED",
                                    "CANCELLED",
                                    "GUARDRAIL",
                                    "ZERO_WEIGHT",
                                    "NO_DATA",
                                    "NO_TARGET",
                                ],
                            )
                        ),
                        name="snapshot_kpi_excluded_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("health__in", ["ON_TRACK", "AT_RISK", "OFF_TRACK", "ACHIEVED", "NO_TARGET", "NO_DATA"])
                        ),
                        name="snapshot_kpi_health_choice",
                    ),
                ],
            },
        ),
        TenantTable("snapshot_kpi", privileges=INSERTED, aside=True),
        TenantReference("snapshot_kpi", "snapshot_id", "snapshot"),
        TenantReference("snapshot_kpi", "kpi_id", "kpi"),
        migrations.CreateModel(
            name="SnapshotLever",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=models.Func(function="ops_uuid7", output_field=models.UUIDField()),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("weight", models.FloatField()),
                ("index_share", models.FloatField()),
                (
                    "excluded",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("ARCHIVED", "ARCHIVED"),
                            ("PROPOSED", "PROPOSED"),
                            ("CANCELLED", "CANCELLED"),
                            ("GUARDRAIL", "GUARDRAIL"),
                            ("ZERO_WEIGHT", "ZERO_WEIGHT"),
                            ("NO_DATA", "NO_DATA"),
                            ("NO_TARGET", "NO_TARGET"),
                        ],
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
                        ]
                    ),
                ),
                ("progress", models.FloatField(blank=True, null=True)),
                ("expected_progress", models.FloatField(blank=True, null=True)),
                ("coverage", models.FloatField()),
                ("sufficient", models.BooleanField()),
                (
                    "lever",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.lever",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.organisation",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.snapshot",
                    ),
                ),
            ],
            options={
                "db_table": "snapshot_lever",
                "constraints": [
                    models.UniqueConstraint(fields=("snapshot", "lever"), name="snapshot_lever_lever_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "excluded__in",
                                [
                                    "ARCHIVED",
                                    "PROPOSED",
                                    "CANCELLED",
                                    "GUARDRAIL",
                                    "ZERO_WEIGHT",
                                    "NO_DATA",
                                    "NO_TARGET",
                                ],
                            )
                        ),
                        name="snapshot_lever_excluded_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("health__in", ["ON_TRACK", "AT_RISK", "OFF_TRACK", "ACHIEVED", "NO_TARGET", "NO_DATA"])
                        ),
                        name="snapshot_lever_health_choice",
                    ),
                ],
            },
        ),
        TenantTable("snapshot_lever", privileges=INSERTED, aside=True),
        TenantReference("snapshot_lever", "snapshot_id", "snapshot"),
        TenantReference("snapshot_lever", "lever_id", "lever"),
    ]
