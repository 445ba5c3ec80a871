"""Lets people in whom the council's directory vouches for, with the roles that their groups give them there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password

from schoolward.access.acting import Deed, acting
from schoolward.access.actions.granting import _stop
from schoolward.access.models import Account, Grant
from schoolward.access.offers import RoleOffer
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of, standing_grants
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind


@dataclass(frozen=True, kw_only=True)
class DirectoryPerson:
    """Somebody as the directory knows them: its name, their key in it, address and name."""

    directory: str
    key: str
    email: str
    name: str


def admit_from_directory(
    *, person: DirectoryPerson, offers: tuple[RoleOffer, ...], days: int, by: Actor, at: datetime
) -> Account | None:
    """The account of the person, made at need; None for a leaver, or if neither a group nor anybody gave a role.

    Roles of their groups begin today or go on, for `days` each time; those of groups that they left end at once.
    Roles that somebody gave by hand stay as they are.
    """
    today = day_of(at)
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        account = _account_of(person)
        if account is not None and not account.may_sign_in_on(today):
            _refuse(deed, person, why="left")
            return None
        ended = _end_all_but(offers, account, today) if account else 0
        if not offers and not (account and standing_grants(account.pk, at=at)):
            _refuse(deed, person, why="no role", ended=ended)
            return None
        account = account or Account.objects.create(
            email=person.email.lower(), name=person.name, joined_on=today, password=make_password(None)
        )
        SocialAccount.objects.get_or_create(
            provider=person.directory, uid=person.key, defaults={"user": account}
        )
        begun = sum(_begin_or_renew(offer, account, today, days=days, by=by) for offer in offers)
        deed.record(EventKind.DIRECTORY_ADMITTED, about=[account], begun=begun, ended=ended)
    return account


def _account_of(person: DirectoryPerson) -> Account | None:
    """By the key in the directory, else by the address."""
    linked = SocialAccount.objects.filter(provider=person.directory, uid=person.key).first()
    return linked.user if linked else Account.objects.filter(email__iexact=person.email).first()


def _refuse(deed: Deed, person: DirectoryPerson, *, why: str, ended: int = 0) -> None:
    deed.record(EventKind.DIRECTORY_REFUSED, key=person.key, why=why, ended=ended)


def _end_all_but(offers: tuple[RoleOffer, ...], account: Account, today: date) -> int:
    kept = {(offer.role.value, offer.scope_for(account.pk)) for offer in offers}
    gone = [
        grant
        for grant in Grant.objects.filter(account=account, from_directory=True, until_on__gte=today)
        if (grant.role, grant.scope) not in kept
    ]
    for grant in gone:
        _stop(grant, on=today)
    return len(gone)


def _begin_or_renew(offer: RoleOffer, account: Account, today: date, *, days: int, by: Actor) -> bool:
    """Whether the role began anew."""
    scope, until_on = offer.scope_for(account.pk), today + timedelta(days=days)
    same = Grant.objects.filter(
        account=account, role=offer.role.value, scope_kind=scope.kind.value, scope_value=scope.value,
        from_directory=True, from_on__lte=today, until_on__gte=today,
    )  # fmt: skip
    if same.update(until_on=until_on):
        return False
    Grant.objects.create(
        account=account, role=offer.role.value, scope_kind=scope.kind.value, scope_value=scope.value,
        from_on=today, until_on=until_on, given_by=str(by), from_directory=True,
    )  # fmt: skip
    return True
