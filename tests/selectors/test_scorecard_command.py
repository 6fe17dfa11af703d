"""The scorecard for people without a front end: the selectors' own figures, rounded, as a table."""

import re
from collections.abc import Generator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from tests import factories as make
from tests.selectors.world import TODAY, World, make_world

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def world(committed: None) -> Generator[World]:
    """Have the small organisation committed, and its day pinned."""
    with transaction.atomic():
        made = make_world()
    with override_settings(OPS_TODAY=TODAY):
        yield made


def printed(*arguments: str) -> str:
    """Return what the command prints."""
    output = StringIO()
    call_command("scorecard", *arguments, stdout=output)
    return output.getvalue()


def line_of(text: str, beginning: str) -> list[str]:
    """Return the cells of the line that begins so."""
    (line,) = [line.strip() for line in text.splitlines() if line.strip().startswith(beginning)]
    return re.split(r"\s{2,}", line)


def test_it_says_how_far_the_organisation_is(world: World) -> None:
    text = printed("--organisation", world.organisation.slug)

    assert text.startswith("Acme, as of 2026-07-01\nVision: Customers choose us twice.\n")
    assert "North star: ENPS Employee promoters, 25 points" in text
    assert line_of(text, "32.3") == ["32.3", "72.8", "18.3 % (not sufficient)", "NO_DATA"]


def test_each_lever_shows_its_lenses_and_a_dash_for_what_is_not_known(world: World) -> None:
    text = printed("--organisation", world.organisation.slug)
    levers = text.split("Counts")[0]

    assert line_of(levers, "Culture")[:4] == ["Culture", "36.3 %", "25.0 %", "\N{EN DASH}"]
    assert line_of(levers, "Talent") == ["Talent", *"\N{EN DASH}" * 5, "0.0 % (not sufficient)", "NO_DATA"]


def test_counts_guardrails_and_attention_follow(world: World) -> None:
    text = printed("--organisation", world.organisation.slug)

    assert line_of(text.split("Counts")[1], "Culture") == ["Culture", "2", "2", "1", "0", "0", "0", "1"]
    assert line_of(text, "CSAT KPI CSAT") == ["CSAT KPI CSAT", "75 points", "BREACH"]
    assert line_of(text.split("Attention")[1], "CSAT")[:2] == ["CSAT", "BREACH OFF_TRACK"]


def test_columns_are_aligned(world: World) -> None:
    lines = printed("--organisation", world.organisation.slug).splitlines()
    table = lines[lines.index("Levers") + 1 :][:7]

    assert len({line.index(line.split()[-1]) for line in table}) == 1


def test_it_is_as_of_any_date(world: World) -> None:
    text = printed("--organisation", world.organisation.slug, "--as-of", "2025-12-31")

    assert text.splitlines()[0] == "Acme, as of 2025-12-31"
    assert line_of(text, "\N{EN DASH}") == [*"\N{EN DASH}" * 2, "0.0 % (not sufficient)", "NO_DATA"]
    assert "nothing" in text


def test_an_organisation_without_anything_has_a_scorecard(committed: None) -> None:
    with transaction.atomic():
        slug = make.make_organisation().slug

    text = printed("--organisation", slug)
    assert "Vision" not in text
    assert "none" in text.split("Guardrails")[1]


def test_what_is_not_there_is_said_in_a_sentence(committed: None) -> None:
    with pytest.raises(CommandError, match="There is no organisation 'nobody'") as refused:
        printed("--organisation", "nobody")
    assert refused.value.returncode == 1
    with pytest.raises(CommandError, match="'soon' is no day; write it as 2026-06-30"):
        printed("--organisation", "nobody", "--as-of", "soon")
