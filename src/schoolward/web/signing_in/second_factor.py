"""Lets nobody who sees named pupils past the set-up pages before they have a second factor."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from schoolward.access.models import Account
from schoolward.access.selectors import has_second_factor, needs_second_factor
from schoolward.audit.clock import now

SET_UP = "mfa_activate_totp"
OPEN_WITHOUT = {SET_UP, "account_logout"}
GIVEN_AT_DIRECTORY = "second_factor_given_at_directory"
"""Marks a session that began with a token of the directory which tells of its own second factor."""


class SecondFactorFirst:
    """Sends whoever needs a second factor and has none to set it up, from whatever page they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, arguments: object
    ) -> HttpResponseBase | None:
        """Called once it is known which page is asked for."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if not isinstance(request.user, Account) or name in OPEN_WITHOUT:
            return None
        if request.session.get(GIVEN_AT_DIRECTORY) or has_second_factor(request.user):
            return None
        return redirect(SET_UP) if needs_second_factor(request.user, at=now()) else None


class SecondFactor(DefaultMFAAdapter):
    """What allauth asks of us about second factors."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is wrong or has run out. Wait for the next one and try again.",
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is kept: whoever has the database alone cannot make codes of it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    """By the key that signs sessions, which is not in the database."""
    key = hashlib.sha256(f"second factors{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class AskSecondFactor(AuthenticateStage):
    """Asks for the code, unless the directory's token says that it has asked for its own and is trusted in that."""

    def _should_handle(self, request: HttpRequest) -> bool:
        coming_by = (self.login.signal_kwargs or {}).get("sociallogin")
        if coming_by is not None and tells_of_second_factor(coming_by.account.extra_data):
            return False
        return bool(super()._should_handle(request))


def tells_of_second_factor(claims: dict[str, Any]) -> bool:
    """Whether the directory is trusted with second factors, and its token tells of one (claims amr or acr)."""
    told = [claims.get("acr"), *(claims.get("amr") or [])]
    return settings.DIRECTORY_HAS_SECOND_FACTOR and "mfa" in told
