"""The first page after signing in: who you are here, and what is yours to see."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolward.access.asking import may
from schoolward.access.permissions import Permission
from schoolward.access.reach import standing_grants
from schoolward.access.roles import ROLES, Role
from schoolward.people.selectors import scope_in_words
from schoolward.web.permitting import EVERYBODY_SIGNED_IN, Asked, permitted

WORK = ((Permission.ACCOUNTS_MANAGE, "accounts", "Look after accounts"),)
"""Pages where work waits: with which permission, under which name of an address, in which words."""


@permitted(EVERYBODY_SIGNED_IN)
def home(request: Asked) -> HttpResponse:
    """The roles that one has today, and over what."""
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
    return render(request, "web/home.html", {"grants": grants, "work": work})
