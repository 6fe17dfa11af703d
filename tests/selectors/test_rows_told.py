"""What the rows of a state say is told exactly: each column, whatever can stand in it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ops_model.domain.framework import LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Direction, Health
from ops_model.models import CheckIn, Initiative, InitiativeTerms, Kpi, KpiTerms, Organisation
from ops_model.selectors.reports import Editable
from tests import factories as make
from tests.factories import BEGINNING
from tests.selectors.world import JUNE, state_of

pytestmark = pytest.mark.django_db

AWKWARD = ['a "b"', "c,d", "NULL", "{e}", "back\\slash", " blank ", "é😀", "line\nbreak"]


def edits_of(report: Editable) -> tuple[object, ...]:
    """Return all that a report shows of its edits."""
    return report.version, report.created_at, report.updated_at, report.updated_by  # type: ignore[misc]


def test_an_initiative_is_told_as_its_row_says(organisation: Organisation) -> None:
    ada, bob = make.make_member(organisation, "Ada"), make.make_member(organisation, "Bob")
    told: dict[str, Any] = {
        "summary": 'It said: "100 %",\n\ttwice.',
        "customer_outcome": "\\N",
        "origin": Origin.REGULATOR,
    }
    lists: dict[str, Any] = {
        "principles": [Principle.FAST, Principle.CUSTOMER_LED],
        "pillars": [Pillar.EMPATHY],
        "tags": AWKWARD,
    }
    people: dict[str, Any] = {"owner": ada, "sponsor": bob, "updated_by": bob}
    row = make.make_initiative(organisation, "A", start_date=BEGINNING, archived_on=JUNE, **told, **lists, **people)
    make.make_initiative(organisation, "B")
    row.refresh_from_db()
    state = state_of(organisation)
    full, bare = state.initiatives

    assert (full.id, full.code, full.name, full.start_date) == (row.pk, "A", row.name, BEGINNING)
    assert {name: getattr(full, name) for name in told} == told
    assert {name: list(getattr(full, name)) for name in lists} == lists
    assert (full.owner, full.sponsor, full.archived_on) == (*state.members, JUNE)
    assert edits_of(full) == (1, row.created_at, row.updated_at, state.members_by_id[bob.pk])
    assert (bare.summary, bare.customer_outcome, bare.origin, bare.owner, bare.sponsor) == (None,) * 5
    assert (bare.start_date, bare.archived_on, bare.updated_by) == (None,) * 3
    assert (bare.principles, bare.pillars, bare.tags) == ((), (), ())


def test_terms_are_told_as_their_rows_say(organisation: Organisation) -> None:
    ada = make.make_member(organisation)
    shares = [0.1, 1 / 3, 0.0, 1000.0, 1e-9, 0.0]
    row = make.make_initiative(organisation, terms={"lever_shares": shares, "reason": "now", "created_by": ada})
    make.make_initiative_terms(row, JUNE, lever_shares=shares, target_date=make.END, weight=1 / 3)
    first, second = state_of(organisation).initiatives[0].terms
    read = InitiativeTerms.objects.order_by("valid_from")

    assert [(terms.valid_from, terms.weight, terms.target_date) for terms in (first, second)] == [
        (BEGINNING, 1.0, None),
        (JUNE, 1 / 3, make.END),
    ]
    for terms in (first, second):
        assert list(terms.lever_shares.items()) == [
            (kind, share) for kind, share in zip(LeverKind, shares, strict=True) if share
        ]
    assert [terms.created_at for terms in (first, second)] == [terms.created_at for terms in read]
    assert (first.reason, first.created_by, second.reason, second.created_by) == (
        "now",
        first.state.members[0],
        None,
        None,
    )


def test_a_check_in_is_told_as_its_row_says(organisation: Organisation) -> None:
    ada, initiative = make.make_member(organisation), make.make_initiative(organisation)
    said: dict[str, Any] = {
        "happened": "Much, and\nmore.",
        "next": '"Less"',
        "path_to_green": "\\",
        "confidence": 1 / 3,
    }
    row = make.make_check_in(initiative, JUNE, author=ada, health=Health.OFF_TRACK, **said)
    row.refresh_from_db()
    state = state_of(organisation)
    (check_in,) = state.initiatives[0].check_ins

    assert {name: getattr(check_in, name) for name in said} == said
    assert (check_in.id, check_in.checked_on, check_in.health) == (row.pk, JUNE, Health.OFF_TRACK)
    assert (check_in.version, check_in.recorded_at) == (1, CheckIn.objects.get().recorded_at)
    assert (check_in.author, check_in.initiative) == (state.members[0], state.initiatives[0])


def test_milestones_and_links_are_told_as_their_rows_say(organisation: Organisation) -> None:
    ada = make.make_member(organisation)
    initiative, kpi = make.make_initiative(organisation), make.make_kpi(organisation)
    later: dict[str, Any] = {
        "forecast_on": make.END,
        "completed_on": JUNE,
        "cancelled_on": None,
        "reason": "the supplier",
    }
    milestone = make.make_milestone(initiative, due_on=JUNE, weight=1 / 3, updated_by=ada, **later)
    link = make.make_link(initiative, kpi, JUNE, weight=0.1, unlinked_on=make.END, updated_by=ada)
    milestone.refresh_from_db()
    link.refresh_from_db()
    state = state_of(organisation)
    (told,), (linked,) = state.milestones, state.links

    assert {name: getattr(told, name) for name in later} == later
    assert (told.id, told.name, told.due_on, told.weight) == (milestone.pk, "First", JUNE, 1 / 3)
    assert edits_of(told) == (1, milestone.created_at, milestone.updated_at, state.members[0])
    assert (linked.id, linked.weight, linked.linked_on, linked.unlinked_on) == (link.pk, 0.1, JUNE, make.END)
    assert edits_of(linked) == (1, link.created_at, link.updated_at, state.members[0])
    assert state.milestones_by_id == {told.id: told}
    assert state.links_by_kpi == {kpi.pk: (linked,)}


def test_a_kpi_is_told_as_its_row_says_to_the_last_digit(organisation: Organisation) -> None:
    ada = make.make_member(organisation)
    goal = {
        "baseline_value": "-0.50",
        "baseline_on": BEGINNING,
        "target_value": "100.0000000001",
        "target_on": make.END,
    }
    interim = {"interim_values": ["0.10", "20.100"], "interim_on": [date(2026, 3, 1), JUNE]}
    row = make.make_kpi(organisation, "A", owner=ada, updated_by=ada, terms={**goal, **interim, "created_by": ada})
    band = {"band_lower": "1.10", "band_upper": None, "band_tolerance": "0.250"}
    make.make_kpi(organisation, "B", terms={"direction": Direction.MAINTAIN, **band})
    make.make_measurement(row, JUNE, "12.340", sample_size=7, margin="0.10")
    row.refresh_from_db()
    state = state_of(organisation)
    kpi, kept = state.kpis
    (terms,), (of_kept,) = kpi.terms, kept.terms

    assert edits_of(kpi) == (1, row.created_at, row.updated_at, state.members[0])
    assert (kpi.owner, terms.created_by) == (state.members[0], state.members[0])
    assert terms.created_at == KpiTerms.objects.get(kpi=row).created_at
    assert terms.baseline is not None
    assert terms.target is not None
    assert (repr(terms.baseline.value), repr(terms.target.value)) == ("Decimal('-0.50')", "Decimal('100.0000000001')")
    assert [(repr(each.value), each.on) for each in terms.interim_targets] == [
        ("Decimal('0.10')", date(2026, 3, 1)),
        ("Decimal('20.100')", JUNE),
    ]
    assert of_kept.band is not None
    assert [repr(each) for each in (of_kept.band.lower, of_kept.band.upper, of_kept.band.tolerance)] == [
        "Decimal('1.10')",
        "None",
        "Decimal('0.250')",
    ]
    (measured,) = kpi.measurements
    assert (repr(measured.value), measured.sample_size, measured.margin) == ("Decimal('12.340')", 7, Decimal("0.10"))
    assert (kept.measurements, of_kept.baseline, of_kept.target, of_kept.interim_targets) == ((), None, None, ())


def test_edits_are_counted_when_they_are_looked_at(organisation: Organisation) -> None:
    kpi, initiative = make.make_kpi(organisation), make.make_initiative(organisation)
    Kpi.objects.filter(pk=kpi.pk).update(version=2, name="Another")
    Initiative.objects.filter(pk=initiative.pk).update(version=3, name="Another")
    state = state_of(organisation)

    assert (state.kpis[0].version, state.initiatives[0].version) == (2, 3)
    assert state.kpis[0].updated_at == Kpi.objects.get().updated_at
