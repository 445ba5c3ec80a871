"""Says on which days the borough's schools were open, and at which instant of a day something happens."""

from datetime import date, datetime, time, timedelta
from random import Random

from schoolward.access.reach import HERE
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot

OPEN = "term"
MONDAY_TO_FRIDAY = range(5)


def school_days(known: Snapshot, *, from_on: date, until_on: date) -> list[date]:
    """The weekdays of the authority's calendar on which schools in general were open."""
    rows = [row for row in known.rows(TableName.CALENDAR).to_pylist() if row["urn"] is None]
    opened = {day for row in rows if row["kind"] == OPEN for day in _days(row["first_on"], row["last_on"])}
    closed = {day for row in rows if row["kind"] != OPEN for day in _days(row["first_on"], row["last_on"])}
    return sorted(
        day for day in opened - closed if from_on <= day <= until_on and day.weekday() in MONDAY_TO_FRIDAY
    )


def at_work(on: date, chance: Random, *, from_hour: int = 8, until_hour: int = 16) -> datetime:
    """Some instant of the working day."""
    second = chance.randrange(from_hour * 3600, until_hour * 3600)
    return datetime.combine(on, time(second // 3600, second // 60 % 60, second % 60), HERE)


def _days(first_on: date, last_on: date) -> list[date]:
    return [first_on + timedelta(days=ahead) for ahead in range((last_on - first_on).days + 1)]
