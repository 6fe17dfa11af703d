"""Organisations, their data's version, accounts and memberships; the framework."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import (
    READ_AND_WRITE,
    CountChanges,
    Grant,
    PlainReference,
    RowSecurity,
    SeenByPossession,
    TenantReference,
    TenantTable,
    inside,
)


class Migration(migrations.Migration):
    """Organisations, their data's version, accounts and memberships; the framework."""

    initial = True
    dependencies = [("ops_model", "0001_functions")]
    operations = [
        migrations.CreateModel(
            name="Organisation",
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
                    "slug",
                    models.TextField(
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9-]{2,60}\\Z", "A slug is 2 to 60 small letters, digits and hyphens."
                            )
                        ]
                    ),
                ),
                ("name", models.TextField(validators=[django.core.validators.MaxLengthValidator(200)])),
                (
                    "time_zone",
                    models.TextField(
                        db_default="UTC", default="UTC", validators=[django.core.validators.MaxLengthValidator(200)]
                    ),
                ),
                (
                    "fiscal_year_start_month",
                    models.SmallIntegerField(
                        db_default=1,
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                    ),
                ),
                ("version", models.IntegerField(db_default=1, default=1)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "organisation",
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="organisation_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(slug ~ '^[a-z0-9-]{2,60}$')"
                        ),
                        name="organisation_slug_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(name ~ '\\S' AND char_length(name) <= 200)"
                        ),
                        name="organisation_name_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(time_zone ~ '\\S' AND char_length(time_zone) <= 200)",
                        ),
                        name="organisation_time_zone_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year_start_month__gte", 1), ("fiscal_year_start_month__lte", 12)),
                        name="organisation_fiscal_year_start_month_range",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="organisation_version_range"),
                ],
            },
        ),
        RowSecurity("organisation", inside("id")),
        SeenByPossession("organisation", "slug = (SELECT ops_key())"),
        Grant("organisation", READ_AND_WRITE),
        CountChanges("organisation", function="ops_count_organisation_change"),
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "slot", blank=True, editable=False, primary_key=True, serialize=False
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
                ("slot", models.SmallIntegerField()),
                ("counter", models.BigIntegerField()),
            ],
            options={
                "db_table": "data_version",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slot__gte", 0), ("slot__lte", 15)), name="data_version_slot_range"
                    )
                ],
            },
        ),
        PlainReference("data_version", "organisation_id", "organisation"),
        RowSecurity("data_version", inside("organisation_id")),
        Grant("data_version", READ_AND_WRITE),
        migrations.CreateModel(
            name="FrameworkVersion",
            fields=[
                ("version", models.IntegerField(primary_key=True, serialize=False)),
                ("document", models.JSONField()),
                ("loaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "framework",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="framework_version_range"),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(jsonb_typeof(document) = 'object')"
                        ),
                        name="framework_document_shape",
                    ),
                ],
            },
        ),
        Grant("framework", "SELECT"),
        migrations.CreateModel(
            name="Account",
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
                    "email",
                    models.TextField(
                        validators=[
                            django.core.validators.EmailValidator(),
                            django.core.validators.MaxLengthValidator(254),
                        ]
                    ),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "account",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="account_email_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(email ~ '^[^@\\s]+@[^@\\s]+$' AND char_length(email) <= 254)",
                        ),
                        name="account_email_text",
                    ),
                ],
            },
        ),
        RowSecurity("account", "id = (SELECT ops_user()) OR lower(email) = (SELECT lower(ops_key()))"),
        Grant("account", READ_AND_WRITE),
        migrations.CreateModel(
            name="Membership",
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
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.account",
                    ),
                ),
                ("name", models.TextField(validators=[django.core.validators.MaxLengthValidator(200)])),
                (
                    "email",
                    models.TextField(
                        validators=[
                            django.core.validators.EmailValidator(),
                            django.core.validators.MaxLengthValidator(254),
                        ]
                    ),
                ),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("VIEWER", "VIEWER"),
                            ("CONTRIBUTOR", "CONTRIBUTOR"),
                            ("EDITOR", "EDITOR"),
                            ("ADMIN", "ADMIN"),
                        ]
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "db_table": "membership",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "account"), name="membership_account_unique"),
                    models.UniqueConstraint(
                        models.F("organisation"),
                        django.db.models.functions.text.Lower("email"),
                        name="membership_email_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(name ~ '\\S' AND char_length(name) <= 200)"
                        ),
                        name="membership_name_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(email ~ '^[^@\\s]+@[^@\\s]+$' AND char_length(email) <= 254)",
                        ),
                        name="membership_email_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["VIEWER", "CONTRIBUTOR", "EDITOR", "ADMIN"])),
                        name="membership_role_choice",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="membership_version_range"),
                ],
            },
        ),
        TenantTable("membership"),
        TenantReference("membership", "updated_by_id", "membership"),
        PlainReference("membership", "account_id", "account"),
    ]
