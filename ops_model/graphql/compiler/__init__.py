"""A valid query becomes one Python function. It knows graphql-core, which stays the reference, and nothing of the product."""
