"""Gives and ends roles, closes records and opens them by exception."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model

from schoolward.access.acting import acting
from schoolward.access.asking import kind_of, may, require, subject_of
from schoolward.access.keys import ScopeKey
from schoolward.access.models import Account, AccountKind, BrokenGlass, ClosedRecord, Grant, NamedPerson
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.roles import Role
from schoolward.access.selectors import administrators_on, is_last_administrator
from schoolward.access.telling import tell_of_broken_glass
from schoolward.access.terms import CannotBeDone, days_of_role, need_reason, need_scope_of_role
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind

GLASS_STAYS_BROKEN = timedelta(hours=4)


def give_role(
    *,
    account: Account,
    role: Role,
    scope: ScopeKey,
    from_on: date | None,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Grant:
    """A role over a scope between two days, both needed. Nobody gives one to themselves."""
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        if by.account == account.pk:
            raise CannotBeDone("You cannot give yourself a role. Ask another administrator to do it.")
        if (role is Role.API_CLIENT) is not (account.kind == AccountKind.CLIENT):
            raise CannotBeDone(
                "A program can have the role of an API client and no other; a person any but that one."
            )
        from_on, until_on = days_of_role(from_on, until_on)
        need_scope_of_role(role, scope.kind)
        grant = Grant.objects.create(
            account=account, role=role.value, scope_kind=scope.kind.value, scope_value=scope.value,
            from_on=from_on, until_on=until_on, given_by=str(by),
        )  # fmt: skip
        deed.record(
            EventKind.ROLE_GRANTED, about=[account], role=role.value, scope=str(scope),
            from_on=from_on.isoformat(), until_on=until_on.isoformat(),
        )  # fmt: skip
    return grant


def end_role(*, grant: Grant, by: Actor, at: datetime) -> None:
    """Ends a role with yesterday, or takes it away whole if it had not begun."""
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        # Locked and asked again, so that two administrators cannot end each other at the same moment.
        list(administrators_on(day_of(at)).select_for_update(of=("self",)))
        require(by, Permission.ACCOUNTS_MANAGE, at=at)
        if by.account == grant.account_id and is_last_administrator(grant, on=day_of(at)):
            raise CannotBeDone(
                "You cannot take away your own last administrator role. Ask another administrator to do it."
            )
        _stop(grant, on=day_of(at))
        deed.record(EventKind.ROLE_ENDED, about=[grant.account], role=grant.role, scope=str(grant.scope))


def _stop(grant: Grant, *, on: date) -> None:
    """The rows of a grant that no longer stands on a day: its last day is the one before, or it goes whole."""
    yesterday = on - timedelta(days=1)
    if grant.from_on > yesterday:
        Grant.objects.filter(pk=grant.pk).delete()
    else:
        Grant.objects.filter(pk=grant.pk).update(until_on=min(grant.until_on, yesterday))


def close_record(
    *, record: Model, named: list[Account], reason: str, by: Actor, at: datetime
) -> ClosedRecord:
    """Closes a record to all but the named people, and whoever closes it: so that somebody can open it again."""
    with acting(by, Permission.RECORD_CLOSE, at=at, record=record) as deed:
        need_reason(reason, for_what="closing a record")
        if not named:
            raise CannotBeDone(
                "A closed record needs at least one person to whom it stays open. Name somebody."
            )
        if not any(may(account.actor, Permission.PUPIL_VIEW, at=at, record=record) for account in named):
            raise CannotBeDone(
                "None of these people may see this record. Name at least one in whose scope it lies."
            )
        kind = kind_of(record)
        if ClosedRecord.objects.filter(record_kind=kind, record_id=record.pk, reopened_at=None).exists():
            raise CannotBeDone("This record is closed already.")
        closed = ClosedRecord.objects.create(
            record_kind=kind, record_id=record.pk, reason=reason.strip(), closed_at=at
        )
        people = {account.pk for account in named} | ({by.account} if by.account is not None else set())
        NamedPerson.objects.bulk_create(NamedPerson(closed=closed, account_id=one) for one in sorted(people))
        deed.record(EventKind.RECORD_CLOSED, about=[record], named=sorted(people))
    return closed


def reopen_record(*, closed: ClosedRecord, record: Model, by: Actor, at: datetime) -> None:
    """Opens a closed record again to everybody in whose scope it lies."""
    with acting(by, Permission.RECORD_CLOSE, at=at, record=record) as deed:
        standing = ClosedRecord.objects.filter(
            pk=closed.pk, record_kind=kind_of(record), record_id=record.pk, reopened_at=None
        )
        if not standing.update(reopened_at=at):
            raise CannotBeDone("This record is not closed any more. Nothing was changed.")
        deed.record(EventKind.RECORD_REOPENED, about=[record])


def break_glass(*, record: Model, reason: str, by: Actor, at: datetime) -> BrokenGlass:
    """Opens one record to the actor for four hours, whatever its scope. The data protection officer is told."""
    with acting(by, Permission.GLASS_BREAK, at=at) as deed:
        need_reason(reason, for_what="opening a record outside your scope")
        if by.account is None:
            raise CannotBeDone("A record can be opened by exception only by somebody who signs in.")
        glass = BrokenGlass.objects.create(
            account_id=by.account, record_kind=kind_of(record), record_id=record.pk, reason=reason.strip(),
            opened_at=at, until_at=at + GLASS_STAYS_BROKEN,
        )  # fmt: skip
        deed.record(EventKind.GLASS_BROKEN, about=[subject_of(record)], reason=reason.strip())
        # Told once it stands; that the post is down must not keep a child's record shut.
        transaction.on_commit(lambda: tell_of_broken_glass(glass), robust=True)
    return glass


def review_glass(*, glass: BrokenGlass, review: str, by: Actor, at: datetime) -> None:
    """Puts down what somebody who did not open the record found of the reason for opening it."""
    with acting(by, Permission.AUDIT_SEARCH, at=at) as deed:
        standing = BrokenGlass.objects.select_for_update().get(pk=glass.pk)
        if standing.reviewed_at is not None:
            raise CannotBeDone("This has been reviewed already. Nothing was changed.")
        if standing.account_id == by.account:
            raise CannotBeDone("You opened this record yourself. Somebody else has to review it.")
        need_reason(review, for_what="what you found")
        BrokenGlass.objects.filter(pk=glass.pk).update(
            reviewed_at=at, reviewed_by=by.name, review=review.strip()
        )
        subject = f"{standing.record_kind}:{standing.record_id}"
        deed.record(EventKind.GLASS_REVIEWED, about=[subject, standing.account], review=review.strip())
