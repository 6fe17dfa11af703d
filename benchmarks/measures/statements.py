"""How many statements an operation takes, counted while it is executed in this process."""

import json
from collections.abc import Callable

from django.test import Client, override_settings

from benchmarks.bench import Bench
from benchmarks.contenders.tracker import MODES, PATH, SWITCH, headers
from benchmarks.harness.http import HOST
from benchmarks.questions import READS, document
from tests.statements import count_statements


def statements_counted(bench: Bench) -> None:
    """Count the statements of each question in each mode, without the opening one, once it was asked before. Nobody is
    charged: what a process draws on a bucket now and then is no part of a question."""
    for mode in MODES:
        with override_settings(OPS_RATE_LIMIT=None, **{SWITCH: MODES[mode]}):
            for question in READS:
                number = float(_statements(_asking(question, bench.base.slug)))
                bench.results.compare(f"statements_{question}_{mode}", [number], [1.0])


def _statements(ask: Callable[[], None]) -> int:
    ask()
    with count_statements() as statements:
        ask()
    return len(statements)


def _asking(question: str, organisation: str) -> Callable[[], None]:
    body = json.dumps({"query": document("tracker", question), "variables": {"organisation": organisation}})
    client = Client(SERVER_NAME=HOST, headers=headers(organisation))

    def asked() -> None:
        told = client.post(PATH, body, content_type="application/json").json()
        if "errors" in told:
            raise LookupError(str(told["errors"]))

    return asked
