"""From an HTTP request to the parameters of GraphQL over HTTP; what is not well formed is refused here."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NoReturn, TypeVar
from urllib.parse import unquote_to_bytes
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from ops_model.graphql.http.errors import ApiError, ErrorCode
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.trusted import document_hash

PARAMETERS = ("query", "documentId", "variables", "operationName", "extensions")
JSON_PARAMETERS = ("variables", "extensions")
METHODS = "GET, HEAD, OPTIONS, POST"
UNFORGEABLE = ("Apollo-Require-Preflight", "X-Requested-With")
"""Headers that no form, image or link can send: a page of another origin has to ask first whether it may."""

SURROGATE = re.compile("[\ud800-\udfff]")
PLAIN_WORD = re.compile(r"[\w.:-]{1,100}", re.ASCII)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQLRequest:
    """What a client asks: a document, the name of the operation in it (None: it has one alone), its variables,
    whether it came in a way that may change something (POST), and the Idempotency-Key as its header has it (None: it
    has none). By `id` the request is known. `query` is the document's text, `document_hash` the SHA-256 of a trusted
    one: one of them at least is given."""

    id: str
    query: str | None
    document_hash: bytes | None
    operation_name: str | None
    variables: dict[str, Any]
    may_change: bool
    idempotency_key: str | None

    @property
    def digest(self) -> bytes:
        """32 bytes that are this question's alone, once its document's text is known: the text, which of its operations
        is asked for, and the variables as JSON, in order, each number as it was sent."""
        variables = json.dumps(self.variables, sort_keys=True)
        return blake2b(f"{self.query}\0{self.operation_name or ''}\0{variables}".encode(), digest_size=32).digest()


def request_read(request: HttpRequest, limits: Limits, *, id_: str) -> GraphQLRequest:
    """Read the parameters of a POST (a JSON object) or of a GET (the query string, with a header of UNFORGEABLE); `id_`
    is what `request_id` says.

    Raises ApiError BAD_REQUEST with the status that says why: 400, 405, 411, 413 or 415.
    """
    if request.method == "POST":
        parameters = _post_parameters(request, limits)
    elif request.method in ("GET", "HEAD"):
        parameters = _get_parameters(request, limits)
    else:
        raise ApiError(
            ErrorCode.BAD_REQUEST, "Ask by POST, or by GET for a query.", status=405, headers={"Allow": METHODS}
        )
    _text_refuse(parameters, limits)
    _optional(parameters, "extensions", dict, "an object")
    digest = document_hash(parameters)
    return GraphQLRequest(
        id=id_,
        query=_query(parameters, limits, needed=digest is None),
        document_hash=digest,
        operation_name=_optional(parameters, "operationName", str, "a string"),
        variables=_optional(parameters, "variables", dict, "an object") or {},
        may_change=request.method == "POST",
        idempotency_key=request.headers.get("Idempotency-Key"),
    )


def request_id(request: HttpRequest) -> str:
    """Return an id to know a request by, in the audit log and in the answer's header: the client's own X-Request-ID
    where it is a plain word, else a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if PLAIN_WORD.fullmatch(given) else uuid4().hex


def text_problem(text: str) -> str | None:
    """Say what makes a text unfit to be kept or searched for: U+0000, or half of a surrogate pair. None: it is fit."""
    if "\0" in text:
        return "The character U+0000 is not allowed."
    if SURROGATE.search(text):
        return "Half of a surrogate pair is not allowed: it is no character."
    return None


def _post_parameters(request: HttpRequest, limits: Limits) -> dict[str, Any]:
    charset = (request.content_params or {}).get("charset", "utf-8").lower().replace("_", "-")
    if request.content_type != "application/json" or charset not in ("utf-8", "utf8"):
        _bad("Send the parameters as a JSON object, as Content-Type application/json in UTF-8.", status=415)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        _bad("Send the body as it is, without a Content-Encoding.", status=415)
    return _json_object(_body(request, limits), "The body", limits)


