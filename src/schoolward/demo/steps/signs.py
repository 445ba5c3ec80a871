"""Finds in a school's register of one year what people would act on: who is away much, and in what way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.marks import ATTENDED, AUTHORISED, UNAUTHORISED, Register, is_any
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.roll_book import NEVER, Dates, Ints
from schoolward.demo.season import weekday_of

_RUN_DAYS = 10
_ILL_DAYS = 15
_SCHOOL_WEEK = 10


@dataclass(frozen=True, kw_only=True)
class RegisterSigns:
    """One place a child who was persistently absent, or of whom one of the days is known; the others are left out.

    Days are NaT where there is none. `part_time_sessions` has a bit for each session of the week that is ever C2,
    Monday morning being bit 0.
    """

    urn: int
    academic_year: int
    upn: NDArray[np.bytes_]
    entry: Dates
    leaving: Dates
    compulsory_from: Dates
    compulsory_until: Dates
    possible: Ints
    absent: Ints
    unauthorised: Ints
    ill_reached_on: Dates
    """The fifteenth day with illness."""
    run_reached_on: Dates
    """The tenth day of the first run of whole days without leave."""
    holiday_from: Dates
    holiday_until: Dates
    part_time_from: Dates
    part_time_until: Dates
    part_time_sessions: Ints
    unexplained_on: Dates
    """The last day with N."""


def signs_of(year: RegisterYear, register: Register) -> RegisterSigns:
    """The signs of the register, without the children of stories, of whom the stories tell."""
    absent = is_any(register, *AUTHORISED, *UNAUTHORISED)
    possible = absent | is_any(register, *ATTENDED)
    ill = _days(is_any(register, "I"), either=True)
    without_leave = _days(is_any(register, *UNAUTHORISED), either=False)
    holiday = _days(is_any(register, "G"), either=False)
    part_time = is_any(register, "C2")
    unexplained = _days(is_any(register, "N"), either=True)
    counts = absent.sum(axis=1), possible.sum(axis=1), is_any(register, *UNAUTHORISED).sum(axis=1)
    ill_on = _first(np.cumsum(ill, axis=1) == _ILL_DAYS, year.dates)
    run_on = _first(_runs(without_leave, _RUN_DAYS), year.dates)
    holiday_on = _first(_runs(holiday, _SCHOOL_WEEK // 2), year.dates)
    shown = 10 * counts[0] >= counts[1]
    shown &= counts[1] > 0
    for sign in (ill_on, run_on, holiday_on):
        shown |= ~np.isnat(sign)
    shown |= part_time.any(axis=1) | unexplained.any(axis=1)
    shown[year.laid.rows] = False
    rows = np.flatnonzero(shown)
    c2_days = _days(part_time[rows], either=True)
    return RegisterSigns(
        urn=year.school.urn,
        academic_year=year.academic_year,
        upn=year.upn[rows],
        entry=year.entry[rows],
        leaving=year.leaving[rows],
        compulsory_from=year.compulsory_from[rows],
        compulsory_until=year.compulsory_until[rows],
        possible=counts[1][rows],
        absent=counts[0][rows],
        unauthorised=counts[2][rows],
        ill_reached_on=ill_on[rows],
        run_reached_on=run_on[rows],
        holiday_from=_first(holiday[rows], year.dates),
        holiday_until=holiday_on[rows],
        part_time_from=_first(c2_days, year.dates),
        part_time_until=_last(c2_days, year.dates),
        part_time_sessions=_sessions_of_week(part_time[rows], year),
        unexplained_on=_last(unexplained[rows], year.dates),
    )


def _days(sessions: NDArray[np.bool_], *, either: bool) -> NDArray[np.bool_]:
    """The days with either session, or with both."""
    am, pm = sessions[:, 0::2], sessions[:, 1::2]
    return np.asarray(am | pm if either else am & pm)


def _runs(days: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """The days that end a run of at least so many."""
    total = np.cumsum(np.pad(days, ((0, 0), (length, 0))), axis=1)
    return np.asarray(total[:, length:] - total[:, : total.shape[1] - length] == length)


def _first(days: NDArray[np.bool_], dates: Dates) -> Dates:
    return np.where(days.any(axis=1), dates[days.argmax(axis=1)], NEVER)


def _last(days: NDArray[np.bool_], dates: Dates) -> Dates:
    return np.where(days.any(axis=1), dates[len(dates) - 1 - days[:, ::-1].argmax(axis=1)], NEVER)


def _sessions_of_week(sessions: NDArray[np.bool_], year: RegisterYear) -> Ints:
    place = np.repeat(weekday_of(year.dates) * 2, 2) + np.tile([0, 1], len(year.dates))
    bits = np.zeros(len(sessions), dtype=np.int64)
    for at in range(_SCHOOL_WEEK):
        bits |= sessions[:, place == at].any(axis=1).astype(np.int64) << at
    return bits
