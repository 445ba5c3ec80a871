"""How the year divides: academic years, the census's term windows, half-terms, ISO weeks."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

import pytest

from schoolward.register.years import (
    AcademicYear,
    HalfTerm,
    Term,
    TermOfYear,
    half_term_on,
    iso_week_label,
    second_half_of_summer_starts_on,
    term_on,
    week_monday,
)


class YearOfADay(NamedTuple):
    """A day and the label of its academic year."""

    on: date
    label: str
    says: str


ACADEMIC_YEARS = [
    YearOfADay(date(2026, 7, 31), "2025/26", "The last day of 2025/26."),
    YearOfADay(date(2026, 8, 1), "2026/27", "The first day of 2026/27."),
    YearOfADay(date(2025, 12, 31), "2025/26", "The calendar year does not matter."),
    YearOfADay(date(2000, 1, 1), "1999/00", "Over the century."),
    YearOfADay(date(2009, 9, 1), "2009/10", "Two digits always."),
]


class Window(NamedTuple):
    """A half-term and its first and last day."""

    label: str
    first_on: date
    last_on: date


HALF_TERMS = [
    Window("2022/23 summer 2", date(2023, 5, 29), date(2023, 7, 31)),
    Window("2023/24 autumn 1", date(2023, 8, 1), date(2023, 10, 29)),
    Window("2023/24 autumn 2", date(2023, 10, 30), date(2023, 12, 31)),
    Window("2023/24 spring 1", date(2024, 1, 1), date(2024, 2, 18)),
    Window("2023/24 spring 2", date(2024, 2, 19), date(2024, 3, 31)),
    Window("2023/24 summer 1", date(2024, 4, 1), date(2024, 5, 26)),
    Window("2023/24 summer 2", date(2024, 5, 27), date(2024, 7, 31)),
    Window("2024/25 autumn 1", date(2024, 8, 1), date(2024, 10, 27)),
    Window("2024/25 autumn 2", date(2024, 10, 28), date(2024, 12, 31)),
    Window("2024/25 spring 1", date(2025, 1, 1), date(2025, 2, 23)),
    Window("2024/25 spring 2", date(2025, 2, 24), date(2025, 4, 20)),
    Window("2024/25 summer 1", date(2025, 4, 21), date(2025, 5, 25)),
    Window("2024/25 summer 2", date(2025, 5, 26), date(2025, 7, 31)),
    Window("2025/26 autumn 1", date(2025, 8, 1), date(2025, 11, 2)),
    Window("2025/26 autumn 2", date(2025, 11, 3), date(2025, 12, 31)),
    Window("2025/26 spring 1", date(2026, 1, 1), date(2026, 2, 22)),
    Window("2025/26 spring 2", date(2026, 2, 23), date(2026, 4, 5)),
    Window("2025/26 summer 1", date(2026, 4, 6), date(2026, 5, 24)),
    Window("2025/26 summer 2", date(2026, 5, 25), date(2026, 7, 31)),
    Window("2026/27 autumn 1", date(2026, 8, 1), date(2026, 11, 1)),
    Window("2026/27 autumn 2", date(2026, 11, 2), date(2026, 12, 31)),
]

TERMS = [
    Window("2023/24 autumn", date(2023, 8, 1), date(2023, 12, 31)),
    Window("2023/24 spring", date(2024, 1, 1), date(2024, 3, 31)),
    Window("2023/24 summer", date(2024, 4, 1), date(2024, 7, 31)),
    Window("2024/25 spring", date(2025, 1, 1), date(2025, 4, 20)),
    Window("2025/26 spring", date(2026, 1, 1), date(2026, 4, 5)),
    Window("2026/27 spring", date(2027, 1, 1), date(2027, 3, 28)),
]


class SummerSecondHalf(NamedTuple):
    """The year in which a summer term lies, and the first day of its second half."""

    year: int
    first_on: date
    says: str


SECOND_HALVES_OF_SUMMER = [
    SummerSecondHalf(2026, date(2026, 5, 25), "The last Monday in May."),
    SummerSecondHalf(2027, date(2027, 5, 31), "Where it is the last day of May."),
    SummerSecondHalf(
        2022, date(2022, 5, 30), "Bank holiday on Thursday 2 June: the Sunday before is 29 May."
    ),
    SummerSecondHalf(2012, date(2012, 6, 4), "Bank holiday moved to Monday 4 June."),
]


class WeekOfADay(NamedTuple):
    """A day, its ISO week and that week's Monday."""

    on: date
    label: str
    monday: date
    says: str


