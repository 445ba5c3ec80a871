"""The one writer of events."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from schoolward.audit.actor import Actor
from schoolward.audit.chain import FIRST_SEAL, digest_of, seal_of
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Head, Subject


def record(
    kind: EventKind,
    *,
    by: Actor,
    at: datetime,
    about: Iterable[str] = (),
    detail: dict[str, Any] | None = None,
) -> Event:
    """Adds an event at the end of the chain, in the transaction of the action that it tells of.

    It locks the chain's end until that transaction ends: let it be the last thing that an action does.
    `detail` is what JSON can hold, and says nothing of a pupil that the subjects do not lead to.
    """
    subjects = sorted(set(about))
    told = detail or {}
    with transaction.atomic(savepoint=False):
        head = Head.objects.select_for_update().filter(pk=1).first() or _first_head()
        salt = secrets.token_hex(16)
        digest = digest_of(told, salt=salt)
        number = head.number + 1
        seal = seal_of(
            key=settings.AUDIT_KEY,
            previous=head.seal,
            number=number,
            at=at,
            kind=kind.value,
            actor=str(by),
            actor_name=by.name,
            subjects=subjects,
            detail_digest=digest,
        )
        event = Event.objects.create(
            number=number, at=at, kind=kind.value, actor=str(by), actor_name=by.name,
            detail=told, salt=salt, detail_digest=digest, seal=seal,
        )  # fmt: skip
        Subject.objects.bulk_create(Subject(event=event, subject=subject) for subject in subjects)
        Head.objects.filter(pk=1).update(number=number, seal=seal)
    return event


def _first_head() -> Head:
    """The end of an empty chain. Of two writers who both find none, one waits for the other here."""
    Head.objects.bulk_create([Head(number=0, seal=FIRST_SEAL)], ignore_conflicts=True)
    return Head.objects.select_for_update().get(pk=1)
