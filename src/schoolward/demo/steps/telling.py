"""Dates and numbers the matters, so that each event can be told from the day on which it could be known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from schoolward.demo.dates import FIRST_LOAD_ON
from schoolward.demo.steps.matter import FIXED, PREFIXES, Day, Matter, SchoolDay


class DatedEvent(NamedTuple):
    """An event with its day, and the day from which it can be told."""

    name: str
    on: date
    detail: str
    told_on: date


@dataclass(frozen=True, kw_only=True)
class DatedMatter:
    """A matter of one child, its events in the order in which they are read; `reference` is "" until it is numbered."""

    upn: str
    urn: int
    kind: str
    parent: str
    events: tuple[DatedEvent, ...]
    reference: str = ""

    @property
    def first_told_on(self) -> date:
        """The day from which anything of it can be told."""
        return min(event.told_on for event in self.events)


def dated(
    matter: Matter, *, upn: str, urn: int, last_on: date, school_days: Sequence[date] = ()
) -> DatedMatter:
    """The matter of this child with days for days counted back from `last_on`, or in its school's days up to then.

    What an event says ahead or of the past (when a timetable ends, from when an offence ran) is told with the first
    thing that happened in the matter; all else on its own day, but not before that.
    """
    day_of = _Days(last_on, school_days)
    happened = [day_of(event.on) for event in matter.events if event.name not in FIXED]
    first = min(happened) if happened else min(day_of(event.on) for event in matter.events)
    events = []
    for event in matter.events:
        on = day_of(event.on)
        told_on = on if event.told is None else day_of(event.told)
        fixed = event.name in FIXED and event.told is None
        events.append(DatedEvent(event.name, on, event.detail, first if fixed else max(told_on, first)))
    return DatedMatter(upn=upn, urn=urn, kind=matter.kind, parent=matter.parent, events=tuple(events))


def numbered(matters: Iterable[DatedMatter]) -> list[DatedMatter]:
    """The matters by kind and the day from which they can be told, each with a reference of its kind and year."""
    counts: Counter[str] = Counter()
    told = []
    for matter in sorted(matters, key=lambda m: (m.kind, m.first_told_on, m.upn, m.parent, m.events)):
        prefix = f"{PREFIXES[matter.kind]}-{matter.first_told_on.year}"
        counts[prefix] += 1
        told.append(replace(matter, reference=f"{prefix}-{counts[prefix]:04d}"))
    return told


class _Days(NamedTuple):
    last_on: date
    school_days: Sequence[date]

    def __call__(self, day: Day) -> date:
        if isinstance(day, SchoolDay):
            return self.school_days[-1 - day.ago] if day.ago < len(self.school_days) else FIRST_LOAD_ON
        return day if isinstance(day, date) else self.last_on - timedelta(days=day)
