"""Dates the periods of DfE's attendance figures, which name a day, a week, a term or a year in several ways."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from schoolward.register.years import AcademicYear, Term, TermOfYear

_COUNTED = {
    2025: {
        Term.AUTUMN: (date(2025, 9, 8), date(2025, 12, 21)),
        Term.SPRING: (date(2026, 1, 4), date(2026, 4, 12)),
        Term.SUMMER: (date(2026, 4, 13), date(2026, 7, 20)),
    },
}
"""The days that DfE's daily attendance figures count, by the year's first calendar year, where it has said so
(attendance dashboard, 2025/26). Other years are dated by the census's windows."""

_WEEK = re.compile(r"(?:week )?([0-9]{1,2})", re.ASCII)
_YEAR = re.compile(r"([0-9]{4})(?:/?([0-9]{2}))?", re.ASCII)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of days with what DfE calls it: day, week, year_to_date, term or academic_year."""

    kind: str
    first_on: date
    last_on: date


def period_of(*, frame: str, time_period: str, time_identifier: str, on: date | None) -> Period | None:
    """The period of a figure; None where it cannot be told.

    `frame` is what the row calls its span: Daily, Weekly or YTD, a weekday, Week or Year to date; empty where the
    identifier alone says it. `on` is the row's own day, if it has one.
    """
    named = frame.casefold()
    if named == "daily" or (not named and on is not None):
        return None if on is None else Period(kind="day", first_on=on, last_on=on)
    monday = _monday_of(time_period, time_identifier)
    if monday is None:
        return _of_year(time_period, time_identifier.casefold())
    if named in _WEEKDAYS:
        day = monday + timedelta(days=_WEEKDAYS.index(named))
        return Period(kind="day", first_on=day, last_on=day)
    sunday = monday + timedelta(days=6)
    if named in ("weekly", "week", ""):
        return Period(kind="week", first_on=monday, last_on=sunday)
    if named in ("ytd", "year to date"):
        return Period(kind="year_to_date", first_on=_counted_from(AcademicYear.of(sunday)), last_on=sunday)
    return None


def academic_year_of(text: str) -> AcademicYear | None:
    """`202526`, `2025/26`, `2025/2026` or `2025`, by the year in which it starts."""
    shaped = _YEAR.fullmatch(text.replace("/20", "/"))
    if shaped is None or (shaped[2] and int(shaped[2]) != (int(shaped[1]) + 1) % 100):
        return None
    return AcademicYear(int(shaped[1])) if 1 <= int(shaped[1]) <= 9998 else None


def whole_year(year: AcademicYear) -> Period:
    """The academic year, as far as DfE counts it."""
    counted = _COUNTED.get(year.start_year)
    first, last = (
        (counted[Term.AUTUMN][0], counted[Term.SUMMER][1]) if counted else (year.first_on, year.last_on)
    )
    return Period(kind="academic_year", first_on=first, last_on=last)


def _of_year(time_period: str, identifier: str) -> Period | None:
    year = academic_year_of(time_period)
    if year is None:
        return None
    if identifier == "academic year":
        return whole_year(year)
    for term in Term:
        if identifier == f"{term} term":
            window = TermOfYear(year, term)
            first, last = _COUNTED.get(year.start_year, {}).get(term, (window.first_on, window.last_on))
            return Period(kind="term", first_on=first, last_on=last)
    return None


def _counted_from(year: AcademicYear) -> date:
    return whole_year(year).first_on


def _monday_of(time_period: str, identifier: str) -> date | None:
    """The Monday of the ISO week; `time_period` is the calendar year when the identifier is a week."""
    shaped = _WEEK.fullmatch(identifier.casefold())
    if shaped is None or not re.fullmatch(r"[0-9]{4}", time_period):
        return None
    try:
        return date.fromisocalendar(int(time_period), int(shaped[1]), 1)
    except ValueError:
        return None
