"""What stands before every page: who asks, whether they may, and a record of what they were shown."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from schoolward.access.asking import Refused, may, subject_of, visible
from schoolward.access.models import Account
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record

Arguments = ParamSpec("Arguments")
Row = TypeVar("Row", bound=Model)

EVERYBODY_SIGNED_IN = "everybody who signs in"
"""Stands in the place of a permission for pages that show nothing but what is one's own."""


LARGEST_NUMBER = 10**18
"""Above it a database cannot even be asked for a record."""


class Asked(HttpRequest):
    """A request of somebody who signed in: who they are, and at what instant they asked."""

    account: Account
    actor: Actor
    at: datetime


View = Callable[Concatenate[Asked, Arguments], HttpResponseBase]


def permitted(permission: Permission | str) -> Callable[[View[Arguments]], Callable[..., HttpResponseBase]]:
    """Lets a view be reached only by those who hold the permission over something at all.

    Which rows they see within it the view asks for itself, by `shown`, or by `visible` and `listed`.
    """

    def frame(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def framed(
            request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            if isinstance(request.user, AnonymousUser):
                return redirect_to_login(request.get_full_path())
            if any(isinstance(told, int) and told > LARGEST_NUMBER for told in kwargs.values()):
                raise Http404
            asked = cast(Asked, request)
            asked.account = request.user
            asked.actor, asked.at = asked.account.actor, now()
            if isinstance(permission, Permission) and not may(asked.actor, permission, at=asked.at):
                _record_refusal(asked, permission, about="")
                raise Refused(permission)
            return view(asked, *args, **kwargs)

        framed.permission = permission  # type: ignore[attr-defined]
        return framed

    return frame


def shown(request: Asked, rows: QuerySet[Row], number: int, *, permission: Permission, page: str) -> Row:
    """The one row that the page is about, put on record as looked at.

    A row outside the asker's scope is answered like one that does not exist.
    """
    row = visible(rows, to=request.actor, at=request.at, permission=permission).filter(pk=number).first()
    if row is None:
        _record_refusal(request, permission, about=f"{rows.model._meta.model_name}:{number}")
        raise Http404
    record(
        EventKind.RECORD_VIEWED,
        by=request.actor,
        at=request.at,
        about=[subject_of(row)],
        detail={"page": page},
    )
    return row


def listed(request: Asked, rows: list[Row], *, page: str, **detail: Any) -> list[Row]:
    """Rows of named pupils that a page lists, put on record as looked at."""
    record(
        EventKind.RECORDS_LISTED,
        by=request.actor,
        at=request.at,
        about=[subject_of(row) for row in rows],
        detail={"page": page, **detail},
    )
    return rows


def _record_refusal(request: Asked, permission: Permission, *, about: str) -> None:
    record(
        EventKind.REFUSED,
        by=request.actor,
        at=request.at,
        about=[about] if about else [],
        detail={"permission": permission.value, "page": getattr(request.resolver_match, "view_name", "")},
    )
