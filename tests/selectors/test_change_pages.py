"""The audit log: who changed what from what to what, newest first, over all kinds of things."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.changes import ChangedThing, ChangeKind
from ops_model.domain.roles import Role
from ops_model.models import ApiToken, Kpi, KpiTerms, Measurement, Membership, Organisation
from ops_model.models.history import CONTEXT_SETTING
from ops_model.selectors.change_pages import changes_page
from ops_model.selectors.filters import ChangeFilter
from ops_model.selectors.histories import Histories
from ops_model.selectors.matching import DateRange
from ops_model.selectors.pages import CursorError, Page, PageArguments
from ops_model.selectors.reports import Change
from ops_model.services.history import command_note
from tests import factories as make
from tests.database import connection_as, enter
from tests.selectors.world import TODAY, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db

T, K = ChangedThing, ChangeKind
AT_ONCE = 30


def page_of(organisation: Organisation, role: Role = Role.ADMIN, **arguments: Any) -> Page[Change]:
    """Return a page of an organisation's changes."""
    enter(organisation.pk)
    return changes_page(Histories(batched=False), state_of(organisation, TODAY), role=role, **arguments)


def newest(organisation: Organisation) -> Change:
    """Return the newest change."""
    return page_of(organisation, arguments=PageArguments(first=1)).nodes[0]


def said(change: Change) -> dict[str, tuple[str | None, str | None]]:
    """Return what was changed from what to what."""
    return {each.name: (each.from_, each.to) for each in change.fields}


def what(page: Page[Change]) -> list[tuple[ChangedThing, ChangeKind]]:
    """Return what was done to which things."""
    return [(change.thing, change.kind) for change in page.nodes]


