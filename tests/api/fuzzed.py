"""What is asked at random, by whomever: two organisations, those who ask about them, and what no answer may show."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

from graphql import (
    REMOVE,
    GraphQLSchema,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    is_required_argument,
    parse,
    print_ast,
    visit,
)
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.roles import Role
from ops_model.graphql.http.errors import ErrorCode
from ops_model.graphql.tracker.node import global_id_read
from ops_model.services.constraints import REFUSALS
from ops_model.services.snapshot import snapshots_take
from tests.api.attempts import INTERNALS
from tests.api.client import TRACKER, Api
from tests.api.desk import TYPES, Desks, desks_made, unknown_id
from tests.api.world import TODAY

CODES = {code.value for code in ErrorCode}
WITH_PATH = {"BAD_USER_INPUT", "TIMEOUT", "INTERNAL"}
"""The codes of errors that are of one field; all others are of the request as a whole."""

STATUSES = {200, 400, 401, 403, 404, 405, 406, 411, 413, 415, 429}
KEPT = 0.08
"""How many of the arguments that a report can do without are left in it."""


@contextmanager
def desks_reported(blocker: DjangoDbBlocker) -> Generator[Desks]:
    """Make two organisations with something of everything, and yesterday reported, for all tests of a module."""
    with desks_made(blocker) as desks:
        for desk in (desks.here, desks.there):
            snapshots_take(organisation_id=desk.world.id, days=[TODAY - timedelta(days=1)], today=TODAY)
        yield desks


def askers(desks: Desks, path: str = TRACKER) -> st.SearchStrategy[Api]:
    """Return whoever may ask: each role, another organisation's ADMIN and VIEWER, an unknown token, nobody."""
    members = [desks.here.world.api(role, path=path) for role in Role]
    others = [desks.there.world.api(role, path=path) for role in (Role.ADMIN, Role.VIEWER)]
    return st.sampled_from([*members, *others, Api("opsm_unknown", path), Api(path=path)])


def scalars(desks: Desks) -> dict[str, st.SearchStrategy[Any]]:
    """Return what arguments are given: names and ids of both organisations, and anything."""
    known = [*desks.ids.values(), *desks.ids_there.values(), *map(unknown_id, TYPES.values())]
    slugs = st.sampled_from([desks.here.slug, desks.there.slug])
    texts = {
        "Date": st.dates().map(str) | st.sampled_from(["2026-06-30", "2026-02-30", ""]),
        "DateTime": st.datetimes().map(lambda at: f"{at.isoformat()}Z") | st.just("now"),
        "Decimal": st.decimals(allow_nan=True, allow_infinity=True).map(str) | st.just("12.50"),
        "ID": st.sampled_from(known) | st.text(max_size=40),
        "String": slugs | slugs | st.text(),
    }
    return {name: values.map(lambda text: StringValueNode(value=text)) for name, values in texts.items()}


def thinned(schema: GraphQLSchema, document: str, seed: int) -> str:
    """Leave out most of the arguments that need not be given: where all are, hardly a row is left to be answered."""
    types, chance = TypeInfo(schema), Random(seed)  # noqa: S311 - no secret

    class Thinning(Visitor):
        def enter_argument(self, *_: object) -> object:
            argument = types.get_argument()
            needed = argument is None or is_required_argument(argument)
            return None if needed or chance.random() < KEPT else REMOVE

    return print_ast(visit(parse(document), TypeInfoVisitor(types, Thinning())))


def faults(status: int, answer: dict[str, Any], sent: str) -> list[str]:
    """Say what is wrong with an answer, whatever it is an answer to."""
    text = json.dumps(answer)
    found = [f"shows {word!r}" for word in (*INTERNALS, *REFUSALS) if word in text and word not in sent]
    if status not in STATUSES:
        found.append(f"status {status}")
    if not answer.keys() <= {"data", "errors", "extensions"} or answer.get("errors") == []:
        found.append(f"no answer of GraphQL: {text[:200]}")
    for error in answer.get("errors", ()):
        code = error["extensions"]["code"]
        if code not in (WITH_PATH if "path" in error else CODES) or code == "INTERNAL" or not error["message"]:
            found.append(f"an error that may not be: {error}")
    return found


def not_theirs(text: str, asker: Api, desks: Desks, sent: str) -> list[str]:
    """Return what a text shows of an organisation that the asker is no member of, and that they did not send
    themselves: its slug, or the id of a thing of it in either API's form."""
    is_member = asker.token in desks.here.world.tokens.values()
    desk, ids = (desks.there, desks.ids_there) if is_member else (desks.here, desks.ids)
    foreign = {desk.slug, *ids.values(), *(str(global_id_read(id_)[1]) for id_ in ids.values())}
    return [each for each in foreign if each in text and each not in sent]
