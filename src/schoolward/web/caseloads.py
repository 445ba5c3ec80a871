"""The pages on which a pupil is put into an officer's caseload and taken out again."""

from typing import Any

from django import forms
from django.http import HttpResponse

from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import officers_on
from schoolward.people.actions.caseloads import assign_to_caseload, end_caseload
from schoolward.people.models import CaseloadSpell, Pupil
from schoolward.web.accounts.forms import day
from schoolward.web.permitting import Asked, permitted, shown
from schoolward.web.writing_down import write_down

_ASSIGN = Permission.CASELOAD_ASSIGN


class Assigning(forms.Form):
    """Whose caseload, and between which days."""

    officer = forms.ChoiceField(
        label="Whose caseload?", error_messages={"required": "Choose whose caseload it is"}
    )
    from_on = day("First day")
    until_on = day("Last day", hint="Leave it empty if you do not know it yet.", required=False)


class Ending(forms.Form):
    """The last day in a caseload."""

    until_on = day("Last day")


@permitted(_ASSIGN)
def assign(request: Asked, number: int) -> HttpResponse:
    """Puts the pupil into an officer's caseload."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_ASSIGN, page="assign-caseload")
    on = day_of(request.at)
    officers = {str(officer.pk): officer for officer in officers_on(on)}
    form = Assigning(request.POST or None, initial={"from_on": on})
    choice = form.fields["officer"]
    assert isinstance(choice, forms.ChoiceField)
    choice.choices = [("", "Choose an officer"), *((key, each.name) for key, each in officers.items())]

    def write(told: dict[str, Any]) -> None:
        officer = officers[told.pop("officer")]
        assign_to_caseload(pupil=pupil, officer=officer, by=request.actor, at=request.at, **told)

    return write_down(
        request, pupil, form, write,
        heading="Put the pupil into a caseload", button="Put into the caseload", done="The pupil is in the caseload.",
    )  # fmt: skip


@permitted(_ASSIGN)
def end(request: Asked, number: int) -> HttpResponse:
    """Takes the pupil out of an officer's caseload."""
    spells = CaseloadSpell.objects.select_related("pupil", "officer")
    spell = shown(request, spells, number, permission=_ASSIGN, page="end-caseload")
    return write_down(
        request, spell.pupil, Ending(request.POST or None, initial={"until_on": day_of(request.at)}),
        lambda told: end_caseload(spell=spell, by=request.actor, at=request.at, **told),
        heading=f"Take the pupil out of the caseload of {spell.officer.name}", button="Take out of the caseload",
        done="The pupil is out of the caseload after that day.",
    )  # fmt: skip
