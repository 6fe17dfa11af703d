"""The Django app of the process: its commands and its checks."""

from django.apps import AppConfig


class BackendConfig(AppConfig):
    """Registers the checks when Django starts."""

    name = "backend"

    def ready(self) -> None:
        """Import what registers itself."""
        import backend.checks  # noqa: F401 - Django's registry has to be there first
