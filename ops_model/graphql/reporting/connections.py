"""Relay's connections in graphene's terms, said in the words of both APIs."""

from typing import Any

import graphene
from graphene import relay
from graphene.relay.connection import ConnectionOptions

from ops_model.graphql.http import relay as words


class PageInfo(graphene.ObjectType):
    """Where a page stands: graphene's own does not say what null means."""

    class Meta:
        description = f"{words.PAGE_INFO} Cursors are places in it: what is added before an item moves it."

    has_next_page = graphene.Boolean(required=True, description=words.HAS_NEXT_PAGE)
    has_previous_page = graphene.Boolean(required=True, description=words.HAS_PREVIOUS_PAGE)
    start_cursor = graphene.String(description=words.START_CURSOR)
    end_cursor = graphene.String(description=words.END_CURSOR)


class Connection(relay.Connection):
    """A page of a list, with edges and nodes; their value is a Page."""

    class Meta:
        abstract = True

    total_count = graphene.Int(required=True, description=words.TOTAL_COUNT)

    @classmethod
    def __init_subclass_with_meta__(cls, node: Any = None, **options: Any) -> None:
        """Make the connection of a type, which has no null in its lists."""
        meta = ConnectionOptions(cls)
        meta.fields = {
            "edges": graphene.Field(_all(_edge(node)), description=words.EDGES),
            "nodes": graphene.Field(_all(node), description=words.NODES),
            "page_info": graphene.Field(PageInfo, required=True, description=words.PAGE_INFO_OF_PAGE),
        }
        super().__init_subclass_with_meta__(node=node, _meta=meta, **options)


def _edge(node: Any) -> Any:
    fields = {
        "node": graphene.Field(node, required=True, description=words.NODE),
        "cursor": graphene.String(required=True, description=words.CURSOR),
    }
    return type(f"{node._meta.name}Edge", (graphene.ObjectType,), {**fields, "__doc__": words.EDGE})


def _all(kind: Any) -> Any:
    return graphene.NonNull(graphene.List(graphene.NonNull(kind)))
