"""Arguments that several commands take, and what they say."""

from argparse import ArgumentTypeError
from datetime import date
from uuid import UUID

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from ops_model.domain.written import day_read
from ops_model.selectors.organisations import organisation_ids
from ops_model.selectors.tenants import organisation_enter


def add_organisations(parser: CommandParser) -> None:
    """Take the slugs of organisations, where not all of them are meant."""
    parser.add_argument(
        "--organisation", metavar="SLUG", action="append", help="in this organisation alone; may be repeated"
    )


def organisations_named(slugs: list[str] | None) -> list[UUID]:
    """Return the ids of the organisations of these slugs, of all where none is given. Raises CommandError for a slug
    that is none's, and where all cannot be seen."""
    if slugs:
        return [_of(slug) for slug in slugs]
    try:
        return organisation_ids()
    except LookupError as error:
        raise CommandError(f"{error} Set DATABASE_OWNER_URL, or name them: --organisation SLUG") from error


def day(text: str) -> date:
    """Read a day, as argparse asks for it."""
    try:
        return day_read(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no day; write it as 2026-06-30.") from None


@transaction.atomic
def _of(slug: str) -> UUID:
    organisation_id = organisation_enter(slug=slug)
    if organisation_id is None:
        raise CommandError(f"There is no organisation {slug}.")
    return organisation_id
