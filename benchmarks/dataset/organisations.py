"""Organisations: all rows of one, in the order in which the database can take them."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID

from benchmarks.dataset.courses import AGREED_ON
from benchmarks.dataset.initiatives import (
    check_in_rows,
    initiative_rows,
    initiative_terms_rows,
    link_rows,
    milestone_rows,
)
from benchmarks.dataset.kpis import kpi_rows, kpi_terms_rows, measurement_rows
from benchmarks.dataset.rows import Rows, identifiers
from benchmarks.dataset.shapes import MEMBERS, Shape
from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import ScoringPolicy
from ops_model.domain.roles import Role, TokenScope

SEED = 7


def token_of(slug: str) -> str:
    """Return the token by which the benchmark signs in to an organisation of its own data set: no secret."""
    return f"opsm_bench_{slug}"


def organisation_rows(shape: Shape, *, seed: int = SEED) -> Iterator[Rows]:
    """Yield all rows of an organisation, what is referred to first. The same seed gives the same rows, and things of
    one number are alike in all organisations, whatever else these have."""
    id_, *member_ids = islice(identifiers(seed, shape.slug), MEMBERS + 1)
    kpi_ids = list(islice(identifiers(seed, shape.slug, "kpi"), shape.kpis))
    initiative_ids = list(islice(identifiers(seed, shape.slug, "initiative"), shape.initiatives))
    yield Rows("organisation", ("id", "slug", "name"), [(id_, shape.slug, f"Benchmark {shape.slug}")])
    yield from _people(shape.slug, id_, member_ids)
    yield Rows("lever", ("organisation_id", "kind"), [(id_, kind) for kind in LeverKind])
    yield _policy(id_)
    yield kpi_rows(id_, kpi_ids)
    yield kpi_terms_rows(seed, id_, kpi_ids)
    yield _vision(id_, kpi_ids[0])
    yield initiative_rows(id_, initiative_ids, member_ids)
    yield initiative_terms_rows(seed, id_, initiative_ids)
    yield milestone_rows(seed, id_, initiative_ids)
    yield link_rows(seed, id_, initiative_ids, kpi_ids)
    yield check_in_rows(seed, id_, initiative_ids, member_ids, shape.weeks)
    yield measurement_rows(seed, id_, kpi_ids, shape.weeks)


def _people(slug: str, organisation_id: UUID, member_ids: list[UUID]) -> Iterator[Rows]:
    emails = [f"member-{number:02}@{slug}.example" for number in range(len(member_ids))]
    yield Rows("account", ("id", "email"), zip(member_ids, emails, strict=True))
    people = zip(member_ids, emails, strict=True)
    columns = ("id", "organisation_id", "account_id", "name", "email", "role")
    yield Rows(
        "membership",
        columns,
        (
            (member_id, organisation_id, member_id, f"Member {number:02}", email, Role.EDITOR)
            for number, (member_id, email) in enumerate(people)
        ),
    )
    token = token_of(slug)
    columns = ("organisation_id", "membership_id", "name", "scopes", "token_hash", "token_prefix")
    digest = hashlib.sha256(token.encode()).digest()
    row = (organisation_id, member_ids[0], "benchmark", [TokenScope.ADMIN], digest, token[:9])
    yield Rows("api_token", columns, [row])


def _policy(organisation_id: UUID) -> Rows:
    policy = ScoringPolicy()
    numbers = (
        *("outcome_weight", "delivery_weight", "maturity_weight", "delivery_share"),
        *("on_track_gap", "at_risk_gap", "coverage_floor", "check_in_days"),
    )
    columns = ("organisation_id", "lever_weights", "target_levels", *numbers)
    by_lever = ([*policy.lever_weights.values()], [*policy.target_levels.values()])
    return Rows("scoring_policy", columns, [(organisation_id, *by_lever, *(getattr(policy, name) for name in numbers))])


def _vision(organisation_id: UUID, north_star_id: UUID) -> Rows:
    columns = (
        *("organisation_id", "number", "statement", "start_date", "target_date", "north_star_id"),
        "published_on",
    )
    ends = AGREED_ON + timedelta(days=900)
    row = (organisation_id, 1, "Customers choose us twice.", AGREED_ON, ends, north_star_id, AGREED_ON)
    return Rows("vision", columns, [row])
