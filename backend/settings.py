"""Django's settings. What differs between two places is read from the environment, and here alone:

- DATABASE_URL, DATABASE_OWNER_URL: the database, as the application's role and as the owner of the schema;
- REPORTING_DATABASE_URL: from where reports are read, as the role of reports: a replica, say (left out: the database);
- DJANGO_SECRET_KEY: required to serve; the demo keeps a random one of its own;
- OPS_DATA: the folder of all that is kept outside the database;
- OPS_TODAY: the day that the product takes for today (YYYY-MM-DD), left out: the day it is;
- OPS_DEMO: "1" for the demonstration, which pages from this machine may ask;
- OPS_GRAPHIQL_TOKEN: the token that GraphiQL opens with, in the demonstration alone;
- OPS_RATE_LIMIT: how many units of cost a credential may ask for in a minute, or "off" (docs/limits.md);
- OPS_REMEMBER: what a process remembers between requests: "answers" (and states), "state" or "off";
- OPS_TRUSTED_DOCUMENTS_ONLY: "1" where documents have to be registered before they may be asked;
- OPS_COMPILE: "0" where queries are executed by graphql-core alone;
- OPS_PREPARE: "0" where a pooler gives each transaction another connection: no statement is prepared for one;
- OPS_SMTP_HOST, OPS_SMTP_PORT (587), OPS_SMTP_USER, OPS_SMTP_PASSWORD, OPS_EMAIL_FROM: how mail is sent;
- OPS_HOSTS, OPS_CORS_ORIGINS: names it is served under and origins that may ask, separated by commas;
- OPS_TLS_PROXY: "1" where a proxy ends TLS and sets X-Forwarded-Proto itself, whatever a client sent in it.
"""

import os
from datetime import timedelta
from pathlib import Path

import pghistory
from django.db.models import Field

from backend.bootstrap import ROOT
from backend.database_url import database_config
from backend.environment import day, listed, one_of, port, secret_key, switched_on
from backend.rate_limit import rate_limit
from backend.secret_key import kept_secret_key

DEBUG = False
OPS_TLS_PROXY = switched_on("OPS_TLS_PROXY")
OPS_DEMO = switched_on("OPS_DEMO")
GRAPHIQL_TOKEN = os.environ.get("OPS_GRAPHIQL_TOKEN", "")
OPS_DATA = Path(os.environ.get("OPS_DATA", ".data")).absolute()
OPS_TODAY = day("OPS_TODAY")
OPS_RATE_LIMIT: int | None = rate_limit(os.environ.get("OPS_RATE_LIMIT", ""))
OPS_REMEMBER = one_of("OPS_REMEMBER", ("answers", "state", "off"))
OPS_TRUSTED_DOCUMENTS_ONLY = switched_on("OPS_TRUSTED_DOCUMENTS_ONLY")
OPS_COMPILE = switched_on("OPS_COMPILE", unless_set=True)
OPS_PREPARE = switched_on("OPS_PREPARE", unless_set=True)
SECRET_KEY = secret_key("DJANGO_SECRET_KEY") or (kept_secret_key(OPS_DATA) if OPS_DEMO else "")

INSTALLED_APPS = [
    "ops_model",
    "backend",
    "axes",
    "corsheaders",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "pghistory",
    "pgtrigger",
    "django_migration_linter",
]
MIDDLEWARE = [
    "backend.security_headers.security_headers",  # these three first: they see the answers of all others
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "backend.body_limit.body_limit",
    "backend.session_cookie.session_cookie",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",  # refuses a Host that is none of ALLOWED_HOSTS
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "axes.middleware.AxesMiddleware",
]
APPEND_SLASH = False
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"

DATABASES = {
    alias: database_config(os.environ[variable])
    for alias, variable in (
        ("default", "DATABASE_URL"),
        ("owner", "DATABASE_OWNER_URL"),
        ("reporting", "REPORTING_DATABASE_URL"),
    )
    if os.environ.get(variable)
}

AUTH_USER_MODEL = "ops_model.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "ops_model.sign_in.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/graphql/"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a whole office sits behind one address
AXES_USERNAME_FORM_FIELD = "username"  # left to itself axes looks for the account's own name of it, and finds nobody
AXES_CLIENT_IP_CALLABLE = "backend.client_address.client_address"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "ops_model.sign_in.views.locked"
AXES_DISABLE_ACCESS_LOG = True

EMAIL_HOST = os.environ.get("OPS_SMTP_HOST", "")
EMAIL_PORT = port("OPS_SMTP_PORT", default=587)
EMAIL_HOST_USER = os.environ.get("OPS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("OPS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("OPS_EMAIL_FROM", "tracker@localhost")
_MAIL_GOES = "smtp" if EMAIL_HOST else "console" if OPS_DEMO else "dummy"  # to a server, to the terminal, nowhere
EMAIL_BACKEND = f"django.core.mail.backends.{_MAIL_GOES}.EmailBackend"
OPS_SENDS_MAIL = _MAIL_GOES != "dummy"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "ops_model" / "sign_in" / "templates"],
        "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
    }
]

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

_LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
OPS_HOSTS = listed("OPS_HOSTS")
ALLOWED_HOSTS = [*_LOOPBACK, *OPS_HOSTS]

# Whoever asks by plain HTTP is led to HTTPS by us only where a proxy says by what they came: alone we speak HTTP.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPS_TLS_PROXY else None
SECURE_SSL_REDIRECT = OPS_TLS_PROXY
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not OPS_DEMO  # the demo is on loopback, where there is no TLS
CSRF_FAILURE_VIEW = "backend.refusals.forged"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an e-mail is unique whatever its case, by an index that Django does not know
    *("security.W005", "security.W021"),  # HSTS of names below ours, or for good: not ours to say
]

CORS_URLS_REGEX = r"^/(graphql|reporting)/"
CORS_ALLOW_METHODS = ("GET", "POST")
CORS_ALLOW_HEADERS = (
    "authorization",
    "content-type",
    "apollo-require-preflight",
    "x-requested-with",
    "idempotency-key",
    "x-request-id",
)
CORS_EXPOSE_HEADERS = ("Retry-After", "Idempotency-Replayed", "X-Request-ID")
CORS_ALLOWED_ORIGINS = listed("OPS_CORS_ORIGINS")
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$"] if OPS_DEMO else []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {  # what a client did wrong it is told, and nobody else
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

MIGRATION_MODULES = {"pghistory": None}  # contexts are in the events: its own table stays unmade

# Events take what their table took, and refuse nothing themselves; a column that came later is null in older ones.
PGHISTORY_FIELD = pghistory.Field(null=True)
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_EXCLUDE_FIELD_KWARGS = {Field: ["choices", "db_default", "default", "validators"]}

# The migrations that make tables lock nothing that anyone has: those that change tables are judged.
MIGRATION_LINTER_OPTIONS = {
    "include_apps": ["ops_model"],
    "sql_analyser": "postgresql",  # which it would tell by the engine that Django has itself
    "ignore_initial_migrations": True,
    "warnings_as_errors": True,
}
