"""How long a query takes as a compiled program, beside graphql-core: its execution, and the whole request.

    python3 manage.py shell -c "from benchmarks.compiled_execution import report; report()"

One organisation has 300 initiatives with three KPIs each, and its state is read before: so it is for requests that find
the state remembered. Both ways are taken in turn, the best of five each time, and have to answer the same; the garbage
collector leaves alone what was there before. Times are the processor's, without PostgreSQL's, medians, and of this
machine; the ratio is what counts, the median of the pairs'.
"""

import gc
import hashlib
import time
import timeit
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any, cast

from django.db import transaction
from django.test import override_settings
from graphql import GraphQLSchema, execute_sync, parse, validate

from benchmarks.plain_objects import PLAIN_SCHEMA
from ops_model.domain.framework import LeverKind
from ops_model.graphql.compiler.dialect import dialect_of
from ops_model.graphql.compiler.execute import Execution, execute_query
from ops_model.graphql.compiler.program import program_of
from ops_model.graphql.http.asked import Context, context_open
from ops_model.graphql.http.execute import operation_answer
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.graphql.tracker.schema import SCHEMA
from ops_model.selectors.access import Credential
from tests import factories as make
from tests.database import database_of_its_own

TODAY = date(2026, 7, 1)
INITIATIVES, KPIS = 300, 3
ROUNDS = 20
LIMITS = Limits()
VARIABLES = {"organisation": "big"}
QUERIES = {
    path.stem: path.read_text() for path in sorted((Path(__file__).parent / "documents/tracker").glob("q?.graphql"))
}


Pairs = list[tuple[float, float]]
"""Seconds by graphql-core, and as a program."""


def report() -> None:
    """Print a line for each query and each work: milliseconds by graphql-core and as a program, and how many times as
    fast that is; and what compiling took. `plain` is Q2's and Q3's execution over plain objects: what the tracker takes
    beside is its lists and its reports."""
    print(f"{INITIATIVES} initiatives x {KPIS} KPIs; medians of {ROUNDS} pairs, ms")  # noqa: T201
    print(f"{'':22}{'graphql-core':>14}{'program':>10}{'times':>8}{'least':>8}{'most':>8}")  # noqa: T201
    with database_of_its_own(), override_settings(OPS_TODAY=TODAY):
        credential = _organisation()
        for name, text in QUERIES.items():
            if name != "q1":
                _print(f"{name}: plain", executed(PLAIN_SCHEMA, text, VARIABLES))
            with transaction.atomic():
                context = context_open(credential, LIMITS)
                _print(f"{name}: execution", executed(SCHEMA, text, VARIABLES, context))
            _print(f"{name}: whole request", _requests(text, credential))
            _print(f"{name}: compiling", _compiled(text))


def _print(work: str, pairs: Pairs) -> None:
    core, program = (1000 * median(times) for times in zip(*pairs, strict=True))
    ratios = [slow / quick for slow, quick in pairs]
    line = f"{work:22}{core:14.2f}{program:10.2f}"
    print(f"{line}{median(ratios):8.2f}{min(ratios):8.2f}{max(ratios):8.2f}")  # noqa: T201


def executed(schema: GraphQLSchema, text: str, variables: dict[str, Any], context: Context | None = None) -> Pairs:
    """Execute a query in turn by graphql-core and as a program; how many seconds each took. Raises AssertionError where
    they answer otherwise."""
    document = parse(text)
    core, program = (
        partial(execute, schema, document, context_value=context, variable_values=variables)
        for execute in (execute_sync, execute_query)
    )
    while context and _pending(program, context):
        pass
    return _in_turn(core, program)


def _pending(work: Callable[[], object], context: Context) -> bool:
    """Execute, read the histories that were asked for, and say whether there were any."""
    work()
    histories = context.reading.histories
    pending = histories.pending
    histories.load()
    return pending


def _requests(text: str, credential: Credential) -> Pairs:
    def answered(*, compiled: bool) -> bytes:
        asked = GraphQLRequest(
            id="benchmark",
            query=text,
            document_hash=None,
            operation_name=None,
            variables=VARIABLES,
            may_change=False,
            idempotency_key=None,
        )
        with override_settings(OPS_COMPILE=compiled, OPS_REMEMBER="state"):
            return operation_answer(SCHEMA, asked, credential=credential, limits=LIMITS).body

    return _in_turn(partial(answered, compiled=False), partial(answered, compiled=True))


def _compiled(text: str) -> Pairs:
    """Compile, beside parsing and validating the same."""
    context = cast("Execution", Execution.build(SCHEMA, parse(text), raw_variable_values=VARIABLES))

    def read() -> None:
        validate(SCHEMA, parse(text))

    def compiled() -> None:
        program_of(context, VARIABLES, dialect_of(SCHEMA))

    return _in_turn(read, compiled)


def _in_turn(core: Callable[[], object], program: Callable[[], object]) -> Pairs:
    """Do both in turn, after some rounds in which programs are compiled. Raises AssertionError where they answer
    otherwise."""
    for _ in range(3):
        if repr(core()) != repr(program()):
            raise AssertionError("The answers differ.")
    gc.collect()
    gc.freeze()
    return [(_seconds(core), _seconds(program)) for _ in range(ROUNDS)]


def _seconds(work: Callable[[], object]) -> float:
    return min(timeit.repeat(work, timer=time.process_time, number=1, repeat=5))


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
