"""Which days a rule may count, and whether a run of them goes on: what age and calendar allow it to say."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from schoolward.law.marks import CodedSession, Run
from schoolward.register.age import compulsory_school_age_ends_on, compulsory_school_age_starts_on
from schoolward.register.calendars import SchoolCalendar

DATE_OF_BIRTH = "the date of birth; the pupil was taken to be of compulsory school age"
CALENDAR = "the school's calendar for the days of these marks"


@cache
def first_and_last_day_of_age(born_on: date) -> tuple[date, date]:
    """The first and the last day of compulsory school age for that date of birth."""
    return compulsory_school_age_starts_on(born_on), compulsory_school_age_ends_on(born_on)


def of_compulsory_school_age(days: Iterable[date], born_on: date | None) -> tuple[date, ...]:
    """The days on which the child is of compulsory school age; all of them where no date of birth is known."""
    every = tuple(days)
    if born_on is None or not every:
        return every
    first_on, last_on = first_and_last_day_of_age(born_on)
    if first_on <= min(every) and max(every) <= last_on:
        return every
    return tuple(on for on in every if first_on <= on <= last_on)


def left_out(days: Sequence[date], counted: Sequence[date], *, first_on: date) -> tuple[str, ...]:
    """The sentence that says that days since `first_on` were left out for the pupil's age, if any were."""
    if len(days) == len(counted) or not any(on >= first_on for on in set(days) - set(counted)):
        return ()
    return ("Days on which the pupil is not of compulsory school age are not counted.",)


def is_known_not_of_age(born_on: date | None, on: date) -> bool:
    """Whether the date of birth shows that the child is not of compulsory school age on the day."""
    return born_on is not None and not of_compulsory_school_age((on,), born_on)


def outside_calendar(days: Iterable[date], calendar: SchoolCalendar) -> tuple[date, ...]:
    """The days before the first open session of the calendar or after its last, of which it says nothing."""
    every = tuple(days)
    if not calendar.sessions or not every:
        return every
    first_on, last_on = calendar.sessions[0].on, calendar.sessions[-1].on
    if first_on <= min(every) and max(every) <= last_on:
        return ()
    return tuple(on for on in every if not first_on <= on <= last_on)


def is_running(run: Run, marks: Iterable[CodedSession], calendar: SchoolCalendar, *, as_at: date) -> bool:
    """Whether the run goes on at the day: it reaches the last school day, or the one before an unmarked day.

    The register of the day itself is often not sent yet, so that a day without any mark of the pupil ends no run.
    """
    school_days: Sequence[date] = calendar.open_days(run.last_on, as_at)
    if len(school_days) == 1:
        return True
    return len(school_days) == 2 and school_days[1] == as_at and not any(mark.on == as_at for mark in marks)
