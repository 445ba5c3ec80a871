"""The page of one pupil, and the way to one outside one's scope."""

from typing import Any

from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone, break_glass
from schoolward.access.asking import may
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import standing_closure
from schoolward.people.models import (
    CaseloadSpell,
    CohortMembership,
    Enrolment,
    Pupil,
    PupilName,
    PupilUPN,
    Residence,
    SchoolLink,
)
from schoolward.people.selectors import family_of, records_of
from schoolward.web.permitting import Asked, listed, permitted, shown

_CHANGES = (
    Permission.FAMILY_EDIT,
    Permission.CASELOAD_ASSIGN,
    Permission.RECORD_CLOSE,
    Permission.RETENTION_APPLY,
)
"""What leads on from the page, for those who may."""


@permitted(Permission.PUPIL_VIEW)
def pupil(request: Asked, number: int) -> HttpResponse:
    """Who the pupil is, and on which rolls and in which cohorts, over all records of the child.

    Whoever may open records by exception is shown the way to it, whether or not there is such a record.
    """
    try:
        one = shown(request, Pupil.objects.all(), number, permission=Permission.PUPIL_VIEW, page="pupil")
    except Http404:
        if not may(request.actor, Permission.GLASS_BREAK, at=request.at):
            raise
        return render(request, "web/pupil_not_found.html", {"number": number}, status=404)
    records = list(records_of(one))
    if others := [record for record in records if record != one]:
        listed(request, others, page="pupil")
    on = day_of(request.at)
    standing = CaseloadSpell.objects.filter(Q(until_on=None) | Q(until_on__gte=on), pupil__in=records)
    context: dict[str, Any] = {
        "pupil": records[0],
        "records": records,
        "former_upns": PupilUPN.objects.filter(pupil__in=records).exclude(upn=records[0].upn).order_by("-load", "upn"),
        "former_names": _former_names(records),
        "enrolments": _enrolments(records),
        "today": on,
        "closed": standing_closure(records),
        "cohorts": CohortMembership.objects.filter(pupil__in=records).order_by("-from_on"),
        "caseload": standing.select_related("officer").order_by("from_on"),
    }  # fmt: skip
    for permission in _CHANGES:
        context[f"may_{permission.name.lower()}"] = may(request.actor, permission, at=request.at, record=one)
    if may(request.actor, Permission.FAMILY_VIEW, at=request.at, record=one):
        family = family_of(one, on=on, to=request.actor, at=request.at)
        if siblings := [sibling.pupil for sibling in family.siblings if sibling.pupil]:
            listed(request, siblings, page="pupil")
        context |= {
            "family": family,
            "residences": Residence.objects.filter(pupil__in=records).order_by("-from_on", "-pk"),
        }
    return render(request, "web/pupil.html", context)


def _enrolments(records: list[Pupil]) -> QuerySet[Enrolment]:
    """The newest first, each with its school and the schools that this one followed."""
    before = Prefetch(
        "school__predecessors", SchoolLink.objects.select_related("predecessor").order_by("predecessor_urn")
    )
    enrolments = (
        Enrolment.objects.filter(pupil__in=records).select_related("school", "pupil").order_by("-entry_on")
    )
    return enrolments.prefetch_related(before)


def _former_names(records: list[Pupil]) -> QuerySet[PupilName]:
    """Names that ended, and those under which merged records of the child stand."""
    kept, *merged = records
    names = PupilName.objects.filter(Q(pupil=kept, until_on__isnull=False) | Q(pupil__in=merged))
    return names.exclude(surname=kept.surname, forename=kept.forename).order_by("-from_on", "pk")


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
