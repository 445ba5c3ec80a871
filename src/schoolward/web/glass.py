"""Records that were opened by exception: the data protection officer reads why, and says what they found."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone, review_glass
from schoolward.access.glass import glass_unreviewed_first
from schoolward.access.models import BrokenGlass
from schoolward.access.permissions import Permission
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record
from schoolward.audit.selectors import looked_at_by
from schoolward.web.event_words import in_numbers, names_of, told
from schoolward.web.permitting import Asked, permitted

ROWS_A_PAGE = 50


@permitted(Permission.AUDIT_SEARCH)
def broken_glass(request: Asked) -> HttpResponse:
    """Who opened which record by exception, when and why; those that nobody has reviewed first."""
    page = Paginator(glass_unreviewed_first(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    openings = list(page)
    subjects = [_subject_of(glass) for glass in openings]
    names = names_of(subjects, to=request.actor, at=request.at)
    record(
        EventKind.RECORDS_LISTED,
        by=request.actor,
        at=request.at,
        about=[subject for subject in subjects if subject in names],
        detail={"page": "broken-glass"},
    )
    rows = [
        {"glass": glass, "whose": names.get(subject, in_numbers(subject))}
        for glass, subject in zip(openings, subjects, strict=True)
    ]
    return render(request, "web/broken_glass.html", {"rows": rows, "page": page})


class ReviewForm(forms.Form):
    """What the officer found."""

    review = forms.CharField(
        label="What did you find?",
        help_text="Was the reason a good one? Say what you did about it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what you found"},
    )


@permitted(Permission.AUDIT_SEARCH)
def review(request: Asked, number: int) -> HttpResponse:
    """One opening: its reason, what was looked at while the record lay open, and what the officer found."""
    glass = BrokenGlass.objects.select_related("account").filter(pk=number).first()
    if glass is None:
        record(
            EventKind.REFUSED,
            by=request.actor,
            at=request.at,
            about=[f"brokenglass:{number}"],
            detail={"permission": Permission.AUDIT_SEARCH.value, "page": "review-glass"},
        )
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_glass(glass=glass, review=form.cleaned_data["review"], by=request.actor, at=request.at)
        except CannotBeDone as fault:
            form.add_error("review", str(fault))
        else:
            messages.success(request, "Your review is on record.")
            return redirect("broken-glass")
    subject = _subject_of(glass)
    names = names_of([subject], to=request.actor, at=request.at)
    record(
        EventKind.RECORDS_LISTED,
        by=request.actor,
        at=request.at,
        about=[subject] if subject in names else [],
        detail={"page": "review-glass"},
    )
    looks = looked_at_by(
        str(glass.account.actor), subject=subject, from_at=glass.opened_at, until_at=glass.until_at
    )
    return render(
        request,
        "web/review_glass.html",
        {
            "glass": glass,
            "whose": names.get(subject, in_numbers(subject)),
            "looks": told(looks, to=request.actor, at=request.at),
            "form": form,
        },
        status=400 if form.errors else 200,
    )


def _subject_of(glass: BrokenGlass) -> str:
    return f"{glass.record_kind}:{glass.record_id}"
