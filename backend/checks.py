"""What must hold before the process may start."""

from collections.abc import Sequence
from importlib.util import find_spec

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


@register()
def psycopg_is_absent(*, app_configs: Sequence[AppConfig] | None, **options: object) -> list[CheckMessage]:
    """Refuse psycopg 3: Django silently prefers it to psycopg2, which this product is written for."""
    del app_configs, options
    if find_spec("psycopg") is None:
        return []
    return [
        Error(
            "psycopg 3 is installed beside psycopg2, and Django would take it.",
            hint="Uninstall psycopg, or delete .venv and let manage.py build it again.",
            id="backend.E001",
        )
    ]
