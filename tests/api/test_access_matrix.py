"""Who sees what and who does what: every field and every mutation of the schema, asked for with every credential there
is, and allowed or denied as access_table.py says."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLObjectType
from pytest_django.plugin import DjangoDbBlocker

from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.node import global_id_read
from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.access_table import (
    MUTATIONS,
    NEVER_ANYTHING,
    PIECES,
    SHOWN,
    SHOWN_TO_WHO_TRIED,
    SHOWN_TO_WHO_WROTE,
    SHOWN_WITH_A_REFUSAL,
    Piece,
    Standing,
    may_write,
    rows,
    shown_by_mutation,
    shown_to,
)
from tests.api.attempts import Attempt, attempt
from tests.api.credentials import CREDENTIALS, Credential, Keys, credentials_made, quickly
from tests.api.desk import Desk, unknown_id
from tests.api.selections import AllFields, all_fields
from tests.api.valid_inputs import valid_input
from tests.api.whole import ARGUMENTS, Whole, asked_of_nothing, whole_made

TYPES = list(all_fields(ARGUMENTS))
STRANGERS = [credential for credential in CREDENTIALS if credential.standing is Standing.STRANGER]
SEES_ALL = "a session of ADMIN"


@dataclass(frozen=True, slots=True)
class Asked:
    """An organisation that has everything, and everyone who asks about it."""

    whole: Whole
    keys: Keys


@dataclass(frozen=True, slots=True)
class Written:
    """An organisation to write in, another one beside it, and everyone who tries."""

    here: Desk
    there: Desk
    keys: Keys


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Asked]:
    """Have what is read, for all tests of this module; none may change it."""
    with quickly(django_db_blocker):
        whole = whole_made()
        yield Asked(whole, credentials_made(whole.desk, Desk.new()))


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Written]:
    """Have what is written to, for all tests of this module."""
    with quickly(django_db_blocker):
        here, there = Desk.new(), Desk.new()
        yield Written(here, there, credentials_made(here, there))


def test_every_field_has_a_row_in_the_table() -> None:
    types = (type_ for type_ in SCHEMA.type_map.values() if isinstance(type_, GraphQLObjectType))
    fields = {f"{type_.name}.{name}" for type_ in types if not type_.name.startswith("__") for name in type_.fields}
    found = Counter(rows())

    assert fields - found.keys() == set(), "no row in tests/api/access_table.py: say there who sees it"
    assert found.keys() - fields == set(), "a row in tests/api/access_table.py, and no field"
    assert [row for row, times in found.items() if times > 1] == []


def test_someone_of_every_standing_asks_and_of_strangers_the_most_powerful() -> None:
    assert {credential.standing for credential in CREDENTIALS} == set(Standing)
    assert {stranger.elsewhere for stranger in STRANGERS} >= {Standing.VIEWER, Standing.ADMIN}


def test_every_type_of_what_can_be_asked_for_is_walked() -> None:
    assert {each.type_name for each in TYPES} == {type_ for group in SHOWN.values() for type_ in group}


@pytest.mark.parametrize("each", TYPES, ids=lambda each: each.type_name)
def test_a_field_is_shown_to_whom_the_table_says_and_to_nobody_else(each: AllFields, asked: Asked) -> None:
    document = asked.whole.asked(each)
    full = asked.keys[SEES_ALL].answer(document)
    has = {way: each.shown(full, way) for way in each.ways}
    empty = {*each.fields}.difference(*has.values())
    assert empty == {name for name in each.fields if _row(each, name) in NEVER_ANYTHING}

    for credential in CREDENTIALS:
        answer = asked.keys[credential.name].answer(document)
        rows_shown = shown_to(credential.standing)
        for way in each.ways:
            to_be_shown = {name for name in has[way] if _row(each, name) in rows_shown}
            assert each.shown(answer, way) == to_be_shown, f"{each.type_name} by {way}, to {credential.name}"
        assert _codes(answer) == ({"UNAUTHENTICATED"} if credential.standing < Standing.STRANGER else set())


@pytest.mark.parametrize("each", TYPES, ids=lambda each: each.type_name)
def test_to_strangers_it_is_as_if_there_were_no_such_organisation(each: AllFields, asked: Asked) -> None:
    for stranger in STRANGERS:
        key = asked.keys[stranger.name]
        assert key.answer(asked.whole.asked(each)) == key.answer(asked_of_nothing(each)), stranger.name


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.what)
def test_what_is_finer_than_a_field_is_shown_to_whom_the_table_says(piece: Piece, asked: Asked) -> None:
    document = asked.whole.filled(piece.document, asked.whole.ids["Membership"])
    for credential in CREDENTIALS:
        answer = asked.keys[credential.name].answer(document)
        is_shown = asked.whole.told(piece.text) in json.dumps(answer.get("data"))
        assert is_shown is (credential.standing >= piece.least), credential.name


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_mutation_is_written_for_whom_the_table_allows_it_and_refused_to_everybody_else(
    mutation: str, written: Written
) -> None:
    here, refused = written.here, valid_input(mutation, written.here)
    beside = written.there.data_version()
    for credential in CREDENTIALS:
        allowed = may_write(credential.standing, mutation)
        given = {**(valid_input(mutation, here) if allowed else refused), "clientMutationId": "mine"}
        before = here.data_version()
        answered = attempt(written.keys[credential.name], mutation, given, _its_type)

        assert _outcome(answered) in _outcomes(credential, mutation), f"{credential.name}: {answered.text}"
        assert _payload_shown(answered) == _payload_to_be_shown(credential, mutation), credential.name
        assert (here.data_version() != before) is allowed, credential.name
        if credential.capped and not allowed:
            assert all("token" in error["message"] for error in answered.user_errors)
    assert written.there.data_version() == beside


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_strangers_are_refused_as_if_there_were_nothing_to_change(mutation: str, written: Written) -> None:
    given = valid_input(mutation, written.here)
    for stranger in STRANGERS:
        key = written.keys[stranger.name]
        theirs, nothing = (attempt(key, mutation, each).user_errors for each in (given, _about_nothing(given)))
        assert theirs == nothing != [], stranger.name


def test_a_refusal_tells_all_that_it_knows_to_whom_it_may(written: Written) -> None:
    stale = {**valid_input("kpiUpdate", written.here), "version": 7}
    for credential in CREDENTIALS:
        told = {
            name
            for error in attempt(written.keys[credential.name], "kpiUpdate", stale).user_errors
            for name, value in error.items()
            if value is not None
        }
        everything = {*SHOWN_WITH_A_REFUSAL["UserError"].split()}
        if may_write(credential.standing, "kpiUpdate"):
            assert told == everything
        else:
            assert "currentVersion" not in told


def _row(each: AllFields, name: str) -> str:
    return f"{each.type_name}.{name}"


def _codes(answer: dict[str, Any]) -> set[str]:
    return {error["extensions"]["code"] for error in answer.get("errors", ())}


def _its_type(_: str) -> str:
    return "__typename"


def _outcome(answered: Attempt) -> str:
    """Return `written`, or the one code by which it was refused."""
    (code,) = answered.codes | {error["code"] for error in answered.user_errors} or {"written"}
    return code


def _outcomes(credential: Credential, mutation: str) -> set[str]:
    """Return what may come of a mutation: of a stranger's, who may do it nowhere either, one of two refusals."""
    match credential.standing:
        case Standing.GARBLED | Standing.NOBODY:
            return {"UNAUTHENTICATED"}
        case Standing.STRANGER:
            return {"NOT_FOUND"} if may_write(credential.elsewhere, mutation) else {"NOT_FOUND", "FORBIDDEN"}
        case _:
            return {"written"} if may_write(credential.standing, mutation) else {"FORBIDDEN"}


def _payload_shown(answered: Attempt) -> set[str]:
    payload = (answered.answer.get("data") or {}).get(answered.mutation, {})
    return {name for name, value in payload.items() if value is not None}


def _payload_to_be_shown(credential: Credential, mutation: str) -> set[str]:
    if credential.standing < Standing.STRANGER:
        return set()
    written = shown_by_mutation(mutation, SHOWN_TO_WHO_WROTE) if may_write(credential.standing, mutation) else set()
    return written | shown_by_mutation(mutation, SHOWN_TO_WHO_TRIED)


def _about_nothing(given: Any) -> Any:
    """Return the same input with ids and slugs that are nothing's."""
    match given:
        case dict():
            return {
                name: "no-such-organisation" if name == "organisation" else _about_nothing(value)
                for name, value in given.items()
            }
        case list():
            return [_about_nothing(item) for item in given]
        case str():
            try:
                return unknown_id(global_id_read(given)[0])
            except BadInputError:
                return given
        case _:
            return given
