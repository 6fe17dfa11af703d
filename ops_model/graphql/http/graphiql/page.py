"""The page, and the few files that it loads: all of them ours to serve, and nothing else may run on it."""

import json
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from secrets import token_urlsafe
from string import Template

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

HERE = Path(__file__).parent
ASSETS = {
    "graphiql.min.css": "text/css",
    "graphiql.min.js": "text/javascript",
    "react-dom.production.min.js": "text/javascript",
    "react.production.min.js": "text/javascript",
    "start.css": "text/css",
    "start.js": "text/javascript",
}
HEADERS_TO_FILL_IN = '{"Authorization": "Bearer "}'


def page_view(*, title: str, examples: Sequence[str]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of the page of one API, with a tab for each of the queries in `examples`.

    In the demo alone (settings OPS_DEMO and GRAPHIQL_TOKEN) it is handed a token; elsewhere its header editor asks for
    one, and without it not even the schema is shown.
    """

    def page(request: HttpRequest) -> HttpResponse:
        nonce = token_urlsafe(16)
        html = Template((HERE / "page.html").read_text()).substitute(
            title=escape(title),
            config=escape(json.dumps(_config(examples))),
            assets=f"{request.path.rstrip('/')}/assets",
            nonce=nonce,
        )
        return HttpResponse(html, headers={"Content-Security-Policy": _policy(nonce), "Cache-Control": "no-store"})

    return page


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


def _config(examples: Sequence[str]) -> dict[str, object]:
    token = settings.GRAPHIQL_TOKEN if settings.OPS_DEMO else ""
    headers = json.dumps({"Authorization": f"Bearer {token}"}) if token else HEADERS_TO_FILL_IN
    return {"headers": headers, "queries": list(examples), "signedIn": bool(token)}


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
