"""Lists by Relay's cursor connection specification, and the arguments that all of them take."""

from typing import Annotated, Generic, TypeVar

import strawberry
from strawberry import Parent, argument, field

from ops_model.selectors.pages import Page

T = TypeVar("T")

First = Annotated[
    int | None, argument(description="How many from the start: 20 where last is left out too, at most 100.")
]
After = Annotated[str | None, argument(description="The cursor after which to begin; null: from the start.")]
Last = Annotated[int | None, argument(description="How many from the end, at most 100; not together with first.")]
Before = Annotated[str | None, argument(description="The cursor before which to end; null: to the end.")]
IncludeArchived = Annotated[bool | None, argument(description="Whether to list archived ones too; null: no.")]


@strawberry.type(description="Where a page stands in its list. Cursors are stable when things are added.")
class PageInfo:
    has_next_page: bool = field(description="Whether there is more after this page.")
    has_previous_page: bool = field(description="Whether there is more before this page.")
    start_cursor: str | None = field(description="The first item's cursor; null on an empty page.")
    end_cursor: str | None = field(description="The last item's cursor; null on an empty page.")


@strawberry.type(description="An item of a list, with its place there.")
class Edge(Generic[T]):
    node: T = field(description="The item.")
    cursor: str = field(description="Its place: opaque, good for this list with the same filter and order alone.")


def _edges(root: Parent[Page[T]]) -> list[Edge[T]]:
    return [Edge(node=node, cursor=cursor) for node, cursor in zip(root.nodes, root.cursors, strict=True)]


def _page_info(root: Parent[Page[T]]) -> PageInfo:
    return PageInfo(
        has_next_page=root.has_next,
        has_previous_page=root.has_previous,
        start_cursor=root.start_cursor,
        end_cursor=root.end_cursor,
    )


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = field(resolver=_edges, description="The page's items, with their places.")
    nodes: list[T] = field(description="The page's items.")
    page_info: PageInfo = field(resolver=_page_info, description="Where the page stands in the list.")
    total: int = field(name="totalCount", description="How many the whole list has, under its filter.")
