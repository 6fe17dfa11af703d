"""What a change changed, field by field, by the names of the API (in snake case) and in words that people read."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.selectors.facts.change_facts import Event
from ops_model.selectors.reports.change import ChangedField

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_UNSHOWN = frozenset(
    {
        *("organisation_id", "account_id"),
        *("version", "created_at", "created_by_id", "updated_at", "updated_by_id", "recorded_at", "recorded_by_id"),
        "superseded_by_id",
    }
)
"""Columns that tell nothing of the thing: whose it is, the change itself (how often, when, by whom), and which
measurement corrects another: that it was made is a change of its own."""

_NAMES = {
    "token_prefix": "prefix",
    "window_size": "window",
    "baseline_value": "baseline.value",
    "baseline_on": "baseline.on",
    "target_value": "target.value",
    "target_on": "target.on",
    "interim_values": "interim_targets.value",
    "interim_on": "interim_targets.on",
    "band_lower": "band.lower",
    "band_upper": "band.upper",
    "band_tolerance": "band.tolerance",
    "primary_lever": "lever_shares.primary",
    "lever_weights": "levers.weight",
    "target_levels": "levers.target_level",
}
"""What columns are called in the API, where it is not their own name."""

_BY_LEVER = frozenset({"lever_shares", "lever_weights", "target_levels"})
"""Columns with a number for each lever, in the framework's order; 0 is as good as not there."""


def changed_fields(event: Event, state: "OrganisationState") -> tuple[ChangedField, ...]:
    """Return the fields that an event changed, in the table's order. No statement."""
    before, after = event.before or {}, event.after or {}
    changed = (
        ChangedField(_name(column), _text(column, before.get(column), state), _text(column, after.get(column), state))
        for column in after or before
        if not (column.startswith("pgh_") or column in _UNSHOWN) and before.get(column) != after.get(column)
    )
    return tuple(each for each in changed if each.from_ != each.to)


def _name(column: str) -> str:
    return _NAMES.get(column, column.removesuffix("_id"))


def _text(column: str, value: Any, state: "OrganisationState") -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case list() if column in _BY_LEVER:
            return ", ".join(f"{kind} {share}" for kind, share in zip(LeverKind, value, strict=True) if share)
        case list():
            return ", ".join(map(str, value)) or None
        case _ if column.endswith("_id"):
            return _called(UUID(value), state)
        case _:
            return str(value)


def _called(id_: UUID, state: "OrganisationState") -> str:
    """Return how people call what is referred to: a member by name, an initiative or a KPI by code."""
    if member := state.members_by_id.get(id_):
        return member.name
    coded = state.initiatives_by_id.get(id_) or state.kpis_by_id.get(id_)
    return coded.code if coded else str(id_)
