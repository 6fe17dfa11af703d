"""Scoring policies: how an organisation weighs and judges, from a day on."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F

from ops_model import models
from ops_model.domain.framework import LeverKind
from ops_model.domain.permissions import Action
from ops_model.domain.progress import policy_in_force
from ops_model.models import Organisation
from ops_model.services.refusals import one_write
from ops_model.services.terms import Settings, changed_versions, versions_write
from ops_model.services.terms_rows import policy_columns, policy_of
from ops_model.services.writer import Writer

_BY_LEVER = ("lever_weights", "target_levels")
_NAMES = {"lever_weights": "levers", "target_levels": "levers"}


def scoring_policy_set(*, writer: Writer, valid_from: date | None, settings: Settings) -> UUID:
    """Set some settings of the scoring policy, `reason` among them, from a day on: today (None), or a later one. Later
    versions follow in what they had the same. Of `lever_weights` and `target_levels` the levers that are given change.
    Return the organisation's id.

    Two statements, and one for each version that differs. Raises ServiceError: FORBIDDEN, OUT_OF_RANGE for a day in the
    past, and what a policy cannot be.
    """
    writer.ask(Action.SCORING_POLICY_SET)
    since = valid_from or writer.today
    with one_write(_NAMES):
        Organisation.objects.select_for_update(no_key=True).get(pk=writer.organisation_id)
        rows = list(
            models.ScoringPolicy.objects.filter(organisation_id=writer.organisation_id).order_by(
                F("valid_from").asc(nulls_first=True)
            )
        )
        before = [policy_of(row) for row in rows]
        in_force = policy_in_force(before, since)
        whole = {name: _all_levers(getattr(in_force, name), settings[name]) for name in _BY_LEVER if name in settings}
        versions = changed_versions(before, {**settings, **whole}, valid_from=since, clearable=(), writer=writer)
        new = partial(models.ScoringPolicy, organisation_id=writer.organisation_id)
        versions_write(rows, [*map(policy_columns, versions)], new=new, writer=writer, changed_on=since, names=_NAMES)
    return writer.organisation_id


def _all_levers(in_force: Mapping[LeverKind, Any], given: Mapping[LeverKind, Any]) -> Mapping[LeverKind, Any]:
    return {kind: given.get(kind, in_force[kind]) for kind in LeverKind}
