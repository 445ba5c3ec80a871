"""Lays over the absences what schools and services arrange: trips, part-time timetables, provision, closures."""

from datetime import date, timedelta

import numpy as np

from schoolward.demo.absence import present
from schoolward.demo.dates import SNOW_ON
from schoolward.demo.marks import CODE_AT, Register
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.roll_book import Ints
from schoolward.demo.schools import SchoolKind
from schoolward.demo.season import is_between, weekday_of
from schoolward.demo.spells import some_rows

_DAYS_OF_YEAR = 190
_PART_TIME_PATTERNS = (
    (1, 3, 5, 7, 9), (1, 3, 5, 7, 9), (0, 2, 4, 6, 8), (6, 7, 8, 9), (4, 5), (3, 5, 7, 8, 9), (2, 3, 6, 7),
)  # fmt: skip
"""Sessions of the week (0 = Monday morning) in which a child on a part-time timetable is not due."""


def lay_arrangements(year: RegisterYear, register: Register, *, rng: np.random.Generator) -> Register:
    """The register with every arrangement laid over it, and nothing for children not on roll."""
    _trips(year, rng, register)
    _small_groups(year, rng, register)
    _placements(year, rng, register)
    _part_time(year, rng, register)
    _work_experience(year, rng, register)
    _study_leave(year, rng, register)
    _not_compulsory(year, rng, register)
    _unable(year, rng, register)
    _closures(year, rng, register)
    _dual(year, register)
    return year.without_those_not_on_roll(register)


def _mark_where_present(register: Register, rows: Ints, sessions: Ints, code: str) -> None:
    block = np.ix_(rows, sessions)
    part = register[block]
    register[block] = np.where(present(part), CODE_AT[code], part)


