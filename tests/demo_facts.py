"""An organisation's document as the facts of the arithmetic, without a database between."""

from uuid import UUID, uuid5

from ops_model.documents.organisation import InitiativeEntry, KpiEntry, OrganisationDocument
from ops_model.domain.progress.facts import (
    InitiativeFacts,
    KpiFacts,
    LeverFacts,
    LinkFacts,
    MilestoneFacts,
    OrganisationFacts,
)

ANY = UUID(int=0)


def facts_of(document: OrganisationDocument) -> OrganisationFacts:
    """Return what a scorecard of the document is computed from; ids follow from codes."""
    return OrganisationFacts(
        policies=document.scoring_policies,
        levers=tuple(LeverFacts(kind=entry.kind) for entry in document.levers),
        kpis=tuple(kpi_facts(entry) for entry in document.kpis),
        initiatives=tuple(_initiative_facts(entry) for entry in document.initiatives),
    )


def kpi_facts(entry: KpiEntry) -> KpiFacts:
    """Return the facts of one KPI: the measurements that count."""
    return KpiFacts(
        id=uuid5(ANY, entry.code),
        code=entry.code,
        name=entry.name,
        lever_kind=entry.lever,
        archived_on=entry.archived_on,
        terms=entry.terms,
        measurements=tuple(one for one in entry.measurements if one.superseded_at is None),
    )


def _initiative_facts(entry: InitiativeEntry) -> InitiativeFacts:
    newest_first = sorted(entry.check_ins, key=lambda one: (one.checked_on, one.recorded_at), reverse=True)
    return InitiativeFacts(
        id=uuid5(ANY, entry.code),
        code=entry.code,
        name=entry.name,
        customer_outcome=entry.customer_outcome,
        archived_on=entry.archived_on,
        terms=entry.terms,
        milestones=tuple(
            MilestoneFacts(
                id=uuid5(ANY, f"{entry.code} {one.name}"),
                weight=one.weight,
                due_on=one.due_on,
                forecast_on=one.forecast_on,
                completed_on=one.completed_on,
                cancelled_on=one.cancelled_on,
            )
            for one in entry.milestones
        ),
        check_ins=tuple(one for one in newest_first if one.withdrawn_at is None),
        links=tuple(
            LinkFacts(
                kpi_id=uuid5(ANY, one.kpi), weight=one.weight, linked_on=one.linked_on, unlinked_on=one.unlinked_on
            )
            for one in entry.kpis
        ),
    )
