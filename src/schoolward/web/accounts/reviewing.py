"""The list of accounts that somebody has to look at: unused, without a role, or with one that should end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from schoolward.access.actions import still_needed
from schoolward.access.models import Account
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import accounts_to_review, schools_with_roles_on
from schoolward.people.selectors.choices import closed_by
from schoolward.web.permitting import Asked, permitted


@permitted(Permission.ACCOUNTS_MANAGE)
def review(request: Asked) -> HttpResponse:
    """The list; a click says that an account is still needed."""
    if request.method == "POST":
        told = request.POST.get("account", "")
        account = get_object_or_404(Account, pk=int(told) if told.isdecimal() else 0)
        still_needed(account=account, by=request.actor, at=request.at)
        messages.success(request, f"The account of {account.name} is still needed.")
        return redirect("accounts-review")
    on = day_of(request.at)
    closed = closed_by(on, schools=schools_with_roles_on(on))
    to_review = accounts_to_review(at=request.at, closed_schools=closed)
    return render(request, "web/accounts_review.html", {"to_review": to_review})
