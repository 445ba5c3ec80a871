"""The first page after signing in: who you are here, and what is yours to see."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolward.access.asking import may
from schoolward.access.glass import unreviewed_glass
from schoolward.access.permissions import Permission
from schoolward.access.reach import standing_grants
from schoolward.access.roles import ROLES, Role
from schoolward.jobs.selectors import reminders_of
from schoolward.people.selectors import scope_in_words
from schoolward.web.permitting import EVERYBODY_SIGNED_IN, Asked, permitted

WORK = (
    (Permission.PUPIL_VIEW, "find-pupil", "Find a pupil"),
    (Permission.IDENTITY_SETTLE, "matters", "Records that may be one child’s"),
    (Permission.LOAD_VIEW, "loads", "Loads"),
    (Permission.ACCOUNTS_MANAGE, "accounts", "Accounts"),
    (Permission.CLIENTS_MANAGE, "clients", "Programs that use the API"),
    (Permission.RETENTION_APPLY, "retention", "What need not be kept any longer"),
    (Permission.JOBS_MANAGE, "nightly-work", "Nightly work"),
)
"""Pages where work waits: with which permission, under which name of an address, in which words."""


@permitted(EVERYBODY_SIGNED_IN)
def home(request: Asked) -> HttpResponse:
    """The roles that one has today, and over what; for the data protection officer, what waits."""
    grants = [
        {
            "role": ROLES[Role(grant.role)].label,
            "scope": scope_in_words(grant.scope),
            "until_on": grant.until_on,
        }
        for grant in standing_grants(request.account.pk, at=request.at)
    ]
    work = [
        {"page": page, "words": words}
        for permission, page, words in WORK
        if may(request.actor, permission, at=request.at)
    ]
    reminders = reminders_of(request.account.pk)
    searches = may(request.actor, Permission.AUDIT_SEARCH, at=request.at)
    return render(
        request,
        "web/home.html",
        {
            "grants": grants,
            "work": work,
            "reminders": reminders,
            "searches_audit": searches,
            "unreviewed": unreviewed_glass() if searches else 0,
        },
    )
