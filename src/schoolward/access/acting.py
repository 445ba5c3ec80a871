"""The frame of every action: one transaction, one permission, one event. Refused, it leaves that trace alone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from schoolward.access.asking import Refused, require, subject_of
from schoolward.access.keys import ScopeKey
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor, ActorKind
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record as record_event


class NothingRecorded(AssertionError):
    """An action ended without an event: a mistake of the program, and so nothing was changed."""


@dataclass
class Deed:
    """What an action tells of itself while it runs; written down as its last step."""

    told: list[tuple[EventKind, list[str], dict[str, Any]]] = field(default_factory=list)

    def record(self, kind: EventKind, *, about: Iterable[Model | str] = (), **detail: Any) -> None:
        """Puts an event on record when the action has succeeded."""
        subjects = [each if isinstance(each, str) else subject_of(each) for each in about]
        self.told.append((kind, subjects, detail))


@contextmanager
def acting(
    by: Actor,
    permission: Permission,
    *,
    at: datetime,
    record: Model | None = None,
    key: ScopeKey | None = None,
) -> Iterator[Deed]:
    """Runs an action's body: all of it and its event, or nothing. A refusal is put on record by itself."""
    deed = Deed()
    try:
        with transaction.atomic(durable=True):
            require(by, permission, at=at, record=record, key=key)
            yield deed
            _write_down(deed, by, at)
    except Refused as refusal:
        record_event(
            EventKind.REFUSED,
            by=by,
            at=at,
            about=[refusal.about] if refusal.about else [],
            detail={"permission": refusal.permission.value},
        )
        raise


@contextmanager
def noting(by: Actor) -> Iterator[None]:
    """Frames what the machine notes of its own progress, such as how far a load has come.

    It is no deed of anybody, so it leaves no event, and there would be thousands. It is for the system alone: a
    person's write through it is a mistake of the program.
    """
    if by.kind is not ActorKind.SYSTEM:
        raise NothingRecorded(
            "only the system notes its own progress; what people do is an action with an event"
        )
    with transaction.atomic(durable=True):
        yield


@contextmanager
def acting_on_oneself(by: Actor, *, at: datetime) -> Iterator[Deed]:
    """Runs an action upon what is the actor's own, for which nobody needs a permission: all of it, or nothing."""
    with transaction.atomic(durable=True):
        deed = Deed()
        yield deed
        _write_down(deed, by, at)


def _write_down(deed: Deed, by: Actor, at: datetime) -> None:
    if not deed.told:
        raise NothingRecorded("an action has to record what it did")
    for kind, subjects, detail in deed.told:
        record_event(kind, by=by, at=at, about=subjects, detail=detail)
