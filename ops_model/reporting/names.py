"""Names in snake case, as columns have them, and in camel case, as the API and the addresses of files have them."""

import re


def camel_case(name: str) -> str:
    """Return a name as the API has it."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def snake_case(name: str) -> str:
    """Return a name of the API as a column's."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()
