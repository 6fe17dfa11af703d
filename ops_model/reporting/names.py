"""Names in snake case, as columns have them, and in camel case, as the API and the addresses of files have them."""


def camel_case(name: str) -> str:
    """Return a name as the API has it."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
