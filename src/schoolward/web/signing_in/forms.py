"""allauth's forms in our words, and the record of who is locked out at the second factor."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError

from schoolward.access.asking import subject_of
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record

CODE = "Code"


class SignIn(LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "login", label="Email address", required="Enter your email address")
        _plain(self, "password", label="Password", required="Enter your password")
        self.fields["password"].help_text = ""


class _CountsTries(forms.Form):
    """A form with a code, whose lock-out is put on record."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "code", label=CODE, required="Enter the code")


class SecondFactorCodeAgain(_CountsTries, ReauthenticateForm):
    """The same, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "code", label=CODE, required="Enter the code")


class FirstCode(ActivateTOTPForm):
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "code", label="Code from the app", required="Enter the code that the app shows")


def _plain(form: forms.Form, name: str, *, label: str, required: str) -> None:
    """A label instead of a grey hint in the box, and an error that says what to do."""
    field = form.fields[name]
    field.label = label
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
