"""Holds the parameters of compulsory school age, which decisions cite, equal to the register's own functions."""

from datetime import date, datetime, timedelta

import pytest

from schoolward.law.value_files import national_law
from schoolward.register.age import (
    PRESCRIBED_DAYS,
    birthday,
    compulsory_school_age_ends_on,
    compulsory_school_age_starts_on,
)

ON = date(2025, 9, 1)
BIRTHS = [date(2015, 9, 1) + timedelta(days=days) for days in range(366)]
FRIDAY = 4


def number(name: str) -> int:
    content = national_law().value(name, ON).content
    assert isinstance(content, int)
    return content


def prescribed_days() -> set[tuple[int, int]]:
    content = national_law().value("compulsory_school_age_prescribed_days", ON).content
    assert isinstance(content, tuple)
    days = [datetime.strptime(f"{words} 2000", "%d %B %Y") for words in content]
    return {(day.month, day.day) for day in days}


def test_the_prescribed_days_are_those_of_the_register() -> None:
    assert prescribed_days() == set(PRESCRIBED_DAYS)


@pytest.mark.parametrize("born_on", BIRTHS[::7], ids=str)
def test_the_first_day_follows_from_the_age_and_the_prescribed_days(born_on: date) -> None:
    at = birthday(born_on, age=number("compulsory_school_age_begins"))
    following = (date(year, *day) for year in (at.year, at.year + 1) for day in prescribed_days())
    assert compulsory_school_age_starts_on(born_on) == min(on for on in following if on >= at)


@pytest.mark.parametrize("born_on", BIRTHS[::7], ids=str)
def test_the_last_day_follows_from_the_age(born_on: date) -> None:
    ends_on = compulsory_school_age_ends_on(born_on)
    at = birthday(born_on, age=number("compulsory_school_age_ends"))
    assert (ends_on.month, ends_on.weekday()) == (6, FRIDAY)
    assert (ends_on + timedelta(days=7)).month == 7, "the last Friday of the month"
    assert date(ends_on.year - 1, 9, 1) <= at <= date(ends_on.year, 8, 31), (
        "of the school year of that birthday"
    )
