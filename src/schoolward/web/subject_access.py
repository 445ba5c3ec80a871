"""The data protection officer makes a copy of everything held on a pupil, for a family that asked to see it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import subject_of
from schoolward.access.permissions import Permission
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record
from schoolward.keeping.actions.exporting import ExportedFile
from schoolward.keeping.actions.giving_access import give_access
from schoolward.keeping.pack_pages import as_html, as_json
from schoolward.people.models import Pupil
from schoolward.web.data_folder import home_if_any
from schoolward.web.exporting import file_of
from schoolward.web.finding import WhoseForm, found_by_upn
from schoolward.web.permitting import Asked, permitted, shown


class PackForm(forms.Form):
    """In which form, and for what."""

    form = forms.ChoiceField(
        label="What kind of file",
        choices=[("html", "A page to read and print"), ("json", "Data for a program (JSON)")],
    )
    shows_others = forms.BooleanField(
        label="Show what is about other people, marked",
        help_text="For your own reading only. Do not tick this for a copy that you give to anybody.",
        required=False,
    )
    purpose = forms.CharField(
        label="What do you need the copy for?",
        help_text="For example, a request of the parents of 3 September 2026. The register of exports shows it.",
        error_messages={"required": "Enter what you need the copy for"},
    )


@permitted(Permission.SUBJECT_ACCESS)
def whose(request: Asked) -> HttpResponse:
    """Finds the pupil whose family asks."""
    form = WhoseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = found_by_upn(request, form.cleaned_data["upn"], permission=Permission.SUBJECT_ACCESS)
        record(
            EventKind.RECORDS_SEARCHED,
            by=request.actor,
            at=request.at,
            about=[subject_of(found)] if found else [],
            detail={"page": "subject-access", "found": bool(found)},
        )
        if found is not None:
            return redirect("subject-access-pack", number=found.pk)
        form.add_error(
            "upn",
            "No pupil whose record you may see has that UPN. Check the UPN. If the record is closed, somebody "
            "to whom it stays open has to make the copy.",
        )
    return render(request, "web/subject_access.html", {"form": form}, status=400 if form.errors else 200)


@permitted(Permission.SUBJECT_ACCESS)
def pack(request: Asked, number: int) -> HttpResponse:
    """The pupil's name, and the copy as a file."""
    permission = Permission.SUBJECT_ACCESS
    one = shown(request, Pupil.objects.all(), number, permission=permission, page="subject-access-pack")
    form = PackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _pack_of(request, one, **form.cleaned_data)
        except CannotBeDone as fault:
            form.add_error("purpose", str(fault))
    return render(
        request,
        "web/subject_access_pack.html",
        {"pupil": one, "form": form},
        status=400 if form.errors else 200,
    )


def _pack_of(request: Asked, pupil: Pupil, *, form: str, shows_others: bool, purpose: str) -> HttpResponse:
    home = home_if_any()
    made = give_access(pupil=pupil, home=home, shows_others=shows_others, by=request.actor, at=request.at)
    authority = home.authority.name if home else "The council"
    file = ExportedFile(
        content=as_json(made) if form == "json" else as_html(made, authority=authority),
        name=f"everything-held-{pupil.pk}-{request.at:%Y-%m-%d}.{form}",
        format=form,
        what="everything held on a pupil" + (", other people's included" if shows_others else ""),
        rows=made.rows,
        filters={},
        pupils=frozenset(made.records),
    )
    return file_of(request, file, purpose=purpose, permission=Permission.SUBJECT_ACCESS)
