"""How long a scorecard and its outlook take, with a short history and with one that is a hundred times as long.

    python3 manage.py shell -c "from benchmarks.length_of_history import report; report()"

Two organisations in one new database differ in nothing but how many measurements each KPI has, and check-ins each
initiative. They are read in turn, so that whatever else the machine does hits both; times are medians of wall clock,
and of this machine; the ratio is what counts.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from statistics import median
from uuid import UUID

from django.db import connections, transaction

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Aggregation, Health
from ops_model.models import CheckIn, Measurement, Organisation
from ops_model.selectors.histories import Histories
from ops_model.selectors.outlook import outlook
from ops_model.selectors.state import organisation_state
from tests import factories as make
from tests.database import database_of_its_own, enter, inside

TODAY = date(2026, 7, 1)
SHORT, LONG = 12, 1200
KPIS, INITIATIVES = 60, 40
ROUNDS = 40
AGGREGATIONS = {
    "LATEST": [Aggregation.LATEST],
    "ROLLING_MEAN": [Aggregation.ROLLING_MEAN],
    "SUM": [Aggregation.SUM],
    "one in five SUM": [*[Aggregation.LATEST] * 3, Aggregation.ROLLING_MEAN, Aggregation.SUM],
}


def report() -> None:
    """Print a line for each mix of KPIs and each work: milliseconds with the short and the long history, and their
    ratio."""
    heading = f"{'':28}{f'{SHORT} each':>10}{f'{LONG} each':>12}{'ratio':>8}"
    print(f"{KPIS} KPIs, {INITIATIVES} initiatives; medians of {ROUNDS} readings, ms\n{heading}")  # noqa: T201
    with database_of_its_own():
        for name, aggregations in AGGREGATIONS.items():
            short, long = (_organisation(aggregations, length) for length in (SHORT, LONG))
            _analyse()
            for work in (_scorecard, _outlook):
                quick, slow = _in_turn(partial(work, short), partial(work, long))
                line = f"{name}: {work.__name__[1:]}"
                print(f"{line:28}{quick:10.1f}{slow:12.1f}{slow / quick:8.2f}")  # noqa: T201


def _in_turn(*works: Callable[[], float]) -> list[float]:
    times = [[work() for work in works] for _ in range(ROUNDS + 2)][2:]
    return [1000 * median(of_work) for of_work in zip(*times, strict=True)]


def _scorecard(organisation_id: UUID) -> float:
    with inside(organisation_id):
        began = time.perf_counter()
        organisation_state(organisation_id, TODAY)
        return time.perf_counter() - began


def _outlook(organisation_id: UUID) -> float:
    with inside(organisation_id):
        state = organisation_state(organisation_id, TODAY)
        if state is None:
            raise LookupError("The organisation is not there.")
        began = time.perf_counter()
        outlook(Histories(batched=False), state)
        return time.perf_counter() - began


@transaction.atomic
def _organisation(aggregations: list[Aggregation], length: int) -> UUID:
    organisation = make.make_organisation()
    author = make.make_member(organisation)
    enter(organisation.pk)
    make.make_vision(organisation)
    for number, (aggregation, lever) in enumerate(zip(cycle(aggregations), cycle(LeverKind), strict=False)):
        if number == KPIS:
            break
        _kpi(organisation, number, aggregation, lever, length)
    for number, lever in zip(range(INITIATIVES), cycle(LeverKind), strict=False):
        initiative = make.make_initiative(organisation, f"INI-{number:02}", terms={"primary_lever": lever})
        make.make_milestone(initiative, due_on=TODAY + timedelta(days=number))
        CheckIn.objects.bulk_create(
            CheckIn(
                organisation=organisation, initiative=initiative, author=author, checked_on=on, health=Health.ON_TRACK
            )
            for on in _days(length)
        )
    return organisation.pk


def _kpi(organisation: Organisation, number: int, aggregation: Aggregation, lever: LeverKind, length: int) -> None:
    begun = TODAY - timedelta(days=LONG)
    terms = {"aggregation": aggregation, "baseline_on": begun, "target_value": 5000}
    kpi = make.make_kpi(organisation, f"KPI-{number:02}", lever=lever, valid_from=begun, terms=terms)
    Measurement.objects.bulk_create(
        Measurement(organisation=organisation, kpi=kpi, observed_on=on, value=place % 7)
        for place, on in enumerate(_days(length))
    )


def _days(length: int) -> list[date]:
    return [TODAY - timedelta(days=ago) for ago in range(length)]


def _analyse() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
