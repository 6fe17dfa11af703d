"""A whole organisation is loaded from its document, or nothing of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fixtures.demo import DEMO_DAY, demo_documents
from ops_model.domain.progress import organisation_figures
from ops_model.models import (
    Account,
    ChangeStatement,
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
from ops_model.selectors.state import organisation_state
from ops_model.selectors.tenants import organisation_enter, tenant_enter
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.organisation_load import OrganisationLoaded, organisation_load
from tests.database import enter
from tests.demo import organisation
from tests.demo_facts import facts_of
from tests.factories import some_slug
from tests.statements import count_statements

pytestmark = pytest.mark.django_db

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture
def small() -> dict[str, Any]:
    """Have the small organisation's document under a slug of its own."""
    return {**demo_documents()[1], "slug": some_slug()}


@pytest.fixture
def big() -> dict[str, Any]:
    """Have the big organisation's document under a slug of its own."""
    return {**demo_documents()[0], "slug": some_slug()}


def load(document: dict[str, Any]) -> OrganisationLoaded:
    """Load it, and enter the organisation."""
    loaded = organisation_load(document=document)
    tenant_enter(organisation_ids=[loaded.organisation_id])
    return loaded


def test_everything_in_the_document_is_a_row(big: dict[str, Any]) -> None:
    load(big)
    of_kpis = {KpiTerms: "terms", Measurement: "measurements"}
    of_initiatives = {
        InitiativeTerms: "terms",
        Milestone: "milestones",
        InitiativeKpi: "kpis",
        CheckIn: "check_ins",
    }
    told = {
        Membership: len(big["members"]),
        ScoringPolicy: len(big["scoring_policies"]),
        Lever: 6,
        Vision: len(big["visions"]),
        Kpi: len(big["kpis"]),
        Initiative: len(big["initiatives"]),
        **{model: sum(len(kpi.get(key, [])) for kpi in big["kpis"]) for model, key in of_kpis.items()},
        **{model: sum(len(one.get(key, [])) for one in big["initiatives"]) for model, key in of_initiatives.items()},
    }
    assert {model: model._default_manager.count() for model in told} == told


def test_it_is_found_by_its_slug_with_what_it_is_called(small: dict[str, Any]) -> None:
    loaded = organisation_load(document=small)
    assert organisation_enter(slug=small["slug"]) == loaded.organisation_id
    row = Organisation.objects.get()
    assert (row.name, row.time_zone, row.created_at.isoformat()) == (
        "Alder Dental",
        "Europe/Berlin",
        "2025-12-08T07:30:00+00:00",
    )


def test_people_are_referred_to_by_their_addresses(small: dict[str, Any]) -> None:
    loaded = load(small)
    initiative = Initiative.objects.get(code="A-1")
    assert initiative.owner_id == loaded.membership_ids["leyla.sahin@alder.example"]
    assert initiative.sponsor_id == loaded.membership_ids["viewer@alder.example"]
    authors = set(CheckIn.objects.filter(initiative=initiative).values_list("author_id", flat=True))
    assert authors == {initiative.owner_id}


def test_terms_keep_goal_band_and_shares(big: dict[str, Any]) -> None:
    load(big)
    first, second = KpiTerms.objects.filter(kpi__code="DECISION-DAYS").order_by("valid_from")
    assert (first.target_value, first.target_on, first.interim_on) == (Decimal(10), date(2025, 12, 31), [])
    assert (second.target_value, second.interim_values) == (Decimal(7), [Decimal(10)])
    assert second.reason
    floor = KpiTerms.objects.get(kpi__code="CSAT-FLOOR")
    assert (floor.band_lower, floor.band_upper, floor.band_tolerance) == (Decimal(78), None, Decimal(6))
    shares = InitiativeTerms.objects.filter(initiative__code="JRN-02").order_by("valid_from").last()
    assert shares is not None
    assert shares.lever_shares == [3.0, 0.0, 1.0, 0.0, 1.0, 0.0]


def test_a_correction_leads_to_what_replaced_it_and_a_withdrawal_to_nothing(big: dict[str, Any]) -> None:
    load(big)
    wrong, right = Measurement.objects.filter(kpi__code="FCR", observed_on=date(2026, 3, 15)).order_by("recorded_at")
    assert (wrong.superseded_by_id, wrong.superseded_at) == (right.pk, right.recorded_at)
    assert right.superseded_at is None
    withdrawn = Measurement.objects.get(kpi__code="MOVE-ONLINE", observed_on=date(2025, 11, 16))
    assert withdrawn.superseded_at
    assert withdrawn.superseded_by_id is None


