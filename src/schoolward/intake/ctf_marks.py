"""Turns CTF attendance strings into one column entry a session, and refuses a string rather than shift it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.days import DateStyle, Days, number_of, read_days
from schoolward.intake.identifiers import laestab_of
from schoolward.intake.refusals import Refusals, shown
from schoolward.intake.tabular import Column

LONGEST_MARK = 3
"""Characters of a mark between commas: a code, or a supplier's longer one that the code check will refuse."""
MOST_MARKS = 2 * 366 * 2
"""Marks in one string: two years. Strings are sent by academic year."""

_BATCH_CHARACTERS = 1 << 22
_FILLERS = ("", "-", "#")
"""What stands for "not in session". On a Saturday or Sunday, or for a day still to come, it is not a mark at all."""
_TOO_LONG = re.compile(rf"[^,\s][^,]{{{LONGEST_MARK - 1},}}[^,\s]")
_TWO_CHARACTER_CODES = re.compile(r"C[12]|J1|Y[1-7]")
_Columns = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""String, day, whether it is the afternoon, and mark, by session."""
_MONDAY = 4  # 1970-01-05, so that (day - 4) % 7 is 0 on Mondays


@dataclass(frozen=True, kw_only=True)
class MarkString:
    """One AttendSessions: whose, where, from which day, and the marks as sent."""

    line: int
    upn: str
    school: str
    starts: str
    marks: str


@dataclass(frozen=True, kw_only=True)
class Sessions:
    """Every session found in the strings, by index into the strings and into the distinct marks."""

    string: np.ndarray
    day: np.ndarray
    is_pm: np.ndarray
    code: np.ndarray
    codes: list[str]


def read_strings(strings: Sequence[MarkString], *, received_on: date) -> tuple[Sessions, pa.Table]:
    """The sessions of the strings that can be read, and the strings that are refused whole (REJECTS)."""
    texts, unparted, spaced = _with_commas(strings)
    counts = np.array([text.count(",") + 1 if text else 0 for text in texts], dtype=np.int64)
    overlong = np.array([_TOO_LONG.search(text) is not None for text in texts], dtype=bool)
    shown_marks = _column("AttendanceMarks", [shown(string.marks) for string in strings])
    starts = read_days(_column("AttendanceStartDate", [s.starts for s in strings]), DateStyle.ISO)
    schools = _column("YearData LEA and Estab", [s.school for s in strings])
    refusals = Refusals(len(strings))
    refusals.refuse_values(schools, [None if laestab_of(s) else "school_number" for s in schools.texts()])
    no_day = ~starts.is_day()[starts.column.index]
    refusals.refuse(no_day, reason="ctf_start_date", field="AttendanceStartDate", column=starts.column)
    for rows, reason in (
        (unparted, "ctf_marks_unparted"),
        (spaced, "ctf_marks_spaced"),
        (overlong, "ctf_mark_long"),
        (counts % 2 == 1, "ctf_marks_odd"),
        (counts > MOST_MARKS, "ctf_marks_too_many"),
    ):
        refusals.refuse(rows, reason=reason, field="AttendanceMarks", column=shown_marks)
    lines = np.array([string.line for string in strings], dtype=np.int32)
    readable = np.flatnonzero(refusals.accepted & (counts > 0))
    return _sessions(texts, starts, readable, today=number_of(received_on)), refusals.table(lines)


def _with_commas(strings: Sequence[MarkString]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The strings with a comma between marks, and which of those sent without commas cannot be parted.

    Without commas each character is a session, so that a two-character code or a space of doubtful meaning would
    shift all that follows.
    """
    texts: list[str] = []
    unparted = np.zeros(len(strings), dtype=bool)
    spaced = np.zeros(len(strings), dtype=bool)
    for at, string in enumerate(strings):
        text = string.marks
        if "," not in text:
            text = _without_layout(text)
            unparted[at] = _TWO_CHARACTER_CODES.search(text) is not None
            spaced[at] = any(character.isspace() for character in text)
            text = ",".join(text)
        texts.append(text)
    return texts, unparted, spaced


def _without_layout(text: str) -> str:
    """The string without the line breaks and indents that a program set around it to lay out its XML.

    Spaces alone are not taken for layout: they could stand for sessions.
    """
    inner = text.strip()
    if not inner:
        return ""
    before, after = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
    return ("" if "\n" in before else before) + inner + ("" if "\n" in after else after)


def _column(name: str, values: list[str]) -> Column:
    return Column.of(name, pa.chunked_array([pa.array(values, pa.string()).dictionary_encode()]))


def _sessions(texts: list[str], starts: Days, readable: np.ndarray, *, today: int) -> Sessions:
    first_day = starts.by_row()
    codes: dict[str, int] = {}
    parts = [_batch(texts, rows, first_day, codes) for rows in _batches(texts, readable)]
    parts = [_without_fillers(part, codes, today=today) for part in parts]
    nothing = np.zeros(0, dtype=np.int32)
    string, day, is_pm, code = (
        np.concatenate([part[place] for part in parts] or [nothing]) for place in range(4)
    )
    return Sessions(string=string, day=day, is_pm=is_pm.astype(bool), code=code, codes=list(codes))


def _batches(texts: list[str], readable: np.ndarray) -> Iterator[np.ndarray]:
    """The readable strings by batches of a bounded size, so that memory follows the result and not the work."""
    lengths = np.array([len(texts[row]) for row in readable], dtype=np.int64)
    number = np.cumsum(lengths) // _BATCH_CHARACTERS
    for batch in np.unique(number):
        yield readable[number == batch]


def _batch(texts: list[str], rows: np.ndarray, first_day: np.ndarray, codes: dict[str, int]) -> _Columns:
    parted = pc.split_pattern(pa.array([texts[row] for row in rows], pa.large_string()), ",")
    held = pc.utf8_trim_whitespace(parted.flatten()).dictionary_encode()
    distinct = held.dictionary.to_pylist()
    number = np.array([codes.setdefault(code, len(codes)) for code in distinct], dtype=np.int32)
    code = number[held.indices.to_numpy()]
    counts = pc.list_value_length(parted).to_numpy()
    string = np.repeat(rows.astype(np.int32), counts)
    place = np.arange(len(code)) - np.repeat(np.cumsum(counts) - counts, counts)
    day = (first_day[string] + place // 2).astype(np.int32)
    return string, day, place % 2 == 1, code


def _without_fillers(columns: _Columns, codes: dict[str, int], *, today: int) -> _Columns:
    _, day, _, code = columns
    filler = np.array([text in _FILLERS for text in codes], dtype=bool)[code]
    kept = ~(filler & (((day - _MONDAY) % 7 >= 5) | (day > today)))
    string, day, is_pm, code = (column[kept] for column in columns)
    return string, day, is_pm, code
