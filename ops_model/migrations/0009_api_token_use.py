"""When tokens were used."""

import django.db.models.deletion
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import TenantReference, TenantTable


class Migration(migrations.Migration):
    """When tokens were used."""

    initial = True
    dependencies = [("ops_model", "0008_access")]
    operations = [
        migrations.CreateModel(
            name="ApiTokenUse",
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
                    "api_token",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ops_model.apitoken",
                    ),
                ),
                ("last_used_at", models.DateTimeField()),
            ],
            options={
                "db_table": "api_token_use",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "api_token"), name="api_token_use_api_token_unique")
                ],
            },
        ),
        TenantTable("api_token_use", privileges="SELECT, INSERT, UPDATE (last_used_at)", aside=True),
        TenantReference("api_token_use", "api_token_id", "api_token"),
    ]
