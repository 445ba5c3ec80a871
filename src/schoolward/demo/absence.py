"""Draws who is ill, away without a known reason, on holiday, at an appointment or late, session by session."""

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.marks import AM_PRESENT, CODE_AT, LATE, PM_PRESENT, Register, is_any
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.season import days_after_break, illness_weight, unexplained_weight
from schoolward.demo.spells import cover, some_rows, strew_spells

_HOLIDAY_DAYS = (2, 3, 4, 5, 5, 5, 5, 7, 8, 10)
_HOLIDAY_BY_A_BREAK = 0.6
_LEAVE_DAYS = 1.6
_SUSPENSION_DAYS, _SUSPENSION_SHARES = (1, 2, 3, 4, 5), (0.42, 0.27, 0.15, 0.06, 0.10)
_OBSERVED_DAYS = (
    ("2026-03-20", "2026-03-23", "2026-05-27"),
    ("2025-10-20", "2026-11-09"),
    ("2025-09-23", "2025-10-02", "2026-09-21"),
)
_DAYS_OF_YEAR = 190


def draw_absence(year: RegisterYear, rng: np.random.Generator) -> Register:
    """A register of `/`, `\\`, lateness and every absence that a child or family brings about."""
    register = np.empty((year.pupils, year.sessions), dtype=np.uint8)
    register[:, 0::2], register[:, 1::2] = AM_PRESENT, PM_PRESENT
    _short_visits(year, rng, register)
    _illness(year, rng, register)
    _leave(year, rng, register)
    _observance(year, rng, register)
    _holidays(year, rng, register)
    _travelling(year, rng, register)
    _suspensions(year, rng, register)
    return register


def _short_visits(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Appointments, lateness before and after the register closes, and the odd single-session leave."""
    chance = rng.random(register.shape, dtype=np.float32)
    lateness = year.propensities.lateness
    after_close = year.of_phase("late_after_close") * lateness * 2
    late = year.of_phase("late") * lateness
    in_afternoon = year.of_phase("late_in_afternoon")
    medical = year.of_phase("medical") * year.propensities.appointments
    performance, interview = year.of_phase("performance"), year.of_phase("interview")
    for half, share in ((0, 2 * (1 - in_afternoon)), (1, 2 * in_afternoon)):
        bounds = np.cumsum([medical, late * share, after_close * share / 2, performance, interview], axis=0)
        drawn = chance[:, half::2]
        marks = register[:, half::2]
        for bound, code in zip(bounds[::-1], ("J1", "C1", "U", "L", "M"), strict=True):
            marks[drawn < bound[:, None].astype(np.float32)] = CODE_AT[code]


def _illness(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Illness and unexplained absence; of a child often absent the spells last longer."""
    common, part = year.propensities.common, year.propensities.unexplained
    ill = common * (1 - part)
    unexplained = common * part / (1 - ill)
    without = strew_spells(
        rng,
        share=unexplained,
        mean_days=1.15 + 9 * np.clip(common - 0.08, 0, None),
        half_day_share=0.3,
        day_weight=unexplained_weight(year.dates),
    )
    register[without] = CODE_AT["O"]
    away_ill = strew_spells(
        rng,
        share=ill,
        mean_days=1.85 + 9 * np.clip(common - 0.10, 0, None),
        half_day_share=0.14,
        day_weight=illness_weight(year.dates),
    )
    register[away_ill] = CODE_AT["I"]


def _leave(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    share = np.minimum(
        year.of_phase("leave") * rng.gamma(1.0, 1.0, year.pupils) * (0.3 + 2.8 * year.propensities.rank**3),
        0.6,
    )
    flat = np.ones(len(year.dates))
    mean_days = np.full(year.pupils, _LEAVE_DAYS)
    on_leave = strew_spells(rng, share=share, mean_days=mean_days, half_day_share=0.35, day_weight=flat)
    register[on_leave] = CODE_AT["C"]


def _observance(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Days set apart by a family's religious body: whole days, on the same dates for all who keep them."""
    for kept, dates in enumerate(_OBSERVED_DAYS, start=1):
        keepers = np.flatnonzero(year.observance == kept)
        for on in np.flatnonzero(np.isin(year.dates, np.array(dates, dtype="datetime64[D]"))):
            out = keepers[rng.random(len(keepers)) < 0.8]
            register[out, 2 * on] = register[out, 2 * on + 1] = CODE_AT["R"]


def _holidays(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Term-time holidays in one block, most of them next to a break."""
    part = min(1.0, len(year.dates) / _DAYS_OF_YEAR)
    goes = some_rows(rng, year.of_phase("holiday_per_pupil") * part)
    days = rng.choice(_HOLIDAY_DAYS, len(goes))
    first, last = days_after_break(year.dates)
    firsts, lasts = np.flatnonzero(first), np.flatnonzero(last)
    anywhere = rng.integers(0, max(1, len(year.dates) - 3), len(goes))
    before = rng.choice(lasts, len(goes)) + 1 - days
    after = rng.choice(firsts, len(goes))
    place = rng.random(len(goes))
    begin = np.where(
        place < _HOLIDAY_BY_A_BREAK * 0.65, before, np.where(place < _HOLIDAY_BY_A_BREAK, after, anywhere)
    )
    begin = np.maximum(begin, 0)
    gone = cover(2 * begin, 2 * (begin + days), row=goes, rows=year.pupils, sessions=year.sessions)
    register[gone] = CODE_AT["G"]


def _travelling(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    """Children of travelling families are on the road for some weeks of early summer."""
    rows = np.flatnonzero(year.traveller & (rng.random(year.pupils) < 0.05))
    summer = np.flatnonzero(year.dates >= np.datetime64(f"{year.academic_year + 1}-05-01"))
    if len(rows) and len(summer):
        begin = rng.choice(summer, len(rows))
        days = rng.integers(8, 30, len(rows))
        register[cover(2 * begin, 2 * (begin + days), row=rows, rows=year.pupils, sessions=year.sessions)] = (
            CODE_AT["T"]
        )


def _suspensions(year: RegisterYear, rng: np.random.Generator, register: Register) -> None:
    part = len(year.dates) / _DAYS_OF_YEAR
    often = rng.poisson(
        np.minimum(year.of_phase("suspensions_per_pupil") * year.propensities.unrest * part, 8.0)
    )
    rows = np.repeat(np.arange(year.pupils), often)
    begin = rng.integers(0, max(1, len(year.dates)), len(rows))
    days = rng.choice(_SUSPENSION_DAYS, len(rows), p=_SUSPENSION_SHARES)
    register[cover(2 * begin, 2 * (begin + days), row=rows, rows=year.pupils, sessions=year.sessions)] = (
        CODE_AT["E"]
    )


def present(register: Register) -> NDArray[np.bool_]:
    """Where a child is in school, on time or late."""
    return is_any(register, "/", "\\", "L")


__all__ = ["LATE", "draw_absence", "present"]
