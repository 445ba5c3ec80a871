"""Turns rows that hold several marks side by side into one entry a mark, columns at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.days import Days, day_on, number_of
from schoolward.intake.mark_checks import SentMarks
from schoolward.intake.tabular import Column, Sheet
from schoolward.register.codes import BLANK_MARKS
from schoolward.register.sessions import SessionHalf

_HALVES = pa.array([SessionHalf.AM, SessionHalf.PM], pa.string())
_MONDAY = 4  # 1970-01-05, so that (day - 4) % 7 is 0 on Mondays
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A column that holds marks: its name, how many days after the row's date, and which half of the day."""

    name: str
    days_after: int
    half: SessionHalf


def marks_in_cells(
    sheet: Sheet, cells: Sequence[Cell], *, school: Column, firsts: Days, received_on: date
) -> SentMarks:
    """One entry a cell that holds a mark, row by row; `firsts` is each row's date.

    An empty cell is a missing mark on a Monday to Friday before the file was received. At a weekend, and on the
    day of receipt or later, it is no mark at all: nothing was due, or it is not due yet.
    """
    code = _codes([sheet[cell.name] for cell in cells])
    number = firsts.by_row()[:, None] + np.array([cell.days_after for cell in cells], dtype=np.int32)
    known = firsts.is_day()[firsts.column.index][:, None]
    weekend = np.where(known, (number - _MONDAY) % 7, [cell.days_after for cell in cells]) >= _SATURDAY
    not_due = weekend | (known & (number >= number_of(received_on)))
    blank = np.isin(code.index, _places(code, "")) | (
        weekend & np.isin(code.index, _places(code, *BLANK_MARKS))
    )
    rows, at = np.nonzero(~(blank & not_due))
    at = at.astype(np.int32)
    halves = np.array([cell.half is SessionHalf.PM for cell in cells], dtype=np.int32)
    return SentMarks(
        lines=sheet.lines[rows],
        school=_for_rows(school, rows),
        upn=_for_rows(sheet["upn"], rows),
        days=_later(firsts, [cell.days_after for cell in cells], rows=rows, at=at),
        session=Column(name="session", distinct=_HALVES, index=halves[at]),
        code=Column(name="code", distinct=code.distinct, index=code.index[rows, at]),
        cell=Column(name="cell", distinct=pa.array([cell.name for cell in cells], pa.string()), index=at),
        spoiled=sheet.spoiled,
    )


def _codes(columns: Sequence[Column]) -> Column:
    """The cells' columns as one, side by side: the index has a row for each row and a column for each cell."""
    joined = pa.concat_arrays([column.distinct for column in columns]).dictionary_encode()
    places = joined.indices.to_numpy()
    ends = np.cumsum([len(column.distinct) for column in columns])
    index = np.column_stack(
        [
            places[end - len(column.distinct) : end][column.index]
            for column, end in zip(columns, ends, strict=True)
        ]
    )
    return Column(name="code", distinct=joined.dictionary, index=index)


def _places(code: Column, *texts: str) -> np.ndarray:
    return np.flatnonzero(
        pc.is_in(code.distinct, pa.array(texts, pa.string())).to_numpy(zero_copy_only=False)
    )


def _for_rows(column: Column, rows: np.ndarray) -> Column:
    return Column(name=column.name, distinct=column.distinct, index=column.index[rows])


def _later(firsts: Days, days_after: Sequence[int], *, rows: np.ndarray, at: np.ndarray) -> Days:
    """The days of the cells: each distinct first day with each number of days after it."""
    steps = sorted({*days_after})
    step_of = np.array([steps.index(days) for days in days_after], dtype=np.int32)
    sound = firsts.is_day() & np.array([reason is None for reason in firsts.reasons], dtype=bool)
    shifts = np.where(sound[:, None], np.array(steps, dtype=np.int32), 0)
    numbers = firsts.numbers[:, None] + shifts
    texts = [
        day_on(int(number)).isoformat() if shift else text
        for text, row, shift_row in zip(firsts.column.texts(), numbers, shifts, strict=True)
        for number, shift in zip(row, shift_row, strict=True)
    ]
    index = firsts.column.index[rows] * np.int32(len(steps)) + step_of[at]
    return Days(
        column=Column(name=firsts.column.name, distinct=pa.array(texts, pa.string()), index=index),
        numbers=numbers.astype(np.int32).ravel(),
        reasons=tuple(reason for reason in firsts.reasons for _ in steps),
    )
