"""Services take as many statements as their docstrings say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import DatedValue
from ops_model.domain.progress.vocabulary import Direction, Health
from ops_model.domain.roles import Role, TokenScope
from ops_model.domain.stages import InitiativeStage
from ops_model.models import (
    ApiToken,
    CheckIn,
    Initiative,
    InitiativeKpi,
    Kpi,
    Lever,
    Measurement,
    Membership,
    Milestone,
    Organisation,
    Vision,
)
from ops_model.services.api_token import api_token_create, api_token_revoke
from ops_model.services.check_in import check_in_submit, check_in_withdraw
from ops_model.services.initiative import (
    initiative_archive,
    initiative_clone,
    initiative_create,
    initiative_update,
)
from ops_model.services.initiative_terms import initiative_move, initiative_set_terms
from ops_model.services.kpi import kpi_archive, kpi_create, kpi_set_terms, kpi_update
from ops_model.services.lever import lever_update
from ops_model.services.lever_shares import LeverShareEntry
from ops_model.services.link import initiative_link_kpi, initiative_unlink_kpi
from ops_model.services.measurement import (
    measurement_record,
    measurement_record_columns,
    measurement_record_many,
    measurement_withdraw,
)
from ops_model.services.measurement_columns import MeasurementColumns, MeasurementEntry
from ops_model.services.membership import member_change_role, member_end, member_invite
from ops_model.services.milestone import (
    milestone_add,
    milestone_cancel,
    milestone_complete,
    milestone_reopen,
    milestone_update,
)
from ops_model.services.organisation import organisation_update
from ops_model.services.scoring_policy import scoring_policy_set
from ops_model.services.vision import vision_draft, vision_publish, vision_update
from ops_model.services.writer import Writer
from tests import factories as make
from tests.database import enter
from tests.statements import count_statements

TODAY = date(2026, 7, 1)
SPRING = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation with one of everything, some of it to be followed by later terms, and who writes there."""

    writer: Writer
    member: Membership
    lever: Lever
    kpi: Kpi
    other: Kpi
    measurement: Measurement
    initiative: Initiative
    milestone: Milestone
    done: Milestone
    check_in: CheckIn
    link: InitiativeKpi
    draft: Vision
    someone: Membership
    token: ApiToken


@pytest.fixture
def office(organisation: Organisation) -> Office:
    """Have an office that administers its organisation."""
    member = make.make_member(organisation, role=Role.ADMIN)
    enter(organisation.pk)
    kpi = make.make_kpi(organisation, owner=member)
    initiative = make.make_initiative(organisation, owner=member, start_date=make.BEGINNING)
    make.make_initiative_terms(initiative, date(2027, 1, 1), weight=3.0)
    make.make_kpi_terms(kpi, date(2026, 10, 1), weight=3.0)
    someone = make.make_member(organisation, "Someone")
    make.make_token(someone)
    return Office(
        writer=Writer(organisation_id=organisation.pk, membership_id=member.pk, role=Role.ADMIN, today=TODAY),
        member=member,
        lever=Lever.objects.get(kind=LeverKind.CULTURE),
        kpi=kpi,
        other=make.make_kpi(organisation, "KPI-2"),
        measurement=make.make_measurement(kpi, SPRING, 3),
        initiative=initiative,
        milestone=make.make_milestone(initiative, due_on=SPRING),
        done=make.make_milestone(initiative, "Done", due_on=SPRING, completed_on=SPRING),
        check_in=make.make_check_in(initiative, SPRING, author=member),
        link=make.make_link(initiative, kpi),
        draft=make.make_vision(organisation, published_on=None),
        someone=someone,
        token=ApiToken.objects.get(),
    )


def entry(kpi: Kpi, day: date) -> MeasurementEntry:
    return MeasurementEntry(kpi_id=kpi.pk, observed_on=day, value=Decimal(7))


