"""The demo's organisations as the tests look at them: as documents and, without a database between, as figures."""

from datetime import date
from functools import cache

from fixtures.demo import DEMO_DAY, demo_documents
from ops_model.documents.codec import document_read
from ops_model.documents.organisation import InitiativeEntry, KpiEntry, OrganisationDocument
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures, OrganisationFigures
from tests.demo_facts import facts_of


@cache
def organisation(slug: str) -> OrganisationDocument:
    """Return one organisation's document."""
    (found,) = (document for document in demo_documents() if document["slug"] == slug)
    return document_read(OrganisationDocument, found)


@cache
def figures(as_of: date = DEMO_DAY) -> OrganisationFigures:
    """Return the first organisation's figures."""
    return organisation_figures(facts_of(organisation("meridian")), as_of=as_of)


def kpi(code: str) -> KpiFigures:
    """Return the figures of one of its KPIs."""
    (found,) = (each for each in figures().kpis.values() if each.kpi.code == code)
    return found


def initiative(code: str) -> InitiativeFigures:
    """Return the figures of one of its initiatives."""
    (found,) = (each for each in figures().initiatives.values() if each.initiative.code == code)
    return found


def kpis() -> tuple[KpiEntry, ...]:
    """Return its KPIs."""
    return organisation("meridian").kpis


def initiatives() -> tuple[InitiativeEntry, ...]:
    """Return its initiatives."""
    return organisation("meridian").initiatives
