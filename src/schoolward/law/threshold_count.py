"""Counts what the threshold for a penalty notice is judged by: now, at best, and as it was known before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from schoolward.law.days_that_count import outside_calendar
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.law.periods import months_after
from schoolward.law.threshold_sessions import Conditions, SortedOut
from schoolward.law.window import Crossing, SessionsInWindows, sessions_in_windows
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.sessions import Session, SessionHalf


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The law's numbers for one child at one school on one day. `months`: in which proceedings can begin."""

    calendar: SchoolCalendar
    as_at: date
    conditions: Conditions
    needed: int
    school_weeks: int
    months: int

    def windows(self, sessions: Iterable[CodedSession]) -> SessionsInWindows:
        """The sessions by school week."""
        return sessions_in_windows(
            sessions, self.calendar, school_weeks=self.school_weeks, threshold=self.needed
        )

    def in_time_until(self, crossing: Crossing) -> date:
        """The last day on which proceedings for the last session of the stretch can begin."""
        return months_after(crossing.last_on, self.months)

    def notice_useful_until(self, crossing: Crossing, *, payment_days: int) -> date:
        """The last day on which a notice can be received so that proceedings can follow when it is not paid.

        They begin at the earliest on the day after the days to pay, of which the day of receipt is the first.
        """
        return self.in_time_until(crossing) - timedelta(days=payment_days)

    def is_in_time(self, session: CodedSession) -> bool:
        """Whether proceedings for that absence alone can still begin."""
        return months_after(session.on, self.months) >= self.as_at

    def in_time(self, windows: SessionsInWindows) -> tuple[Crossing, ...]:
        """The stretches for which proceedings can still begin, in their order."""
        return tuple(c for c in windows.crossings if self.in_time_until(c) >= self.as_at)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was found. `window_from` is the Monday of the window that ends at the day; null without a calendar."""

    told: tuple[CodedSession, ...]
    own: SortedOut
    others: list[CodedSession]
    others_count: bool
    windows: SessionsInWindows
    window_from: date | None
    school_weeks: int
    in_window: int


class KnownBefore(NamedTuple):
    """An earlier state of knowledge by which it was met. `corrected_on`: when the next one came, if that is known."""

    told_on: date
    crossing: Crossing
    corrected_on: date | None


def count(
    terms: Terms, told: tuple[CodedSession, ...], elsewhere: Iterable[CodedSession], *, others_count: bool
) -> Counted:
    """What counts by what is told now, with the sessions at other schools if they count."""
    own = terms.conditions.sorted_out(told)
    others = terms.conditions.sorted_out(elsewhere).counting
    windows = terms.windows([*own.counting, *others] if others_count else own.counting)
    mondays = terms.calendar.school_weeks_ending(terms.as_at, terms.school_weeks)
    return Counted(
        told=told,
        own=own,
        others=others,
        others_count=others_count,
        windows=windows,
        window_from=mondays[0] if mondays else None,
        school_weeks=len(mondays),
        in_window=windows.since(mondays[0]) if mondays else 0,
    )


def across_schools(terms: Terms, counted: Counted) -> Crossing | None:
    """The latest stretch in time, if the sessions at other schools are counted on this school's weeks."""
    found = terms.in_time(terms.windows([*counted.own.counting, *counted.others]))
    return found[-1] if found else None


def without_calendar(terms: Terms, counted: Counted) -> tuple[CodedSession, ...]:
    """Sessions on days of which the calendar says nothing, if with them the threshold could be met.

    It could if it is met where the school is taken to have been open in just those sessions: the more school
    weeks there are between them, the fewer of them fall into one window.
    """
    passed_over = counted.windows.in_no_school_week
    if not passed_over or len(counted.windows.counted) + len(passed_over) < terms.needed:
        return ()
    days = set(outside_calendar((session.on for session in passed_over), terms.calendar))
    unknown = tuple(session for session in passed_over if session.on in days)
    opened = {Session(session.on, SessionHalf(session.half)) for session in unknown}
    at_best = sessions_in_windows(
        [*counted.windows.counted, *unknown],
        SchoolCalendar(tuple(sorted(opened | set(terms.calendar.sessions)))),
        school_weeks=terms.school_weeks,
        threshold=terms.needed,
    )
    return unknown if terms.in_time(at_best) else ()


def met_before(terms: Terms, counted: Counted, told_before: Sequence[ToldBefore]) -> KnownBefore | None:
    """The latest earlier state of knowledge by which it was met, judged by today's calendar, age and notices.

    Only the sessions differ, so that whatever undid it is a correction of the register.
    """
    corrected_on = None
    known = sorted((t for t in told_before if t.told_on <= terms.as_at), key=lambda told: told.told_on)
    for before in reversed(known):
        sessions = terms.conditions.sorted_out(before.sessions).counting
        found = terms.in_time(
            terms.windows([*sessions, *counted.others] if counted.others_count else sessions)
        )
        if found:
            return KnownBefore(before.told_on, found[-1], corrected_on)
        corrected_on = before.told_on
    return None


def corrected(terms: Terms, counted: Counted, crossing: Crossing) -> tuple[CodedSession, ...]:
    """The sessions of the stretch, as known before, that do not count by what is told now.

    Marks need not reach further back than the window of the first day that is still in time: what lies before
    that is not said to be corrected. At least one session is, since a window of a session in time lies within.
    """
    oldest_in_time = months_after(terms.as_at, -terms.months)
    reach = terms.calendar.school_weeks_ending(oldest_in_time, terms.school_weeks)
    standing = {(session.on, session.half) for session in counted.windows.counted}
    return tuple(
        session
        for session in crossing.sessions
        if (session.on, session.half) not in standing and (not reach or session.on >= reach[0])
    )
