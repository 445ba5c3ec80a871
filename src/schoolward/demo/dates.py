"""Names the dates of the borough's two school years: terms, half-terms, days off, and when its files arrive."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

_FRIDAY = 4
_ONE_DAY = timedelta(days=1)

UNTIL = date(2026, 11, 20)
"""The last day of which the full borough holds marks."""


@dataclass(frozen=True, kw_only=True)
class HalfTerm:
    """A half-term of the authority's calendar, and when its marks, and those mended since, arrive."""

    academic_year: int
    name: str
    first_on: date
    last_on: date
    received_on: date
    revised_on: date | None


def _half_term(
    year: int, name: str, first: date, last: date, received: date, revised: date | None
) -> HalfTerm:
    return HalfTerm(
        academic_year=year, name=name, first_on=first, last_on=last, received_on=received, revised_on=revised
    )


HALF_TERMS = (
    _half_term(
        2025, "autumn 1", date(2025, 9, 1), date(2025, 10, 24), date(2025, 10, 27), date(2025, 11, 10)
    ),
    _half_term(
        2025, "autumn 2", date(2025, 11, 3), date(2025, 12, 19), date(2025, 12, 22), date(2026, 1, 12)
    ),
    _half_term(2025, "spring 1", date(2026, 1, 5), date(2026, 2, 13), date(2026, 2, 18), date(2026, 3, 4)),
    _half_term(2025, "spring 2", date(2026, 2, 23), date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 27)),
    _half_term(2025, "summer 1", date(2026, 4, 20), date(2026, 5, 22), date(2026, 5, 26), date(2026, 6, 9)),
    _half_term(2025, "summer 2", date(2026, 6, 1), date(2026, 7, 21), date(2026, 7, 27), date(2026, 8, 10)),
    _half_term(2026, "autumn 1", date(2026, 9, 1), date(2026, 10, 23), date(2026, 10, 26), date(2026, 11, 9)),
    _half_term(2026, "autumn 2", date(2026, 11, 2), date(2026, 12, 18), date(2026, 12, 21), None),
)
"""The half-terms of which marks may be written, in order."""

LATER_TERMS = (
    ("spring 1", date(2027, 1, 4), date(2027, 2, 12)),
    ("spring 2", date(2027, 2, 22), date(2027, 3, 25)),
    ("summer 1", date(2027, 4, 12), date(2027, 5, 28)),
    ("summer 2", date(2027, 6, 7), date(2027, 7, 21)),
)
"""The rest of 2026/27, known from the calendar alone."""

BANK_HOLIDAYS = ((date(2026, 5, 4), "Early May bank holiday"), (date(2027, 5, 3), "Early May bank holiday"))
SNOW_ON = date(2026, 1, 9)
"""A day of snow: some schools closed and some stayed open with few buses running."""
POLLING_ON = date(2026, 5, 7)
FIRST_LOAD_ON = date(2025, 9, 1)
NEW_YEAR_LOAD_ON = date(2026, 9, 1)


def received_at(on: date, *, hour: int = 8) -> datetime:
    """The instant on that day at which a delivery arrives."""
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


def academic_year_starts_on(year: int) -> date:
    """1 September, from which a year's attributes hold."""
    return date(year, 9, 1)


def next_school_weekday(on: date) -> date:
    """The day itself, or the next weekday inside a half-term; after the last half-term, the next weekday."""
    while on.weekday() > _FRIDAY or not (_is_in_term(on) or on > HALF_TERMS[-1].last_on):
        on += _ONE_DAY
    return on


def last_school_weekday(on: date) -> date:
    """The day itself, or the last weekday before it inside a half-term; not before the first of all."""
    while on > FIRST_LOAD_ON and (on.weekday() > _FRIDAY or not _is_in_term(on)):
        on -= _ONE_DAY
    return on


@cache
def _is_in_term(on: date) -> bool:
    return any(term.first_on <= on <= term.last_on for term in HALF_TERMS)
