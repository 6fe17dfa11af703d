"""`migrate`: Django's own, as the owner of the schema unless told otherwise, and the framework's texts with it."""

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate

from backend.databases import require_owner
from fixtures.demo import framework_document
from ops_model.services.framework_load import framework_load


class Command(DjangoMigrate):
    """Brings the schema and the framework's texts up to date as role ops_owner: the application's role may change
    neither."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's arguments; the database is the owner's alias."""
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: object, **options: object) -> None:
        """Migrate, and load the framework unless an app was named. Raises PostgresError, which says what to set,
        without the owner's address; ServiceError where another framework of the same version was loaded."""
        require_owner()
        super().handle(*args, **options)
        if options["app_label"] is None and not (options["plan"] or options["check_unapplied"]):
            framework_load(document=framework_document())
