"""How the rules of members and tokens are broken."""

from tests.api.broken import Broken, Ways, given, no_word, organisations, reference, text
from tests.api.desk import Desk, some_email


def _taken_email(desk: Desk) -> str:
    return desk.someone(email=some_email()).email.upper()


MEMBERSHIP: Ways = {
    **text("membership", "name", "memberInvite"),
    **organisations(("membership", "memberInvite")),
    **no_word("membership_role_choice", "memberInvite", "role"),
    "membership_email_text": [
        Broken("memberInvite", given(email="grace"), "INVALID", "email"),
        Broken("memberInvite", given(email="a" * 243 + "@example.com"), "TOO_LONG", "email"),
    ],
    "membership_email_unique": [Broken("memberInvite", given(email=_taken_email), "DUPLICATE", "email")],
}

API_TOKEN: Ways = {
    **text("api_token", "name", "apiTokenCreate"),
    **organisations(("api_token", "apiTokenCreate")),
    **no_word("api_token_scopes_choice", "apiTokenCreate", "scopes", many=True),
    **reference("api_token_membership_reference", "apiTokenCreate", "membership", "Membership"),
    "api_token_scopes_set": [
        Broken("apiTokenCreate", given(scopes=[]), "REQUIRED", "scopes"),
        Broken("apiTokenCreate", given(scopes=["READ", "READ"]), "INVALID", "scopes"),
    ],
    "api_token_expires_at_order": [
        Broken("apiTokenCreate", given(expiresAt="2026-01-01T00:00:00Z"), "INVALID", "expiresAt")
    ],
}
