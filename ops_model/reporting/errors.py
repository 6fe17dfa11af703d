"""What cannot be asked of a table."""

from ops_model.reporting.names import camel_case


class ReportError(ValueError):
    """A value that a filter, an order or a file cannot be; the text names it as the API does, and says what it can
    be."""

    def __init__(self, name: str, message: str) -> None:
        """Take its name, in either case, and the message."""
        super().__init__(f"'{camel_case(name)}': {message}")
