"""An input of each mutation that is written: of everything that an input may say, something that is valid."""

from collections.abc import Callable, Mapping
from typing import Any

from ops_model.domain.roles import Role
from tests.api.desk import Desk, Owner, id_of, some_code, some_email

Input = dict[str, Any]
Maker = Callable[[Desk, Owner], Input]
"""Makes an input about something new, which an owner has: an initiative, a KPI, or what belongs to one."""

BASELINE = {"value": "10", "on": "2026-01-01"}
TARGET = {"value": "50", "on": "2026-12-31"}
INTERIM = [{"value": "20", "on": "2026-04-01"}, {"value": "30", "on": "2026-08-01"}]
GOAL = {"direction": "INCREASE", "baseline": BASELINE, "target": TARGET, "interimTargets": INTERIM}
BAND = {"lower": "10", "upper": "20", "tolerance": "5"}
HELD: Input = {"direction": "MAINTAIN", "target": None, "interimTargets": [], "band": BAND}
SHARES = [{"lever": "CULTURE", "share": 2.0, "primary": True}, {"lever": "TALENT", "share": 1.0, "primary": False}]
MEASURED = {"observedOn": "2026-06-01", "value": "12.5", "sampleSize": 100, "margin": "0.5", "note": "By phone."}
_COUNTED = {"aggregation": "LATEST", "window": 3, "frequency": "MONTHLY", "weight": 1.0, "role": "AMBITION"}


def _initiative_columns(desk: Desk) -> Input:
    return {
        "code": some_code(),
        "name": "Journey squads",
        "summary": "Squads own journeys.",
        "customerOutcome": "One person knows my case.",
        "origin": "CUSTOMER",
        "owner": desk.member(Role.EDITOR),
        "sponsor": desk.member(Role.VIEWER),
        "startDate": "2026-02-01",
        "principles": ["FAST", "CONNECTED"],
        "pillars": ["EMPATHY"],
        "tags": ["journeys", "squads"],
    }


def _initiative_create(desk: Desk, _: Owner) -> Input:
    first = {"weight": 2.0, "targetDate": "2026-12-31", "leverShares": SHARES, "stage": "PROPOSED"}
    terms = [
        {**first, "validFrom": "2026-01-01", "reason": "Agreed."},
        {"stage": "APPROVED", "validFrom": "2026-03-01", "weight": 1.0},
    ]
    return {"organisation": desk.slug, **_initiative_columns(desk), "terms": terms}


def _initiative_update(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.initiative(owner)), "version": 1, **_initiative_columns(desk)}


def _initiative_set_terms(desk: Desk, owner: Owner) -> Input:
    terms = {"weight": 3.0, "targetDate": "2026-11-30", "leverShares": SHARES, "validFrom": "2026-08-01"}
    return {"id": id_of(desk.initiative(owner)), "version": 1, **terms, "reason": "Agreed anew."}


def _initiative_move(desk: Desk, owner: Owner) -> Input:
    moved = {"stage": "ON_HOLD", "validFrom": "2026-07-01", "reason": "Nobody is free."}
    return {"id": id_of(desk.initiative(owner)), "version": 1, **moved}


def _initiative_clone(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.initiative(owner)), "code": some_code(), "name": "Again", "startDate": "2026-09-01"}


def _initiative_archive(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.initiative(owner)), "version": 1, "archivedOn": "2026-07-01"}


def _initiative_link_kpi(desk: Desk, owner: Owner) -> Input:
    linked = {"initiative": id_of(desk.initiative(owner)), "kpi": id_of(desk.kpi(owner))}
    return {**linked, "weight": 2.0, "linkedOn": "2026-05-01"}


def _initiative_unlink_kpi(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.link(owner)), "version": 1, "unlinkedOn": "2026-06-01"}


def _check_in_submit(desk: Desk, owner: Owner) -> Input:
    said = {"happened": "Two people left.", "next": "Hiring.", "pathToGreen": "Two more people."}
    reported = {"health": "AT_RISK", "confidence": 0.5, **said, "checkedOn": "2026-06-15"}
    return {"initiative": id_of(desk.initiative(owner)), **reported}


def _check_in_withdraw(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.check_in(owner))}


