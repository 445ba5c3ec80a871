"""Counts working days in England: neither Saturday, Sunday nor a bank holiday."""

from datetime import date, timedelta
from functools import cache

import holidays

_SATURDAY = 5


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(on: date) -> bool:
    """Whether the day is a working day in England."""
    return on.weekday() < _SATURDAY and on not in _bank_holidays(on.year)


def working_day_after(on: date, count: int) -> date:
    """The count-th working day after a day, be that day one itself or not."""
    if count < 1:
        raise ValueError(f"cannot count {count} working days")
    while count:
        on += timedelta(days=1)
        count -= is_working_day(on)
    return on
