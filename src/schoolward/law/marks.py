"""What the rules look at in a register: sessions with their codes, whole days of them, and runs of school days."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from schoolward.register.calendars import SchoolCalendar

DAYS_KEPT = 4096
"""Days whose words are kept: a borough is spoken of in the days of a few years."""


class CodedSession(NamedTuple):
    """A session of one pupil at one school, and the code that the register has for it."""

    on: date
    half: str
    code: str

    @property
    def words(self) -> str:
        """As people read it: "6 Oct 2025 AM (O)"."""
        return f"{said(self.on)} {self.half} ({self.code})"


@dataclass(frozen=True, kw_only=True)
class ToldBefore:
    """The sessions as we knew them from a day on, until a later load corrected them."""

    told_on: date
    sessions: tuple[CodedSession, ...]


@dataclass(frozen=True, kw_only=True)
class Run:
    """School days that follow one another at that school, weekends and holidays passed over."""

    first_on: date
    last_on: date
    days: tuple[date, ...]

    @property
    def school_days(self) -> int:
        """How many."""
        return len(self.days)


def coded(marks: Iterable[CodedSession], codes: Collection[str], *, until: date) -> tuple[CodedSession, ...]:
    """The sessions with one of the codes, up to and including a day, in their order."""
    return tuple(sorted(mark for mark in marks if mark.code in codes and mark.on <= until))


def days_with(marks: Iterable[CodedSession], codes: Collection[str], *, until: date) -> tuple[date, ...]:
    """The days with at least one session so coded."""
    return tuple(sorted({mark.on for mark in marks if mark.code in codes and mark.on <= until}))


def whole_days(
    marks: Iterable[CodedSession], codes: Collection[str], calendar: SchoolCalendar, *, until: date
) -> tuple[date, ...]:
    """The school days of which every session that the school was open in is so coded."""
    held = Counter([mark.on for mark in marks if mark.code in codes and mark.on <= until])
    opened = calendar.sessions_by_day
    return tuple(sorted([on for on, count in held.items() if 0 < opened.get(on, 0) <= count]))


def runs(days: Sequence[date], calendar: SchoolCalendar) -> tuple[Run, ...]:
    """The days, in order, gathered where no other school day lies between them. Days that are no school day go."""
    gathered: list[list[date]] = []
    place_before: int | None = None
    for on in days:
        place = calendar.day_number(on)
        if place is None:
            continue
        if place_before is not None and place == place_before + 1:
            gathered[-1].append(on)
        else:
            gathered.append([on])
        place_before = place
    return tuple(Run(first_on=part[0], last_on=part[-1], days=tuple(part)) for part in gathered)


@lru_cache(maxsize=DAYS_KEPT)
def said(on: date) -> str:
    """A day as people write it, whatever the machine's language: 6 Oct 2025."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def many(count: int, noun: str) -> str:
    """The count with its noun: 1 session, 12 sessions."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(sessions: Sequence[CodedSession], most: int = 4) -> str:
    """The sessions in words, the first few of many."""
    shown = ", ".join(session.words for session in sessions[:most])
    more = len(sessions) - most
    return f"{shown} and {more} more" if more > 0 else shown
