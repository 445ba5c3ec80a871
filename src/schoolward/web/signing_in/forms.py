"""allauth's forms in our words, and the record of who is locked out at the second factor."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError

from schoolward.access.asking import subject_of
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record

GOOD_PASSWORD = "12 characters or more. Three random words are easy to remember and hard to guess."


@dataclass(frozen=True)
class Words:
    """What a field is called, what is said when it is empty, and how to fill it in."""

    label: str
    required: str
    hint: str = ""


EMAIL = Words("Email address", "Enter your email address")
PASSWORD = Words("Password", "Enter your password")
CODE = Words("Code", "Enter the code")
NEW = Words("New password", "Enter a new password", GOOD_PASSWORD)
NEW_AGAIN = Words("New password again", "Enter the new password again")


class _InOurWords(forms.Form):
    """A form whose fields have a label instead of a grey hint in the box, and errors that say what to do."""

    words: ClassVar[dict[str, Words]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = words.label, words.hint
            field.error_messages["required"] = words.required
            field.widget.attrs.pop("placeholder", None)


class SignIn(_InOurWords, LoginForm):
    """Address and password."""

    words: ClassVar = {"login": EMAIL, "password": PASSWORD}


class PasswordAgain(_InOurWords, ReauthenticateForm):
    """One's password, before something that matters."""

    words: ClassVar = {"password": PASSWORD}


class ChangeOfPassword(_InOurWords, ChangePasswordForm):
    """The old password and a new one."""

    words: ClassVar = {
        "oldpassword": Words("Current password", "Enter your current password"),
        "password1": NEW,
        "password2": NEW_AGAIN,
    }


class ForgottenPassword(_InOurWords, ResetPasswordForm):
    """The address to which a link is sent."""

    words: ClassVar = {"email": EMAIL}


class NewPassword(_InOurWords, ResetPasswordKeyForm):
    """A new password, by a link."""

    words: ClassVar = {"password1": NEW, "password2": NEW_AGAIN}


class _CountsTries(_InOurWords):
    """A form with a code, whose lock-out is put on record."""

    words: ClassVar = {"code": CODE}
    user: Any

    def clean_code(self) -> str:
        """The code, if it is right."""
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as fault:
            if fault.code == "too_many_login_attempts":
                record(EventKind.LOCKED_OUT, by=self.user.actor, at=now(), about=[subject_of(self.user)])
            raise
        return code


class SecondFactorCode(_CountsTries, AuthenticateForm):
    """The code of the authenticator app, or a recovery code, when signing in."""


class SecondFactorCodeAgain(_CountsTries, CodeAgainForm):
    """The same, before something that matters."""


class FirstCode(_InOurWords, ActivateTOTPForm):
    """The first code of an app that is being set up."""

    words: ClassVar = {"code": Words("Code from the app", "Enter the code that the app shows")}
