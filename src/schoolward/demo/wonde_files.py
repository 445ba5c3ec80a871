"""Writes a small school's marks as the pages of a Wonde delivery, with the school's own student and code numbers."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from schoolward.demo.extract import Extract
from schoolward.demo.marks import BLANK, CODE_AT, CODES, SLIPS
from schoolward.demo.register_year import RegisterYear
from schoolward.register.codes import code_on

MARKS_PER_PAGE = 2000
_STUDENTS_PER_PAGE = 200
_ADDRESS = "https://api.wonde.example/v1.0/schools/{school}/{list}/?page={page}"


def wonde_files(extract: Extract, *, received_on: date) -> Iterator[tuple[str, bytes]]:
    """Each page's file name and bytes: the school, its attendance codes, its students, and the extract's marks."""
    year = extract.year
    school = f"A{year.school.urn:010d}"
    yield "school.json", _page_of_one(_school_record(year, school))
    yield from _pages(
        "attendance-codes", school, _code_records(year, received_on), per_page=_STUDENTS_PER_PAGE
    )
    yield from _pages("students", school, _student_records(year), per_page=_STUDENTS_PER_PAGE)
    yield from _pages("attendance/session", school, _mark_records(extract), per_page=MARKS_PER_PAGE)


def _school_record(year: RegisterYear, school: str) -> dict[str, object]:
    return {
        "id": school,
        "name": year.school.name,
        "establishment_number": f"{year.school.laestab % 10_000:04d}",
        "la_code": year.school.authority[0],
        "urn": year.school.urn,
        "phase_of_education": year.school.gias_phase[1].upper(),
    }


def _code_id(year: RegisterYear, code: int) -> str:
    return f"A{year.school.urn % 1000:04d}{300 + code * 7:06d}"


def _code_records(year: RegisterYear, on: date) -> list[dict[str, object]]:
    records: list[dict[str, object]] = []
    for code, text in enumerate(CODES):
        known = code_on(text, on) if text else None
        if any(text == slip for slip, _ in SLIPS) or (text and text != "-" and known is None):
            continue
        name = known.meaning if known else "No mark"
        records.append({"id": _code_id(year, code), "code": text or "-", "name": name, "description": name})
    return records


def _student_id(year: RegisterYear, row: int) -> str:
    return f"A{year.school.urn % 1000:04d}{year.upn[row][4:].decode()}"


def _student_records(year: RegisterYear) -> list[dict[str, object]]:
    records: list[dict[str, object]] = []
    for row in range(year.pupils):
        records.append(
            {
                "id": _student_id(year, row),
                "upi": f"{int(year.upn[row][1:12]) * 2_654_435_761 % 2**64:016x}",
                "mis_id": str(4000 + row),
                "surname": str(year.surname[row]),
                "forename": str(year.forename[row]),
                "gender": "FEMALE" if year.sex[row] == "F" else "MALE",
                "date_of_birth": _stamp(str(year.dob[row])),
                "education_details": {
                    "data": {
                        "upn": year.upn[row].decode(),
                        "former_upn": None,
                        "current_nc_year": str(year.year_group[row]) if year.year_group[row] else "R",
                        "admission_date": _stamp(str(year.entry[row])),
                        "leaving_date": None,
                    }
                },
            }
        )
    return records


def _mark_records(extract: Extract) -> list[dict[str, object]]:
    year, (row, column) = extract.year, extract.places
    students = [_student_id(year, pupil) for pupil in range(year.pupils)]
    codes = [_code_id(year, code) for code in range(len(CODES))]
    codes[BLANK] = codes[CODE_AT["-"]]
    dates = np.datetime_as_string(year.dates).tolist()
    places = zip(
        row.tolist(), column.tolist(), extract.marks.tolist(), extract.minutes_late.tolist(), strict=True
    )
    return [
        {
            "id": f"A{year.school.urn % 1000:04d}{pupil:05d}{session:04d}",
            "date": dates[session // 2],
            "session": "PM" if session % 2 else "AM",
            "student": students[pupil],
            "attendance_code": codes[mark],
            "minutes_late": late or None,
        }
        for pupil, session, mark, late in places
    ]


def _pages(name: str, school: str, items: Sequence[object], *, per_page: int) -> Iterator[tuple[str, bytes]]:
    pages = max(1, -(-len(items) // per_page))
    for page in range(1, pages + 1):
        more = page < pages
        pagination = {
            "next": _ADDRESS.format(school=school, list=name, page=page + 1) if more else None,
            "previous": _ADDRESS.format(school=school, list=name, page=page - 1) if page > 1 else None,
            "more": more,
            "per_page": str(per_page),
            "current_page": page,
        }
        body = {"data": items[(page - 1) * per_page : page * per_page], "meta": {"pagination": pagination}}
        yield f"{name.replace('/', '-')}-{page:02d}.json", _bytes(body)


def _page_of_one(record: dict[str, object]) -> bytes:
    return _bytes({"data": record})


def _bytes(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _stamp(day: str) -> dict[str, object]:
    return {"date": f"{day} 00:00:00.000000", "timezone_type": 3, "timezone": "Europe/London"}
