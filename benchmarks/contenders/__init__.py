"""Who is measured: each a server of its own on the same database."""
