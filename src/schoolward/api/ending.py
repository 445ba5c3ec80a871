"""How a call ends that cannot be answered: a problem for everything that can be expected to go wrong."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import Refused
from schoolward.api.calling import Caller, TooMany, refusal_of, require_within_limit
from schoolward.api.problems import Problem, mends, problem
from schoolward.audit.actor import Actor, system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record
from schoolward.law.local_policy import LocalPolicyFault
from schoolward.law.values import LawNotFound
from schoolward.measures.dimensions import UnknownDimension
from schoolward.measures.figures import BadQuestion
from schoolward.reports.figures import NothingKnown
from schoolward.store.home import NoHome
from schoolward.store.tables import StoreDamaged

REFUSED_TOKENS_A_MINUTE = 60
"""From one address. Beyond it they are turned away without a look into the database's record."""

NOT_READABLE = (
    "The authority's data cannot be read at present. Try again later, or ask whoever runs Schoolward."
)


def end_plainly(api: NinjaAPI) -> None:
    """Says for each kind of fault what is answered."""
    endings: dict[type[Exception], Callable[[HttpRequest, Exception], HttpResponse]] = {
        AuthenticationError: _without_token,
        TooMany: _too_many,
        Refused: _refused,
        Problem: _told,
        Http404: lambda request, fault: problem(404),
        ValidationError: lambda request, fault: problem(422, mends(fault.errors)),  # type: ignore[attr-defined]
        HttpError: lambda request, fault: problem(fault.status_code, str(fault)),  # type: ignore[attr-defined]
        CannotBeDone: lambda request, fault: problem(409, str(fault)),
        NothingKnown: lambda request, fault: problem(404, _sentence(str(fault))),
        BadQuestion: lambda request, fault: problem(422, _sentence(str(fault))),
        UnknownDimension: lambda request, fault: problem(404, _sentence(str(fault))),
        LawNotFound: lambda request, fault: problem(422, _sentence(str(fault))),
        RequestDataTooBig: lambda request, fault: problem(413, "Send less at once."),
        TooManyFilesSent: lambda request, fault: problem(413, "Send fewer files at once."),
        MultiPartParserError: _unreadable,
        UnreadablePostError: _unreadable,
        SuspiciousOperation: _unreadable,
        BadRequest: _unreadable,
        NoHome: lambda request, fault: problem(503, NOT_READABLE),
        StoreDamaged: lambda request, fault: problem(503, NOT_READABLE),
        LocalPolicyFault: lambda request, fault: problem(503, NOT_READABLE),
    }
    for kind, ending in endings.items():
        api.add_exception_handler(kind, ending)  # type: ignore[arg-type]  # it is called with a fault, not its class


def _without_token(request: HttpRequest, fault: Exception) -> HttpResponse:
    """One answer for a token that is forged, expired or revoked, and for none. The record alone says which."""
    at, shown = now(), refusal_of(request)
    try:
        require_within_limit(
            f"api-refused-{request.META.get('REMOTE_ADDR', '')}", at=at, most=REFUSED_TOKENS_A_MINUTE
        )
    except TooMany as many:
        return _too_many(request, many)
    by: Actor = system("api") if shown.token is None else shown.token.account.actor
    match = request.resolver_match
    record(
        EventKind.TOKEN_REFUSED,
        by=by,
        at=at,
        about=[] if shown.token is None else [f"apitoken:{shown.token.pk}"],
        detail={"why": str(shown.refused), "operation": match.view_name if match else ""},
    )
    return problem(401, headers={"WWW-Authenticate": 'Bearer realm="Schoolward"'})


def _too_many(request: HttpRequest, fault: Exception) -> HttpResponse:
    wait = fault.wait if isinstance(fault, TooMany) else 1
    return problem(429, f"Wait {wait} seconds, then call again.", headers={"Retry-After": str(wait)})


def _refused(request: HttpRequest, fault: Exception) -> HttpResponse:
    _note_refused(request, about=[fault.about] if isinstance(fault, Refused) and fault.about else [])
    return problem(403)


def _told(request: HttpRequest, fault: Exception) -> HttpResponse:
    assert isinstance(fault, Problem)
    if fault.status == 404:
        _note_refused(request, about=fault.about)
    return problem(fault.status, fault.detail)


def _note_refused(request: HttpRequest, *, about: list[str] | tuple[str, ...]) -> None:
    caller: Caller | None = getattr(request, "caller", None)
    if caller is not None:
        caller.kind = EventKind.REFUSED
        caller.about |= set(about)
        caller.asked["permission"] = str(caller.permission or "")


def _unreadable(request: HttpRequest, fault: Exception) -> HttpResponse:
    return problem(
        422, "The body cannot be read: send files as multipart/form-data, all of them, and try again."
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
