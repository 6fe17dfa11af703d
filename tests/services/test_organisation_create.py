"""An organisation is made whole or not at all."""

from typing import Any

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.roles import Role
from ops_model.models import Account, ChangeStatement, Lever, Membership, Organisation, ScoringPolicy
from ops_model.selectors.framework import framework_get
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.organisation import OrganisationCreated, organisation_create
from tests.database import enter
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


def create(**changes: Any) -> OrganisationCreated:
    """Make an organisation that is as it should be but for what is given."""
    valid = {"slug": "acme", "name": "Acme", "admin_email": "ada@acme.example", "admin_name": "Ada"}
    return organisation_create(**{**valid, **changes})


def test_it_comes_with_six_levers_that_shift_as_the_framework_says() -> None:
    create()

    levers = {lever.kind: (lever.shift_from, lever.shift_to) for lever in Lever.objects.all()}
    assert levers == {text.kind: (text.shift_from, text.shift_to) for text in framework_get().levers}
    assert levers.keys() == set(LeverKind)


def test_it_comes_with_the_default_policy_from_the_beginning_of_time() -> None:
    create()

    policy = ScoringPolicy.objects.get()
    assert policy.valid_from is None
    assert (policy.lever_weights, policy.target_levels) == ([1.0] * 6, [5] * 6)
    assert (policy.outcome_weight, policy.delivery_weight, policy.maturity_weight) == (0.5, 0.3, 0.2)
    assert (policy.delivery_share, policy.coverage_floor, policy.check_in_days) == (0.5, 0.5, 14)
    assert (policy.on_track_gap, policy.at_risk_gap) == (0.10, 0.25)


def test_it_comes_with_an_administrator_who_can_sign_in() -> None:
    made = create(time_zone="Europe/Berlin")

    admin = Membership.objects.get()
    assert (admin.pk, admin.role, admin.name, admin.email) == (
        made.admin_membership_id,
        Role.ADMIN,
        "Ada",
        "ada@acme.example",
    )
    assert made.token.startswith("opsm_")
    assert Organisation.objects.get().time_zone == "Europe/Berlin"


def test_whoever_has_an_account_keeps_it_whatever_the_case_of_the_email() -> None:
    create()
    other = create(slug="acme-too", admin_email="Ada@Acme.example")

    enter(other.organisation_id, key="ada@acme.example")
    assert Account.objects.get().pk == Membership.objects.get().account_id


def test_it_takes_no_more_statements_than_it_says() -> None:
    with count_statements() as statements:
        create()

    assert len(statements) <= 9


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"slug": ""}, ErrorCode.REQUIRED, "slug"),
        ({"slug": "Acme Inc"}, ErrorCode.INVALID, "slug"),
        ({"slug": "acme\n"}, ErrorCode.INVALID, "slug"),
        ({"slug": "a" * 61}, ErrorCode.INVALID, "slug"),
        ({"name": ""}, ErrorCode.REQUIRED, "name"),
        ({"name": " "}, ErrorCode.REQUIRED, "name"),
        ({"name": "x" * 201}, ErrorCode.TOO_LONG, "name"),
        ({"time_zone": "Europe/Atlantis"}, ErrorCode.INVALID, "time_zone"),
        ({"admin_email": "ada"}, ErrorCode.INVALID, "admin_email"),
        ({"admin_email": ""}, ErrorCode.REQUIRED, "admin_email"),
        ({"admin_name": "x" * 201}, ErrorCode.TOO_LONG, "admin_name"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(changes: dict[str, str], code: ErrorCode, field: str) -> None:
    with pytest.raises(ServiceError) as refused:
        create(**changes)

    assert (refused.value.code, refused.value.field) == (code, (field,))
    enter(key="acme")
    assert not Organisation.objects.exists()
    enter(key="ada@acme.example")
    assert not Account.objects.exists()


def test_the_audit_log_names_what_made_it() -> None:
    create()

    said = ChangeStatement.objects.values_list("thing", "row_count", "context__command")
    assert sorted(said) == [
        (thing, rows, "organisation_create")
        for thing, rows in (
            ("api_token", 1),
            ("lever", 6),
            ("membership", 1),
            ("organisation", 1),
            ("scoring_policy", 1),
        )
    ]


def test_a_slug_is_given_once() -> None:
    create()
    with pytest.raises(ServiceError) as refused:
        create(name="Acme again")

    assert (refused.value.code, refused.value.field) == (ErrorCode.DUPLICATE, ("slug",))
    enter(key="acme")
    assert [organisation.name for organisation in Organisation.objects.all()] == ["Acme"]
