"""Decides when a child is of compulsory school age (Education Act 1996 section 8)."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

PRESCRIBED_DAYS = ((3, 31), (8, 31), (12, 31))
"""Month and day of the prescribed days on which compulsory school age begins."""

BIRTHDAYS_KEPT = 8192
"""Days of birth whose answers are kept: those of all children of twenty years."""

_FRIDAY = 4


def birthday(dob: date, *, age: int) -> date:
    """The day on which the child reaches an age.

    Born on 29 February, it is 1 March in a year without one (convention; no English authority was read).
    """
    year = dob.year + age
    try:
        return dob.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(dob: date, on: date) -> int:
    """Completed years of age. ValueError before the birth."""
    if on < dob:
        raise ValueError(f"a child born {dob} has no age on {on}")
    years = on.year - dob.year
    return years if birthday(dob, age=years) <= on else years - 1


@lru_cache(maxsize=BIRTHDAYS_KEPT)
def compulsory_school_age_starts_on(dob: date) -> date:
    """The fifth birthday if it is one of the prescribed days, else the next of them."""
    fifth = birthday(dob, age=5)
    return min(day for month, number in PRESCRIBED_DAYS if (day := date(fifth.year, month, number)) >= fifth)


def compulsory_school_age_term_starts_on(dob: date) -> date:
    """The day from which the child must be in full-time education: when the term after that day begins.

    No calendar is asked, so it is the first day on which that term can begin: 1 January, 1 September, or for
    those who start on 31 March the later of Easter Monday and 1 April. Until then a code X is unusual, not
    wrong (our reading; no source says so).
    """
    starts_on = compulsory_school_age_starts_on(dob)
    next_day = starts_on + timedelta(days=1)
    return max(next_day, easter(starts_on.year) + timedelta(days=1)) if starts_on.month == 3 else next_day


@lru_cache(maxsize=BIRTHDAYS_KEPT)
def compulsory_school_age_ends_on(dob: date) -> date:
    """The last Friday in June of the school year in which the child reaches 16; the last day of that age.

    The Act's school year begins with the first term after July. It is taken here from 1 September, where year
    groups divide, so that the day does not hang on a school's own first day of term.
    """
    sixteenth = birthday(dob, age=16)
    last_of_june = date(sixteenth.year + (sixteenth.month >= 9), 6, 30)
    return last_of_june - timedelta(days=(last_of_june.weekday() - _FRIDAY) % 7)


def is_of_compulsory_school_age_on(dob: date, on: date) -> bool:
    """Whether the child is of compulsory school age on the day: its first day, its last, and all between."""
    return compulsory_school_age_starts_on(dob) <= on <= compulsory_school_age_ends_on(dob)
