"""The root of all that can be asked."""

from typing import Annotated

import strawberry
from strawberry import ID, argument

from ops_model.domain.framework import Framework as FrameworkTexts
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.fields import Info, resolved
from ops_model.graphql.tracker.node import Node, global_id_read
from ops_model.graphql.tracker.types.framework import Framework
from ops_model.graphql.tracker.types.organisation import Organisation
from ops_model.graphql.tracker.types.viewer import Viewer
from ops_model.selectors.access import Access
from ops_model.selectors.reading import NodeReport
from ops_model.selectors.state import OrganisationState

MOST_NODES = 100


def _viewer(info: Info) -> Access:
    return info.context.access


def _node(info: Info, id: Annotated[ID, argument(description="The thing's opaque id.")]) -> NodeReport | None:  # noqa: A002 - the argument's name in the schema
    return info.context.reading.node(*global_id_read(id))


def _nodes(
    info: Info, ids: Annotated[list[ID], argument(description="The things' opaque ids, at most 100.")]
) -> list[NodeReport | None]:
    if len(ids) > MOST_NODES:
        raise BadInputError(f"'ids' may have at most {MOST_NODES} ids, and not {len(ids)}.")
    wanted = [global_id_read(each) for each in ids]
    return [info.context.reading.node(*each) for each in wanted]


def _organisation(
    info: Info, slug: Annotated[str, argument(description="The organisation's name in addresses.")]
) -> OrganisationState | None:
    return info.context.reading.organisation(slug)


def _framework(info: Info) -> FrameworkTexts:
    return info.context.reading.framework()


@strawberry.type(description="All that can be asked. What may not be seen is null or absent, as what does not exist.")
class Query:
    viewer: Viewer = resolved(_viewer, description="Whoever asks.")
    node: Node | None = resolved(
        _node, description="The thing of an id, as of today; null where there is none, or none for the viewer."
    )
    nodes: list[Node | None] = resolved(
        _nodes, description="The things of some ids, in their order; each null as with node."
    )
    organisation: Organisation | None = resolved(
        _organisation, description="The organisation of a slug; null unless the viewer is a member of it."
    )
    framework: Framework = resolved(
        _framework, description="The model itself: levers, principles, pillars, behaviours, stages, roles."
    )
