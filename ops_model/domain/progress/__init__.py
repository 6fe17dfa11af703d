"""How progress is computed: facts and a date in, figures out.

The one place where a formula stands; docs/progress.md says the same in words. Ratios are floats where 1 means 100 %,
what cannot be computed is None, and nothing is rounded.
"""

from ops_model.domain.progress.dates import begun, link_in_force, policy_in_force, terms_in_force
from ops_model.domain.progress.forecast import kpi_forecast
from ops_model.domain.progress.headline import headline_since, headline_text
from ops_model.domain.progress.milestones import milestone_overdue, slippage_days
from ops_model.domain.progress.movement import movement_between, movement_restated
from ops_model.domain.progress.organisation import organisation_figures
from ops_model.domain.progress.standings import end_of
from ops_model.domain.progress.value import Point, kpi_series, measurements_needed

__all__ = [
    "Point",
    "begun",
    "end_of",
    "headline_since",
    "headline_text",
    "kpi_forecast",
    "kpi_series",
    "link_in_force",
    "measurements_needed",
    "milestone_overdue",
    "movement_between",
    "movement_restated",
    "organisation_figures",
    "policy_in_force",
    "slippage_days",
    "terms_in_force",
]
