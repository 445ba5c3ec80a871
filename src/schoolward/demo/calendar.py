"""Draws each school's calendar: the authority's terms, its own training days and closures, and so its open days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.dates import (
    BANK_HOLIDAYS,
    FIRST_LOAD_ON,
    HALF_TERMS,
    LATER_TERMS,
    NEW_YEAR_LOAD_ON,
    POLLING_ON,
    SNOW_ON,
)
from schoolward.demo.schools import DemoSchool, SchoolKind

Days = NDArray[np.datetime64]

_ALL_TRAIN_ON = (date(2025, 9, 1), date(2025, 9, 2), date(2026, 9, 1))
_TRAINING_2025 = (
    date(2025, 10, 17), date(2025, 10, 24), date(2025, 11, 3), date(2025, 11, 28), date(2026, 1, 5), date(2026, 2, 13),
    date(2026, 2, 23), date(2026, 3, 13), date(2026, 4, 20), date(2026, 5, 22), date(2026, 6, 1), date(2026, 6, 26),
    date(2026, 7, 20), date(2026, 7, 21),
)  # fmt: skip
_TRAINING_2026 = (
    date(2026, 9, 2), date(2026, 10, 16), date(2026, 10, 23), date(2026, 11, 2), date(2026, 11, 27), date(2027, 1, 4),
    date(2027, 2, 12), date(2027, 2, 22), date(2027, 4, 12), date(2027, 6, 7), date(2027, 7, 20), date(2027, 7, 21),
)  # fmt: skip
_OWN_BREAKS = (date(2025, 10, 24), date(2026, 10, 23))
"""Training days of others that fall into the longer autumn break of the school with half-terms of its own."""
_SNOW_KNOWN_ON = date(2026, 2, 18)


@dataclass(frozen=True, kw_only=True)
class CalendarRow:
    """A span of days as the calendar file has it. `urn` is None for every school; `known_on` is when it was sent."""

    urn: int | None
    kind: str
    first_on: date
    last_on: date
    name: str
    known_on: date


@dataclass(frozen=True, kw_only=True)
class SchoolDays:
    """The days on which one school is open, and those of them on which the site was shut after all (code Y4)."""

    open_days: Days
    cancelled: Days

    def between(self, first_on: date, last_on: date) -> Days:
        """The open days from one date to another, both included."""
        days = self.open_days
        return days[(days >= np.datetime64(first_on)) & (days <= np.datetime64(last_on))]


@dataclass(frozen=True, kw_only=True)
class BoroughCalendar:
    """Every school's open days by URN, and the rows that say them."""

    rows: tuple[CalendarRow, ...]
    days: dict[int, SchoolDays]


def draw_calendar(schools: Sequence[DemoSchool], *, rng: np.random.Generator) -> BoroughCalendar:
    """The borough's calendar for 2025/26 and 2026/27."""
    rows = list(_authority_rows())
    days: dict[int, SchoolDays] = {}
    authority_days = _days_of(rows)
    for school in schools:
        own = _own_rows(school, rng)
        rows.extend(own)
        cancelled = _cancelled_on(school, rng, closed={row.first_on for row in own if row.kind == "closure"})
        days[school.urn] = SchoolDays(
            open_days=_less(authority_days, own), cancelled=np.array(cancelled, dtype="datetime64[D]")
        )
    return BoroughCalendar(rows=tuple(rows), days=days)


def _authority_rows() -> list[CalendarRow]:
    terms = [(term.name, term.first_on, term.last_on) for term in HALF_TERMS]
    rows = [
        CalendarRow(
            urn=None,
            kind="term",
            first_on=first,
            last_on=last,
            name=name.capitalize(),
            known_on=_known(first),
        )
        for name, first, last in [*terms, *LATER_TERMS]
    ]
    for on, name in BANK_HOLIDAYS:
        rows.append(
            CalendarRow(urn=None, kind="holiday", first_on=on, last_on=on, name=name, known_on=_known(on))
        )
    return rows


def _known(on: date) -> date:
    return FIRST_LOAD_ON if on < NEW_YEAR_LOAD_ON else NEW_YEAR_LOAD_ON


def _own_rows(school: DemoSchool, rng: np.random.Generator) -> list[CalendarRow]:
    """A school's training days, late closures and own half-term, each once."""
    training = list(_ALL_TRAIN_ON)
    for days, number in ((_TRAINING_2025, 3), (_TRAINING_2026, 4)):
        free = [on for on in days if not (school.own_half_terms and on in _OWN_BREAKS)]
        training += [free[at] for at in rng.choice(len(free), number, replace=False)]
    rows = [_day(school, "inset", on, "Staff training day") for on in sorted(training)]
    chance = rng.random(2)
    if chance[0] < 0.11:
        rows.append(_day(school, "closure", SNOW_ON, "Closed: snow", known_on=_SNOW_KNOWN_ON))
    if school.kind is SchoolKind.PRIMARY and chance[1] < 0.05:
        rows.append(_day(school, "closure", POLLING_ON, "Polling station"))
    if school.own_half_terms:
        rows.append(_span(school, "holiday", date(2025, 10, 20), date(2025, 10, 24), "Two-week autumn break"))
        rows.append(_span(school, "open", date(2026, 2, 16), date(2026, 2, 17), "In school"))
        rows.append(_span(school, "open", date(2026, 7, 22), date(2026, 7, 24), "In school"))
        rows.append(_span(school, "holiday", date(2026, 10, 19), date(2026, 10, 23), "Two-week autumn break"))
    return rows


def _cancelled_on(school: DemoSchool, rng: np.random.Generator, *, closed: set[date]) -> list[date]:
    """Days that the calendar still calls open, on which nobody could come in."""
    chance = rng.random(2)
    cancelled = [SNOW_ON] if chance[0] < 0.18 and SNOW_ON not in closed else []
    if school.in_borough and chance[1] < 0.03:
        cancelled.append(date(2025, 11, 19) + timedelta(days=int(rng.integers(3))))
    return cancelled


def _day(school: DemoSchool, kind: str, on: date, name: str, *, known_on: date | None = None) -> CalendarRow:
    return CalendarRow(
        urn=school.urn, kind=kind, first_on=on, last_on=on, name=name, known_on=known_on or _known(on)
    )


def _span(school: DemoSchool, kind: str, first_on: date, last_on: date, name: str) -> CalendarRow:
    return CalendarRow(
        urn=school.urn, kind=kind, first_on=first_on, last_on=last_on, name=name, known_on=_known(first_on)
    )


def _weekdays(first_on: date, last_on: date) -> Days:
    days = np.arange(np.datetime64(first_on), np.datetime64(last_on) + 1)
    return days[np.is_busday(days)]


def _days_of(rows: Sequence[CalendarRow]) -> Days:
    terms = [_weekdays(row.first_on, row.last_on) for row in rows if row.kind == "term"]
    return _less(np.unique(np.concatenate(terms)), [row for row in rows if row.kind == "holiday"])


def _less(days: Days, rows: Sequence[CalendarRow]) -> Days:
    """These days without those that the rows take away, and with those that they add."""
    for row in rows:
        span = _weekdays(row.first_on, row.last_on)
        days = np.union1d(days, span) if row.kind == "open" else np.setdiff1d(days, span)
    return days
