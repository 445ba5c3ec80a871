"""Puts on record what allauth and Django tell of: who signed in and out, and what became of factors and passwords."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from schoolward.access.actions import end_sessions
from schoolward.access.asking import subject_of
from schoolward.access.models import Account
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record
from schoolward.web.signing_in.second_factor import GIVEN_AT_DIRECTORY, tells_of_second_factor


def _told(kind: EventKind, account: Account, **detail: Any) -> None:
    record(kind, by=account.actor, at=now(), about=[subject_of(account)], detail=detail)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Account, sociallogin: Any = None, **_: Any) -> None:
    """Somebody is in, by password or by the directory."""
    if sociallogin is not None and tells_of_second_factor(sociallogin.account.extra_data):
        request.session[GIVEN_AT_DIRECTORY] = True
    _told(EventKind.SIGNED_IN, user, by="directory" if sociallogin is not None else "password")


@receiver(user_logged_out)
def signed_out(user: Account | None, **_: Any) -> None:
    """Somebody signed out."""
    if user is not None:
        _told(EventKind.SIGNED_OUT, user)


@receiver(authenticator_added)
def factor_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    """A second factor is set up: sessions that began without it end, and this one counts as having given it."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    _told(EventKind.FACTOR_ADDED, user)
    record_authentication(
        request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )
    end_sessions(account=user, but=request.session.session_key or "", by=user.actor, at=now())


@receiver(authenticator_removed)
def factor_removed(user: Account, authenticator: Authenticator, **_: Any) -> None:
    """A second factor was taken away by its owner."""
    if authenticator.type == Authenticator.Type.TOTP:
        _told(EventKind.FACTOR_REMOVED, user)


@receiver(authenticator_reset)
def codes_made(user: Account, **_: Any) -> None:
    """New recovery codes stand in for the old."""
    _told(EventKind.RECOVERY_CODES_MADE, user)


@receiver(authentication_failed)
def factor_failed(user: Account, **_: Any) -> None:
    """A wrong code."""
    _told(EventKind.FACTOR_FAILED, user)


@receiver(password_changed)
@receiver(password_set)
def password_is_new(request: HttpRequest, user: Account, **_: Any) -> None:
    """Somebody changed their own password: their other sessions end."""
    end_sessions(account=user, but=request.session.session_key or "", by=user.actor, at=now())
    _told(EventKind.PASSWORD_CHANGED, user)


@receiver(password_reset)
def password_was_reset(user: Account, **_: Any) -> None:
    """Somebody chose a new password by a link from an email: all their sessions end."""
    end_sessions(account=user, by=user.actor, at=now())
    _told(EventKind.PASSWORD_RESET, user)
