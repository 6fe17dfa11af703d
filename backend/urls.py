"""The addresses that the process answers."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive; asks nothing of the database."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", RedirectView.as_view(url="/graphql/")),
    path("graphql", RedirectView.as_view(url="/graphql/", http_method_names=["get", "head"])),
    path("healthz", healthz),
    path("sign-in/", include("ops_model.sign_in.urls")),
    path("graphql/", include("ops_model.graphql.tracker.urls")),
]
