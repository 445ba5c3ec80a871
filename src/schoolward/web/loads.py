"""Pages of loads: start one, watch it, cancel it, and get what it refused to correct it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import may
from schoolward.access.permissions import Permission
from schoolward.jobs.actions.loads import cancel_load, start_load
from schoolward.jobs.inbox import LARGEST_FILE, LARGEST_UPLOAD, MOST_FILES, Upload
from schoolward.jobs.models import LoadRun
from schoolward.jobs.selectors import refused_in, runs_before, runs_for, schools_to_load_for
from schoolward.people.models import School
from schoolward.store.home import Home, open_home
from schoolward.web.exporting import csv_of
from schoolward.web.permitting import Asked, permitted, shown

A_PAGE = 50
MOST_SHOWN = 200


class ManyFiles(forms.FileField):
    """A field for several files at once."""

    class Input(forms.FileInput):
        """Django's, told that it may."""

        allow_multiple_selected = True

    widget = Input

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """The files; what is wrong with one is said by the action."""
        return list(data) if data else super().clean(data, initial)


class StartLoad(forms.Form):
    """Which files, and whose."""

    school = forms.ModelChoiceField(
        School.objects.none(),
        label="Whose files are these?",
        error_messages={"required": "Select a school", "invalid_choice": "Select one of the schools"},
    )
    sent = ManyFiles(
        label="Files",
        help_text=(
            f"CSV, XML, JSON or zip, as they come from your system. Up to {MOST_FILES} files, each of "
            f"{LARGEST_FILE >> 20} MB at most, together {LARGEST_UPLOAD >> 20} MB."
        ),
        error_messages={"required": "Select at least one file to load"},
    )

    def __init__(self, request: Asked) -> None:
        posted = request.method == "POST"
        super().__init__(request.POST if posted else None, request.FILES if posted else None)
        schools, whole_borough = schools_to_load_for(request.actor, at=request.at)
        school = self.fields["school"]
        assert isinstance(school, forms.ModelChoiceField)
        school.queryset = schools
        school.required = not whole_borough
        school.empty_label = "The whole borough" if whole_borough else "Select a school"
        if not whole_borough and len(schools) == 1:
            school.empty_label = None
            school.initial = schools[0]


@permitted(Permission.LOAD_VIEW)
def loads(request: Asked) -> HttpResponse:
    """The loads within one's scope, the newest first."""
    page = Paginator(runs_for(request.actor, at=request.at), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/loads.html", {"page": page, "may_start": _may_start(request)})


@permitted(Permission.LOAD_START)
def start(request: Asked) -> HttpResponse:
    """Sends files to be loaded by a worker."""
    form = StartLoad(request)
    if request.method == "POST" and form.is_valid():
        try:
            run = start_load(
                home=_home(),
                uploads=form.cleaned_data["sent"],
                school=form.cleaned_data["school"],
                sender="",
                by=request.actor,
                at=request.at,
            )
        except CannotBeDone as fault:
            form.add_error("sent", str(fault))
        else:
            return redirect("load", number=run.pk)
    return render(request, "web/start_load.html", {"form": form}, status=400 if form.errors else 200)


@permitted(Permission.LOAD_VIEW)
def load(request: Asked, number: int) -> HttpResponse:
    """One load: how far it is, or how it ended. It asks for itself again while there is something to see."""
    run = _shown(request, number, page="load")
    return render(
        request,
        "web/load.html",
        {
            "run": run,
            "files": run.files.order_by("pk"),
            "before": 0 if run.has_ended else runs_before(run),
            "may_start": _may_start(request),
        },
    )


@permitted(Permission.LOAD_VIEW)
def refused(request: Asked, number: int) -> HttpResponse:
    """The rows that the load refused, each with its reason and the way to mend it."""
    run = _shown(request, number, page="load-refused")
    rows = _refused(run, most=MOST_SHOWN)
    return render(request, "web/load_refused.html", {"run": run, "rows": rows})


@permitted(Permission.LOAD_VIEW)
def refused_as_csv(request: Asked, number: int) -> HttpResponse:
    """The same as a table, to be corrected."""
    run = _shown(request, number, page="load-refused-csv")
    rows = _refused(run)
    return csv_of(
        request,
        name=f"refused-in-load-{run.pk}",
        what="Rows refused by a load",
        heading=list(rows[0]) if rows else ["file", "line", "field", "value", "reason", "how_to_mend"],
        rows=[list(row.values()) for row in rows],
        filters={"load": str(run.load)},
        pupils=(),
        purpose="To be mended and sent again",
        permission=Permission.LOAD_VIEW,
        about=[f"loadrun:{run.pk}"],
    )


@permitted(Permission.LOAD_START)
def cancel(request: Asked, number: int) -> HttpResponse:
    """Asks whether the load is to be cancelled, and does so."""
    run = shown(request, LoadRun.objects.all(), number, permission=Permission.LOAD_START, page="cancel-load")
    fault = ""
    if request.method == "POST":
        try:
            cancel_load(home=_home(), run=run, by=request.actor, at=request.at)
        except CannotBeDone as refusal:
            fault = str(refusal)
        else:
            return redirect("load", number=run.pk)
    return render(request, "web/cancel_load.html", {"run": run, "fault": fault}, status=409 if fault else 200)


def _shown(request: Asked, number: int, *, page: str) -> LoadRun:
    return shown(
        request,
        LoadRun.objects.select_related("school"),
        number,
        permission=Permission.LOAD_VIEW,
        page=page,
    )


def _refused(run: LoadRun, *, most: int | None = None) -> list[dict[str, Any]]:
    return [] if run.load is None else refused_in(_home(), run, most=most)


def _may_start(request: Asked) -> bool:
    return may(request.actor, Permission.LOAD_START, at=request.at)


def _home() -> Home:
    return open_home(settings.SCHOOLWARD_HOME)
