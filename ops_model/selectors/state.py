"""The state: all bounded facts of an organisation as of a date, and what the arithmetic makes of them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, Final
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import organisation_figures, policy_in_force
from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.selectors.facts.organisation_facts import OrganisationRow, organisation_row
from ops_model.selectors.facts.records import Records, grouped, records_read
from ops_model.selectors.reports import (
    Editable,
    Edits,
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


def organisation_state(organisation_id: UUID, as_of: date) -> "OrganisationState | None":
    """Read an organisation as of a date, whatever its size in five statements; None where there is none, or none that
    was entered (one statement then).

    In a REPEATABLE READ transaction all of it, `data_version` included, is of one moment. In a transaction that writes,
    what others commit meanwhile may be in it or not; nothing is deleted, and what refers is read before what it refers
    to, so that no reference leads nowhere.
    """
    row = organisation_row(organisation_id)
    return OrganisationState(row, as_of, partial(records_read, row)) if row else None


class OrganisationState(Editable):
    """One organisation as of the end of a day: reports that refer to each other, and their figures.

    Made by `organisation_state`, and by `state_supposed` of another one, and not changed afterwards. Every record is
    here, whenever it begins: `exists` and `archived` of KPIs and initiatives tell how it stands on the day. KPIs and
    initiatives are ordered by code, milestones by due date, members by name, policies and visions oldest first, levers
    as the framework has them.
    """

    def __init__(
        self,
        of: "OrganisationRow | OrganisationState",
        as_of: date,
        records_of: Callable[["OrganisationState"], Records],
    ) -> None:
        """Take the organisation, and the records that are made of it for this state; compute its figures."""
        self.as_of: Final = as_of
        self.id: Final[UUID] = of.id
        self.slug: Final[str] = of.slug
        self.name: Final[str] = of.name
        self.time_zone: Final[str] = of.time_zone
        self.fiscal_year_start_month: Final[int] = of.fiscal_year_start_month
        self.data_version: Final[str] = of.data_version
        self.edits: Final[Edits] = of.edits
        records = records_of(self)
        self.scoring_policies: Final = records.scoring_policies
        self.visions: Final = records.visions
        self.levers_by_kind: Final = {lever.kind: lever for lever in records.levers}
        self.milestones: Final = records.milestones
        self.kpis: Final = records.kpis
        self.kpis_by_id: Final = {kpi.id: kpi for kpi in self.kpis}
        self.links: Final = records.links
        self.initiatives: Final = records.initiatives
        self.initiatives_by_id: Final = {initiative.id: initiative for initiative in self.initiatives}
        self.members: Final = records.members
        self.members_by_id: Final = {member.id: member for member in self.members}
        self.figures: Final = organisation_figures(self.facts, as_of=as_of)
        # By code, because a text knows its hash: each report looks its figures up whenever it is asked.
        self.kpi_figures: Final = {each.kpi.code: each for each in self.figures.kpis.values()}
        self.initiative_figures: Final = {each.initiative.code: each for each in self.figures.initiatives.values()}
        self.scorecard: Final = scorecard_report(self.figures.scorecard, vision=self.vision, state=self)

    def __repr__(self) -> str:
        """Say whose state of which day it is."""
        return f"OrganisationState({self.slug!r}, as_of={self.as_of})"

    @property
    def state(self) -> "OrganisationState":
        """Itself, as every report has its state."""
        return self

    @property
    def facts(self) -> OrganisationFacts:
        """What its figures are computed from."""
        return OrganisationFacts(
            policies=self.scoring_policies, levers=self.levers, kpis=self.kpis, initiatives=self.initiatives
        )

    @cached_property
    def milestones_by_id(self) -> Mapping[UUID, Milestone]:
        """The milestones by their ids."""
        return {milestone.id: milestone for milestone in self.milestones}

    @cached_property
    def links_by_kpi(self) -> Mapping[UUID, tuple[KpiLink, ...]]:
        """The links by the ids of their KPIs, in their order."""
        return grouped(self.links, _kpi_id)

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

    @cached_property
    def standing_kpis(self) -> tuple[Kpi, ...]:
        """The KPIs that exist and are not archived, by code."""
        return tuple([kpi for kpi in self.kpis if kpi.exists and not kpi.archived])

    @cached_property
    def standing_initiatives(self) -> tuple[Initiative, ...]:
        """The initiatives that exist and are not archived, by code."""
        return tuple([one for one in self.initiatives if one.exists and not one.archived])

    def close(self) -> None:
        """Let go of everything, once nobody looks at it any more. A state and its reports hold one another, and would
        wait for the garbage collector, which looks at all of them for longer than it took to make some."""
        vars(self).clear()

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


class StateLater(OrganisationState):
    """A state that is read when more of it is looked at than its id and its day: what is told of one measurement seldom
    is. It is of the transaction that it is asked for in, and not to be kept beyond it."""

    def __init__(self, organisation_id: UUID, as_of: date, read: Callable[[], OrganisationState]) -> None:
        """Take what is known of it, and the function that reads it."""
        vars(self).update(id=organisation_id, as_of=as_of, _read=read)

    def __getattr__(self, name: str) -> Any:
        """Read it all, once: what was there before is found without asking here."""
        if read := vars(self).pop("_read", None):
            vars(self).update(vars(read()))
            return getattr(self, name)
        raise AttributeError(name)

    def __repr__(self) -> str:
        """Say whose state of which day it is, without reading it."""
        return f"StateLater({self.id}, as_of={self.as_of})"


def _published_on(vision: Vision) -> date:
    return vision.published_on or date.min


def _kpi_id(link: KpiLink) -> UUID:
    return link.kpi_id
