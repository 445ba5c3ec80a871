"""Writes small files as senders' systems write them, for the tests of CTF, School Census and Wonde."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from schoolward.intake.batches import Context, ReadFile

ROWAN = "H801200001001"
ASH = "B801200005001"
WRONG_LETTER = "A801200005001"
RECEIVED = Context(received_on=date(2026, 7, 31))

_PAGES = "https://api.wonde.example/v1.0/schools/A1"


def ctf(
    marks: str, *, starts: str = "2026-01-05", upn: str = ROWAN, school: tuple[str, str] = ("999", "2001")
) -> bytes:
    """A file of one pupil with one string of marks."""
    sessions = (
        f"<AttendSessions><AttendanceStartDate>{starts}</AttendanceStartDate>"
        f"<AttendanceMarks>{escape(marks)}</AttendanceMarks></AttendSessions>"
    )
    year = f"<YearData><Year>2025</Year><LEA>{school[0]}</LEA><Estab>{school[1]}</Estab>{sessions}</YearData>"
    return ctf_of(f"<Pupil><UPN>{upn}</UPN><Attendance>{year}</Attendance></Pupil>")


def ctf_of(pupils: str, *, version: str = "25.0") -> bytes:
    """A file with these pupils."""
    header = (
        f"<Header><DocumentName>Common Transfer File</DocumentName><CTFVersion>{version}</CTFVersion>"
        "<SourceSchool><LEA>999</LEA><Estab>4001</Estab></SourceSchool></Header>"
    )
    return f"<CTfile>{header}<CTFpupilData>{pupils}</CTFpupilData></CTfile>".encode()


def census(pupils: str, *, source: str = "<LEA>999</LEA><Estab>2001</Estab>") -> bytes:
    """A return with these pupils on roll."""
    header = (
        "<Header><CollectionDetails><Collection>SC</Collection><Term>SPR</Term><Year>2026</Year>"
        f"</CollectionDetails><Source><SourceLevel>S</SourceLevel>{source}</Source></Header>"
    )
    return f"<Message>{header}<Pupils><PupilsOnRoll>{pupils}</PupilsOnRoll></Pupils></Message>".encode()


def census_pupil(attendance: str, *, upn: str = ROWAN, element: str = "PupilOnRoll") -> str:
    """One pupil of a return."""
    names = f"<PupilIdentifiers><UPN>{upn}</UPN><Surname>Marsh</Surname></PupilIdentifiers>"
    return f"<{element}>{names}<Attendance>{attendance}</Attendance></{element}>"


def page(
    items: Sequence[Any],
    path: str,
    *,
    number: int = 1,
    more: bool = False,
    per_page: object = 50,
    **paging: Any,
) -> bytes:
    """A page of a Wonde list; `paging` overrides what its envelope says."""
    said = {
        "next": f"{_PAGES}/{path}/?page={number + 1}" if more else None,
        "previous": f"{_PAGES}/{path}/?page={number - 1}" if number > 1 else None,
        "more": more,
        "per_page": per_page,
        "current_page": number,
    }
    return json.dumps({"data": list(items), "meta": {"pagination": said | paging}}).encode()


SCHOOL = {
    "id": "A1",
    "name": "Alder Primary School",
    "urn": 900001,
    "la_code": "999",
    "establishment_number": 2001,
}
STUDENTS = [
    {"id": "S1", "upi": "0f3c", "surname": "Marsh", "education_details": {"data": {"upn": ROWAN}}},
    {"id": "S2", "upi": ASH, "surname": "Reed", "education_details": {"data": {"upn": None}}},
]
CODES = [
    {"id": "K1", "code": "/", "description": "Present (AM)", "type": "PRESENT"},
    {"id": "K2", "code": "\\", "description": "Present (PM)", "type": "PRESENT"},
    {"id": "K3", "code": "I", "description": "Illness", "type": "AUTHORISED_ABSENCE"},
    {"id": "K4", "code": "L", "description": "Late", "type": "PRESENT"},
]


def mark(**fields: Any) -> dict[str, Any]:
    """A session mark: Rowan, Thursday 8 January 2026, morning, present; `fields` differ."""
    sound = {
        "id": "M1",
        "date": "2026-01-08",
        "session": "AM",
        "student": "S1",
        "attendance_code": "K1",
        "comment": None,
        "minutes_late": None,
        "updated_at": {"date": "2026-01-08 09:02:11.000000", "timezone_type": 3, "timezone": "UTC"},
    }
    return sound | fields


def delivery(of: Sequence[Any], /, **pages: bytes) -> dict[str, bytes]:
    """All pages of a school with these marks; `pages` are more of them or stand in place of the usual ones."""
    usual = {
        "school": json.dumps({"data": SCHOOL}).encode(),
        "students": page(STUDENTS, "students"),
        "codes": page(CODES, "attendance-codes"),
        "marks": page(of, "attendance/session"),
    }
    return {f"{name}.json": data for name, data in (usual | pages).items()}


def refused(given: ReadFile) -> Mapping[str, int]:
    """How many rows were refused for each reason."""
    return Counter(given.rejected["reason"].to_pylist())


def marks_of(given: ReadFile) -> list[tuple[str, str, str]]:
    """The accepted marks as date, session and code."""
    columns = (given.accepted[name].to_pylist() for name in ("date", "session", "code"))
    return [(on.isoformat(), session, code) for on, session, code in zip(*columns, strict=True)]
