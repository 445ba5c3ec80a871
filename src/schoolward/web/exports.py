"""The register of exports: every file of data that left the house, by whose hand and for what."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from schoolward.access.permissions import Permission
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record
from schoolward.audit.selectors import exports as every_export
from schoolward.web.permitting import Asked, permitted

ROWS_A_PAGE = 50


@permitted(Permission.AUDIT_SEARCH)
def exports(request: Asked) -> HttpResponse:
    """Every export, the newest first. It names no pupil: how many each file held is what it tells."""
    page = Paginator(every_export(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    record(EventKind.AUDIT_SEARCHED, by=request.actor, at=request.at, detail={"page": "exports"})
    return render(request, "web/exports.html", {"page": page})
