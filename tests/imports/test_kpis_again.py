"""A sheet that comes in again changes what it says otherwise, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import Settings

from ops_model.domain.progress.facts import Band
from ops_model.domain.progress.vocabulary import Direction
from ops_model.domain.roles import Role
from ops_model.models import Kpi, KpiTerms, Measurement
from ops_model.services.kpi import kpi_archive, kpi_set_terms
from ops_model.services.writer import Writer
from tests.imports.office import HEADER, KPI_MAPPING, TODAY, Office

ROWS = ("eNPS,2017,10,,INCREASE", "eNPS,2018,14,15,INCREASE", "eNPS,2021,,20,INCREASE")
MAINTAINED = ("Held,2017,98,,INCREASE", "Held,2018,97,95,INCREASE")
BANDED = ("Band,2017,1,,MAINTAIN,0,2", "Band,2018,3,,MAINTAIN,0,2")


def writer(office: Office) -> Writer:
    """Return somebody who writes beside the import."""
    return Writer(organisation_id=office.organisation.pk, membership_id=None, role=Role.EDITOR, today=TODAY)


@pytest.mark.parametrize("day", [TODAY, date(2022, 3, 1)])
def test_the_same_sheet_changes_nothing(office: Office, settings: Settings, day: date) -> None:
    long = "A name that is very long, " * 9
    lines = [f"{row},," for row in (*ROWS, *MAINTAINED, f'"{long}",2018,1.25,,INCREASE')]
    mapping = 'met_at_baseline = "maintain"\n' + KPI_MAPPING
    office.kpis(*lines, *BANDED, header=HEADER + ",lower,upper", mapping=mapping)
    before = office.state.data_version
    settings.OPS_TODAY = day
    answer = office.kpis(*lines, *BANDED, header=HEADER + ",lower,upper", mapping=mapping)
    assert answer.error is None
    assert office.state.data_version == before
    assert answer.lines_of("Summary") == ["KPIs: 4 unchanged", "measurements: 7 unchanged"]
    assert answer.lines_of("eNPS")[:2] == ["rows 2 to 4: unchanged: ENPS", "row 2: unchanged: 10 on 2017-09-30"]


def test_an_actual_that_differs_corrects_with_a_reason_and_a_new_one_is_recorded(office: Office) -> None:
    office.kpis(*ROWS)
    answer = office.kpis(ROWS[0], "eNPS,2018,13.5,15,INCREASE", "eNPS,2019,16,,INCREASE", ROWS[2])
    assert office.measured("eNPS") == {"2017-09-30": "10", "2018-09-30": "13.5", "2019-09-30": "16"}
    old = Measurement.objects.get(superseded_at__isnull=False)
    assert (old.value, old.superseded_reason) == (Decimal(14), "Import of sheet.csv")
    assert answer.lines_of("eNPS")[2:4] == [
        "row 3: corrected: 13.5 on 2018-09-30, where 14 stood",
        "row 4: recorded: 16 on 2019-09-30",
    ]
    assert answer.lines_of("Summary") == ["KPIs: 1 unchanged", "measurements: 1 recorded, 1 corrected, 1 unchanged"]


def test_a_sample_size_that_is_new_corrects_and_an_empty_one_says_nothing(office: Office) -> None:
    header = "name,period,actual,direction,sample_size,note"
    office.kpis("A,2018,1,INCREASE,100,wave 1", header=header)
    office.kpis("A,2018,1,INCREASE,,", header=header)
    assert Measurement.objects.count() == 1
    office.kpis("A,2018,1,INCREASE,120,", header=header)
    counts = Measurement.objects.get(superseded_at=None)
    assert (counts.sample_size, counts.note) == (120, "wave 1")


def test_goals_that_differ_are_agreed_anew_from_today_on(office: Office) -> None:
    office.kpis(*ROWS)
    answer = office.kpis(*ROWS[:2], "eNPS,2021,,25,INCREASE")
    first, second = KpiTerms.objects.order_by("valid_from")
    assert (first.valid_from, first.target_value) == (date(2017, 9, 30), Decimal(20))
    assert (second.valid_from, second.target_value, second.reason) == (TODAY, Decimal(25), "Import of sheet.csv")
    assert answer.lines_of("eNPS")[0] == (
        "rows 2 to 4: changed: ENPS, from 2020-12-31 on, INCREASE from 10 on 2017-09-30 to 25 on 2021-09-30,"
        " 1 interim target"
    )


def test_what_was_agreed_elsewhere_is_moved_back_and_said(office: Office) -> None:
    office.kpis(*ROWS)
    kpi = Kpi.objects.get()
    settings = {"target": None, "interim_targets": None, "reason": "Agreed."}
    kpi_set_terms(
        writer=writer(office), kpi_id=kpi.pk, version=1, valid_from=None, settings={**settings, "reason": "Agreed."}
    )
    answer = office.kpis(*ROWS)
    assert "1 changed" in answer.printed
    assert KpiTerms.objects.get(valid_from=TODAY).target_value == 20


def test_a_sheet_without_goals_leaves_those_that_there_are(office: Office) -> None:
    office.kpis(*ROWS)
    version = office.state.data_version
    office.kpis("eNPS,2018,14", header="name,period,actual")
    assert office.state.data_version == version
    office.kpis(
        "ENPS,2019,17", header="code,period,actual", mapping='period = {kind = "fiscal_year", first_month = 10}'
    )
    assert office.measured("eNPS")["2019-09-30"] == "17"
    assert KpiTerms.objects.count() == 1


def test_a_band_that_was_agreed_elsewhere_outlives_a_sheet_without_goals(office: Office) -> None:
    office.kpis("A,2018,5,,INCREASE")
    settings = {"direction": Direction.MAINTAIN, "band": Band(lower=Decimal(3)), "reason": "Agreed."}
    kpi_set_terms(
        writer=writer(office),
        kpi_id=Kpi.objects.get().pk,
        version=1,
        valid_from=None,
        settings={**settings, "reason": "Agreed."},
    )
    before = office.state.data_version
    assert office.kpis("A,2018,5,,INCREASE").error is None
    assert office.state.data_version == before


def test_what_is_said_of_the_kpi_itself_changes(office: Office) -> None:
    header = "code,name,period,actual,direction,source,weight"
    office.kpis("K-1,Old name,2018,1,INCREASE,,1", header=header)
    answer = office.kpis("K-1,New name,2018,1,INCREASE,CRM,2", header=header)
    kpi = office.kpi("New name")
    assert (kpi.code, kpi.source, kpi.version) == ("K-1", "CRM", 3)
    assert answer.lines_of("New name")[0] == (
        "row 2: changed: K-1, name from 'Old name' to 'New name', source from nothing to 'CRM', from 2020-12-31 on,"
        " weight from 1 to 2"
    )


def test_what_is_archived_is_refused_by_name(office: Office) -> None:
    office.kpis(*ROWS)
    kpi_archive(writer=writer(office), kpi_id=Kpi.objects.get().pk, version=1, archived_on=date(2019, 12, 31))
    answer = office.kpis(*ROWS)
    assert answer.lines_of("Refused") == [
        "eNPS, rows 2 to 4: It is archived since 2019-12-31: take it back in first, or leave it out of the sheet."
    ]


def test_another_direction_without_targets_is_no_silent_change(office: Office) -> None:
    office.kpis(*ROWS)
    answer = office.kpis("eNPS,2017,10,,DECREASE")
    assert answer.error
    assert "row 2: refused: It is INCREASE and has a target" in answer.printed
