"""Where one is signed in, and the way to sign out everywhere else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import end_sessions
from schoolward.access.selectors import sessions_of
from schoolward.web.permitting import EVERYBODY_SIGNED_IN, Asked, permitted

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)
"""By what browsers say of themselves, in the order in which to look: some name the others too."""


def browser_in_words(user_agent: str) -> str:
    """What somebody recognises of their browser, such as Edge on Windows."""
    browser = next((words for sign, words in BROWSERS if sign in user_agent), "Another program")
    system = next((words for sign, words in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


@permitted(EVERYBODY_SIGNED_IN)
def sessions(request: Asked) -> HttpResponse:
    """The sessions of one's own account; a click ends all but this one."""
    key = request.session.session_key or ""
    if request.method == "POST":
        ended = end_sessions(account=request.account, but=key, by=request.actor, at=request.at)
        messages.success(request, f"You are signed out everywhere else ({ended} ended).")
        return redirect("sessions")
    rows = list(sessions_of(request.account, at=request.at))
    for row in rows:
        row.browser = browser_in_words(row.user_agent)
    told = {"sessions": rows, "current": key}
    return render(request, "web/sessions.html", told)


@permitted(EVERYBODY_SIGNED_IN)
def no_password(request: Asked) -> HttpResponse:
    """Told to those who sign in by the directory and look for a password to change."""
    return render(request, "web/no_password.html")
