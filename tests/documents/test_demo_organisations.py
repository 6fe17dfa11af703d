"""The demo's organisations are what the generator writes, and nothing in them contradicts itself."""

from itertools import pairwise

import pytest

from fixtures.demo import DEMO_DAY, DEMO_USERS, FOLDER
from fixtures.generate.__main__ import document_text
from ops_model.documents.check import document_check
from ops_model.documents.organisation import InitiativeTermsEntry, KpiTermsEntry
from ops_model.domain.roles import Role
from tests.demo import initiatives, organisation


@pytest.mark.parametrize("slug", DEMO_USERS)
def test_the_generator_writes_exactly_what_is_checked_in(slug: str) -> None:
    assert document_text(slug) == (FOLDER / f"{slug}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", DEMO_USERS)
def test_no_rule_is_broken(slug: str) -> None:
    document_check(organisation(slug))


@pytest.mark.parametrize("slug", DEMO_USERS)
def test_nothing_is_dated_or_recorded_after_the_demos_day(slug: str) -> None:
    document = organisation(slug)
    measured = [one for each in document.kpis for one in each.measurements]
    checked = [one for each in document.initiatives for one in each.check_ins]
    terms: list[KpiTermsEntry | InitiativeTermsEntry] = [one for each in document.kpis for one in each.terms]
    terms += [one for each in document.initiatives for one in each.terms]
    days = [
        *(one.observed_on for one in measured),
        *(one.recorded_at.date() for one in measured),
        *(one.superseded_at.date() for one in measured if one.superseded_at),
        *(one.checked_on for one in checked),
        *(one.recorded_at.date() for one in checked),
        *(one.valid_from for one in terms),
        *(one.created_at.date() for one in terms),
        *(one.completed_on for each in document.initiatives for one in each.milestones if one.completed_on),
    ]
    assert max(days) <= DEMO_DAY


@pytest.mark.parametrize("slug", DEMO_USERS)
def test_a_measurement_is_recorded_on_its_day_or_later(slug: str) -> None:
    for each in organisation(slug).kpis:
        for one in each.measurements:
            assert one.observed_on <= one.recorded_at.date()
            assert one.superseded_at is None or one.recorded_at < one.superseded_at


@pytest.mark.parametrize("slug", DEMO_USERS)
def test_whoever_owns_sponsors_or_signs_in_is_a_member_and_has_not_left(slug: str) -> None:
    document = organisation(slug)
    here = {member.email for member in document.members if member.ended_on is None}
    named = {each.owner for each in document.kpis} | {each.sponsor for each in document.levers}
    named |= {person for each in document.initiatives for person in (each.owner, each.sponsor)}
    assert named - {None} <= here
    assert set(DEMO_USERS[slug]) <= here


@pytest.mark.parametrize("slug", DEMO_USERS)
def test_check_ins_are_written_while_an_initiative_is_under_way_and_no_two_running_are_the_same(slug: str) -> None:
    for each in organisation(slug).initiatives:
        begun = each.terms[0].valid_from
        assert all(one.checked_on > begun and one.happened for one in each.check_ins), each.code
        for before, after in pairwise(each.check_ins):
            assert before.happened != after.happened, each.code


def test_one_user_of_each_role_may_sign_in() -> None:
    roles = {member.email: member.role for member in organisation("meridian").members}
    assert [roles[email] for email in DEMO_USERS["meridian"]] == list(Role)


def test_someone_who_left_still_stands_as_an_author() -> None:
    (left,) = (member for member in organisation("meridian").members if member.ended_on)
    written = [one for each in initiatives() for one in each.check_ins if one.author == left.email]
    assert left.ended_on
    assert written
    assert max(one.checked_on for one in written) <= left.ended_on


def test_the_second_organisation_is_small_and_shares_nobody() -> None:
    big, small = organisation("meridian"), organisation("alder")
    assert (len(small.members), len(small.initiatives), len(small.kpis)) == (5, 4, 5)
    assert not {member.email for member in big.members} & {member.email for member in small.members}
    assert not {member.name for member in big.members} & {member.name for member in small.members}
