"""Decides whether the improvement period of a notice is as long as it may be, in weeks or in school weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from schoolward.law.book import Reading
from schoolward.law.marks import many, said
from schoolward.law.notices import chosen
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import week_monday

WEEKS = "weeks"
SCHOOL_WEEKS = "school weeks"

_DAYS_OF_A_WEEK = 7
_FRIDAY = 5


@dataclass(frozen=True, kw_only=True)
class ImprovementLength:
    """How long a period is. `days_in_school_weeks` is null where the school's calendar does not tell."""

    days: int
    days_in_school_weeks: int | None
    is_allowed: bool | None
    """Null where the school's calendar would have to be known."""
    reasons: tuple[str, ...]
    """What is wrong with it, be it in one kind of weeks only; none if nothing is."""
    missing: tuple[str, ...]


def improvement_length(
    reading: Reading, calendar: SchoolCalendar, *, starts_on: date, ends_on: date
) -> ImprovementLength:
    """The length by the weeks that the authority's policy names. Where it names none, either kind of weeks will do.

    It is as long as its days from the first to the last, both included, against so many times seven; one that ends
    with a Friday is not too short for want of the weekend (our reading). In school weeks, the days of weeks without a
    school session are passed over. Which weeks the guidance means was not read, and authorities count both ways.
    """
    unit = chosen(reading, "notice_to_improve_counted_in", among=(WEEKS, SCHOOL_WEEKS))
    is_settled = reading.value("notice_to_improve_counted_in").is_own_policy
    bounds = _Bounds(
        reading.number("notice_to_improve_shortest_weeks"), reading.number("notice_to_improve_longest_weeks")
    )
    days = (ends_on - starts_on).days + 1
    in_school_weeks = _days_in_school_weeks(calendar, starts_on, ends_on)
    weekend = _weekend_after(ends_on)
    faults = {
        WEEKS: bounds.fault(_Days(days, days), weekend=weekend, unit=WEEKS),
        SCHOOL_WEEKS: bounds.fault(in_school_weeks, weekend=weekend, unit=SCHOOL_WEEKS),
    }
    counted = in_school_weeks.least if in_school_weeks.least == in_school_weeks.most else None
    only_weeks_count = is_settled and unit == WEEKS
    of_them = "" if counted in (None, days) or only_weeks_count else f", {counted} of them in school weeks"
    length = (
        f"The improvement period from {said(starts_on)} to {said(ends_on)} has {many(days, 'day')}, the first and the "
        f"last included{of_them}."
    )
    allowed, reasons, missing = _judged(faults, unit, bounds, is_settled=is_settled)
    return ImprovementLength(
        days=days,
        days_in_school_weeks=counted,
        is_allowed=allowed,
        reasons=(length, *reasons) if reasons else (),
        missing=missing,
    )


class _Days(NamedTuple):
    """How many days count: at least those of weeks that the calendar tells of, at most with all others."""

    least: int
    most: int


class _Bounds(NamedTuple):
    """The fewest and the most weeks that a period may have."""

    shortest: int
    longest: int

    def fault(self, days: _Days, *, weekend: int, unit: str) -> str | None:
        """What is wrong with so many days, in words; empty if nothing is, None if that cannot be told."""
        if days.most + weekend < self.shortest * _DAYS_OF_A_WEEK:
            return f"less than {self.shortest} {unit}"
        if days.least > self.longest * _DAYS_OF_A_WEEK:
            return f"more than {self.longest} {unit}"
        is_sure = (
            days.least + weekend >= self.shortest * _DAYS_OF_A_WEEK
            and days.most <= self.longest * _DAYS_OF_A_WEEK
        )
        return "" if is_sure else None


def _judged(
    faults: Mapping[str, str | None], unit: str, bounds: _Bounds, *, is_settled: bool
) -> tuple[bool | None, tuple[str, ...], tuple[str, ...]]:
    """Whether the length is allowed, what is to be said of it, and what is missing."""
    other_unit = SCHOOL_WEEKS if unit == WEEKS else WEEKS
    fault, other = faults[unit], faults[other_unit]
    and_it_may_be = (
        f"and it may be {bounds.shortest} to {bounds.longest}: look at whether the notice can be relied on."
    )
    calendar = (
        f"the school's calendar, since the period {'is' if is_settled else 'may be'} counted in school weeks"
    )
    if fault == "":
        return True, (), ()
    if is_settled:
        return (
            (None, (), (calendar,)) if fault is None else (False, (f"That is {fault}, {and_it_may_be}",), ())
        )
    if fault and other:
        return False, (f"That is {fault} and {other}, {and_it_may_be}",), ()
    if other == "":
        right = f"That is {fault}; in {other_unit} it is as long as it may be. Which weeks are meant is not settled."
        return True, (right,) if fault else (), ()
    untold = f"That is {fault}. How long it is in school weeks cannot be told without the school's calendar."
    return None, (untold,) if fault else (), (calendar,)


def _days_in_school_weeks(calendar: SchoolCalendar, starts_on: date, ends_on: date) -> _Days:
    """Days of the period in weeks that have a school session; those that the calendar does not reach are not told."""
    days = (ends_on - starts_on).days + 1
    if not calendar.sessions:
        return _Days(0, days)
    to_sunday = timedelta(days=_DAYS_OF_A_WEEK - 1)
    told_from = week_monday(calendar.sessions[0].on)
    told_until = week_monday(calendar.sessions[-1].on) + to_sunday
    mondays = calendar.school_weeks(week_monday(starts_on), week_monday(ends_on) + to_sunday)
    least = sum(_days_shared(monday, monday + to_sunday, starts_on, ends_on) for monday in mondays)
    told = _days_shared(told_from, told_until, starts_on, ends_on)
    return _Days(least, least + days - told)


def _days_shared(first_on: date, last_on: date, starts_on: date, ends_on: date) -> int:
    """How many days lie both from the first to the last and from the start to the end."""
    return max(0, (min(last_on, ends_on) - max(first_on, starts_on)).days + 1)


def _weekend_after(on: date) -> int:
    """The days of the weekend that are left after a Friday or a Saturday; none after any other day."""
    return _DAYS_OF_A_WEEK - on.isoweekday() if on.isoweekday() >= _FRIDAY else 0
