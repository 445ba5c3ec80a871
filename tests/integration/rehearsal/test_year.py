"""What the year leaves behind: people who can sign in, families, closed records, matters, a whole record."""

from collections import Counter

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.urls import reverse

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import visible
from schoolward.access.models import ApiToken, BrokenGlass, ClosedRecord, Grant, Invitation
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.roles import ROLES, Role
from schoolward.access.selectors import accounts_to_review
from schoolward.access.tokens import present
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject
from schoolward.audit.verifying import verify
from schoolward.keeping.models import LegalHold
from schoolward.people.models import (
    CaseloadSpell,
    Enrolment,
    IdentityDecision,
    IdentityMatter,
    LivesWith,
    Parenthood,
    Pupil,
    Siblings,
)
from schoolward.rehearsal.beginning import beginning
from schoolward.rehearsal.sign_ins import as_text
from schoolward.rehearsal.staff import LEAVER, MANAGER, MOVER, OFFICER, PASSWORD, SECRET, UNUSED
from schoolward.store.layout import TableName
from schoolward.store.snapshot import snapshot
from tests.integration.rehearsal.conftest import Year
from tests.integration.signing_in.browsing import code_of_app, is_signed_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EXPECTED_MATTERS = {
    ("duplicate", "same_name same_dob one_after_other temporary_upn same_postcode"): 3,
    ("duplicate", "same_name same_dob at_one_time"): 1,
    ("doubtful", "same_name dob_swapped one_after_other same_postcode"): 1,
    ("doubtful", "other_surname same_dob one_after_other same_postcode"): 1,
    ("doubtful", "near_forename same_dob one_after_other same_postcode"): 1,
    ("doubtful", "names_exchanged same_dob one_after_other same_postcode"): 1,
    ("clash", "told_dob told_name"): 1,
}


@pytest.fixture(autouse=True)
def _no_tries_counted() -> None:
    cache.clear()


def test_the_doubtful_records_are_those_that_the_borough_was_given_and_no_others(year: Year) -> None:
    found = Counter((matter.kind, " ".join(matter.evidence)) for matter in IdentityMatter.objects.all())
    assert found == EXPECTED_MATTERS
    settled = Counter(IdentityMatter.objects.values_list("settlement", flat=True))
    assert settled == {"": 6, "same": 2, "different": 1}


def test_twins_are_two_children(year: Year) -> None:
    one_class = Pupil.objects.filter(child=F("pk")).values_list("surname", "dob", "enrolments__school", "pk")
    classes: dict[tuple[object, ...], set[int]] = {}
    for surname, dob, school, number in one_class:
        classes.setdefault((surname, dob, school), set()).add(number)
    twins = [pair for pair in classes.values() if len(pair) == 2]
    assert len(twins) == 2
    for first, second in map(sorted, twins):
        assert not IdentityMatter.objects.filter(pupil=first, other=second).exists()


def test_what_was_decided_has_reached_the_store(year: Year) -> None:
    decisions = IdentityDecision.objects.all()
    assert len(decisions) == 2
    told = snapshot(year.home).rows(TableName.IDENTITIES)["reference"].to_pylist()
    assert sorted(told) == sorted(decision.reference for decision in decisions)
    assert all(decision.load == snapshot(year.home).load for decision in decisions)


def test_there_is_one_person_of_each_role_and_one_program(year: Year) -> None:
    on = day_of(year.begun.last_load_at)
    held = set(Grant.objects.filter(from_on__lte=on, until_on__gte=on).values_list("role", flat=True))
    assert held == {role.value for role in Role}
    text = as_text(year.staff, on=on)
    for post in year.staff.posts:
        assert post.email in text
        assert post.name in text


def test_everybody_signs_in_with_the_password_and_the_code(year: Year) -> None:
    for post in year.staff.posts:
        cache.clear()
        client, has_factor = Client(), ROLES[post.role].needs_second_factor
        answer = sign_in(client, post.email, PASSWORD)
        if post.key == LEAVER:
            assert not is_signed_in(client)
            continue
        if has_factor:
            assert answer["Location"] == reverse("mfa_authenticate"), post.key
            client.post(reverse("mfa_authenticate"), {"code": code_of_app(SECRET)})
        assert is_signed_in(client), post.key
        assert client.get(reverse("home")).status_code == 200


def test_the_programs_token_opens_the_api_and_the_one_before_does_not(year: Year) -> None:
    at = year.begun.last_load_at
    assert present(year.staff.program.letters, at=at).refused is None
    assert ApiToken.objects.filter(revoked_at=None).count() == 1
    assert ApiToken.objects.count() == 2


