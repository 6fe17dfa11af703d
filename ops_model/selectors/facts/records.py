"""All records of an organisation, as the reports of one state."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.selectors.facts.initiative_facts import initiative_reports
from ops_model.selectors.facts.initiative_rows import initiative_rows
from ops_model.selectors.facts.kpi_facts import kpi_reports, kpi_rows, terms_by_kpi
from ops_model.selectors.facts.link_facts import link_reports, links_sort
from ops_model.selectors.facts.measurement_facts import measurements_newest
from ops_model.selectors.facts.milestone_facts import milestone_reports
from ops_model.selectors.facts.organisation_facts import (
    OrganisationRow,
    lever_report,
    member_report,
    member_rows,
    policy_report,
    vision_report,
)
from ops_model.selectors.facts.sql import Ids
from ops_model.selectors.reports import (
    Initiative,
    Kpi,
    KpiLink,
    Lever,
    Membership,
    Milestone,
    ScoringPolicy,
    Vision,
)

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The reports of a state, each list in its order (see OrganisationState)."""

    scoring_policies: tuple[ScoringPolicy, ...]
    visions: tuple[Vision, ...]
    levers: tuple[Lever, ...]
    milestones: tuple[Milestone, ...]
    kpis: tuple[Kpi, ...]
    links: tuple[KpiLink, ...]
    initiatives: tuple[Initiative, ...]
    members: tuple[Membership, ...]


def records_read(row: OrganisationRow, state: "OrganisationState") -> Records:
    """Make the reports of a state whose organisation is read, and read the rest: four statements."""
    ids = Ids()
    of_initiatives, of_kpis = initiative_rows(row.id, state.as_of), kpi_rows(row.id)
    terms = terms_by_kpi(of_kpis, ids, state)
    measured = measurements_newest(terms, organisation_id=row.id, as_of=state.as_of, points=1)
    kpis = kpi_reports(of_kpis, terms, measured, ids, state)
    links_sort(of_initiatives.links, kpis)
    milestones = milestone_reports(of_initiatives.milestones, ids, state)
    links = link_reports(of_initiatives.links, kpis, ids, state)
    levers = {lever.kind: lever for lever in (lever_report(lever, ids, state) for lever in row.levers)}
    return Records(
        scoring_policies=tuple(policy_report(policy, ids, state) for policy in row.policies),
        visions=tuple(vision_report(vision, ids, state) for vision in row.visions),
        levers=tuple(levers[kind] for kind in LeverKind),
        milestones=milestones,
        kpis=tuple(kpis.values()),
        links=links,
        initiatives=initiative_reports(of_initiatives, milestones, links, ids, state),
        members=tuple(member_report(member, ids, state) for member in member_rows(row.id)),
    )


def grouped(things: Iterable[_Thing], key: Callable[[_Thing], UUID]) -> dict[UUID, tuple[_Thing, ...]]:
    """Return things by their keys, those of one key in their order."""
    groups: dict[UUID, list[_Thing]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return {id_: tuple(group) for id_, group in groups.items()}


def initiative_of(thing: KpiLink | Milestone) -> UUID:
    """Return the id of the initiative that something belongs to."""
    return thing.initiative_id
