"""Versions of an organisation's data: what is remembered is good as long as the version is the same."""

from django.db import models

from ops_model.models.constraints import between
from ops_model.models.fields import Reference

TABLE = "data_version"


class DataVersion(models.Model):
    """The version is the sum of the counters; triggers count each statement that changes rows of the organisation,
    in one of sixteen slots, so that writers seldom wait for one another."""

    pk = models.CompositePrimaryKey("organisation_id", "slot")
    organisation = Reference("ops_model.Organisation")
    slot = models.SmallIntegerField()
    counter = models.BigIntegerField()

    class Meta:
        db_table = TABLE
        constraints = [between(TABLE, "slot", 0, 15)]
