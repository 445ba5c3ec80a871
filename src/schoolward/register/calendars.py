"""Knows on which sessions a school is open: what clocks, school weeks and expected marks are counted by."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from schoolward.register.sessions import Session, SessionHalf
from schoolward.register.years import week_monday

_SATURDAY = 5


class SpanKind(StrEnum):
    """What a span of days says of a school. Bank holidays are not implied: they are given as holidays."""

    TERM = "term"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    INSET = "inset"
    OPEN = "open"


_CLOSING = frozenset({SpanKind.HOLIDAY, SpanKind.CLOSURE, SpanKind.INSET})


@dataclass(frozen=True, kw_only=True)
class CalendarSpan:
    """Days from the first to the last, both included. `session` null: the whole day."""

    kind: SpanKind
    first_on: date
    last_on: date
    session: SessionHalf | None = None
    name: str = ""

    def __post_init__(self) -> None:
        SpanKind(self.kind)
        if self.session is not None:
            SessionHalf(self.session)
        if self.last_on < self.first_on:
            raise ValueError(f"the {self.kind} span from {self.first_on} ends before that, on {self.last_on}")

    def sessions(self) -> Iterator[Session]:
        """Every session in the span, weekends included."""
        halves = tuple(SessionHalf) if self.session is None else (SessionHalf(self.session),)
        for number in range((self.last_on - self.first_on).days + 1):
            on = self.first_on + timedelta(days=number)
            yield from (Session(on, half) for half in halves)


@dataclass(frozen=True)
class SchoolCalendar:
    """The open sessions of one school, in order and each once."""

    sessions: tuple[Session, ...]

    def __post_init__(self) -> None:
        if any(later <= earlier for earlier, later in pairwise(self.sessions)):
            raise ValueError("the open sessions of a calendar are in order and each stands once")

    @classmethod
    def from_spans(cls, spans: Iterable[CalendarSpan]) -> "SchoolCalendar":
        """Weekdays in term, less holidays, closures and training days, plus what is said to be open.

        An `open` span stands over all others, so that a school can open in the authority's holiday or on a
        Saturday. Spans of one kind may overlap.
        """
        in_term: set[Session] = set()
        closed: set[Session] = set()
        opened: set[Session] = set()
        for span in spans:
            if span.kind == SpanKind.TERM:
                in_term.update(session for session in span.sessions() if session.on.weekday() < _SATURDAY)
            elif span.kind in _CLOSING:
                closed.update(span.sessions())
            else:
                opened.update(span.sessions())
        return cls(tuple(sorted(in_term - closed | opened)))

    @cached_property
    def _session_set(self) -> frozenset[Session]:
        return frozenset(self.sessions)

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(dict.fromkeys(session.on for session in self.sessions))

    @cached_property
    def _weeks(self) -> tuple[date, ...]:
        return tuple(dict.fromkeys(week_monday(on) for on in self._days))

    @cached_property
    def sessions_by_day(self) -> Mapping[date, int]:
        """How many sessions the school is open in on each school day: 1 or 2."""
        return Counter(session.on for session in self.sessions)

    @cached_property
    def _day_numbers(self) -> dict[date, int]:
        return {on: number for number, on in enumerate(self._days)}

    @cached_property
    def _week_numbers(self) -> dict[date, int]:
        return {monday: number for number, monday in enumerate(self._weeks)}

    def is_open(self, session: Session) -> bool:
        """Whether the school is open to pupils in the session."""
        return session in self._session_set

    def day_number(self, on: date) -> int | None:
        """The day's place among the school days, from 0; None if it is no school day."""
        return self._day_numbers.get(on)

    def week_number(self, on: date) -> int | None:
        """The place of the day's week among the school weeks, from 0; None if its week is no school week."""
        return self._week_numbers.get(week_monday(on))

    def open_sessions(self, first: date, last: date) -> tuple[Session, ...]:
        """The open sessions from the first day to the last, both included."""
        earliest = bisect_left(self.sessions, Session(first, SessionHalf.AM))
        return self.sessions[earliest : bisect_right(self.sessions, Session(last, SessionHalf.PM))]

    def open_days(self, first: date, last: date) -> tuple[date, ...]:
        """The days with an open session, be it only one, from the first to the last, both included."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def school_weeks(self, first: date, last: date) -> tuple[date, ...]:
        """The Mondays of the ISO weeks that have an open session on a day from the first to the last."""
        return tuple(dict.fromkeys(week_monday(on) for on in self.open_days(first, last)))

    def school_weeks_ending(self, on: date, count: int) -> tuple[date, ...]:
        """The Mondays of the last `count` school weeks up to the week that holds the day, the earliest first.

        A week is a school week if it has an open session at all, be it after the day. Weeks without one are
        passed over. Fewer are given where the calendar does not reach back so far.
        """
        if count < 1:
            raise ValueError(f"cannot count {count} school weeks")
        end = bisect_right(self._weeks, week_monday(on))
        return self._weeks[max(0, end - count) : end]

    def school_day_after(self, on: date, count: int) -> date | None:
        """The count-th open day after the day, open itself or not; None past the calendar's end."""
        if count < 1:
            raise ValueError(f"cannot count {count} school days")
        place = bisect_right(self._days, on) + count - 1
        return self._days[place] if place < len(self._days) else None
