"""The drawn registers keep the rules of attendance codes, and are counted as DfE counts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from schoolward.demo.marks import CODES, NOT_ON_ROLL, Register, is_any
from schoolward.demo.register_files import draw_register
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.register_years import register_years
from schoolward.demo.schools import SchoolKind, SentAs
from schoolward.demo.year_count import count_year
from schoolward.register.age import age_on, compulsory_school_age_ends_on, compulsory_school_age_starts_on
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import class_of, is_retired_on
from tests.unit.demo.small_borough import borough_of

Drawn = tuple[RegisterYear, Register]


@pytest.fixture(scope="module")
def drawn() -> list[Drawn]:
    """Every register of a small borough, as it is known in the end."""
    years = register_years(borough_of(3_000), until=date(2026, 11, 20))
    return [(year, draw_register(year)[0]) for year in years]


def _marks(year: RegisterYear, register: Register, row: int) -> Iterator[tuple[date, str, str]]:
    for column in np.flatnonzero(register[row] != NOT_ON_ROLL).tolist():
        yield year.dates[column // 2].item(), "PM" if column % 2 else "AM", CODES[register[row, column]]


def test_every_day_on_roll_has_two_marks_and_no_other_day_has_any(drawn: list[Drawn]) -> None:
    for year, register in drawn:
        on_roll = (year.dates >= year.entry[:, None]) & (year.dates <= year.leaving[:, None])
        assert ((register != NOT_ON_ROLL) == np.repeat(on_roll, 2, axis=1)).all()


def test_present_marks_stand_in_their_own_half_of_the_day(drawn: list[Drawn]) -> None:
    for _, register in drawn:
        assert not is_any(register[:, 0::2], "\\").any()
        assert not is_any(register[:, 1::2], "/").any()


def test_codes_are_known_and_only_the_old_system_sends_retired_ones(drawn: list[Drawn]) -> None:
    on = date(2026, 1, 12)
    for year, register in drawn:
        held = {CODES[place] for place in np.unique(register).tolist() if place != NOT_ON_ROLL}
        assert all(code == "" or class_of(code, on) is not None for code in held)
        retired = {code for code in held if code and is_retired_on(code, on)}
        if year.school.sent_as is SentAs.CTF_SINGLE_CHARACTERS:
            assert retired <= {"J", "Y"}
            assert all(len(code) < 2 for code in held)
        else:
            told = {CODES[place] for place in year.laid.code.tolist()}
            assert retired <= told & {"J"}


def test_x_is_only_for_children_outside_compulsory_school_age(drawn: list[Drawn]) -> None:
    found = 0
    for year, register in drawn:
        for row, column in zip(*np.nonzero(is_any(register, "X")), strict=True):
            on, dob = year.dates[column // 2].item(), year.dob[row].item()
            # Two stories: X a few days too long, and X of a child whose date of birth was mended afterwards.
            told = row in year.laid.rows and (
                date(2026, 3, 31) <= on <= date(2026, 4, 2) or date(2026, 9, 7) <= on <= date(2026, 9, 18)
            )
            assert (
                on < compulsory_school_age_starts_on(dob) or on > compulsory_school_age_ends_on(dob) or told
            )
            found += 1
    assert found > 100


def test_c2_is_only_for_children_of_compulsory_school_age(drawn: list[Drawn]) -> None:
    found = 0
    for year, register in drawn:
        for row, column in zip(*np.nonzero(is_any(register, "C2")), strict=True):
            on, dob = year.dates[column // 2].item(), year.dob[row].item()
            assert compulsory_school_age_starts_on(dob) <= on <= compulsory_school_age_ends_on(dob)
            found += 1
    assert found > 100


def test_study_leave_is_for_year_11(drawn: list[Drawn]) -> None:
    for year, register in drawn:
        rows = np.flatnonzero(is_any(register, "S").sum(axis=1))
        assert set(year.year_group[rows].tolist()) <= {11}


def test_a_dual_registered_child_is_marked_d_at_one_school_and_really_at_the_other(
    drawn: list[Drawn],
) -> None:
    at_unit: dict[tuple[bytes, date, str], str] = {}
    for year, register in drawn:
        if year.school.kind is SchoolKind.PUPIL_REFERRAL_UNIT:
            for row in range(year.pupils):
                at_unit |= {(year.upn[row], on, half): code for on, half, code in _marks(year, register, row)}
    children = {upn for upn, _, _ in at_unit}
    agreements = clashes = 0
    for year, register in drawn:
        if year.school.kind is SchoolKind.PUPIL_REFERRAL_UNIT:
            continue
        for row in [row for row in range(year.pupils) if year.upn[row] in children]:
            for on, half, code in _marks(year, register, row):
                other = at_unit.get((year.upn[row], on, half))
                if other is not None:
                    agreements += (code == "D") != (other == "D")
                    clashes += (code == "D") == (other == "D")
    assert agreements > 500
    assert clashes == 0


def test_the_count_is_that_of_the_published_classes_mark_by_mark(drawn: list[Drawn]) -> None:
    """Each mark classed by the register's own code tables, in plain Python."""
    year, register = next(
        (year, register)
        for year, register in drawn
        if year.academic_year == 2025 and year.school.kind is SchoolKind.SECONDARY
    )
    enrolments = persistent = severe = 0
    sessions: Counter[str] = Counter()
    for row in range(year.pupils):
        age = age_on(year.dob[row].item(), date(2025, 8, 31))
        if not 5 <= age <= 15 or year.entry[row] >= np.datetime64("2026-05-25"):
            continue
        classes: Counter[StatisticalClass | None] = Counter()
        for on, _, code in _marks(year, register, row):
            if not date(2025, 9, 8) <= on <= date(2026, 7, 20) or (age == 15 and on >= date(2026, 5, 25)):
                continue
            classes[class_of(code, on)] += 1
            sessions[code] += 1
        absent = classes[StatisticalClass.AUTHORISED_ABSENCE] + classes[StatisticalClass.UNAUTHORISED_ABSENCE]
        possible = absent + classes[StatisticalClass.PRESENT]
        possible += classes[StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY]
        enrolments += possible > 0
        persistent += possible > 0 and 10 * absent >= possible
        severe += possible > 0 and 2 * absent >= possible
    count = count_year(year, register)
    assert (count.enrolments, count.persistently_absent, count.severely_absent) == (
        enrolments,
        persistent,
        severe,
    )
    assert {
        code: int(count.sessions[place]) for place, code in enumerate(CODES) if count.sessions[place]
    } == sessions


def test_the_snow_day_is_cancelled_for_everyone_where_the_site_was_shut(drawn: list[Drawn]) -> None:
    snow = np.datetime64("2026-01-09")
    shut = 0
    for year, register in drawn:
        if snow in year.days.cancelled and year.academic_year == 2025:
            marks = register[:, np.repeat(year.dates == snow, 2)]
            expected = "Y" if year.school.sent_as is SentAs.CTF_SINGLE_CHARACTERS else "Y4"
            assert is_any(marks[marks != NOT_ON_ROLL], expected, "D").all()
            shut += 1
    assert shut
