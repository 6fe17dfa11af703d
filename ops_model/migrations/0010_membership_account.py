"""A session finds its person's memberships."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """A session finds its person's memberships."""

    atomic = False
    dependencies = [("ops_model", "0009_api_token_use")]
    operations = [AddIndexConcurrently("membership", models.Index(fields=["account"], name="membership_account"))]
