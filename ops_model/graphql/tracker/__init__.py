"""The tracker's API: what an organisation is, how far it has come, and what that is made of."""

# Enums get their descriptions here, before any type refers to them: strawberry would take them without.
from ops_model.graphql.tracker import change_enums, enums, order_enums

__all__ = ["change_enums", "enums", "order_enums"]
