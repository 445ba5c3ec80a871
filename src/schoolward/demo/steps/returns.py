"""Invents the returns that schools made to the authority, and deletions with their grounds, most of them in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.dates import FIRST_LOAD_ON, NEW_YEAR_LOAD_ON
from schoolward.demo.doubles import Told
from schoolward.demo.people import Children
from schoolward.demo.roll_book import BASE_YEAR, Dates, Ints, RollBook, day
from schoolward.demo.rolls import LAST_FRIDAY_OF_JUNE, YEAR_END
from schoolward.demo.schools import DemoSchool, SchoolKind
from schoolward.demo.steps.matter import Day, Event, Matter, matter
from schoolward.demo.steps.noticed import Noticed, days_later
from schoolward.demo.steps.telling import DatedMatter, dated

_ENTRIES = (2, 4, 1, 5, 3, 9, 0, 2, None, 4, 3, 14)
"""Days from entry to the return of each new pupil in turn; five are allowed, None where none is made."""

_LEAVING_YEAR = 11

_MOVED = (*("a",) * 39, "n")
_GONE = (
    "g", "a", "f", "a", "g", "f, without notice", "a", "g", "a", "f", "a", "g, told late", "a", "g", "f", "a", "g",
    "a, entered late", "a", "g", "f", "a", "g, not told", "a", "g", "a", "f", "a", "g", "z", "a", "g", "f", "a",
)  # fmt: skip
"""Grounds in turn of those who go to another school of the borough and of those who go elsewhere, and what is amiss.

(n) is for independent schools and (z) is none, so that some deletions cannot be right.
"""


def returns_of(child: Noticed) -> Iterator[Matter]:
    """The attendance and sickness returns of the child in the year."""
    run_on, ill_on = child.run_reached_on, child.ill_reached_on
    if run_on and child.is_of_age(run_on) and child.chance[0] < 0.62:
        received = days_later(run_on, 1 + int(child.chance[1] * 20))
        yield matter("attendance_return", ("received", received))
    if ill_on and child.is_of_age(ill_on) and child.chance[2] < 0.38:
        received = days_later(ill_on, int(child.chance[3] * 15))
        yield matter("sickness_return", ("received", received))


def roll_matters(
    *,
    schools: Sequence[DemoSchool],
    book: RollBook,
    children: Children,
    told: Told,
    spared: Ints,
    until: date,
) -> Iterator[DatedMatter]:
    """The returns of those who joined or left a borough school, and the deletions.

    Of those who began a school's youngest class in September, and of those who finished its oldest, none is owed.
    `spared` are the enrolments of stories, which tell of themselves.
    """
    ours = np.array([school.in_borough for school in schools])[book.school]
    ours[spared] = False
    people = _People(schools=schools, book=book, children=children, told=told, until=until)
    for turn, row in enumerate(people.in_order(ours & people.joined(), book.entry)):
        entry: date = book.entry[row].item()
        late = _ENTRIES[turn % len(_ENTRIES)] if entry != NEW_YEAR_LOAD_ON else 3 if turn % 40 else None
        if late is not None:
            yield people.of(row, matter("new_pupil_return", ("received", entry + timedelta(days=late))))
    stays_here = _has_later_enrolment(book)
    for turn, row in enumerate(people.in_order(ours & people.left(), book.leaving)):
        on: date = book.leaving[row].item()
        if on in (LAST_FRIDAY_OF_JUNE, YEAR_END) and book.year_group[book.child[row]] >= _LEAVING_YEAR:
            ground = "l" if turn % 40 else "l, not told"
        elif book.status[row] == "S":
            ground = "c"
        else:
            grounds = _MOVED if stays_here[row] or on == YEAR_END else _GONE
            ground = grounds[turn % len(grounds)]
        for each in _deletion(ground, on, turn=turn, kind=schools[int(book.school[row])].kind):
            yield people.of(row, each)


@dataclass(frozen=True, kw_only=True)
class _People:
    """The borough's enrolments, and who of them joined or left by a day."""

    schools: Sequence[DemoSchool]
    book: RollBook
    children: Children
    told: Told
    until: date

    def joined(self) -> NDArray[np.bool_]:
        """Who joined after the first day, without the youngest classes of the new year."""
        entry = self.book.entry
        youngest = np.array([min(school.year_groups, default=0) for school in self.schools])[self.book.school]
        begins = (entry == day(NEW_YEAR_LOAD_ON)) & (self.book.year_groups_in(BASE_YEAR + 1) == youngest)
        return np.asarray((entry > day(FIRST_LOAD_ON)) & (entry <= day(self.until)) & ~begins)

    def left(self) -> NDArray[np.bool_]:
        """Who left, without the oldest classes at the year's end."""
        leaving = self.book.leaving
        oldest = np.array([max(school.year_groups, default=0) for school in self.schools])[self.book.school]
        finished = (leaving == day(YEAR_END)) & (self.book.year_group[self.book.child] == oldest)
        return np.asarray((leaving <= day(self.until)) & ~finished)

    def in_order(self, chosen: NDArray[np.bool_], days: Dates) -> list[int]:
        """The enrolments by day and the child's own UPN."""
        rows = np.flatnonzero(chosen)
        found: list[int] = rows[np.lexsort((self.children.upn[self.book.child[rows]], days[rows]))].tolist()
        return found

    def of(self, row: int, each: Matter) -> DatedMatter:
        """The matter of this enrolment."""
        upn = self.told.upn[row].decode()
        urn = self.schools[int(self.book.school[row])].urn
        return dated(each, upn=upn, urn=urn, last_on=self.until)


def _deletion(ground: str, on: date, *, turn: int, kind: SchoolKind) -> Iterator[Matter]:
    """The deletion of one leaver and its return."""
    letter, _, amiss = ground.partition(", ")
    recorded = on + timedelta(days=11 if amiss == "entered late" else 0)
    events: list[tuple[str, Day] | tuple[str, Day, str]] = [("deleted", on, letter), ("recorded", recorded)]
    if letter == "f" and amiss != "without notice":
        events.insert(0, ("parent_notice", on - timedelta(days=4)))
    if kind is SchoolKind.SPECIAL and turn % 6:
        events.insert(0, ("authority_consent", on - timedelta(days=9)))
    yield matter("deletion", *events)
    if amiss != "not told":
        received = on + timedelta(days=6) if amiss == "told late" else on - timedelta(days=turn % 4)
        yield Matter("deletion_return", (Event("received", received),))


def _has_later_enrolment(book: RollBook) -> np.ndarray:
    latest = np.full(book.children, np.datetime64("1900-01-01", "D"))
    np.maximum.at(latest, book.child, book.entry)
    return np.asarray(latest[book.child] > np.where(np.isnat(book.leaving), latest[book.child], book.leaving))
