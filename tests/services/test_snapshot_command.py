"""The command takes the day's snapshot, of all organisations or of those that are named."""

from collections.abc import Generator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test import override_settings

from ops_model.management import arguments
from ops_model.models import Organisation, Snapshot
from tests import factories as make
from tests.database import inside

pytestmark = pytest.mark.usefixtures("committed")

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _day() -> Generator[None]:
    with override_settings(OPS_TODAY=TODAY):
        yield


@transaction.atomic
def make_organisation(time_zone: str = "UTC") -> Organisation:
    """Make an organisation, committed."""
    return make.make_organisation(time_zone=time_zone)


def run(*arguments: str) -> str:
    """Run the command and return what it prints."""
    printed = StringIO()
    call_command("snapshot", *arguments, stdout=printed)
    return printed.getvalue()


def of(organisation: Organisation, *arguments: str) -> str:
    """Run it for one organisation."""
    return run("--organisation", organisation.slug, *arguments)


def taken(organisation: Organisation) -> list[tuple[str, bool]]:
    """Return the days that an organisation has snapshots of, and whether they are reconstructed."""
    with inside(organisation.pk):
        found = Snapshot.objects.order_by("as_of").values_list("as_of", "reconstructed")
        return [(day.isoformat(), reconstructed) for day, reconstructed in found]


def test_it_takes_todays_of_all_organisations_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = make_organisation(), make_organisation()
    # What other tests have made is no business of this one; that all are found, the test of clean_up shows.
    monkeypatch.setattr(arguments, "organisation_ids", lambda: [one.pk, other.pk])

    first, second = run(), run()

    for organisation in (one, other):
        assert f"{organisation.slug} 2026-07-01: taken\n" in first
        assert f"{organisation.slug} 2026-07-01: is there already\n" in second
        assert taken(organisation) == [("2026-07-01", False)]


def test_it_takes_those_that_are_named() -> None:
    one, two, other = make_organisation(), make_organisation(), make_organisation()

    run("--organisation", one.slug, "--organisation", two.slug)

    assert [len(taken(each)) for each in (one, two, other)] == [1, 1, 0]


def test_today_is_the_organisations_own() -> None:
    west, east = make_organisation(time_zone="Pacific/Pago_Pago"), make_organisation(time_zone="Pacific/Kiritimati")

    with override_settings(OPS_TODAY=None):
        of(west)
        of(east)

    ((in_the_west, _),), ((in_the_east, _),) = taken(west), taken(east)
    assert (date.fromisoformat(in_the_east) - date.fromisoformat(in_the_west)).days in (1, 2)


def test_a_past_day_is_reconstructed_and_marked() -> None:
    organisation = make_organisation()

    assert of(organisation, "--date", "2026-03-31", "--reconstruct").endswith(" 2026-03-31: taken, reconstructed\n")
    assert taken(organisation) == [("2026-03-31", True)]


def test_todays_is_not_reconstructed() -> None:
    organisation = make_organisation()

    of(organisation, "--date", "2026-07-01", "--reconstruct")

    assert taken(organisation) == [("2026-07-01", False)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--date", "2026-03-31"], "2026-03-31 is past in .*--reconstruct"),
        (["--date", "2026-07-02"], "2026-07-02 is not over in .*, where it is 2026-07-01"),
        (["--date", "2026-07-02", "--reconstruct"], "2026-07-02 is not over"),
        (["--reconstruct"], "Say which day to reconstruct: --date DATE"),
        (["--date", "July"], "'July' is no day"),
    ],
)
def test_it_says_kindly_what_it_does_not_do(arguments: list[str], said: str) -> None:
    organisation = make_organisation()

    with pytest.raises(CommandError, match=said):
        of(organisation, *arguments)
    assert taken(organisation) == []


def test_it_says_which_organisation_is_none() -> None:
    with pytest.raises(CommandError, match="There is no organisation nowhere"):
        run("--organisation", "nowhere")


def test_where_the_owner_is_not_known_organisations_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    organisation = make_organisation()
    monkeypatch.delitem(connections.databases, "owner")
    monkeypatch.delattr(connections._connections, "owner", raising=False)  # type: ignore[attr-defined]

    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        run()
    assert of(organisation).endswith("taken\n")
