"""The forms by which accounts are looked after."""

from datetime import date, timedelta
from typing import Any

from django import forms

from schoolward.access.offers import DatedOffer, OfferFault, RoleOffer
from schoolward.access.roles import ROLES, Role
from schoolward.people.selectors.choices import scopes_to_choose
from schoolward.web.signing_in.forms import GOOD_PASSWORD

USUAL_LENGTH = timedelta(days=365)


def day(label: str, *, hint: str = "", initial: date | None = None, required: bool = True) -> forms.DateField:
    """A field for a day, which browsers show as a calendar."""
    return forms.DateField(
        label=label,
        help_text=hint,
        initial=initial,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"Enter the {label.lower()}",
            "invalid": f"Enter the {label.lower()} as a date",
        },
    )


class RoleForm(forms.Form):
    """A role, over what, and its first and last day."""

    role = forms.ChoiceField(
        label="Role",
        choices=[("", "Select a role")]
        + [(role.value, ROLES[role].label) for role in Role if role is not Role.API_CLIENT],
        error_messages={"required": "Select a role"},
    )
    scope = forms.ChoiceField(
        label="Over what",
        choices=lambda: [("", "Select over what"), *scopes_to_choose()],
        error_messages={"required": "Select over what the role reaches"},
    )
    from_on = day("First day")
    until_on = day("Last day", hint="Three years after the first day at most. The role can be renewed.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial, self.fields["until_on"].initial = today, today + USUAL_LENGTH

    def clean(self) -> dict[str, Any]:
        """Refuses a role over what it cannot be given."""
        told = super().clean() or {}
        if told.get("role") and told.get("scope"):
            try:
                self.offer = RoleOffer.as_written(told["role"], told["scope"])
            except OfferFault as fault:
                self.add_error("scope", f"{str(fault)[0].upper()}{str(fault)[1:]}.")
        return told

    @property
    def dated(self) -> DatedOffer:
        """What the form says, once it is valid."""
        return DatedOffer(
            offer=self.offer, from_on=self.cleaned_data["from_on"], until_on=self.cleaned_data["until_on"]
        )


class InvitationForm(RoleForm):
    """Whom to invite, and with which role."""

    name = forms.CharField(
        label="Full name", max_length=200, error_messages={"required": "Enter the full name"}
    )
    email = forms.EmailField(
        label="Email address",
        error_messages={
            "required": "Enter the email address",
            "invalid": "Enter an email address, like name@example.org",
        },
    )
    job_title = forms.CharField(label="Job title (optional)", max_length=200, required=False)
    field_order = ("name", "email", "job_title", "role", "scope", "from_on", "until_on")


class AcceptanceForm(forms.Form):
    """The password of whoever was invited."""

    password = forms.CharField(
        label="Choose a password",
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )


class LeaverForm(forms.Form):
    """When somebody leaves."""

    left_on = day(
        "First day on which they no longer work here",
        hint="Their roles end the day before. Today, or a day that has passed, ends everything at once.",
    )