def _milestone_add(desk: Desk, owner: Owner) -> Input:
    planned = {"name": "First squad", "dueOn": "2026-09-01", "weight": 2.0, "forecastOn": "2026-09-15"}
    return {"initiative": id_of(desk.initiative(owner)), **planned}


def _milestone_update(desk: Desk, owner: Owner) -> Input:
    planned = {"name": "All squads", "dueOn": "2026-10-01", "weight": 3.0, "forecastOn": "2026-10-15"}
    return {"id": id_of(desk.milestone(owner)), "version": 1, **planned, "reason": "Two people left."}


def _milestone_complete(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.milestone(owner)), "version": 1, "completedOn": "2026-06-15"}


def _milestone_reopen(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.milestone(owner, completed_on="2026-06-15")), "version": 1}


def _milestone_cancel(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.milestone(owner)), "version": 1, "cancelledOn": "2026-06-15"}


def _kpi_columns(desk: Desk) -> Input:
    return {
        "code": some_code(),
        "name": "eNPS",
        "lever": "CULTURE",
        "unit": "points",
        "definition": "Promoters less detractors.",
        "decimals": 1,
        "indicator": "LEADING",
        "source": "The survey.",
        "owner": desk.member(Role.EDITOR),
    }


def _kpi_create(desk: Desk, _: Owner) -> Input:
    terms = [
        {**_COUNTED, **GOAL, "validFrom": "2026-01-01", "reason": "Agreed."},
        {**HELD, "validFrom": "2026-05-01", "reason": "It is reached."},
    ]
    return {"organisation": desk.slug, **_kpi_columns(desk), "terms": terms}


def _kpi_update(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.kpi(owner)), "version": 1, **_kpi_columns(desk)}


def _kpi_set_terms(desk: Desk, owner: Owner) -> Input:
    terms = {**_COUNTED, **HELD, "baseline": BASELINE, "validFrom": "2026-07-01", "reason": "Agreed anew."}
    return {"id": id_of(desk.kpi(owner)), "version": 1, **terms}


def _kpi_archive(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.kpi(owner)), "version": 1, "archivedOn": "2026-07-01"}


def _measurement_record(desk: Desk, owner: Owner) -> Input:
    return {"kpi": id_of(desk.kpi(owner)), **MEASURED, "reason": "Recorded late."}


def _measurement_record_many(desk: Desk, owner: Owner) -> Input:
    kpi = id_of(desk.kpi(owner))
    rows = [{"kpi": kpi, **MEASURED, "reason": "Late."}, {"kpi": kpi, "observedOn": "2026-06-02", "value": "13"}]
    return {"rows": rows}


def _measurement_record_many_by_column(desk: Desk, owner: Owner) -> Input:
    code = desk.kpi(owner).code
    said = {"sampleSizes": [40, None], "margins": [None, "0.5"], "notes": ["Asked.", None], "reasons": [None, "Late."]}
    days = ["2026-06-01", "2026-06-02"]
    columns = {"organisation": desk.slug, "kpiCodes": [code, code], "observedOn": days, "values": ["12.5", "13"]}
    return {"columns": {**columns, **said}}


def _measurement_withdraw(desk: Desk, owner: Owner) -> Input:
    return {"id": id_of(desk.measurement(owner)), "reason": "It was another KPI."}


def _organisation_update(desk: Desk, _: Owner) -> Input:
    organisation = desk.organisation()
    changed = {"name": "Acme", "timeZone": "Europe/Berlin", "fiscalYearStartMonth": 4}
    return {"id": id_of(organisation), "version": organisation.version, **changed}


def _scoring_policy_set(desk: Desk, _: Owner) -> Input:
    weights = {"outcomeWeight": 0.6, "deliveryWeight": 0.3, "maturityWeight": 0.1, "deliveryShare": 0.4}
    bounds = {"onTrackGap": 0.1, "atRiskGap": 0.3, "coverageFloor": 0.4, "checkInDays": 21}
    levers = [{"lever": "CULTURE", "weight": 2.0, "targetLevel": 4}, {"lever": "TALENT", "weight": 1.0}]
    dated = {"organisation": desk.slug, "validFrom": "2026-07-01", "reason": "Agreed."}
    return {**dated, "levers": levers, **weights, **bounds}


