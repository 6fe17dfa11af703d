"""One module an entity: fields, constraints, and querysets of one table. Nothing here knows of another row."""

from ops_model.models.account import Account
from ops_model.models.api_token import ApiToken
from ops_model.models.api_token_use import ApiTokenUse
from ops_model.models.check_in import CheckIn
from ops_model.models.data_version import DataVersion
from ops_model.models.framework import FrameworkVersion
from ops_model.models.history import ChangeStatement, histories_of, tracked_models
from ops_model.models.idempotency_key import IdempotencyKey
from ops_model.models.initiative import Initiative
from ops_model.models.initiative_kpi import InitiativeKpi
from ops_model.models.initiative_terms import InitiativeTerms
from ops_model.models.kpi import Kpi
from ops_model.models.kpi_terms import KpiTerms
from ops_model.models.lever import Lever
from ops_model.models.measurement import Measurement
from ops_model.models.membership import Membership
from ops_model.models.milestone import Milestone
from ops_model.models.organisation import Organisation
from ops_model.models.rate_bucket import RateBucket
from ops_model.models.reporting import (
    RptCheckIn,
    RptInitiative,
    RptInitiativeDay,
    RptKpi,
    RptKpiDay,
    RptLever,
    RptLeverDay,
    RptMeasurement,
    RptMilestone,
    RptScorecardDay,
)
from ops_model.models.scoring_policy import ScoringPolicy
from ops_model.models.snapshot import Snapshot, SnapshotInitiative, SnapshotKpi, SnapshotLever
from ops_model.models.trusted_document import TrustedDocument
from ops_model.models.vision import Vision

EVENTS = histories_of([Organisation, *tracked_models()])
"""The event model of every table of an organisation's rows: nothing more is said of a new one."""

__all__ = [
    "EVENTS",
    "Account",
    "ApiToken",
    "ApiTokenUse",
    "ChangeStatement",
    "CheckIn",
    "DataVersion",
    "FrameworkVersion",
    "IdempotencyKey",
    "Initiative",
    "InitiativeKpi",
    "InitiativeTerms",
    "Kpi",
    "KpiTerms",
    "Lever",
    "Measurement",
    "Membership",
    "Milestone",
    "Organisation",
    "RateBucket",
    "RptCheckIn",
    "RptInitiative",
    "RptInitiativeDay",
    "RptKpi",
    "RptKpiDay",
    "RptLever",
    "RptLeverDay",
    "RptMeasurement",
    "RptMilestone",
    "RptScorecardDay",
    "ScoringPolicy",
    "Snapshot",
    "SnapshotInitiative",
    "SnapshotKpi",
    "SnapshotLever",
    "TrustedDocument",
    "Vision",
]