ISO_WEEKS = [
    WeekOfADay(date(2025, 9, 8), "2025-W37", date(2025, 9, 8), "A Monday in term."),
    WeekOfADay(date(2025, 9, 14), "2025-W37", date(2025, 9, 8), "The Sunday after it is in the same week."),
    WeekOfADay(date(2026, 12, 27), "2026-W52", date(2026, 12, 21), "The day before week 53."),
    WeekOfADay(date(2026, 12, 28), "2026-W53", date(2026, 12, 28), "Week 53 of 2026 begins."),
    WeekOfADay(date(2027, 1, 1), "2026-W53", date(2026, 12, 28), "New Year's Day 2027 is in a week of 2026."),
    WeekOfADay(date(2027, 1, 3), "2026-W53", date(2026, 12, 28), "The last day of week 53."),
    WeekOfADay(date(2027, 1, 4), "2027-W01", date(2027, 1, 4), "The first week of 2027."),
    WeekOfADay(date(2025, 12, 29), "2026-W01", date(2025, 12, 29), "A day of 2025 in a week of 2026."),
]


@pytest.mark.parametrize("case", ACADEMIC_YEARS, ids=lambda case: case.says)
def test_academic_year_of_a_day(case: YearOfADay) -> None:
    year = AcademicYear.of(case.on)
    assert year.label == case.label
    assert year.first_on <= case.on <= year.last_on


@pytest.mark.parametrize("window", HALF_TERMS, ids=lambda window: window.label)
def test_half_term_windows(window: Window) -> None:
    half_term = half_term_on(window.first_on)
    assert half_term == half_term_on(window.last_on)
    assert (half_term.label, half_term.first_on, half_term.last_on) == window


def test_half_term_windows_follow_one_another() -> None:
    """The table above leaves out no day from May 2023 to December 2026."""
    for earlier, later in pairwise(HALF_TERMS):
        assert (later.first_on - earlier.last_on).days == 1


@pytest.mark.parametrize("window", TERMS, ids=lambda window: window.label)
def test_term_windows(window: Window) -> None:
    term = term_on(window.first_on)
    assert term == term_on(window.last_on)
    assert (term.label, term.first_on, term.last_on) == window


@pytest.mark.parametrize("case", SECOND_HALVES_OF_SUMMER, ids=lambda case: case.says)
def test_second_half_of_summer(case: SummerSecondHalf) -> None:
    assert second_half_of_summer_starts_on(AcademicYear(case.year - 1)) == case.first_on


@pytest.mark.parametrize("case", ISO_WEEKS, ids=lambda case: case.says)
def test_iso_weeks(case: WeekOfADay) -> None:
    assert (iso_week_label(case.on), week_monday(case.on)) == (case.label, case.monday)


def test_years_terms_and_half_terms_are_in_order() -> None:
    year, next_year = AcademicYear(2025), AcademicYear(2026)
    assert year < next_year
    terms = [TermOfYear(year, term) for term in Term]
    assert sorted(terms) == terms
    assert HalfTerm(year, 6) < HalfTerm(next_year, 1)


def test_parts_of_the_year_that_do_not_exist_are_refused() -> None:
    year = AcademicYear(2025)
    for number in (0, 7):
        with pytest.raises(ValueError, match="1 to 6"):
            HalfTerm(year, number)
    with pytest.raises(ValueError, match="winter"):
        TermOfYear(year, "winter")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a year"):
        AcademicYear(0)
