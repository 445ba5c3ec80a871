"""Adds months and years to a day as the law does: to the day of the same number, or the last of a shorter month."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta


@lru_cache(maxsize=8192)
def months_after(on: date, months: int) -> date:
    """The day of the same number so many months on; of a shorter month, its last."""
    return on + relativedelta(months=months)


@lru_cache(maxsize=8192)
def years_after(on: date, years: int) -> date:
    """The anniversary; of 29 February in a common year, 28 February."""
    return on + relativedelta(years=years)


def last_day_of(first_on: date, *, days: int) -> date:
    """The last of so many days of which the first is `first_on`."""
    return first_on + timedelta(days=days - 1)
