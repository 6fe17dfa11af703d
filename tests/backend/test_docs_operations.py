"""docs/operations.md has every variable of the environment that the settings read."""

import re

from tests.api.documented import ROOT

READ = re.compile(r'(?:environ(?:\.get\(|\[)|(?:day|listed|port|secret_key|switched_on)\(|, )"([A-Z]+_[A-Z_]+)"')
NAMED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_every_variable_that_the_settings_read_stands_in_a_table() -> None:
    settings = (ROOT / "backend" / "settings.py").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    read = {name for name in READ.findall(settings) if name.startswith(("OPS_", "DJANGO_", "DATABASE_"))}

    assert {"DATABASE_OWNER_URL", "DJANGO_SECRET_KEY", "OPS_HOSTS", "OPS_SMTP_HOST"} <= read
    assert read <= set(NAMED.findall(page))
