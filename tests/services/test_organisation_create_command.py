"""The command says what it made, or kindly why not."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ops_model.models import Organisation
from tests.database import enter

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    """Run the command and return what it prints."""
    printed = StringIO()
    call_command("organisation_create", *arguments, stdout=printed)
    return printed.getvalue()


def test_it_prints_the_token_once() -> None:
    printed = run("acme", "--name", "Acme", "--admin", "ada@acme.example")

    assert len(re.findall(r"opsm_[\w-]{43}", printed)) == 1
    enter(key="acme")
    assert Organisation.objects.get().name == "Acme"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Acme!", "--admin", "ada@acme.example"), "slug: A slug is 2 to 60 small letters, digits and hyphens."),
        (("acme", "--admin", "ada"), "admin email: Enter a valid email address."),
        (("acme", "--admin", "ada@acme.example", "--time-zone", "Mars/Base"), "time zone: There is no such time zone"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=re.escape(sentence)) as refused:
        run(*arguments, "--name", "Acme")

    assert refused.value.returncode == 1


def test_a_slug_that_is_taken_is_said_in_a_sentence() -> None:
    run("acme", "--name", "Acme", "--admin", "ada@acme.example")
    with pytest.raises(CommandError, match="slug: Another organisation has this slug"):
        run("acme", "--name", "Acme", "--admin", "ada@acme.example")


def test_without_a_framework_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def framework_get() -> None:
        raise LookupError("No version of the framework is loaded.")

    monkeypatch.setattr("ops_model.services.organisation.framework_get", framework_get)
    with pytest.raises(CommandError, match=r"No version of the framework is loaded\. Run `manage.py migrate` first\."):
        run("acme", "--name", "Acme", "--admin", "ada@acme.example")
