"""Finds a pupil by UPN, which is sent and put into no address, so that no log and no browser's history holds it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.asking import visible
from schoolward.access.permissions import Permission
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record
from schoolward.people.models import Pupil
from schoolward.people.selectors import pupils_known_by
from schoolward.web.permitting import Asked, permitted


class WhoseForm(forms.Form):
    """Whose record is looked for."""

    upn = forms.CharField(
        label="UPN of the pupil",
        help_text="One that the pupil has or had. It has 13 letters and digits.",
        max_length=13,
        error_messages={
            "required": "Enter the UPN of the pupil",
            "max_length": "A UPN has 13 letters and digits",
        },
    )


def found_by_upn(request: Asked, upn: str, *, permission: Permission) -> Pupil | None:
    """The record that stands for the child, as far as the asker may see it; otherwise one of those that they may."""
    known = Pupil.objects.filter(pk__in=pupils_known_by(upn)).order_by("same_as", "pk")
    within = visible(known, to=request.actor, at=request.at, permission=permission)
    return within.filter(same_as=None).first() or within.first()


@permitted(Permission.PUPIL_VIEW)
def find_pupil(request: Asked) -> HttpResponse:
    """Leads to the page of the pupil. One outside the asker's scope is answered like one that does not exist."""
    form = WhoseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = found_by_upn(request, form.cleaned_data["upn"], permission=Permission.PUPIL_VIEW)
        record(
            EventKind.RECORDS_SEARCHED,
            by=request.actor,
            at=request.at,
            about=[f"pupil:{found.pk}"] if found else [],
            detail={"page": "find-pupil"},
        )
        if found is not None:
            return redirect("pupil", number=found.pk)
        form.add_error("upn", "No pupil within your scope has or had that UPN. Check the UPN.")
    return render(request, "web/find_pupil.html", {"form": form}, status=400 if form.errors else 200)
