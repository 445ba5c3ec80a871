"""The page of one pupil, and the way to one outside one's scope."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone, break_glass
from schoolward.access.permissions import Permission
from schoolward.people.models import Pupil
from schoolward.web.permitting import Asked, permitted, shown


@permitted(Permission.PUPIL_VIEW)
def pupil(request: Asked, number: int) -> HttpResponse:
    """Who the pupil is, and on which rolls and in which cohorts."""
    one = shown(request, Pupil.objects.all(), number, permission=Permission.PUPIL_VIEW, page="pupil")
    return render(
        request,
        "web/pupil.html",
        {
            "pupil": one,
            "enrolments": one.enrolments.select_related("school").order_by("-entry_on"),
            "cohorts": one.cohorts.order_by("-from_on"),
        },
    )


class ByException(forms.Form):
    """Why somebody needs a record outside their scope."""

    reason = forms.CharField(
        label="Why do you need to see this record?",
        help_text="The data protection officer is told, and reads what you write.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why you need to see this record"},
    )


@permitted(Permission.GLASS_BREAK)
def open_by_exception(request: Asked, number: int) -> HttpResponse:
    """Opens one record for four hours, with a reason. It does not say whether there is such a record."""
    form = ByException(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            break_glass(
                record=Pupil(pk=number), reason=form.cleaned_data["reason"], by=request.actor, at=request.at
            )
        except CannotBeDone as fault:
            form.add_error("reason", str(fault))
        else:
            return redirect("pupil", number=number)
    return render(request, "web/open_by_exception.html", {"form": form}, status=400 if form.errors else 200)
