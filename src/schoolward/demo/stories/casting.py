"""Finds each story its child: one that nothing else is told of, at a school that has few stories yet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.cohorts import CohortSpells
from schoolward.demo.dates import FIRST_LOAD_ON
from schoolward.demo.people import Children
from schoolward.demo.roll_book import NEVER, Dates, Ints, RollBook, day
from schoolward.demo.schools import BOROUGH, DemoSchool, SentAs
from schoolward.demo.stories.story import Stay, Story, Who
from schoolward.register.age import compulsory_school_age_ends_on, compulsory_school_age_starts_on

_TELLING_FORMS = frozenset({SentAs.LONG, SentAs.WIDE_DAY, SentAs.WIDE_WEEK, SentAs.CTF})
_PERMANENT_UPN_ENDS = b"0123456789"
_DAYS_BEFORE_LEAVING = 40
"""Calendar days of the school year that a child is on roll of whose last weeks a story tells."""
_DAYS_SINCE_LEAVING = 12
"""Calendar days after its leaving in which all that a story tells of it has come in."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A story with its child: the enrolment's place in the book, and the day from which its days count back."""

    story: Story
    enrolment: int
    child: int
    upn: str
    urn: int
    last_on: date


def cast_stories(
    stories: Iterable[Story],
    *,
    schools: Sequence[DemoSchool],
    book: RollBook,
    children: Children,
    cohorts: CohortSpells,
    until: date,
) -> tuple[Part, ...]:
    """Each story's part, in the stories' order; a story for which no child is left is not told.

    Of the children that fit, the one at the school with the fewest stories so far, and of those with the least UPN.
    """
    pool = _Pool(schools, book, children, cohorts, until=until)
    parts = []
    for story in stories:
        enrolment = pool.take(story)
        if enrolment is not None:
            parts.append(pool.part(story, enrolment))
    return tuple(parts)


def with_cohorts_of(parts: Sequence[Part], cohorts: CohortSpells) -> CohortSpells:
    """The spells with those that the stories ask for, which began before the borough's first day."""
    told = [(part.child, name) for part in parts for name in part.story.cohorts]
    return cohorts.with_more(told, begun=np.datetime64("2025-03-03"), known_from=day(FIRST_LOAD_ON))


def births_mended(parts: Sequence[Part], *, children: int) -> Dates:
    """For each child the day from which the roll has its true date of birth; NaT where it always had."""
    mended = np.full(children, NEVER)
    for part in parts:
        if part.story.birth_mended_on is not None:
            mended[part.child] = day(part.story.birth_mended_on)
    return mended


class _Pool:
    """The enrolments that no story has taken."""

    def __init__(
        self,
        schools: Sequence[DemoSchool],
        book: RollBook,
        children: Children,
        cohorts: CohortSpells,
        *,
        until: date,
    ) -> None:
        self._schools, self._book, self._children, self._until = schools, book, children, until
        self._told: Counter[int] = Counter()
        self._academic_year = until.year - (until.month < 9)
        self._year_group = book.year_groups_in(self._academic_year)
        self._upn = children.upn[book.child]
        self._upn_order = np.argsort(np.argsort(children.upn))[book.child]
        sends = np.array(
            [
                school.in_borough and school.sent_as in _TELLING_FORMS and school.stops_sending_on is None
                for school in schools
            ]
        )
        self._free = sends[book.school] & (book.status == "C")
        self._only = np.bincount(book.child, minlength=book.children)[book.child] == 1
        self._plain = self._only & self._residents_of_no_cohort(cohorts)

    def take(self, story: Story) -> int | None:
        """The enrolment for a story, or None where no child of its kind is left."""
        who = story.who
        low, high = who.years
        fits = self._free & (self._year_group >= low) & (self._year_group <= high)
        fits &= np.array([school.kind in who.kinds for school in self._schools])[self._book.school]
        if who.stay is Stay.STAYS:
            fits &= self._stays()
        else:
            fits &= self._leaves(_DAYS_BEFORE_LEAVING if story.marks else 0)
        for row in self._in_order(np.flatnonzero(fits)):
            if self._is_of_age(row, who):
                self._free[row] = False
                self._told[int(self._book.school[row])] += 1
                return row
        return None

    def part(self, story: Story, row: int) -> Part:
        """The story with its child."""
        leaving = self._book.leaving[row]
        return Part(
            story=story,
            enrolment=row,
            child=int(self._book.child[row]),
            upn=self._upn[row].decode(),
            urn=self._schools[int(self._book.school[row])].urn,
            last_on=self._until if np.isnat(leaving) else leaving.item(),
        )

    def _stays(self) -> NDArray[np.bool_]:
        """Plain enrolments from the borough's first day to its last."""
        return self._plain & (self._book.entry <= day(FIRST_LOAD_ON)) & np.isnat(self._book.leaving)

    def _leaves(self, days: int) -> NDArray[np.bool_]:
        """Enrolments that ended this school year, after so many days of it."""
        begins, leaving = np.datetime64(f"{self._academic_year}-09-01"), self._book.leaving
        held = np.maximum(self._book.entry, begins) + days
        known = day(self._until) - _DAYS_SINCE_LEAVING
        return (leaving > begins) & (leaving >= held) & (leaving <= known)

    def _in_order(self, rows: Ints) -> Iterator[int]:
        """Those whose only enrolment it is first, then by the stories of the school, then by UPN."""
        told = np.array([self._told[at] for at in range(len(self._schools))])[self._book.school[rows]]
        yield from rows[np.lexsort((self._upn_order[rows], told, ~self._only[rows]))].tolist()

    def _residents_of_no_cohort(self, cohorts: CohortSpells) -> NDArray[np.bool_]:
        """Children who live in the borough, belong to no cohort and never had a temporary UPN."""
        people, child = self._children, self._book.child
        last = people.upn.astype("S13").view(np.uint8).reshape(-1, 13)[:, -1]
        plain = (people.home_authority == BOROUGH[0]) & (people.former_upn == b"")
        plain &= np.isin(last, np.frombuffer(_PERMANENT_UPN_ENDS, dtype=np.uint8))
        return np.asarray(plain[child] & ~np.isin(child, cohorts.child))

    def _is_of_age(self, row: int, who: Who) -> bool:
        """Of compulsory school age on every day of which the story can tell; for a leaver, of this school year."""
        dob: date = self._children.dob[self._book.child[row]].item()
        if who.of_age_from is not None:
            return compulsory_school_age_starts_on(dob) == who.of_age_from
        begins = FIRST_LOAD_ON if who.stay is Stay.STAYS else date(self._academic_year, 9, 1)
        starts_on, ends_on = compulsory_school_age_starts_on(dob), compulsory_school_age_ends_on(dob)
        return starts_on <= begins and self._until <= ends_on
