"""The scalars of both APIs, as the tracker's schema has them."""

from typing import Any

import strawberry

from ops_model.graphql.http.scalars import SCALARS

STRAWBERRY_SCALARS: dict[object, Any] = {
    kind: strawberry.scalar(
        name=scalar.name,
        description=scalar.description,
        specified_by_url=scalar.specified_by,
        serialize=scalar.write,
        parse_value=scalar.read,
    )
    for kind, scalar in SCALARS.items()
}
"""The scalar of each Python type."""
