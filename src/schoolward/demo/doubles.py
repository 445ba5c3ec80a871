"""Has schools tell a few children as somebody else, without a UPN or by a slip; makes twins and namesakes.

The registers stay as they are: only the number, name and birthday under which a school tells them are others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.cohorts import CohortSpells
from schoolward.demo.people import Children
from schoolward.demo.roll_book import BASE_YEAR, Dates, Ints, RollBook
from schoolward.demo.schools import BOROUGH, DemoSchool
from schoolward.demo.upns import number_upns

_ALLOTTED_BY = 7000
"""What stands in second UPNs in the place of a school's number; no school in or around the borough has it."""
_YEAR_GROUPS = (2, 9)
"""Of compulsory school age in both school years, whatever the birthday."""
_MOST_DAYS_BETWEEN = 60
_PAIRS_OF_TWINS = 2
_MARRIED_NAME = "Fairweather"


@dataclass(frozen=True, kw_only=True)
class Told:
    """How its school tells of the child of each enrolment: one array an attribute, one place an enrolment."""

    upn: NDArray[np.bytes_]
    surname: NDArray[np.str_]
    forename: NDArray[np.str_]
    dob: Dates
    postcode: NDArray[np.str_]
    ward: NDArray[np.str_]


@dataclass(frozen=True, kw_only=True)
class _Slip:
    """What a school that a child comes to gets wrong. `changes` a row, or leaves it and says False if it cannot."""

    changes: Callable[[Told, int], bool]
    has_second_upn: bool = True
    is_temporary: bool = False


def _without_upn(told: Told, row: int) -> bool:
    """Nothing but the UPN is another."""
    return True


def _day_and_month(told: Told, row: int) -> bool:
    """Day and month are written the wrong way round; the school year of the birthday stays the same."""
    year, month, day = str(told.dob[row]).split("-")
    if int(day) > 12 or day == month or (int(day) >= 9) != (int(month) >= 9):
        return False
    told.dob[row] = np.datetime64(f"{year}-{day}-{month}")
    return True


def _other_surname(told: Told, row: int) -> bool:
    """The family has another name by now."""
    told.surname[row] = _MARRIED_NAME
    return True


def _letters_exchanged(told: Told, row: int) -> bool:
    """Two neighbouring letters of the forename are typed the wrong way round."""
    name = str(told.forename[row])
    if len(name) < 5 or name[2] == name[3]:
        return False
    told.forename[row] = name[:2] + name[3] + name[2] + name[4:]
    return True


def _names_exchanged(told: Told, row: int) -> bool:
    """The surname stands in the place of the forename."""
    told.surname[row], told.forename[row] = str(told.forename[row]), str(told.surname[row])
    return True


def _somebody_else(told: Told, row: int) -> bool:
    """Under the right UPN stands another child's name and birthday."""
    told.surname[row], told.forename[row] = "Merriweather", "Octavian"
    told.dob[row] += 45 if str(told.dob[row])[5:7] not in ("07", "08") else -45
    return True


_SLIPS = (
    _Slip(changes=_without_upn, is_temporary=True),
    _Slip(changes=_day_and_month),
    _Slip(changes=_other_surname),
    _Slip(changes=_letters_exchanged),
    _Slip(changes=_names_exchanged),
    _Slip(changes=_somebody_else, has_second_upn=False),
    _Slip(changes=_without_upn, is_temporary=True),
    _Slip(changes=_without_upn, is_temporary=True),
)


def told_by_schools(
    *, schools: Sequence[DemoSchool], book: RollBook, children: Children, cohorts: CohortSpells, spared: Ints
) -> Told:
    """How the schools tell of everybody. `spared` are children whom a story needs as they are.

    A slip for which no child is left that fits is not made.
    """
    child = book.child
    told = Told(
        upn=children.upn[child], surname=children.surname[child], forename=children.forename[child],
        dob=children.dob[child], postcode=children.postcode[child], ward=children.ward[child],
    )  # fmt: skip
    plain = np.array([school.in_borough and bool(school.pupils) for school in schools])[book.school]
    plain &= (book.status == "C") & ~np.isin(child, np.union1d(cohorts.child, spared))
    plain &= (children.former_upn == b"")[child] & (children.home_authority == BOROUGH[0])[child]
    low, high = _YEAR_GROUPS
    plain &= (book.year_group[child] >= low) & (book.year_group[child] <= high)
    rows = np.flatnonzero(plain)
    _make_slips(told, list(_arrivals(book, rows[np.argsort(children.upn[child[rows]], kind="stable")])))
    alone = rows[np.bincount(child, minlength=book.children)[child[rows]] == 1]
    stays = alone[np.isnat(book.leaving[alone])]
    _make_twins(told, book, stays)
    _make_namesakes(told, book, stays, sex=children.sex)
    return told


def _arrivals(book: RollBook, rows: Ints) -> Iterator[int]:
    """The second enrolment of each child who moved once from one school to another, in the order of the rows."""
    of_child: dict[int, list[int]] = {}
    for row in rows.tolist():
        of_child.setdefault(int(book.child[row]), []).append(row)
    every = np.bincount(book.child, minlength=book.children)
    for child, held in of_child.items():
        if len(held) == every[child] == 2:
            before, after = sorted(held, key=lambda row: book.entry[row])
            days = (book.entry[after] - book.leaving[before]).astype(int)
            if 0 < days <= _MOST_DAYS_BETWEEN:
                yield after


def _make_slips(told: Told, arrivals: list[int]) -> None:
    temporary = np.array([slip.is_temporary for slip in _SLIPS])
    allotted, year = np.full(len(_SLIPS), _ALLOTTED_BY), np.full(len(_SLIPS), BASE_YEAR)
    upns = number_upns(establishment=allotted, year=year, temporary=temporary)
    for slip, upn in zip(_SLIPS, upns, strict=True):
        for row in arrivals:
            if slip.changes(told, row):
                if slip.has_second_upn:
                    told.upn[row] = upn
                arrivals.remove(row)
                break


def _make_twins(told: Told, book: RollBook, rows: Ints) -> None:
    """Two children of one class with one surname, home and birthday: two children, whatever they look like."""
    classes: dict[tuple[int, int], int] = {}
    paired: set[tuple[int, int]] = set()
    for row in rows.tolist():
        where = (int(book.school[row]), int(book.year_group[book.child[row]]))
        one = classes.setdefault(where, row)
        if where not in paired and told.forename[one] != told.forename[row]:
            for values in (told.surname, told.dob, told.postcode, told.ward):
                values[row] = values[one]
            paired.add(where)
        if len(paired) == _PAIRS_OF_TWINS:
            return


def _make_namesakes(told: Told, book: RollBook, rows: Ints, *, sex: NDArray[np.str_]) -> None:
    """Two children of one name and birthday at two schools, as chance has it."""
    one = int(rows[-1])
    for row in rows[::-1].tolist():
        alike = book.year_group[book.child[row]] == book.year_group[book.child[one]]
        alike &= sex[book.child[row]] == sex[book.child[one]] and book.school[row] != book.school[one]
        if alike:
            for values in (told.surname, told.forename, told.dob):
                values[row] = values[one]
            return
