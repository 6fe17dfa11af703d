"""The scorecard over HTTP: the worked example's figures, whole, and each of them explained."""

import pytest

from tests.api.client import Api
from tests.api.world import World

SCORECARD = """
query Scorecard($slug: String!) {
  organisation(slug: $slug) {
    name
    scorecard {
      asOf index expectedIndex health coverage sufficient
      policy { validFrom outcomeWeight deliveryWeight maturityWeight deliveryShare levers { weight targetLevel } }
      vision { statement northStar { code } }
      northStar { kpi { code } value attainment health }
      levers { ...LeverFigures }
      counts { ...CountFigures }
      guardrails { breach }
      attention(first: 5) {
        subject { __typename ... on Kpi { code } ... on Initiative { code } } reasons sentence indexPointsAtStake
      }
    }
  }
}
fragment LeverFigures on LeverProgress {
  lever { kind name } weight progress expectedProgress health coverage sufficient
  lenses { lens value expected weight share points indexPoints excluded coverage }
}
fragment CountFigures on Counts {
  initiativesByStage { stage count } initiativesByHealth { health count } kpisByHealth { health count }
  overdueMilestones checkInsDue watermelons staleKpis breaches
}
"""

# The worked example without its assessment: maturity has no value, and its weight of 0.2 goes to nobody.
OUTCOME = (2 * 0.35 + 1 * 0.5) / 3
EXPECTED_ENPS = (10 + 40 * 181 / 364 - 10) / 40
EXPECTED_ATTRITION = 181 / 364
EXPECTED_OUTCOME = (2 * EXPECTED_ENPS + EXPECTED_ATTRITION) / 3
PROGRESS = (0.5 * OUTCOME + 0.3 * 0.25) / 0.8
EXPECTED_PROGRESS = (0.5 * EXPECTED_OUTCOME + 0.3 * 0.25) / 0.8
COVERAGE = 0.5 * 2 / 3 + 0.3

STAGES = ("PROPOSED", "APPROVED", "IN_PROGRESS", "ON_HOLD", "IMPLEMENTED", "VALUE_CONFIRMED", "CANCELLED")
HEALTHS = ("ON_TRACK", "AT_RISK", "OFF_TRACK", "ACHIEVED", "NO_TARGET", "NO_DATA")


