"""Settings are strict: nothing is open that was not asked for."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from backend.database_url import database_config


def asked(expression: str, **environment: str) -> str:
    """Return what an expression of the settings is worth in a process that knows this environment alone."""
    script = f"import django; django.setup(); from django.conf import settings; print({expression})"
    kept = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "backend.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", script], env={**kept, **environment}, capture_output=True, text=True, check=False
    )
    return ran.stdout.strip() or ran.stderr.strip().splitlines()[-1]


def test_without_a_secret_key_there_is_none() -> None:
    assert "SECRET_KEY setting must not be empty" in asked("settings.SECRET_KEY")


def test_the_demo_keeps_a_random_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    data, another = (str(tmp_path_factory.mktemp("data")) for _ in range(2))
    key = asked("settings.SECRET_KEY", OPS_DEMO="1", OPS_DATA=data)

    assert len(key) >= 50
    assert asked("settings.SECRET_KEY", OPS_DEMO="1", OPS_DATA=data) == key
    assert asked("settings.SECRET_KEY", OPS_DEMO="1", OPS_DATA=another) != key


def test_no_other_origin_may_ask_and_the_demo_may_be_asked_from_this_machine() -> None:
    origins = "[settings.CORS_ALLOWED_ORIGINS, settings.CORS_ALLOWED_ORIGIN_REGEXES]"

    assert asked(origins) == "[[], []]"
    assert "localhost" in asked(origins, OPS_DEMO="1", DJANGO_SECRET_KEY="x" * 50)
    assert asked(origins, OPS_CORS_ORIGINS="https://a.example, https://b.example") == (
        "[['https://a.example', 'https://b.example'], []]"
    )


@pytest.mark.parametrize(
    ("given", "compiles"), [({}, "True"), ({"OPS_COMPILE": "1"}, "True"), ({"OPS_COMPILE": "0"}, "False")]
)
def test_queries_are_compiled_unless_that_is_switched_off(given: dict[str, str], compiles: str) -> None:
    assert asked("settings.OPS_COMPILE", **given) == compiles


PRODUCTION = {
    "DATABASE_URL": "postgresql://ops_app@db.example/ops",
    "DJANGO_SECRET_KEY": "a-key-of-this-test-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "OPS_HOSTS": "tracker.acme.example",
    "OPS_TLS_PROXY": "1",
}


def deployed(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run Django's checks of what is deployed, in a process that knows this environment alone."""
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    kept = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "backend.settings"}
    return subprocess.run(command, env={**kept, **environment}, capture_output=True, text=True, check=False)


def test_in_production_djangos_checks_of_what_is_deployed_have_nothing_to_say() -> None:
    ran = deployed(**PRODUCTION)

    assert ran.returncode == 0, ran.stderr
    assert "no issues" in ran.stdout


def test_what_production_lacks_they_name() -> None:
    ran = deployed(**{**PRODUCTION, "OPS_TLS_PROXY": ""})

    assert ran.returncode != 0
    assert "security.W008" in ran.stderr


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("OPS_TLS_PROXY", "yes", "set it to 1, or leave it out"),
        ("OPS_COMPILE", "no", "set it to 0, or leave it out"),
        ("OPS_TRUSTED_DOCUMENTS_ONLY", "true", "set it to 1, or leave it out"),
        ("OPS_DEMO", "on", "set it to 1, or leave it out"),
        ("OPS_TODAY", "heute", "give a day, like 2026-06-30"),
        ("OPS_SMTP_PORT", "x", "give a port, like 587"),
        ("OPS_SMTP_PORT", "70000", "give a port, like 587"),
        ("DJANGO_SECRET_KEY", "short", "give 50 random characters or more"),
    ],
)
def test_what_the_environment_says_wrongly_is_refused_in_a_sentence(variable: str, value: str, told: str) -> None:
    said = asked("settings.DEBUG", **{variable: value})

    assert variable in said
    assert told in said


def test_cookies_are_for_tls_alone_but_in_the_demo() -> None:
    cookies = "[settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE]"

    assert asked(cookies, **PRODUCTION) == "[True, True]"
    assert asked(cookies, OPS_DEMO="1", DJANGO_SECRET_KEY="x" * 50) == "[False, False]"


def test_by_what_a_request_came_a_proxy_may_say_where_there_is_one() -> None:
    trusted = "[settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]"

    assert asked(trusted) == "[None, False]"
    assert asked(trusted, OPS_TLS_PROXY="1") == "[('HTTP_X_FORWARDED_PROTO', 'https'), True]"


def test_debugging_is_never_on() -> None:
    assert asked("settings.DEBUG", DEBUG="1", DJANGO_DEBUG="1") == "False"


def test_the_owner_of_the_schema_is_known_only_where_its_address_is_given() -> None:
    aliases = "sorted(settings.DATABASES)"

    assert asked(aliases, DATABASE_URL="postgresql://a@h/d") == "['default']"
    assert asked(aliases, DATABASE_URL="postgresql://a@h/d", DATABASE_OWNER_URL="postgresql://o@h/d") == (
        "['default', 'owner']"
    )


def test_connections_persist_and_no_request_opens_a_transaction_by_itself() -> None:
    assert settings.DATABASES["default"]["CONN_MAX_AGE"] is None
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False
    assert settings.USE_TZ is True


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://app:p%40ss@db.example:6432/ops",
            {"USER": "app", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "6432", "NAME": "ops", "OPTIONS": {}},
        ),
        (
            "postgresql://ops_app@/ops?host=%2Fsrv%2Fa%20folder&port=5433",
            {"USER": "ops_app", "PASSWORD": "", "HOST": "/srv/a folder", "PORT": "5433", "NAME": "ops", "OPTIONS": {}},
        ),
        (
            "postgres://h/d?sslmode=require",
            {"USER": "", "PASSWORD": "", "HOST": "h", "PORT": "", "NAME": "d", "OPTIONS": {"sslmode": "require"}},
        ),
        ("postgresql://[::1]:5432/d", {"HOST": "::1", "PORT": "5432", "NAME": "d"}),
    ],
)
def test_a_database_address_is_read(url: str, expected: dict[str, object]) -> None:
    config = database_config(url)

    assert {name: config[name] for name in expected} == expected


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql://h", "postgresql://h/", "", "ops"])
def test_what_is_no_database_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="postgresql://user:password@host:port/name"):
        database_config(url)


def test_the_rate_limit_is_a_number_or_off() -> None:
    assert asked("settings.OPS_RATE_LIMIT") == "600000"
    assert asked("settings.OPS_RATE_LIMIT", OPS_RATE_LIMIT="5000") == "5000"
    assert asked("settings.OPS_RATE_LIMIT", OPS_RATE_LIMIT="off") == "None"
    for bad in ("0", "-1", "many", "1e6"):
        assert "set it to a whole number of units a minute, or to 'off'" in asked("1", OPS_RATE_LIMIT=bad)


def test_documents_need_not_be_trusted_unless_it_is_set() -> None:
    assert asked("settings.OPS_TRUSTED_DOCUMENTS_ONLY") == "False"
    assert asked("settings.OPS_TRUSTED_DOCUMENTS_ONLY", OPS_TRUSTED_DOCUMENTS_ONLY="1") == "True"