def note(**context: object) -> None:
    """Say who writes, as signing in does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [CONTEXT_SETTING, json.dumps(context, default=str)])


@pytest.fixture
def busy(organisation: Organisation) -> Organisation:
    """Have an organisation in which statements of one row and of many follow each other."""
    ada = make.make_member(organisation, "Ada")
    enter(organisation.pk)
    kpi = make.make_kpi(organisation, "NPS", owner=ada)
    Measurement.objects.bulk_create(
        Measurement(organisation=organisation, kpi=kpi, observed_on=date(2026, 1, 1 + number), value=number)
        for number in range(AT_ONCE)
    )
    Kpi.objects.filter(pk=kpi.pk).update(name="Promoters")
    make.make_initiative(organisation, "SQUADS", owner=ada)
    return organisation


def test_what_was_made_is_told_field_by_field(organisation: Organisation) -> None:
    ada = make.make_member(organisation, "Ada")
    enter(organisation.pk)
    make.make_kpi(organisation, "NPS", owner=ada, definition="Would you?", decimals=1)
    terms, kpi = page_of(organisation, arguments=PageArguments(first=2)).nodes

    assert (kpi.thing, kpi.kind, kpi.subject_type) == (T.KPI, K.CREATED, "Kpi")
    assert said(kpi) == {
        "code": (None, "NPS"),
        "name": (None, "KPI NPS"),
        "definition": (None, "Would you?"),
        "lever": (None, "CULTURE"),
        "unit": (None, "points"),
        "decimals": (None, "1"),
        "owner": (None, "Ada"),
    }
    assert (terms.thing, terms.subject_type, terms.subject_id) == (T.KPI_TERMS, "Kpi", kpi.subject_id)
    assert said(terms)["target.value"] == (None, "100")
    assert said(terms)["kpi"] == (None, "NPS")


def test_what_was_changed_is_told_from_what_to_what_and_nothing_else(organisation: Organisation) -> None:
    kpi = make.make_kpi(organisation, "NPS", definition="Would you?")
    kpi.name, kpi.definition, kpi.version = "Promoters", None, 2
    kpi.save()

    change = newest(organisation)
    assert (change.kind, change.subject_id) == (K.UPDATED, kpi.pk)
    assert said(change) == {"name": ("KPI NPS", "Promoters"), "definition": ("Would you?", None)}


def test_terms_that_replace_those_of_the_same_day_leave_them_in_the_log(organisation: Organisation) -> None:
    kpi = make.make_kpi(organisation, "NPS", terms={"reason": "as in spring"})
    KpiTerms.objects.filter(kpi=kpi).update(target_value=Decimal("90.50"), reason="the market fell")

    assert said(newest(organisation)) == {
        "target.value": ("100", "90.50"),
        "reason": ("as in spring", "the market fell"),
    }


def test_what_each_lever_has_is_told_by_its_kind(organisation: Organisation) -> None:
    shares = {"lever_shares": [1.0, 2.5, 0.0, 0.0, 0.0, 0.0]}
    make.make_initiative(organisation, tags=["service", "pilot"], terms=shares)
    terms, initiative = page_of(organisation, arguments=PageArguments(first=2)).nodes

    assert said(terms)["lever_shares"] == (None, "STRUCTURE 1, CULTURE 2.5")
    assert said(initiative)["tags"] == (None, "service, pilot")
    assert "principles" not in said(initiative)


def test_each_step_knows_the_one_before_however_fast_they_follow(organisation: Organisation) -> None:
    kpi = make.make_kpi(organisation, "NPS", name="0")
    for number in range(1, 20):
        Kpi.objects.filter(pk=kpi.pk).update(name=str(number))

    steps = [said(change)["name"] for change in page_of(organisation, arguments=PageArguments(first=19)).nodes]
    assert steps == [(str(number - 1), str(number)) for number in range(19, 0, -1)]


def test_who_did_it_with_what_and_in_which_request(organisation: Organisation) -> None:
    ada = make.make_member(organisation, "Ada")
    make.make_token(ada, name="BI export")
    enter(organisation.pk)
    token = ApiToken.objects.get()
    note(user=ada.account_id, token=token.pk, request="r-1", operation="Measure")
    kpi = make.make_kpi(organisation, "NPS")
    change = newest(organisation)
    assert (change.actor and change.actor.name, change.client) == ("Ada", "BI export")
    assert (change.request_id, change.operation) == ("r-1", "Measure")

    note(user=ada.account_id, token=None, request="r-2", operation=None)
    Kpi.objects.filter(pk=kpi.pk).update(name="By hand")
    change = newest(organisation)
    assert (change.actor and change.actor.name, change.client, change.operation) == ("Ada", "browser", None)

    command_note(command="import_kpis")
    Kpi.objects.filter(pk=kpi.pk).update(name="By a command")
    change = newest(organisation)
    assert (change.actor, change.client, change.request_id) == (None, "import_kpis", None)


def test_who_says_what_nobody_can_be_breaks_nothing(organisation: Organisation) -> None:
    note(user="nobody", token="none", request=None)
    make.make_kpi(organisation, "NPS")

    assert (newest(organisation).actor, newest(organisation).client) == (None, None)


@pytest.mark.parametrize("size", [1, 7, AT_ONCE, 100])
def test_pages_forward_and_backward_are_the_whole_list(busy: Organisation, size: int) -> None:
    every = page_of(busy, arguments=PageArguments(first=100)).nodes
    assert [*every] == sorted(every, key=lambda change: (change.at, change.statement_id, change.number), reverse=True)

    found: list[Change] = []
    after = None
    while True:
        page = page_of(busy, arguments=PageArguments(first=size, after=after))
        assert page.has_previous == bool(found)
        found += page.nodes
        after = page.end_cursor
        if not page.has_next:
            break
    assert found == [*every]
    found, before = [], None
    while True:
        page = page_of(busy, arguments=PageArguments(last=size, before=before))
        assert page.has_next == bool(found)
        found = [*page.nodes, *found]
        before = page.start_cursor
        if not page.has_previous:
            break
    assert found == [*every]
    assert page_of(busy).total == len(every)


def test_a_list_between_two_cursors_is_what_lies_between(busy: Organisation) -> None:
    page = page_of(busy, arguments=PageArguments(first=20))
    between = page_of(busy, arguments=PageArguments(first=100, after=page.cursors[2], before=page.cursors[15]))

    assert between.nodes == page.nodes[3:15]


def test_a_page_stays_where_it_is_when_things_change(busy: Organisation) -> None:
    first = page_of(busy, arguments=PageArguments(first=5))
    second = page_of(busy, arguments=PageArguments(first=5, after=first.end_cursor))
    make.make_kpi(busy, "LATER")

    assert page_of(busy, arguments=PageArguments(first=5, after=first.end_cursor)).nodes == second.nodes


def test_filters_choose_by_thing_kind_actor_and_day(busy: Organisation) -> None:
    def kept(**asked: Any) -> list[tuple[ChangedThing, ChangeKind]]:
        page = page_of(busy, filter_by=ChangeFilter(**asked), arguments=PageArguments(first=100))
        assert page.total == len(page.nodes)
        return what(page)

    assert kept(thing=(T.KPI, T.INITIATIVE)) == [
        (T.INITIATIVE, K.CREATED),
        (T.KPI, K.UPDATED),
        (T.KPI, K.CREATED),
    ]
    assert kept(thing=(T.MEASUREMENT,)) == [(T.MEASUREMENT, K.CREATED)] * AT_ONCE
    assert kept(kind=(K.UPDATED,)) == [(T.KPI, K.UPDATED)]
    assert kept(kind=(K.DELETED,)) == kept(thing=()) == []

    ada = Membership.objects.get(name="Ada")
    assert kept(actor=(ada.pk,)) == []
    note(user=ada.account_id)
    make.make_kpi(busy, "SECOND")
    assert kept(actor=(ada.pk, uuid4())) == [(T.KPI_TERMS, K.CREATED), (T.KPI, K.CREATED)]
    assert kept(actor=(uuid4(),)) == []


def test_days_are_the_organisations_own(organisation: Organisation) -> None:
    make.make_kpi(organisation, "NPS")
    at = newest(organisation).at

    for zone, hours in (("Pacific/Kiritimati", 14), ("Pacific/Pago_Pago", -11)):
        Organisation.objects.update(time_zone=zone)
        day = datetime.fromtimestamp(at.timestamp() + hours * 3600, tz=at.tzinfo).date()
        page = page_of(organisation, filter_by=ChangeFilter(thing=(T.KPI,), changed_on=DateRange(day, day)))
        assert what(page) == [(T.KPI, K.CREATED)]
        for other in (DateRange(None, date.fromordinal(day.toordinal() - 1)), DateRange(date.max, None)):
            assert page_of(organisation, filter_by=ChangeFilter(thing=(T.KPI,), changed_on=other)).total == 0


def test_a_subject_has_its_own_changes_and_those_of_its_terms(busy: Organisation) -> None:
    kpi = Kpi.objects.get()
    of_kpi = ChangeFilter(subject=(("Kpi", kpi.pk),))
    page = page_of(busy, filter_by=of_kpi)
    assert what(page) == [(T.KPI, K.UPDATED), (T.KPI_TERMS, K.CREATED), (T.KPI, K.CREATED)]
    assert page.total == 3
    first = page_of(busy, filter_by=of_kpi, arguments=PageArguments(first=1))
    rest = page_of(busy, filter_by=of_kpi, arguments=PageArguments(first=5, after=first.end_cursor))
    assert (*first.nodes, *rest.nodes) == page.nodes
    assert first.has_next
    assert rest.has_previous
    assert not rest.has_next

    one = Measurement.objects.order_by("observed_on")[4]
    found = page_of(busy, filter_by=ChangeFilter(subject=(("Measurement", one.pk),)))
    assert [said(change)["value"] for change in found.nodes] == [(None, "4")]
    assert found.total == 1
    policies = page_of(busy, filter_by=ChangeFilter(subject=(("Organisation", busy.pk),)))
    assert {thing for thing, _ in what(policies)} == {T.ORGANISATION, T.SCORING_POLICY}
    assert page_of(busy, filter_by=ChangeFilter(subject=(("Viewer", kpi.pk),))).total == 0
    assert page_of(busy, filter_by=ChangeFilter(subject=())).nodes == ()


def test_changes_of_tokens_are_for_administrators(organisation: Organisation) -> None:
    make.make_token(make.make_member(organisation, "Ada"))
    asked = ChangeFilter(thing=(T.API_TOKEN,))

    assert what(page_of(organisation, Role.ADMIN, filter_by=asked)) == [(T.API_TOKEN, K.CREATED)]
    assert {"name", "membership", "prefix", "scopes"} == said(newest(organisation)).keys()
    for role in (Role.VIEWER, Role.CONTRIBUTOR, Role.EDITOR):
        assert page_of(organisation, role, filter_by=asked).total == 0
        everything = page_of(organisation, role, arguments=PageArguments(first=100))
        assert T.API_TOKEN not in {thing for thing, _ in what(everything)}
        assert everything.total == len(everything.nodes)


def test_another_organisations_changes_are_in_no_page(organisation: Organisation) -> None:
    kpi = make.make_kpi(make.make_organisation(), "THEIRS")
    enter(organisation.pk, kpi.organisation_id)

    page = page_of(organisation, arguments=PageArguments(first=100))
    assert T.KPI not in {thing for thing, _ in what(page)}
    assert page_of(organisation, filter_by=ChangeFilter(subject=(("Kpi", kpi.pk),))).nodes == ()


def test_a_page_takes_two_statements_for_one_change_and_for_a_hundred_of_all_kinds(organisation: Organisation) -> None:
    def taken(size: int, **asked: Any) -> int:
        state = state_of(organisation)
        with count_statements() as statements:
            page = changes_page(
                Histories(batched=False),
                state,
                role=Role.ADMIN,
                filter_by=ChangeFilter(**asked),
                arguments=PageArguments(first=size),
            )
            assert len(page.nodes) == size
        return len(statements)

    ada = make.make_member(organisation, "Ada")
    make.make_token(ada)
    enter(organisation.pk)
    for number in range(9):
        kpi = make.make_kpi(organisation, f"KPI-{number}", owner=ada)
        initiative = make.make_initiative(organisation, f"INI-{number}", owner=ada)
        for day in (1, 2, 3):
            make.make_measurement(kpi, date(2026, 1, day), day)
            make.make_check_in(initiative, date(2026, 1, day), author=ada)
        make.make_milestone(initiative, due_on=TODAY)
        make.make_link(initiative, kpi)
    make.make_vision(organisation)

    assert taken(1) == taken(100) == 2
    assert taken(1, thing=(T.KPI,)) == taken(9, thing=(T.KPI,)) == 2
    page = page_of(organisation, arguments=PageArguments(first=100))
    assert len({thing for thing, _ in what(page)}) >= 9
    with count_statements() as statements:
        assert page.total > 100
    assert len(statements) == 1


@pytest.mark.parametrize(
    "place", [["now", str(uuid4()), 1], ["2026-01-01T00:00:00+00:00", "x", 1], ["9999-12-31T23:59:59-23:59", "x", 1]]
)
@pytest.mark.parametrize("number", [1, "1; DROP TABLE kpi", 2**63, -(10**30), None])
def test_a_forged_cursor_fails_no_statement(busy: Organisation, place: list[object], number: object) -> None:
    cursor = page_of(busy, arguments=PageArguments(first=1)).end_cursor
    assert cursor is not None
    digest, *_ = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    forged = urlsafe_b64encode(json.dumps([digest, *place[:2], number]).encode()).decode()

    with pytest.raises(CursorError):
        page_of(busy, arguments=PageArguments(first=1, after=forged))


def test_a_cursor_belongs_to_its_filter(busy: Organisation) -> None:
    cursor = page_of(busy, arguments=PageArguments(first=1)).end_cursor

    with pytest.raises(CursorError):
        page_of(busy, filter_by=ChangeFilter(thing=(T.KPI,)), arguments=PageArguments(after=cursor))


@pytest.fixture(scope="module")
def long(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Organisation:
    """Have an organisation with 100,000 statements in its log, committed; of the older ones nothing else is kept."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            organisation = make.make_organisation()
        with connection_as("ops_owner") as owner, owner.cursor() as cursor:
            cursor.execute(
                "INSERT INTO change_statement (organisation_id, at, thing, kind, row_count)"
                " SELECT %s, now() - number * interval '1 minute', 'kpi', 'update', 1"
                " FROM generate_series(1, 100000) AS number",
                [str(organisation.pk)],
            )
            owner.commit()
            owner.autocommit = True
            cursor.execute("ANALYZE change_statement")
    return organisation


@pytest.mark.parametrize(
    "asked", [ChangeFilter(), ChangeFilter(kind=(K.UPDATED,)), ChangeFilter(changed_on=DateRange(None, date.max))]
)
def test_a_page_of_100_000_statements_reads_what_it_shows_off_an_index(
    long: Organisation, asked: ChangeFilter, db: None
) -> None:
    enter(long.pk)
    state = state_of(long)
    ran: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's own
        ran.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(keep):
        changes_page(Histories(batched=False), state, role=Role.ADMIN, filter_by=asked).nodes  # noqa: B018
    sql, parameters = ran[0]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING off, SUMMARY off, BUFFERS off) {sql}", parameters)
        (walk,) = [line for (line,) in cursor.fetchall() if "on change_statement" in line]

    assert "Index Scan using change_statement_newest" in walk
    assert int(re.findall(r"actual rows=(\d+)", walk)[0]) == 22