def columns(office: Office, count: int, *, first: date = SPRING + timedelta(days=1)) -> MeasurementColumns:
    """Return measurements of this many days of both KPIs, from the first on back."""
    days = [first - timedelta(days=2 * number) for number in range(count)]
    return MeasurementColumns(
        kpis=[kpi.code for kpi in (office.kpi, office.other) for _ in days],
        observed_on=days * 2,
        values=[Decimal(number) for number in range(2 * count)],
    )


def _kpi_create(office: Office) -> object:
    baseline = DatedValue(value=Decimal(0), on=SPRING)
    first = {"direction": Direction.INCREASE, "baseline": baseline}
    terms = [first, {"valid_from": TODAY, "weight": 2.0}]
    columns = {"code": "K-2", "name": "Two", "lever": "CULTURE", "unit": "%", "owner_id": office.member.pk}
    return kpi_create(writer=office.writer, columns=columns, terms=terms)


def _initiative_create(office: Office) -> object:
    shares = [LeverShareEntry(lever=LeverKind.CULTURE)]
    columns = {"code": "I-2", "name": "Two", "sponsor_id": office.member.pk}
    return initiative_create(writer=office.writer, columns=columns, terms=[{"lever_shares": shares}])


def _initiative_clone(office: Office) -> object:
    return initiative_clone(
        writer=office.writer, initiative_id=office.initiative.pk, code="I-3", name=None, start_date=TODAY
    )


