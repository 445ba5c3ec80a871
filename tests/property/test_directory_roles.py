"""Holds the roles from the council's directory to what it said last, over any number of sign-ins."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schoolward.access.actions import DirectoryPerson, admit_from_directory
from schoolward.access.keys import ScopeKind
from schoolward.access.models import Account, Grant
from schoolward.access.offers import RoleOffer
from schoolward.access.reach import standing_grants
from schoolward.access.roles import Role
from schoolward.audit.actor import system

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CASEY = DirectoryPerson(directory="directory", key="1", email="casey@example.org", name="Casey Example")
OFFERS = [
    RoleOffer(role=Role.STRATEGIC_LEAD, scope_kind=ScopeKind.BOROUGH),
    RoleOffer(role=Role.TEAM_MANAGER, scope_kind=ScopeKind.BOROUGH),
    RoleOffer(role=Role.ATTENDANCE_OFFICER, scope_kind=ScopeKind.CASELOAD),
    RoleOffer(role=Role.TRUST_LEAD, scope_kind=ScopeKind.SCHOOL, scope_value="900001"),
    RoleOffer(role=Role.TRUST_LEAD, scope_kind=ScopeKind.SCHOOL, scope_value="900002"),
]

offers = st.lists(st.sampled_from(OFFERS), unique=True, max_size=4).map(tuple)
sign_ins = st.lists(st.tuples(st.integers(0, 12), offers, st.integers(1, 10)), min_size=1, max_size=6)


class RolesFromTheDirectory(TestCase):
    """What was said last holds, for as many days as are set, and nothing that was given by hand is touched."""

    @settings(max_examples=40)
    @given(sign_ins=sign_ins, has_hand=st.booleans())
    def test_what_the_directory_said_last_holds(
        self, sign_ins: list[tuple[int, tuple[RoleOffer, ...], int]], has_hand: bool
    ) -> None:
        by_hand = []
        if has_hand:
            account = Account.objects.create(email=CASEY.email, name=CASEY.name, joined_on=NOON.date())
            by_hand = [
                Grant.objects.create(
                    account=account, role="team_manager", scope_kind="borough", from_on=NOON.date(),
                    until_on=NOON.date() + timedelta(days=300), given_by="person:1",
                )
            ]  # fmt: skip
        at = NOON
        for days_later, told, days in sign_ins:
            at += timedelta(days=days_later)
            account_now = admit_from_directory(
                person=CASEY, offers=told, days=days, by=system("directory"), at=at
            )
            assert (account_now is not None) is bool(told or by_hand)
            assert from_directory(at) == expected(told)
            assert from_directory(at + timedelta(days=days)) == expected(told)
            assert from_directory(at + timedelta(days=days + 1)) == []
            for grant in by_hand:
                untouched = Grant.objects.get(pk=grant.pk)
                assert (untouched.from_on, untouched.until_on) == (grant.from_on, grant.until_on)
        assert Account.objects.count() <= 1


def from_directory(at: datetime) -> list[tuple[str, str]]:
    account = Account.objects.first()
    if account is None:
        return []
    return sorted(
        (grant.role, str(grant.scope)) for grant in standing_grants(account.pk, at=at) if grant.from_directory
    )


def expected(told: tuple[RoleOffer, ...]) -> list[tuple[str, str]]:
    account = Account.objects.first()
    return sorted((offer.role.value, str(offer.scope_for(account.pk))) for offer in told) if account else []
