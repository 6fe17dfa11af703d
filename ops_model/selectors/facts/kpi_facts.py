"""KPIs, with all their terms."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.makers import maker
from ops_model.domain.progress.facts import Band, DatedValue
from ops_model.selectors.facts.measurement_facts import UNMEASURED, Measured
from ops_model.selectors.facts.sql import Ids, Row, array_words, rows_read
from ops_model.selectors.facts.words import AGGREGATIONS, DIRECTIONS, FREQUENCIES, INDICATORS, LEVERS, ROLES
from ops_model.selectors.reports import Kpi, KpiTerms

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_SHOWN, _EDITS, _AGREED, _GOAL, _MADE = slice(0, 11), slice(11, 15), slice(15, 22), slice(22, 31), slice(31, 34)
"""Which columns of a row are the KPI's, of which the last tell of its edits; and which are one version's of its terms,
of which the last tell of its making."""

_kpi = maker(
    Kpi,
    *("id", "code", "name", "definition", "lever_kind", "unit", "decimals", "indicator", "source", "owner_id"),
    *("archived_on", "terms", "measurements", "carried", "edits", "state"),
)
_terms = maker(
    KpiTerms,
    *("valid_from", "role", "direction", "aggregation", "window", "frequency", "weight"),
    *("baseline", "target", "interim_targets", "band", "reason", "created", "created_by_id", "state"),
)
_dated_value = maker(DatedValue, "value", "on")
_band = maker(Band, "lower", "upper", "tolerance")

_STATEMENT = """
SELECT
    kpi.id::text, code, name, definition, lever, unit, decimals, indicator, source, owner_id::text, archived_on,
    version, kpi.created_at::text, updated_at::text, updated_by_id::text,
    valid_from, role, direction, aggregation, window_size, frequency, weight,
    baseline_value, baseline_on, target_value, target_on, interim_values::text, interim_on::text,
    band_lower, band_upper, band_tolerance, reason, terms.created_at::text, created_by_id::text
FROM kpi
JOIN kpi_terms AS terms ON terms.organisation_id = kpi.organisation_id AND terms.kpi_id = kpi.id
WHERE kpi.organisation_id = %(organisation_id)s
ORDER BY code COLLATE "C", valid_from
"""


def kpi_rows(organisation_id: UUID) -> list[Row]:
    """Read the organisation's KPIs, by code, a row for each version of its terms, oldest first. One statement."""
    return rows_read(_STATEMENT, {"organisation_id": organisation_id})


def terms_by_kpi(rows: list[Row], ids: Ids, state: "OrganisationState") -> dict[str, tuple[KpiTerms, ...]]:
    """Make the reports of all terms, by the text of the KPI's id, in the order of rows."""
    groups: defaultdict[str, list[KpiTerms]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(_terms_of(row, ids, state))
    return {kpi_id: tuple(terms) for kpi_id, terms in groups.items()}


def kpi_reports(
    rows: list[Row],
    terms: dict[str, tuple[KpiTerms, ...]],
    measured: dict[str, Measured],
    ids: Ids,
    state: "OrganisationState",
) -> dict[str, Kpi]:
    """Make the reports of all KPIs, in the order of their codes by the texts of their ids, given their terms and what
    was measured of them by the same texts."""
    kpis = {row[0]: row for row in rows}
    return {id_: _kpi_of(row, terms[id_], measured.get(id_, UNMEASURED), ids, state) for id_, row in kpis.items()}


def _kpi_of(row: Row, terms: tuple[KpiTerms, ...], measured: Measured, ids: Ids, state: "OrganisationState") -> Kpi:
    id_, code, name, definition, lever, unit, decimals, indicator, source, owner_id, archived_on = row[_SHOWN]
    return _kpi(
        ids[id_],
        code,
        name,
        definition,
        LEVERS[lever],
        unit,
        decimals,
        indicator and INDICATORS[indicator],
        source,
        owner_id and ids[owner_id],
        archived_on,
        terms,
        measured.listed,
        measured.carried,
        row[_EDITS],
        state,
    )


def _terms_of(row: Row, ids: Ids, state: "OrganisationState") -> KpiTerms:
    valid_from, role, direction, aggregation, window, frequency, weight = row[_AGREED]
    baseline, baseline_on, target, target_on, interim, interim_on, lower, upper, tolerance = row[_GOAL]
    reason, created, created_by_id = row[_MADE]
    return _terms(
        valid_from,
        ROLES[role],
        DIRECTIONS[direction],
        AGGREGATIONS[aggregation],
        window,
        FREQUENCIES[frequency],
        weight,
        baseline_on and _dated_value(baseline, baseline_on),
        target_on and _dated_value(target, target_on),
        () if interim == "{}" else _dated_values(interim, interim_on),
        None if lower is None and upper is None else _band(lower, upper, tolerance),
        reason,
        created,
        created_by_id and ids[created_by_id],
        state,
    )


def _dated_values(values: str, days: str) -> tuple[DatedValue, ...]:
    return tuple(map(_dated_value, map(Decimal, array_words(values)), map(date.fromisoformat, array_words(days))))
