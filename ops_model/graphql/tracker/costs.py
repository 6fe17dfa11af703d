"""What the tracker's fields cost beyond the rule: what lists have by nature, and what is dearer than a value."""

from ops_model.domain.cost import DAY, Declared

COSTS = {
    "Contribution.contributions": Declared(size=10),
    "Initiative.allTerms": Declared(size=10),
    "Initiative.kpis": Declared(size=10),
    "Initiative.leverShares": Declared(size=6),
    "InitiativeProgress.parts": Declared(size=2),
    "InitiativeTerms.leverShares": Declared(size=6),
    "Kpi.allTerms": Declared(size=10),
    "Kpi.forecast": Declared(weight=20),
    "KpiTerms.interimTargets": Declared(size=10),
    "LeverProgress.lenses": Declared(size=3),
    "Movement.items": Declared(size=50),
    "MovementItem.causes": Declared(size=3),
    "Organisation.levers": Declared(size=6),
    "Organisation.movement": Declared(weight=2 * DAY),
    "Organisation.simulate": Declared(weight=1_000),
    "Organisation.snapshot": Declared(weight=1_000),
    "Organisation.toReach": Declared(weight=50),
    "ReportedLever.lenses": Declared(size=3),
    "ReportedScorecard.contributions": Declared(size=6),
    "ReportedScorecard.levers": Declared(size=6),
    "Scorecard.contributions": Declared(size=6),
    "Scorecard.headline": Declared(weight=DAY),
    "Scorecard.levers": Declared(size=6),
    "Scorecard.outlook": Declared(weight=1500),
    "ScoringPolicy.levers": Declared(size=6),
    "StageText.moves": Declared(size=6),
    "Viewer.memberships": Declared(size=1),
}
"""By `Type.field`; docs/limits.md lists them."""