SERVICES: list[tuple[str, int, Callable[[Office], object]]] = [
    ("kpi_create with two versions and an owner", 3, _kpi_create),
    (
        "kpi_update with an owner",
        3,
        lambda o: kpi_update(writer=o.writer, kpi_id=o.kpi.pk, version=1, columns={"owner_id": o.member.pk}),
    ),
    (
        "kpi_set_terms, followed by a later version",
        5,
        lambda o: kpi_set_terms(
            writer=o.writer, kpi_id=o.kpi.pk, version=1, valid_from=None, settings={"window": 5, "reason": "Calmer."}
        ),
    ),
    (
        "kpi_archive",
        3,
        lambda o: kpi_archive(writer=o.writer, kpi_id=o.kpi.pk, version=1, archived_on=TODAY),
    ),
    ("initiative_create with a sponsor", 3, _initiative_create),
    (
        "initiative_update",
        2,
        lambda o: initiative_update(
            writer=o.writer, initiative_id=o.initiative.pk, version=1, columns={"summary": "More."}
        ),
    ),
    (
        "initiative_archive",
        3,
        lambda o: initiative_archive(writer=o.writer, initiative_id=o.initiative.pk, version=1, archived_on=TODAY),
    ),
    ("initiative_clone", 7, _initiative_clone),
    (
        "initiative_set_terms, followed by a later version",
        5,
        lambda o: initiative_set_terms(
            writer=o.writer, initiative_id=o.initiative.pk, version=1, valid_from=None, settings={"target_date": TODAY}
        ),
    ),
    (
        "initiative_move, followed by a later version",
        5,
        lambda o: initiative_move(
            writer=o.writer,
            initiative_id=o.initiative.pk,
            version=1,
            stage=InitiativeStage.ON_HOLD,
            valid_from=None,
            reason=None,
        ),
    ),
    (
        "initiative_link_kpi",
        5,
        lambda o: initiative_link_kpi(
            writer=o.writer, initiative_id=o.initiative.pk, kpi_id=o.other.pk, weight=1.0, linked_on=None
        ),
    ),
    (
        "initiative_unlink_kpi",
        5,
        lambda o: initiative_unlink_kpi(writer=o.writer, link_id=o.link.pk, version=1, unlinked_on=None),
    ),
    (
        "milestone_add",
        3,
        lambda o: milestone_add(
            writer=o.writer, initiative_id=o.initiative.pk, columns={"name": "Next", "due_on": TODAY}
        ),
    ),
    (
        "milestone_update",
        4,
        lambda o: milestone_update(
            writer=o.writer, milestone_id=o.milestone.pk, version=1, columns={"name": "Other"}, reason=None
        ),
    ),
    (
        "milestone_complete",
        4,
        lambda o: milestone_complete(writer=o.writer, milestone_id=o.milestone.pk, version=1, completed_on=None),
    ),
    (
        "milestone_cancel",
        4,
        lambda o: milestone_cancel(writer=o.writer, milestone_id=o.milestone.pk, version=1, cancelled_on=None),
    ),
    (
        "milestone_reopen",
        4,
        lambda o: milestone_reopen(writer=o.writer, milestone_id=o.done.pk, version=1),
    ),
    (
        "check_in_submit",
        3,
        lambda o: check_in_submit(writer=o.writer, initiative_id=o.initiative.pk, columns={"health": Health.ON_TRACK}),
    ),
    (
        "check_in_withdraw",
        4,
        lambda o: check_in_withdraw(writer=o.writer, check_in_id=o.check_in.pk),
    ),
    ("measurement_record", 3, lambda o: measurement_record(writer=o.writer, entry=entry(o.kpi, TODAY))),
    (
        "measurement_record as a correction",
        4,
        lambda o: measurement_record(writer=o.writer, entry=entry(o.kpi, SPRING)),
    ),
    (
        "measurement_record_many",
        3,
        lambda o: measurement_record_many(
            writer=o.writer, entries=[entry(o.kpi, SPRING + timedelta(days=1 + number)) for number in range(50)]
        ),
    ),
    ("measurement_record_columns", 3, lambda o: measurement_record_columns(writer=o.writer, columns=columns(o, 500))),
    (
        "measurement_record_columns with corrections",
        4,
        lambda o: measurement_record_columns(writer=o.writer, columns=columns(o, 500, first=SPRING)),
    ),
    (
        "measurement_withdraw",
        3,
        lambda o: measurement_withdraw(writer=o.writer, measurement_id=o.measurement.pk, reason=None),
    ),
    (
        "lever_update with a sponsor",
        3,
        lambda o: lever_update(
            writer=o.writer,
            lever_id=o.lever.pk,
            version=1,
            columns={"sponsor_id": o.member.pk},
        ),
    ),
    (
        "vision_draft",
        3,
        lambda o: vision_draft(
            writer=o.writer, columns={"statement": "Chosen twice.", "start_date": SPRING, "target_date": TODAY}
        ),
    ),
    (
        "vision_update",
        2,
        lambda o: vision_update(
            writer=o.writer,
            vision_id=o.draft.pk,
            version=1,
            columns={"purpose": "Warm homes."},
        ),
    ),
    (
        "vision_publish",
        2,
        lambda o: vision_publish(
            writer=o.writer,
            vision_id=o.draft.pk,
            version=1,
            published_on=None,
        ),
    ),
    (
        "scoring_policy_set",
        3,
        lambda o: scoring_policy_set(writer=o.writer, valid_from=None, settings={"check_in_days": 7}),
    ),
    (
        "member_invite",
        4,
        lambda o: member_invite(writer=o.writer, email="new@example.com", name="New", role=Role.VIEWER),
    ),
    (
        "member_change_role",
        2,
        lambda o: member_change_role(writer=o.writer, membership_id=o.someone.pk, version=1, role=Role.VIEWER),
    ),
    ("member_end", 2, lambda o: member_end(writer=o.writer, membership_id=o.someone.pk, version=1, ended_on=None)),
    (
        "api_token_create",
        2,
        lambda o: api_token_create(
            writer=o.writer, membership_id=o.member.pk, name="Script", scopes=[TokenScope.READ], expires_at=None
        ),
    ),
    ("api_token_revoke", 2, lambda o: api_token_revoke(writer=o.writer, token_id=o.token.pk)),
    (
        "organisation_update",
        2,
        lambda o: organisation_update(
            writer=o.writer, organisation_id=o.writer.organisation_id, version=1, columns={"name": "Acme again"}
        ),
    ),
]


@pytest.mark.parametrize(("count", "service"), [case[1:] for case in SERVICES], ids=[case[0] for case in SERVICES])
def test_a_service_takes_as_many_statements_as_it_says(
    office: Office, count: int, service: Callable[[Office], object]
) -> None:
    with count_statements() as statements:
        service(office)

    assert len(statements) == count, statements
