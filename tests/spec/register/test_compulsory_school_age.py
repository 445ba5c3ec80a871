"""From which day until which day a child is of compulsory school age (Education Act 1996 section 8)."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.register.age import (
    age_on,
    birthday,
    compulsory_school_age_ends_on,
    compulsory_school_age_starts_on,
    compulsory_school_age_term_starts_on,
    is_of_compulsory_school_age_on,
)
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import class_of


class AgeDay(NamedTuple):
    """A date of birth and the day that follows from it."""

    dob: date
    on: date
    says: str


STARTS = [
    AgeDay(date(2019, 2, 10), date(2024, 3, 31), "Born 10 February 2019: 31 March 2024 (example of IPSEA)."),
    AgeDay(date(2019, 3, 31), date(2024, 3, 31), "Five on 31 March itself: that day."),
    AgeDay(date(2019, 4, 1), date(2024, 8, 31), "Five on 1 April: 31 August."),
    AgeDay(
        date(2019, 8, 31), date(2024, 8, 31), "The youngest of the year group: the fifth birthday itself."
    ),
    AgeDay(date(2019, 9, 1), date(2024, 12, 31), "The oldest of the next: 31 December."),
    AgeDay(date(2019, 12, 31), date(2024, 12, 31), "Five on 31 December itself: that day."),
    AgeDay(date(2020, 1, 1), date(2025, 3, 31), "Five on 1 January: 31 March."),
    AgeDay(date(2020, 2, 29), date(2025, 3, 31), "Born on a leap day, five on 1 March 2025: 31 March."),
]

MUST_ATTEND_FROM = [
    AgeDay(
        date(2019, 2, 10),
        date(2024, 4, 1),
        "Easter Sunday 2024 is 31 March: the summer term can begin on 1 April.",
    ),
    AgeDay(
        date(2020, 2, 10),
        date(2025, 4, 21),
        "Easter 2025 is 20 April: the spring term can run on until then.",
    ),
    AgeDay(date(2022, 2, 10), date(2027, 4, 1), "Easter 2027 is 28 March, before the prescribed day."),
    AgeDay(date(2020, 6, 1), date(2025, 9, 1), "From 31 August: the autumn term."),
    AgeDay(date(2020, 10, 1), date(2026, 1, 1), "From 31 December: the spring term."),
]

ENDS = [
    AgeDay(date(2007, 9, 23), date(2024, 6, 28), "Born 23 September 2007: 28 June 2024 (example of IPSEA)."),
    AgeDay(date(2007, 9, 1), date(2024, 6, 28), "The oldest of the year group."),
    AgeDay(date(2008, 8, 31), date(2024, 6, 28), "The youngest: before the sixteenth birthday."),
    AgeDay(date(2008, 9, 1), date(2025, 6, 27), "The next year group leaves a year later."),
    AgeDay(date(2008, 6, 28), date(2024, 6, 28), "Sixteen on the leaving date itself."),
    AgeDay(date(2008, 6, 29), date(2024, 6, 28), "Sixteen on the day after it."),
    AgeDay(date(2008, 2, 29), date(2024, 6, 28), "Born on a leap day, sixteen on a leap day."),
    AgeDay(date(2009, 11, 5), date(2026, 6, 26), "The last Friday of June 2026 is the 26th."),
    AgeDay(date(2006, 1, 1), date(2022, 6, 24), "The last Friday of June 2022 is the 24th."),
    AgeDay(date(2007, 1, 1), date(2023, 6, 30), "In 2023 it is the last day of the month."),
]


class OfAge(NamedTuple):
    """Whether a child is of compulsory school age on a day."""

    dob: date
    on: date
    is_of_age: bool
    says: str


OF_AGE = [
    OfAge(date(2019, 2, 10), date(2024, 3, 30), False, "The day before it starts."),
    OfAge(date(2019, 2, 10), date(2024, 3, 31), True, "The day on which it starts."),
    OfAge(
        date(2007, 9, 23),
        date(2024, 6, 28),
        True,
        "It ends at the end of the leaving date: that day still counts.",
    ),
    OfAge(date(2007, 9, 23), date(2024, 6, 29), False, "The day after."),
    OfAge(date(2015, 5, 4), date(2025, 10, 6), True, "A ten-year-old."),
    OfAge(date(2021, 5, 4), date(2025, 10, 6), False, "A four-year-old in reception."),
    OfAge(date(2008, 5, 4), date(2025, 10, 6), False, "A seventeen-year-old in the sixth form."),
    OfAge(date(2010, 2, 20), date(2026, 2, 21), True, "Sixteen since yesterday, and of age until June."),
]


class AgeOnADay(NamedTuple):
    """Completed years on a day."""

    dob: date
    on: date
    years: int
    says: str


AGES = [
    AgeOnADay(date(2015, 8, 31), date(2025, 8, 31), 10, "The birthday counts."),
    AgeOnADay(date(2015, 9, 1), date(2025, 8, 31), 9, "The day before does not."),
    AgeOnADay(
        date(2020, 2, 29), date(2025, 2, 28), 4, "Born on a leap day: not yet five on 28 February 2025."
    ),
    AgeOnADay(date(2020, 2, 29), date(2025, 3, 1), 5, "Five on 1 March 2025."),
    AgeOnADay(date(2020, 2, 29), date(2024, 2, 29), 4, "Four on the leap day of 2024."),
    AgeOnADay(date(2025, 3, 1), date(2025, 3, 1), 0, "Nought on the day of birth."),
]


@pytest.mark.parametrize("case", STARTS, ids=lambda case: case.says)
def test_compulsory_school_age_starts(case: AgeDay) -> None:
    assert compulsory_school_age_starts_on(case.dob) == case.on


@pytest.mark.parametrize("case", MUST_ATTEND_FROM, ids=lambda case: case.says)
def test_term_from_which_a_child_must_attend(case: AgeDay) -> None:
    assert compulsory_school_age_term_starts_on(case.dob) == case.on


@pytest.mark.parametrize("case", ENDS, ids=lambda case: case.says)
def test_compulsory_school_age_ends(case: AgeDay) -> None:
    assert compulsory_school_age_ends_on(case.dob) == case.on
    assert case.on.strftime("%A") == "Friday"


@pytest.mark.parametrize("case", OF_AGE, ids=lambda case: case.says)
def test_is_of_compulsory_school_age(case: OfAge) -> None:
    assert is_of_compulsory_school_age_on(case.dob, case.on) == case.is_of_age


@pytest.mark.parametrize("case", AGES, ids=lambda case: case.says)
def test_completed_years(case: AgeOnADay) -> None:
    assert age_on(case.dob, case.on) == case.years


def test_code_x_is_outside_the_figures_and_only_right_outside_compulsory_age() -> None:
    """X at four or at seventeen is not a possible session; on a ten-year-old it is wrong."""
    on = date(2025, 10, 6)
    assert class_of("X", on) is StatisticalClass.NOT_POSSIBLE
    right_for = [not is_of_compulsory_school_age_on(dob, on) for dob in
                 (date(2021, 5, 4), date(2008, 5, 4), date(2015, 5, 4))]  # fmt: skip
    assert right_for == [True, True, False]


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="has no age"):
        age_on(date(2020, 1, 2), date(2020, 1, 1))


def test_a_leap_day_birthday_in_a_year_without_one() -> None:
    assert birthday(date(2008, 2, 29), age=17) == date(2025, 3, 1)
    assert birthday(date(2008, 2, 29), age=16) == date(2024, 2, 29)
