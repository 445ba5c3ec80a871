"""Gives an account from the server what its owner would otherwise set up in a browser."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from schoolward.access.acting import acting, noting
from schoolward.access.asking import Refused
from schoolward.access.models import Account
from schoolward.access.permissions import Permission
from schoolward.access.terms import CannotBeDone
from schoolward.audit.actor import Actor, ActorKind
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record


def hand_out_second_factor(*, account: Account, secret: str, by: Actor, at: datetime) -> None:
    """Gives an account an authenticator whose secret (base 32) is known already, and recovery codes.

    By whoever runs commands on the server and nobody else: a secret that a second person knows is no second factor.
    """
    if by.kind is not ActorKind.OPERATOR:
        record(EventKind.REFUSED, by=by, at=at, detail={"permission": Permission.ACCOUNTS_MANAGE.value})
        raise Refused(Permission.ACCOUNTS_MANAGE)
    with acting(by, Permission.ACCOUNTS_MANAGE, at=at) as deed:
        if Authenticator.objects.filter(user=account).exists():
            raise CannotBeDone("This account has a second factor already. Take it away first.")
        TOTP.activate(account, secret)
        RecoveryCodes.activate(account)
        deed.record(EventKind.FACTOR_ADDED, about=[account])


def note_sign_in(*, account: Account, by: Actor, at: datetime) -> None:
    """Keeps when somebody last signed in, for the review of accounts. The sign-in is an event of its own."""
    with noting(by):
        Account.objects.filter(pk=account.pk).update(last_login=at)
