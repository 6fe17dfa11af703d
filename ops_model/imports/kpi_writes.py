"""A KPI as the sheet says it: made, or changed in what differs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from ops_model.domain.progress.vocabulary import Frequency
from ops_model.domain.rules import NAME_LENGTH
from ops_model.imports.changes import changed_said, differences, given
from ops_model.imports.kpi_goal import KpiGoal, KpiPeriod
from ops_model.imports.kpi_rows import KpiLasting, KpiRows
from ops_model.imports.mapping import KpiMapping, PeriodKind
from ops_model.imports.numbers import decimals_of
from ops_model.imports.report import Deed, Line
from ops_model.imports.sheet_kind import Run
from ops_model.selectors.reports import Kpi, KpiTerms
from ops_model.services.kpi import kpi_create, kpi_set_terms, kpi_update

_MOST_DECIMALS_SHOWN = 4
_FREQUENCIES = {
    PeriodKind.FISCAL_YEAR: Frequency.YEARLY,
    PeriodKind.FISCAL_QUARTER: Frequency.QUARTERLY,
    PeriodKind.YEAR: Frequency.YEARLY,
    PeriodKind.QUARTER: Frequency.QUARTERLY,
    PeriodKind.MONTH: Frequency.MONTHLY,
    PeriodKind.WEEK: Frequency.WEEKLY,
    PeriodKind.DATE: Frequency.MONTHLY,
}
"""How often a new KPI is measured where the sheet does not say."""


def kpi_made(
    run: Run[KpiMapping], rows: KpiRows, lasting: KpiLasting, goal: KpiGoal, periods: Sequence[KpiPeriod]
) -> tuple[UUID, Line]:
    """Make a KPI with its terms, and return its id and what was done.

    Statements and refusals are those of `kpi_create`.
    """
    columns = {"code": rows.code, "decimals": _decimals_shown(periods), **_columns(lasting)}
    frequency = {"frequency": _FREQUENCIES[run.mapping.period.kind]}
    terms = {**frequency, **given(goal.settings), **given(_agreed(lasting))}
    kpi_id = kpi_create(writer=run.writer, columns=columns, terms=[terms])
    said = f"{rows.code} of {lasting.lever}, {goal}"
    return kpi_id, Line(thing="KPI", deed=Deed.CREATED, rows=rows.numbers, said=said)


def kpi_changed(
    run: Run[KpiMapping], rows: KpiRows, lasting: KpiLasting, goal: KpiGoal, *, kpi: Kpi, terms: KpiTerms
) -> tuple[UUID, Line]:
    """Change a KPI in what the sheet says otherwise, its terms from today on, and return its id and what was done.

    Statements and refusals are those of `kpi_update` and `kpi_set_terms`, none where nothing differs.
    """
    columns = _columns(lasting)
    there = {name: kpi.lever_kind if name == "lever" else getattr(kpi, name) for name in columns}
    changes, settings = differences(columns, there), _settings(lasting, goal, terms)
    if changes:
        kpi_update(writer=run.writer, kpi_id=kpi.id, version=kpi.version, columns=changes)
    if settings:
        version, with_reason = kpi.version + bool(changes), {**settings, "reason": run.reason}
        kpi_set_terms(writer=run.writer, kpi_id=kpi.id, version=version, valid_from=None, settings=with_reason)
    said = [kpi.code, *changed_said(changes, there)]
    if settings:
        said += [f"from {run.writer.today} on", *_settings_said(settings, goal, terms)]
    deed = Deed.CHANGED if changes or settings else Deed.UNCHANGED
    return kpi.id, Line(thing="KPI", deed=deed, rows=rows.numbers, said=", ".join(said))


def shown_name(name: str) -> str:
    """Return a name as it is kept: up to 200 characters, cut at a word."""
    if len(name) <= NAME_LENGTH:
        return name
    return name[: NAME_LENGTH - 1].rsplit(" ", 1)[0] + "\N{HORIZONTAL ELLIPSIS}"


def name_notes(name: str) -> Iterator[str]:
    """Say where a name is cut."""
    if len(name) > NAME_LENGTH:
        yield f"its name is longer than {NAME_LENGTH} characters: it is cut, and stands whole in the definition"


def _columns(lasting: KpiLasting) -> dict[str, Any]:
    """Return the columns of the row that the sheet says. A name that is cut stands whole in the definition."""
    name, unit = lasting.name, lasting.unit
    whole = name if name and len(name) > NAME_LENGTH else None
    columns = {
        "name": name and shown_name(name),
        "definition": "\n\n".join(filter(None, (whole, lasting.definition))) or None,
        "lever": lasting.lever,
        "unit": unit and unit.unit,
        "decimals": lasting.decimals if lasting.decimals is not None else unit and unit.decimals,
        "indicator": lasting.indicator,
        "source": lasting.source,
        "owner_id": lasting.owner_id,
    }
    return given(columns)


def _agreed(lasting: KpiLasting) -> dict[str, Any]:
    names = ("role", "frequency", "aggregation", "window", "weight")
    return {name: getattr(lasting, name) for name in names}


def _settings(lasting: KpiLasting, goal: KpiGoal, terms: KpiTerms) -> dict[str, Any]:
    """Return the settings in which the sheet differs from the terms in force; no goal in the sheet leaves theirs."""
    agreed = _agreed(lasting)
    settings = differences(agreed, {name: getattr(terms, name) for name in agreed})
    if goal.is_set or not (terms.target or terms.band):
        names = goal.settings if goal.is_set else ("direction",)
        settings |= {name: goal.settings[name] for name in names if goal.settings[name] != getattr(terms, name)}
    return settings


def _settings_said(settings: Mapping[str, Any], goal: KpiGoal, terms: KpiTerms) -> Iterator[str]:
    agreed = {name: value for name, value in settings.items() if name not in goal.settings}
    yield from changed_said(agreed, {name: getattr(terms, name) for name in agreed})
    if len(agreed) < len(settings):
        yield str(goal)


def _decimals_shown(periods: Sequence[KpiPeriod]) -> int:
    numbers = [number for one in periods for number in (one.actual, one.target, one.lower, one.upper) if number]
    return min(max(map(decimals_of, numbers), default=0), _MOST_DECIMALS_SHOWN)
