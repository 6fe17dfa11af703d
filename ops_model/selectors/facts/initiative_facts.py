"""Initiatives, with all their terms and their newest check-ins."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from ops_model.domain.framework import LeverKind, Pillar, Principle
from ops_model.domain.makers import maker
from ops_model.selectors.facts.initiative_rows import EDITS, REST, WHOSE, InitiativeRows
from ops_model.selectors.facts.sql import Ids, Row, Texts, array_words, id_of
from ops_model.selectors.facts.words import HEALTHS, LEVERS, ORIGINS, STAGES
from ops_model.selectors.reports import CheckIn, Initiative, InitiativeTerms, KpiLink, Milestone

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

T = TypeVar("T")

_SHOWN = slice(REST + 1, None)
_SHOWN_OF_TERMS = slice(REST, REST + 9)
_SHOWN_OF_CHECK_IN = slice(REST, REST + 9)

_initiative = maker(
    Initiative,
    *("id", "code", "name", "summary", "customer_outcome", "origin", "owner_id", "sponsor_id", "start_date"),
    *("principles", "pillars", "tags", "archived_on", "terms", "check_ins", "milestones", "links", "edits", "state"),
)
_terms = maker(
    InitiativeTerms,
    *("valid_from", "stage", "weight", "target_date", "primary_lever", "lever_shares", "reason"),
    *("created", "created_by_id", "state"),
)
_check_in = maker(
    CheckIn,
    *("id", "initiative_id", "checked_on", "health", "confidence", "happened", "next", "path_to_green"),
    *("author_id", "recorded", "version", "state"),
)


def initiative_reports(
    rows: InitiativeRows,
    milestones: tuple[Milestone, ...],
    links: tuple[KpiLink, ...],
    ids: Ids,
    state: "OrganisationState",
) -> tuple[Initiative, ...]:
    """Make the reports of all initiatives, by code, given those of all milestones and links in the order of rows."""
    terms = _by_initiative(rows.terms, _terms_reports(rows.terms, ids, state))
    check_ins = _by_initiative(rows.check_ins, _check_in_reports(rows.check_ins, ids, state))
    milestones_of, links_of = _by_initiative(rows.milestones, milestones), _by_initiative(rows.links, links)
    principles, pillars = Texts(_principles), Texts(_pillars)
    reports = []
    for row in rows.initiatives:
        id_, _ = row[WHOSE]
        start_date, archived_on, _, _, code, name, summary, customer_outcome, origin, *more = row[_SHOWN]
        owner_id, sponsor_id, of_principles, of_pillars, tags = more
        report = _initiative(
            *(ids[id_], code, name, summary, customer_outcome, origin and ORIGINS[origin]),
            *(owner_id and ids[owner_id], sponsor_id and ids[sponsor_id], start_date),
            *(principles[of_principles], pillars[of_pillars], tuple(tags), archived_on),
            *(tuple(terms[id_]), tuple(check_ins[id_]), tuple(milestones_of[id_]), tuple(links_of[id_])),
            *(row[EDITS], state),
        )
        reports.append(report)
    return tuple(reports)


def _by_initiative(rows: Iterable[Row], reports: Iterable[T]) -> defaultdict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for row, report in zip(rows, reports, strict=True):
        _, initiative_id = row[WHOSE]
        groups[initiative_id].append(report)
    return groups


def _terms_reports(rows: Iterable[Row], ids: Ids, state: "OrganisationState") -> list[InitiativeTerms]:
    shares = Texts(_shares)
    reports = []
    for row in rows:
        _, created, _, created_by_id = row[EDITS]
        weight, valid_from, target_date, _, _, stage, primary_lever, of_levers, reason = row[_SHOWN_OF_TERMS]
        report = _terms(
            valid_from,
            STAGES[stage],
            weight,
            target_date,
            LEVERS[primary_lever],
            shares[of_levers],
            reason,
            created,
            created_by_id and ids[created_by_id],
            state,
        )
        reports.append(report)
    return reports


def _check_in_reports(rows: Iterable[Row], ids: Ids, state: "OrganisationState") -> list[CheckIn]:
    reports = []
    for row in rows:
        id_, initiative_id = row[WHOSE]
        version, recorded, _, author_id = row[EDITS]
        confidence, checked_on, _, _, _, health, happened, next_, path_to_green = row[_SHOWN_OF_CHECK_IN]
        report = _check_in(
            id_of(id_),
            ids[initiative_id],
            checked_on,
            HEALTHS[health],
            confidence,
            happened,
            next_,
            path_to_green,
            ids[author_id],
            recorded,
            version,
            state,
        )
        reports.append(report)
    return reports


def _principles(text: str) -> tuple[Principle, ...]:
    return tuple([Principle[word] for word in array_words(text)])


def _pillars(text: str) -> tuple[Pillar, ...]:
    return tuple([Pillar[word] for word in array_words(text)])


def _shares(text: str) -> dict[LeverKind, float]:
    shares = zip(LeverKind, map(float, array_words(text)), strict=True)
    return {kind: share for kind, share in shares if share > 0}
