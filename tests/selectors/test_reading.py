"""One reading: things by slug, by id and as of another date, each read once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.simulation import Changes
from ops_model.domain.roles import Role
from ops_model.models import ApiToken, CheckIn, Measurement
from ops_model.selectors.access import Access, Seat
from ops_model.selectors.histories import Histories
from ops_model.selectors.reading import Reading
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.database import enter
from tests.selectors.world import TODAY, World, make_world
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Have the small organisation."""
    return make_world()


def reading_of(world: World, today: Callable[[str], date] = lambda _: TODAY, *, role: Role = Role.ADMIN) -> Reading:
    """Begin a reading as the organisation's one member."""
    seat = Seat(
        membership_id=world.ada.pk,
        organisation_id=world.id,
        organisation_slug=world.organisation.slug,
        time_zone="Asia/Tokyo",
        role=role,
        capped=False,
        name="Ada",
        email="ada@example.com",
        data_version="",
    )
    access = Access(account_id=world.ada.account_id, token_id=None, seats=(seat,))
    return Reading(access, today, histories=Histories(batched=False))


def test_an_organisation_is_read_once_as_of_its_own_today(world: World) -> None:
    zones: list[str] = []

    def today(zone: str) -> date:
        zones.append(zone)
        return TODAY

    reading = reading_of(world, today)

    with count_statements() as statements:
        state = reading.organisation(world.organisation.slug)
        assert state is not None
        assert reading.organisation(world.organisation.slug) is state
        assert [member.name for member in reading.memberships()] == ["Ada"]
    assert (state.as_of, zones, len(statements)) == (TODAY, ["Asia/Tokyo"], 5)


def test_no_other_organisation_is_read(world: World) -> None:
    make.make_organisation("another")
    enter(world.id)

    with count_statements() as statements:
        assert reading_of(world).organisation("another") is None
        assert reading_of(world).organisation("nobody-has-this-slug") is None
    assert statements == []


def test_a_thing_is_the_same_thing_as_of_another_date(world: World) -> None:
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None
    kpi, squads = state.kpi("ENPS"), state.initiative("SQUADS")
    assert kpi is not None
    assert squads is not None
    march = date(2026, 3, 15)

    with count_statements() as statements:
        then = reading.at(kpi, march)
        lever, initiative = reading.at(state.lever(LeverKind.CULTURE), march), reading.at(squads, march)
        milestone = reading.at(squads.milestones[0], march)
        whole = reading.at(state, march)
    assert len(statements) == 5
    assert then is not None
    assert (then.id, then.state, then.figures and then.figures.value) == (kpi.id, whole, None)
    assert lever is whole.lever(LeverKind.CULTURE)
    assert initiative is not None
    assert initiative.state is whole
    assert milestone is not None
    assert milestone.state is whole
    assert reading.at(kpi, None) is kpi
    assert reading.at(then, TODAY) is kpi


def test_before_it_exists_a_thing_has_no_figures(world: World) -> None:
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None
    kpi = state.kpi("ENPS")
    assert kpi is not None

    then = reading.at(kpi, date(2025, 12, 31))

    assert then is not None
    assert (then.exists, then.figures, then.terms_now) == (False, None, None)


def things_of(state: OrganisationState) -> dict[str, list[UUID]]:
    """Return ids of all that has a node, by the type's name."""
    return {
        "Organisation": [state.id],
        "Lever": [lever.id for lever in state.levers],
        "Kpi": [kpi.id for kpi in state.kpis],
        "Initiative": [one.id for one in state.initiatives],
        "Milestone": [milestone.id for milestone in state.milestones],
        "Membership": [member.id for member in state.members],
        "Vision": [vision.id for vision in state.visions],
        "Measurement": list(Measurement.objects.values_list("id", flat=True)),
        "CheckIn": list(CheckIn.objects.values_list("id", flat=True)),
        "ApiToken": list(ApiToken.objects.values_list("id", flat=True)),
    }


def test_everything_is_found_by_its_id_and_nothing_by_anothers(world: World) -> None:
    make.make_token(world.ada)
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None

    for type_name, ids in things_of(state).items():
        assert ids
        for id_ in ids:
            found = reading.node(type_name, id_)
            assert found is not None
            assert found.id == id_
        assert reading.node(type_name, uuid4()) is None
        assert reading.node("Unheard", ids[0]) is None


def test_ten_measurements_by_id_are_one_statement(world: World) -> None:
    reading = reading_of(world)
    reading.histories = Histories()
    ids = list(Measurement.objects.values_list("id", flat=True))
    reading.organisation(world.organisation.slug)

    with count_statements() as statements:
        assert [reading.node("Measurement", id_) for id_ in ids] == [None] * len(ids)
        reading.histories.load()
        assert all(reading.node("Measurement", id_) for id_ in ids)
    assert len(statements) == 1


def test_the_framework_is_read_once_and_names_the_levers_as_reports_do(world: World) -> None:
    reading = reading_of(world)

    with count_statements() as statements:
        framework = reading.framework()
        assert reading.framework() is framework
    assert len(statements) == 1
    state = reading.organisation(world.organisation.slug)
    assert state is not None
    assert [lever.name for lever in state.levers] == [text.name for text in framework.levers]


def test_tokens_are_read_once_and_only_for_an_administrator(world: World) -> None:
    make.make_token(world.ada)
    for role, statements_taken in ((Role.EDITOR, 0), (Role.ADMIN, 1)):
        reading = reading_of(world, role=role)
        state = reading.organisation(world.organisation.slug)
        assert state is not None

        with count_statements() as statements:
            tokens = reading.api_tokens(state)
            assert reading.api_tokens(state) is tokens
        assert len(statements) == statements_taken
        assert [token.membership.name for token in (tokens or {}).values()] == ["Ada"] * statements_taken


def test_what_is_supposed_is_made_once_and_forgotten_with_the_rest(world: World) -> None:
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None
    kpi = state.kpi("ENPS")
    assert kpi is not None
    supposed = reading.supposed(state, Changes(kpi_values={kpi.id: Decimal(50)}))

    assert reading.supposed(state, Changes(kpi_values={kpi.id: Decimal(50)})) is supposed
    assert reading.supposed(state, Changes(kpi_values={kpi.id: Decimal(51)})) is not supposed
    reading.forget()
    assert reading.supposed(state, Changes(kpi_values={kpi.id: Decimal(50)})) is not supposed


def test_what_is_supposed_is_so_on_its_day_alone(world: World) -> None:
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None
    kpi = state.kpi("ENPS")
    assert kpi is not None
    supposed = reading.supposed(state, Changes(kpi_values={kpi.id: Decimal(50)})).kpis_by_id[kpi.id]

    same, other = reading.at(supposed, TODAY), reading.at(supposed, date(2026, 6, 30))
    assert same is supposed
    assert other is not None
    assert other.figures is not None
    assert other.figures.value == 24.5
