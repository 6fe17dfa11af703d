"""How much faster a program executes a query than graphql-core does, in this process."""

from hashlib import sha256

from django.db import transaction

from benchmarks.bench import Bench
from benchmarks.compiled_execution import LIMITS, QUERIES, Pairs, executed
from benchmarks.dataset.organisations import token_of
from benchmarks.plain_objects import PLAIN_SCHEMA
from ops_model.graphql.http.asked import context_open
from ops_model.graphql.tracker.schema import SCHEMA
from ops_model.selectors.access import Credential


def compiled_measured(bench: Bench) -> None:
    """Measure Q2 and Q3 over plain objects, where executing is all that there is to do, and over the organisation's
    reports, which take their own time both ways. Raises AssertionError where the answers differ."""
    credential = Credential(token_hash=sha256(token_of(bench.base.slug).encode()).digest())
    for question in ("q2", "q3"):
        text, variables = QUERIES[question], {"organisation": bench.base.slug}
        _compare(bench, f"compiled_vs_graphql_core_{question}", executed(PLAIN_SCHEMA, text, variables))
        with transaction.atomic():
            context = context_open(credential, LIMITS)
            over_reports = executed(SCHEMA, text, variables, context)
        _compare(bench, f"compiled_reports_vs_graphql_core_{question}", over_reports)


def _compare(bench: Bench, name: str, pairs: Pairs) -> None:
    core, program = map(list, zip(*pairs, strict=True))
    bench.results.compare(name, core, program)
