"""Gives each child of whom a register shows something the chances by which people notice and act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from schoolward.demo.dates import HALF_TERMS, last_school_weekday, next_school_weekday
from schoolward.demo.roll_book import Dates
from schoolward.demo.steps.signs import RegisterSigns

CHANCES = 12
"""How many numbers from 0 to 1 belong to each child and year, so that what one step takes shifts no other."""


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """What one register shows of one child in one school year; days are None where there is none.

    `first_on` and `last_on` bound the part of the year that has come and in which the child is on roll.
    """

    upn: str
    urn: int
    academic_year: int
    compulsory: tuple[date, date]
    first_on: date
    last_on: date
    chance: tuple[float, ...]
    is_persistent: bool
    is_severe: bool
    unauthorised: int
    ill_reached_on: date | None
    run_reached_on: date | None
    holiday_from: date | None
    holiday_until: date | None
    part_time_from: date | None
    part_time_until: date | None
    part_time_sessions: int
    unexplained_on: date | None

    @property
    def days(self) -> int:
        """Calendar days of the year on roll so far."""
        return (self.last_on - self.first_on).days

    def is_of_age(self, first_on: date, last_on: date | None = None) -> bool:
        """Whether the child is of compulsory school age on a day, or from one to another."""
        return self.compulsory[0] <= first_on and (last_on or first_on) <= self.compulsory[1]

    def day(self, after: int) -> date:
        """A school weekday so many days after the child's first of the year."""
        return next_school_weekday(self.first_on + timedelta(days=after))


def noticed(signs: Sequence[RegisterSigns], *, seed: int, until: date) -> list[Noticed]:
    """Every child and year of the signs, by year, school and UPN."""
    found = []
    for one in sorted(signs, key=lambda one: (one.academic_year, one.urn)):
        chance = np.random.default_rng([seed, 9, one.academic_year, one.urn]).random((len(one.upn), CHANCES))
        begins, ends = date(one.academic_year, 9, 1), min(until, _year_ends_on(one.academic_year))
        days = (
            one.ill_reached_on, one.run_reached_on, one.holiday_from, one.holiday_until, one.part_time_from,
            one.part_time_until, one.unexplained_on, one.compulsory_from, one.compulsory_until,
            one.entry, one.leaving,
        )  # fmt: skip
        columns = zip(
            one.upn.astype("U13").tolist(), chance.tolist(), one.possible.tolist(), one.absent.tolist(),
            one.unauthorised.tolist(), one.part_time_sessions.tolist(), *(_dates(each) for each in days),
            strict=True,
        )  # fmt: skip
        for upn, numbers, possible, absent, unauthorised, sessions, *on in columns:
            found.append(
                Noticed(
                    upn=upn,
                    urn=one.urn,
                    academic_year=one.academic_year,
                    compulsory=(on[7], on[8]),
                    first_on=max(begins, on[9]),
                    last_on=min(ends, on[10]),
                    chance=tuple(numbers),
                    is_persistent=10 * absent >= possible > 0,
                    is_severe=2 * absent >= possible > 0,
                    unauthorised=unauthorised,
                    ill_reached_on=on[0],
                    run_reached_on=on[1],
                    holiday_from=on[2],
                    holiday_until=on[3],
                    part_time_from=on[4],
                    part_time_until=on[5],
                    part_time_sessions=sessions,
                    unexplained_on=on[6],
                )
            )
    return found


def days_later(on: date, days: int) -> date:
    """A school weekday so many days later, or the next."""
    return next_school_weekday(on + timedelta(days=days))


def days_earlier(on: date, days: int) -> date:
    """A school weekday so many days earlier, or the last before."""
    return last_school_weekday(on - timedelta(days=days))


def _dates(days: Dates) -> list[date | None]:
    found: list[date | None] = days.astype("datetime64[D]").astype(object).tolist()
    return found


def _year_ends_on(academic_year: int) -> date:
    return max(term.last_on for term in HALF_TERMS if term.academic_year == academic_year)
