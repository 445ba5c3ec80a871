"""Decides how inclined each enrolled child is to be absent or late in a school year, by rank among all of its phase."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.cohorts import CohortSpells
from schoolward.demo.people import Children
from schoolward.demo.profiles import PHASES, PROFILES
from schoolward.demo.roll_book import BASE_YEAR, Ints, RollBook
from schoolward.demo.schools import DemoSchool, SchoolKind

Floats = NDArray[np.float64]

_COHORT_LIFT = {
    "looked_after": 0.15, "previously_looked_after": 0.3, "child_in_need": 0.8, "child_protection": 1.0,
    "kinship": 0.3, "young_carer": 0.5, "traveller": 1.5, "youth_justice": 1.2,
}  # fmt: skip
_FREE_MEALS_LIFT, _SUPPORT_LIFT, _PLAN_LIFT = 0.62, 0.36, 0.42
_RECEPTION_LIFT = 1.12
_SCHOOL_SPREAD, _HARDSHIP_LIFT = 0.18, 0.10
_STEADINESS = 0.8
"""How much of a child's inclination is the child's own from year to year; the rest is drawn anew."""

_GRID = np.linspace(0.0, 1.0, 20_001)[1:-1]


@dataclass(frozen=True, kw_only=True)
class Propensities:
    """One place an enrolment. `common` is the share of sessions missed by illness or without explanation,
    `unexplained` the latter's part of it; `rank` runs from 0 (hardly ever absent) to 1; the others multiply."""

    phase: NDArray[np.int8]
    common: Floats
    unexplained: Floats
    rank: Floats
    lateness: Floats
    unrest: Floats
    appointments: Floats


@dataclass(frozen=True, kw_only=True)
class _Traits:
    """What stays with a child over the years."""

    inclination: Floats
    lift: Floats


class Inclinations:
    """Draws the children's standing traits once, and from them each year's propensities."""

    def __init__(
        self, children: Children, cohorts: CohortSpells, *, schools: Sequence[DemoSchool], seed: int
    ) -> None:
        self._schools, self._seed = schools, seed
        self._inside = np.array([school.in_borough for school in schools])
        rng = np.random.default_rng([seed, 0])
        count = len(children.upn)
        lift = _FREE_MEALS_LIFT * children.free_meals + _SUPPORT_LIFT * (children.sen == "K")
        lift = lift + _PLAN_LIFT * (children.sen == "E")
        for cohort, more in _COHORT_LIFT.items():
            lift[np.unique(cohorts.child[cohorts.cohort == cohort])] += more
        self._traits = _Traits(inclination=rng.normal(size=count), lift=lift)
        spread = rng.normal(scale=_SCHOOL_SPREAD, size=len(schools))
        spread *= [school.kind is not SchoolKind.ALL_THROUGH for school in schools]
        self._school_lift = spread + _HARDSHIP_LIFT * np.array([school.hardship for school in schools])

    def in_year(self, book: RollBook, academic_year: int) -> Propensities:
        """Every enrolment's propensities in the year; 0 for those that do not hold then."""
        rng = np.random.default_rng([self._seed, academic_year])
        year_group = book.year_groups_in(academic_year)
        phase = phases_of(book.school, year_group, schools=self._schools)
        own = _STEADINESS * self._traits.inclination + np.sqrt(1 - _STEADINESS**2) * rng.normal(
            size=book.children
        )
        score = (own + self._traits.lift)[book.child] + self._school_lift[book.school]
        score = score + np.where(year_group >= 7, 0.13 * (year_group - 9), 0.0)
        # The children whom DfE counts are ranked among themselves, so that they have the whole of the profile's law.
        counted = (year_group >= 1) & (year_group <= 11) & self._inside[book.school]
        rank = _rank_within(2 * phase.astype(np.int64) + counted, score, held=_held_in(book, academic_year))
        common, unexplained = _shares(phase, rank, rng)
        common = np.where(year_group == 0, np.minimum(common * _RECEPTION_LIFT, 0.9), common)
        count = len(score)
        return Propensities(
            phase=phase,
            common=common,
            unexplained=unexplained,
            rank=rank,
            lateness=rng.gamma(0.6, 1 / 0.6, count) * (0.4 + 1.8 * rank**2),
            unrest=rng.gamma(0.35, 1 / 0.35, count) * (0.2 + 3.2 * rank**3),
            appointments=rng.gamma(1.2, 1 / 1.2, count),
        )


def _rank_within(groups: Ints, score: Floats, *, held: NDArray[np.bool_]) -> Floats:
    """Each enrolment's place in its group by score, as a share from 0 to 1; 0 where it does not hold."""
    rank = np.zeros(len(score))
    for group in np.unique(groups):
        here = np.flatnonzero((groups == group) & held)
        rank[here[np.argsort(score[here], kind="stable")]] = (np.arange(len(here)) + 0.5) / max(1, len(here))
    return rank


def _shares(phase: NDArray[np.int8], rank: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Illness and unexplained absence together, and the latter's part, by phase and rank."""
    common, unexplained = np.zeros(len(rank)), np.zeros(len(rank))
    for place, name in enumerate(PHASES):
        here = np.flatnonzero(phase == place)
        profile = PROFILES[name]
        common[here] = mixture_quantile(profile.common, rank[here])
        low, high = profile.unexplained
        middle = low + (high - low) * np.clip(common[here] / 0.4, 0, 1) ** 0.7
        unexplained[here] = rng.beta(4 * middle, 4 * (1 - middle))
    return common, unexplained


def phases_of(school: Ints, year_group: Ints, *, schools: Sequence[DemoSchool]) -> NDArray[np.int8]:
    """The place in PHASES of each enrolment."""
    special = np.array([one.kind is SchoolKind.SPECIAL for one in schools])[school]
    unit = np.array([one.kind is SchoolKind.PUPIL_REFERRAL_UNIT for one in schools])[school]
    by_age = np.where(year_group <= 6, 0, np.where(year_group <= 11, 1, 4))
    return np.where(special, 2, np.where(unit, 3, by_age)).astype(np.int8)


def mixture_quantile(parts: Sequence[tuple[float, float, float]], rank: Floats) -> Floats:
    """The value below which a share `rank` of a mixture of beta laws lies; parts are (weight, mean, concentration)."""
    density = np.zeros_like(_GRID)
    for weight, mean, concentration in parts:
        log = (mean * concentration - 1) * np.log(_GRID) + ((1 - mean) * concentration - 1) * np.log1p(-_GRID)
        shape = np.exp(log - log.max())
        density += weight * shape / shape.sum()
    below = np.cumsum(density)
    return np.interp(rank, below / below[-1], _GRID)


def _held_in(book: RollBook, academic_year: int) -> NDArray[np.bool_]:
    first, last = (np.datetime64(f"{year}-09-01") for year in (academic_year, academic_year + 1))
    return (
        (book.entry < last)
        & (np.isnat(book.leaving) | (book.leaving >= first))
        & (academic_year >= BASE_YEAR)
    )
