"""The frame of the pages on which something is written down of one pupil: shown, asked, done, and back to the pupil."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone
from schoolward.people.models import Pupil
from schoolward.web.permitting import Asked


def write_down(
    request: Asked,
    pupil: Pupil,
    form: forms.Form,
    write: Callable[[dict[str, Any]], object],
    *,
    heading: str,
    button: str,
    done: str,
) -> HttpResponse:
    """The form; once it is filled in soundly, what `write` does with it. Why it cannot be done is said above the form.

    `pupil` is the one that the page has shown already.
    """
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data)
        except CannotBeDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, done)
            return redirect("pupil", number=pupil.pk)
    context = {"pupil": pupil, "form": form, "heading": heading, "button": button}
    return render(request, "web/pupil_form.html", context, status=400 if form.errors else 200)
