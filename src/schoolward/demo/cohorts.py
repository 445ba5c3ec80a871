"""Says which of the borough's children belong to which cohort from when to when, as its services would know it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.people import Children
from schoolward.demo.roll_book import NEVER, Dates, Ints, RollBook, day

SOCIAL_CARE = "children's social care"
_SHARES = {
    "looked_after": (0.0075, "virtual school"),
    "previously_looked_after": (0.012, "virtual school"),
    "child_in_need": (0.019, SOCIAL_CARE),
    "child_protection": (0.0042, SOCIAL_CARE),
    "kinship": (0.0045, "virtual school"),
    "young_carer": (0.012, "young carers' service"),
    "youth_justice": (0.0018, "youth justice service"),
    "service_child": (0.003, "schools"),
    "refugee_or_asylum": (0.004, "schools"),
}
"""Share of children and the service that says so."""

_WITH_SOCIAL_WORKER = ("looked_after", "child_in_need", "child_protection")
_TRAVELLER_ETHNICITIES = ("WIRT", "WROM")
_FIRST_DAY = np.datetime64("2025-09-01")
_BEGAN_DURING = 0.25
_ENDED = 0.28


@dataclass(frozen=True, kw_only=True)
class CohortSpells:
    """One place a spell; `until` is the last day of membership, NaT while it lasts. `known_from` is the day from
    which it can be told, since a child has no UPN before being on a roll."""

    child: Ints
    cohort: NDArray[np.str_]
    begun: Dates
    until: Dates
    source: NDArray[np.str_]
    known_from: Dates

    def known_on(self, on: date) -> "CohortSpells":
        """The spells known on a day, without the ends that lie after it."""
        known = self._of(np.flatnonzero(self.known_from <= day(on)))
        return replace(known, until=np.where(known.until <= day(on), known.until, NEVER))

    def changed_between(self, after: date, on: date) -> "CohortSpells":
        """Of the spells known on a day, those that began or ended after an earlier one."""
        known = self.known_on(on)
        return known._of(np.flatnonzero((known.known_from > day(after)) | (known.until > day(after))))

    def with_more(
        self, told: Sequence[tuple[int, str]], *, begun: np.datetime64, known_from: np.datetime64
    ) -> "CohortSpells":
        """These and a spell that lasts for each child and cohort told."""
        if not told:
            return self
        count = len(told)
        sources = {name: source for name, (_, source) in _SHARES.items()} | {"social_worker": SOCIAL_CARE}
        more = CohortSpells(
            child=np.concatenate([self.child, [child for child, _ in told]]),
            cohort=np.concatenate([self.cohort, [name for _, name in told]]),
            begun=np.concatenate([self.begun, np.full(count, begun)]),
            until=np.concatenate([self.until, np.full(count, NEVER)]),
            source=np.concatenate([self.source, [sources[name] for _, name in told]]),
            known_from=np.concatenate([self.known_from, np.full(count, known_from)]),
        )
        return more._in_order()

    def _in_order(self) -> "CohortSpells":
        return self._of(np.lexsort((self.begun, self.cohort, self.child)))

    def _of(self, rows: Ints) -> "CohortSpells":
        return CohortSpells(
            child=self.child[rows], cohort=self.cohort[rows], begun=self.begun[rows], until=self.until[rows],
            source=self.source[rows], known_from=self.known_from[rows],
        )  # fmt: skip


def draw_cohorts(
    children: Children, book: RollBook, *, until: date, rng: np.random.Generator
) -> CohortSpells:
    """All spells up to `until`, sorted by child, cohort and beginning. A child new in the borough may have them too."""
    pieces: list[tuple[Ints, str, Dates, Dates, str]] = []
    tilt = np.where(children.free_meals, 2.4, 0.67)
    for cohort, (share, source) in _SHARES.items():
        able = book.year_group >= 8 if cohort == "youth_justice" else np.ones(book.children, dtype=bool)
        child = np.flatnonzero(able & (rng.random(book.children) < share * tilt))
        begun, ended = _spell(child, rng)
        pieces.append((child, cohort, begun, ended, source))
    pieces.append(_social_worker(pieces))
    pieces.append(_standing(np.flatnonzero(children.sen == "E"), "ehcp", "SEN team", rng))
    traveller = np.isin(children.ethnicity, _TRAVELLER_ETHNICITIES)
    pieces.append(_standing(np.flatnonzero(traveller), "traveller", "schools", rng))
    joined = np.full(book.children, _FIRST_DAY)
    joined[book.child[::-1]] = book.entry[::-1]  # a child's first enrolment is the earliest listed
    return _sorted(pieces, children.dob, joined, until=until)


def _spell(child: Ints, rng: np.random.Generator) -> tuple[Dates, Dates]:
    during = rng.random(len(child)) < _BEGAN_DURING
    begun = _FIRST_DAY + np.where(
        during, rng.integers(7, 420, len(child)), -rng.integers(1, 1100, len(child))
    )
    length = rng.integers(60, 500, len(child))
    ended = np.where(rng.random(len(child)) < _ENDED, np.maximum(begun, _FIRST_DAY) + length, NEVER)
    return begun, ended


def _standing(
    child: Ints, cohort: str, source: str, rng: np.random.Generator
) -> tuple[Ints, str, Dates, Dates, str]:
    begun = _FIRST_DAY - rng.integers(30, 1500, len(child))
    return child, cohort, begun, np.full(len(child), NEVER), source


def _social_worker(
    pieces: Sequence[tuple[Ints, str, Dates, Dates, str]],
) -> tuple[Ints, str, Dates, Dates, str]:
    """One spell with a social worker for each child who has one, as long as the longest of the child's others."""
    child, begun, ended = (
        np.concatenate([piece[place] for piece in pieces if piece[1] in _WITH_SOCIAL_WORKER])
        for place in (0, 2, 3)
    )
    length = np.where(np.isnat(ended), np.timedelta64(99_999, "D"), ended - begun)
    order = np.lexsort((-length.astype(np.int64), child))
    first = order[np.r_[True, np.diff(child[order]) > 0]] if len(order) else order
    return child[first], "social_worker", begun[first], ended[first], SOCIAL_CARE


def _sorted(
    pieces: Sequence[tuple[Ints, str, Dates, Dates, str]], dob: Dates, joined: Dates, *, until: date
) -> CohortSpells:
    """The pieces as one; nothing begins before a child is two months old, and a plan not before two years."""
    child, begun, ended = (np.concatenate([piece[place] for piece in pieces]) for place in (0, 2, 3))
    cohort = np.concatenate([np.full(len(piece[0]), piece[1]) for piece in pieces])
    source = np.concatenate([np.full(len(piece[0]), piece[4]) for piece in pieces])
    begun = np.maximum(begun, dob[child] + np.where(cohort == "ehcp", 730, 60))
    spells = CohortSpells(
        child=child,
        cohort=cohort,
        begun=begun,
        until=ended,
        source=source,
        known_from=np.maximum(begun, joined[child]),
    )
    return spells._of(np.flatnonzero(spells.known_from <= day(until)))._in_order()
