"""The addresses that the process answers."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from backend import refusals


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive; asks nothing of the database."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", refusals.led_to_the_api),
    path("graphql", refusals.led_to_the_api),
    path("healthz", healthz),
    path("sign-in/", include("ops_model.sign_in.urls")),
    path("graphql/", include("ops_model.graphql.tracker.urls")),
]

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
handler500 = refusals.internal_error
