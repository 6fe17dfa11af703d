"""KPIs and their terms."""

from datetime import date

import strawberry
from strawberry import ID, field

from ops_model.domain.framework import Indicator, LeverKind
from ops_model.domain.permissions import Action
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.graphql.tracker.mutations.values import KpiSettings, KpiTermsInput
from ops_model.graphql.tracker.mutations.writing import (
    ChangeInput,
    Ids,
    OrganisationInput,
    kept,
    mutation,
    optional,
    payload,
)
from ops_model.graphql.tracker.types.kpi import Kpi
from ops_model.services import kpi as kpis
from ops_model.services.writer import Writer


@strawberry.input(description="What a KPI is, whatever is agreed about it.")
class KpiColumns:
    definition: str | None = optional(
        "How it is measured, the formula in words, up to 10,000 characters; null: not said."
    )
    decimals: int | None = optional("How many decimals are shown, 0..10; 0 by default, and not to be cleared.")
    indicator: Indicator | None = optional("Whether it leads or lags results; null: not said.")
    source: str | None = optional("Where its values come from, up to 10,000 characters; null: not said.")
    owner: ID | None = optional("The id of the membership, from Organisation.members, of who measures it; null: none.")


@strawberry.input(description="A new KPI.")
class KpiCreateInput(OrganisationInput, KpiColumns):
    code: str = field(description="The organisation's own code for it, unique there, up to 60 characters.")
    name: str = field(description="What it is called, up to 200 characters.")
    lever: LeverKind = field(description="The lever that it tells of.")
    unit: str = field(description='The unit of its values, up to 40 characters, like "%", "days" or "GBP".')
    terms: list[KpiTermsInput] = field(
        description="What is agreed: 1 to 500 versions. It exists from the first one's day on; several, earliest "
        "first, tell its past."
    )


@strawberry.input(
    description="Changes of a KPI's name, unit, lever, texts or owner: what is left out stays, null clears. "
    "Another lever or unit restates the past."
)
class KpiUpdateInput(ChangeInput, KpiColumns):
    code: str | None = kept("The organisation's own code for it, unique there, up to 60 characters.")
    name: str | None = kept("What it is called, up to 200 characters.")
    lever: LeverKind | None = kept("The lever that it tells of.")
    unit: str | None = kept("The unit of its values, up to 40 characters.")


@strawberry.input(
    description="Changes of what is agreed about a KPI, from a day on: no past figure moves. What is left out stays as "
    "agreed; null clears a baseline, a target, interim targets or a band, and nothing else."
)
class KpiSetTermsInput(ChangeInput, KpiSettings):
    valid_from: date | None = optional("From when this holds: today or later; null or left out: today.")
    reason: str = field(description="Why this is agreed, up to 10,000 characters.")


@strawberry.input(description="Taking a KPI out, or back in.")
class KpiArchiveInput(ChangeInput):
    archived_on: date | None = optional(
        "The first day it is out, not before it exists; left out: today. Null: it is back in."
    )


def _create(writer: Writer, given: Given) -> Ids:
    terms = [each.read() for each in given.input.terms]
    return {"kpi": kpis.kpi_create(writer=writer, columns=given.all(without=["terms"]), terms=terms)}


def _update(writer: Writer, given: Given) -> Ids:
    kpi_id = kpis.kpi_update(writer=writer, kpi_id=given.id("Kpi"), version=given.input.version, columns=given.all())
    return {"kpi": kpi_id}


def _set_terms(writer: Writer, given: Given) -> Ids:
    kpi_id = kpis.kpi_set_terms(
        writer=writer,
        kpi_id=given.id("Kpi"),
        version=given.input.version,
        valid_from=given.value("valid_from"),
        settings=given.all(without=["valid_from"]),
    )
    return {"kpi": kpi_id}


def _archive(writer: Writer, given: Given) -> Ids:
    kpi_id = kpis.kpi_archive(
        writer=writer,
        kpi_id=given.id("Kpi"),
        version=given.input.version,
        archived_on=given.value("archived_on", left_out=writer.today),
    )
    return {"kpi": kpi_id}


_KPI = (Kpi, "The KPI, read back; null where nothing was written.")

KPI_CREATE = mutation(
    Action.KPI_CREATE,
    _create,
    KpiCreateInput,
    payload("KpiCreatePayload", "What came of making a KPI.", kpi=_KPI),
    description="Make a KPI, with what is agreed about it.",
)
KPI_UPDATE = mutation(
    Action.KPI_UPDATE,
    _update,
    KpiUpdateInput,
    payload("KpiUpdatePayload", "What came of changing a KPI.", kpi=_KPI),
    description="Change a KPI's name, unit, lever, texts or owner. What it is judged by: kpiSetTerms.",
)
KPI_SET_TERMS = mutation(
    Action.KPI_SET_TERMS,
    _set_terms,
    KpiSetTermsInput,
    payload("KpiSetTermsPayload", "The KPI with its new terms, or why they are refused.", kpi=_KPI),
    description="Agree target, band, weight or any other setting of a KPI anew, from a day on, and say why.",
)
KPI_ARCHIVE = mutation(
    Action.KPI_ARCHIVE,
    _archive,
    KpiArchiveInput,
    payload("KpiArchivePayload", "What came of archiving a KPI.", kpi=_KPI),
    description="Take a KPI out of lists and figures from a day on, or back in.",
)
