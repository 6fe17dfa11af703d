"""How an answer is written: the media type that the client accepts, and the status that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from ops_model.graphql.http.errors import ApiError, Entry, ErrorCode, RefusedError, entry

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"
ALWAYS_200_IN_JSON = frozenset(
    {
        ErrorCode.GRAPHQL_PARSE_FAILED,
        ErrorCode.GRAPHQL_VALIDATION_FAILED,
        ErrorCode.BAD_USER_INPUT,
        ErrorCode.COST_LIMIT,
    }
)
"""Refusals that clients of the older media type expect with status 200: GraphQL's own, not HTTP's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it is sent: `body` is its JSON in UTF-8, the same in every media type, `codes` are those of its
    errors. `status` is that of application/graphql-response+json; `etag` tells the same data again, None where they are
    not known to be."""

    status: int
    body: bytes
    codes: frozenset[str] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None

    def status_in(self, media_type: str) -> int:
        """Return the status for a media type: the older one tells GraphQL's own refusals by the body alone."""
        return 200 if media_type == JSON and self.status == 400 and self.codes <= ALWAYS_200_IN_JSON else self.status


def answer_write(body: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Write an answer as JSON. Raises TypeError for what cannot be written: it must not have been committed."""
    codes = frozenset(error["extensions"]["code"] for error in body.get("errors", ()))
    return Answer(status=status, body=orjson.dumps(body), codes=codes, headers=headers or {})


def data_etag(data: bytes) -> str:
    """Return the ETag of data: of them alone, for what they cost is not their change."""
    return f'W/"{sha256(data).hexdigest()[:32]}"'


def data_answer(data: bytes, extensions: Mapping[str, Any], *, etag: str) -> Answer:
    """Make the answer of data that are written already."""
    return Answer(status=200, body=b'{"data":%b,"extensions":%b}' % (data, orjson.dumps(extensions)), etag=etag)


def refused_answer(error: ApiError | RefusedError) -> Answer:
    """Make the answer to a request that is refused as a whole; it has no data."""
    if isinstance(error, RefusedError):
        return failed_answer(*error.entries)
    told = entry(error.code, error.message, **error.told)
    return answer_write({"errors": [told]}, status=error.status, headers=error.headers)


def failed_answer(*entries: Entry, status: int = 400) -> Answer:
    """Make an answer of errors alone."""
    return answer_write({"errors": list(entries)}, status=status)


def answer_render(answer: Answer, media_type: str) -> HttpResponse:
    """Put an answer into a response. It is the asker's alone and of this moment: no cache may keep it."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Authorization, Cookie", **answer.headers}
    return HttpResponse(
        answer.body, status=answer.status_in(media_type), content_type=f"{media_type}; charset=utf-8", headers=headers
    )


def conditional_response(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponseBase:
    """Let the asker keep an answer to a GET, to ask the next time whether it is still so: 304 where it is."""
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def accepted_qualities(accept: str) -> dict[str, float]:
    """Read an Accept header: the quality, 0..1, of each media range that it names."""
    qualities: dict[str, float] = {}
    for item in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        try:
            qualities[media_range] = min(1.0, max(0.0, float(quality)))
        except ValueError:
            qualities[media_range] = 0.0
    return qualities


def media_type_chosen(accept: str | None) -> str | None:
    """Return the media type of ours that a client likes best, the older one where it does not mind; None: none of
    them."""
    if not accept or not accept.strip():
        return JSON
    qualities = accepted_qualities(accept)
    default = qualities.get("application/*", qualities.get("*/*", 0.0))
    json_quality = qualities.get(JSON, default)
    graphql_quality = qualities.get(GRAPHQL_RESPONSE, default)
    if max(json_quality, graphql_quality) <= 0:
        return None
    named_and_equal = GRAPHQL_RESPONSE in qualities and graphql_quality == json_quality
    return GRAPHQL_RESPONSE if named_and_equal or graphql_quality > json_quality else JSON
