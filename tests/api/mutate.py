"""Mutations, as a front end sends them: one input in, one payload out."""

from typing import Any

from tests.api.client import Api

USER_ERRORS = "userErrors { code field message currentVersion }"


def document(mutation: str, shows: str = "") -> str:
    """Return the document that sends one input to a mutation; `shows` is what else its payload is to show."""
    input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
    return f"mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ {shows} {USER_ERRORS} }} }}"


def mutate(api: Api, mutation: str, shows: str = "", /, **given: Any) -> Any:
    """Send an input, and return the payload of an answer without errors."""
    return api.data(document(mutation, shows), input=given)[mutation]


def written(api: Api, mutation: str, shows: str, /, **given: Any) -> Any:
    """Send an input that is to be written, and return the payload."""
    payload = mutate(api, mutation, shows, **given)
    assert payload["userErrors"] == []
    return payload


def refused(api: Api, mutation: str, /, **given: Any) -> list[tuple[str, str]]:
    """Send an input that is to be refused, and return the code and the field of each reason, as `terms.0.weight`."""
    reasons = mutate(api, mutation, **given)["userErrors"]
    assert all(reason["message"] for reason in reasons)
    return [(reason["code"], ".".join((reason["field"] or ["input"])[1:])) for reason in reasons]


def asked(api: Api, thing_id: str, shows: str) -> Any:
    """Return what a thing shows now."""
    return api.data(f"query($id: ID!) {{ node(id: $id) {{ {shows} }} }}", id=thing_id)["node"]


def data_version(api: Api, slug: str) -> str:
    """Return the version of an organisation's data: the same as long as nothing is written."""
    shown = api.data("query($slug: String!) { organisation(slug: $slug) { dataVersion } }", slug=slug)
    return str(shown["organisation"]["dataVersion"])
