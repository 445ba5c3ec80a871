"""Reads the dates that senders write, one way of writing a file, and refuses those that cannot be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np
import pyarrow as pa
from dateutil.relativedelta import relativedelta

from schoolward.intake.tabular import Column

EARLIEST_MARK = date(2006, 8, 1)
"""Before this no national code list is held, and every register is past keeping."""

_NO_DAY = np.iinfo(np.int32).min
_EPOCH = date(1970, 1, 1).toordinal()
_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"


class DateStyle(Enum):
    """A way of writing a date: its pattern, and where year, month and day stand in it."""

    ISO = (rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_MIDNIGHT}", (0, 1, 2))
    SLASHED = (rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){_MIDNIGHT}", (2, 1, 0))
    DASHED = (rf"(\d{{1,2}})-(\d{{1,2}})-(\d{{4}}){_MIDNIGHT}", (2, 1, 0))


PLAIN_STYLES = (DateStyle.ISO, DateStyle.SLASHED, DateStyle.DASHED)
"""What school offices write: where the year stands tells the three apart."""

_PATTERNS = {style: re.compile(style.value[0], re.ASCII) for style in DateStyle}
_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Days:
    """A column of dates: for each distinct value the day as Arrow counts them, or the reason against it.

    `numbers` is days since 1970-01-01, and the least 32-bit number where there is no day. An empty cell that is
    allowed has neither day nor reason.
    """

    column: Column
    numbers: np.ndarray
    reasons: tuple[str | None, ...]

    def is_day(self) -> np.ndarray:
        """By distinct value: whether it is a day."""
        return self.numbers != _NO_DAY

    def as_dates(self) -> list[date | None]:
        """By distinct value: the day, None where there is none."""
        return [
            day_on(int(number)) if real else None
            for number, real in zip(self.numbers, self.is_day(), strict=True)
        ]

    def dates(self) -> pa.Array:
        """By row: the day, null where there is none."""
        known = pa.array(self.numbers, pa.int32(), mask=~self.is_day())
        return known.cast(pa.date32()).take(pa.array(self.column.index))

    def by_row(self) -> np.ndarray:
        """By row: the day's number."""
        return self.numbers[self.column.index]

    def judged(self, *, earliest: date, latest: date, too_early: str, too_late: str) -> "Days":
        """The same with a reason against days outside these bounds that have none yet."""
        reasons = list(self.reasons)
        outside = (
            (self.numbers < number_of(earliest), too_early),
            (self.numbers > number_of(latest), too_late),
        )
        for bound, reason in outside:
            for at in np.flatnonzero(bound & self.is_day()):
                reasons[at] = reasons[at] or reason
        return Days(column=self.column, numbers=self.numbers, reasons=tuple(reasons))


def years_after(on: date, years: int) -> date:
    """The same day so many years later (earlier, if negative); 29 February becomes 28 February."""
    return on + relativedelta(years=years)


def number_of(on: date) -> int:
    """Days since 1970-01-01."""
    return on.toordinal() - _EPOCH


def style_of(columns: Iterable[Column], styles: tuple[DateStyle, ...] = PLAIN_STYLES) -> DateStyle:
    """The file's way of writing dates: that of the first row with a date that can be read; else the first style."""
    first: tuple[int, DateStyle] | None = None
    for column in columns:
        for at, text in enumerate(column.texts()):
            style = next((style for style in styles if isinstance(_read(text, style), date)), None)
            if style is None:
                continue
            row = int(np.argmax(column.index == at)) if len(column.index) else 0
            if first is None or row < first[0]:
                first = (row, style)
            break  # distinct values stand in the order in which they first come
    return first[1] if first else styles[0]


def day_on(number: int) -> date:
    """The day that Arrow counts so."""
    return date.fromordinal(number + _EPOCH)


def read_days(
    column: Column,
    style: DateStyle,
    *,
    styles: tuple[DateStyle, ...] = PLAIN_STYLES,
    blank: str | None = None,
) -> Days:
    """The column's days; a date written in another of the styles than the file's is refused, not guessed at.

    `blank` is the reason against an empty cell, where the format needs a date.
    """
    numbers = np.full(len(column.distinct), _NO_DAY, dtype=np.int32)
    reasons: list[str | None] = []
    for at, text in enumerate(column.texts()):
        found = _read(text, style)
        if isinstance(found, date):
            numbers[at] = number_of(found)
            reasons.append(None)
        else:
            reasons.append(found if text else blank)
            if text and any(_PATTERNS[other].fullmatch(text) for other in styles if other is not style):
                reasons[at] = "date_other_style"
    return Days(column=column, numbers=numbers, reasons=tuple(reasons))


def _read(text: str, style: DateStyle) -> date | str:
    """The day, or the reason why there is none."""
    shaped = _PATTERNS[style].fullmatch(text)
    if shaped is None:
        return "date_two_digit_year" if _TWO_DIGIT_YEAR.match(text) else "date_shape"
    year, month, day = (int(shaped.groups()[at]) for at in style.value[1])
    try:
        return date(year, month, day)
    except ValueError:
        return "date_not_real"
