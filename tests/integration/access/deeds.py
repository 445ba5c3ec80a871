"""What people do, each made ready to be done once, so that it can be killed in its middle."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from schoolward.access import actions
from schoolward.access.actions.clients import issue_token, make_client
from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account
from schoolward.access.offers import DatedOffer, RoleOffer
from schoolward.access.permissions import Permission
from schoolward.access.roles import Role
from schoolward.audit.actor import system
from schoolward.jobs.actions.loads import start_load
from schoolward.keeping.actions.exporting import ExportedFile, exported
from schoolward.keeping.actions.holding import place_hold
from schoolward.keeping.actions.scrubbing import apply
from schoolward.keeping.retention import plan
from schoolward.law.value_files import national_law
from schoolward.people.actions.caseloads import assign_to_caseload
from schoolward.people.actions.families import record_parent
from schoolward.people.actions.merging import merge_pupils, take_apart
from schoolward.people.models import IdentityMatter, Parent, Parenthood, Pupil
from schoolward.store.home import Home
from tests.spec.store.sent import pupil as row_of
from tests.spec.store.sent import pupils as file_of

Deed = Callable[[], object]

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
BY = system("test")
ASKED: dict[str, Any] = {"by": BY, "at": AT}
TERM, YEAR_END = date(2026, 9, 1), date(2027, 8, 31)
BECAUSE = "Both schools confirm that it is one child."


def officer() -> Account:
    account = Account.objects.create(email="officer@example.org", name="An Officer", joined_on=TERM)
    actions.give_role(
        account=account, role=Role.ATTENDANCE_OFFICER, scope=BOROUGH, from_on=TERM, until_on=YEAR_END, **ASKED
    )
    return account


def children() -> tuple[Pupil, Pupil]:
    one, other = (Pupil.objects.create(id=number, upn=f"A{number:012}") for number in (1, 2))
    IdentityMatter.objects.create(kind="doubtful", pupil=one, other=other, found_at=AT)
    return one, other


def giving_a_role(home: Home) -> Deed:
    account = officer()
    scope = ScopeKey(ScopeKind.SCHOOL, "900001")
    return lambda: actions.give_role(
        account=account, role=Role.ATTENDANCE_OFFICER, scope=scope, from_on=TERM, until_on=YEAR_END, **ASKED
    )


def closing_a_record(home: Home) -> Deed:
    account, (one, _) = officer(), children()
    return lambda: actions.close_record(
        record=one, named=[account], reason="The child of a colleague in the team", **ASKED
    )


def breaking_the_glass(home: Home) -> Deed:
    account, (one, _) = officer(), children()
    return lambda: actions.break_glass(
        record=one, reason="The duty desk was called at night", by=account.actor, at=AT
    )


def merging(home: Home) -> Deed:
    one, other = children()
    return lambda: merge_pupils(pupil=other, kept=one, because=BECAUSE, **ASKED)


def taking_apart(home: Home) -> Deed:
    one, other = children()
    merge_pupils(pupil=other, kept=one, because=BECAUSE, **ASKED)
    return lambda: take_apart(pupil=other, because="They were seen together at school.", **ASKED)


def recording_a_parent(home: Home) -> Deed:
    one, _ = children()
    return lambda: record_parent(
        pupil=one, forename="Ash", surname="Example", relationship="mother", has_parental_responsibility=True,
        from_on=TERM, source="the school", **ASKED,
    )  # fmt: skip


def assigning_a_caseload(home: Home) -> Deed:
    account, (one, _) = officer(), children()
    return lambda: assign_to_caseload(pupil=one, officer=account, from_on=TERM, **ASKED)


def inviting(home: Home) -> Deed:
    offer = RoleOffer(role=Role.TEAM_MANAGER, scope_kind=ScopeKind.BOROUGH)
    offers = (DatedOffer(offer=offer, from_on=TERM, until_on=YEAR_END),)
    return lambda: actions.invite(email="new@example.org", name="A Newcomer", offers=offers, **ASKED)


def accepting_an_invitation(home: Home) -> Deed:
    offer = RoleOffer(role=Role.TEAM_MANAGER, scope_kind=ScopeKind.BOROUGH)
    offers = (DatedOffer(offer=offer, from_on=TERM, until_on=YEAR_END),)
    token = actions.invite(email="new@example.org", name="A Newcomer", offers=offers, **ASKED).token
    return lambda: actions.accept_invitation(token=token, password="larch fenland kettle", **ASKED)


def leaving(home: Home) -> Deed:
    account = officer()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=AT)
    UserSession.objects.create(user=account, session_key="a" * 32, ip="127.0.0.1", user_agent="", data={})
    return lambda: actions.leave(account=account, left_on=AT.date(), caseload=0, **ASKED)


def issuing_a_token(home: Home) -> Deed:
    client = make_client(name="A register system", **ASKED)
    return lambda: issue_token(
        client=client, label="Marks", permissions=[Permission.LOAD_START],
        expires_at=datetime(2027, 3, 31, tzinfo=UTC), **ASKED,
    )  # fmt: skip


def starting_a_load(home: Home) -> Deed:
    sent = file_of(row_of("A"))
    return lambda: start_load(
        home=home, uploads=[SimpleUploadedFile("pupils.csv", sent.encode())], school=None, sender="", **ASKED
    )


def exporting(home: Home) -> Deed:
    children()
    file = ExportedFile(
        content=b"a", name="a.csv", format="csv", what="pupils", rows=2, filters={}, pupils=frozenset({1, 2})
    )
    return lambda: exported(file=file, purpose="For the panel on Monday", **ASKED)


def placing_a_hold(home: Home) -> Deed:
    one, _ = children()
    return lambda: place_hold(pupil=one, reason="A prosecution is before the court", **ASKED)


def scrubbing_the_database(home: Home) -> Deed:
    one, other = children()
    Pupil.objects.update(last_on_roll_on=date(2015, 7, 20))
    merge_pupils(pupil=other, kept=one, because=BECAUSE, **ASKED)
    parent = Parent.objects.create(forename="Ash", surname="Example")
    Parenthood.objects.create(pupil=one, parent=parent, relationship="mother", from_on=TERM, source="school")
    law, on = national_law(), AT.date()
    told = plan(on=on, home=None, law=law)
    return lambda: apply(fingerprint=told.fingerprint, on=on, home=None, law=law, **ASKED)


DEEDS = (
    giving_a_role, closing_a_record, breaking_the_glass, merging, taking_apart, recording_a_parent,
    assigning_a_caseload, inviting, accepting_an_invitation, leaving, issuing_a_token, starting_a_load, exporting,
    placing_a_hold, scrubbing_the_database,
)  # fmt: skip
