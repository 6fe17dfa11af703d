"""Initiatives with their terms, milestones, check-ins and links to KPIs."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import TenantReference, TenantTable


class Migration(migrations.Migration):
    """Initiatives with their terms, milestones, check-ins and links to KPIs."""

    initial = True
    dependencies = [("ops_model", "0004_kpi")]
    operations = [
        migrations.CreateModel(
            name="Initiative",
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
                ("version", models.IntegerField(db_default=1, default=1)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
                ("code", models.TextField(validators=[django.core.validators.MaxLengthValidator(60)])),
                ("name", models.TextField(validators=[django.core.validators.MaxLengthValidator(200)])),
                (
                    "summary",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "customer_outcome",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "origin",
                    models.TextField(
                        blank=True,
                        choices=[("CUSTOMER", "CUSTOMER"), ("INTERNAL", "INTERNAL"), ("REGULATOR", "REGULATOR")],
                        null=True,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True)),
                (
                    "principles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(
                            choices=[
                                ("CUSTOMER_LED", "CUSTOMER_LED"),
                                ("INSIGHTS_DRIVEN", "INSIGHTS_DRIVEN"),
                                ("FAST", "FAST"),
                                ("CONNECTED", "CONNECTED"),
                            ]
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "pillars",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(
                            choices=[
                                ("PERSONALIZATION", "PERSONALIZATION"),
                                ("PROACTIVITY", "PROACTIVITY"),
                                ("EMPATHY", "EMPATHY"),
                                ("EXCLUSIVITY", "EXCLUSIVITY"),
                            ]
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(validators=[django.core.validators.MaxLengthValidator(60)]),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                ("archived_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "db_table": "initiative",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "code"), name="initiative_code_unique"),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(code ~ '\\S' AND char_length(code) <= 60)"
                        ),
                        name="initiative_code_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(name ~ '\\S' AND char_length(name) <= 200)"
                        ),
                        name="initiative_name_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(summary ~ '\\S' AND char_length(summary) <= 10000)",
                        ),
                        name="initiative_summary_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(customer_outcome ~ '\\S' AND char_length(customer_outcome) <= 10000)",
                        ),
                        name="initiative_customer_outcome_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["CUSTOMER", "INTERNAL", "REGULATOR"])),
                        name="initiative_origin_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("principles__contained_by", ["CUSTOMER_LED", "INSIGHTS_DRIVEN", "FAST", "CONNECTED"])
                        ),
                        name="initiative_principles_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pillars__contained_by", ["PERSONALIZATION", "PROACTIVITY", "EMPATHY", "EXCLUSIVITY"])
                        ),
                        name="initiative_pillars_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(ops_is_set(principles))"),
                        name="initiative_principles_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(ops_is_set(pillars))"),
                        name="initiative_pillars_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(ops_is_set(tags) AND cardinality(tags) <= 50)",
                        ),
                        name="initiative_tags_set",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="initiative_version_range"),
                ],
            },
        ),
        TenantTable("initiative"),
        TenantReference("initiative", "updated_by_id", "membership"),
        TenantReference("initiative", "owner_id", "membership"),
        TenantReference("initiative", "sponsor_id", "membership"),
        migrations.CreateModel(
            name="InitiativeTerms",
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
                ("reason", models.TextField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
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
                ("valid_from", models.DateField()),
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
                        ]
                    ),
                ),
                ("weight", models.FloatField(default=1.0)),
                ("target_date", models.DateField(blank=True, null=True)),
                (
                    "primary_lever",
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
                ("lever_shares", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=6)),
            ],
            options={
                "db_table": "initiative_terms",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "initiative", "valid_from"), name="initiative_terms_valid_from_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "PROPOSED",
                                    "APPROVED",
                                    "IN_PROGRESS",
                                    "ON_HOLD",
                                    "IMPLEMENTED",
                                    "VALUE_CONFIRMED",
                                    "CANCELLED",
                                ],
                            )
                        ),
                        name="initiative_terms_stage_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 0), ("weight__lte", 1000)),
                        name="initiative_terms_weight_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "primary_lever__in",
                                ["STRUCTURE", "CULTURE", "TALENT", "METRICS", "PROCESSES", "TECHNOLOGY"],
                            )
                        ),
                        name="initiative_terms_primary_lever_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=("(cardinality(lever_shares) = 6 AND array_position(lever_shares, NULL) IS NULL)"),
                        ),
                        name="initiative_terms_lever_shares_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(0 <= ALL (lever_shares) AND 1000 >= ALL (lever_shares))",
                        ),
                        name="initiative_terms_lever_shares_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=(
                                "("
                                "lever_shares[array_position(ARRAY['STRUCTURE', 'CULTURE', 'TALENT', 'METRICS', "
                                "'PROCESSES', 'TECHNOLOGY'], primary_lever)] > 0)"
                            ),
                        ),
                        name="initiative_terms_primary_lever_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(reason ~ '\\S' AND char_length(reason) <= 10000)",
                        ),
                        name="initiative_terms_reason_text",
                    ),
                ],
            },
        ),
        TenantTable("initiative_terms"),
        TenantReference("initiative_terms", "created_by_id", "membership"),
        TenantReference("initiative_terms", "initiative_id", "initiative"),
        migrations.CreateModel(
            name="Milestone",
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
                ("version", models.IntegerField(db_default=1, default=1)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
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
                ("name", models.TextField(validators=[django.core.validators.MaxLengthValidator(200)])),
                ("weight", models.FloatField(default=1.0)),
                ("due_on", models.DateField()),
                ("forecast_on", models.DateField(blank=True, null=True)),
                ("completed_on", models.DateField(blank=True, null=True)),
                ("cancelled_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "db_table": "milestone",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(name ~ '\\S' AND char_length(name) <= 200)"
                        ),
                        name="milestone_name_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0), ("weight__lte", 1000)), name="milestone_weight_range"
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="milestone_version_range"),
                ],
            },
        ),
        TenantTable("milestone"),
        TenantReference("milestone", "updated_by_id", "membership"),
        TenantReference("milestone", "initiative_id", "initiative"),
        migrations.CreateModel(
            name="CheckIn",
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
                    "initiative",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.initiative",
                    ),
                ),
                ("checked_on", models.DateField()),
                (
                    "health",
                    models.TextField(
                        choices=[("ON_TRACK", "ON_TRACK"), ("AT_RISK", "AT_RISK"), ("OFF_TRACK", "OFF_TRACK")]
                    ),
                ),
                ("confidence", models.FloatField(blank=True, null=True)),
                (
                    "happened",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "next",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "path_to_green",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.IntegerField(db_default=1, default=1)),
            ],
            options={
                "db_table": "check_in",
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=["organisation", "initiative", "-checked_on", "-recorded_at", "-id"],
                        name="check_in_newest",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=["organisation", "-checked_on", "-recorded_at", "-id"],
                        name="check_in_newest_of_all",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("health__in", ["ON_TRACK", "AT_RISK", "OFF_TRACK"])),
                        name="check_in_health_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__gte", 0), ("confidence__lte", 1)),
                        name="check_in_confidence_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(happened ~ '\\S' AND char_length(happened) <= 10000)",
                        ),
                        name="check_in_happened_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(next ~ '\\S' AND char_length(next) <= 10000)"
                        ),
                        name="check_in_next_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(path_to_green ~ '\\S' AND char_length(path_to_green) <= 10000)",
                        ),
                        name="check_in_path_to_green_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(health = 'ON_TRACK' OR path_to_green IS NOT NULL)",
                        ),
                        name="check_in_path_to_green_asked",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="check_in_version_range"),
                ],
            },
        ),
        TenantTable("check_in", privileges="SELECT, INSERT, UPDATE (withdrawn_at, version)"),
        TenantReference("check_in", "initiative_id", "initiative"),
        TenantReference("check_in", "author_id", "membership"),
        migrations.CreateModel(
            name="InitiativeKpi",
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
                ("version", models.IntegerField(db_default=1, default=1)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
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
                    "kpi",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.kpi",
                    ),
                ),
                ("weight", models.FloatField(default=1.0)),
                ("linked_on", models.DateField()),
                ("unlinked_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "db_table": "initiative_kpi",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("unlinked_on", None)),
                        fields=("organisation", "initiative", "kpi"),
                        name="initiative_kpi_open_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "initiative", "kpi", "linked_on"),
                        name="initiative_kpi_linked_on_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0), ("weight__lte", 1000)), name="initiative_kpi_weight_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(linked_on <= unlinked_on)"
                        ),
                        name="initiative_kpi_unlinked_on_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="initiative_kpi_version_range"
                    ),
                ],
            },
        ),
        TenantTable("initiative_kpi"),
        TenantReference("initiative_kpi", "updated_by_id", "membership"),
        TenantReference("initiative_kpi", "initiative_id", "initiative"),
        TenantReference("initiative_kpi", "kpi_id", "kpi"),
    ]