def about(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def test_the_scorecard_shows_the_worked_example(example: World, api: Api) -> None:
    culture = {
        "lever": {"kind": "CULTURE", "name": "Culture"},
        "weight": 1.0,
        "progress": about(PROGRESS),
        "expectedProgress": about(EXPECTED_PROGRESS),
        "health": "ON_TRACK",
        "coverage": about(COVERAGE),
        "sufficient": True,
        "lenses": [
            _lens("OUTCOME", OUTCOME, EXPECTED_OUTCOME, weight=0.5, coverage=2 / 3),
            _lens("DELIVERY", 0.25, 0.25, weight=0.3, coverage=1.0),
            _no_lens("MATURITY", 0.2),
        ],
    }
    assert api.data(SCORECARD, slug=example.slug) == {
        "organisation": {
            "name": "Worked example",
            "scorecard": {
                "asOf": "2026-07-01",
                "index": about(100 * PROGRESS),
                "expectedIndex": about(100 * EXPECTED_PROGRESS),
                "health": "NO_DATA",
                "coverage": about(COVERAGE / 6),
                "sufficient": False,
                "policy": {
                    "validFrom": None,
                    "outcomeWeight": 0.5,
                    "deliveryWeight": 0.3,
                    "maturityWeight": 0.2,
                    "deliveryShare": 0.5,
                    "levers": [{"weight": 1.0, "targetLevel": 5}] * 6,
                },
                "vision": {"statement": "Every customer is known.", "northStar": {"code": "eNPS"}},
                "northStar": {"kpi": {"code": "eNPS"}, "value": 24.0, "attainment": about(0.35), "health": "AT_RISK"},
                "levers": [
                    culture if kind == "CULTURE" else _empty_lever(kind)
                    for kind in ("STRUCTURE", "CULTURE", "TALENT", "METRICS", "PROCESSES", "TECHNOLOGY")
                ],
                "counts": {
                    "initiativesByStage": _by("stage", STAGES, IN_PROGRESS=1),
                    "initiativesByHealth": _by("health", HEALTHS, ON_TRACK=1),
                    "kpisByHealth": _by("health", HEALTHS, AT_RISK=1, ON_TRACK=1),
                    "overdueMilestones": 0,
                    "checkInsDue": 1,
                    "watermelons": 0,
                    "staleKpis": 1,
                    "breaches": 0,
                },
                "guardrails": [],
                "attention": _attention(),
            },
        }
    }


def _attention() -> list[dict[str, object]]:
    # What is at stake is its whole share of the index times its gap: the lens's share times the KPI's in the lens.
    at_stake = 100 * (0.5 / 0.8) * (2 / 3) * (EXPECTED_ENPS - 0.35)
    return [
        {
            "subject": {"__typename": "Kpi", "code": "eNPS"},
            "reasons": ["AT_RISK"],
            "sentence": "eNPS is at risk: 24 against an expected 29.9; it holds back the index by 6.1 points.",
            "indexPointsAtStake": about(at_stake),
        },
        {
            "subject": {"__typename": "Kpi", "code": "ATTRITION"},
            "reasons": ["STALE"],
            "sentence": "Regretted attrition was last measured on 2026-04-30.",
            "indexPointsAtStake": 0.0,
        },
        {
            "subject": {"__typename": "Initiative", "code": "SQUADS"},
            "reasons": ["CHECK_IN_DUE", "THEATRE"],
            "sentence": "Journey squads has had a check-in due since 2026-01-16; "
            "it is linked to no KPI that shows an ambition.",
            "indexPointsAtStake": 0.0,
        },
    ]


def _by(name: str, values: tuple[str, ...], **counts: int) -> list[dict[str, object]]:
    return [{name: value, "count": counts.get(value, 0)} for value in values]


def _lens(lens: str, value: float, expected: float, *, weight: float, coverage: float) -> dict[str, object]:
    share = weight / 0.8
    return {
        "lens": lens,
        "value": about(value),
        "expected": about(expected),
        "weight": weight,
        "share": about(share),
        "points": about(share * value),
        "indexPoints": about(100 * share * value),
        "excluded": None,
        "coverage": about(coverage),
    }


def _no_lens(lens: str, weight: float) -> dict[str, object]:
    nothing = dict.fromkeys(("value", "expected", "share", "points"))
    return {"lens": lens, "weight": weight, **nothing, "indexPoints": 0.0, "excluded": "NO_DATA", "coverage": 0.0}


def _empty_lever(kind: str) -> dict[str, object]:
    return {
        "lever": {"kind": kind, "name": kind.capitalize()},
        "weight": 1.0,
        "progress": None,
        "expectedProgress": None,
        "health": "NO_DATA",
        "coverage": 0.0,
        "sufficient": False,
        "lenses": [_no_lens("OUTCOME", 0.5), _no_lens("DELIVERY", 0.3), _no_lens("MATURITY", 0.2)],
    }


EXPLAINED = """
query Explained($slug: String!) {
  organisation(slug: $slug) {
    scorecard { index contributions { ...Item contributions { ...Item } } }
    initiative(code: "SQUADS") {
      progress { progress parts { lens value points excluded contributions { ...Item } } }
    }
  }
}
fragment Item on Contribution {
  subject { __typename ... on Lever { kind } ... on Kpi { code } ... on Initiative { code } ... on Milestone { name } }
  value share points indexPoints excluded
}
"""


def test_every_figure_says_what_it_is_made_of(example: World, api: Api) -> None:
    organisation = api.data(EXPLAINED, slug=example.slug)["organisation"]
    levers = organisation["scorecard"]["contributions"]
    counted = [lever for lever in levers if lever["excluded"] is None]
    assert [lever["subject"]["kind"] for lever in counted] == ["CULTURE"]
    assert sum(lever["points"] for lever in counted) == about(organisation["scorecard"]["index"])
    leaves = counted[0]["contributions"]
    assert {leaf["subject"]["code"] for leaf in leaves} == {"eNPS", "ATTRITION", "SQUADS"}
    assert sum(leaf["points"] for leaf in leaves) == about(counted[0]["value"])
    assert sum(leaf["indexPoints"] for leaf in leaves) == about(organisation["scorecard"]["index"])


def test_an_initiatives_progress_is_made_of_its_milestones(example: World, api: Api) -> None:
    progress = api.data(EXPLAINED, slug=example.slug)["organisation"]["initiative"]["progress"]
    delivery, outcome = progress["parts"]
    assert (progress["progress"], delivery["points"], outcome["excluded"]) == (0.25, 0.25, "NO_DATA")
    assert [(item["subject"]["name"], item["points"], item["indexPoints"]) for item in delivery["contributions"]] == [
        ("First squad", 0.25, None),
        ("All squads", 0.0, None),
    ]
