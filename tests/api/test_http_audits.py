"""The audits of the npm package graphql-http, run by Node against both APIs; skipped where they are not installed."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ops_model.domain.roles import Role
from tests.api.endpoints import ENDPOINTS
from tests.api.world import World
from tests.served import served

AUDITS = Path(__file__).parent.parent / "http_audits"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="there is no Node here to run the audits of graphql-http")
@pytest.mark.skipif(
    not (AUDITS / "node_modules").is_dir(), reason="the audits are not installed: npm ci in tests/http_audits"
)
def test_every_audit_of_graphql_over_http_passes_on_both_apis(one: World) -> None:
    with served() as server:
        found = {endpoint.path: _audited(f"{server.url}{endpoint.path}", one) for endpoint in ENDPOINTS}

    for path, audits in found.items():
        assert [audit for audit in audits if audit["status"] != "ok"] == [], path
        assert len(audits) >= 61, path


def _audited(url: str, one: World) -> Any:
    ran = subprocess.run(
        [str(NODE), "audit.mjs", url, one.tokens[Role.VIEWER]], cwd=AUDITS, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)
