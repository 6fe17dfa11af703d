"""The initiatives sheet: a row an initiative, by its code."""

from datetime import date

import pytest

from ops_model.models import Initiative, InitiativeTerms
from tests import factories as make
from tests.imports.office import TODAY, Office

HEADER = "code;name;stage;lever"
FULL = (
    "code;name;summary;customer outcome;origin;owner;sponsor;start_date;principles;pillars;tags;stage;weight;"
    "target date;lever;levers;valid from"
)


def terms(code: str) -> InitiativeTerms:
    """Return the newest terms of an initiative."""
    found = InitiativeTerms.objects.filter(initiative__code=code).order_by("valid_from").last()
    assert found
    return found


def test_everything_that_an_initiative_has_can_stand_in_the_sheet(office: Office) -> None:
    ada = make.make_member(office.organisation, email="ada@acme.example")
    row = (
        "STR-1;Journey owners;One owner each;I know whom to ask;Customer;ada@acme.example;ADA@acme.example;"
        '2020-01-15;"customer led, FAST";EMPATHY;"pilot, north, pilot";In progress;2.5;'
        '2021-06-30;;"STRUCTURE 2, CULTURE";2020-02-01'
    )
    answer = office.initiatives(FULL, row)
    assert answer.error is None
    one, agreed = Initiative.objects.get(), terms("STR-1")
    assert (one.name, one.summary, one.customer_outcome) == ("Journey owners", "One owner each", "I know whom to ask")
    assert (one.origin, one.owner_id, one.sponsor_id, one.start_date) == ("CUSTOMER", ada.pk, ada.pk, date(2020, 1, 15))
    assert (one.principles, one.pillars, one.tags) == (["CUSTOMER_LED", "FAST"], ["EMPATHY"], ["pilot", "north"])
    assert (agreed.valid_from, agreed.stage, agreed.weight) == (date(2020, 2, 1), "IN_PROGRESS", 2.5)
    assert (agreed.target_date, agreed.primary_lever) == (date(2021, 6, 30), "STRUCTURE")
    assert agreed.lever_shares == [2, 1, 0, 0, 0, 0]
    assert answer.lines_of("STR-1 Journey owners") == [
        "row 2: created: IN_PROGRESS from 2020-02-01 on, of STRUCTURE, CULTURE"
    ]
    before = office.state.data_version
    again = office.initiatives(FULL, row)
    assert office.state.data_version == before
    assert again.lines_of("Summary") == ["initiatives: 1 unchanged"]


def test_a_new_one_is_proposed_today_unless_the_sheet_says_otherwise(office: Office) -> None:
    office.initiatives("code;name;lever", "A;First;TALENT")
    assert (terms("A").stage, terms("A").valid_from, terms("A").primary_lever) == ("PROPOSED", TODAY, "TALENT")


def test_a_primary_lever_may_be_another_than_the_first(office: Office) -> None:
    office.initiatives("code;name;lever;levers", 'A;First;CULTURE;"TALENT 2, CULTURE 1"')
    assert (terms("A").primary_lever, terms("A").lever_shares) == ("CULTURE", [0, 1, 2, 0, 0, 0])


def test_a_mapping_renames_columns_and_words(office: Office) -> None:
    office.initiatives(
        "Kürzel;Titel;Status;Handlungsfeld;Ende",
        "A;Erste;läuft;Kultur;31.12.2021",
        mapping="""
        date_format = "%d.%m.%Y"
        columns = {code = "Kürzel", name = "Titel", stage = "Status", lever = "Handlungsfeld", target_date = "Ende"}
        values.stage = {"läuft" = "IN_PROGRESS"}
        values.lever = {Kultur = "CULTURE"}
        """,
    )
    assert (terms("A").stage, terms("A").target_date) == ("IN_PROGRESS", date(2021, 12, 31))


