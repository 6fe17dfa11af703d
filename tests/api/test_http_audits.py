"""The audits of the npm package graphql-http, run by Node against a server; skipped where they are not installed."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ops_model.domain.roles import Role
from tests.api.world import World
from tests.served import served

AUDITS = Path(__file__).parent.parent / "http_audits"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="there is no Node here to run the audits of graphql-http")
@pytest.mark.skipif(
    not (AUDITS / "node_modules").is_dir(), reason="the audits are not installed: npm ci in tests/http_audits"
)
def test_every_audit_of_graphql_over_http_passes(example: World) -> None:
    with served() as server:
        ran = subprocess.run(
            [str(NODE), "audit.mjs", server.url, example.tokens[Role.VIEWER]],
            cwd=AUDITS,
            capture_output=True,
            text=True,
            check=True,
        )
    found = json.loads(ran.stdout)

    assert [audit for audit in found if audit["status"] != "ok"] == []
    assert len(found) >= 61
