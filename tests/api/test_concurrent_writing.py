"""Writers beside writers: one wins, the others are told, nothing acknowledged is lost, and nobody gets a 5xx."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connection

from ops_model.graphql.http.asked import Asked
from ops_model.selectors.access import Writing
from tests.api.client import Api
from tests.api.mutate import asked, mutate
from tests.api.world import World

Done = TypeVar("Done")

WRITERS = 16
UPDATES = 1_000
LEVERS = 4


def at_once(number: int, work: Callable[[int], Done]) -> list[Done]:
    """Run a piece of work in so many threads that begin together, each with a connection of its own."""
    begin = Barrier(number)

    def piece(place: int) -> Done:
        begin.wait()
        try:
            return work(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as threads:
        return [*threads.map(piece, range(number))]


@pytest.fixture
def ids(example: World, api: Api) -> dict[str, str]:
    """Have the ids of the example's things by their codes."""
    shown = api.data(
        """query($slug: String!) { organisation(slug: $slug) {
          initiatives { nodes { code id } } kpis { nodes { code id } } } }""",
        slug=example.slug,
    )["organisation"]
    return {each["code"]: each["id"] for things in shown.values() for each in things["nodes"]}


@pytest.fixture
def levers(example: World, api: Api) -> list[str]:
    """Have the ids of some of the example's levers."""
    shown = api.data("query($slug: String!) { organisation(slug: $slug) { levers { id } } }", slug=example.slug)
    return [lever["id"] for lever in shown["organisation"]["levers"]][:LEVERS]


def code_of(payload: Any) -> str:
    """Return the code of a payload's only error; WRITTEN without any."""
    return next((error["code"] for error in payload["userErrors"]), "WRITTEN")


def test_of_two_writers_with_one_version_one_wins_and_the_other_gets_the_newest(api: Api, ids: dict[str, str]) -> None:
    def write(place: int) -> Any:
        return mutate(api, "initiativeUpdate", id=ids["SQUADS"], version=1, summary=f"Writer {place}")

    payloads = at_once(2, write)

    assert sorted(map(code_of, payloads)) == ["CONFLICT", "WRITTEN"]
    (winner,) = (place for place, payload in enumerate(payloads) if code_of(payload) == "WRITTEN")
    assert payloads[1 - winner]["userErrors"][0]["currentVersion"] == 2
    assert asked(api, ids["SQUADS"], "... on Initiative { version summary }") == {
        "version": 2,
        "summary": f"Writer {winner}",
    }


