"""The tokens of an organisation."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from ops_model.domain.roles import TokenScope
from ops_model.selectors.facts.sql import rows_read
from ops_model.selectors.ordering import OrderDirection, Ordering
from ops_model.selectors.pages import FIRST_PAGE, Page, PageArguments, list_digest, page_of
from ops_model.selectors.reports import ApiToken

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_COLUMNS = {
    "id": "api_token.id",
    "name": "name",
    "prefix": "token_prefix",
    "created_at": "created_at",
    "expires_at": "expires_at",
    "revoked_at": "revoked_at",
    "last_used_at": "last_used_at",
    "membership_id": "membership_id",
    "created_by_id": "created_by_id",
}
"""What a report shows, and the column that it is."""

_STATEMENT = f"""
SELECT scopes, {", ".join(_COLUMNS.values())}
FROM api_token
LEFT JOIN api_token_use
    ON api_token_use.organisation_id = api_token.organisation_id AND api_token_use.api_token_id = api_token.id
WHERE api_token.organisation_id = %(organisation_id)s
"""  # noqa: S608 - columns of this module

_NEWEST_FIRST: Ordering[ApiToken] = Ordering([(lambda token: token.created_at.isoformat(), OrderDirection.DESC)])


def api_tokens(state: "OrganisationState") -> list[ApiToken]:
    """Return all tokens of an organisation, revoked and expired ones included. One statement."""
    return [
        ApiToken(
            **dict(zip(_COLUMNS, columns, strict=True)),
            scopes=tuple(TokenScope[scope] for scope in scopes),
            state=state,
        )
        for scopes, *columns in rows_read(_STATEMENT, {"organisation_id": state.id})
    ]


def api_tokens_page(
    tokens: Iterable[ApiToken], state: "OrganisationState", *, arguments: PageArguments = FIRST_PAGE
) -> Page[ApiToken]:
    """Return a page of an organisation's tokens, newest first. No statement. Raises PageError."""
    digest = partial(list_digest, "tokens", state.id)
    return page_of(tokens, ordering=_NEWEST_FIRST, digest=digest, arguments=arguments)
