"""Finds what waits for people, puts it on their first page, and tells them by mail where mail is set up."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from schoolward.access.models import Account, BrokenGlass, Grant, Invitation
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import people_with
from schoolward.jobs.actions.nights import mark_mailed, replace_reminders
from schoolward.jobs.models import Reminder, ReminderKind
from schoolward.jobs.nightly.night import Night
from schoolward.people.selectors import matters_within

GRANT_ENDS_WITHIN = timedelta(days=14)
INVITATION_ENDS_WITHIN = timedelta(days=2)
MATTER_WAITS_LONGER_THAN = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something that waits for one account."""

    account: int
    kind: ReminderKind
    number: int
    on: date


def remind(night: Night) -> dict[str, int | str]:
    """Puts last night's reminders in the place of the earlier ones, and mails each person theirs at most once."""
    found = list(reminders_on(night.on, at=night.at))
    rows = replace_reminders(
        night=night.run,
        reminders=[(one.account, one.kind.value, one.number, one.on) for one in found],
        by=night.by,
        at=night.at,
    )
    mailed = _mail(rows, night) if settings.SENDS_MAIL else 0
    return {"reminders": len(rows), "people": len({row.account_id for row in rows}), "mailed": mailed}


def reminders_on(on: date, *, at: datetime) -> Iterator[Found]:
    """Everything that waits on that day, for each person once a kind."""
    ending = Grant.objects.filter(
        until_on__gte=on, until_on__lte=on + GRANT_ENDS_WITHIN, account__in=_working_here(on)
    )
    ends = list(ending.order_by("until_on").values_list("account_id", "until_on"))
    for account in dict.fromkeys(account for account, _ in ends):
        own = [until for holder, until in ends if holder == account]
        yield Found(account=account, kind=ReminderKind.OWN_GRANT, number=len(own), on=own[0])
    oldest = at - MATTER_WAITS_LONGER_THAN
    for officer in people_with(Permission.IDENTITY_SETTLE, on=on):
        # Only those that the person may settle: a number besides would tell of a closed record.
        within = matters_within(to=officer.actor, at=at)
        matters = list(within.filter(settled_at=None, found_at__lt=oldest).order_by("found_at"))
        if matters:
            yield Found(
                account=officer.pk,
                kind=ReminderKind.MATTERS,
                number=len(matters),
                on=day_of(matters[0].found_at),
            )
    running_out = Invitation.objects.filter(
        ended_at=None, expires_at__gt=at, expires_at__lte=at + INVITATION_ENDS_WITHIN
    ).order_by("expires_at")
    glass = BrokenGlass.objects.filter(reviewed_at=None, opened_at__lt=at).order_by("opened_at")
    waiting = (
        (ReminderKind.GRANTS, Permission.ACCOUNTS_MANAGE, [until for _, until in ends]),
        (
            ReminderKind.INVITATIONS,
            Permission.ACCOUNTS_MANAGE,
            [day_of(expires_at) for expires_at in running_out.values_list("expires_at", flat=True)],
        ),
        (
            ReminderKind.GLASS,
            Permission.AUDIT_SEARCH,
            [day_of(opened_at) for opened_at in glass.values_list("opened_at", flat=True)],
        ),
    )
    for kind, permission, days in waiting:
        for account in people_with(permission, on=on).values_list("pk", flat=True) if days else ():
            yield Found(account=account, kind=kind, number=len(days), on=days[0])


def _working_here(on: date) -> list[int]:
    people = Account.objects.filter(is_active=True, kind="person")
    return [account.pk for account in people if account.left_on is None or account.left_on > on]


def _mail(rows: list[Reminder], night: Night) -> int:
    """One message a person. Each is marked before it goes: rather one too few than one too many."""
    sent = 0
    for account in sorted({row.account_id for row in rows}):
        own = [row for row in rows if row.account_id == account]
        if not mark_mailed(reminders=own, by=night.by, at=night.at):
            continue
        lines = [row.in_words for row in own]
        EmailMessage(
            subject=f"Schoolward: what waits for you on {night.on.day} {night.on:%B}",
            body="\n".join([*lines, "", "Sign in to see to it. This message names nobody on purpose."]),
            to=[own[0].account.email],
            # Django's own would be drawn from the global generator.
            headers={"Message-ID": f"<{secrets.token_hex(16)}@schoolward>"},
        ).send()
        sent += 1
    return sent
