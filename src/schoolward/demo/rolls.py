"""Fills the borough's rolls on 1 September 2025 and plays two school years of joining, leaving and moving up."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.dates import HALF_TERMS
from schoolward.demo.roll_book import BASE_YEAR, Dates, Ints, RollBook, day
from schoolward.demo.schools import DemoSchool, SchoolKind

FIRST_DAY = date(2025, 9, 1)
NEW_YEAR = date(2026, 9, 1)
YEAR_END = date(2026, 8, 31)
LAST_FRIDAY_OF_JUNE = date(2026, 6, 26)

_LEAVE_IN_YEAR = 0.024
_MOVE_WITHIN = 0.55
_GROWTH = 1.1
_STAY_FOR_SIXTH_FORM = 0.45
_OUTSIDE_ORIGINS = (5000, 6000)
_DUAL_AT_UNIT = 0.6
_DUAL_AT_SPECIAL = 0.03
_TO_UNIT_IN_YEAR = 0.0022
_ALL_WEEK = 31
_SHARED_WEEKS = (_ALL_WEEK, _ALL_WEEK, 0b00111, 0b11100, 0b00011)


def play_rolls(schools: Sequence[DemoSchool], *, until: date, rng: np.random.Generator) -> RollBook:
    """Every enrolment known by `until`, from the rolls of 1 September 2025 on."""
    book = RollBook.empty()
    play = _Play(schools, book, rng)
    play.fill()
    play.register_dually_from_the_start()
    play.move_in_year(BASE_YEAR, last_on=min(until, date(2026, 7, 10)))
    play.place_at_units(last_on=min(until, date(2026, 6, 12)))
    if until >= NEW_YEAR:
        play.move_up()
        play.move_in_year(BASE_YEAR + 1, last_on=until)
    return book


class _Play:
    """One run through the two years: what happens to the rolls, in order."""

    def __init__(self, schools: Sequence[DemoSchool], book: RollBook, rng: np.random.Generator) -> None:
        self.schools, self.book, self.rng = schools, book, rng
        self.size = np.array([school.pupils for school in schools])
        self.inside = np.array([school.in_borough for school in schools])
        self.unit = np.array([school.kind is SchoolKind.PUPIL_REFERRAL_UNIT for school in schools])
        self.special = np.array([school.kind is SchoolKind.SPECIAL for school in schools])
        self.teaches = np.zeros((len(schools), 16), dtype=bool)
        for at, school in enumerate(schools):
            self.teaches[at, list(school.year_groups)] = True
        self.year_sizes = np.zeros((len(schools), 16), dtype=np.int64)
        numbers = [school.laestab % 10_000 for school in schools if 0 in school.year_groups]
        self.first_schools = np.array(numbers, dtype=np.int64)

    def fill(self) -> None:
        """Everyone on roll on the first day, exactly each school's number of pupils."""
        for at, school in enumerate(self.schools):
            if not school.pupils:
                continue
            years = np.array(school.year_groups)
            counts = (
                self.rng.multinomial(school.pupils, _shares(school)) if school.pupils < 150 else _even(school)
            )
            self.year_sizes[at, years] = counts
            year_group = np.repeat(years, counts)
            origin = self.rng.choice(self.first_schools, len(year_group))
            if 0 in school.year_groups and school.kind is not SchoolKind.SPECIAL:
                origin[:] = school.laestab % 10_000
            child = self.book.add_children(year_group=year_group, origin=origin)
            entry = self._past_entries(year_group, first_year=min(school.year_groups))
            self.book.enrol(child, school=np.full(len(child), at), entry=entry)

    def _past_entries(self, year_group: Ints, *, first_year: int) -> Dates:
        """The September in which each class began here; one child in eight came some months later."""
        years_here = year_group - first_year
        begun = np.array([f"{BASE_YEAR - ago}-09-01" for ago in range(16)], dtype="datetime64[D]")[years_here]
        late = (self.rng.random(len(year_group)) < 0.125) & (years_here > 0)
        return begun + np.where(late, self.rng.integers(5, 320, len(year_group)), 0)

    def register_dually_from_the_start(self) -> None:
        """Most children at a unit, and a few at special schools, are on a main school's roll as well."""
        share = np.where(self.unit, _DUAL_AT_UNIT, np.where(self.special, _DUAL_AT_SPECIAL, 0.0))
        share[~self.inside] = 0.0
        dual = np.flatnonzero(self.rng.random(len(self.book.child)) < share[self.book.school])
        self._pair_with_main(dual)

    def _pair_with_main(self, dual: Ints) -> None:
        weeks = self.rng.choice(_SHARED_WEEKS, len(dual))
        self.book.status[dual] = "S"
        self.book.attends_on[dual] = weeks
        child = self.book.child[dual]
        main = self._schools_for(self.book.year_group[child], ordinary=True)
        placed = main >= 0
        self.book.status[dual[~placed]] = "C"
        self.book.attends_on[dual[~placed]] = _ALL_WEEK
        self.book.enrol(
            child[placed], school=main[placed], entry=np.full(placed.sum(), day(date(2024, 9, 2))), status="M",
            attends_on=_ALL_WEEK - weeks[placed],
        )  # fmt: skip

    def _schools_for(self, year_group: Ints, *, ordinary: bool, other_than: Ints | None = None) -> Ints:
        """For each child a borough school that teaches the year, by size; -1 where there is no other."""
        open_to = self.inside & (self.size > 0) & ~self.unit & ~(self.special & ordinary)
        chosen = np.full(len(year_group), -1, dtype=np.int64)
        for year in np.unique(year_group):
            here = np.flatnonzero(year_group == year)
            weight = np.where(open_to & self.teaches[:, year], self.size, 0).astype(float)
            if weight.any():
                chosen[here] = self.rng.choice(len(weight), len(here), p=weight / weight.sum())
        return chosen if other_than is None else np.where(chosen == other_than, -1, chosen)

    def move_in_year(self, academic_year: int, *, last_on: date) -> None:
        """Some children move to another school of the borough, some leave it, and others come."""
        days = _weekdays(date(academic_year, 9, 15), last_on)
        if not len(days):
            return
        book, rng = self.book, self.rng
        part = min(1.0, len(days) / 210)
        free = np.isnat(book.leaving) & (book.status == "C") & self.inside[book.school]
        free &= book.entry < days[0]
        rate = np.where(self.unit, 0.15, _LEAVE_IN_YEAR)[book.school] * part
        going = np.flatnonzero(free & (rng.random(len(free)) < rate))
        book.leaving[going] = rng.choice(days, len(going))
        year_group = book.year_groups_in(academic_year)[going]
        to = self._schools_for(year_group, ordinary=True, other_than=book.school[going])
        to[rng.random(len(going)) > _MOVE_WITHIN] = -1
        moving = to >= 0
        arrival = _next_weekday(book.leaving[going] + rng.integers(1, 12, len(going)))
        moving &= arrival <= day(last_on)
        book.enrol(book.child[going[moving]], school=to[moving], entry=arrival[moving])
        self._welcome(academic_year, round((~moving).sum() * _GROWTH), days)

    def _welcome(self, academic_year: int, count: int, days: Dates) -> None:
        """Children who come from outside the borough during the year."""
        weight = self.year_sizes * (self.inside & ~self.unit)[:, None]
        slot = self.rng.choice(weight.size, count, p=weight.ravel() / weight.sum())
        school, year_group = np.divmod(slot, weight.shape[1])
        child = self.book.add_children(
            year_group=year_group - (academic_year - BASE_YEAR),
            origin=self.rng.integers(*_OUTSIDE_ORIGINS, count),
        )
        self.book.enrol(child, school=school, entry=self.rng.choice(days, count))

    def place_at_units(self, *, last_on: date) -> None:
        """During the year secondary pupils are placed at a unit as well; half of them come back before summer."""
        days = _weekdays(date(2025, 9, 29), last_on)
        if not len(days):
            return
        book, rng = self.book, self.rng
        units = np.flatnonzero(self.unit)
        year_group = book.year_groups_in(BASE_YEAR)
        ordinary = self.inside & ~self.unit & ~self.special
        free = np.isnat(book.leaving) & (book.status == "C") & ordinary[book.school] & (book.entry < days[0])
        free &= (year_group >= 7) & (year_group <= 11)
        main = np.flatnonzero(free & (rng.random(len(free)) < _TO_UNIT_IN_YEAR))
        entry = rng.choice(days, len(main))
        weeks = rng.choice(_SHARED_WEEKS, len(main))
        book.status[main] = "M"
        book.attends_on[main] = _ALL_WEEK - weeks
        placed = book.enrol(
            book.child[main], school=rng.choice(units, len(main)), entry=entry, status="S", attends_on=weeks
        )
        back = _next_weekday(entry + rng.integers(40, 120, len(main)).astype("timedelta64[D]"))
        short = (rng.random(len(main)) < 0.5) & (back <= day(min(last_on, date(2026, 7, 10))))
        book.leaving[placed[short]] = back[short]

    def move_up(self) -> None:
        """The new school year: everyone a year older, the oldest gone or at their next school, a new Reception."""
        book, rng = self.book, self.rng
        here = np.flatnonzero(np.isnat(book.leaving))
        older = book.year_groups_in(BASE_YEAR + 1)[here]
        stays = self.teaches[book.school[here], older]
        sixth_form = older == 12
        stays &= (
            ~sixth_form | self.special[book.school[here]] | (rng.random(len(here)) < _STAY_FOR_SIXTH_FORM)
        )
        stays &= ~(self.unit[book.school[here]] & (rng.random(len(here)) < 0.4))
        going, older = here[~stays], older[~stays]
        early = (older == 12) & (book.school[going] % 2 == 0)
        early &= book.entry[going] <= day(LAST_FRIDAY_OF_JUNE)
        book.leaving[going] = np.where(early, day(LAST_FRIDAY_OF_JUNE), day(YEAR_END))
        onward = (older < 12) & (book.status[going] != "S") & self.inside[book.school[going]]
        self._go_on(going[onward], older[onward])
        self._new_reception()

    def _go_on(self, going: Ints, older: Ints) -> None:
        """Infants go to the junior school of the same turn, Year 6 to a secondary school; one in twenty leaves."""
        kinds = np.array([school.kind.value for school in self.schools])
        infants, juniors = np.flatnonzero(kinds == "infant"), np.flatnonzero(kinds == "junior")
        from_school = self.book.school[going]
        special = self.special[from_school]
        to = np.where(special, -1, self._schools_for(older, ordinary=True))
        for turn, infant in enumerate(infants):
            to[(from_school == infant) & (older == 3)] = juniors[turn % len(juniors)]
        moves = (to >= 0) & (self.rng.random(len(going)) > 0.05)
        self.book.enrol(
            self.book.child[going[moves]], school=to[moves], entry=np.full(moves.sum(), day(NEW_YEAR))
        )

    def _new_reception(self) -> None:
        for at, school in enumerate(self.schools):
            count = int(self.year_sizes[at, 0])
            if not count:
                continue
            count = max(1, count + int(self.rng.integers(-2, 3)))
            child = self.book.add_children(
                year_group=np.full(count, -1), origin=np.full(count, school.laestab % 10_000)
            )
            self.book.enrol(child, school=np.full(count, at), entry=np.full(count, day(NEW_YEAR)))


