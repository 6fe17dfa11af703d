"""KPIs with their terms and measurements."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import ops_model.domain.progress.vocabulary
import ops_model.models.fields
from ops_model.migrations.operations.tenancy import TenantReference, TenantTable


class Migration(migrations.Migration):
    """KPIs with their terms and measurements."""

    initial = True
    dependencies = [("ops_model", "0003_access_and_policy")]
    operations = [
        migrations.CreateModel(
            name="Kpi",
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
                    "definition",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
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
                ("unit", models.TextField(validators=[django.core.validators.MaxLengthValidator(40)])),
                (
                    "decimals",
                    models.SmallIntegerField(
                        db_default=0,
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(10),
                        ],
                    ),
                ),
                (
                    "indicator",
                    models.TextField(blank=True, choices=[("LEADING", "LEADING"), ("LAGGING", "LAGGING")], null=True),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
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
                ("archived_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "db_table": "kpi",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "code"), name="kpi_code_unique"),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(code ~ '\\S' AND char_length(code) <= 60)"
                        ),
                        name="kpi_code_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(name ~ '\\S' AND char_length(name) <= 200)"
                        ),
                        name="kpi_name_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(definition ~ '\\S' AND char_length(definition) <= 10000)",
                        ),
                        name="kpi_definition_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lever__in", ["STRUCTURE", "CULTURE", "TALENT", "METRICS", "PROCESSES", "TECHNOLOGY"])
                        ),
                        name="kpi_lever_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(unit ~ '\\S' AND char_length(unit) <= 40)"
                        ),
                        name="kpi_unit_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__gte", 0), ("decimals__lte", 10)), name="kpi_decimals_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("indicator__in", ["LEADING", "LAGGING"])), name="kpi_indicator_choice"
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(source ~ '\\S' AND char_length(source) <= 10000)",
                        ),
                        name="kpi_source_text",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="kpi_version_range"),
                ],
            },
        ),
        TenantTable("kpi"),
        TenantReference("kpi", "updated_by_id", "membership"),
        TenantReference("kpi", "owner_id", "membership"),
        migrations.CreateModel(
            name="KpiTerms",
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
                    "kpi",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.kpi",
                    ),
                ),
                ("valid_from", models.DateField()),
                (
                    "role",
                    models.TextField(
                        choices=[("AMBITION", "AMBITION"), ("GUARDRAIL", "GUARDRAIL")],
                        default=ops_model.domain.progress.vocabulary.KpiRole["AMBITION"],
                    ),
                ),
                (
                    "direction",
                    models.TextField(
                        choices=[("INCREASE", "INCREASE"), ("DECREASE", "DECREASE"), ("MAINTAIN", "MAINTAIN")]
                    ),
                ),
                (
                    "aggregation",
                    models.TextField(
                        choices=[("LATEST", "LATEST"), ("ROLLING_MEAN", "ROLLING_MEAN"), ("SUM", "SUM")],
                        default=ops_model.domain.progress.vocabulary.Aggregation["LATEST"],
                    ),
                ),
                ("window", models.IntegerField(db_column="window_size", default=3)),
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
                        default=ops_model.domain.progress.vocabulary.Frequency["MONTHLY"],
                    ),
                ),
                ("weight", models.FloatField(default=1.0)),
                (
                    "baseline_value",
                    ops_model.models.fields.ExactField(blank=True, decimal_places=10, max_digits=25, null=True),
                ),
                ("baseline_on", models.DateField(blank=True, null=True)),
                (
                    "target_value",
                    ops_model.models.fields.ExactField(blank=True, decimal_places=10, max_digits=25, null=True),
                ),
                ("target_on", models.DateField(blank=True, null=True)),
                (
                    "interim_values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=ops_model.models.fields.ExactField(decimal_places=10, max_digits=25),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "interim_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, db_default=[], default=list, size=None
                    ),
                ),
                (
                    "band_lower",
                    ops_model.models.fields.ExactField(blank=True, decimal_places=10, max_digits=25, null=True),
                ),
                (
                    "band_upper",
                    ops_model.models.fields.ExactField(blank=True, decimal_places=10, max_digits=25, null=True),
                ),
                (
                    "band_tolerance",
                    ops_model.models.fields.ExactField(blank=True, decimal_places=10, max_digits=25, null=True),
                ),
            ],
            options={
                "db_table": "kpi_terms",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "kpi", "valid_from"), name="kpi_terms_valid_from_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["AMBITION", "GUARDRAIL"])), name="kpi_terms_role_choice"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["INCREASE", "DECREASE", "MAINTAIN"])),
                        name="kpi_terms_direction_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("aggregation__in", ["LATEST", "ROLLING_MEAN", "SUM"])),
                        name="kpi_terms_aggregation_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("frequency__in", ["DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "SEMIANNUAL", "YEARLY"])
                        ),
                        name="kpi_terms_frequency_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window__gte", 1), ("window__lte", 1000)), name="kpi_terms_window_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 0), ("weight__lte", 1000)), name="kpi_terms_weight_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(abs(baseline_value) < 1e15 AND scale(baseline_value) <= 10)",
                        ),
                        name="kpi_terms_baseline_value_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(abs(target_value) < 1e15 AND scale(target_value) <= 10)",
                        ),
                        name="kpi_terms_target_value_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(abs(band_lower) < 1e15 AND scale(band_lower) <= 10)",
                        ),
                        name="kpi_terms_band_lower_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(abs(band_upper) < 1e15 AND scale(band_upper) <= 10)",
                        ),
                        name="kpi_terms_band_upper_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="((baseline_value IS NULL) = (baseline_on IS NULL))",
                        ),
                        name="kpi_terms_baseline_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="((target_value IS NULL) = (target_on IS NULL))",
                        ),
                        name="kpi_terms_target_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(target_on IS NULL OR baseline_on IS NOT NULL)",
                        ),
                        name="kpi_terms_target_baseline",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(baseline_on < target_on)"),
                        name="kpi_terms_target_on_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(direction <> 'INCREASE' OR baseline_value < target_value)",
                        ),
                        name="kpi_terms_target_increase",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(direction <> 'DECREASE' OR baseline_value > target_value)",
                        ),
                        name="kpi_terms_target_decrease",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(direction <> 'MAINTAIN' OR target_on IS NULL)",
                        ),
                        name="kpi_terms_target_maintain",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=(
                                "(cardinality(interim_values) = cardinality(interim_on) AND "
                                "array_position(interim_values, NULL) IS NULL AND "
                                "array_position(interim_on, NULL) IS NULL)"
                            ),
                        ),
                        name="kpi_terms_interim_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(cardinality(interim_on) = 0 OR target_on IS NOT NULL)",
                        ),
                        name="kpi_terms_interim_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=(
                                "(ops_is_increasing(interim_on) AND baseline_on < ALL (interim_on) AND "
                                "target_on > ALL (interim_on))"
                            ),
                        ),
                        name="kpi_terms_interim_on_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=(
                                "(least(baseline_value, target_value) <= ALL (interim_values) AND "
                                "greatest(baseline_value, target_value) >= ALL (interim_values))"
                            ),
                        ),
                        name="kpi_terms_interim_values_between",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(direction = 'MAINTAIN' OR num_nonnulls(band_lower, band_upper) = 0)",
                        ),
                        name="kpi_terms_band_direction",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(band_lower <= band_upper)"
                        ),
                        name="kpi_terms_band_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(band_tolerance IS NULL OR num_nonnulls(band_lower, band_upper) > 0)",
                        ),
                        name="kpi_terms_band_tolerance_band",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=("(band_tolerance > 0 AND band_tolerance < 1e15 AND scale(band_tolerance) <= 10)"),
                        ),
                        name="kpi_terms_band_tolerance_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(role <> 'GUARDRAIL' OR direction = 'MAINTAIN')",
                        ),
                        name="kpi_terms_guardrail_direction",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(direction <> 'MAINTAIN' OR aggregation <> 'SUM')",
                        ),
                        name="kpi_terms_maintain_aggregation",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(reason ~ '\\S' AND char_length(reason) <= 10000)",
                        ),
                        name="kpi_terms_reason_text",
                    ),
                ],
            },
        ),
        TenantTable("kpi_terms"),
        TenantReference("kpi_terms", "created_by_id", "membership"),
        TenantReference("kpi_terms", "kpi_id", "kpi"),
        migrations.CreateModel(
            name="Measurement",
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
                    "kpi",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.kpi",
                    ),
                ),
                ("observed_on", models.DateField()),
                ("value", ops_model.models.fields.ExactField(decimal_places=10, max_digits=25)),
                ("sample_size", models.IntegerField(blank=True, null=True)),
                ("margin", ops_model.models.fields.ExactField(blank=True, decimal_places=10, max_digits=25, null=True)),
                (
                    "note",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "recorded_by",
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
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.measurement",
                    ),
                ),
                (
                    "superseded_reason",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
            ],
            options={
                "db_table": "measurement",
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["organisation", "kpi", "observed_on"],
                        name="measurement_superseded",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("organisation", "kpi", "observed_on"),
                        include=("value",),
                        name="measurement_observed_on_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(abs(value) < 1e15 AND scale(value) <= 10)"
                        ),
                        name="measurement_value_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sample_size__gt", 0)), name="measurement_sample_size_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(margin >= 0 AND margin < 1e15 AND scale(margin) <= 10)",
                        ),
                        name="measurement_margin_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(note ~ '\\S' AND char_length(note) <= 10000)"
                        ),
                        name="measurement_note_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=(
                                "(superseded_at IS NOT NULL OR num_nonnulls(superseded_by_id, superseded_reason) = 0)"
                            ),
                        ),
                        name="measurement_superseded_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(superseded_by_id <> id)"),
                        name="measurement_superseded_by_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(superseded_reason ~ '\\S' AND char_length(superseded_reason) <= 10000)",
                        ),
                        name="measurement_superseded_reason_text",
                    ),
                ],
            },
        ),
        TenantTable(
            "measurement", privileges="SELECT, INSERT, UPDATE (superseded_at, superseded_by_id, superseded_reason)"
        ),
        TenantReference("measurement", "kpi_id", "kpi"),
        TenantReference("measurement", "recorded_by_id", "membership"),
        TenantReference("measurement", "superseded_by_id", "measurement"),
    ]
