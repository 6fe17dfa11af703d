"""API tokens, scoring policies, levers."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import SeenByPossession, TenantReference, TenantTable


class Migration(migrations.Migration):
    """API tokens, scoring policies, levers."""

    initial = True
    dependencies = [("ops_model", "0002_organisation")]
    operations = [
        migrations.CreateModel(
            name="ApiToken",
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
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.membership",
                    ),
                ),
                ("name", models.TextField(validators=[django.core.validators.MaxLengthValidator(200)])),
                ("token_hash", models.BinaryField()),
                ("token_prefix", models.TextField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "api_token",
                "constraints": [
                    models.UniqueConstraint(fields=("token_hash",), name="api_token_token_hash_unique"),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(octet_length(token_hash) = 32)"
                        ),
                        name="api_token_token_hash_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(char_length(token_prefix) BETWEEN 1 AND 20)"
                        ),
                        name="api_token_token_prefix_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(expires_at > created_at)"),
                        name="api_token_expires_at_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(name ~ '\\S' AND char_length(name) <= 200)"
                        ),
                        name="api_token_name_text",
                    ),
                ],
            },
        ),
        TenantTable("api_token", privileges="SELECT, INSERT, UPDATE (revoked_at)"),
        SeenByPossession("api_token", "token_hash = (SELECT ops_key_hash())"),
        TenantReference("api_token", "membership_id", "membership"),
        migrations.CreateModel(
            name="ScoringPolicy",
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
                ("valid_from", models.DateField(blank=True, null=True)),
                ("lever_weights", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=6)),
                (
                    "target_levels",
                    django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=6),
                ),
                ("outcome_weight", models.FloatField()),
                ("delivery_weight", models.FloatField()),
                ("maturity_weight", models.FloatField()),
                ("delivery_share", models.FloatField()),
                ("on_track_gap", models.FloatField()),
                ("at_risk_gap", models.FloatField()),
                ("coverage_floor", models.FloatField()),
                ("check_in_days", models.IntegerField()),
            ],
            options={
                "db_table": "scoring_policy",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "valid_from"),
                        name="scoring_policy_valid_from_unique",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=(
                                "(cardinality(lever_weights) = 6 AND array_position(lever_weights, NULL) IS NULL)"
                            ),
                        ),
                        name="scoring_policy_lever_weights_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(0 <= ALL (lever_weights) AND 1000 >= ALL (lever_weights))",
                        ),
                        name="scoring_policy_lever_weights_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(0 <> ANY (lever_weights))"
                        ),
                        name="scoring_policy_lever_weights_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template=(
                                "(cardinality(target_levels) = 6 AND array_position(target_levels, NULL) IS NULL)"
                            ),
                        ),
                        name="scoring_policy_target_levels_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(2 <= ALL (target_levels) AND 5 >= ALL (target_levels))",
                        ),
                        name="scoring_policy_target_levels_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome_weight__gte", 0), ("outcome_weight__lte", 1000)),
                        name="scoring_policy_outcome_weight_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delivery_weight__gte", 0), ("delivery_weight__lte", 1000)),
                        name="scoring_policy_delivery_weight_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maturity_weight__gte", 0), ("maturity_weight__lte", 1000)),
                        name="scoring_policy_maturity_weight_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(0 <> ANY (ARRAY[outcome_weight, delivery_weight, maturity_weight]))",
                        ),
                        name="scoring_policy_lens_weights_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delivery_share__gte", 0), ("delivery_share__lte", 1)),
                        name="scoring_policy_delivery_share_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("on_track_gap__gte", 0), ("on_track_gap__lte", 1)),
                        name="scoring_policy_on_track_gap_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at_risk_gap__gte", 0), ("at_risk_gap__lte", 1)),
                        name="scoring_policy_at_risk_gap_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(on_track_gap < at_risk_gap)"
                        ),
                        name="scoring_policy_gap_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("coverage_floor__gte", 0), ("coverage_floor__lte", 1)),
                        name="scoring_policy_coverage_floor_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("check_in_days__gte", 1), ("check_in_days__lte", 366)),
                        name="scoring_policy_check_in_days_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(reason ~ '\\S' AND char_length(reason) <= 10000)",
                        ),
                        name="scoring_policy_reason_text",
                    ),
                ],
            },
        ),
        TenantTable("scoring_policy"),
        TenantReference("scoring_policy", "created_by_id", "membership"),
        migrations.CreateModel(
            name="Lever",
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
                    "kind",
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
                (
                    "ambition",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "shift_from",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                (
                    "shift_to",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
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
            ],
            options={
                "db_table": "lever",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "kind"), name="lever_kind_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["STRUCTURE", "CULTURE", "TALENT", "METRICS", "PROCESSES", "TECHNOLOGY"])
                        ),
                        name="lever_kind_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(ambition ~ '\\S' AND char_length(ambition) <= 10000)",
                        ),
                        name="lever_ambition_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(shift_from ~ '\\S' AND char_length(shift_from) <= 10000)",
                        ),
                        name="lever_shift_from_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(shift_to ~ '\\S' AND char_length(shift_to) <= 10000)",
                        ),
                        name="lever_shift_to_text",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="lever_version_range"),
                ],
            },
        ),
        TenantTable("lever"),
        TenantReference("lever", "updated_by_id", "membership"),
        TenantReference("lever", "sponsor_id", "membership"),
    ]
