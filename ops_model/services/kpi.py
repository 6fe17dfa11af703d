"""KPIs, and what is agreed about them."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.domain.progress import facts
from ops_model.domain.rules import kpi_terms_problems
from ops_model.models import Kpi
from ops_model.services.archive import row_archive, unarchived_lock
from ops_model.services.errors import ErrorCode, Reasons, Refused, ServiceError, refuse
from ops_model.services.refusals import fields_check, one_write, problems_refused
from ops_model.services.rows import (
    Changes,
    columns_check,
    members_check,
    row_change,
    row_lock,
    without_nulls,
)
from ops_model.services.terms import (
    Settings,
    terms_agreed,
    terms_first,
    terms_insert,
    terms_rows,
    terms_write,
    versions_refused,
)
from ops_model.services.terms_rows import KPI_TERMS
from ops_model.services.writer import Writer


def kpi_create(*, writer: Writer, columns: Changes, terms: Sequence[Settings]) -> UUID:
    """Make a KPI with its terms, and return its id.

    `columns` are those of the row; each entry of `terms` has settings by their names in the arithmetic. The KPI exists
    from the first entry's `valid_from`: any day not after today; left out, the day of its baseline, without one today.
    Later entries say from when they hold, and take over what they leave out. Two statements, one
    more for an owner. Raises ServiceError: FORBIDDEN, DUPLICATE for the code, NOT_FOUND or INVALID for the owner, and
    what terms cannot be.
    """
    writer.ask(Action.KPI_CREATE)
    row = Kpi(organisation_id=writer.organisation_id, updated_by_id=writer.membership_id, **without_nulls(columns))
    reasons = Reasons()
    with reasons.found():
        fields_check(row)
    with reasons.found():
        versions = _first_versions(terms, writer=writer)
    reasons.refuse()
    with one_write():
        members_check(writer, columns, ["owner"])
        row.save(force_insert=True)
        terms_insert(KPI_TERMS, versions, about=row.pk, writer=writer)
    return row.pk


def kpi_update(*, writer: Writer, kpi_id: UUID, version: int, columns: Changes) -> UUID:
    """Change what stays the same of a KPI: the columns given, and no others. Its lever and unit restate the past.

    Two statements, one more for an owner. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for one that is
    archived, DUPLICATE for the code, and what columns cannot be.
    """
    writer.ask(Action.KPI_UPDATE)
    columns_check(columns)
    with one_write():
        kpi = unarchived_lock(Kpi, writer, kpi_id, version=version)
        members_check(writer, columns, ["owner"])
        row_change(kpi, writer, columns)
    return kpi_id


def kpi_set_terms(*, writer: Writer, kpi_id: UUID, version: int, valid_from: date | None, settings: Settings) -> UUID:
    """Agree some settings of a KPI anew, with a `reason`, from a day on: today (None), or a later one. Later versions
    follow in what they had the same. The KPI's version counts it.

    Three statements, and one for each version that differs. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT,
    INVALID for one that is archived, REQUIRED for the reason, OUT_OF_RANGE for a day in the past, and what terms cannot
    be.
    """
    writer.ask(Action.KPI_SET_TERMS)
    since = valid_from or writer.today
    with one_write():
        kpi = unarchived_lock(Kpi, writer, kpi_id, version=version)
        if not (settings.get("reason") or "").strip():
            raise ServiceError(ErrorCode.REQUIRED, ("reason",), "Say why: people will ask when the goal has moved.")
        rows = terms_rows(KPI_TERMS, about=kpi_id, writer=writer)
        after = kpi_terms_agreed([*map(KPI_TERMS.read, rows)], settings, since=since, today=writer.today)
        terms_write(KPI_TERMS, rows, after, about=kpi_id, since=since, writer=writer)
        row_change(kpi, writer, {})
    return kpi_id


def kpi_terms_agreed(
    before: Sequence[facts.KpiTerms], settings: Settings, *, since: date, today: date
) -> tuple[facts.KpiTerms, ...]:
    """Return all versions of a KPI's terms as they are after some settings are agreed from a day on. No statement.

    Raises ServiceError for what `kpi_set_terms` does, but for the lack of a reason.
    """

    def refused(after: Sequence[facts.KpiTerms]) -> Iterator[Refused]:
        return versions_refused(after, since, kpi_terms_problems)

    return terms_agreed(KPI_TERMS, before, _settings(settings), since=since, today=today, refused=refused)


def kpi_archive(*, writer: Writer, kpi_id: UUID, version: int, archived_on: date | None) -> UUID:
    """Take a KPI out from a day on, or (None) back in: it is in no list and no figure of days from then on.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, OUT_OF_RANGE for a day before it exists.
    """
    writer.ask(Action.KPI_ARCHIVE)
    with one_write():
        kpi = row_lock(Kpi, writer, kpi_id, version=version)
        begins = terms_rows(KPI_TERMS, about=kpi_id, writer=writer)[0].valid_from
        row_archive(kpi, writer, archived_on, begins=begins)
    return kpi_id


def _first_versions(terms: Sequence[Settings], *, writer: Writer) -> tuple[facts.KpiTerms, ...]:
    baseline = terms[0].get("baseline") if terms else None
    begins = min(baseline.on, writer.today) if baseline else writer.today
    entries = [*map(_settings, terms)]
    versions = terms_first(KPI_TERMS, entries, begins=begins, writer=writer)
    refuse(
        refused
        for place, version in enumerate(versions)
        for refused in problems_refused(kpi_terms_problems(version), within=("terms", str(place)))
    )
    return versions


def _settings(given: Settings) -> Settings:
    """Return settings as the arithmetic has them: cleared interim targets are none."""
    return {**given, "interim_targets": tuple(given["interim_targets"] or ())} if "interim_targets" in given else given
