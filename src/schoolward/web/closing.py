"""The pages on which a record is closed to all but named people, and opened to everybody in scope again."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from schoolward.access.actions import close_record, reopen_record
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import people_with, standing_closure
from schoolward.people.models import Pupil
from schoolward.people.selectors import records_of
from schoolward.web.permitting import Asked, permitted, shown
from schoolward.web.writing_down import write_down

_CLOSE = Permission.RECORD_CLOSE


class Closing(forms.Form):
    """To whom a record stays open, and why."""

    named = forms.MultipleChoiceField(
        label="Who may still see the record?",
        help_text="Select everybody who works with the child and nobody else. You stay among them.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one person who may still see the record"},
    )
    reason = forms.CharField(
        label="Why does the record have to be closed?",
        help_text="For example, the child of a colleague, or an address that must not become known.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why the record has to be closed"},
    )


@permitted(_CLOSE)
def close(request: Asked, number: int) -> HttpResponse:
    """Closes the child's records to all but the people who are selected."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_CLOSE, page="close-record")
    people = {str(each.pk): each for each in people_with(Permission.PUPIL_VIEW, on=day_of(request.at))}
    form = Closing(request.POST or None)
    choice = form.fields["named"]
    assert isinstance(choice, forms.MultipleChoiceField)
    choice.choices = [(key, f"{each.name}, {each.job_title}".strip(", ")) for key, each in people.items()]

    def write(told: dict[str, Any]) -> None:
        named = [people[key] for key in told["named"]]
        close_record(record=pupil, named=named, reason=told["reason"], by=request.actor, at=request.at)

    return write_down(
        request, pupil, form, write,
        heading="Close this record", button="Close the record", done="The record is closed.",
    )  # fmt: skip


@permitted(_CLOSE)
def reopen(request: Asked, number: int) -> HttpResponse:
    """Opens a closed record to everybody in whose scope it lies, once that is confirmed."""
    pupil = shown(request, Pupil.objects.all(), number, permission=_CLOSE, page="reopen-record")
    closed = standing_closure(records_of(pupil))
    if closed is None:
        raise Http404

    def write(_: dict[str, Any]) -> None:
        record = Pupil.objects.get(pk=closed.record_id)
        reopen_record(closed=closed, record=record, by=request.actor, at=request.at)

    return write_down(
        request, pupil, forms.Form(request.POST if request.method == "POST" else None), write,
        heading="Open this record to everybody in whose scope it lies", button="Open the record",
        done="The record is open again.",
    )  # fmt: skip