def _body(request: HttpRequest, limits: Limits) -> str:
    if "Content-Length" not in request.headers and "Transfer-Encoding" in request.headers:
        _bad("Say how long the body is: send a Content-Length, and no chunks.", status=411)
    try:
        declared = int(request.headers.get("Content-Length") or 0)
        body = b"" if declared > limits.body_bytes else request.read(limits.body_bytes + 1)
    except (ValueError, RequestDataTooBig, UnreadablePostError):
        _bad("The body cannot be read.")
    if max(declared, len(body)) > limits.body_bytes:
        _bad(f"The body is larger than {limits.body_bytes} bytes.", status=413)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        _bad("The body is not in UTF-8.")


def _get_parameters(request: HttpRequest, limits: Limits) -> dict[str, Any]:
    if not any(request.headers.get(name, "").strip() for name in UNFORGEABLE):
        _bad(
            "A query by GET needs a header that no form can send: add 'Apollo-Require-Preflight: true' or "
            "'X-Requested-With' with any value, or ask by POST."
        )
    try:
        unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("iso-8859-1")).decode("utf-8")
    except UnicodeDecodeError:
        _bad("The query string is not in UTF-8.")
    given = request.GET
    for name in PARAMETERS:
        if len(given.getlist(name)) > 1:
            _bad(f"The parameter '{name}' is given more than once.")
    parameters: dict[str, Any] = {name: given[name] for name in PARAMETERS if given.get(name)}
    for name in JSON_PARAMETERS:
        if name in parameters:
            parameters[name] = _json_object(parameters[name], f"The parameter '{name}'", limits)
    return parameters


def _json_object(text: str, what: str, limits: Limits) -> dict[str, Any]:
    if text.count("[") + text.count("{") > limits.json_things:
        _bad(f"{what} has more than {limits.json_things} lists and objects.")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        _bad(f"{what} is nested deeper than {limits.json_depth} levels.")
    except json.JSONDecodeError:
        _bad(f"{what} is not valid JSON.")
    except ValueError:  # int() has a limit of its own, so that nobody can keep it busy
        _bad(f"{what} has a number of more digits than are read.")
    if not isinstance(value, dict):
        _bad(f"{what} must be a JSON object.")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        _bad("A JSON object names a member twice.")
    return value


def _no_constant(name: str) -> NoReturn:
    _bad(f"{name} is not valid JSON: a number is finite.")


def _text_refuse(parameters: dict[str, Any], limits: Limits) -> None:
    for text in _texts(parameters, limits):
        if problem := text_problem(text):
            _bad(problem)


def _texts(value: Any, limits: Limits) -> Iterator[str]:
    """Yield every string of a JSON value, names of members included, refusing one that is nested too deeply."""
    level = [value]
    for _ in range(limits.json_depth):
        following: list[Any] = []
        for item in level:
            if isinstance(item, str):
                yield item
            elif isinstance(item, dict):
                following += [*item, *item.values()]
            elif isinstance(item, list):
                following += item
        if not following:
            return
        level = following
    _bad(f"The parameters are nested deeper than {limits.json_depth} levels.")


def _query(parameters: dict[str, Any], limits: Limits, *, needed: bool) -> str | None:
    query = _optional(parameters, "query", str, "a string")
    if not query:
        if needed:
            _bad("The parameter 'query' is missing: the GraphQL document to execute.")
        return None
    if len(query.encode()) > limits.document_bytes:
        _bad(f"The document is larger than {limits.document_bytes} bytes.", status=413)
    return query


def _optional(parameters: dict[str, Any], name: str, kind: type[T], described: str) -> T | None:
    value = parameters.get(name)
    if value is not None and not isinstance(value, kind):
        _bad(f"The parameter '{name}' must be {described}.")
    return value


def _bad(message: str, *, status: int = 400) -> NoReturn:
    raise ApiError(ErrorCode.BAD_REQUEST, message, status=status)
