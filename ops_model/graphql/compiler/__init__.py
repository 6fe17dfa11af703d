"""A valid query becomes one Python function. The room knows graphql-core, which stays the reference, and no more."""
