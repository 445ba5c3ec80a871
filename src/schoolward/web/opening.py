"""The first page after signing in: who you are here, and what is yours to see."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolward.access.asking import may
from schoolward.access.glass import unreviewed_glass
from schoolward.access.permissions import Permission
from schoolward.access.reach import standing_grants
from schoolward.access.roles import ROLES, Role
from schoolward.people.selectors import scope_in_words
from schoolward.web.permitting import EVERYBODY_SIGNED_IN, Asked, permitted


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
    searches = may(request.actor, Permission.AUDIT_SEARCH, at=request.at)
    return render(
        request,
        "web/home.html",
        {"grants": grants, "searches_audit": searches, "unreviewed": unreviewed_glass() if searches else 0},
    )