def test_the_same_document_has_the_same_ids_wherever_it_is_loaded() -> None:
    document = demo_documents()[1]
    assert str(load(document).organisation_id) == "03ad5c06-e606-5e10-a587-403a4c9bf96c"


def test_figures_out_of_the_database_are_those_of_the_document(big: dict[str, Any]) -> None:
    loaded = load(big)
    state = organisation_state(organisation_id=loaded.organisation_id, as_of=DEMO_DAY)
    assert state is not None
    expected = organisation_figures(facts_of(organisation("meridian")), as_of=DEMO_DAY).scorecard
    assert state.figures.scorecard.index == pytest.approx(expected.index, abs=1e-9)
    assert state.figures.scorecard.coverage == pytest.approx(expected.coverage, abs=1e-9)
    assert state.figures.scorecard.counts == expected.counts


def test_a_member_who_has_an_account_gets_no_second_one(small: dict[str, Any]) -> None:
    enter(key="Admin@Alder.example")
    known = Account.objects.create(email="Admin@Alder.example")
    loaded = load(small)
    assert Membership.objects.get(pk=loaded.membership_ids["admin@alder.example"]).account_id == known.pk


def test_it_takes_one_statement_a_table_and_two_a_member(small: dict[str, Any]) -> None:
    with count_statements() as statements:
        organisation_load(document=small)
    assert len(statements) == 13 + 2 * len(small["members"])


def test_a_slug_that_is_taken_is_refused_and_nothing_is_touched(small: dict[str, Any]) -> None:
    load(small)
    with pytest.raises(ServiceError) as refused:
        organisation_load(document={**small, "name": "Another"})
    assert (refused.value.code, refused.value.field) == (ErrorCode.DUPLICATE, ("slug",))
    assert Organisation.objects.get().name == "Alder Dental"


REFUSED: dict[str, tuple[Spoil, ErrorCode, tuple[str, ...]]] = {
    "a key is unknown": (lambda document: document.update(colour="red"), ErrorCode.INVALID, ("colour",)),
    "a rule of the terms is broken": (
        lambda document: document["kpis"][0]["terms"][0]["target"].update(value="1"),
        ErrorCode.INVALID,
        ("kpis", "0", "terms", "0", "target", "value"),
    ),
    "the time zone is none": (
        lambda document: document.update(time_zone="Europe/Atlantis"),
        ErrorCode.INVALID,
        ("time_zone",),
    ),
    "an owner is no member": (
        lambda document: document["kpis"][0].update(owner="nobody@alder.example"),
        ErrorCode.NOT_FOUND,
        ("owner",),
    ),
    "a linked KPI is not there": (
        lambda document: document["initiatives"][0]["kpis"][0].update(kpi="NONE"),
        ErrorCode.NOT_FOUND,
        ("kpi",),
    ),
    "a milestone weighs nothing": (
        lambda document: document["initiatives"][0]["milestones"][0].update(weight=0),
        ErrorCode.OUT_OF_RANGE,
        ("weight",),
    ),
    "a path to green is missing": (
        lambda document: document["initiatives"][0]["check_ins"][0].update(health="AT_RISK"),
        ErrorCode.REQUIRED,
        ("path_to_green",),
    ),
}


@pytest.mark.parametrize(("spoil", "code", "field"), REFUSED.values(), ids=REFUSED.keys())
def test_nothing_is_written_where(spoil: Spoil, code: ErrorCode, field: tuple[str, ...], small: dict[str, Any]) -> None:
    spoil(small)
    with pytest.raises(ServiceError) as refused:
        organisation_load(document=small)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert organisation_enter(slug=small["slug"]) is None


def test_the_log_names_what_loaded_it_in_one_statement_a_table(small: dict[str, Any]) -> None:
    organisation_load(document=small)

    statements = ChangeStatement.objects.values_list("thing", "kind", "context__command")
    assert {(kind, command) for _, kind, command in statements} == {("insert", "organisation_load")}
    tables = [thing for thing, *_ in statements]
    assert len(tables) == len(set(tables)) >= 10
