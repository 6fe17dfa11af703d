"""Idempotency keys."""

import django.db.models.deletion
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import TenantTable


class Migration(migrations.Migration):
    """Idempotency keys."""

    initial = True
    dependencies = [("ops_model", "0010_membership_account")]
    operations = [
        migrations.CreateModel(
            name="IdempotencyKey",
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
                ("credential_id", models.UUIDField()),
                ("key", models.TextField()),
                ("request_hash", models.BinaryField()),
                ("answer", models.BinaryField(blank=True, null=True)),
                ("expires_at", models.DateTimeField()),
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
                "db_table": "idempotency_key",
                "indexes": [models.Index(fields=["organisation", "expires_at"], name="idempotency_key_expires_at")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "credential_id", "key"), name="idempotency_key_key_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(key ~ '^[ -~]{1,255}$')"),
                        name="idempotency_key_key_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(), template="(octet_length(request_hash) = 32)"
                        ),
                        name="idempotency_key_request_hash_shape",
                    ),
                ],
            },
        ),
        TenantTable(
            "idempotency_key",
            privileges="SELECT, INSERT, UPDATE (request_hash, answer, expires_at), DELETE",
            aside=True,
        ),
    ]