def test_what_differs_changes_and_empty_cells_say_nothing(office: Office) -> None:
    office.initiatives("code;name;summary;stage;lever;weight", "A;First;Why;APPROVED;CULTURE;1")
    answer = office.initiatives("code;name;summary;stage;lever;weight;reason", "A;Second;;IN_PROGRESS;TALENT;3;Agreed")
    one, agreed = Initiative.objects.get(), terms("A")
    assert (one.name, one.summary) == ("Second", "Why")
    assert (agreed.stage, agreed.weight, agreed.primary_lever) == ("IN_PROGRESS", 3, "TALENT")
    assert (agreed.valid_from, agreed.reason) == (TODAY, "Agreed")
    assert answer.lines_of("A Second") == [
        (
            "row 2: changed: name from 'First' to 'Second', moved from APPROVED to IN_PROGRESS, weight from 1 to 3,"
            " levers TALENT 1"
        )
    ]


def test_the_primary_lever_moves_within_the_shares(office: Office) -> None:
    office.initiatives("code;name;levers", 'A;First;"CULTURE 2, TALENT 1"')
    office.initiatives("code;lever", "A;TALENT")
    assert (terms("A").primary_lever, terms("A").lever_shares) == ("TALENT", [0, 2, 1, 0, 0, 0])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "A;;IMPLEMENTED;",
            "stage: An initiative that is PROPOSED can move to APPROVED or CANCELLED, not to IMPLEMENTED.",
        ),
        ("B;Second;;", "It has no lever, and is new: fill the column of lever or of levers."),
        ("B;;;CULTURE", "It has no name, and is new: fill its column."),
        ("B;Second;Done;CULTURE", "column 'stage': 'Done' is none of PROPOSED, APPROVED, IN_PROGRESS"),
        (";Second;;CULTURE", "column 'code': it is needed, and is empty."),
        (f"{'B' * 61};Second;;CULTURE", "code: "),
    ],
)
def test_what_cannot_stand_is_refused_and_the_rest_comes_in(office: Office, row: str, reason: str) -> None:
    office.initiatives(HEADER, "A;First;PROPOSED;CULTURE")
    answer = office.initiatives(HEADER, row, "C;Third;;TALENT", flags=["--skip-bad-rows"])
    assert answer.error is None
    (refused,) = answer.lines_of("Refused")
    assert "row 2: " in refused
    assert reason in refused
    assert terms("A").stage == "PROPOSED"
    assert Initiative.objects.filter(code="C").exists()


def test_people_who_are_no_members_are_all_named(office: Office) -> None:
    answer = office.initiatives("code;name;lever;owner;sponsor", "A;First;CULTURE;x@acme.example;y@acme.example")
    (refused,) = answer.lines_of("Refused")
    assert "column 'owner': no member has the e-mail 'x@acme.example'" in refused
    assert "column 'sponsor': no member has the e-mail 'y@acme.example'" in refused


def test_one_code_in_two_rows_is_refused_naming_both(office: Office) -> None:
    answer = office.initiatives(HEADER, "A;First;;CULTURE", "B;Other;;CULTURE", "A;Second;;CULTURE")
    assert answer.lines_of("Refused") == ["A First, rows 2 and 4: They are about the same: keep one."]
    assert not Initiative.objects.exists()


def test_a_change_that_is_refused_half_way_leaves_nothing(office: Office) -> None:
    office.initiatives("code;name;lever;weight", "A;First;CULTURE;1")
    answer = office.initiatives(
        "code;name;lever;weight", "A;Second;CULTURE;1001", "B;Other;TALENT;1", flags=["--skip-bad-rows"]
    )
    assert "weight: Give a weight between 0 and 1,000." in answer.lines_of("Refused")[0]
    assert Initiative.objects.get(code="A").name == "First"


def test_a_lever_that_stands_twice_among_the_shares_is_refused(office: Office) -> None:
    answer = office.initiatives("code,name,levers", "A,A,CULTURE 2; CULTURE 3")
    assert "stands there twice" in answer.printed
