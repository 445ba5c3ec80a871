"""Writes pupils files as they could be known on a day: whole rolls each September, and between them what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.cohorts import CohortSpells
from schoolward.demo.doubles import Told
from schoolward.demo.dual import DualRegistration
from schoolward.demo.people import Children
from schoolward.demo.roll_book import BASE_YEAR, Dates, Ints, RollBook, day
from schoolward.demo.schools import DemoSchool

_HEADING = (
    "upn,former_upn,surname,forename,middle_names,dob,sex,ethnicity,urn,year_group,entry_date,leaving_date,"
    "enrolment_status,sen_provision,fsm,postcode,home_authority,ward,attributes_from"
)


@dataclass(frozen=True, kw_only=True)
class RollWriter:
    """Knows everything about the rolls, and tells of it what could be known on a day."""

    book: RollBook
    children: Children
    told: Told
    schools: Sequence[DemoSchool]
    dual: DualRegistration
    birth_mended: Dates
    """For each child the day from which its true date of birth is told; NaT for nearly all, of whom it always is."""

    def on_roll_rows(self, school: int, on: date, *, left_since: date) -> Ints:
        """A school's enrolments on a day, and those that ended after an earlier one."""
        book = self.book
        here = (book.school == school) & (book.entry <= day(on))
        return np.flatnonzero(here & (np.isnat(book.leaving) | (book.leaving > day(left_since))))

    def changed_rows(self, after: date, until: date) -> Ints:
        """The enrolments of which something was new between two days: begun, ended, or an attribute changed."""
        book, child = self.book, self.book.child
        current = (book.entry <= day(until)) & (np.isnat(book.leaving) | (book.leaving > day(after)))
        new = np.zeros(len(child), dtype=bool)
        for dates in (
            book.entry, book.leaving, self.dual.main_from, self.children.free_meals_from[child],
            self.children.support_from[child], self.birth_mended[child],
        ):  # fmt: skip
            new |= (dates > day(after)) & (dates <= day(until))
        return np.flatnonzero(current & new)

    def pupils_file(self, rows: Ints, on: date, *, academic_year: int) -> bytes:
        """A line for each enrolment, as it stands on the day."""
        book, people, told, child = self.book, self.children, self.told, self.book.child[rows]
        entry, leaving = book.entry[rows], book.leaving[rows]
        meals = people.free_meals[child] | _since(people.free_meals_from[child], on)
        sen = np.where(_since(people.support_from[child], on), "K", people.sen[child])
        years = book.year_groups_in(academic_year)[rows]
        left_before = leaving < day(date(academic_year, 9, 1))
        years = np.where(left_before, years - 1, years)
        status = book.status[rows]
        status = np.where((status == "M") & ~_since(self.dual.main_from[rows], on), "C", status)
        urns = np.array([school.urn for school in self.schools])[book.school[rows]]
        columns: list[Sequence[str]] = [
            _decoded(told.upn[rows]),
            _decoded(people.former_upn[child]),
            told.surname[rows].tolist(),
            told.forename[rows].tolist(),
            people.middle_names[child].tolist(),
            _iso(self._births(rows, on)),
            people.sex[child].tolist(),
            people.ethnicity[child].tolist(),
            [str(urn) for urn in urns.tolist()],
            [str(year) if year else "R" for year in years.tolist()],
            _iso(entry),
            _iso(np.where(leaving <= day(on), leaving, np.datetime64("NaT", "D"))),
            status.tolist(),
            sen.tolist(),
            np.where(meals, "Y", "N").tolist(),
            told.postcode[rows].tolist(),
            people.home_authority[child].tolist(),
            told.ward[rows].tolist(),
            _iso(self._attributes_from(rows, on, academic_year=academic_year, left_before=left_before)),
        ]
        lines = [",".join(values) for values in zip(*columns, strict=True)]
        return ("\n".join([_HEADING, *lines]) + "\n").encode()

    def _births(self, rows: Ints, on: date) -> Dates:
        """The dates of birth as told on a day: a year late for a child whose own is not mended yet."""
        mended, dob = self.birth_mended[self.book.child[rows]], self.told.dob[rows]
        months = dob.astype("datetime64[M]")
        days = dob - months.astype("datetime64[D]")
        a_year_late = (months + 12).astype("datetime64[D]") + days
        return np.where(~np.isnat(mended) & (mended > day(on)), a_year_late, dob)

    def _attributes_from(
        self, rows: Ints, on: date, *, academic_year: int, left_before: NDArray[np.bool_]
    ) -> Dates:
        """The latest of the year's beginning, the entry, and the changes known by the day."""
        book, people, child = self.book, self.children, self.book.child[rows]
        starts = np.where(
            left_before, np.datetime64(f"{BASE_YEAR}-09-01"), np.datetime64(f"{academic_year}-09-01")
        )
        latest = np.maximum(starts.astype("datetime64[D]"), book.entry[rows])
        for changed in (people.free_meals_from[child], people.support_from[child]):
            held = _since(changed, on) & (np.isnat(book.leaving[rows]) | (changed <= book.leaving[rows]))
            latest = np.where(held & (changed > latest), changed, latest)
        return latest


def cohorts_file(spells: CohortSpells, children: Children) -> bytes:
    """The file's bytes: one spell a line."""
    columns: list[Sequence[str]] = [
        _decoded(children.upn[spells.child]), spells.cohort.tolist(), _iso(spells.begun), _iso(spells.until),
        spells.source.tolist(),
    ]  # fmt: skip
    lines = [",".join(values) for values in zip(*columns, strict=True)]
    return ("\n".join(["upn,cohort,from_on,until_on,source", *lines]) + "\n").encode()


def _since(begun: Dates, on: date) -> NDArray[np.bool_]:
    return np.asarray(begun <= day(on))  # False where there is none


def _decoded(values: NDArray[np.bytes_]) -> list[str]:
    return values.astype("U13").tolist()


def _iso(dates: Dates) -> list[str]:
    return [
        "" if text == "NaT" else text
        for text in np.datetime_as_string(dates.astype("datetime64[D]")).tolist()
    ]
