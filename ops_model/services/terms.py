"""Terms that are set: what every kind of dated version has in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, TypeVar

from django.db.models.functions import Now

from ops_model.domain.progress import facts
from ops_model.domain.rules import Problem, change_day_problem, first_days_problems
from ops_model.domain.terms import terms_changed
from ops_model.models.rows import TermsRow
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.refusals import Path, fields_check, problems_refused, refusals
from ops_model.services.writer import Writer

TermsT = TypeVar("TermsT", bound=facts.KpiTerms | facts.InitiativeTerms | facts.ScoringPolicy)
Settings = Mapping[str, Any]
Columns = dict[str, Any]


def first_versions(
    kind: type[TermsT], entries: Sequence[Settings], *, begins: date, clearable: Iterable[str], writer: Writer
) -> tuple[TermsT, ...]:
    """Return the versions that something is created with: what an entry leaves out is as in the one before, in the
    first as the arithmetic has it; the first begins on `begins` unless it says otherwise.

    Raises ServiceError for days that cannot be, and for settings that are cleared and cannot be. No statement.
    """
    refuse(refused for place, entry in enumerate(entries) for refused in _entry_refused(kind, place, entry, clearable))
    days = [entry.get("valid_from") or begins for entry in entries]
    refuse(problems_refused(first_days_problems(days, today=writer.today), within=("terms",)))
    versions: list[TermsT] = []
    carried: dict[str, Any] = {}
    for day, entry in zip(days, entries, strict=True):
        carried = {**carried, "reason": None, **entry, "valid_from": day}
        versions.append(kind(**carried))
    return tuple(versions)


def changed_versions(
    versions: Sequence[TermsT], settings: Settings, *, valid_from: date, clearable: Iterable[str], writer: Writer
) -> tuple[TermsT, ...]:
    """Return the versions after some settings, `reason` among them, hold from a day on.

    Raises ServiceError for a day in the past, and for settings that are cleared and cannot be. No statement.
    """
    reasons = _cleared(settings, clearable)
    if problem := change_day_problem(valid_from, today=writer.today):
        reasons += problems_refused([problem])
    changes = {name: value for name, value in settings.items() if name != "reason"}
    if not changes:
        reasons.append(Refused(ErrorCode.REQUIRED, (), "Give at least one setting that changes."))
    refuse(reasons)
    return terms_changed(versions, valid_from=valid_from, changes=changes, reason=settings.get("reason"))


def later_refused(versions: Sequence[TermsT], since: date, problems: Callable[[TermsT], Iterable[Problem]]) -> None:
    """Raise a ServiceError for what is wrong with the versions of a day and after it; a later one is named by its day.

    No statement.
    """
    for version in versions:
        if version.valid_from is not None and version.valid_from >= since:
            refuse(_of_version(refused, version.valid_from, since) for refused in problems_refused(problems(version)))


def versions_write(
    rows: Sequence[Any],
    versions: Sequence[Columns],
    *,
    new: Callable[..., TermsRow],
    writer: Writer,
    changed_on: date | None = None,
    names: Mapping[str, str] | None = None,
) -> None:
    """Write versions, given by their columns, of which `rows` are there already: one statement for each that is new or
    differs. The one valid from `changed_on` is the writer's from now on.

    Raises ServiceError for what columns and constraints refuse; of several new ones with the place in `terms`.
    """
    by_day = {row.valid_from: row for row in rows}
    for place, columns in enumerate(versions):
        row = by_day.get(columns["valid_from"])
        within: Path = () if changed_on else ("terms", str(place))
        if row is None:
            _insert(new(**columns, created_by_id=writer.membership_id), names, within)
        else:
            _update(row, columns, writer if columns["valid_from"] == changed_on else None, names)


def _insert(row: TermsRow, names: Mapping[str, str] | None, within: Path) -> None:
    fields_check(row, names, within=within)
    with refusals(names, within=within):
        row.save(force_insert=True)


def _update(row: TermsRow, columns: Columns, writer: Writer | None, names: Mapping[str, str] | None) -> None:
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    fields_check(row, names)
    if writer:
        row.created_by_id = writer.membership_id
        row.created_at = Now()
        changed += ["created_by", "created_at"]
    if changed:
        with refusals(names):
            row.save(force_update=True, update_fields=changed)


def _entry_refused(kind: type[Any], place: int, entry: Settings, clearable: Iterable[str]) -> Iterator[Refused]:
    within = ("terms", str(place))
    yield from _cleared(entry, clearable, within=within)
    asked = ["valid_from"] if place else _without_default(kind)
    for name in asked:
        if entry.get(name) is None:
            yield Refused(ErrorCode.REQUIRED, (*within, name), "This is needed.")


def _without_default(kind: type[Any]) -> list[str]:
    return [
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING and field.name != "valid_from"
    ]


def _cleared(settings: Settings, clearable: Iterable[str], *, within: Path = ()) -> list[Refused]:
    may_be = {*clearable, "reason", "valid_from"}
    return [
        Refused(ErrorCode.REQUIRED, (*within, name), "This cannot be cleared: give a value, or leave it out.")
        for name, value in settings.items()
        if value is None and name not in may_be
    ]


def _of_version(refused: Refused, valid_from: date, since: date) -> Refused:
    if valid_from == since:
        return refused
    return Refused(refused.code, refused.field, f"In the version valid from {valid_from}: {refused.message}")
