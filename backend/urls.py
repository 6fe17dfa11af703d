"""The addresses that the process answers."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from backend import refusals
from ops_model.graphql.reporting.urls import file_urlpatterns


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive; asks nothing of the database."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", refusals.led_to_the_api),
    path("graphql", refusals.led_to_the_api),
    path("healthz", healthz),
    path("sign-in/", include("ops_model.sign_in.urls")),
    path("reporting/", include(file_urlpatterns)),
    path("graphql/reporting/", include("ops_model.graphql.reporting.urls")),
    path("graphql/", include("ops_model.graphql.tracker.urls")),
]

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
handler500 = refusals.internal_error
