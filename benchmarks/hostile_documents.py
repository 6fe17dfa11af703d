"""How long it takes to refuse hostile documents, beside what graphql-core's validation alone takes for the same.

    python3 manage.py shell -c "from benchmarks.hostile_documents import report; report()"

Times are of the processor, the best of three, and of this machine; the ratio is what counts.
"""

import time
from collections.abc import Callable
from functools import partial

from graphql import OperationDefinitionNode, parse, validate

from ops_model.graphql.http.documents import cost_check, document_parse, document_validate
from ops_model.graphql.http.errors import ApiError, RefusedError
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.hostile import HOSTILE, Hostile

LIMITS = Limits()


def report() -> None:
    """Print a line for each document: its size, milliseconds with the limits and without, and what came of it."""
    print(f"{'document':46}{'bytes':>7}{'ms':>8}{'ms without':>12}  outcome")  # noqa: T201
    for name, hostile in HOSTILE.items():
        text = hostile.document.replace("SLUG", "meridian")
        ours, outcome = _timed(partial(_refused, text, hostile))
        without, _ = _timed(partial(_validated, text))
        print(f"{name:46}{len(text):7}{ours:8.1f}{without:12.1f}  {outcome}")  # noqa: T201


def _timed(work: Callable[[], str]) -> tuple[float, str]:
    times, outcome = [], ""
    for _ in range(3):
        began = time.process_time()
        outcome = work()
        times.append(time.process_time() - began)
    return 1000 * min(times), outcome


def _refused(text: str, hostile: Hostile) -> str:
    try:
        document = document_parse(text, LIMITS)
        operation = next((each for each in document.definitions if isinstance(each, OperationDefinitionNode)), None)
        if operation is None:
            return "no operation"
        document_validate(SCHEMA, document, operation, LIMITS)
        return f"may cost {cost_check(SCHEMA, document, operation, hostile.variables, LIMITS).requested}"
    except (ApiError, RefusedError) as error:
        return str(error)[:60].replace("\n", " ")


def _validated(text: str) -> str:
    try:
        errors = validate(SCHEMA, parse(text), max_errors=LIMITS.shown_errors)
    except Exception as error:  # whatever it is that a document without limits does
        return type(error).__name__
    return f"{len(errors)} errors"
