"""Counts a school's year as DfE counts a year to date, to say how near the borough comes to a real one."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.marks import ATTENDED, AUTHORISED, CODES, NOT_ON_ROLL, UNAUTHORISED, Register, at
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.schools import DemoSchool, SchoolKind

COUNTED_YEAR = 2025
FIRST_ON, LAST_ON = date(2025, 9, 8), date(2026, 7, 20)
"""DfE's year to date of 2025/26 leaves out what lies before 8 September."""
SECOND_HALF_OF_SUMMER_ON = date(2026, 5, 25)

_ABSENT = (*AUTHORISED, *UNAUTHORISED)
_POSSIBLE = (*ATTENDED, *_ABSENT)


@dataclass(frozen=True, kw_only=True)
class YearCount:
    """Sums of one or more schools: sessions by code, and enrolments by how much of their own sessions they missed."""

    enrolments: int = 0
    persistently_absent: int = 0
    severely_absent: int = 0
    sessions: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(CODES), dtype=np.int64))

    def __add__(self, other: "YearCount") -> "YearCount":
        return YearCount(
            enrolments=self.enrolments + other.enrolments,
            persistently_absent=self.persistently_absent + other.persistently_absent,
            severely_absent=self.severely_absent + other.severely_absent,
            sessions=self.sessions + other.sessions,
        )

    @property
    def possible(self) -> int:
        """Sessions that count."""
        return self._sum(*_POSSIBLE)

    def percentage(self, *codes: str) -> float:
        """Sessions with these codes in 100 possible sessions."""
        return 100 * self._sum(*codes) / max(1, self.possible)

    @property
    def overall_absence(self) -> float:
        """Percentage of possible sessions missed."""
        return self.percentage(*_ABSENT)

    @property
    def unauthorised_absence(self) -> float:
        """Percentage of possible sessions missed without leave."""
        return self.percentage(*UNAUTHORISED)

    @property
    def persistent_absence(self) -> float:
        """Percentage of enrolments that missed a tenth or more."""
        return 100 * self.persistently_absent / max(1, self.enrolments)

    @property
    def severe_absence(self) -> float:
        """Percentage of enrolments that missed half or more."""
        return 100 * self.severely_absent / max(1, self.enrolments)

    def _sum(self, *codes: str) -> int:
        return int(self.sessions[at(*codes)].sum())


_PHASES = {
    SchoolKind.PRIMARY: "primary",
    SchoolKind.INFANT: "primary",
    SchoolKind.JUNIOR: "primary",
    SchoolKind.SECONDARY: "secondary",
    SchoolKind.ALL_THROUGH: "secondary",
    SchoolKind.SPECIAL: "special",
}


def published_phase(school: DemoSchool) -> str | None:
    """The phase under which DfE publishes a borough school (all-through is secondary); None for the others."""
    return _PHASES.get(school.kind) if school.in_borough else None


def count_year(year: RegisterYear, register: Register) -> YearCount:
    """The school's count of 2025/26: children of 5 to 15 on 31 August, without Year 11's second half of summer."""
    counted = (year.dates >= np.datetime64(FIRST_ON)) & (year.dates <= np.datetime64(LAST_ON))
    summer = year.dates >= np.datetime64(SECOND_HALF_OF_SUMMER_ON)
    of_age = (year.dob <= np.datetime64("2020-08-31")) & (year.dob > np.datetime64("2009-08-31"))
    of_age &= year.entry < np.datetime64(SECOND_HALF_OF_SUMMER_ON)
    fifteen = year.dob <= np.datetime64("2010-08-31")
    cells = of_age[:, None] & counted[None, :] & ~(fifteen[:, None] & summer[None, :])
    marks = np.where(np.repeat(cells, 2, axis=1), register, NOT_ON_ROLL)
    possible = _sessions(marks, _POSSIBLE)
    absent = _sessions(marks, _ABSENT)
    held = possible > 0
    return YearCount(
        enrolments=int(held.sum()),
        persistently_absent=int((held & (10 * absent >= possible)).sum()),
        severely_absent=int((held & (2 * absent >= possible)).sum()),
        sessions=np.bincount(marks.ravel(), minlength=256)[: len(CODES)].astype(np.int64),
    )


def _sessions(marks: Register, codes: tuple[str, ...]) -> NDArray[np.int64]:
    listed = np.zeros(256, dtype=bool)
    listed[at(*codes)] = True
    return np.asarray(listed[marks].sum(axis=1))
