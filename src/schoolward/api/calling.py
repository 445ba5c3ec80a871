"""What stands before every operation: whose token it is, whether it is within its limits, and what it may do."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from schoolward.access.actions.clients import note_use
from schoolward.access.asking import Refused
from schoolward.access.permissions import Permission
from schoolward.access.reach import Reach, reach_of
from schoolward.access.tokens import Presented, WhyRefused, present
from schoolward.api.problems import Problem
from schoolward.audit.actor import Actor, system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind

LARGEST_BODY = 64 << 20
"""Bytes. A large school's marks of a whole year are a tenth of it."""

SECONDS_OF_A_LIMIT = 60


@dataclass(kw_only=True)
class Caller:
    """Who calls, at what instant, and what is to be put on record of it."""

    actor: Actor
    token: int
    at: datetime
    permission: Permission | None
    kind: EventKind = EventKind.API_CALLED
    about: set[str] = field(default_factory=set)
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def reach(self) -> Reach:
        """Over what the operation's permission reaches."""
        assert self.permission is not None, "an operation without a permission has no reach"
        return reach_of(self.actor, self.permission, at=self.at)


THE_API = system("api")
"""Who notes what is nobody's deed: that a token was used, that a sending was seen before."""


class Called(HttpRequest):
    """A call of a known client."""

    caller: Caller


class TooMany(Exception):
    """More calls within a minute than are allowed; `wait` are seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__()
        self.wait = wait


class Token(HttpBearer):
    """Asks for a token in the header Authorization, and for a permission; None where any token will do."""

    openapi_description = "A token that the authority issued, sent as `Authorization: Bearer TOKEN`."

    def __init__(self, permission: Permission | None) -> None:
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller; None for a token that cannot be used. Raises Refused, TooMany, or Problem for a huge body."""
        at = now()
        shown = present(token, at=at)
        if shown.token is None or shown.actor is None or shown.refused is not None:
            note_refusal(request, shown)
            return None
        caller = Caller(actor=shown.actor, token=shown.token.pk, at=at, permission=self.permission)
        request.caller = caller  # type: ignore[attr-defined]
        require_within_limit(f"api-calls-{shown.token.pk}", at=at, most=settings.API_CALLS_A_MINUTE)
        note_use(token=shown.token, by=THE_API, at=at)
        if self.permission is not None and caller.reach.is_empty:
            raise Refused(self.permission)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            raise Problem(
                413, f"Send at most {LARGEST_BODY >> 20} MB at once; send the files in parts, or zipped."
            )
        return caller


def note_refusal(request: HttpRequest, shown: Presented) -> None:
    """Keeps with the request why its token is refused, for the record."""
    request.token_refused = shown  # type: ignore[attr-defined]


def refusal_of(request: HttpRequest) -> Presented:
    """Why the token of a request was refused; as if unknown where none was sent."""
    return getattr(request, "token_refused", Presented(token=None, refused=WhyRefused.UNKNOWN))


def require_within_limit(name: str, *, at: datetime, most: int) -> None:
    """Counts a call in the minute of the clock, over all processes of the server; TooMany for one too many."""
    minute, second = divmod(int(at.timestamp()), SECONDS_OF_A_LIMIT)
    key = f"{name}-{minute}"
    cache.add(key, 0, timeout=2 * SECONDS_OF_A_LIMIT)
    try:
        calls = cache.incr(key)
    except ValueError:
        # The entry went between the two steps, as it does when the cache is emptied.
        return
    if calls > most:
        raise TooMany(SECONDS_OF_A_LIMIT - second)
