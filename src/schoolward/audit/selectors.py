"""Reads the record of events for whoever may search it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject

HERE = ZoneInfo("Europe/London")


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for: whom or what it is about, who did it, what it was, between which days. Empty is any."""

    subjects: Sequence[str] = ()
    actor: str = ""
    kind: EventKind | None = None
    from_on: date | None = None
    last_on: date | None = None

    def __post_init__(self) -> None:
        if self.from_on and self.last_on and self.last_on < self.from_on:
            raise ValueError("the last day of a search is the same as or after its first")


def found(search: Search) -> QuerySet[Event]:
    """The events of a search, the newest first. Days are days in England."""
    events = Event.objects.order_by("-number")
    if search.subjects:
        events = events.filter(pk__in=Subject.objects.filter(subject__in=search.subjects).values("event_id"))
    if search.actor:
        events = events.filter(actor=search.actor)
    if search.kind:
        events = events.filter(kind=search.kind.value)
    if search.from_on:
        events = events.filter(at__gte=_start_of(search.from_on))
    if search.last_on:
        events = events.filter(at__lt=_start_of(search.last_on + timedelta(days=1)))
    return events


def subjects_of(events: Iterable[Event]) -> dict[int, list[str]]:
    """Whom or what each event is about, by the event's number."""
    told: dict[int, list[str]] = defaultdict(list)
    rows = Subject.objects.filter(event_id__in=[event.number for event in events]).order_by("subject")
    for number, subject in rows.values_list("event_id", "subject"):
        told[number].append(subject)
    return told


def looked_at_by(actor: str, *, subject: str, from_at: datetime, until_at: datetime) -> QuerySet[Event]:
    """What one actor did with one record between two instants, the first first."""
    numbers = Subject.objects.filter(subject=subject).values("event_id")
    return Event.objects.filter(pk__in=numbers, actor=actor, at__gte=from_at, at__lt=until_at).order_by(
        "number"
    )


def exports() -> QuerySet[Event]:
    """Every export, the newest first."""
    return found(Search(kind=EventKind.EXPORTED))


def _start_of(on: date) -> datetime:
    return datetime.combine(on, time(), HERE)
