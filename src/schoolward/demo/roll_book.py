"""Holds who is on which school's roll from when to when, while the borough's two years are played through."""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Dates = NDArray[np.datetime64]
NEVER = np.datetime64("NaT", "D")
BASE_YEAR = 2025
"""The academic year of which `year_group` speaks; a child of Reception in 2026 has -1."""


def day(on: date) -> np.datetime64:
    """A date as numpy counts days."""
    return np.datetime64(on, "D")


@dataclass(kw_only=True)
class RollBook:
    """Children (`year_group` in 2025/26, `origin` = the four-digit number of the school that gave the UPN) and
    enrolments, both only ever added to; `leaving` and `status` of an enrolment may change."""

    year_group: Ints
    origin: Ints
    child: Ints
    school: Ints
    entry: Dates
    leaving: Dates
    status: NDArray[np.str_]
    attends_on: Ints
    """Weekdays (bit 0 = Monday) on which a dual-registered child attends here; 31 for every other enrolment."""

    @classmethod
    def empty(cls) -> Self:
        """A book without children."""
        none = np.empty(0, dtype=np.int64)
        dates = np.empty(0, dtype="datetime64[D]")
        return cls(
            year_group=none, origin=none, child=none, school=none, entry=dates, leaving=dates,
            status=np.empty(0, dtype="U1"), attends_on=none,
        )  # fmt: skip

    @property
    def children(self) -> int:
        """How many children there are."""
        return len(self.year_group)

    def add_children(self, *, year_group: Ints, origin: Ints) -> Ints:
        """New children; their numbers."""
        first = self.children
        self.year_group = np.concatenate([self.year_group, year_group])
        self.origin = np.concatenate([self.origin, origin])
        return np.arange(first, self.children)

    def enrol(
        self, child: Ints, *, school: Ints, entry: Dates, status: str = "C", attends_on: Ints | None = None
    ) -> Ints:
        """New enrolments without a leaving date; their numbers."""
        first = len(self.child)
        self.child = np.concatenate([self.child, child])
        self.school = np.concatenate([self.school, school])
        self.entry = np.concatenate([self.entry, entry.astype("datetime64[D]")])
        self.leaving = np.concatenate([self.leaving, np.full(len(child), NEVER)])
        self.status = np.concatenate([self.status, np.full(len(child), status)])
        every_day = np.full(len(child), 31, dtype=np.int64)
        self.attends_on = np.concatenate([self.attends_on, every_day if attends_on is None else attends_on])
        return np.arange(first, len(self.child))

    def on_roll(self, on: date) -> NDArray[np.bool_]:
        """Which enrolments hold on a day."""
        return (self.entry <= day(on)) & (np.isnat(self.leaving) | (self.leaving >= day(on)))

    def year_groups_in(self, academic_year: int) -> Ints:
        """Each enrolment's National Curriculum year in an academic year."""
        return self.year_group[self.child] + (academic_year - BASE_YEAR)
