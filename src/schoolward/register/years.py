"""Divides time as schools and the School Census do: academic years, terms, half-terms, ISO weeks."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil.easter import easter

_ONE_DAY = timedelta(days=1)

_MOVED_SPRING_BANK_HOLIDAYS = {2012: date(2012, 6, 4)}
"""The spring bank holiday moved out of its week for the 2012 Jubilee. (In 2022 it moved within its week, from
Monday to Thursday, so that the Sunday before it stayed the same.)"""


@dataclass(frozen=True, order=True)
class AcademicYear:
    """1 August to 31 July, named by the calendar year in which it starts."""

    start_year: int

    def __post_init__(self) -> None:
        if not 1 <= self.start_year <= 9998:
            raise ValueError(f"{self.start_year} is not a year in which an academic year can start")

    @classmethod
    def of(cls, on: date) -> "AcademicYear":
        """The academic year that holds the day."""
        return cls(on.year if on.month >= 8 else on.year - 1)

    @property
    def label(self) -> str:
        """As people write it: "2025/26"."""
        return f"{self.start_year}/{(self.start_year + 1) % 100:02d}"

    @property
    def first_on(self) -> date:
        """1 August."""
        return date(self.start_year, 8, 1)

    @property
    def last_on(self) -> date:
        """31 July."""
        return date(self.start_year + 1, 7, 31)


class Term(StrEnum):
    """The three terms, in order."""

    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


@dataclass(frozen=True, order=True)
class TermOfYear:
    """A term by the School Census's date windows, which are not a school's own first and last days."""

    academic_year: AcademicYear
    term: Term

    def __post_init__(self) -> None:
        Term(self.term)

    @property
    def label(self) -> str:
        """ "2025/26 autumn"."""
        return f"{self.academic_year.label} {self.term}"

    @property
    def first_on(self) -> date:
        """1 August, 1 January or Easter Monday."""
        return _half_term_starts(self.academic_year)[2 * list(Term).index(self.term)]

    @property
    def last_on(self) -> date:
        """31 December, Easter Sunday or 31 July."""
        return _half_term_starts(self.academic_year)[2 * list(Term).index(self.term) + 2] - _ONE_DAY


@dataclass(frozen=True, order=True)
class HalfTerm:
    """One of six windows that leave no day of the year out, holidays included."""

    academic_year: AcademicYear
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 6:
            raise ValueError(f"{self.number} is not the number of a half-term: 1 to 6")

    @property
    def term(self) -> Term:
        """The term of which this is the first or the second half."""
        return list(Term)[(self.number - 1) // 2]

    @property
    def label(self) -> str:
        """ "2025/26 autumn 1"."""
        return f"{self.academic_year.label} {self.term} {(self.number - 1) % 2 + 1}"

    @property
    def first_on(self) -> date:
        """The first day of the window."""
        return _half_term_starts(self.academic_year)[self.number - 1]

    @property
    def last_on(self) -> date:
        """The last day of the window."""
        return _half_term_starts(self.academic_year)[self.number] - _ONE_DAY


def term_on(on: date) -> TermOfYear:
    """The term whose census window holds the day."""
    half_term = half_term_on(on)
    return TermOfYear(half_term.academic_year, half_term.term)


def half_term_on(on: date) -> HalfTerm:
    """The half-term window that holds the day.

    Summer's second half is the School Census's own window. Autumn's begins on the first Monday from
    28 October and spring's on the first Monday from 18 February: Schoolward's convention, as the census does
    not divide them.
    """
    academic_year = AcademicYear.of(on)
    starts = _half_term_starts(academic_year)
    return HalfTerm(academic_year, max(number for number in range(1, 7) if starts[number - 1] <= on))


def second_half_of_summer_starts_on(academic_year: AcademicYear) -> date:
    """The Monday after the Sunday before the spring bank holiday."""
    year = academic_year.start_year + 1
    return _MOVED_SPRING_BANK_HOLIDAYS.get(year, _first_monday_from(date(year, 5, 25)))


@lru_cache(maxsize=16384)
def week_monday(on: date) -> date:
    """The Monday of the ISO week (Monday to Sunday) that holds the day."""
    return on - timedelta(days=on.weekday())


def iso_week_label(on: date) -> str:
    """The ISO week, such as "2025-W37". Its year is that of the week's Thursday, not always the day's."""
    iso = on.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def _half_term_starts(academic_year: AcademicYear) -> tuple[date, ...]:
    """The first days of the six half-terms, and of the academic year after them."""
    first, second = academic_year.start_year, academic_year.start_year + 1
    return (
        academic_year.first_on,
        _first_monday_from(date(first, 10, 28)),
        date(second, 1, 1),
        _first_monday_from(date(second, 2, 18)),
        easter(second) + _ONE_DAY,
        second_half_of_summer_starts_on(academic_year),
        academic_year.last_on + _ONE_DAY,
    )


def _first_monday_from(on: date) -> date:
    """The day itself if it is a Monday, else the next one."""
    return on + timedelta(days=-on.weekday() % 7)
