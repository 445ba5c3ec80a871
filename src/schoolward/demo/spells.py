"""Strews spells of absence over a school's days, so that each child misses on average the share meant for it."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_DAYS_BEFORE = 15  # spells that began before the first day, so that the first days are like the others


def cover(begin: Ints, end: Ints, *, row: Ints, rows: int, sessions: int) -> Flags:
    """True from `begin` to just before `end` in each named row, spells clipped to the sessions there are."""
    width = sessions + 1
    begin, end = np.clip(begin, 0, sessions), np.clip(end, 0, sessions)
    size = rows * width
    steps = np.bincount(row * width + begin, minlength=size) - np.bincount(row * width + end, minlength=size)
    return np.asarray(np.cumsum(steps.astype(np.int32).reshape(rows, width), axis=1)[:, :sessions] > 0)


def strew_spells(
    rng: np.random.Generator, *, share: Floats, mean_days: Floats, half_day_share: float, day_weight: Floats
) -> Flags:
    """Sessions absent, one row a child, two columns a day.

    Spells begin at random, the more on days of greater weight (mean 1), and last a geometric number of days
    with that mean; some last half a day, and one in eight of the others begins the afternoon before. Their
    rate makes the expected share absent `share` (below 0.98), overlaps counted once.
    """
    rows, days = len(share), len(day_weight)
    mean_sessions = half_day_share + (1 - half_day_share) * (2 * mean_days + 0.125)
    per_day = -np.log1p(-np.minimum(share, 0.98)) * 2 / mean_sessions
    weight = np.concatenate([np.full(_DAYS_BEFORE, day_weight[:20].mean()), day_weight])
    chance = np.minimum(per_day[:, None] * weight[None, :], 0.95).astype(np.float32)
    row, on = np.nonzero(rng.random((rows, len(weight)), dtype=np.float32) < chance)
    kind = rng.random(len(row))
    half = kind < half_day_share
    afternoon = half & (kind < half_day_share * 0.6)
    early = ~half & (rng.random(len(row)) < 0.125)
    length = 2 * rng.geometric(1 / np.maximum(mean_days[row], 1.0))
    begin = 2 * (on - _DAYS_BEFORE) + afternoon - early
    end = np.where(half, begin + 1, begin + early + length)
    return cover(begin, end, row=row, rows=rows, sessions=2 * days)


def some_rows(rng: np.random.Generator, chance: Floats) -> Ints:
    """The rows drawn, each with its own chance."""
    return np.flatnonzero(rng.random(len(chance)) < chance)
