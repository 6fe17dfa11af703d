"""Reports: what is shown of things, frozen.

A report extends the facts that the arithmetic is given, so that figures point back at reports. Each belongs to the
state of one organisation as of one date (`state`), looks up there what it refers to, and never causes a statement.
Attributes are called as in the API, in snake case.
"""

from ops_model.selectors.reports.api_token import ApiToken
from ops_model.selectors.reports.change import Change, ChangedField
from ops_model.selectors.reports.check_in import CheckIn
from ops_model.selectors.reports.editable import Editable, Edits
from ops_model.selectors.reports.initiative import Initiative, InitiativeTerms, LeverShare
from ops_model.selectors.reports.kpi import Kpi, KpiTerms
from ops_model.selectors.reports.lever import Lever
from ops_model.selectors.reports.link import KpiLink
from ops_model.selectors.reports.measurement import MeasurementReport
from ops_model.selectors.reports.membership import Membership
from ops_model.selectors.reports.milestone import Milestone
from ops_model.selectors.reports.policy import LeverPolicy, ScoringPolicy
from ops_model.selectors.reports.scorecard import Scorecard
from ops_model.selectors.reports.vision import Vision

__all__ = [
    "ApiToken",
    "Change",
    "ChangedField",
    "CheckIn",
    "Editable",
    "Edits",
    "Initiative",
    "InitiativeTerms",
    "Kpi",
    "KpiLink",
    "KpiTerms",
    "Lever",
    "LeverPolicy",
    "LeverShare",
    "MeasurementReport",
    "Membership",
    "Milestone",
    "Scorecard",
    "ScoringPolicy",
    "Vision",
]
