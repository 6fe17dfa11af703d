"""The state: all bounded facts of an organisation as of a date, and what the arithmetic makes of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import organisation_figures, policy_in_force
from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.domain.progress.figures import OrganisationFigures
from ops_model.selectors.facts.initiative_facts import initiative_report, initiative_rows
from ops_model.selectors.facts.kpi_facts import kpi_reports, kpi_rows, terms_by_kpi
from ops_model.selectors.facts.link_facts import link_report
from ops_model.selectors.facts.measurement_facts import measurements_newest
from ops_model.selectors.facts.milestone_facts import milestone_report
from ops_model.selectors.facts.organisation_facts import (
    OrganisationRow,
    lever_report,
    member_report,
    member_rows,
    organisation_row,
    policy_report,
    vision_report,
)
from ops_model.selectors.facts.sql import Ids, Row, rows_read
from ops_model.selectors.reports import (
    Editable,
    Initiative,
    Kpi,
    KpiLink,
    Lever,
    Membership,
    Milestone,
    ScoringPolicy,
    Vision,
)
from ops_model.selectors.reports.scorecard import scorecard_report

_Thing = TypeVar("_Thing")


def organisation_state(organisation_id: UUID, as_of: date) -> "OrganisationState | None":
    """Read an organisation as of a date, whatever its size in five statements; None where there is none, or none that
    was entered (one statement then).

    In a REPEATABLE READ transaction all of it, `data_version` included, is of one moment. In a transaction that writes,
    what others commit meanwhile may be in it or not; nothing is deleted, and what refers is read before what it refers
    to, so that no reference leads nowhere.
    """
    row = organisation_row(organisation_id)
    return OrganisationState(row, as_of) if row else None


def organisation_time_zone(organisation_id: UUID) -> str:
    """Return the time zone that an organisation's days are told by. One statement.

    Raises LookupError where there is none, or none that was entered.
    """
    for (time_zone,) in rows_read("SELECT time_zone FROM organisation WHERE id = %(id)s", {"id": organisation_id}):
        return str(time_zone)
    raise LookupError("There is no such organisation, or it was not entered.")


class OrganisationState(Editable):
    """One organisation as of the end of a day: reports that refer to each other, and their figures.

    Made by `organisation_state` alone, and not changed afterwards. Every record is here, whenever it begins: `exists`
    and `archived` of KPIs and initiatives tell how it stands on the day. KPIs and initiatives are ordered by code,
    milestones by due date, members by name, policies and visions oldest first, levers as the framework has them.
    """

    def __init__(self, row: OrganisationRow, as_of: date) -> None:
        """Read the rest of the organisation in four statements, and compute its figures."""
        ids = Ids()
        self.as_of: Final = as_of
        self.id: Final = row.id
        self.slug: Final = row.slug
        self.name: Final = row.name
        self.time_zone: Final = row.time_zone
        self.fiscal_year_start_month: Final = row.fiscal_year_start_month
        self.data_version: Final = row.data_version
        self.edits: Final = row.edits
        self.scoring_policies: Final = tuple(policy_report(policy, ids, self) for policy in row.policies)
        self.visions: Final = tuple(vision_report(vision, ids, self) for vision in row.visions)
        self.levers_by_kind: Final = self._levers(row, ids)
        self.milestones: Final = tuple(milestone_report(milestone, ids, self) for milestone in row.milestones)
        self.milestones_by_id: Final = {milestone.id: milestone for milestone in self.milestones}
        initiatives = initiative_rows(row.id, as_of)
        self.kpis: Final = self._kpis(ids)
        self.kpis_by_id: Final = {kpi.id: kpi for kpi in self.kpis}
        self.links: Final = self._links(row, ids)
        self.links_by_kpi: Final = _grouped(self.links, _kpi_id)
        self.initiatives: Final = self._initiatives(initiatives, ids)
        self.initiatives_by_id: Final = {initiative.id: initiative for initiative in self.initiatives}
        self.members: Final = tuple(member_report(member, ids, self) for member in member_rows(row.id))
        self.members_by_id: Final = {member.id: member for member in self.members}
        self.figures: Final = self._figures()
        self.scorecard: Final = scorecard_report(self.figures.scorecard, vision=self.vision, state=self)

    def __repr__(self) -> str:
        """Say whose state of which day it is."""
        return f"OrganisationState({self.slug!r}, as_of={self.as_of})"

    @property
    def state(self) -> "OrganisationState":
        """Itself, as every report has its state."""
        return self

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The six levers, in the framework's order."""
        return tuple(self.levers_by_kind.values())

    @property
    def scoring_policy(self) -> ScoringPolicy:
        """The scoring policy in force."""
        in_force = policy_in_force(self.scoring_policies, self.as_of)
        return next(policy for policy in self.scoring_policies if policy is in_force)

    @property
    def vision(self) -> Vision | None:
        """The vision published last by the date; None before the first."""
        published = [vision for vision in self.visions if vision.published_on and vision.published_on <= self.as_of]
        return max(published, key=_published_on, default=None)

    def lever(self, kind: LeverKind) -> Lever:
        """Return one of the six levers."""
        return self.levers_by_kind[kind]

    def kpi(self, code: str) -> Kpi | None:
        """Return the KPI of a code; None where there is none, or where it does not exist yet."""
        return next((kpi for kpi in self.kpis if kpi.code == code and kpi.exists), None)

    def initiative(self, code: str) -> Initiative | None:
        """Return the initiative of a code; None where there is none, or where it does not exist yet."""
        return next((one for one in self.initiatives if one.code == code and one.exists), None)

    def member(self, membership_id: UUID | None) -> Membership | None:
        """Return the member of an id; None for None."""
        return None if membership_id is None else self.members_by_id[membership_id]

    def _levers(self, row: OrganisationRow, ids: Ids) -> dict[LeverKind, Lever]:
        levers = {lever.kind: lever for lever in (lever_report(lever, ids, self) for lever in row.levers)}
        return {kind: levers[kind] for kind in LeverKind}

    def _kpis(self, ids: Ids) -> tuple[Kpi, ...]:
        rows = kpi_rows(self.id)
        terms = terms_by_kpi(rows, ids, self)
        measured = measurements_newest(terms, organisation_id=self.id, as_of=self.as_of, points=1)
        return kpi_reports(rows, terms, measured, ids, self)

    def _links(self, row: OrganisationRow, ids: Ids) -> tuple[KpiLink, ...]:
        links = [link_report(link, ids, self) for link in row.links]
        return tuple(sorted(links, key=_kpi_and_day))

    def _initiatives(self, rows: Iterable[Row], ids: Ids) -> tuple[Initiative, ...]:
        milestones, links = _grouped(self.milestones, _initiative_id), _grouped(self.links, _initiative_id)
        return tuple(initiative_report(row, milestones, links, ids, self) for row in rows)

    def _figures(self) -> OrganisationFigures:
        facts = OrganisationFacts(
            policies=self.scoring_policies, levers=self.levers, kpis=self.kpis, initiatives=self.initiatives
        )
        return organisation_figures(facts, as_of=self.as_of)


def _published_on(vision: Vision) -> date:
    return vision.published_on or date.min


def _kpi_and_day(link: KpiLink) -> tuple[str, date]:
    return link.kpi.code, link.linked_on


def _kpi_id(link: KpiLink) -> UUID:
    return link.kpi_id


def _initiative_id(thing: KpiLink | Milestone) -> UUID:
    return thing.initiative_id


def _grouped(things: Iterable[_Thing], key: Callable[[_Thing], UUID]) -> dict[UUID, tuple[_Thing, ...]]:
    groups: dict[UUID, list[_Thing]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return {id_: tuple(group) for id_, group in groups.items()}
