"""Snapshots: what was reported of a day, once and for good. It is inserted and never changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import ExclusionReason, Health
from ops_model.models.constraints import check, choices, one_of
from ops_model.models.fields import Reference
from ops_model.models.rows import TenantRow

TABLE = "snapshot"
LEVER, KPI, INITIATIVE = "snapshot_lever", "snapshot_kpi", "snapshot_initiative"


class Snapshot(TenantRow):
    """An organisation as it was reported of the day `as_of`. `reconstructed`: taken on a later day, from what was known
    then. `policy` is the row of the scoring policy that was in force, as it was."""

    as_of = models.DateField()
    taken_at = models.DateTimeField(db_default=Now())
    reconstructed = models.BooleanField()
    index = models.FloatField(null=True, blank=True)
    expected_index = models.FloatField(null=True, blank=True)
    health = models.TextField(choices=choices(Health))
    coverage = models.FloatField()
    sufficient = models.BooleanField()
    policy = models.JSONField()

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="snapshot_as_of_unique", fields=["organisation", "as_of"]),
            one_of(TABLE, "health", Health),
            check("snapshot_policy_shape", "jsonb_typeof(policy) = 'object'"),
        ]


class SnapshotItem(TenantRow):
    """What the index was made of. `index_share` is the item's whole share of it, 0 where it had none; `excluded` why it
    was left out, None where it counted.

    Its unique key begins with the snapshot, which is of one organisation: beside other keys that begin with the
    organisation, a planner that knows nothing of the table yet may take the wrong one.
    """

    snapshot = Reference("ops_model.Snapshot")
    weight = models.FloatField()
    index_share = models.FloatField()
    excluded = models.TextField(choices=choices(ExclusionReason), null=True, blank=True)
    health = models.TextField(choices=choices(Health))

    class Meta:
        abstract = True


class SnapshotLever(SnapshotItem):
    """A lever as it was reported."""

    lever = Reference("ops_model.Lever")
    progress = models.FloatField(null=True, blank=True)
    expected_progress = models.FloatField(null=True, blank=True)
    coverage = models.FloatField()
    sufficient = models.BooleanField()

    class Meta:
        db_table = LEVER
        constraints = [
            models.UniqueConstraint(name="snapshot_lever_lever_unique", fields=["snapshot", "lever"]),
            one_of(LEVER, "excluded", ExclusionReason),
            one_of(LEVER, "health", Health),
        ]


class SnapshotKpi(SnapshotItem):
    """A KPI as it was reported, in the lever it belonged to."""

    kpi = Reference("ops_model.Kpi")
    lever = models.TextField(choices=choices(LeverKind))
    value = models.FloatField(null=True, blank=True)
    expected_value = models.FloatField(null=True, blank=True)
    attainment = models.FloatField(null=True, blank=True)
    expected_attainment = models.FloatField(null=True, blank=True)
    stale = models.BooleanField()

    class Meta:
        db_table = KPI
        constraints = [
            models.UniqueConstraint(name="snapshot_kpi_kpi_unique", fields=["snapshot", "kpi"]),
            one_of(KPI, "lever", LeverKind),
            one_of(KPI, "excluded", ExclusionReason),
            one_of(KPI, "health", Health),
        ]


class SnapshotInitiative(SnapshotItem):
    """An initiative as it was reported; `lever_shares` in the order of LeverKind, `health` the computed one."""

    initiative = Reference("ops_model.Initiative")
    lever_shares = ArrayField(models.FloatField(), size=6)
    delivery = models.FloatField(null=True, blank=True)
    planned_delivery = models.FloatField(null=True, blank=True)
    progress = models.FloatField(null=True, blank=True)

    class Meta:
        db_table = INITIATIVE
        constraints = [
            models.UniqueConstraint(name="snapshot_initiative_initiative_unique", fields=["snapshot", "initiative"]),
            check(
                "snapshot_initiative_lever_shares_shape",
                "cardinality(lever_shares) = 6 AND array_position(lever_shares, NULL) IS NULL",
            ),
            one_of(INITIATIVE, "excluded", ExclusionReason),
            one_of(INITIATIVE, "health", Health),
        ]
