"""What cannot be asked of a table."""


class ReportError(ValueError):
    """A value that a filter, an order or a file cannot be; the text names it as who asked did, and says what it can
    be."""

    def __init__(self, called: str, message: str) -> None:
        """Take what it is called, and the message."""
        super().__init__(f"'{called}': {message}")