def test_of_a_thousand_updates_by_sixteen_writers_none_is_lost(api: Api, levers: list[str]) -> None:
    """Four write to one lever each. An update is sent again with the newest version until it is written: there are as
    many versions as updates, and none was written twice."""

    def write(place: int) -> list[tuple[str, int]]:
        lever, version, wrote = levers[place % LEVERS], 1, []
        for _ in range(place, UPDATES, WRITERS):
            while code_of(payload := mutate(api, "leverUpdate", id=lever, version=version, ambition=f"{place}")) == (
                "CONFLICT"
            ):
                version = payload["userErrors"][0]["currentVersion"]
            version += 1
            wrote.append((lever, version))
        return wrote

    versions = [written for wrote in at_once(WRITERS, write) for written in wrote]

    assert sorted(versions) == sorted((lever, 2 + at) for lever in levers for at in range(UPDATES // LEVERS))
    for lever in levers:
        assert asked(api, lever, "... on Lever { version }") == {"version": 1 + UPDATES // LEVERS}


def test_of_many_values_of_one_day_one_counts_and_all_others_stay(api: Api, ids: dict[str, str]) -> None:
    def record(place: int) -> str:
        given = {"kpi": ids["eNPS"], "observedOn": "2026-06-01", "value": str(place)}
        return code_of(mutate(api, "measurementRecord", **given))

    assert Counter(at_once(WRITERS, record)) == {"WRITTEN": WRITERS}
    shows = """... on Kpi { measurements(from: "2026-06-01", to: "2026-06-01", includeSuperseded: true) {
      nodes { id value supersededAt supersededBy { id } } } }"""
    nodes = asked(api, ids["eNPS"], shows)["measurements"]["nodes"]
    successors = [node["supersededBy"]["id"] for node in nodes if node["supersededAt"]]

    assert sorted(int(node["value"]) for node in nodes) == [*range(WRITERS)]
    assert len(set(successors)) == WRITERS - 1
    (counts,) = (node["id"] for node in nodes if not node["supersededAt"])
    assert counts in successors


def test_operations_of_several_mutations_do_not_meet_half_way(api: Api, ids: dict[str, str]) -> None:
    document = """mutation($one: KpiUpdateInput!, $other: KpiUpdateInput!) {
      one: kpiUpdate(input: $one) { userErrors { code currentVersion } }
      other: kpiUpdate(input: $other) { userErrors { code currentVersion } } }"""

    def rounds(place: int) -> Iterator[str]:
        first, second = (ids["eNPS"], ids["ATTRITION"]) if place % 2 else (ids["ATTRITION"], ids["eNPS"])
        versions = [1, 1]
        for _ in range(20):
            given = [
                {"id": thing, "version": at, "source": f"Writer {place}"}
                for thing, at in zip((first, second), versions, strict=True)
            ]
            answer = api.answer(document, one=given[0], other=given[1])
            yield from (error["extensions"]["code"] for error in answer.get("errors", ()))
            for at, payload in enumerate((answer["data"]["one"], answer["data"]["other"])):
                (error,) = payload["userErrors"] or [None]
                versions[at] = error["currentVersion"] if error else versions[at] + 1

    before = deadlocks()
    assert at_once(8, lambda place: [*rounds(place)]) == [[]] * 8
    assert deadlocks() == before


def deadlocks() -> int:
    """Return how many deadlocks PostgreSQL has broken in the tests' database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        (count,) = cursor.fetchone()
    return int(count)


def test_a_deadlock_is_begun_anew(api: Api, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock of whoever writes alone, two meet half-way."""
    monkeypatch.setattr(Asked, "writing", Writing(alone=False, request_id="r", operation=None))
    meet = Barrier(2)
    document = """mutation($one: KpiUpdateInput!, $other: KpiUpdateInput!) {
      one: kpiUpdate(input: $one) { userErrors { code } } other: kpiUpdate(input: $other) { userErrors { code } } }"""

    def write(place: int) -> Any:
        pair = (ids["eNPS"], ids["ATTRITION"]) if place else (ids["ATTRITION"], ids["eNPS"])
        one, other = ({"id": thing, "version": 1, "source": f"Writer {place}"} for thing in pair)
        with half_way(meet):
            return api.answer(document, one=one, other=other)

    answers = at_once(2, write)
    assert [answer.get("errors") for answer in answers] == [None, None]
    outcomes = [[code_of(answer["data"][name]) for name in ("one", "other")] for answer in answers]
    assert sorted(outcomes) == [["CONFLICT", "CONFLICT"], ["WRITTEN", "WRITTEN"]]


@contextmanager
def half_way(meet: Barrier) -> Iterator[None]:
    """Let two writers wait for each other once each has written one row."""
    waited: list[bool] = []

    def wait(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if sql.startswith('UPDATE "kpi"') and not waited:
            waited.append(True)
            meet.wait()
        return done

    with connection.execute_wrapper(wait):
        yield


def test_who_drafts_at_once_gets_a_number_of_their_own(example: World, api: Api) -> None:
    def draft(_: int) -> int:
        given = {"statement": "Chosen twice.", "startDate": "2026-01-01", "targetDate": "2027-01-01"}
        payload = mutate(api, "visionDraft", "vision { number }", organisation=example.slug, **given)
        number: int = payload["vision"]["number"]
        return number

    numbers = at_once(8, draft)
    assert sorted(numbers) == [*range(min(numbers), min(numbers) + 8)]


def test_readers_meanwhile_see_whole_organisations(example: World, api: Api) -> None:
    """KPIs are made and linked while others read: whoever reads, or is shown what was written, never fails."""
    initiative = """query($slug: String!) { organisation(slug: $slug) { scorecard { index } initiatives { nodes { id
      kpis { kpi { code owner { name } } } } } kpis(first: 100) { totalCount nodes { code } } } }"""

    def work(place: int) -> int:
        if place % 2:
            for _ in range(15):
                api.data(initiative, slug=example.slug)
            return 0
        for number in range(8):
            named = {"code": f"K-{place}-{number}", "name": "K", "lever": "CULTURE", "unit": "%"}
            terms = [{"direction": "INCREASE"}]
            made = mutate(api, "kpiCreate", "kpi { id }", organisation=example.slug, **named, terms=terms)
            squads = api.data(initiative, slug=example.slug)["organisation"]["initiatives"]["nodes"][0]["id"]
            shows = "link { initiative { kpis { kpi { code } } } }"
            assert (
                code_of(mutate(api, "initiativeLinkKpi", shows, initiative=squads, kpi=made["kpi"]["id"])) == "WRITTEN"
            )
        return 8

    assert sum(at_once(8, work)) == 4 * 8
    assert api.data(initiative, slug=example.slug)["organisation"]["kpis"]["totalCount"] == 2 + 4 * 8
