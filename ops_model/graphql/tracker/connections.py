"""Lists by Relay's cursor connection specification, and the arguments that all of them take."""

from typing import Annotated, Generic, TypeVar

import strawberry
from strawberry import Parent, argument, field

from ops_model.graphql.http import relay as words
from ops_model.selectors.pages import Page

T = TypeVar("T")

First = Annotated[
    int | None, argument(description="How many from the start: 20 where last is left out too, at most 100.")
]
After = Annotated[str | None, argument(description=words.AFTER)]
Last = Annotated[int | None, argument(description="How many from the end, at most 100; not together with first.")]
Before = Annotated[str | None, argument(description=words.BEFORE)]
IncludeArchived = Annotated[bool | None, argument(description="Whether to list archived ones too; null: no.")]


@strawberry.type(description=f"{words.PAGE_INFO} Cursors are stable when things are added.")
class PageInfo:
    has_next_page: bool = field(description=words.HAS_NEXT_PAGE)
    has_previous_page: bool = field(description=words.HAS_PREVIOUS_PAGE)
    start_cursor: str | None = field(description=words.START_CURSOR)
    end_cursor: str | None = field(description=words.END_CURSOR)


@strawberry.type(description=words.EDGE)
class Edge(Generic[T]):
    node: T = field(description=words.NODE)
    cursor: str = field(description=words.CURSOR)


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
    edges: list[Edge[T]] = field(resolver=_edges, description=words.EDGES)
    nodes: list[T] = field(description=words.NODES)
    page_info: PageInfo = field(resolver=_page_info, description=words.PAGE_INFO_OF_PAGE)
    total: int = field(name="totalCount", description=words.TOTAL_COUNT)
