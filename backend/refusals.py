"""What is answered outside of the API's own address: in JSON as there, and it says where the API is."""

import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from ops_model.graphql.http.answers import JSON, answer_render, failed_answer, refused_answer
from ops_model.graphql.http.errors import ApiError, ErrorCode, internal_entry

API = "/graphql/"


@csrf_exempt
def led_to_the_api(request: HttpRequest) -> HttpResponse:
    """Lead a browser to the API's address; refuse (405) what would not come along, and say where to send it."""
    if request.method in ("GET", "HEAD"):
        asked = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{API}?{asked}" if asked else API)
    return refused(405, f"The API is at {API}, with the slash: send it there.", Allow="GET, HEAD")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django refuses before any view sees it (400)."""
    del request
    if isinstance(exception, DisallowedHost):
        return refused(400, "This server does not go by the name in the Host header: OPS_HOSTS lists its names.")
    return refused(400, "This is no request that is understood here.")


def forged(request: HttpRequest, reason: str) -> HttpResponse:
    """Answer what no form of ours sent (403)."""
    del request, reason
    return refused(403, f"This did not come from a form of this server; the API is at {API}.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what may not be asked for (403)."""
    del request, exception
    return refused(403, "This may not be asked for.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer where there is nothing (404)."""
    del request, exception
    return refused(404, f"There is nothing at this address; the API is at {API}.")


def internal_error(request: HttpRequest) -> HttpResponse:
    """Answer where anything failed that no view expected (500): with an id, under which it is logged."""
    del request
    failure = sys.exc_info()[1] or RuntimeError("an error without an exception")
    return answer_render(failed_answer(internal_entry(failure), status=500), JSON)


def refused(status: int, message: str, **headers: str) -> HttpResponse:
    """Make a refusal in JSON."""
    error = ApiError(ErrorCode.BAD_REQUEST, message, status=status, headers=headers)
    return answer_render(refused_answer(error), JSON)
