"""Holds what is needed to write one school's register of one school year, apart from chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.calendar import Days, SchoolDays
from schoolward.demo.marks import NOT_ON_ROLL, Register
from schoolward.demo.profiles import PHASES, PROFILES, AbsenceProfile
from schoolward.demo.propensity import Propensities
from schoolward.demo.roll_book import Dates, Ints
from schoolward.demo.schools import DemoSchool
from schoolward.demo.stories.laying import LaidMarks


@dataclass(frozen=True, kw_only=True)
class Away:
    """When a dual-registered child is due at the other school: weekdays (bit 0 = Monday) within a span."""

    weekdays: Ints
    first_on: Dates
    last_on: Dates


@dataclass(frozen=True, kw_only=True)
class RegisterYear:
    """One school's enrolments of one year, one place each in all arrays, sorted by the child's own UPN."""

    seed: int
    academic_year: int
    school: DemoSchool
    days: SchoolDays
    dates: Days
    """The open days of the year of which there are marks."""
    upn: NDArray[np.bytes_]
    year_group: Ints
    entry: Dates
    leaving: Dates
    compulsory_from: Dates
    compulsory_until: Dates
    away: Away
    traveller: NDArray[np.bool_]
    observance: NDArray[np.int8]
    propensities: Propensities
    laid: LaidMarks
    forename: NDArray[np.str_]
    surname: NDArray[np.str_]
    dob: Dates
    sex: NDArray[np.str_]

    @property
    def pupils(self) -> int:
        """How many enrolments there are."""
        return len(self.upn)

    @property
    def sessions(self) -> int:
        """How many sessions there are: two a day."""
        return 2 * len(self.dates)

    def rng(self, *purpose: int) -> np.random.Generator:
        """The chance that belongs to this school, year and purpose alone, whoever draws it."""
        return np.random.default_rng([self.seed, self.academic_year, self.school.urn, *purpose])

    def of_phase(self, field: str) -> NDArray[np.float64]:
        """A number of each enrolment's absence profile."""
        values = [float(getattr(PROFILES[phase], field)) for phase in PHASES]
        return np.array(values)[self.propensities.phase]

    def profile(self) -> AbsenceProfile:
        """The profile of most of the school's children."""
        return PROFILES[PHASES[int(np.bincount(self.propensities.phase).argmax())]]

    def without_those_not_on_roll(self, register: Register) -> Register:
        """The same register with nothing for a child before its entry and after its leaving."""
        outside = (self.dates[None, :] < self.entry[:, None]) | (self.dates[None, :] > self.leaving[:, None])
        return np.where(np.repeat(outside, 2, axis=1), np.uint8(NOT_ON_ROLL), register)
