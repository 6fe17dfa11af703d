"""Register the documents that a front end asks."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops_model.graphql.http.limits import limits_in_force
from ops_model.management.apis import APIS
from ops_model.management.trusting import document_problems
from ops_model.selectors.tenants import OWNER
from ops_model.selectors.trusted_documents import text_hash
from ops_model.services.trusted_documents import trusted_documents_keep


class Command(BaseCommand):
    """Registers every .graphql file below a folder by the SHA-256 of its text, or none where one is refused."""

    help = "Register the .graphql files of a folder as trusted documents (docs/limits.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder; files in folders below count too")
        parser.add_argument("--api", choices=APIS, default="tracker", help="which API they are for (tracker)")

    def handle(self, **options: Any) -> None:
        """Register them, and print each one's hash. Raises CommandError, which says what is refused and why."""
        folder: Path = options["folder"]
        if OWNER not in settings.DATABASES:
            raise CommandError("Set DATABASE_OWNER_URL: documents are registered as the owner of the schema.")
        files = sorted(file for file in folder.rglob("*.graphql") if file.is_file())
        if not files:
            raise CommandError(f"There is no .graphql file in {folder}.")
        texts = {file: _text(file) for file in files}
        schema, limits = APIS[options["api"]].schema, limits_in_force()
        refused = [f"{file}: {why}" for file in files for why in document_problems(schema, texts[file], limits)]
        if refused:
            raise CommandError("\n".join(["Nothing is registered, for these are refused:", *refused]))
        kept = trusted_documents_keep(texts=texts.values())
        for file, text in texts.items():
            self.stdout.write(f"sha256:{text_hash(text).hex()}  {file.relative_to(folder)}")
        self.stdout.write(f"{len(files)} documents are trusted; {kept} of them were not before.")


def _text(file: Path) -> str:
    """Read a file as it is: line ends count in the hash. Raises CommandError."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read as UTF-8: {error}") from error
