"""What the rows of all reporting views have in common."""

from django.db import models

from ops_model.models.reporting import columns


class ReportRow(models.Model):
    """A row of a view: read, and never written. `key` is its one key, as text."""

    key = models.TextField(primary_key=True, help_text="Identifies the row; opaque.")
    organisation_id = columns.identifier("The organisation's identifier")
    organisation = columns.text("The organisation's slug")

    class Meta:
        abstract = True


class ReportDay(ReportRow):
    """A row of what was reported of a day: by its snapshot, which is never changed."""

    as_of = columns.day("The day that it is about")
    month = columns.month("the day")
    reconstructed = columns.flag("Whether it was taken after its day, from what was known when it was taken")

    class Meta:
        abstract = True


class ReportState(ReportRow):
    """A row of how things stand on a day, by what is known now."""

    as_of = columns.day("The day on which it stands so: today, unless another was asked for")

    class Meta:
        abstract = True
