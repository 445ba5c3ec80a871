"""Two people do what only one of them can, at the same moment."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from schoolward.access import actions
from schoolward.access.actions import CannotBeDone, granting, leaving
from schoolward.access.actions.sending_once import KeyInUse, once
from schoolward.access.asking import Refused
from schoolward.access.keys import BOROUGH, ScopeKind
from schoolward.access.models import Account, Grant, SentKey
from schoolward.access.offers import DatedOffer, RoleOffer
from schoolward.access.roles import Role
from schoolward.access.selectors import administrators_on
from schoolward.audit.models import Event
from schoolward.audit.verifying import verify
from schoolward.people.actions.matters import settle_as_different
from schoolward.people.actions.merging import merge_pupils
from schoolward.people.models import IdentityDecision, IdentityMatter, Pupil, Settlement
from tests.integration.access.deeds import ASKED, AT, BECAUSE, BY, TERM, YEAR_END, children

pytestmark = pytest.mark.django_db(transaction=True)

Outcome = object


def together(*deeds: Callable[[], object]) -> list[Outcome]:
    """What each deed returned or raised, all of them begun at one moment."""
    start = Barrier(len(deeds))
    outcomes: list[Outcome] = [None] * len(deeds)

    def do(place: int) -> None:
        try:
            start.wait()
            outcomes[place] = deeds[place]()
        except Exception as fault:
            outcomes[place] = fault
        finally:
            connection.close()

    threads = [Thread(target=do, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def meeting_before(monkeypatch: pytest.MonkeyPatch, room: object, name: str) -> None:
    """Lets two threads come to a function together, if nothing keeps one of them back before it."""
    met, original = Barrier(2), getattr(room, name)

    def meet(*args: object, **kwargs: object) -> object:
        with suppress(BrokenBarrierError):  # then the other one waits for this one to end
            met.wait(timeout=1)
        return original(*args, **kwargs)

    monkeypatch.setattr(room, name, meet)


def administrators() -> list[Account]:
    accounts = [
        Account.objects.create(email=f"{name}@example.org", name=name, joined_on=TERM)
        for name in ("one", "two")
    ]
    for account in accounts:
        actions.give_role(
            account=account, role=Role.ADMINISTRATOR, scope=BOROUGH, from_on=TERM, until_on=YEAR_END, **ASKED
        )
    return accounts


def refusals(outcomes: list[Outcome]) -> int:
    return sum(isinstance(each, Refused | CannotBeDone) for each in outcomes)


def test_two_administrators_who_end_each_others_role(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = administrators()
    meeting_before(monkeypatch, granting, "_stop")
    outcomes = together(
        lambda: actions.end_role(grant=two.grants.get(), by=one.actor, at=AT),
        lambda: actions.end_role(grant=one.grants.get(), by=two.actor, at=AT),
    )
    assert administrators_on(AT.date()).count() == 1
    assert refusals(outcomes) == 1
    assert verify().is_whole


def test_two_administrators_who_let_each_other_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = administrators()
    meeting_before(monkeypatch, leaving, "_drop_sessions")
    outcomes = together(
        lambda: actions.leave(account=two, left_on=AT.date(), caseload=0, by=one.actor, at=AT),
        lambda: actions.leave(account=one, left_on=AT.date(), caseload=0, by=two.actor, at=AT),
    )
    assert administrators_on(AT.date()).count() == 1
    assert refusals(outcomes) == 1


def test_two_merges_of_the_same_records_into_each_other() -> None:
    one, other = children()
    outcomes = together(
        lambda: merge_pupils(pupil=one, kept=other, because=BECAUSE, **ASKED),
        lambda: merge_pupils(pupil=other, kept=one, because=BECAUSE, **ASKED),
    )
    assert refusals(outcomes) == 1
    assert IdentityDecision.objects.count() == 1
    assert Pupil.objects.exclude(same_as=None).count() == 1


def test_a_chain_of_merges_ends_with_the_record_that_is_kept() -> None:
    one, other = children()
    third = Pupil.objects.create(id=3, upn="A000000000003")
    together(
        lambda: merge_pupils(pupil=one, kept=other, because=BECAUSE, **ASKED),
        lambda: merge_pupils(pupil=other, kept=third, because=BECAUSE, **ASKED),
    )
    kept = set(Pupil.objects.filter(same_as=None).values_list("pk", flat=True))
    for merged in Pupil.objects.exclude(same_as=None):
        assert merged.same_as_id in kept, "what a record is merged with is itself not merged"


def test_two_people_settle_one_matter() -> None:
    children()
    matter = IdentityMatter.objects.get()
    outcomes = together(*[lambda: settle_as_different(matter=matter, **ASKED)] * 2)
    assert refusals(outcomes) == 1
    assert IdentityMatter.objects.get().settlement == Settlement.DIFFERENT
    assert Event.objects.filter(kind="matter.settled").count() == 1


def test_a_link_that_two_open_makes_one_account() -> None:
    offer = RoleOffer(role=Role.TEAM_MANAGER, scope_kind=ScopeKind.BOROUGH)
    offers = (DatedOffer(offer=offer, from_on=TERM, until_on=YEAR_END),)
    token = actions.invite(email="new@example.org", name="A Newcomer", offers=offers, **ASKED).token
    accept = [
        lambda: actions.accept_invitation(token=token, password="larch fenland kettle", **ASKED),
        lambda: actions.accept_invitation(token=token, password="kettle fenland larch", **ASKED),
    ]
    assert refusals(together(*accept)) == 1
    assert Account.objects.get().grants.count() == 1
    assert Grant.objects.count() == 1


def test_one_key_lets_a_sending_happen_once() -> None:
    client = Account.objects.create(kind="client", email="a@clients.invalid", name="A", joined_on=TERM)
    sent: list[int] = []

    def sending() -> int:
        sent.append(1)
        return 7

    def send() -> int:
        return once(account=client.pk, key="k", fingerprint="f", sending=sending, by=BY, at=AT)

    outcomes = together(*[send] * 4)
    assert sent == [1]
    assert all(outcome == 7 or isinstance(outcome, KeyInUse) for outcome in outcomes)
    assert SentKey.objects.get().number == 7