def _even(school: DemoSchool) -> Ints:
    """A large school's pupils by year, as near equal as the number allows, sixth-form years half as large."""
    shares = _shares(school) * school.pupils
    counts = np.floor(shares).astype(np.int64)
    counts[: school.pupils - counts.sum()] += 1
    return counts


def _shares(school: DemoSchool) -> NDArray[np.float64]:
    years = np.array(school.year_groups)
    weight = np.where(years > 11, 0.55, 1.0)
    if school.kind is SchoolKind.SPECIAL:
        weight = np.interp(years, [0, 6, 11, 13], [0.5, 0.9, 1.3, 0.5])
    if school.kind is SchoolKind.PUPIL_REFERRAL_UNIT:
        weight = np.interp(years, [4, 7, 10, 11], [0.1, 0.6, 2.0, 2.6])
    return np.asarray(weight / weight.sum())


def _weekdays(first_on: date, last_on: date) -> Dates:
    """Weekdays inside the authority's half-terms."""
    spans = [np.arange(day(term.first_on), day(term.last_on) + 1) for term in HALF_TERMS]
    days = np.concatenate(spans)
    days = days[np.is_busday(days)]
    return days[(days >= day(first_on)) & (days <= day(last_on))]


def _next_weekday(days: Dates) -> Dates:
    """The same day, or the next one inside a half-term."""
    school_days = _weekdays(FIRST_DAY, HALF_TERMS[-1].last_on + timedelta(days=1))
    return school_days[np.minimum(np.searchsorted(school_days, days), len(school_days) - 1)]
