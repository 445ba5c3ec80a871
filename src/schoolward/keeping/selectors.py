"""Reads this room's rows and what the record says of it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.keeping.models import LegalHold
from schoolward.people.selectors import same_child


def standing_holds(at: datetime) -> QuerySet[LegalHold]:
    """The holds that have not ended by an instant. One that was placed later holds as well: nothing may go any more."""
    return LegalHold.objects.filter(Q(until_at=None) | Q(until_at__gt=at))


def held_pupils(at: datetime) -> frozenset[int]:
    """The records of pupils of which nothing may go, those merged with them included."""
    return frozenset(same_child(standing_holds(at).values_list("pupil_id", flat=True)))


def unfinished_scrub() -> Event | None:
    """The last scrub of the database after which the registers were not scrubbed; None if none waits."""
    kinds = (EventKind.RETENTION_APPLIED.value, EventKind.RETENTION_FINISHED.value)
    last = Event.objects.filter(kind__in=kinds).order_by("-number").first()
    return last if last is not None and last.kind == EventKind.RETENTION_APPLIED.value else None
