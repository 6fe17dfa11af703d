"""The types by which modules refer to one another: most of them refer to each other in circles."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from ops_model.graphql.tracker.types.initiative import Initiative
    from ops_model.graphql.tracker.types.kpi import Kpi
    from ops_model.graphql.tracker.types.lever import Lever
    from ops_model.graphql.tracker.types.organisation import Membership, Organisation

_TYPES = "ops_model.graphql.tracker.types"

InitiativeRef = Annotated["Initiative", strawberry.lazy(f"{_TYPES}.initiative")]
KpiRef = Annotated["Kpi", strawberry.lazy(f"{_TYPES}.kpi")]
LeverRef = Annotated["Lever", strawberry.lazy(f"{_TYPES}.lever")]
MembershipRef = Annotated["Membership", strawberry.lazy(f"{_TYPES}.organisation")]
OrganisationRef = Annotated["Organisation", strawberry.lazy(f"{_TYPES}.organisation")]
