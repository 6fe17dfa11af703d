"""How many statements an operation takes, counted while it is executed in this process."""

import json
from collections.abc import Callable

from django.test import Client

from benchmarks.bench import Bench
from benchmarks.contenders.tracker import MODES, PATH, SWITCH, headers, is_built
from benchmarks.harness.http import HOST
from benchmarks.questions import READS, document
from tests.statements import count_statements


def statements_counted(bench: Bench) -> None:
    """Count the statements of each question as the first mode executes it, without the opening one. What is remembered
    is remembered by the processes that serve: the other modes are counted by the product's own tests."""
    for question in READS:
        asked = _asking(question, bench.base.slug)
        asked()  # a process draws on the credential's bucket now and then, with the first request for one
        with count_statements() as statements:
            asked()
        number = float(len(statements))
        bench.results.compare(f"statements_{question}_first", [number], [1.0])
    for mode in MODES:
        if not is_built(mode):
            bench.results.missing[f"statements_{READS[0]}_{mode}"] = f"not built: {SWITCH}"


def _asking(question: str, organisation: str) -> Callable[[], None]:
    body = json.dumps({"query": document("tracker", question), "variables": {"organisation": organisation}})
    client = Client(SERVER_NAME=HOST, headers=headers(organisation))

    def asked() -> None:
        told = client.post(PATH, body, content_type="application/json").json()
        if "errors" in told:
            raise LookupError(str(told["errors"]))

    return asked
