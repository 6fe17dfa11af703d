"""What happens between `manage.py COMMAND` and Django: the data directory, the database, the signals.

Every command takes `--data DIR` and finds its database ready, also while a demo runs on it: said once, here. What a
command needs stands in one table; one that is not in it needs the main database.
"""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from psycopg2.errors import UndefinedTable

from backend import interruptions
from backend.bootstrap import ROOT
from backend.databases import main_database, server_for_tests, server_in_passing
from backend.demo.kept import pinned_day
from backend.postgres.errors import PostgresError

DEFAULT_DATA = ROOT / ".data"
INTERRUPTED = 130
BROKEN_PIPE = 141

Database = Callable[[Path], AbstractContextManager[None]]


def _none(data: Path) -> AbstractContextManager[None]:
    del data
    return nullcontext()


NEEDS: dict[str, Database] = {
    **dict.fromkeys(("help", "version", "check", "db", "diffsettings", "schema_print", "startapp"), _none),
    **dict.fromkeys(("test", "check_all"), server_for_tests),
    "bench": server_in_passing,
}


def run(argv: list[str]) -> int:
    """Run one command with all it needs; the exit code. Ends by SystemExit where Django does."""
    try:
        arguments, data = take_data(argv)
        interruptions.install()
        with _needed(arguments)(data):
            _set_environment(arguments, data)
            _execute(arguments)
        sys.stdout.flush()
    except (PostgresError, ImproperlyConfigured) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough: `scorecard | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return 0


def migrate_line() -> str:
    """The command that brings the database up to date which this one works on."""
    data = Path(os.environ.get("OPS_DATA", DEFAULT_DATA))
    return "python3 manage.py migrate" + ("" if data == DEFAULT_DATA else f" --data {data}")


def _execute(arguments: list[str]) -> None:
    """Run Django's command. Raises PostgresError, which says what to do, where the database has no tables yet."""
    from django.core.management import execute_from_command_line
    from django.db import ProgrammingError

    try:
        execute_from_command_line(arguments)
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedTable):
            message = f"The database is not up to date. Run: {migrate_line()}"
            raise PostgresError(message) from error
        raise


def take_data(argv: list[str]) -> tuple[list[str], Path]:
    """Split `--data DIR` or `--data=DIR` off the arguments; what is left, and the folder (.data of the checkout).

    DIR is relative to the working folder. Raises PostgresError where it is missing behind the option.
    """
    left: list[str] = []
    folder: str | None = None
    given = iter(argv)
    for argument in given:
        if argument == "--":
            left += [argument, *given]
        elif argument == "--data":
            folder = next(given, "")
        elif argument.startswith("--data="):
            folder = argument.removeprefix("--data=")
        else:
            left.append(argument)
    if folder == "":
        message = "--data needs a folder: --data DIR"
        raise PostgresError(message)
    return left, DEFAULT_DATA if folder is None else Path(folder).absolute()


def _needed(arguments: list[str]) -> Database:
    command = arguments[1] if len(arguments) > 1 else "help"
    asks_for_help = command.startswith("-") or (command != "test" and {"-h", "--help"} & set(arguments))
    return _none if asks_for_help else NEEDS.get(command, main_database)


def _set_environment(arguments: list[str], data: Path) -> None:
    """Tell Django's settings what they read from the environment."""
    os.environ["OPS_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    if arguments[1:2] == ["demo"]:
        from fixtures.demo import DEMO_DAY

        os.environ.update(OPS_DEMO="1", OPS_TODAY=DEMO_DAY.isoformat())
    elif arguments[1:2] == ["bench"]:
        from benchmarks.dataset.shapes import AS_OF

        os.environ["OPS_TODAY"] = AS_OF.isoformat()
    elif _needed(arguments) is main_database:
        day = pinned_day(data)
        if day:
            os.environ.setdefault("OPS_TODAY", day)
