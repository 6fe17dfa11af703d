"""Inputs sent to mutations, whatever comes of it: what every answer has to keep to."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from ops_model.graphql.tracker.schema import SCHEMA
from ops_model.services.constraints import REFUSALS
from ops_model.services.errors import ErrorCode
from tests.api.bad_values import RAW
from tests.api.client import GRAPHQL_RESPONSE, Api, answer_of
from tests.api.mutate import document

REFUSED_WHOLE = {"BAD_REQUEST", "BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}
"""The codes of an answer that refuses an operation as a whole, because of what it was given."""

USER_CODES = {code.value for code in ErrorCode}
INTERNALS = (
    *("psycopg", "Traceback", "SELECT ", "INSERT ", "UPDATE ", "violates", "DETAIL", "ops_model", "ops_app"),
    *("object at 0x", "NoneType", "django"),
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was answered to one input of one mutation."""

    mutation: str
    given: str
    status: int
    text: str

    @property
    def answer(self) -> dict[str, Any]:
        """The whole answer."""
        answer: dict[str, Any] = json.loads(self.text)
        return answer

    @property
    def codes(self) -> set[str]:
        """The codes of the errors beside the data."""
        return {error["extensions"]["code"] for error in self.answer.get("errors", ())}

    @property
    def user_errors(self) -> list[dict[str, Any]]:
        """The payload's errors."""
        data = self.answer.get("data") or {}
        return list(data[self.mutation]["userErrors"]) if data else []

    @property
    def is_written(self) -> bool:
        """Whether the answer says that the input was written."""
        return not self.codes and not self.user_errors

    def faults(self) -> list[str]:
        """Say what is wrong with the answer, whatever it is an answer to."""
        found = [f"shows {word!r}" for word in (*INTERNALS, *REFUSALS) if word in self.text and word not in self.given]
        if self.codes:
            found += self._refused_faults()
        elif self.status != 200:
            found.append(f"status {self.status} without errors")
        for error in self.user_errors:
            if error["code"] not in USER_CODES or not error["message"] or (error["field"] or ["input"])[0] != "input":
                found.append(f"a userError that tells nothing: {error}")
            if (error["currentVersion"] is not None) is not (error["code"] == "CONFLICT"):
                found.append(f"a version with {error['code']}")
        return found

    def _refused_faults(self) -> list[str]:
        found = [] if self.status in (400, 413) else [f"status {self.status}: {self.text[:500]}"]
        found += [f"code {code}: {self.text[:500]}" for code in self.codes - REFUSED_WHOLE]
        return [*found, *(["data beside errors"] if self.answer.get("data") else [])]


def attempt(api: Api, mutation: str, given: Mapping[str, Any], shows: Callable[[str], str] | None = None) -> Attempt:
    """Send an input, and have what was written read back: of its type what `shows` makes of the type's name; nothing
    where it is None."""
    body = json.dumps({"query": _document(mutation, shows), "variables": {"input": given}})
    for text, number in RAW.items():
        body = body.replace(f'"{text}"', number)
    response = api.post(body, accept=GRAPHQL_RESPONSE)
    return Attempt(mutation, body, response.status_code, json.dumps(answer_of(response)))


@cache
def _document(mutation: str, shows: Callable[[str], str] | None) -> str:
    if shows is None:
        return document(mutation, "clientMutationId")
    assert SCHEMA.mutation_type
    payload = get_named_type(SCHEMA.mutation_type.fields[mutation].type)
    assert isinstance(payload, GraphQLObjectType)
    types = {name: get_named_type(field.type) for name, field in payload.fields.items() if name != "userErrors"}
    shown = (name if is_leaf_type(type_) else f"{name} {{ {shows(type_.name)} }}" for name, type_ in types.items())
    return document(mutation, " ".join(shown))
