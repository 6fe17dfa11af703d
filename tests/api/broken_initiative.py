"""How the rules of initiatives, and of what belongs to them, are broken."""

from typing import Any

from tests.api.bad_inputs import Input
from tests.api.broken import (
    Broken,
    Change,
    Code,
    Ways,
    given,
    no_word,
    organisations,
    outside,
    reference,
    taken_code,
    text,
    texts,
)
from tests.api.desk import Desk, Desks, id_of

_CREATE, _SET = "initiativeCreate", "initiativeSetTerms"


def _sets(column: str, *values: list[str]) -> Ways:
    return {
        f"initiative_{column}_set": [
            Broken(mutation, given(**{column: value}), "INVALID", column)
            for mutation in (_CREATE, "initiativeUpdate")
            for value in values
        ]
    }


def _one_version(**changes: Any) -> Change:
    """Give one version of the terms, with something else in it."""
    return lambda _, valid: {**valid, "terms": [{**valid["terms"][0], **changes}]}


def _terms(code: Code, *fields: str, **changes: Any) -> list[Broken]:
    """Break a rule of terms in an initiative's first ones, and in those it is given anew."""
    field, *also = fields
    return [
        Broken(_CREATE, _one_version(**changes), code, f"terms.0.{field}", tuple(f"terms.0.{each}" for each in also)),
        Broken(_SET, given(**changes), code, field, tuple(also)),
    ]


def _versions_of_one_day(_: Desks, valid: Input) -> Input:
    return {**valid, "terms": [valid["terms"][0], {"validFrom": "2026-01-01", "weight": 3.0}]}


def _linked_again(desk: Desk, **columns: Any) -> Input:
    link = desk.link(**columns)
    return {"initiative": id_of(link.initiative), "kpi": id_of(link.kpi)}


def _open_link(desks: Desks, valid: Input) -> Input:
    return {**valid, **_linked_again(desks.here), "linkedOn": "2026-06-01"}


def _ended_link(desks: Desks, valid: Input) -> Input:
    link = _linked_again(desks.here, unlinked_on="2026-01-01")
    return {**valid, **link, "linkedOn": "2026-01-01"}


INITIATIVE: Ways = {
    **texts("initiative", _CREATE),
    **organisations(("initiative", _CREATE)),
    "initiative_code_unique": [
        Broken(mutation, given(code=taken_code), "DUPLICATE", "code")
        for mutation in (_CREATE, "initiativeUpdate", "initiativeClone")
    ],
    **_sets("principles", ["FAST", "FAST"]),
    **_sets("pillars", ["EMPATHY", "EMPATHY"]),
    **_sets("tags", ["a", "a"], [" "], [""], ["x" * 61], [str(number) for number in range(51)]),
    **no_word("initiative_origin_choice", _CREATE, "origin"),
    **no_word("initiative_principles_choice", _CREATE, "principles", many=True),
    **no_word("initiative_pillars_choice", _CREATE, "pillars", many=True),
    **reference("initiative_owner_reference", "initiativeUpdate", "owner", "Membership"),
    **reference("initiative_sponsor_reference", _CREATE, "sponsor", "Membership"),
}

_CULTURE, _TALENT = {"lever": "CULTURE", "primary": True}, {"lever": "TALENT"}

INITIATIVE_TERMS: Ways = {
    "initiative_terms_reason_text": [
        *_terms("TOO_LONG", "reason", reason="x" * 10_001),
        *_terms("INVALID", "reason", reason=" \t"),
        *_terms("INVALID", "reason", reason=""),
    ],
    "initiative_terms_valid_from_unique": [Broken(_CREATE, _versions_of_one_day, "INVALID", "terms.1.validFrom")],
    "initiative_terms_weight_range": [
        *_terms("OUT_OF_RANGE", "weight", weight=-0.1),
        *_terms("OUT_OF_RANGE", "weight", weight=1000.1),
    ],
    "initiative_terms_lever_shares_range": [
        broken
        for share in (-1.0, 0.0, 1000.1)
        for broken in _terms("OUT_OF_RANGE", "leverShares.0.share", leverShares=[{**_CULTURE, "share": share}])
    ],
    "initiative_terms_lever_shares_shape": _terms(
        "DUPLICATE", "leverShares.1.lever", "leverShares.2.lever", leverShares=[_CULTURE, _TALENT, _TALENT]
    ),
    "initiative_terms_primary_lever_share": [
        *_terms("INVALID", "leverShares", leverShares=[{**_CULTURE, "primary": False}, _TALENT]),
        *_terms("INVALID", "leverShares", leverShares=[_CULTURE, {**_TALENT, "primary": True}]),
        *_terms("INVALID", "leverShares", leverShares=[]),
    ],
    **no_word("initiative_terms_stage_choice", "initiativeMove", "stage"),
    **no_word("initiative_terms_primary_lever_choice", _CREATE, "terms.0.leverShares.0.lever"),
    **reference("initiative_terms_initiative_reference", _SET, "id", "Initiative"),
}

_NO_REASONS: tuple[tuple[str, Code], ...] = (("x" * 10_001, "TOO_LONG"), (" \t\n", "REQUIRED"), ("", "REQUIRED"))

MILESTONE: Ways = {
    **text("milestone", "name", "milestoneUpdate"),
    "milestone_reason_text": [
        Broken("milestoneUpdate", given(reason=reason), code, "reason") for reason, code in _NO_REASONS
    ],
    **outside("milestone_weight_range", "milestoneAdd", "weight", 0, -1, 1000.1),
    **reference("milestone_initiative_reference", "milestoneAdd", "initiative", "Initiative"),
}

CHECK_IN: Ways = {
    **texts("check_in", "checkInSubmit"),
    **outside("check_in_confidence_range", "checkInSubmit", "confidence", -0.1, 1.1),
    "check_in_path_to_green_asked": [
        Broken("checkInSubmit", given(health=health, pathToGreen=None), "REQUIRED", "pathToGreen")
        for health in ("AT_RISK", "OFF_TRACK")
    ],
    "check_in_health_choice": [
        Broken("checkInSubmit", given(health=health), "INVALID", "health")
        for health in ("ACHIEVED", "NO_DATA", "NO_TARGET")
    ],
    **reference("check_in_initiative_reference", "checkInSubmit", "initiative", "Initiative"),
}

INITIATIVE_KPI: Ways = {
    **outside("initiative_kpi_weight_range", "initiativeLinkKpi", "weight", 0, -1, 1000.1),
    "initiative_kpi_open_unique": [Broken("initiativeLinkKpi", _open_link, "DUPLICATE", "kpi")],
    "initiative_kpi_linked_on_unique": [Broken("initiativeLinkKpi", _ended_link, "DUPLICATE", "linkedOn")],
    "initiative_kpi_unlinked_on_order": [
        Broken("initiativeUnlinkKpi", given(unlinkedOn="2025-12-31"), "INVALID", "unlinkedOn")
    ],
    **reference("initiative_kpi_initiative_reference", "initiativeLinkKpi", "initiative", "Initiative"),
    **reference("initiative_kpi_kpi_reference", "initiativeLinkKpi", "kpi", "Kpi"),
}
