"""What writing needs: why a milestone was moved, and the bounds that rows are checked by one by one."""

import django.core.validators
from django.db import migrations, models

import ops_model.models.fields


class Migration(migrations.Migration):
    """What writing needs: why a milestone was moved, and the bounds that rows are checked by one by one."""

    dependencies = [
        ("ops_model", "0006_vision"),
    ]

    operations = [
        migrations.AddField(
            model_name="milestone",
            name="reason",
            field=models.TextField(
                blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
            ),
        ),
        migrations.AlterField(
            model_name="initiativeterms",
            name="reason",
            field=models.TextField(
                blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
            ),
        ),
        migrations.AlterField(
            model_name="kpiterms",
            name="reason",
            field=models.TextField(
                blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
            ),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="margin",
            field=ops_model.models.fields.ExactField(
                blank=True,
                decimal_places=10,
                max_digits=25,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
            ),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="sample_size",
            field=models.IntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)]),
        ),
        migrations.AlterField(
            model_name="scoringpolicy",
            name="reason",
            field=models.TextField(
                blank=True, null=True, validators=[django.core.validators.MaxLengthValidator(10000)]
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Func(
                    output_field=models.BooleanField(), template="(reason ~ '\\S' AND char_length(reason) <= 10000)"
                ),
                name="milestone_reason_text",
            ),
        ),
    ]
