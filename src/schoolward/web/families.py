"""The pages on which a child's family is written down: a parent or carer, a home, a sibling, an address."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import visible
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.people.actions.families import record_home, record_parent
from schoolward.people.actions.residences import record_residence
from schoolward.people.actions.siblings import record_siblings
from schoolward.people.models import Parent, Pupil
from schoolward.people.selectors import pupils_known_by, records_of
from schoolward.web.accounts.forms import day
from schoolward.web.permitting import Asked, permitted, shown
from schoolward.web.writing_down import write_down

_EDIT = Permission.FAMILY_EDIT
RESPONSIBILITY = {"yes": True, "no": False, "unknown": None}


def words(label: str, *, most: int, needed: str = "", hint: str = "") -> forms.CharField:
    """A field for a few words; `needed` is what is said where they are missing, empty where they may be."""
    return forms.CharField(
        label=label if needed else f"{label} (optional)",
        max_length=most,
        help_text=hint,
        required=bool(needed),
        error_messages={"required": needed},
    )


def source() -> forms.CharField:
    """A field for who told us."""
    return words(
        "Who told you?", most=200, needed="Enter who told you", hint="Such as the mother, or the school."
    )


class NewParent(forms.Form):
    """A parent or carer, and what they are to the child."""

    title = words("Title", most=20)
    forename = words("Forename", most=100, needed="Enter the forename")
    surname = words("Surname", most=100, needed="Enter the surname")
    relationship = words(
        "What are they to the child?", most=60, needed="Enter what the person is to the child",
        hint="Such as mother, stepfather, grandmother or foster carer.",
    )  # fmt: skip
    responsibility = forms.ChoiceField(
        label="Do they have parental responsibility?",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether they have parental responsibility, or that it is not known"
        },
    )
    telephone = words("Telephone", most=40)
    email = forms.EmailField(
        label="Email (optional)",
        required=False,
        max_length=254,
        error_messages={"invalid": "Enter an email address in the form name@example.org"},
    )
    address = forms.CharField(
        label="Address (optional)", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    from_on = day(
        "First day", hint="From when they have been the child's parent or carer, as far as you know."
    )
    source = source()


class NewHome(forms.Form):
    """With which of the parents and carers a child lives."""

    parent = forms.ChoiceField(
        label="With whom does the child live?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose with whom the child lives"},
    )
    from_on = day("First day")
    source = source()


class NewSibling(forms.Form):
    """Another child who is a sibling."""

    upn = words("UPN of the brother or sister", most=20, needed="Enter the UPN of the brother or sister")
    source = source()


class NewAddress(forms.Form):
    """Where a child lives."""

    lines = forms.CharField(
        label="Address", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Enter the address"}
    )  # fmt: skip
    postcode = words("Postcode", most=10)
    from_on = day("First day")
    until_on = day("Last day", hint="Leave it empty if the child lives there now.", required=False)
    source = source()


@permitted(_EDIT)
def add_parent(request: Asked, number: int) -> HttpResponse:
    """Writes down a parent or carer."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_EDIT, page="add-parent")

    def write(told: dict[str, Any]) -> None:
        responsibility = RESPONSIBILITY[told.pop("responsibility")]
        record_parent(
            pupil=pupil, has_parental_responsibility=responsibility, by=request.actor, at=request.at, **told
        )

    return write_down(
        request, pupil, NewParent(request.POST or None), write,
        heading="Write down a parent or carer", button="Write down", done="The parent or carer is written down.",
    )  # fmt: skip


@permitted(_EDIT)
def add_home(request: Asked, number: int) -> HttpResponse:
    """Writes down with which parent or carer the child lives."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_EDIT, page="add-home")
    parents = {
        str(parent.pk): parent
        for parent in Parent.objects.filter(children__pupil__in=records_of(pupil)).distinct().order_by("pk")
    }
    form = NewHome(request.POST or None)
    choice = form.fields["parent"]
    assert isinstance(choice, forms.ChoiceField)
    choice.choices = [(key, parent.name) for key, parent in parents.items()]
    if not parents:
        choice.help_text = "Nobody has been written down. Write down a parent or carer first."

    def write(told: dict[str, Any]) -> None:
        parent = parents[told.pop("parent")]
        record_home(pupil=pupil, parent=parent, by=request.actor, at=request.at, **told)

    return write_down(
        request, pupil, form, write,
        heading="Write down who the child lives with", button="Write down", done="It is written down.",
    )  # fmt: skip


@permitted(_EDIT)
def add_sibling(request: Asked, number: int) -> HttpResponse:
    """Writes down a brother or sister, whom one has to be allowed to see."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_EDIT, page="add-sibling")

    def write(told: dict[str, Any]) -> None:
        sibling = _child_of(told["upn"], to=request.actor, at=request.at)
        record_siblings(pupil=pupil, sibling=sibling, source=told["source"], by=request.actor, at=request.at)

    return write_down(
        request, pupil, NewSibling(request.POST or None), write,
        heading="Write down a brother or sister", button="Write down", done="The brother or sister is written down.",
    )  # fmt: skip


@permitted(_EDIT)
def add_address(request: Asked, number: int) -> HttpResponse:
    """Writes down where the child lives or lived."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_EDIT, page="add-address")
    return write_down(
        request, pupil, NewAddress(request.POST or None),
        lambda told: record_residence(pupil=pupil, by=request.actor, at=request.at, **told),
        heading="Write down an address", button="Write down", done="The address is written down.",
    )  # fmt: skip


def _child_of(upn: str, *, to: Actor, at: datetime) -> Pupil:
    """The record that is kept of the child with the UPN; it is not said whether there is one whom one may not see."""
    known = Pupil.objects.filter(pk__in=pupils_known_by(upn))
    within = visible(known, to=to, at=at, permission=Permission.FAMILY_VIEW)
    found = within.filter(same_as=None).first()
    if found is None:
        raise CannotBeDone("There is no pupil with this UPN whom you may see. Check the UPN.")
    return found