def _trips(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Whole days out of a year group, and a residential stay of Year 6; visits, code V."""
    profile, days = year.profile(), len(year.dates)
    for group in np.unique(year.year_group):
        rows = np.flatnonzero(year.year_group == group)
        for on in rng.integers(0, max(1, days), rng.poisson(profile.trip_days * days / _DAYS_OF_YEAR)):
            out = rows[rng.random(len(rows)) < profile.trip_turnout]
            _mark_where_present(register, out, np.array([2 * on, 2 * on + 1])[: 2 * (on < days)], "V")
        if group == 6 and days > 60 and rng.random() < 0.85:
            start = int(rng.integers(20, days - 4))
            out = rows[rng.random(len(rows)) < 0.8]
            _mark_where_present(register, out, np.arange(2 * start, 2 * start + 6), "V")


def _small_groups(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Sport and single days off site; in July Year 6 spends a day at its next school (code B)."""
    shape = (year.pupils, len(year.dates))
    chance = rng.random(shape, dtype=np.float32)
    sport = year.of_phase("sport")[:, None].astype(np.float32) * 2
    off_site = sport + year.of_phase("off_site_day")[:, None].astype(np.float32)
    afternoon = register[:, 1::2]
    afternoon[(chance < sport) & present(afternoon)] = CODE_AT["P"]
    whole_day = np.repeat((chance >= sport) & (chance < off_site), 2, axis=1)
    register[whole_day & present(register)] = CODE_AT["B"]
    moves_on = (year.year_group == 6) & (year.school.kind is not SchoolKind.SPECIAL)
    moving_day = year.dates == np.datetime64(f"{year.academic_year + 1}-07-02")
    moving = moves_on[:, None] & np.repeat(moving_day, 2)[None, :]
    register[moving & present(register)] = CODE_AT["B"]


def _placements(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Weekly days at another provider (B), and provision that the authority arranges for a long time (K)."""
    days = len(year.dates)
    inclined = 4 * year.propensities.rank**3
    for row in some_rows(rng, year.of_phase("off_site_per_pupil") * inclined):
        weekdays = rng.choice(5, int(rng.integers(1, 4)), replace=False)
        start, length = int(rng.integers(0, max(1, days))), int(rng.integers(40, 160))
        on = np.flatnonzero(np.isin(weekday_of(year.dates), weekdays))
        on = on[(on >= start) & (on < start + length)]
        _mark_where_present(register, np.array([row]), np.r_[2 * on, 2 * on + 1], "B")
    for row in some_rows(rng, year.of_phase("arranged_elsewhere_per_pupil") * inclined):
        start = int(rng.integers(0, max(1, days // 2)))
        _mark_where_present(register, np.array([row]), np.arange(2 * start, year.sessions), "K")


def _part_time(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Temporary part-time timetables, for some weeks, of children of compulsory school age (C2)."""
    days = len(year.dates)
    chance = (
        year.of_phase("part_time_per_pupil") * 9 * year.propensities.rank**8
    )  # 1 on average, for the top ranks
    session_of_week = np.repeat(weekday_of(year.dates) * 2, 2) + np.tile([0, 1], days)
    for row in some_rows(rng, chance):
        pattern = _PART_TIME_PATTERNS[int(rng.integers(len(_PART_TIME_PATTERNS)))]
        start, length = int(rng.integers(-40, max(1, days))), int(rng.integers(20, 140))
        off = np.flatnonzero(np.isin(session_of_week, pattern))
        off = off[(off >= 2 * start) & (off < 2 * (start + length))]
        on = year.dates[off // 2]
        off = off[(on >= year.compulsory_from[row]) & (on <= year.compulsory_until[row])]
        register[row, off] = CODE_AT["C2"]


def _work_experience(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """One week in which Year 10 goes to work."""
    share = year.profile().work_experience
    weeks = np.flatnonzero(
        is_between(
            year.dates,
            first_on=date(year.academic_year + 1, 6, 15),
            last_on=date(year.academic_year + 1, 6, 19),
        )
    )
    rows = np.flatnonzero((year.year_group == 10) & (rng.random(year.pupils) < share))
    if len(weeks):
        _mark_where_present(register, rows, np.arange(2 * weeks[0], 2 * weeks[-1] + 2), "W")


def _study_leave(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Year 11: single sessions from mid-May, most of June; they still come in for examinations."""
    share = year.of_phase("study_leave")[:, None]
    mid_may, june, end = (date(year.academic_year + 1, *on) for on in ((5, 11), (6, 1), (6, 26)))
    for first, last, part in ((mid_may, june - timedelta(days=1), 0.22), (june, end, 1.5)):
        on = np.flatnonzero(is_between(year.dates, first_on=first, last_on=last))
        sessions = np.r_[2 * on, 2 * on + 1]
        rows = np.flatnonzero(year.year_group == 11)
        block = np.ix_(rows, sessions)
        leave = rng.random((len(rows), len(sessions))) < np.minimum(share[rows] * part, 0.8)
        marks = register[block]
        register[block] = np.where(leave & present(marks), CODE_AT["S"], marks)


def _not_compulsory(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Sessions for which a child below or above compulsory school age is not timetabled (X)."""
    before = year.dates[None, :] < year.compulsory_from[:, None]
    after = year.dates[None, :] > year.compulsory_until[:, None]
    settling_in = before & (year.dates < np.datetime64(f"{year.academic_year}-09-19"))[None, :]
    settling_in &= rng.random((year.pupils, 1)) < 0.55
    register[:, 1::2] = np.where(settling_in, CODE_AT["X"], register[:, 1::2])
    finished = after & (year.year_group == 11)[:, None]
    register[np.repeat(finished, 2, axis=1)] = CODE_AT["X"]
    sixth_form = np.repeat(after & (year.year_group > 11)[:, None], 2, axis=1)
    register[sixth_form & (rng.random(register.shape, dtype=np.float32) < 0.22)] = CODE_AT["X"]


def _dual(year: RegisterYear, register: Register) -> None:
    """D in every session for which the child is due at the other school."""
    due = (year.away.weekdays[:, None] >> weekday_of(year.dates)[None, :]) & 1 == 1
    due &= (year.dates[None, :] >= year.away.first_on[:, None]) & (
        year.dates[None, :] <= year.away.last_on[:, None]
    )
    register[np.repeat(due, 2, axis=1)] = CODE_AT["D"]


def _unable(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """The rare Q and Y codes of single children: no transport, public health, detention, other causes."""
    days = len(year.dates)
    to_special = year.school.kind is SchoolKind.SPECIAL
    for code, chance, longest in (
        ("Q", 0.02 if to_special else 0.0001, 15),
        ("Y1", 0.10 if to_special else 0.0005, 3),
        ("Y6", 0.0004, 5),
        ("Y7", 0.004, 4),
        ("Y5", 0.0004 if year.profile().study_leave else 0.0, 60),
    ):
        for row in some_rows(rng, np.full(year.pupils, chance)):
            start, length = int(rng.integers(0, max(1, days))), int(rng.integers(1, longest + 1))
            register[row, 2 * start : 2 * (start + length)] = CODE_AT[code]


def _closures(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Y4 for everyone when the site is shut; on the day of snow Y2 for some where the school is open; Y3 for a
    year group or two where part of the building is."""
    shut = np.isin(year.dates, year.days.cancelled)
    snow = np.flatnonzero(year.dates == np.datetime64(SNOW_ON))
    for on in snow:
        kept_off = np.flatnonzero(rng.random(year.pupils) < 0.06)
        register[kept_off, 2 * on] = register[kept_off, 2 * on + 1] = CODE_AT["Y2"]
    if rng.random() < 0.06 and len(year.dates) > 20:
        shut_on = int(rng.integers(10, len(year.dates) - 2))
        groups = np.unique(year.year_group)[-2:]
        register[np.isin(year.year_group, groups), 2 * shut_on : 2 * shut_on + 2] = CODE_AT["Y3"]
    register[:, np.repeat(shut, 2)] = CODE_AT["Y4"]
