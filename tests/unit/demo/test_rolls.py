"""The rolls hold together over two school years."""

from datetime import date

import numpy as np
import pytest

from schoolward.demo.schools import SchoolKind
from tests.unit.demo.small_borough import borough_of

BOROUGH = borough_of(6_000)
BOOK = BOROUGH.book
KIND = np.array([school.kind for school in BOROUGH.schools])[BOOK.school]
SEPTEMBER_2025 = BOOK.on_roll(date(2025, 9, 1))
SEPTEMBER_2026 = BOOK.on_roll(date(2026, 9, 1))


def test_the_first_rolls_are_exactly_the_schools_sizes() -> None:
    elsewhere = BOROUGH.dual.main_from <= np.datetime64("2025-09-01")
    sizes = np.bincount(BOOK.school[SEPTEMBER_2025 & ~elsewhere], minlength=len(BOROUGH.schools))
    assert sizes.tolist() == [school.pupils for school in BOROUGH.schools]


def test_the_borough_keeps_its_size() -> None:
    inside = np.array([school.in_borough for school in BOROUGH.schools])[BOOK.school]
    for on in (date(2026, 3, 2), date(2026, 9, 1), date(2026, 11, 20)):
        pupils = len(np.unique(BOOK.child[BOOK.on_roll(on) & inside]))
        assert 0.96 * 6_000 < pupils < 1.06 * 6_000


@pytest.mark.parametrize("pupils", [6_000, 45_000])
def test_nobody_leaves_before_coming_or_is_twice_on_a_roll_at_once(pupils: int) -> None:
    book = borough_of(pupils).book
    last = np.where(np.isnat(book.leaving), np.datetime64("9999-12-31"), book.leaving)
    assert (last >= book.entry).all()
    order = np.lexsort((book.entry, book.school, book.child))
    same = (np.diff(book.child[order]) == 0) & (np.diff(book.school[order]) == 0)
    assert (book.entry[order][1:] > last[order][:-1])[same].all()


def test_everyone_is_taught_in_a_year_that_the_school_has() -> None:
    for academic_year, on in ((2025, SEPTEMBER_2025), (2026, SEPTEMBER_2026)):
        years = BOOK.year_groups_in(academic_year)
        taught = [
            years[row] in BOROUGH.schools[BOOK.school[row]].year_groups for row in np.flatnonzero(on).tolist()
        ]
        assert np.mean(taught) == 1.0


def test_year_6_goes_to_secondary_schools_and_year_11_leaves() -> None:
    year = BOOK.year_groups_in(2025)
    leavers = set(BOOK.child[(year == 6) & SEPTEMBER_2025 & (KIND == SchoolKind.PRIMARY)].tolist())
    sevens = set(BOOK.child[SEPTEMBER_2026 & (KIND == SchoolKind.SECONDARY) & (year == 6)].tolist())
    assert len(leavers & sevens) > 0.85 * len(leavers)
    elevens = (year == 11) & SEPTEMBER_2025 & (KIND == SchoolKind.SECONDARY)
    assert (BOOK.leaving[elevens] <= np.datetime64("2026-08-31")).mean() > 0.8
    assert np.datetime64("2026-06-26") in BOOK.leaving[elevens]


def test_some_join_some_leave_and_some_move_within_the_borough() -> None:
    during = (BOOK.entry > np.datetime64("2025-09-01")) & (BOOK.entry < np.datetime64("2026-08-01"))
    left = (BOOK.leaving > np.datetime64("2025-09-10")) & (BOOK.leaving < np.datetime64("2026-06-01"))
    movers = set(BOOK.child[during].tolist()) & set(BOOK.child[left].tolist())
    assert 60 < during.sum() < 400
    assert 60 < left.sum() < 400
    assert len(movers) > 20


def test_a_dual_registered_child_is_due_at_one_school_at_a_time() -> None:
    dual = BOOK.child[BOOK.status == "S"]
    assert len(dual) > 5
    away = BOROUGH.dual.away
    for child in dual.tolist():
        (main,) = np.flatnonzero((BOOK.child == child) & (BOOK.status == "M"))
        (other,) = np.flatnonzero((BOOK.child == child) & (BOOK.status == "S"))
        assert away.weekdays[main] + away.weekdays[other] == 0b11111
        assert away.weekdays[main] & away.weekdays[other] == 0


def test_some_pupils_live_elsewhere_and_some_residents_attend_elsewhere() -> None:
    inside = np.array([school.in_borough for school in BOROUGH.schools])[BOOK.school]
    home = BOROUGH.children.home_authority[BOOK.child]
    assert 0.04 < (home[inside & SEPTEMBER_2025] != "356").mean() < 0.08
    assert (~inside & SEPTEMBER_2025).sum() >= 9
    assert set(home[~inside & SEPTEMBER_2025]) == {"356"}
