"""Where one is signed in, and the way to sign out everywhere else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import end_sessions
from schoolward.access.selectors import sessions_of
from schoolward.web.permitting import EVERYBODY_SIGNED_IN, Asked, permitted


@permitted(EVERYBODY_SIGNED_IN)
def sessions(request: Asked) -> HttpResponse:
    """The sessions of one's own account; a click ends all but this one."""
    key = request.session.session_key or ""
    if request.method == "POST":
        ended = end_sessions(account=request.account, but=key, by=request.actor, at=request.at)
        messages.success(request, f"You are signed out everywhere else ({ended} ended).")
        return redirect("sessions")
    told = {"sessions": sessions_of(request.account, at=request.at), "current": key}
    return render(request, "web/sessions.html", told)


@permitted(EVERYBODY_SIGNED_IN)
def no_password(request: Asked) -> HttpResponse:
    """Told to those who sign in by the directory and look for a password to change."""
    return render(request, "web/no_password.html")
