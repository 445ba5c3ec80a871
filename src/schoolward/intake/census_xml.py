"""Reads pupils' absence out of a School Census return in XML, as a school's system writes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import pyarrow as pa

from schoolward.intake.batches import Context, Kind, ReadFile, UnreadableFile
from schoolward.intake.census_absence import SENT_ABSENCE, check_absence
from schoolward.intake.headings import HEAD_BYTES
from schoolward.intake.identifiers import laestab_of
from schoolward.intake.xml import children, local_name, records, root_name, text_at

FORMAT = "School Census XML"

_WINDOWS = {
    "termlyattendance": "termly",
    "summerhalfterm2attendance": "summer_half_term_2",
    "annualattendance": "annual",
}
_RECORDS = frozenset({"header", "pupilonroll", "pupilnolongeronroll"})
_PUPILS = re.compile(
    rb"<(?:[\w.-]+:)?pupils(?:no)?(?:longer)?onroll|<(?:[\w.-]+:)?collection>\s*SC\s*<", re.IGNORECASE
)
_NO_REASON = "(none)"


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row of SENT_ABSENCE, but for the school and the number of its figure."""

    line: int
    upn: str
    window: str
    possible: str | None
    authorised: str | None = None
    unauthorised: str | None = None
    code: str | None = None
    code_sessions: str | None = None


def recognises(name: str, head: bytes) -> bool:
    """Whether the XML is a message that is a School Census or holds pupils on a roll."""
    return (
        root_name(head) == "message" and _PUPILS.search(head[:HEAD_BYTES].replace(b"\x00", b"")) is not None
    )


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The pupils' sessions and absence. Rows are the figures found: a pair of totals, or one reason each.

    A pupil without attendance (too young, or a boarder) is no row. UnreadableFile without the school's number.
    """
    if root_name(data[:HEAD_BYTES]) not in ("message", ""):
        raise UnreadableFile("the file is not a School Census return: its outermost element is not Message")
    school = ""
    figures: list[list[_Row]] = []
    with_totals = 0
    for record in records(data, _RECORDS):
        if local_name(record.tag) == "header":
            school = school or _school_in(record)
            continue
        upn = text_at(record, "pupilidentifiers", "upn") or text_at(record, "upn") or ""
        for window, attendance in _attendance(record):
            rows = _figure(attendance, upn=upn, window=window)
            with_totals += rows[0].code is not None and _has_totals(attendance)
            figures.append(rows)
    if laestab_of(school) is None:
        raise UnreadableFile(
            f"the header does not say which school sends it (Source: LEA and Estab give {school[:20]!r}); export again"
        )
    sent = _table(figures, school)
    accepted, rejected = check_absence(sent)
    return ReadFile(
        kind=Kind.TERMLY_ABSENCE,
        format=FORMAT,
        rows_read=sent.num_rows,
        accepted=accepted,
        rejected=rejected,
        warnings=_warnings(rows=sent.num_rows, with_totals=with_totals),
    )


def _school_in(header: Any) -> str:
    authority = text_at(header, "source", "lea") or text_at(header, "source", "la") or ""
    return authority + (text_at(header, "source", "estab") or "")


def _attendance(pupil: Any) -> Iterator[tuple[str, Any]]:
    for name, window in _WINDOWS.items():
        for attendance in children(pupil, "attendance", name):
            yield window, attendance


def _figure(attendance: Any, *, upn: str, window: str) -> list[_Row]:
    """The rows of one window of one pupil: its reasons, or else its totals.

    Where both came the reasons are read: totals have been seen to fall short of them.
    """
    possible = text_at(attendance, "sessionspossible")
    reasons = children(attendance, "sessiondetails", "sessiondetail") or children(attendance, "sessiondetail")
    rows = [
        _Row(
            line=reason.sourceline,
            upn=upn,
            window=window,
            possible=possible,
            code=text_at(reason, "attendancereason") or _NO_REASON,
            code_sessions=text_at(reason, "absencesessions"),
        )
        for reason in reasons
    ]
    totals = _Row(
        line=attendance.sourceline,
        upn=upn,
        window=window,
        possible=possible,
        authorised=text_at(attendance, "sessionsauthorised"),
        unauthorised=text_at(attendance, "sessionsunauthorised"),
    )
    return rows or [totals]


def _has_totals(attendance: Any) -> bool:
    return bool(text_at(attendance, "sessionsauthorised") or text_at(attendance, "sessionsunauthorised"))


def _table(figures: list[list[_Row]], school: str) -> pa.Table:
    rows = [row for figure in figures for row in figure]
    columns: dict[str, Any] = {
        field.name: [getattr(row, field.name) for row in rows] for field in fields(_Row)
    }
    columns["figure"] = [number for number, figure in enumerate(figures) for _ in figure]
    columns["school"] = [school] * len(rows)
    return pa.table({name: columns[name] for name in SENT_ABSENCE.names}, schema=SENT_ABSENCE)


def _warnings(*, rows: int, with_totals: int) -> tuple[str, ...]:
    said = []
    if not rows:
        said.append("the return holds no pupil with attendance")
    if with_totals:
        said.append(f"{with_totals:,} pupils have totals beside their reasons: the reasons were read")
    return tuple(said)
