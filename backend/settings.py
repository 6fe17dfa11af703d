"""Django's settings. What differs between two places is read from the environment, and here alone:

- DATABASE_URL, DATABASE_OWNER_URL: the database, as the application's role and as the owner of the schema;
- DJANGO_SECRET_KEY: required to serve; the demo keeps a random one of its own;
- OPS_DATA: the folder of all that is kept outside the database;
- OPS_TODAY: the day that the product takes for today (YYYY-MM-DD), left out: the day it is;
- OPS_DEMO: "1" for the demonstration, which pages from this machine may ask;
- OPS_GRAPHIQL_TOKEN: the token that GraphiQL opens with, in the demonstration alone;
- OPS_RATE_LIMIT: how many units of cost a credential may ask for in a minute, or "off" (docs/limits.md);
- OPS_TRUSTED_DOCUMENTS_ONLY: "1" where documents have to be registered before they may be asked;
- OPS_HOSTS, OPS_CORS_ORIGINS: names it is served under and origins that may ask, separated by commas.
"""

import os
from datetime import date
from pathlib import Path

from backend.database_url import database_config
from backend.rate_limit import rate_limit
from backend.secret_key import kept_secret_key


def _listed(variable: str) -> list[str]:
    return [entry.strip() for entry in os.environ.get(variable, "").split(",") if entry.strip()]


DEBUG = False
OPS_DEMO = os.environ.get("OPS_DEMO") == "1"
GRAPHIQL_TOKEN = os.environ.get("OPS_GRAPHIQL_TOKEN", "")
OPS_DATA = Path(os.environ.get("OPS_DATA", ".data")).absolute()
OPS_TODAY = date.fromisoformat(os.environ["OPS_TODAY"]) if os.environ.get("OPS_TODAY") else None
OPS_RATE_LIMIT: int | None = rate_limit(os.environ.get("OPS_RATE_LIMIT", ""))
OPS_TRUSTED_DOCUMENTS_ONLY = os.environ.get("OPS_TRUSTED_DOCUMENTS_ONLY") == "1"
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "") or (kept_secret_key(OPS_DATA) if OPS_DEMO else "")

INSTALLED_APPS = ["ops_model", "backend", "corsheaders", "django_migration_linter"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",  # refuses a Host that is none of ALLOWED_HOSTS
]
APPEND_SLASH = False
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"

DATABASES = {
    alias: database_config(os.environ[variable])
    for alias, variable in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL"))
    if os.environ.get(variable)
}

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

_LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*_LOOPBACK, *_listed("OPS_HOSTS")]
DATA_UPLOAD_MAX_NUMBER_FIELDS = None  # parameters are counted and refused by the view, which answers in JSON
SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

CORS_URLS_REGEX = r"^/graphql/"
CORS_ALLOWED_ORIGINS = _listed("OPS_CORS_ORIGINS")
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$"] if OPS_DEMO else []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # what a client did wrong it is told, and nobody else
}

# The migrations that make tables lock nothing that anyone has: those that change tables are judged.
MIGRATION_LINTER_OPTIONS = {
    "include_apps": ["ops_model"],
    "ignore_initial_migrations": True,
    "warnings_as_errors": True,
}