def _lever_update(desk: Desk, _: Owner) -> Input:
    lever = desk.lever()
    said = {"ambition": "Seen and recognised.", "shiftFrom": "Lip service", "shiftTo": "Everyday behaviour"}
    return {"id": id_of(lever), "version": lever.version, **said, "sponsor": desk.member()}


def _vision_columns(desk: Desk) -> Input:
    said = {"statement": "Every customer is known.", "purpose": "They need us."}
    return {**said, "startDate": "2026-01-01", "targetDate": "2028-12-31", "northStar": id_of(desk.kpi())}


def _vision_draft(desk: Desk, _: Owner) -> Input:
    return {"organisation": desk.slug, **_vision_columns(desk)}


def _vision_update(desk: Desk, _: Owner) -> Input:
    return {"id": id_of(desk.vision()), "version": 1, **_vision_columns(desk)}


def _vision_publish(desk: Desk, _: Owner) -> Input:
    return {"id": id_of(desk.vision()), "version": 1, "publishedOn": desk.free_day().isoformat()}


def _member_invite(desk: Desk, _: Owner) -> Input:
    return {"organisation": desk.slug, "email": some_email(), "name": "Grace", "role": "CONTRIBUTOR"}


def _member_change_role(desk: Desk, _: Owner) -> Input:
    return {"id": id_of(desk.someone()), "version": 1, "role": "EDITOR"}


def _member_end(desk: Desk, _: Owner) -> Input:
    return {"id": id_of(desk.someone()), "version": 1, "endedOn": "2026-07-02"}


def _api_token_create(desk: Desk, _: Owner) -> Input:
    expires = "2126-07-01T00:00:00+00:00"
    named = {"organisation": desk.slug, "name": "Dashboard", "membership": id_of(desk.someone())}
    return {**named, "scopes": ["READ", "WRITE"], "expiresAt": expires}


def _api_token_revoke(desk: Desk, _: Owner) -> Input:
    return {"id": id_of(desk.token())}


VALID: Mapping[str, Maker] = {
    "initiativeCreate": _initiative_create,
    "initiativeUpdate": _initiative_update,
    "initiativeSetTerms": _initiative_set_terms,
    "initiativeMove": _initiative_move,
    "initiativeClone": _initiative_clone,
    "initiativeArchive": _initiative_archive,
    "initiativeLinkKpi": _initiative_link_kpi,
    "initiativeUnlinkKpi": _initiative_unlink_kpi,
    "checkInSubmit": _check_in_submit,
    "checkInWithdraw": _check_in_withdraw,
    "milestoneAdd": _milestone_add,
    "milestoneUpdate": _milestone_update,
    "milestoneComplete": _milestone_complete,
    "milestoneReopen": _milestone_reopen,
    "milestoneCancel": _milestone_cancel,
    "kpiCreate": _kpi_create,
    "kpiUpdate": _kpi_update,
    "kpiSetTerms": _kpi_set_terms,
    "kpiArchive": _kpi_archive,
    "measurementRecord": _measurement_record,
    "measurementRecordMany": _measurement_record_many,
    "measurementWithdraw": _measurement_withdraw,
    "organisationUpdate": _organisation_update,
    "scoringPolicySet": _scoring_policy_set,
    "leverUpdate": _lever_update,
    "visionDraft": _vision_draft,
    "visionUpdate": _vision_update,
    "visionPublish": _vision_publish,
    "memberInvite": _member_invite,
    "memberChangeRole": _member_change_role,
    "memberEnd": _member_end,
    "apiTokenCreate": _api_token_create,
    "apiTokenRevoke": _api_token_revoke,
}
"""The maker of a valid input of each mutation."""

OTHERWISE: Mapping[str, Maker] = {"measurementRecordMany": _measurement_record_many_by_column}
"""The maker of an input that says the same in the other way, of each mutation that can be told in two."""


def valid_input(mutation: str, desk: Desk, owner: Owner = None, *, otherwise: bool = False) -> Input:
    """Make a valid input of a mutation, about something that nothing else is about; `otherwise` in its other way."""
    return (OTHERWISE if otherwise else VALID)[mutation](desk, owner)
