"""Bends allauth's sign-in to this house: nobody signs up, every failure is put on record, leavers stay out."""

import hashlib
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from schoolward.access.asking import subject_of
from schoolward.access.models import Account
from schoolward.access.reach import day_of
from schoolward.access.selectors import has_second_factor
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record

WRONG = "The email address or the password is wrong. Check both and try again."
TOO_MANY = "There were too many wrong tries. Wait 15 minutes, then try again."


class SignInOfAccounts(DefaultAccountAdapter):
    """What allauth asks of us about accounts."""

    error_messages = {  # noqa: RUF012 (allauth's own shape)
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": "The password is wrong. Try again.",
        "enter_current_password": "Your current password is wrong. Try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited, or come from the directory."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses a try while the address or the machine is locked out, and records it."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record_failure(
                EventKind.LOCKED_OUT, email=credentials.get("email", ""), ip=self.get_client_ip(request)
            )
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Records a wrong password, or an address that nobody has."""
        record_failure(
            EventKind.SIGN_IN_FAILED, email=credentials.get("email", ""), ip=self.get_client_ip(request)
        )

    def pre_login(self, request: HttpRequest, user: Any, **asked: Any) -> HttpResponse | None:
        """Keeps out whoever does not work here, by whichever way they came."""
        if not user.may_sign_in_on(day_of(now())):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **asked)

    def get_login_stages(self) -> list[str]:
        """The second factor is all that stands between a password and the pages."""
        return ["schoolward.web.signing_in.second_factor.AskSecondFactor"]

    def is_reauthentication_required(self, *, app: str, **asked: Any) -> bool:
        """Not for a first second factor, which somebody who has just signed in sets up."""
        return isinstance(self.request.user, Account) and has_second_factor(self.request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("home")

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Sends a link to those who have a password here; others sign in by the directory or not at all."""
        if not user.may_sign_in_on(day_of(now())) or not user.has_usable_password():
            return
        record(EventKind.PASSWORD_RESET_ASKED, by=system("sign-in"), at=now(), about=[subject_of(user)])
        super().send_password_reset_mail(user, email, context)


def record_failure(kind: EventKind, *, email: str, ip: str) -> None:
    """Puts a failed try down to the account of the address; of an unknown address only a fingerprint is kept."""
    account = Account.objects.filter(email__iexact=email).first()
    fingerprint = hmac.new(settings.SECRET_KEY.encode(), email.lower().encode(), hashlib.sha256).hexdigest()[
        :16
    ]
    record(
        kind,
        by=account.actor if account else system("sign-in"),
        at=now(),
        about=[subject_of(account)] if account else [],
        detail={"from": ip} if account else {"from": ip, "address": fingerprint},
    )
