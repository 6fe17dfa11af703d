"""A client of the API, as a front end is one: documents over HTTP, whole answers back."""

import json
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
PREFLIGHT = {"apollo-require-preflight": "true"}
TRACKER, REPORTING = "/graphql/", "/graphql/reporting/"


@dataclass(frozen=True, slots=True)
class Api:
    """Asks with a token, or with none, at the tracker's address or another."""

    token: str | None = None
    path: str = TRACKER

    def post(self, body: bytes | str, *, content_type: str = JSON, **headers: str) -> HttpResponseBase:
        """Send a body as it is."""
        data = body if isinstance(body, bytes) else body.encode()
        return Client().post(self.path, data=data, content_type=content_type, headers=self._headers(headers))

    def get(self, parameters: dict[str, str], **headers: str) -> HttpResponseBase:
        """Send parameters in the query string, with the header that no form can send unless others are given."""
        return Client().get(self.path, parameters, headers=self._headers({**PREFLIGHT, **headers}))

    def file(self, address: str, **parameters: str) -> HttpResponseBase:
        """Fetch a table as a file."""
        return Client().get(address, parameters, headers=self._headers({}))

    def answer(self, document: str, *, accept: str = GRAPHQL_RESPONSE, **variables: Any) -> dict[str, Any]:
        """Ask, and return the whole answer."""
        return answer_of(self.post(json.dumps({"query": document, "variables": variables}), accept=accept))

    def data(self, document: str, **variables: Any) -> Any:
        """Ask, and return the data of an answer without errors."""
        answer = self.answer(document, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def error(self, document: str, **variables: Any) -> dict[str, Any]:
        """Ask, and return the only error of the answer."""
        answer = self.answer(document, **variables)
        assert len(answer["errors"]) == 1, answer
        error: dict[str, Any] = answer["errors"][0]
        return error

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        signed = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return {**signed, **headers}


def answer_of(response: HttpResponseBase) -> dict[str, Any]:
    """Read an answer's JSON."""
    answer: dict[str, Any] = json.loads(getattr(response, "content", b""))
    return answer


def code_of(response: HttpResponseBase) -> str:
    """Return the code of an answer's only error."""
    (error,) = answer_of(response)["errors"]
    return str(error["extensions"]["code"])
