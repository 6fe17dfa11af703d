"""The stock idioms of Django: strawberry-django with its optimizer and graphene-django with prefetches, over the same
tables, and with the product's own arithmetic where a project would have it: on the models."""
