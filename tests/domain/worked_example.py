"""The worked example of docs/progress.md as facts."""

from datetime import date

from ops_model.domain.framework import LeverKind
from tests.domain.build import (
    assessment,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    milestone,
    organisation,
)

AS_OF = date(2026, 7, 1)

ENPS = kpi(kpi_terms(10, 50, weight=2.0), {"2026-06-30": 24}, code="ENPS", name="eNPS")

ATTRITION = kpi(kpi_terms(0.12, 0.08), {"2026-04-30": "0.10"}, code="ATTRITION", name="Regretted attrition")

LEADER_DAYS = initiative(
    initiative_terms(target_date=date(2026, 12, 31)),
    [milestone("2026-03-01", "2026-03-01", weight=1.0), milestone("2026-09-01", weight=3.0)],
    code="LEADER-DAYS",
    name="Leader customer days",
)

ASSESSMENT = assessment("2026-02-01", 2, 3, 4, None)

WORKED_EXAMPLE = organisation([ENPS, ATTRITION], [LEADER_DAYS], assessments={LeverKind.CULTURE: [ASSESSMENT]})

WITHOUT_ASSESSMENT = organisation([ATTRITION, ENPS], [LEADER_DAYS])

__all__ = ["ASSESSMENT", "AS_OF", "ATTRITION", "ENPS", "LEADER_DAYS", "WITHOUT_ASSESSMENT", "WORKED_EXAMPLE"]
