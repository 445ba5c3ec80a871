"""Reads session marks out of a Common Transfer File, the XML in which schools pass pupils' records on."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import REJECTS, Context, Kind, ReadFile, UnreadableFile
from schoolward.intake.ctf_marks import MarkString, Sessions, read_strings
from schoolward.intake.days import Days
from schoolward.intake.headings import HEAD_BYTES
from schoolward.intake.identifiers import laestab_of
from schoolward.intake.mark_checks import SentMarks, judge
from schoolward.intake.tabular import Column
from schoolward.intake.xml import children, records, root_name, text_at

FORMAT = "CTF attendance"

_RECORDS = frozenset({"header", "pupil"})
_HALVES = pa.array(["AM", "PM"])
_COMMAS_SINCE = 24


def recognises(name: str, head: bytes) -> bool:
    """Whether the XML's outermost element is that of a Common Transfer File."""
    return root_name(head) == "ctfile"


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The marks of every pupil and year. Rows are the marks found, and each string that is refused whole as one.

    A mark's `line` is that of its AttendanceMarks element. Its school is that of the year, not the header's. An
    empty mark, `-` or `#` on a Saturday or Sunday or after the day of receipt is no mark and no row.
    """
    if root_name(data[:HEAD_BYTES]) not in ("ctfile", ""):
        raise UnreadableFile("the file is not a Common Transfer File: its outermost element is not CTfile")
    version = ""
    strings: list[MarkString] = []
    without_marks = 0
    for record in records(data, _RECORDS):
        version = version or text_at(record, "ctfversion") or ""
        upn = text_at(record, "upn") or ""
        for year in children(record, "attendance", "yeardata"):
            found = list(_strings_of(year, upn))
            strings.extend(found)
            without_marks += not found
    sessions, refused = read_strings(strings, received_on=context.received_on)
    judged = judge(_sent(strings, sessions), context)
    rejected = pa.concat_tables([refused, judged.rejected], promote_options="none").sort_by("line")
    return ReadFile(
        kind=Kind.MARKS,
        format=FORMAT,
        rows_read=len(sessions.day) + refused.num_rows,
        accepted=judged.accepted,
        rejected=rejected.cast(REJECTS),
        warnings=(*_warnings(strings, version=version, without_marks=without_marks), *judged.warnings),
    )


def _strings_of(year: Any, upn: str) -> Iterator[MarkString]:
    school = (text_at(year, "lea") or text_at(year, "la") or "") + (text_at(year, "estab") or "")
    for sessions in children(year, "attendsessions"):
        starts = text_at(sessions, "attendancestartdate") or ""
        for marks in children(sessions, "attendancemarks"):
            text = "".join(marks.itertext())
            if text.strip():
                yield MarkString(line=marks.sourceline, upn=upn, school=school, starts=starts, marks=text)


def _sent(strings: list[MarkString], sessions: Sessions) -> SentMarks:
    """The sessions as columns of distinct values, ready to be judged."""
    lines = np.array([string.line for string in strings], dtype=np.int32)
    coded = pa.array(sessions.day).dictionary_encode()
    days = coded.dictionary.to_numpy()
    written = pa.array(np.datetime_as_string(days.astype("datetime64[D]")).astype(object), pa.string())
    return SentMarks(
        lines=lines[sessions.string],
        school=_repeated(
            "laestab", [str(laestab_of(s.school) or s.school) for s in strings], sessions.string
        ),
        upn=_repeated("upn", [string.upn for string in strings], sessions.string),
        days=Days(
            column=Column(name="date", distinct=written, index=coded.indices.to_numpy()),
            numbers=days,
            reasons=(None,) * len(days),
        ),
        session=Column(name="session", distinct=_HALVES, index=sessions.is_pm.astype(np.int32)),
        code=Column(name="code", distinct=pa.array(sessions.codes, pa.string()), index=sessions.code),
    )


def _repeated(name: str, values: list[str], string: np.ndarray) -> Column:
    """A column of one value a string, for the sessions of the strings."""
    coded = pa.array(values, pa.string()).dictionary_encode()
    return Column(name=name, distinct=coded.dictionary, index=coded.indices.to_numpy()[string])


def _warnings(strings: list[MarkString], *, version: str, without_marks: int) -> Iterator[str]:
    if not strings:
        yield "the file holds no attendance marks"
    elif without_marks:
        yield f"{without_marks:,} pupils' years came with totals or dates but no marks: totals are not read"
    whole, _, _ = version.partition(".")
    if whole.isdecimal() and len(whole) < 4 and int(whole) >= _COMMAS_SINCE:
        unparted = sum("," not in string.marks for string in strings)
        if unparted:
            yield f"the file is CTF {whole}, but {unparted:,} of its mark strings have no commas"
