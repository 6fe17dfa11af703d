"""The one view of both APIs: GraphQL over HTTP, or the page to try it on for a browser."""

import logging
from collections.abc import Callable

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLSchema

from ops_model.graphql.http.answers import (
    JSON,
    Answer,
    accepted_qualities,
    answer_render,
    conditional_response,
    failed_answer,
    media_type_chosen,
    refused_answer,
)
from ops_model.graphql.http.credentials import request_credential
from ops_model.graphql.http.errors import (
    ApiError,
    ErrorCode,
    RefusedError,
    internal_entry,
    is_collision,
    is_timeout,
    is_unreachable,
    too_slow,
    unreachable,
)
from ops_model.graphql.http.execute import operation_answer
from ops_model.graphql.http.limits import Limits, limits_in_force
from ops_model.graphql.http.request import METHODS, request_id, request_read
from ops_model.selectors.database import MAIN

logger = logging.getLogger(__name__)

ASKING = {"query", "documentId", "extensions"}
"""Parameters by which a GET asks for an answer, and not for the page."""

View = Callable[[HttpRequest], HttpResponseBase]


def graphql_view(
    schema: GraphQLSchema,
    *,
    page: View | None = None,
    limits_of: Callable[[], Limits] = limits_in_force,
    database_of: Callable[[], str] = lambda: MAIN,
    repeats: bool = False,
) -> View:
    """Make the view of a schema. `page` answers a browser's GET that asks for HTML and for no query; the two functions
    say for each request what its limits are and from which database it reads, by the alias. `repeats`: what is read is
    told by versions, as far as the reading knows, so that an answer may be remembered.

    Every answer but the page is JSON; nothing a client sends makes it fail with a status 5xx. Who signs in by a cookie
    is asked for the token against forged requests where the credential is read.
    """

    def answered(request: HttpRequest, id_: str) -> Answer:
        limits = limits_of()
        try:
            asked = request_read(request, limits, id_=id_)
            credential = request_credential(request)
            return operation_answer(
                schema, asked, credential=credential, limits=limits, database=database_of(), repeats=repeats
            )
        except Exception as error:
            return error_answer(error)

    @csrf_exempt
    def view(request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": METHODS})
        if page is not None and _is_for_page(request):
            return page(request)
        id_ = request_id(request)
        media_type = media_type_chosen(request.headers.get("Accept"))
        answer = answered(request, id_) if media_type else refused_answer(_unacceptable())
        response = _response(request, answer, media_type or JSON)
        response["X-Request-ID"] = id_
        return response

    return view


def _response(request: HttpRequest, answer: Answer, media_type: str) -> HttpResponseBase:
    response = answer_render(answer, media_type)
    if answer.etag and request.method in ("GET", "HEAD"):
        return conditional_response(request, response, answer.etag)
    return response


def error_answer(error: Exception) -> Answer:
    """Return the answer to a request that ended with an error: what the client may know of it. What nobody expected is
    logged, with the id that the answer has."""
    match error:
        case ApiError() | RefusedError():
            return refused_answer(error)
        case DatabaseError() if is_timeout(error) or is_collision(error):
            return refused_answer(too_slow())
        case DatabaseError() if is_unreachable(error):
            logger.error("the database cannot be reached: %s", error)
            return refused_answer(unreachable())
    return failed_answer(internal_entry(error), status=500)


def _unacceptable() -> ApiError:
    message = "Accept application/graphql-response+json or application/json."
    return ApiError(ErrorCode.BAD_REQUEST, message, status=406)


def _is_for_page(request: HttpRequest) -> bool:
    if request.method not in ("GET", "HEAD") or ASKING & request.GET.keys():
        return False
    return accepted_qualities(request.headers.get("Accept", "")).get("text/html", 0) > 0
