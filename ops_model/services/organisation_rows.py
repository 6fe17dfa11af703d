"""The rows of an organisation's document.

Every id follows from the organisation's slug and the thing's own code, name or date, so that a document has the same
ids wherever it is loaded, and a reference needs no look-up: one that leads nowhere is the database's to refuse.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from ops_model.documents.organisation import InitiativeEntry, OrganisationDocument
from ops_model.models import (
    CheckIn,
    Initiative,
    InitiativeKpi,
    InitiativeTerms,
    Kpi,
    KpiTerms,
    Lever,
    Measurement,
    Membership,
    Milestone,
    Organisation,
    ScoringPolicy,
    Vision,
)
from ops_model.services.terms_rows import INITIATIVE_TERMS, KPI_TERMS, POLICY

_NAMESPACE = UUID("0b5e55ed-c057-4ea5-8f00-0123456789ab")
_PEOPLE = frozenset({"owner", "sponsor", "created_by", "recorded_by", "author"})


class OrganisationRows:
    """The rows of one document, table by table; nothing is written here."""

    def __init__(self, document: OrganisationDocument) -> None:
        """Take the document."""
        self.document = document
        self.organisation_id = self._id("organisation")

    def member_id(self, email: str) -> UUID:
        """Return the id of the member with this address."""
        return self._id("member", email.lower())

    def organisation(self) -> Organisation:
        """Return the organisation's own row."""
        document = self.document
        return Organisation(
            id=self.organisation_id,
            slug=document.slug,
            name=document.name,
            time_zone=document.time_zone,
            fiscal_year_start_month=document.fiscal_year_start_month,
            **_created(document.created_at),
        )

    def memberships(self, account_ids: Mapping[str, UUID]) -> Iterator[Membership]:
        """Yield the members; `account_ids` are by their addresses."""
        for entry in self.document.members:
            columns = self._columns(entry, account_id=account_ids[entry.email], **_created(self.document.created_at))
            yield Membership(id=self.member_id(entry.email), **columns)

    def scoring_policies(self) -> Iterator[ScoringPolicy]:
        """Yield the versions of the scoring policy; every version weighs all six levers."""
        for entry in self.document.scoring_policies:
            columns = self._columns(entry, **POLICY.columns(entry))
            yield ScoringPolicy(id=self._id("scoring policy", entry.valid_from), **columns)

    def levers(self) -> Iterator[Lever]:
        """Yield the levers."""
        for entry in self.document.levers:
            columns = self._columns(entry, **_created(self.document.created_at))
            yield Lever(id=self._id("lever", entry.kind), **columns)

    def visions(self) -> Iterator[Vision]:
        """Yield the versions of the vision."""
        for entry in self.document.visions:
            north_star_id = entry.north_star and self._kpi_id(entry.north_star)
            columns = self._columns(entry, without={"north_star"}, **_created(self.document.created_at))
            yield Vision(id=self._id("vision", entry.number), north_star_id=north_star_id, **columns)

    def kpis(self) -> Iterator[Kpi]:
        """Yield the KPIs."""
        for entry in self.document.kpis:
            columns = self._columns(entry, without={"terms", "measurements"}, **_created(entry.terms[0].created_at))
            yield Kpi(id=self._kpi_id(entry.code), **columns)

    def kpi_terms(self) -> Iterator[KpiTerms]:
        """Yield the KPIs' terms."""
        for kpi in self.document.kpis:
            for entry in kpi.terms:
                columns = self._columns(
                    entry, without={"baseline", "target", "interim_targets", "band"}, **KPI_TERMS.columns(entry)
                )
                row_id = self._id("kpi terms", kpi.code, entry.valid_from)
                yield KpiTerms(id=row_id, kpi_id=self._kpi_id(kpi.code), **columns)

    def measurements(self) -> Iterator[Measurement]:
        """Yield the KPIs' measurements, those that no longer count included."""
        for kpi in self.document.kpis:
            recorded = {(entry.observed_on, entry.recorded_at) for entry in kpi.measurements}
            for entry in kpi.measurements:
                by = (entry.observed_on, entry.superseded_at)
                yield Measurement(
                    id=self._id("measurement", kpi.code, entry.observed_on, entry.recorded_at),
                    kpi_id=self._kpi_id(kpi.code),
                    superseded_by_id=self._id("measurement", kpi.code, *by) if by in recorded else None,
                    **self._columns(entry, recorded_by=entry.recorded_by or kpi.owner),
                )

    def initiatives(self) -> Iterator[Initiative]:
        """Yield the initiatives."""
        for entry in self.document.initiatives:
            columns = self._columns(
                entry, without={"terms", "milestones", "kpis", "check_ins"}, **_created(entry.terms[0].created_at)
            )
            yield Initiative(id=self._initiative_id(entry.code), **columns)

    def initiative_terms(self) -> Iterator[InitiativeTerms]:
        """Yield the initiatives' terms."""
        for initiative in self.document.initiatives:
            for entry in initiative.terms:
                row_id = self._id("initiative terms", initiative.code, entry.valid_from)
                yield InitiativeTerms(id=row_id, **self._part(initiative, entry, **INITIATIVE_TERMS.columns(entry)))

    def milestones(self) -> Iterator[Milestone]:
        """Yield the initiatives' milestones."""
        for initiative in self.document.initiatives:
            for entry in initiative.milestones:
                columns = self._part(initiative, entry, **_created(initiative.terms[0].created_at))
                yield Milestone(id=self._id("milestone", initiative.code, entry.name), **columns)

    def links(self) -> Iterator[InitiativeKpi]:
        """Yield the initiatives' links to KPIs."""
        for initiative in self.document.initiatives:
            for entry in initiative.kpis:
                columns = self._part(initiative, entry, without={"kpi"}, **_created(initiative.terms[0].created_at))
                row_id = self._id("link", initiative.code, entry.kpi, entry.linked_on)
                yield InitiativeKpi(id=row_id, kpi_id=self._kpi_id(entry.kpi), **columns)

    def check_ins(self) -> Iterator[CheckIn]:
        """Yield the initiatives' check-ins."""
        for initiative in self.document.initiatives:
            for entry in initiative.check_ins:
                columns = self._part(initiative, entry, author=entry.author or initiative.owner)
                yield CheckIn(id=self._id("check-in", initiative.code, entry.recorded_at), **columns)

    def _id(self, *names: object) -> UUID:
        return uuid5(_NAMESPACE, "\n".join([self.document.slug, *map(str, names)]))

    def _kpi_id(self, code: str) -> UUID:
        return self._id("kpi", code)

    def _initiative_id(self, code: str) -> UUID:
        return self._id("initiative", code)

    def _part(self, initiative: InitiativeEntry, entry: Any, **options: Any) -> dict[str, Any]:
        return self._columns(entry, initiative_id=self._initiative_id(initiative.code), **options)

    def _columns(self, entry: Any, *, without: Container[str] = (), **instead: Any) -> dict[str, Any]:
        """Return an entry's fields as columns: a person's address becomes a reference, `instead` adds and replaces."""
        given = {field.name: getattr(entry, field.name) for field in fields(entry) if field.name not in without}
        columns: dict[str, Any] = {"organisation_id": self.organisation_id}
        for name, value in (given | instead).items():
            if name in _PEOPLE:
                columns[f"{name}_id"] = value and self.member_id(value)
            else:
                columns[name] = list(value) if isinstance(value, tuple) else value
        return columns


def _created(at: datetime) -> dict[str, Any]:
    return {"created_at": at, "updated_at": at}
