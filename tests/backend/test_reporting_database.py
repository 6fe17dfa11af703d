"""REPORTING_DATABASE_URL: reports are read from there, by a role that can write nothing, and all else from the main
database."""

import json
from http.client import HTTPConnection

from django.db import connection

from backend.web_supervisor import HOST
from ops_model.domain.roles import Role
from tests.api import world
from tests.served import Served, database_url, free_port, served

REPORT = "query($slug: String!) { asked: kpis(organisation: $slug) { totalCount nodes { kpiCode value health } } }"
SCORECARD = "query($slug: String!) { asked: organisation(slug: $slug) { slug } }"


def _as_reports(url: str) -> str:
    return url.replace("ops_app", "ops_report", 1)


def _asked(server: Served, path: str, document: str, of: world.World) -> tuple[int, dict[str, object]]:
    client = HTTPConnection(HOST, server.server.port, timeout=60)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {of.tokens[Role.VIEWER]}"}
    client.request("POST", path, json.dumps({"query": document, "variables": {"slug": of.slug}}), headers)
    response = client.getresponse()
    answer: dict[str, object] = json.loads(response.read())
    client.close()
    return response.status, answer


def _file(server: Served, of: world.World) -> bytes:
    client = HTTPConnection(HOST, server.server.port, timeout=60)
    headers = {"Authorization": f"Bearer {of.tokens[Role.VIEWER]}"}
    client.request("GET", f"/reporting/measurements.csv?organisation={of.slug}", headers=headers)
    whole = client.getresponse().read()
    client.close()
    return whole


def _connections_of(role: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND datname = current_database()", [role]
        )
        return int(cursor.fetchone()[0])


def test_reports_are_read_as_the_role_of_reports_and_the_tracker_is_not(committed: None) -> None:
    of = world.worked_example()
    with served(REPORTING_DATABASE_URL=_as_reports(database_url())) as server:
        before = _connections_of("ops_report")
        assert _asked(server, "/graphql/", SCORECARD, of)[0] == 200
        assert _connections_of("ops_report") == before == 0
        status, answer = _asked(server, "/graphql/reporting/", REPORT, of)
        assert _connections_of("ops_report") == 1
        assert b"eNPS" in _file(server, of)
    with served() as server:
        assert (status, answer) == _asked(server, "/graphql/reporting/", REPORT, of)
    assert status == 200


def test_without_it_reports_say_so_and_the_tracker_goes_on(committed: None) -> None:
    of = world.worked_example()
    with served(REPORTING_DATABASE_URL=f"postgresql://ops_report@127.0.0.1:{free_port()}/ops") as server:
        status, answer = _asked(server, "/graphql/reporting/", REPORT, of)
        assert status == 503
        assert "The database cannot be reached" in json.dumps(answer)
        assert _asked(server, "/graphql/", SCORECARD, of)[0] == 200
