"""The frame around every call: whatever happens inside, one event tells of it, and a problem is told in one form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from schoolward.api.calling import Caller
from schoolward.api.problems import MEDIA_TYPE, problem
from schoolward.audit.recording import record

ROOT = "api/v1/"
"""Where the API stands among the server's addresses."""

KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiFrame:
    """Django's middleware for the addresses of the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, on record if a client is known; a problem in its one form even where Django found it."""
        answer = self.get_response(request)
        if not request.path_info.startswith(f"/{ROOT}"):
            return answer
        if answer.status_code >= 400 and answer.headers.get("Content-Type") != MEDIA_TYPE:
            kept = {name: answer[name] for name in KEPT_HEADERS if name in answer.headers}
            answer = problem(answer.status_code, headers=kept)
        answer.headers.setdefault("Cache-Control", "no-store")
        caller: Caller | None = getattr(request, "caller", None)
        if caller is not None:
            _put_on_record(request, caller, answer)
        return answer


def _put_on_record(request: HttpRequest, caller: Caller, answer: HttpResponseBase) -> None:
    match = request.resolver_match
    record(
        caller.kind,
        by=caller.actor,
        at=caller.at,
        about=caller.about,
        detail={
            "operation": match.view_name if match else "",
            "method": request.method,
            "status": answer.status_code,
            "token": caller.token,
            **caller.asked,
        },
    )
