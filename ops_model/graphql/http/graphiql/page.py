"""The page, and the few files that it loads: all of them ours to serve, and nothing else may run on it."""

import json
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from secrets import token_urlsafe
from string import Template

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from ops_model.graphql.http.credentials import signed_in_account

HERE = Path(__file__).parent
ASSETS = {
    "graphiql.min.css": "text/css",
    "graphiql.min.js": "text/javascript",
    "react-dom.production.min.js": "text/javascript",
    "react.production.min.js": "text/javascript",
    "start.css": "text/css",
    "start.js": "text/javascript",
}


def page_view(*, title: str, examples: Sequence[str]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of the page of one API, with a tab for each of the queries in `examples`.

    It is for who is signed in alone: others are led to the page to sign in. In the demo (settings OPS_DEMO and
    GRAPHIQL_TOKEN) they are handed a token instead.
    """

    def page(request: HttpRequest) -> HttpResponse:
        account_id = signed_in_account(request)
        token = _demo_token() if account_id is None else ""
        if account_id is None and not token:
            return redirect_to_login(request.path)
        nonce = token_urlsafe(16)
        html = Template((HERE / "page.html").read_text()).substitute(
            title=escape(title),
            config=escape(json.dumps(_config(request, examples, token=token))),
            assets=f"{request.path.rstrip('/')}/assets",
            nonce=nonce,
        )
        return HttpResponse(html, headers={"Content-Security-Policy": _policy(nonce), "Cache-Control": "no-store"})

    return page


def queries_in(folder: Path) -> tuple[str, ...]:
    """Return the queries of a folder, in the order of their files' names."""
    return tuple(file.read_text() for file in sorted(folder.glob("*.graphql")))


@require_safe
def asset_view(request: HttpRequest, name: str) -> FileResponse:
    """Serve one of the page's files; any other name is not found."""
    del request
    if name not in ASSETS:
        raise Http404
    folder = HERE if name.startswith("start.") else HERE / "vendor"
    return FileResponse(
        (folder / name).open("rb"),
        content_type=f"{ASSETS[name]}; charset=utf-8",
        headers={"Cache-Control": "max-age=3600"},
    )


def _config(request: HttpRequest, examples: Sequence[str], *, token: str) -> dict[str, object]:
    headers = json.dumps({"Authorization": f"Bearer {token}"}) if token else ""
    return {"headers": headers, "queries": list(examples), "csrfToken": "" if token else get_token(request)}


def _demo_token() -> str:
    return settings.GRAPHIQL_TOKEN if settings.OPS_DEMO else ""


def _policy(nonce: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "font-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
