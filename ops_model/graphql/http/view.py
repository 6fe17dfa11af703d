"""The one view of both APIs: GraphQL over HTTP, or the page to try it on for a browser."""

from collections.abc import Callable

from django.db import Error as DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLSchema

from ops_model.graphql.http.answers import (
    JSON,
    Answer,
    accepted_qualities,
    answer_render,
    failed_answer,
    media_type_chosen,
    refused_answer,
)
from ops_model.graphql.http.errors import (
    ApiError,
    ErrorCode,
    RefusedError,
    internal_entry,
    is_collision,
    is_timeout,
    timeout_entry,
)
from ops_model.graphql.http.execute import operation_answer
from ops_model.graphql.http.limits import limits_in_force
from ops_model.graphql.http.request import bearer_token, request_read

View = Callable[[HttpRequest], HttpResponseBase]


def graphql_view(schema: GraphQLSchema, *, page: View | None = None) -> View:
    """Make the view of a schema. `page` answers a browser's GET that asks for HTML and for no query.

    Every answer but the page is JSON; nothing a client sends makes it fail with a status 5xx. There is no cookie to
    ride on, so there is no token against forged requests either.
    """

    @csrf_exempt
    def view(request: HttpRequest) -> HttpResponseBase:
        if page is not None and _is_for_page(request):
            return page(request)
        media_type = media_type_chosen(request.headers.get("Accept"))
        if media_type is None:
            error = ApiError(
                ErrorCode.BAD_REQUEST, "Accept application/graphql-response+json or application/json.", status=406
            )
            return answer_render(refused_answer(error), JSON)
        return answer_render(_answer(schema, request), media_type)

    return view


def _answer(schema: GraphQLSchema, request: HttpRequest) -> Answer:
    limits = limits_in_force()
    try:
        asked = request_read(request, limits)
        return operation_answer(schema, asked, token=bearer_token(request), limits=limits)
    except (ApiError, RefusedError) as error:
        return refused_answer(error)
    except DatabaseError as error:
        if is_timeout(error) or is_collision(error):
            return failed_answer(timeout_entry(), status=503, headers={"Retry-After": "5"})
        return failed_answer(internal_entry(error), status=500)
    except Exception as error:
        return failed_answer(internal_entry(error), status=500)


def _is_for_page(request: HttpRequest) -> bool:
    qualities = accepted_qualities(request.headers.get("Accept", ""))
    return request.method == "GET" and "query" not in request.GET and qualities.get("text/html", 0) > 0
