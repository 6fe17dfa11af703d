"""Scoring policies: how an organisation weighs and judges, from a day on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.permissions import Action
from ops_model.domain.progress import policy_in_force
from ops_model.domain.progress.facts import ScoringPolicy
from ops_model.domain.rules import policy_problems
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.refusals import one_write
from ops_model.services.rows import organisation_lock
from ops_model.services.terms import Settings, terms_agreed, terms_rows, terms_write, versions_refused
from ops_model.services.terms_rows import POLICY
from ops_model.services.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverPolicyEntry:
    """What changes of one lever: its weight >= 0, its target maturity level 2..5; None: it stays."""

    lever: LeverKind
    weight: float | None = None
    target_level: int | None = None


def scoring_policy_set(*, writer: Writer, valid_from: date | None, settings: Settings) -> UUID:
    """Set some settings of the scoring policy, `reason` among them, from a day on: today (None), or a later one. Later
    versions follow in what they had the same. `levers` are LeverPolicyEntry's. Return the organisation's id.

    Two statements, and one for each version that differs. Raises ServiceError: FORBIDDEN, OUT_OF_RANGE for a day in the
    past, and what a policy cannot be.
    """
    writer.ask(Action.SCORING_POLICY_SET)
    since = valid_from or writer.today
    with one_write():
        organisation_lock(writer)
        rows = terms_rows(POLICY, about=writer.organisation_id, writer=writer)
        after = policies_agreed([*map(POLICY.read, rows)], settings, since=since, today=writer.today)
        terms_write(POLICY, rows, after, about=writer.organisation_id, since=since, writer=writer)
    return writer.organisation_id


def policies_agreed(
    before: Sequence[ScoringPolicy], settings: Settings, *, since: date, today: date
) -> tuple[ScoringPolicy, ...]:
    """Return all versions of the scoring policy as they are after some settings are set from a day on. No statement.
    Raises ServiceError for what `scoring_policy_set` does."""
    changes = _by_lever(settings, policy_in_force(before, since))
    return terms_agreed(
        POLICY, before, changes, since=since, today=today, refused=lambda after: _refused(after, since, settings)
    )


def _refused(versions: Sequence[ScoringPolicy], since: date, settings: Settings) -> Iterator[Refused]:
    """Yield what is wrong with the versions, at the place in the input of what was given."""
    entries: Sequence[LeverPolicyEntry] = settings.get("levers") or ()
    places = {entry.lever.value: str(place) for place, entry in enumerate(entries)}
    for reason in versions_refused(versions, since, policy_problems):
        match reason.field:
            case ("lever_weights", kind) if kind in places:
                yield replace(reason, field=("levers", places[kind], "weight"))
            case ("target_levels", kind) if kind in places:
                yield replace(reason, field=("levers", places[kind], "target_level"))
            case ("lever_weights" | "target_levels", *_):
                yield replace(reason, field=("levers",))
            case ("at_risk_gap",) if "at_risk_gap" not in settings and "on_track_gap" in settings:
                yield replace(reason, field=("on_track_gap",))
            case _:
                yield reason


def _by_lever(settings: Settings, in_force: ScoringPolicy) -> Settings:
    """Return settings as the arithmetic has them: weights and target levels of all levers, where one of them changes.

    Raises ServiceError DUPLICATE for a lever that stands there twice.
    """
    entries: Sequence[LeverPolicyEntry] = settings.get("levers") or ()
    times = Counter(entry.lever for entry in entries)
    refuse(
        Refused(ErrorCode.DUPLICATE, ("levers", str(place), "lever"), f"{entry.lever} stands here twice: name it once.")
        for place, entry in enumerate(entries)
        if times[entry.lever] > 1
    )
    weights = {entry.lever: entry.weight for entry in entries if entry.weight is not None}
    levels = {entry.lever: entry.target_level for entry in entries if entry.target_level is not None}
    return {
        **{name: value for name, value in settings.items() if name != "levers"},
        **({"lever_weights": {**in_force.lever_weights, **weights}} if weights else {}),
        **({"target_levels": {**in_force.target_levels, **levels}} if levels else {}),
    }
