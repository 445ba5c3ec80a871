"""Writes a school's marks side by side, a pupil and a day or a pupil and a week on each line."""

import numpy as np

from schoolward.demo.byte_rows import ByteColumn, joined_rows, text_bytes, utf8_bytes
from schoolward.demo.extract import Extract
from schoolward.demo.marks import CODES, NOT_ON_ROLL
from schoolward.demo.season import weekday_of

_SHUT = len(CODES)
_CODE_BYTES = utf8_bytes([*CODES, "#"])
_SESSIONS = [f"{day}_{half}" for day in ("mon", "tue", "wed", "thu", "fri") for half in ("am", "pm")]
_WEEK_HEADING = ",".join(["urn", "upn", "week_beginning", *_SESSIONS])


def wide_day_file(extract: Extract) -> bytes:
    """A line for each pupil and day with a mark in the extract: both marks of the day."""
    year, register, cells = extract.year, extract.register, extract.cells
    row, day = np.nonzero(cells[:, 0::2] | cells[:, 1::2])
    marks = np.where(register == NOT_ON_ROLL, 0, register)
    dates = text_bytes(np.datetime_as_string(year.dates).astype("S10"))
    columns: list[ByteColumn | bytes] = [
        f"{year.school.urn},".encode(),
        text_bytes(year.upn)[row],
        b",",
        dates[day],
    ]
    for half in (0, 1):
        columns += [b",", _CODE_BYTES[marks[row, 2 * day + half]]]
    return b"urn,upn,date,am,pm\n" + joined_rows([*columns, b"\n"])


def wide_week_file(extract: Extract) -> tuple[bytes, int]:
    """A line for each pupil and week with a mark in the extract: the week's ten marks, `#` on a day without school.

    Also how many of those ten are of days on which the pupil was not on roll, as such exports have them.
    """
    year, register, cells = extract.year, extract.register, extract.cells
    weekday = weekday_of(year.dates)
    mondays, week = np.unique(year.dates - weekday, return_inverse=True)
    place = np.repeat(week * 10 + weekday * 2, 2) + np.tile([0, 1], len(weekday))
    grid = np.full((year.pupils, len(mondays) * 10), _SHUT, dtype=np.uint8)
    grid[:, place] = np.where(register == NOT_ON_ROLL, 0, register)
    used = np.zeros(grid.shape, dtype=bool)
    used[:, place] = cells
    row, at = np.nonzero(used.reshape(year.pupils, len(mondays), 10).any(axis=2))
    dates = text_bytes(np.datetime_as_string(mondays).astype("S10"))
    columns: list[ByteColumn | bytes] = [
        f"{year.school.urn},".encode(),
        text_bytes(year.upn)[row],
        b",",
        dates[at],
    ]
    for session in range(10):
        columns += [b",", _CODE_BYTES[grid[row, at * 10 + session]]]
    days = mondays[at][:, None] + np.arange(5)[None, :]
    outside = (days < year.entry[row][:, None]) | (days > year.leaving[row][:, None])
    return _WEEK_HEADING.encode() + b"\n" + joined_rows([*columns, b"\n"]), 2 * int(outside.sum())
