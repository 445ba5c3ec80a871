"""The page of the nightly work."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolward.access.permissions import Permission
from schoolward.jobs.selectors import last_nights
from schoolward.web.permitting import Asked, permitted


@permitted(Permission.JOBS_MANAGE)
def nightly_work(request: Asked) -> HttpResponse:
    """What was done on the last nights, and what was not."""
    return render(request, "web/nightly_work.html", {"jobs": last_nights()})
