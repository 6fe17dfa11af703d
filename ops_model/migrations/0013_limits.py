"""What each credential may still ask for, and the documents that are trusted."""

import django.db.models.functions.datetime
from django.db import migrations, models

from ops_model.migrations.operations.tenancy import Grant, RowSecurity


class Migration(migrations.Migration):
    """Two tables that belong to no organisation. A bucket is seen and written by possession of its key alone."""

    dependencies = [("ops_model", "0012_audit")]
    operations = [
        migrations.CreateModel(
            name="RateBucket",
            fields=[
                ("key", models.BinaryField(primary_key=True, serialize=False)),
                ("balance", models.FloatField()),
                ("filled_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rate_bucket",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(octet_length(key) = 32)"),
                        name="rate_bucket_key_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(output_field=models.BooleanField(), template="(balance >= 0)"),
                        name="rate_bucket_balance_range",
                    ),
                ],
            },
        ),
        RowSecurity("rate_bucket", "key = (SELECT ops_key_hash())"),
        Grant("rate_bucket", "SELECT, INSERT, UPDATE (balance, filled_at)"),
        migrations.CreateModel(
            name="TrustedDocument",
            fields=[
                ("hash", models.BinaryField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("registered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "trusted_document",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Func(
                            output_field=models.BooleanField(),
                            template="(hash = sha256(convert_to(text, 'UTF8')))",
                        ),
                        name="trusted_document_hash_match",
                    ),
                ],
            },
        ),
        Grant("trusted_document", "SELECT"),
    ]
