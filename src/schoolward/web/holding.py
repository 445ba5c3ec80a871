"""The pages on which records are held for an open matter in law, and let go again, and the plan of what would go."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.attention.law_of_home import law_of
from schoolward.jobs.up_to_date import count_figures
from schoolward.keeping.actions.holding import lift_hold, place_hold
from schoolward.keeping.actions.scrubbing import apply
from schoolward.keeping.models import LegalHold
from schoolward.keeping.retention import plan
from schoolward.keeping.selectors import standing_holds, unfinished_scrub
from schoolward.law.value_files import national_law
from schoolward.people.models import Pupil
from schoolward.web.data_folder import home_if_any
from schoolward.web.permitting import Asked, listed, permitted, shown
from schoolward.web.writing_down import write_down

_RETENTION = Permission.RETENTION_APPLY


class Holding(forms.Form):
    """Why everything on a pupil is kept."""

    reason = forms.CharField(
        label="For which open matter do the records have to be kept?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter for which open matter the records have to be kept"},
    )


@permitted(_RETENTION)
def hold(request: Asked, number: int) -> HttpResponse:
    """Keeps everything on the pupil until the hold is lifted."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_RETENTION, page="hold")
    return write_down(
        request, pupil, Holding(request.POST or None),
        lambda told: place_hold(pupil=pupil, reason=told["reason"], by=request.actor, at=request.at),
        heading="Keep these records for an open matter", button="Keep the records",
        done="The records are kept until the hold is lifted.",
    )  # fmt: skip


@permitted(_RETENTION)
def lift(request: Asked, number: int) -> HttpResponse:
    """Ends a hold, once that is confirmed: what has outlived its time goes with the next scrub."""
    rows = LegalHold.objects.filter(until_at=None).select_related("pupil")
    one = shown(request, rows, number, permission=_RETENTION, page="lift-hold")

    def write(_: dict[str, Any]) -> None:
        lift_hold(hold=one, by=request.actor, at=request.at)

    return write_down(
        request, one.pupil, forms.Form(request.POST if request.method == "POST" else None), write,
        heading="Lift the hold on these records", button="Lift the hold", done="The hold is lifted.",
    )  # fmt: skip


@permitted(_RETENTION)
def retention(request: Asked) -> HttpResponse:
    """What has outlived its time, and the button that deletes just that; the holds that stand."""
    home = home_if_any()
    on, law = day_of(request.at), law_of(home) if home is not None else national_law()
    if request.method == "POST":
        try:
            apply(
                fingerprint=request.POST.get("plan", ""),
                on=on,
                home=home,
                law=law,
                by=request.actor,
                at=request.at,
            )
        except CannotBeDone as fault:
            messages.error(request, str(fault))
        else:
            if home is not None:
                count_figures(home=home, by=request.actor, at=request.at)
            messages.success(request, "What had outlived its time has been deleted.")
        return redirect("retention")
    holds = standing_holds(request.at).select_related("pupil").order_by("from_at")
    listed(request, [each.pupil for each in holds], page="retention")
    context = {"plan": plan(on=on, home=home, law=law), "holds": holds, "unfinished": unfinished_scrub()}
    return render(request, "web/retention.html", context)
