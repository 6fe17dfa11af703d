"""Terms that are agreed: what every kind of dated version has in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from ops_model.domain.rules import Problem, change_day_problem, first_days_problems
from ops_model.domain.rules.bounds import MOST_VERSIONS
from ops_model.domain.terms import terms_changed
from ops_model.models.rows import TermsRow
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.refusals import Path, fields_check, fields_refused, problems_refused, refusals
from ops_model.services.rows import without_nulls
from ops_model.services.terms_rows import Columns, TermsKind, TermsT
from ops_model.services.writer import Writer

Settings = Mapping[str, Any]
"""What is agreed, by its names in the arithmetic; what is left out stays."""


def terms_first(
    kind: TermsKind[TermsT], entries: Sequence[Settings], *, begins: date, writer: Writer
) -> tuple[TermsT, ...]:
    """Return the versions that something is made with: what an entry leaves out is as in the one before, in the first,
    where None says no more, as the arithmetic has it; the first begins on `begins` unless it says otherwise.

    Raises ServiceError for days that cannot be, and for settings that are missing, or cleared and cannot be. No
    statement.
    """
    entries = [without_nulls(entry) if place == 0 else entry for place, entry in enumerate(entries)]
    refuse(refused for place, entry in enumerate(entries) for refused in _entry_refused(kind, place, entry))
    days = [entry.get("valid_from") or begins for entry in entries]
    refuse(problems_refused(first_days_problems(days, today=writer.today), within=("terms",)))
    versions: list[TermsT] = []
    carried: dict[str, Any] = {}
    for day, entry in zip(days, entries, strict=True):
        carried = {**carried, "reason": None, **entry, "valid_from": day}
        versions.append(kind.terms(**carried))
    return tuple(versions)


def terms_insert(kind: TermsKind[TermsT], versions: Sequence[TermsT], *, about: UUID, writer: Writer) -> None:
    """Write the versions that something is made with. One statement.

    Raises ServiceError for what columns refuse, with the version's place in `terms`, and for what constraints do.
    """
    rows = [_row(kind, version, about=about, writer=writer) for version in versions]
    refuse(
        refused
        for place, row in enumerate(rows)
        for refused in fields_refused(row, kind.names, within=("terms", str(place)))
    )
    with refusals(kind.names, within=("terms",)):
        kind.model._default_manager.bulk_create(rows)


def terms_rows(kind: TermsKind[TermsT], *, about: UUID, writer: Writer) -> list[Any]:
    """Read the rows of all versions, the first one first. One statement."""
    rows = kind.model._default_manager.filter(organisation_id=writer.organisation_id)
    of_thing = rows.filter(**{kind.about: about}) if kind.about else rows
    return [*of_thing.order_by(F("valid_from").asc(nulls_first=True))]


def terms_agreed(
    kind: TermsKind[TermsT],
    before: Sequence[TermsT],
    settings: Settings,
    *,
    since: date,
    today: date,
    refused: Callable[[Sequence[TermsT]], Iterable[Refused]],
) -> tuple[TermsT, ...]:
    """Return all versions as they are after some settings, `reason` among them, are agreed from a day on; `refused`
    says what is wrong with them.

    No statement. Raises ServiceError for a day in the past or before the thing exists, for no settings and for settings
    that cannot be cleared, and for what is refused.
    """
    refuse(_change_refused(kind, before, settings, since, today))
    changes = {name: value for name, value in settings.items() if name != "reason"}
    after = terms_changed(before, valid_from=since, changes=changes, reason=settings.get("reason"))
    refuse(refused(after))
    return after


def terms_write(
    kind: TermsKind[TermsT], rows: Sequence[Any], after: Sequence[TermsT], *, about: UUID, since: date, writer: Writer
) -> None:
    """Write the versions as they are after what was agreed from a day on. `rows` are those before, under the lock of
    the thing. One statement for each version that is new or differs. Raises ServiceError for what columns refuse."""
    by_day = {row.valid_from: row for row in rows}
    for version in after:
        if version.valid_from in by_day:
            changed_by = writer if version.valid_from == since else None
            _update(kind, by_day[version.valid_from], version, changed_by)
        else:
            _insert(kind, _row(kind, version, about=about, writer=writer))


def versions_refused(
    versions: Sequence[TermsT], since: date, problems: Callable[[TermsT], Iterable[Problem]]
) -> Iterator[Refused]:
    """Yield what is wrong with the versions of a day and after it; a later one is named by its day. No statement."""
    for version in versions:
        day = version.valid_from
        if day is not None and day >= since:
            for reason in problems_refused(problems(version)):
                named = reason.message if day == since else f"In the version valid from {day}: {reason.message}"
                yield Refused(reason.code, reason.field, named)


def _row(kind: TermsKind[TermsT], version: TermsT, *, about: UUID, writer: Writer) -> TermsRow:
    of: dict[str, Any] = {"organisation_id": writer.organisation_id, **({kind.about: about} if kind.about else {})}
    return kind.model(**of, **kind.columns(version), created_by_id=writer.membership_id)


def _insert(kind: TermsKind[Any], row: TermsRow) -> None:
    fields_check(row, kind.names)
    with refusals(kind.names):
        row.save(force_insert=True)


def _update(kind: TermsKind[TermsT], row: TermsRow, version: TermsT, changed_by: Writer | None) -> None:
    """Write what differs of a version; the one that was changed is its writer's from now on."""
    columns: Columns = kind.columns(version)
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    fields_check(row, kind.names)
    if changed_by:
        row.created_by_id = changed_by.membership_id
        row.created_at = Now()
        changed += ["created_by", "created_at"]
    if changed:
        with refusals(kind.names):
            row.save(force_update=True, update_fields=changed)


def _change_refused(
    kind: TermsKind[TermsT], before: Sequence[TermsT], settings: Settings, since: date, today: date
) -> Iterator[Refused]:
    yield from _cleared(kind, settings)
    if problem := change_day_problem(since, today=today):
        yield from problems_refused([problem])
    elif before and (begins := before[0].valid_from) and since < begins:
        message = f"It exists from {begins} on: give that day or a later one."
        yield Refused(ErrorCode.OUT_OF_RANGE, ("valid_from",), message)
    if len(before) >= MOST_VERSIONS and since not in {version.valid_from for version in before}:
        message = f"It has {len(before)} versions, and no more than {MOST_VERSIONS} are kept: change one that there is."
        yield Refused(ErrorCode.OUT_OF_RANGE, ("valid_from",), message)
    if not settings.keys() - {"reason"}:
        yield Refused(ErrorCode.REQUIRED, (), "Give at least one setting to change, besides validFrom and reason.")


def _entry_refused(kind: TermsKind[Any], place: int, entry: Settings) -> Iterator[Refused]:
    within = ("terms", str(place))
    yield from _cleared(kind, entry, within=within)
    asked = ("valid_from",) if place else _without_default(kind)
    for name in dict.fromkeys(kind.names.get(name, name) for name in asked):
        if name not in entry or (name == "valid_from" and entry[name] is None):
            yield Refused(ErrorCode.REQUIRED, (*within, name), "This is needed.")


def _without_default(kind: TermsKind[Any]) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in fields(kind.terms)
        if each.default is MISSING and each.default_factory is MISSING and each.name != "valid_from"
    )


def _cleared(kind: TermsKind[Any], settings: Settings, *, within: Path = ()) -> Iterator[Refused]:
    for name, value in settings.items():
        if value is None and name not in kind.clearable | {"reason", "valid_from"}:
            message = "This cannot be cleared: give a value, or leave it out."
            yield Refused(ErrorCode.REQUIRED, (*within, name), message)
