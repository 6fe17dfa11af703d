"""Django's engine for PostgreSQL, as this product uses it; the name of this package stands in DATABASES."""
