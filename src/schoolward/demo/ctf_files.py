"""Writes a school's marks as a Common Transfer File, a string of marks a pupil; without commas from an old system."""

from datetime import date
from xml.sax.saxutils import escape

import numpy as np

from schoolward.demo.extract import Extract
from schoolward.demo.marks import CODES, Register
from schoolward.demo.roll_book import Dates

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<CTfile>
 <Header>
  <DocumentName>Common Transfer File</DocumentName>
  <CTFVersion>{version}</CTFVersion>
  <DateTime>{sent}T07:30:00</DateTime>
  <DocumentQualifier>partial</DocumentQualifier>
  <SupplierID>Invented Registers</SupplierID>
  <SourceSchool><LEA>{authority}</LEA><Estab>{estab}</Estab><SchoolName>{name}</SchoolName><AcademicYear>{year}</AcademicYear></SourceSchool>
  <DestSchool><LEA>{authority}</LEA><Estab>LLLL</Estab></DestSchool>
 </Header>
 <CTFpupilData>
"""
_PUPIL = """  <Pupil>
   <UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>{forename}</Forename><DOB>{dob}</DOB><{sex_element}>{sex}</{sex_element}>
   <Attendance>
    <YearData>
     <Year>{year}</Year><LEA>{authority}</LEA><Estab>{estab}</Estab><SchoolName>{name}</SchoolName>
     <AttendSessions><AttendanceStartDate>{start}</AttendanceStartDate><AttendanceMarks>{marks}</AttendanceMarks></AttendSessions>
    </YearData>
   </Attendance>
  </Pupil>
"""
_TAIL = " </CTFpupilData>\n</CTfile>\n"


def ctf_file(extract: Extract, *, commas: bool, received_on: date) -> bytes:
    """The file's bytes. A pupil of the extract has every mark of the extract's days on roll, `#` between them."""
    year, register, cells = extract.year, extract.register, extract.cells
    there = np.flatnonzero(cells.any(axis=1))
    on = np.flatnonzero(cells.any(axis=0))
    school = {
        "name": escape(year.school.name),
        "authority": year.school.authority[0],
        "estab": f"{year.school.laestab % 10_000:04d}",
        "year": str(year.academic_year),
    }
    parts = [_HEAD.format(version="25.0" if commas else "23.0", sent=received_on.isoformat(), **school)]
    if len(on):
        first, last = year.dates[on[0] // 2], year.dates[on[-1] // 2]
        for row in there:
            start = max(first, year.entry[row])
            end = min(last, year.leaving[row])
            marks = _marks_between(year.dates, register[row], start=start, end=end, commas=commas)
            pupil = {
                "upn": year.upn[row].decode(),
                "surname": escape(str(year.surname[row])),
                "forename": escape(str(year.forename[row])),
                "dob": str(year.dob[row]),
                "sex": str(year.sex[row]),
                "sex_element": "Sex" if commas else "Gender",
            }
            parts.append(_PUPIL.format(start=start, marks=escape(marks), **pupil, **school))
    return "".join([*parts, _TAIL]).encode()


def _marks_between(
    dates: Dates, marks: Register, *, start: np.datetime64, end: np.datetime64, commas: bool
) -> str:
    """Two items a calendar day, `#` where the school was not in session; an untaken register is empty, or `-`."""
    days = int((end - start).astype(int)) + 1
    items = ["#"] * (2 * days)
    held = np.flatnonzero((dates >= start) & (dates <= end))
    for day in held:
        at = 2 * int((dates[day] - start).astype(int))
        for half in (0, 1):
            code = CODES[marks[2 * day + half]]
            items[at + half] = code if commas or code else "-"
    return ",".join(items) if commas else "".join(items)
