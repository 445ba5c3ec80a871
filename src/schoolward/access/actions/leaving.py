"""Lets people leave, and puts on record that an account is still needed."""

from datetime import date, datetime, timedelta

from schoolward.access.acting import acting
from schoolward.access.actions.granting import _stop
from schoolward.access.actions.sessions import _drop_sessions
from schoolward.access.asking import require
from schoolward.access.models import Account, Grant
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import administrators_on, is_only_administrator
from schoolward.access.terms import CannotBeDone
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind

FURTHEST_AHEAD = timedelta(days=366)


def leave(*, account: Account, left_on: date | None, caseload: int, by: Actor, at: datetime) -> None:
    """The first day on which somebody does not work here any more: roles end before it, sessions at once.

    `caseload` is how many pupils stand on their caseload, to be noted so that nobody is forgotten.
    """
    today = day_of(at)
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        if left_on is None:
            raise CannotBeDone("Enter the first day on which the person does not work here any more.")
        if left_on - today > FURTHEST_AHEAD or left_on < account.joined_on:
            raise CannotBeDone("The day must not be before the person joined, nor more than a year ahead.")
        # Locked, so that the last two cannot leave at the same moment.
        list(administrators_on(today).select_for_update(of=("self",)))
        require(by, Permission.ACCOUNTS_MANAGE, at=at)
        if is_only_administrator(account, on=today):
            raise CannotBeDone(
                "This is the last administrator. Make somebody else an administrator first, "
                "so that accounts can still be looked after."
            )
        for grant in Grant.objects.filter(account=account, until_on__gte=left_on):
            _stop(grant, on=left_on)
        Account.objects.filter(pk=account.pk).update(left_on=left_on, is_active=left_on > today)
        ended = _drop_sessions(account)
        deed.record(
            EventKind.ACCOUNT_LEFT,
            about=[account],
            left_on=left_on.isoformat(),
            sessions=ended,
            caseload=caseload,
        )


def still_needed(*, account: Account, by: Actor, at: datetime) -> None:
    """Takes an account off the review list for 90 days."""
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        Account.objects.filter(pk=account.pk).update(needed_on=day_of(at))
        deed.record(EventKind.ACCOUNT_NEEDED, about=[account])
