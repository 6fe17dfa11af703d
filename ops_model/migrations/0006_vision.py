"""Visions."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import TenantReference, TenantTable


class Migration(migrations.Migration):
    """Visions."""

    initial = True
    dependencies = [("ops_model", "0005_initiative")]
    operations = [
        migrations.CreateModel(
            name="Vision",
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
                ("number", models.IntegerField()),
                ("statement", models.TextField(validators=[django.core.validators.MaxLengthValidator(10000)])),
                (
                    "purpose",
                    models.TextField(
                        blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
                    ),
                ),
                ("start_date", models.DateField()),
                ("target_date", models.DateField()),
                (
                    "north_star",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.kpi",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "db_table": "vision",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="vision_number_unique"),
                    models.UniqueConstraint(fields=("organisation", "published_on"), name="vision_published_on_unique"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="vision_number_range"),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(start_date < target_date)"
                        ),
                        name="vision_target_date_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(statement ~ '\\S' AND char_length(statement) <= 10000)",
                        ),
                        name="vision_statement_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(purpose ~ '\\S' AND char_length(purpose) <= 10000)",
                        ),
                        name="vision_purpose_text",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="vision_version_range"),
                ],
            },
        ),
        TenantTable("vision"),
        TenantReference("vision", "updated_by_id", "membership"),
        TenantReference("vision", "north_star_id", "kpi"),
    ]
