"""Operations that are sent under an Idempotency-Key, and what is seen of them."""

import json
from collections import Counter
from typing import Any

from django.http.response import HttpResponseBase

from tests.api.client import GRAPHQL_RESPONSE, Api
from tests.api.mutate import asked, document

ADD = document("milestoneAdd", "milestone { id name }")
SEVERAL = """mutation($one: MilestoneAddInput!, $other: MilestoneAddInput!) {
  one: milestoneAdd(input: $one) { milestone { id } userErrors { code } }
  other: milestoneAdd(input: $other) { milestone { id } userErrors { code } } }"""


def sent(api: Api, query: str, key: str | None, /, *, accept: str = GRAPHQL_RESPONSE, **variables: Any) -> Any:
    """Send an operation under a key, and return the response."""
    headers = {"accept": accept, **({} if key is None else {"idempotency_key": key})}
    return api.post(json.dumps({"query": query, "variables": variables}), **headers)


def adding(initiative: str, name: str = "Once", **given: Any) -> dict[str, Any]:
    """Return the input that adds a milestone; sent twice it adds two."""
    return {"initiative": initiative, "name": name, "dueOn": "2026-10-01", **given}


def added(api: Api, initiative: str) -> Counter[str]:
    """Return how many milestones of each name were added to the initiative."""
    shown = asked(api, initiative, "... on Initiative { milestones { nodes { name } } }")
    names = Counter(node["name"] for node in shown["milestones"]["nodes"])
    return names - Counter({"First squad": 1, "All squads": 1})


def is_replayed(response: HttpResponseBase) -> bool:
    """Say whether a response says that it was given before."""
    return response.headers.get("Idempotency-Replayed") == "true"
