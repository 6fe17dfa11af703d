"""How long a query takes as a compiled program, beside graphql-core: its execution, and the whole request.

    python3 manage.py shell -c "from benchmarks.compiled_execution import report; report()"

One organisation has 300 initiatives with three KPIs each, and its state is read before: so it is for requests that find
the state remembered. Both ways are taken in turn, and have to answer the same; times are the processor's, without
PostgreSQL's, medians, and of this machine; the ratio is what counts, the median of the pairs'.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from unittest.mock import patch

from django.db import transaction
from django.test import override_settings
from graphql import execute_sync, parse

from ops_model.domain.framework import LeverKind
from ops_model.graphql.compiler.execute import execute_query
from ops_model.graphql.compiler.programs import Programs
from ops_model.graphql.http.execute import Context, context_open, operation_answer
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.graphql.tracker.schema import SCHEMA
from ops_model.models import Organisation
from ops_model.selectors.access import Credential
from ops_model.selectors.state import OrganisationState, organisation_state
from tests import factories as make
from tests.database import database_of_its_own

TODAY = date(2026, 7, 1)
INITIATIVES, KPIS = 300, 3
ROUNDS = 40
LIMITS = Limits()
QUERIES = {path.stem: path.read_text() for path in sorted((Path(__file__).parent / "documents/tracker").glob("q?.graphql"))}


def report() -> None:
    """Print a line for each query and each work: milliseconds by graphql-core and as a program, and how many times as
    fast that is; then what it takes to compile."""
    print(f"{INITIATIVES} initiatives x {KPIS} KPIs; medians of {ROUNDS} pairs, ms")  # noqa: T201
    print(f"{'':24}{'graphql-core':>14}{'program':>10}{'times':>8}{'least':>8}{'most':>8}")  # noqa: T201
    with database_of_its_own(), override_settings(OPS_TODAY=TODAY):
        credential = _organisation()
        for name, text in QUERIES.items():
            _print(f"{name}: execution", _executions(text, credential))
            _print(f"{name}: whole request", _requests(text, credential))
            print(f"{name}: compiling {1000 * _compiling(text, credential):.1f} ms, once")  # noqa: T201


def _print(work: str, pairs: list[tuple[float, float]]) -> None:
    core, program = (1000 * median(times) for times in zip(*pairs, strict=True))
    ratios = [slow / quick for slow, quick in pairs]
    line = f"{work:24}{core:14.2f}{program:10.2f}"
    print(f"{line}{median(ratios):8.2f}{min(ratios):8.2f}{max(ratios):8.2f}")  # noqa: T201


def _executions(text: str, credential: Credential) -> list[tuple[float, float]]:
    document, asked = parse(text), {"organisation": "big"}
    with transaction.atomic():
        context = context_open(credential, LIMITS)
        works = [
            partial(execute, SCHEMA, document, context_value=context, variable_values=asked)
            for execute in (execute_sync, execute_query)
        ]
        while _pending(works, context):
            pass
        core, program = (work() for work in works)
        if core.errors or repr(core) != repr(program):
            raise AssertionError("The answers differ.")
        return _in_turn(*works)


def _pending(works: list[Callable[[], object]], context: Context) -> bool:
    """Execute in each way, read the histories that were asked for, and say whether there were any."""
    for work in works:
        work()
    histories = context.reading.histories
    pending = histories.pending
    histories.load()
    return pending


def _requests(text: str, credential: Credential) -> list[tuple[float, float]]:
    states: dict[object, OrganisationState | None] = {}

    def remembered(*asked: object) -> OrganisationState | None:
        if asked not in states:
            states[asked] = organisation_state(*asked)  # type: ignore[arg-type]
        return states[asked]

    def answered(*, compiled: bool) -> bytes:
        asked = GraphQLRequest(
            id="benchmark",
            query=text,
            document_hash=None,
            operation_name=None,
            variables={"organisation": "big"},
            may_change=False,
            idempotency_key=None,
        )
        with override_settings(OPS_COMPILE=compiled):
            return operation_answer(SCHEMA, asked, credential=credential, limits=LIMITS).body

    with patch("ops_model.selectors.reading.organisation_state", remembered):
        core, program = partial(answered, compiled=False), partial(answered, compiled=True)
        if core() != program():
            raise AssertionError("The answers differ.")
        return _in_turn(core, program)


def _compiling(text: str, credential: Credential) -> float:
    """Return how much longer an execution takes whose program is not there yet."""
    document, asked = parse(text), {"organisation": "nowhere"}
    with transaction.atomic():
        context = context_open(credential, LIMITS)
        programs = [Programs(most=1, fields=1_000, tries=0) for _ in range(ROUNDS)]
        works = [
            lambda: execute_query(
                SCHEMA, document, context_value=context, variable_values=asked, programs=programs.pop()
            ),
            lambda: execute_query(SCHEMA, document, context_value=context, variable_values=asked),
        ]
        return median(first - again for first, again in _in_turn(*works, rounds=ROUNDS // 2))


def _in_turn(*works: Callable[[], object], rounds: int = ROUNDS) -> list[tuple[float, ...]]:
    return [tuple(_seconds(work) for work in works) for _ in range(rounds + 2)][2:]


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@transaction.atomic
def _organisation() -> Credential:
    organisation = make.make_organisation("big")
    ada = make.make_member(organisation)
    token = make.make_token(ada)
    for number, lever in zip(range(INITIATIVES), cycle(LeverKind), strict=False):
        initiative = make.make_initiative(
            organisation,
            f"INI-{number:03}",
            owner=ada,
            terms={"primary_lever": lever, "target_date": TODAY + timedelta(days=number)},
        )
        make.make_milestone(initiative, due_on=TODAY + timedelta(days=number % 90))
        make.make_check_in(initiative, TODAY - timedelta(days=number % 30), author=ada)
        for place in range(KPIS):
            kpi = make.make_kpi(organisation, f"KPI-{number:03}-{place}", lever=lever)
            make.make_measurement(kpi, TODAY - timedelta(days=number % 40), number % 100)
            make.make_link(initiative, kpi)
    return Credential(token_hash=hashlib.sha256(token.encode()).digest())
