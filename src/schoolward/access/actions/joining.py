"""Invites people, withdraws invitations, and makes the account of whoever accepts one."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from schoolward.access.acting import acting
from schoolward.access.asking import Refused
from schoolward.access.keys import ScopeKind
from schoolward.access.models import Account, Grant, Invitation
from schoolward.access.models.invitation import digest_of_token
from schoolward.access.offers import DatedOffer, RoleOffer
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.roles import Role
from schoolward.access.selectors import invitation_of
from schoolward.access.terms import CannotBeDone, days_of_role
from schoolward.audit.actor import Actor, ActorKind
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record

OPEN_FOR = timedelta(days=7)
FIRST_ADMINISTRATOR_FOR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation and the token of its link, which is kept nowhere else."""

    invitation: Invitation
    token: str = field(repr=False)


def invite(
    *, email: str, name: str, job_title: str = "", offers: tuple[DatedOffer, ...], by: Actor, at: datetime
) -> Invited:
    """Asks somebody in for a week, with the roles they will have. An earlier invitation that ran out ends."""
    address = email.strip().lower()
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        if not name.strip():
            raise CannotBeDone("Enter the name of the person.")
        if not offers:
            raise CannotBeDone("Choose a role: somebody without a role sees nothing.")
        for offer in offers:
            days_of_role(offer.from_on, offer.until_on)
        held = Account.objects.filter(email__iexact=address).first()
        if held is not None and not held.has_left_by(day_of(at)):
            raise CannotBeDone(
                "Somebody has an account with this address already. Change their roles instead."
            )
        asked = Invitation.objects.filter(email=address, ended_at=None)
        if asked.filter(expires_at__gt=at).exists():
            raise CannotBeDone("This address has been invited already. Withdraw that invitation first.")
        asked.update(ended_at=at)
        token = secrets.token_urlsafe(32)
        invitation = Invitation.objects.create(
            email=address, name=name.strip(), job_title=job_title.strip(), offers=[each.as_json() for each in offers],
            token_digest=digest_of_token(token), invited_at=at, invited_by=str(by), expires_at=at + OPEN_FOR,
        )  # fmt: skip
        deed.record(EventKind.INVITED, about=[invitation], roles=invitation.offers)
    return Invited(invitation=invitation, token=token)


def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Ends an invitation that nobody has accepted; its link leads nowhere then."""
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        if not Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=at):
            raise CannotBeDone("This invitation has been accepted or withdrawn already.")
        deed.record(EventKind.INVITATION_WITHDRAWN, about=[invitation])


def accept_invitation(*, token: str, password: str, by: Actor, at: datetime) -> Account:
    """Makes the account of whoever has the link, with its roles. The link works once.

    Somebody who left and comes back gets their old account again.
    """
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        invitation = invitation_of(digest_of_token(token), at=at)
        if invitation is None or not Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(
            ended_at=at
        ):
            raise CannotBeDone("This invitation has run out or was used. Ask whoever sent it for a new one.")
        held = Account.objects.filter(email__iexact=invitation.email).first()
        if held is not None and not held.has_left_by(day_of(at)):
            raise CannotBeDone(
                "There is an account with this address by now. Sign in with it; ask for the role if you need it."
            )
        account = held or Account(email=invitation.email)
        account.name, account.job_title = invitation.name, invitation.job_title
        account.joined_on, account.left_on, account.is_active = day_of(at), None, True
        try:
            validate_password(password, account)
        except ValidationError as fault:
            raise CannotBeDone(" ".join(fault.messages)) from None
        account.set_password(password)
        account.save()
        Invitation.objects.filter(pk=invitation.pk).update(account=account)
        for dated in invitation.roles:
            scope = dated.offer.scope_for(account.pk)
            Grant.objects.create(
                account=account, role=dated.offer.role.value, scope_kind=scope.kind.value, scope_value=scope.value,
                from_on=dated.from_on, until_on=dated.until_on, given_by=invitation.invited_by,
            )  # fmt: skip
        deed.record(
            EventKind.INVITATION_ACCEPTED, about=[account, invitation], roles=invitation.offers,
            invited_by=invitation.invited_by,
        )  # fmt: skip
    return account


def first_administrator(*, email: str, name: str, by: Actor, at: datetime) -> Invited:
    """Invites an administrator for a year, by whoever runs commands on the server: how the first one comes in."""
    if by.kind is not ActorKind.OPERATOR:
        record(EventKind.REFUSED, by=by, at=at, detail={"permission": Permission.ACCOUNTS_MANAGE.value})
        raise Refused(Permission.ACCOUNTS_MANAGE)
    offer = RoleOffer(role=Role.ADMINISTRATOR, scope_kind=ScopeKind.BOROUGH)
    dated = DatedOffer(offer=offer, from_on=day_of(at), until_on=day_of(at) + FIRST_ADMINISTRATOR_FOR)
    return invite(email=email, name=name, job_title="Administrator", offers=(dated,), by=by, at=at)
