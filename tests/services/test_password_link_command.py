"""The command prints a link by which somebody sets a password."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from ops_model.models import Organisation
from tests.factories import make_member


def test_it_prints_a_link_that_leads_to_the_form(organisation: Organisation) -> None:
    member, printed = make_member(organisation), StringIO()
    call_command("password_link", member.email, stdout=printed)

    (address,) = re.findall(r"/sign-in/password/\S+", printed.getvalue())
    page = Client().get(address, follow=True)
    assert b"new_password1" in page.content


def test_who_has_no_account_is_to_be_invited_first(db: None) -> None:
    with pytest.raises(CommandError, match="invite the person first"):
        call_command("password_link", "nobody@example.com")
