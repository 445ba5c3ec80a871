"""Weighs the days of a school year: illness peaks in winter, and more absences begin on a Friday."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.calendar import Days
from schoolward.demo.dates import HALF_TERMS

Floats = NDArray[np.float64]

_ILLNESS = (
    (0, 0.55), (30, 0.80), (61, 1.05), (100, 1.60), (126, 1.20), (153, 1.30), (181, 1.12), (212, 1.0), (242, 0.9),
    (273, 0.88), (325, 0.85),
)  # fmt: skip
_UNEXPLAINED = ((0, 0.75), (61, 0.95), (126, 1.0), (212, 1.05), (273, 1.1), (325, 1.25))
_WEEKDAY = (0.94, 0.91, 0.89, 0.96, 1.34)
"""Days since 1 September and the weight of a spell's beginning; Monday to Friday."""


def illness_weight(days: Days) -> Floats:
    """The weight with which illness begins on each day, 1 on average over the year."""
    return _weight(days, _ILLNESS)


def unexplained_weight(days: Days) -> Floats:
    """The weight with which unexplained absence begins on each day, 1 on average over the year."""
    return _weight(days, _UNEXPLAINED)


def weekday_of(days: Days) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday."""
    return (days.astype("datetime64[D]").astype(np.int64) + 3) % 7


def days_after_break(days: Days) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of the days are the first after a break (four days or more without school), and which the last before."""
    gaps = np.diff(days).astype(np.int64) > 4
    return np.r_[True, gaps], np.r_[gaps, True]


def is_between(days: Days, *, first_on: date, last_on: date) -> NDArray[np.bool_]:
    """Which of the days lie in a span."""
    return (days >= np.datetime64(first_on)) & (days <= np.datetime64(last_on))


def _weight(days: Days, anchors: tuple[tuple[int, float], ...]) -> Floats:
    return _raw(days, anchors) / _raw(_YEAR, anchors).mean()


def _raw(days: Days, anchors: tuple[tuple[int, float], ...]) -> Floats:
    year = days.astype("datetime64[M]").astype(np.int64) + 4  # the academic year ends with August
    september = ((year // 12 - 1) * 12 + 8).astype("datetime64[M]").astype("datetime64[D]")
    since = (days - september).astype(np.int64)
    weekday = np.array([*_WEEKDAY, 1.0, 1.0])[weekday_of(days)]
    return np.interp(since, [on for on, _ in anchors], [weight for _, weight in anchors]) * weekday


_SPANS = [
    np.arange(np.datetime64(t.first_on), np.datetime64(t.last_on) + 1)
    for t in HALF_TERMS
    if t.academic_year == 2025
]
_ALL_DAYS = np.concatenate(_SPANS)
_YEAR = _ALL_DAYS[np.is_busday(_ALL_DAYS)]
