"""The queue of records that may be one child's, each matter with both records side by side, and the merges made."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone
from schoolward.access.permissions import Permission
from schoolward.people.actions.matters import settle_as_different, settle_as_put_right
from schoolward.people.actions.merging import merge_pupils, take_apart
from schoolward.people.models import IdentityMatter, Pupil
from schoolward.people.selectors import matters_within, merged_records, records_in_full
from schoolward.web.permitting import Asked, listed, permitted, shown

A_PAGE = 50
"""Matters on one page of the queue."""

_SETTLE = Permission.IDENTITY_SETTLE


@permitted(_SETTLE)
def matters(request: Asked) -> HttpResponse:
    """Matters that wait, the plainest first."""
    waiting = matters_within(to=request.actor, at=request.at).filter(settlement="")
    page = Paginator(waiting.order_by("-kind", "found_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    named = {one.pk: one for matter in page for one in (matter.pupil, matter.other) if one is not None}
    listed(request, list(named.values()), page="matters")
    return render(request, "web/matters.html", {"page": page})


class Settling(forms.Form):
    """What a data officer found of a matter."""

    found = forms.ChoiceField(
        label="What have you found?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you have found"},
    )
    because = forms.CharField(
        label="How do you know?",
        help_text="Needed if it is one child. It is kept with the decision.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, matter: IdentityMatter) -> None:
        super().__init__(*args)
        put_right = [("put_right", "A school has put it right, or will with its next sending")]
        found = cast(forms.ChoiceField, self.fields["found"])
        found.choices = put_right if matter.other is None else [
            ("first", f"It is one child. Keep the record with the UPN {matter.pupil.upn}"),
            ("second", f"It is one child. Keep the record with the UPN {matter.other.upn}"),
            ("different", "They are two children"),
            *put_right,
        ]  # fmt: skip


@permitted(_SETTLE)
def matter(request: Asked, number: int) -> HttpResponse:
    """Both records side by side with what speaks for and against, and the choice of what it is."""
    rows = matters_within(to=request.actor, at=request.at).filter(settlement="")
    one = shown(request, rows, number, permission=_SETTLE, page="matter")
    pupils = [each for each in (one.pupil, one.other) if each is not None]
    listed(request, pupils, page="matter")
    form = Settling(request.POST if request.method == "POST" else None, matter=one)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _settle(request, one, form.cleaned_data))
        except CannotBeDone as fault:
            form.add_error(
                "because" if form.cleaned_data["found"] in ("first", "second") else "found", str(fault)
            )
        else:
            return redirect("matters")
    context = {"matter": one, "records": records_in_full(pupils), "form": form}
    return render(request, "web/matter.html", context, status=400 if form.errors else 200)


def _settle(request: Asked, one: IdentityMatter, found: dict[str, str]) -> str:
    """Does what was chosen and says what it comes to."""
    by, at = request.actor, request.at
    if one.other is not None and found["found"] in ("first", "second"):
        kept, pupil = (one.pupil, one.other) if found["found"] == "first" else (one.other, one.pupil)
        merge_pupils(pupil=pupil, kept=kept, because=found["because"], by=by, at=at)
        return "The two records are one child's now. Figures follow when the decision has reached the store."
    if found["found"] == "different":
        settle_as_different(matter=one, by=by, at=at)
        return "The two records are two children's. They will not come back to this list."
    settle_as_put_right(matter=one, by=by, at=at)
    return "The matter is settled: a school puts it right."


@permitted(_SETTLE)
def merges(request: Asked) -> HttpResponse:
    """The merges that stand, the newest first."""
    page = Paginator(merged_records(to=request.actor, at=request.at), A_PAGE).get_page(
        request.GET.get("page")
    )
    named = {one.pk: one for decision in page for one in (decision.pupil, decision.kept) if one is not None}
    listed(request, list(named.values()), page="merges")
    return render(request, "web/merges.html", {"page": page})


class TakingApart(forms.Form):
    """Why two records are two children's after all."""

    because = forms.CharField(
        label="Why are these records not one child's?",
        help_text="It is kept with the decision.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why these records are not one child's"},
    )


@permitted(_SETTLE)
def apart(request: Asked, number: int) -> HttpResponse:
    """Takes a merged record apart from the one that is kept."""
    merged = Pupil.objects.exclude(same_as=None).select_related("same_as")
    one = shown(request, merged, number, permission=_SETTLE, page="take-apart")
    pupils = [each for each in (one, one.same_as) if each is not None]
    listed(request, pupils[1:], page="take-apart")
    form = TakingApart(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_apart(pupil=one, because=form.cleaned_data["because"], by=request.actor, at=request.at)
        except CannotBeDone as fault:
            form.add_error("because", str(fault))
        else:
            messages.success(request, "The records stand apart again. Figures follow when the store has it.")
            return redirect("merges")
    context = {"records": records_in_full(pupils), "form": form}
    return render(request, "web/take_apart.html", context, status=400 if form.errors else 200)
