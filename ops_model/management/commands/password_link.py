"""Make the link by which somebody sets a password."""

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ops_model.services.account import account_by_email


class Command(BaseCommand):
    """Prints the link that is else sent by e-mail: for whoever runs the server, where no e-mail is sent."""

    help = "Print the link by which somebody sets a password, once and within a day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        parser.add_argument("email", help="the e-mail of a member")

    def handle(self, **options: Any) -> None:
        """Print it, or say kindly why not."""
        account = account_by_email(email=options["email"])
        if account is None:
            raise CommandError("Nobody has an account with this e-mail: invite the person first.")
        uid = urlsafe_base64_encode(force_bytes(account.pk))
        address = reverse("password_set", args=[uid, default_token_generator.make_token(account)])
        self.stdout.write(f"Open this on the server's address, once and within a day: {address}")
