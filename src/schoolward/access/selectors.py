"""Reads accounts for the people who look after them: who works here, who is to be reviewed, who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from schoolward.access.asking import kind_of
from schoolward.access.keys import ScopeKind
from schoolward.access.models import Account, AccountKind, ClosedRecord, Grant, Invitation
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of, standing_grants
from schoolward.access.roles import ROLES, Role

UNUSED_DAYS = 90
"""After so many days without signing in an account is to be reviewed; so long does "still needed" hold."""
ENDING_DAYS = 30


class AccountState(StrEnum):
    """Where somebody stands between joining and leaving."""

    WORKING = "working"
    LEAVING = "leaving"
    LEFT = "left"


def accounts_in(state: AccountState, *, on: date, search: str = "") -> QuerySet[Account]:
    """The people in a state, by name, whose name, address or job title holds the words."""
    people = Account.objects.filter(kind=AccountKind.PERSON).order_by("name", "pk")
    match state:
        case AccountState.WORKING:
            people = people.filter(is_active=True, left_on=None)
        case AccountState.LEAVING:
            people = people.filter(is_active=True, left_on__gt=on)
        case AccountState.LEFT:
            people = people.filter(Q(is_active=False) | Q(left_on__lte=on))
    for word in search.split():
        people = people.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(job_title__icontains=word)
        )
    return people


def invitations_open_at(at: datetime) -> QuerySet[Invitation]:
    """Invitations that nobody has accepted or withdrawn, those that ran out among them."""
    return Invitation.objects.filter(ended_at=None).order_by("name", "pk")


def invitation_of(digest: str, *, at: datetime) -> Invitation | None:
    """The invitation to which a link leads, if it can be accepted."""
    found = Invitation.objects.filter(token_digest=digest).first()
    return found if found is not None and found.is_open_at(at) else None


@dataclass(frozen=True, kw_only=True)
class ToReview:
    """An account that somebody has to look at, and why."""

    account: Account
    reasons: tuple[str, ...]


def accounts_to_review(*, at: datetime, closed_schools: Iterable[str] = ()) -> list[ToReview]:
    """Accounts unused for 90 days, without a role, or with one that ends within 30 days or is over a closed school.

    An account that somebody said is still needed comes back after 90 days.
    """
    on = day_of(at)
    unused_since = on - timedelta(days=UNUSED_DAYS)
    standing = Grant.objects.filter(account=OuterRef("pk"), until_on__gte=on)
    ending = standing.filter(
        from_on__lte=on, until_on__lte=on + timedelta(days=ENDING_DAYS), from_directory=False
    )
    closed = standing.filter(scope_kind=ScopeKind.SCHOOL.value, scope_value__in=closed_schools)
    people = (
        accounts_in(AccountState.WORKING, on=on)
        .filter(Q(needed_on=None) | Q(needed_on__lte=unused_since))
        .annotate(has_role=Exists(standing), has_ending=Exists(ending), has_closed=Exists(closed))
        .annotate(never=Q(last_login=None), late=Q(last_login__date__lte=unused_since))
        .filter(
            Q(has_role=False)
            | Q(has_ending=True)
            | Q(has_closed=True)
            | Q(late=True)
            | Q(never=True, joined_on__lte=unused_since)
        )
    )
    return [ToReview(account=each, reasons=_reasons(each, unused_since)) for each in people]


def _reasons(account: Account, unused_since: date) -> tuple[str, ...]:
    told = []
    if account.last_login is None and account.joined_on <= unused_since:
        told.append("Never signed in")
    if account.last_login is not None and day_of(account.last_login) <= unused_since:
        told.append(f"Not used for {UNUSED_DAYS} days")
    if not getattr(account, "has_role", True):
        told.append("Has no role")
    if getattr(account, "has_ending", False):
        told.append(f"A role ends within {ENDING_DAYS} days")
    if getattr(account, "has_closed", False):
        told.append("Has a role over a school that has closed")
    return tuple(told)


def officers_on(on: date) -> QuerySet[Account]:
    """The people who work here and have a role over their caseload on a day, by name."""
    grants = Grant.objects.filter(
        account=OuterRef("pk"), scope_kind=ScopeKind.CASELOAD.value, from_on__lte=on, until_on__gte=on
    )
    people = accounts_in(AccountState.WORKING, on=on) | accounts_in(AccountState.LEAVING, on=on)
    return people.filter(Exists(grants))


def people_with(permission: Permission, *, on: date) -> QuerySet[Account]:
    """The people who work here and hold a permission over something on a day, by name."""
    roles = [role.value for role, terms in ROLES.items() if permission in terms.permissions]
    grants = Grant.objects.filter(account=OuterRef("pk"), role__in=roles, from_on__lte=on, until_on__gte=on)
    people = accounts_in(AccountState.WORKING, on=on) | accounts_in(AccountState.LEAVING, on=on)
    return people.filter(Exists(grants))


def standing_closure(records: Iterable[Model]) -> ClosedRecord | None:
    """That one of a child's records is closed, and so all are, with whom it stays open to; None if none is."""
    closed = ClosedRecord.objects.none()
    for record in records:
        closed |= ClosedRecord.objects.filter(
            record_kind=kind_of(record), record_id=record.pk, reopened_at=None
        )
    return closed.order_by("pk").prefetch_related("named__account").first()


def schools_with_roles_on(on: date) -> set[str]:
    """The schools, each by its URN, over which somebody has a role on a day or after it."""
    grants = Grant.objects.filter(scope_kind=ScopeKind.SCHOOL.value, until_on__gte=on)
    return set(grants.values_list("scope_value", flat=True))


def administrators_on(on: date) -> QuerySet[Grant]:
    """The grants by which people manage accounts on a day."""
    return Grant.objects.filter(
        Q(account__left_on=None) | Q(account__left_on__gt=on),
        role=Role.ADMINISTRATOR.value, from_on__lte=on, until_on__gte=on, account__is_active=True,
    )  # fmt: skip


def is_last_administrator(grant: Grant, *, on: date) -> bool:
    """Whether the account would be no administrator any more without the grant."""
    own = administrators_on(on).filter(account=grant.account_id)
    return own.filter(pk=grant.pk).exists() and not own.exclude(pk=grant.pk).exists()


def is_only_administrator(account: Account, *, on: date) -> bool:
    """Whether nobody but this person manages accounts on the day."""
    holders = set(administrators_on(on).values_list("account", flat=True))
    return holders == {account.pk}


def needs_second_factor(account: Account, *, at: datetime) -> bool:
    """Whether a role that the account has today shows named pupils, or changes who may see them."""
    return any(ROLES[Role(grant.role)].needs_second_factor for grant in standing_grants(account.pk, at=at))


def has_second_factor(account: Account) -> bool:
    """Whether the account has set up an authenticator app."""
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


def sessions_of(account: Account, *, at: datetime) -> QuerySet[UserSession]:
    """Where the account is signed in, the latest first; sessions that ran out are not among them."""
    open_ones = Session.objects.filter(expire_date__gt=at).values("session_key")
    return UserSession.objects.filter(user=account, session_key__in=open_ones).order_by("-last_seen_at")


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """What people call each actor that a row names as its giver, such as person:7."""
    numbers = {told: told.partition(":")[2] for told in actors}
    known = Account.objects.filter(pk__in=[number for number in numbers.values() if number.isdecimal()])
    names = {str(account.actor): account.name for account in known}
    return {told: names.get(told, number) for told, number in numbers.items()}