def test_passwords_are_kept_as_hashes_alone(year: Year) -> None:
    for account in year.staff.accounts.values():
        account.refresh_from_db()
        assert PASSWORD not in account.password
        assert account.check_password(PASSWORD)
    assert not Event.objects.filter(detail__icontains=PASSWORD).exists()
    assert Authenticator.objects.filter(type="totp").count() == sum(
        ROLES[post.role].needs_second_factor for post in year.staff.posts
    )


def test_somebody_left_somebody_moved_and_one_account_waits_for_review(year: Year) -> None:
    at = year.begun.last_load_at
    left = year.staff.accounts[LEAVER]
    left.refresh_from_db()
    assert left.left_on is not None
    assert left.left_on < day_of(at)
    roles = (
        Grant.objects.filter(account=year.staff.accounts[MOVER]).order_by("pk").values_list("role", flat=True)
    )
    assert list(roles) == [Role.ATTENDANCE_OFFICER.value, Role.VIRTUAL_SCHOOL.value]
    assert [each.account.pk for each in accounts_to_review(at=at)] == [year.staff.accounts[UNUSED].pk]
    assert Invitation.objects.filter(ended_at=None).count() == 1


def test_families_are_of_every_kind(year: Year) -> None:
    assert CaseloadSpell.objects.count() >= 100
    held = set(Parenthood.objects.values_list("relationship", "has_parental_responsibility"))
    assert {("mother", True), ("father", True), ("father", False), ("father", None)} <= held
    assert {("stepfather", False), ("grandparent (kinship carer)", True)} <= held
    apart = Parenthood.objects.exclude(parent__lives_with__pupil=F("pupil"))
    assert apart.filter(has_parental_responsibility=True).exists()
    assert LivesWith.objects.exists()
    assert Siblings.objects.exists()
    schools = dict(Enrolment.objects.filter(leaving_on=None).values_list("pupil", "school"))
    shared: dict[int, set[int]] = {}
    for parent, pupil in Parenthood.objects.values_list("parent", "pupil"):
        shared.setdefault(parent, set()).add(schools[pupil])
    assert any(len(each) > 1 for each in shared.values())


def test_closed_records_are_open_to_named_people_alone(year: Year) -> None:
    at = year.begun.last_load_at
    closed = set(ClosedRecord.objects.values_list("record_id", flat=True))
    assert len(closed) == 2
    rows = Pupil.objects.filter(pk__in=closed)
    for key, seen in ((MANAGER, 2), (OFFICER, 0), ("data.officer", 0)):
        assert visible(rows, to=year.staff.of(key), at=at).count() == seen, key
    assert Counter(BrokenGlass.objects.values_list("reviewed_by", flat=True)) == {
        "Cornelius Drabblecombe": 1, "": 1,
    }  # fmt: skip
    assert LegalHold.objects.filter(until_at=None).count() == 1


def test_a_year_of_events_is_whole_and_in_order(year: Year) -> None:
    verdict = verify()
    assert verdict.is_whole
    assert 15_000 < verdict.events < 30_000
    told = list(Event.objects.order_by("number").values_list("at", flat=True))[2:]
    assert told == sorted(told)
    kinds = Counter(Event.objects.values_list("kind", flat=True))
    for kind in (
        EventKind.RECORD_VIEWED, EventKind.RECORDS_LISTED, EventKind.RECORDS_SEARCHED, EventKind.EXPORTED,
        EventKind.API_CALLED, EventKind.REFUSED, EventKind.SIGNED_IN, EventKind.SIGN_IN_FAILED, EventKind.LOCKED_OUT,
    ):  # fmt: skip
        assert kinds[kind] > 0, kind


def test_nobody_looked_at_what_was_not_theirs_to_see(year: Year) -> None:
    """Held against the rule of scope for the person and the day, for pages from the whole year."""
    still_here = {
        str(account.actor): account.actor
        for key, account in year.staff.accounts.items()
        if key not in (LEAVER, MOVER)
    }
    views = Event.objects.filter(kind=EventKind.RECORD_VIEWED, actor__in=still_here, number__endswith="7")
    views = views.order_by("number")
    pupils = dict(Subject.objects.filter(event__in=list(views)).values_list("event", "subject"))
    assert len(views) > 500
    for event in views:
        number = int(pupils[event.number].partition(":")[2])
        assert visible(
            Pupil.objects.filter(pk=number),
            to=still_here[event.actor],
            at=event.at,
            permission=Permission.PUPIL_VIEW,
        ).exists(), event.number


def test_it_is_not_played_again(year: Year) -> None:
    before = Event.objects.count()
    with pytest.raises(CannotBeDone, match="There are people with accounts here already"):
        beginning(year.home)
    assert Event.objects.count() == before
