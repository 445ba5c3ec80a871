"""Finds when a pupil's sessions come to a threshold within so many consecutive school weeks of that school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from schoolward.law.marks import CodedSession
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import week_monday

_TO_SUNDAY = timedelta(days=6)


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A stretch in which the threshold is met: it lasts for as long as each further session still finds it met.

    `sessions` begins with the window that met it and goes on to the last session of the stretch. `window_from` is
    the Monday of the first school week of that window, `window_until` the Sunday of its last.
    """

    threshold: int
    sessions: tuple[CodedSession, ...]
    window_from: date
    window_until: date
    school_weeks: int
    """Of the window: fewer than asked for only where the calendar does not reach back so far."""

    @property
    def met_by(self) -> tuple[CodedSession, ...]:
        """The sessions with which it was met, as many as the threshold asks for."""
        return self.sessions[: self.threshold]

    @property
    def met_on(self) -> date:
        """The day of the session with which it was met."""
        return self.sessions[self.threshold - 1].on

    @property
    def last_on(self) -> date:
        """The day of the last session that still found it met."""
        return self.sessions[-1].on


@dataclass(frozen=True, kw_only=True)
class SessionsInWindows:
    """The sessions by school week, in order and each once, and the stretches in which the threshold is met."""

    counted: tuple[CodedSession, ...]
    crossings: tuple[Crossing, ...]
    in_no_school_week: tuple[CodedSession, ...]
    """Sessions in a week in which the calendar has the school closed throughout, or of which it says nothing."""

    def since(self, on: date) -> int:
        """How many of the counted sessions lie on the day or after it."""
        return sum(session.on >= on for session in self.counted)


def sessions_in_windows(
    sessions: Iterable[CodedSession], calendar: SchoolCalendar, *, school_weeks: int, threshold: int
) -> SessionsInWindows:
    """Counts for each session those in the `school_weeks` school weeks that end with its own, up to itself.

    The threshold is met at a session whose count comes to it. The order given does not matter, and a session
    given twice counts once. One pass over the sessions, with two places that only move forward.
    """
    counted: list[CodedSession] = []
    weeks: list[int] = []
    passed_over: list[CodedSession] = []
    on, half, week = date.min, "", None
    for session in sorted(sessions):
        if session.on != on:
            on, week = session.on, calendar.week_number(session.on)
        elif session.half == half:
            continue
        half = session.half
        if week is None:
            passed_over.append(session)
        else:
            counted.append(session)
            weeks.append(week)
    return SessionsInWindows(
        counted=tuple(counted),
        crossings=tuple(
            _crossing(counted[first : last + 1], calendar, school_weeks, threshold)
            for first, last in _stretches(weeks, school_weeks, threshold)
        ),
        in_no_school_week=tuple(passed_over),
    )


def _stretches(weeks: list[int], school_weeks: int, threshold: int) -> list[list[int]]:
    """First and last place of each stretch; the first is that of the earliest session in its first window."""
    found: list[list[int]] = []
    first, is_met = 0, False
    for place, week in enumerate(weeks):
        while weeks[first] <= week - school_weeks:
            first += 1
        was_met, is_met = is_met, place - first + 1 >= threshold
        if is_met and was_met:
            found[-1][1] = place
        elif is_met:
            found.append([first, place])
    return found


def _crossing(
    sessions: list[CodedSession], calendar: SchoolCalendar, school_weeks: int, threshold: int
) -> Crossing:
    met_on = sessions[threshold - 1].on
    mondays = calendar.school_weeks_ending(met_on, school_weeks)
    return Crossing(
        threshold=threshold,
        sessions=tuple(sessions),
        window_from=mondays[0],
        window_until=week_monday(met_on) + _TO_SUNDAY,
        school_weeks=len(mondays),
    )
