"""KPIs, with all their terms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.framework import Indicator, LeverKind
from ops_model.domain.progress.facts import Band, DatedValue
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.selectors.facts.measurement_facts import Measured
from ops_model.selectors.facts.sql import Ids, Row, rows_read
from ops_model.selectors.reports import Kpi, KpiTerms

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_OF_KPI = 15
"""How many columns of a row are the KPI's; the others are one version of its terms."""

_STATEMENT = """
SELECT
    kpi.id::text, code, name, definition, lever, unit, decimals, indicator, source, owner_id::text, archived_on,
    version, kpi.created_at::text, updated_at::text, updated_by_id::text,
    valid_from, role, direction, aggregation, window_size, frequency, weight,
    baseline_value, baseline_on, target_value, target_on, interim_values, interim_on,
    band_lower, band_upper, band_tolerance, reason, terms.created_at::text, created_by_id::text
FROM kpi
JOIN kpi_terms AS terms ON terms.organisation_id = kpi.organisation_id AND terms.kpi_id = kpi.id
WHERE kpi.organisation_id = %(organisation_id)s
ORDER BY code COLLATE "C", valid_from
"""


def kpi_rows(organisation_id: UUID) -> list[Row]:
    """Read the organisation's KPIs, by code, a row for each version of its terms, oldest first. One statement."""
    return rows_read(_STATEMENT, {"organisation_id": organisation_id})


def terms_by_kpi(rows: list[Row], ids: Ids, state: "OrganisationState") -> dict[UUID, tuple[KpiTerms, ...]]:
    """Make the reports of all terms, by the KPI's id."""
    return {
        ids[kpi_id]: tuple(_terms(row[_OF_KPI:], ids, state) for row in versions)
        for kpi_id, versions in groupby(rows, key=itemgetter(0))
    }


def kpi_reports(
    rows: list[Row],
    terms: dict[UUID, tuple[KpiTerms, ...]],
    measured: dict[UUID, Measured],
    ids: Ids,
    state: "OrganisationState",
) -> tuple[Kpi, ...]:
    """Make the reports of all KPIs, by code, given their terms and what was measured of them by their id."""
    first_rows = {row[0]: row for row in reversed(rows)}
    return tuple(_kpi(first_rows[row_id], terms, measured, ids, state) for row_id in reversed(first_rows))


def _kpi(
    row: Row,
    terms: dict[UUID, tuple[KpiTerms, ...]],
    measured: dict[UUID, Measured],
    ids: Ids,
    state: "OrganisationState",
) -> Kpi:
    (id_text, code, name, definition, lever, unit, decimals, indicator, source, owner_id, archived_on, *edits) = row[
        :_OF_KPI
    ]
    id_ = ids[id_text]
    of_kpi = measured.get(id_, Measured())
    return Kpi(
        id=id_,
        code=code,
        name=name,
        definition=definition,
        lever_kind=LeverKind[lever],
        unit=unit,
        decimals=decimals,
        indicator=Indicator[indicator] if indicator else None,
        source=source,
        owner_id=ids.maybe(owner_id),
        archived_on=archived_on,
        terms=terms[id_],
        measurements=of_kpi.listed,
        carried=of_kpi.carried,
        edits=ids.edits(*edits),
        state=state,
    )


def _terms(columns: Row, ids: Ids, state: "OrganisationState") -> KpiTerms:
    (valid_from, role, direction, aggregation, window, frequency, weight, *goal) = columns
    (baseline, baseline_on, target, target_on, interim, interim_on, lower, upper, tolerance, *made) = goal
    reason, created, created_by_id = made
    has_band = lower is not None or upper is not None
    return KpiTerms(
        valid_from=valid_from,
        role=KpiRole[role],
        direction=Direction[direction],
        aggregation=Aggregation[aggregation],
        window=window,
        frequency=Frequency[frequency],
        weight=weight,
        baseline=None if baseline_on is None else DatedValue(value=baseline, on=baseline_on),
        target=None if target_on is None else DatedValue(value=target, on=target_on),
        interim_targets=_dated_values(interim, interim_on),
        band=Band(lower=lower, upper=upper, tolerance=tolerance) if has_band else None,
        reason=reason,
        created=created,
        created_by_id=ids.maybe(created_by_id),
        state=state,
    )


def _dated_values(values: Sequence[Decimal], days: Sequence[date]) -> tuple[DatedValue, ...]:
    return tuple(DatedValue(value=value, on=on) for value, on in zip(values, days, strict=True))
