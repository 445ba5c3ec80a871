"""The data protection officer's search of the record of events."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolward.access.actions import CannotBeDone
from schoolward.access.models import Account
from schoolward.access.permissions import Permission
from schoolward.access.reach import HERE
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.audit.recording import record
from schoolward.audit.selectors import Search, found
from schoolward.people.selectors import pupils_known_by, same_child
from schoolward.web.event_words import Told, told
from schoolward.web.exporting import csv_of
from schoolward.web.permitting import Asked, permitted

ROWS_A_PAGE = 50
MOST_ROWS_IN_A_FILE = 10_000
KINDS = {kind.value: kind for kind in EventKind}


class SearchForm(forms.Form):
    """What to look for. Every field can stay empty."""

    upn = forms.CharField(label="UPN of a pupil", required=False, max_length=13)
    about = forms.RegexField(
        r"^[a-z]+:[\w-]+$", label="Another record", required=False, max_length=80,
        help_text="A kind and a number with a colon. For example, account:3 or school:900001",
        error_messages={"invalid": "Enter a kind and a number with a colon, like account:3"},
    )  # fmt: skip
    who = forms.ModelChoiceField(
        Account.objects.order_by("name", "pk"), label="Done by", required=False, empty_label="Anybody",
        error_messages={"invalid_choice": "Select somebody from the list"},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What was done", required=False,
        choices=[("", "Anything"), *((value, kind.in_words) for value, kind in KINDS.items())],
        error_messages={"invalid_choice": "Select what was done from the list"},
    )  # fmt: skip
    from_on = forms.DateField(
        label="First day", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter the first day as a date"},
    )  # fmt: skip
    last_on = forms.DateField(
        label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter the last day as a date"},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Holds the days in order."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("upn") and said.get("about"):
            self.add_error("about", "Enter a UPN or what the events are about, not both")
        first, last = said.get("from_on"), said.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "The last day must be the same as or after the first")
        return said

    def search(self) -> Search:
        """The search that a valid form asks for."""
        said = self.cleaned_data
        return Search(
            subjects=_with_other_records(said["about"]) if said["about"] else [],
            actor=str(said["who"].actor) if said["who"] else "",
            kind=KINDS.get(said["kind"]),
            from_on=said["from_on"],
            last_on=said["last_on"],
        )

    def address(self) -> dict[str, str]:
        """What was filled in, as an address can hold it: of the pupil the number, so that no log holds a UPN."""
        asked = {name: value for name in self.fields if name != "upn" and (value := self.data.get(name))}
        if self.cleaned_data["upn"]:
            # A UPN of nobody finds nothing, rather than everything.
            asked["about"] = f"pupil:{next(iter(pupils_known_by(self.cleaned_data['upn'])), 'none')}"
        return asked

    def filters(self) -> dict[str, str]:
        """What was filled in, as an event tells it: the pupil by number, never by UPN."""
        search = self.search()
        return {
            "about": " ".join(search.subjects),
            "done by": search.actor,
            "what": search.kind.value if search.kind else "",
            "from": str(search.from_on or ""),
            "to": str(search.last_on or ""),
        }


class PurposeForm(forms.Form):
    """Why somebody takes a file out of the house."""

    purpose = forms.CharField(
        label="What do you need the file for?",
        help_text="It goes into the register of exports.",
        error_messages={"required": "Enter what you need the file for"},
    )


@permitted(Permission.AUDIT_SEARCH)
def search(request: Asked) -> HttpResponse:
    """Events, the newest first, fifty at a time. The search itself goes on record."""
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid():
            return redirect(f"{reverse('audit')}?{urlencode(form.address())}")
        return render(request, "web/audit.html", {"form": form}, status=400)
    form = SearchForm(_without_upn(request))
    if not form.is_valid():
        return render(request, "web/audit.html", {"form": form}, status=400)
    events = found(form.search())
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        events = events.filter(number__lt=int(before))
    page = list(events[: ROWS_A_PAGE + 1])
    rows = _told(request, page[:ROWS_A_PAGE], form.filters(), page="audit")
    asked = form.address()
    return render(
        request,
        "web/audit.html",
        {
            "form": form,
            "rows": rows,
            "asked": urlencode(asked),
            "older": urlencode({**asked, "before": rows[-1].number}) if len(page) > ROWS_A_PAGE else "",
            "is_first": not before,
        },
    )


@permitted(Permission.AUDIT_SEARCH)
def export(request: Asked) -> HttpResponse:
    """The events of a search as a CSV file, for a purpose."""
    form = SearchForm(_without_upn(request))
    if not form.is_valid():
        return render(request, "web/audit.html", {"form": form}, status=400)
    purpose = PurposeForm(request.POST or None)
    if request.method == "POST" and purpose.is_valid():
        events = list(found(form.search())[:MOST_ROWS_IN_A_FILE])
        rows = _told(request, events, form.filters(), page="audit-export")
        try:
            return csv_of(
                request,
                name=f"audit-{request.at:%Y-%m-%d}",
                what="events of the audit record",
                heading=("Number", "When", "What", "About", "Details"),
                rows=[_cells(row) for row in rows],
                filters=form.filters(),
                pupils={pupil for row in rows for pupil in row.pupils},
                purpose=purpose.cleaned_data["purpose"],
                permission=Permission.AUDIT_SEARCH,
            )
        except CannotBeDone as fault:
            purpose.add_error("purpose", str(fault))
    return render(
        request,
        "web/audit_export.html",
        {"form": purpose, "events": found(form.search()).count(), "most": MOST_ROWS_IN_A_FILE},
        status=400 if purpose.errors else 200,
    )


def _without_upn(request: Asked) -> dict[str, str]:
    """What the address asks for. A UPN does not belong there, and one that somebody puts there is not looked at."""
    return {name: str(value) for name, value in request.GET.items() if name != "upn"}


def _with_other_records(about: str) -> list[str]:
    """The subject; for a pupil, with all records of the same child."""
    kind, _, number = about.partition(":")
    records = same_child([int(number)]) if kind == "pupil" and number.isascii() and number.isdigit() else []
    return [f"pupil:{record}" for record in records] or [about]


def _told(request: Asked, events: list[Event], filters: Mapping[str, str], *, page: str) -> list[Told]:
    """The events in words, put on record as searched for, with the pupils whom they name."""
    rows = told(events, to=request.actor, at=request.at)
    record(
        EventKind.AUDIT_SEARCHED,
        by=request.actor,
        at=request.at,
        about=[f"pupil:{pupil}" for row in rows for pupil in row.pupils],
        detail={"page": page, "filters": {name: value for name, value in filters.items() if value}},
    )
    return rows


def _cells(row: Told) -> tuple[object, ...]:
    when = row.at.astimezone(HERE).strftime("%Y-%m-%d %H:%M:%S")
    return row.number, when, row.sentence, "; ".join(row.about), "; ".join(row.details)
