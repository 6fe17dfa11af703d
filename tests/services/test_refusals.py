"""What Django and PostgreSQL refuse comes out as a ServiceError with its code, its field and a sentence."""

import pytest
from django.db import IntegrityError, connection

from ops_model.models import Kpi, Organisation
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.refusals import fields_check, refusals
from tests.factories import make_kpi
from tests.statements import count_statements


def test_a_constraint_is_answered_with_its_entry(organisation: Organisation) -> None:
    make_kpi(organisation, "NPS")
    with pytest.raises(ServiceError) as refused, refusals():
        make_kpi(organisation, "NPS")

    assert refused.value.code == ErrorCode.DUPLICATE
    assert refused.value.field == ("code",)
    assert refused.value.message == "Another KPI has this code."


def test_a_column_that_the_input_calls_otherwise_is_named_as_the_input_does(organisation: Organisation) -> None:
    make_kpi(organisation, "NPS")
    with pytest.raises(ServiceError) as refused, refusals({"code": "short_name"}):
        make_kpi(organisation, "NPS")

    assert refused.value.field == ("short_name",)


def test_what_is_missing_is_required(organisation: Organisation) -> None:
    with pytest.raises(ServiceError) as refused, refusals(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO kpi (organisation_id, code) VALUES (%s, 'NPS')", [organisation.pk])

    assert (refused.value.code, refused.value.field) == (ErrorCode.REQUIRED, ("name",))


def test_an_error_that_no_constraint_raised_stays_what_it_is() -> None:
    with pytest.raises(IntegrityError, match="out of the blue"), refusals():
        raise IntegrityError("out of the blue")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("name", "", ErrorCode.REQUIRED),
        ("name", None, ErrorCode.REQUIRED),
        ("name", "x" * 201, ErrorCode.TOO_LONG),
        ("code", "x" * 61, ErrorCode.TOO_LONG),
        ("decimals", -1, ErrorCode.OUT_OF_RANGE),
        ("decimals", 11, ErrorCode.OUT_OF_RANGE),
        ("lever", "MARKETING", ErrorCode.INVALID),
    ],
)
def test_a_field_is_refused_by_its_own_rules(column: str, value: object, code: ErrorCode) -> None:
    row = Kpi(code="NPS", name="Net promoter score", lever="CULTURE", unit="points")
    setattr(row, column, value)
    with pytest.raises(ServiceError) as refused:
        fields_check(row)

    assert (refused.value.code, refused.value.field) == (code, (column,))


def test_what_may_be_left_out_is_left_out_and_references_cost_no_statement(organisation: Organisation) -> None:
    with count_statements() as statements:
        fields_check(Kpi(organisation=organisation, code="NPS", name="Promoters", lever="CULTURE", unit="points"))

    assert statements == []
