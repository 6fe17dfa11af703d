"""Both APIs, for tests of what they share: where each is, its schema, and documents of its own for the same rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphql import GraphQLSchema

from ops_model.graphql.reporting import urls as reporting_urls
from ops_model.graphql.tracker import urls as tracker_urls
from ops_model.management.apis import APIS
from ops_model.management.apis import Api as ApiOfCommands
from tests.api.client import REPORTING, TRACKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An API, the examples of its page, and documents: of who is `signed_in`; of an organisation by its `slug`, as of
    a `day`, and of `first` items of it; and one of which the field `a` is refused and the rest answered."""

    path: str
    api: ApiOfCommands
    examples: Sequence[str]
    signed_in: str
    of_slug: str
    of_day: str
    of_first: str
    half_refused: str

    @property
    def schema(self) -> GraphQLSchema:
        """Its schema."""
        return self.api.schema

    def __str__(self) -> str:
        """Return what a test run calls it."""
        return self.path.strip("/").replace("/", "-")


ENDPOINTS = (
    Endpoint(
        path=TRACKER,
        api=APIS["tracker"],
        examples=tracker_urls.EXAMPLES,
        signed_in="{ viewer { name } }",
        of_slug="query($slug: String!) { organisation(slug: $slug) { name } }",
        of_day="query($slug: String!, $day: Date) { organisation(slug: $slug) { scorecard(asOf: $day) { asOf } } }",
        of_first="""query($slug: String!, $first: Int, $filter: InitiativeFilter) {
            organisation(slug: $slug) { initiatives(first: $first, filter: $filter) { totalCount } } }""",
        half_refused='{ a: node(id: "x") { id } __typename }',
    ),
    Endpoint(
        path=REPORTING,
        api=APIS["reporting"],
        examples=reporting_urls.EXAMPLES,
        signed_in="{ organisations }",
        of_slug="query($slug: String!) { kpis(organisation: $slug) { totalCount } }",
        of_day="query($slug: String!, $day: Date) { kpis(organisation: $slug, asOf: $day) { totalCount } }",
        of_first="""query($slug: String!, $first: Int, $lever: [LeverKind!], $from: Float) {
            kpis(organisation: $slug, first: $first, lever: $lever, attainmentFrom: $from) { totalCount } }""",
        half_refused='{ a: kpis(organisation: "SLUG", first: -1) { totalCount } __typename }',
    ),
)
