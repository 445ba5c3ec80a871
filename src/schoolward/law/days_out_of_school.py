"""Counts the whole school days on which a child was out of school, over the summer where a run goes on across it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schoolward.law.days_that_count import is_running, left_out, of_compulsory_school_age, outside_calendar
from schoolward.law.marks import CodedSession, runs, said, whole_days
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import AcademicYear


@dataclass(frozen=True, kw_only=True)
class DaysOutOfSchool:
    """The whole days counted, in order. `looked_at_from` is the first day whose events belong to them.

    `runs_on_from`: the academic year in which an unbroken run began that makes them begin before their own. `unknown`:
    days with such marks that the calendar does not reach. `left_out` and `missing` say in words what was not counted
    and what is not known.
    """

    days: tuple[date, ...]
    looked_at_from: date
    runs_on_from: AcademicYear | None
    sessions_by_code: Mapping[str, int]
    unknown: tuple[date, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]


def days_out_of_school(
    marks: Sequence[CodedSession],
    codes: Sequence[str],
    calendar: SchoolCalendar,
    *,
    born_on: date | None,
    as_at: date,
) -> DaysOutOfSchool:
    """The whole days so coded of the academic year, and of a run that reaches into it unbroken.

    A run of the year before that nothing has ended yet, since no school day has come after it, is counted as well.
    """
    year_first_on = AcademicYear.of(as_at).first_on
    held = [mark for mark in marks if mark.code in codes and mark.on <= as_at]
    whole = whole_days(held, codes, calendar, until=as_at)
    of_age = of_compulsory_school_age(whole, born_on)
    first_on = year_first_on
    if of_age and of_age[0] < first_on:
        first_on = _first_day(of_age, marks, calendar, as_at=as_at)
    days = tuple([on for on in of_age if on >= first_on])
    outside = outside_calendar([mark.on for mark in held if mark.on >= year_first_on], calendar)
    return DaysOutOfSchool(
        days=days,
        looked_at_from=first_on,
        runs_on_from=AcademicYear.of(first_on) if first_on < year_first_on else None,
        sessions_by_code=dict(sorted(Counter([mark.code for mark in held if mark.on >= first_on]).items())),
        unknown=of_compulsory_school_age(outside, born_on),
        left_out=left_out(whole, of_age, first_on=first_on),
        missing=_not_known_before(days, held, calendar),
    )


def _first_day(
    days: Sequence[date], marks: Sequence[CodedSession], calendar: SchoolCalendar, *, as_at: date
) -> date:
    """The first day of the academic year, or the earlier one of a run that goes on across it."""
    year_first_on = AcademicYear.of(as_at).first_on
    run = [run for run in runs(days, calendar) if run.first_on < year_first_on][-1]
    if run.last_on >= year_first_on or is_running(run, marks, calendar, as_at=as_at):
        return run.first_on
    return year_first_on


def _not_known_before(
    days: Sequence[date], held: Sequence[CodedSession], calendar: SchoolCalendar
) -> tuple[str, ...]:
    """What is not known where the days begin with the calendar's first school day, and such marks stand before it."""
    if days and calendar.day_number(days[0]) == 0 and any(mark.on < days[0] for mark in held):
        return (f"the school's calendar before {said(days[0])}, when there are marks with the same codes",)
    return ()
