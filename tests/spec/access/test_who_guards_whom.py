"""What those who look after access may not do for themselves, and what cannot be undone behind somebody's back."""

from datetime import timedelta

import pytest

from schoolward.access.actions import (
    CannotBeDone,
    accept_invitation,
    break_glass,
    close_record,
    end_role,
    give_role,
    invite,
    reopen_record,
)
from schoolward.access.asking import may, visible
from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account, ClosedRecord, Grant
from schoolward.access.offers import DatedOffer, RoleOffer
from schoolward.access.permissions import Permission
from schoolward.access.roles import Role
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.people.models import Pupil
from tests.spec.access.borough import OTHER_PUPIL, OWN_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db

WHY = "The child of a colleague in the team"


@pytest.fixture
def borough() -> Borough:
    return invent()


def pupil(number: int) -> Pupil:
    return Pupil.objects.get(pk=number)


def give(borough: Borough, account: Account, by: Account) -> Grant:
    return give_role(
        account=account, role=Role.TEAM_MANAGER, scope=BOROUGH, from_on=borough.today, until_on=borough.today,
        by=by.actor, at=now(),
    )  # fmt: skip


def test_an_administrator_cannot_give_themselves_a_role(borough: Borough) -> None:
    administrator = borough.accounts[Role.ADMINISTRATOR]
    with pytest.raises(CannotBeDone, match="cannot give yourself a role"):
        give(borough, administrator, administrator)
    assert administrator.grants.count() == 1
    assert give(borough, borough.accounts[Role.COMMITTEE_CLERK], administrator).pk


def closed(borough: Borough, number: int, named: Role = Role.TEAM_MANAGER) -> ClosedRecord:
    return close_record(
        record=pupil(number), named=[borough.accounts[named]], reason=WHY, by=system("test"), at=now()
    )


def test_whoever_may_open_one_record_opens_no_other_with_it(borough: Borough) -> None:
    own, other = closed(borough, OWN_PUPIL), closed(borough, OTHER_PUPIL)
    manager = borough.accounts[Role.TEAM_MANAGER].actor
    with pytest.raises(CannotBeDone, match="not closed any more"):
        reopen_record(closed=other, record=pupil(OWN_PUPIL), by=manager, at=now())
    assert ClosedRecord.objects.filter(reopened_at=None).count() == 2
    reopen_record(closed=own, record=pupil(OWN_PUPIL), by=manager, at=now())
    with pytest.raises(CannotBeDone, match="not closed any more"):
        reopen_record(closed=own, record=pupil(OWN_PUPIL), by=manager, at=now())
    assert Event.objects.filter(kind=EventKind.RECORD_REOPENED.value).count() == 1


def test_a_record_is_not_closed_to_everybody(borough: Borough) -> None:
    with pytest.raises(CannotBeDone, match="None of these people may see this record"):
        closed(borough, OTHER_PUPIL, named=Role.ATTENDANCE_OFFICER)
    assert not ClosedRecord.objects.exists()


def test_an_opening_by_exception_ends_with_the_role_that_allowed_it(borough: Borough) -> None:
    officer, at = borough.accounts[Role.ATTENDANCE_OFFICER], now()
    break_glass(record=pupil(OTHER_PUPIL), reason="The duty desk was called", by=officer.actor, at=at)
    assert may(officer.actor, Permission.FAMILY_VIEW, at=at, record=pupil(OTHER_PUPIL))
    end_role(grant=officer.grants.get(), by=borough.accounts[Role.ADMINISTRATOR].actor, at=at)
    later = at + timedelta(minutes=1)
    assert not may(officer.actor, Permission.FAMILY_VIEW, at=later, record=pupil(OTHER_PUPIL))
    assert not visible(Pupil.objects.all(), to=officer.actor, at=later).exists()


@pytest.mark.parametrize("value", ["0900001", "school", "9 00001", "+1", "²", "0"])
@pytest.mark.parametrize("kind", [ScopeKind.SCHOOL, ScopeKind.TRUST, ScopeKind.CASELOAD])
def test_a_number_in_a_scope_is_written_in_one_way(kind: ScopeKind, value: str) -> None:
    with pytest.raises(ValueError, match="named by its number"):
        ScopeKey(kind, value)


def test_a_link_changes_no_password_of_an_account_that_was_made_meanwhile(borough: Borough) -> None:
    offer = RoleOffer(role=Role.TEAM_MANAGER, scope_kind=ScopeKind.BOROUGH)
    dated = DatedOffer(offer=offer, from_on=borough.today, until_on=borough.today)
    by, at = borough.accounts[Role.ADMINISTRATOR].actor, now()
    token = invite(email="new@example.org", name="A Newcomer", offers=(dated,), by=by, at=at).token
    account = Account.objects.create(
        email="new@example.org", name="From the Directory", joined_on=borough.today, password="as it was"
    )
    with pytest.raises(CannotBeDone, match="an account with this address by now"):
        accept_invitation(token=token, password="larch fenland kettle", by=system("invitation"), at=at)
    account.refresh_from_db()
    assert (account.name, account.password, account.grants.count()) == ("From the Directory", "as it was", 0)
