"""What goes wrong with a database server, in words that a person can act on."""


class PostgresError(Exception):
    """The database cannot be had; the message says why and what to do. Commands print it and end with code 1."""
