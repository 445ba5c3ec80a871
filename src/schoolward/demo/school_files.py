"""Writes the borough's schools with GIAS's columns, and its calendar."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from schoolward.demo.calendar import CalendarRow
from schoolward.demo.schools import BOROUGH, DemoSchool, SchoolKind


def schools_file(schools: Sequence[DemoSchool]) -> bytes:
    """The file's bytes: every field quoted, Windows-1252, dates with dashes and the day first, as GIAS writes them."""
    text = io.StringIO()
    rows = [_gias_row(school) for school in schools]
    rows.append(
        _closed_predecessor(next(school for school in schools if school.trust), urn=schools[-1].urn + 1)
    )
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("cp1252")


def _gias_row(school: DemoSchool) -> dict[str, str]:
    low, high = school.ages
    capacity = str(round(school.pupils * 1.05)) if school.pupils else ""
    return {
        "URN": str(school.urn),
        "LA (code)": school.authority[0],
        "LA (name)": school.authority[1],
        "EstablishmentNumber": f"{school.laestab % 10_000:04d}",
        "EstablishmentName": school.name,
        "TypeOfEstablishment (code)": school.gias_type[0],
        "TypeOfEstablishment (name)": school.gias_type[1],
        "EstablishmentStatus (code)": "1",
        "EstablishmentStatus (name)": "Open",
        "OpenDate": _dashed(school.opened_on),
        "CloseDate": _dashed(school.closed_on),
        "PhaseOfEducation (code)": school.gias_phase[0],
        "PhaseOfEducation (name)": school.gias_phase[1],
        "StatutoryLowAge": str(low),
        "StatutoryHighAge": str(high),
        "Boarders (name)": "No boarders",
        "OfficialSixthForm (name)": "Has a sixth form"
        if 12 in school.year_groups
        else "Does not have a sixth form",
        "Gender (name)": "Mixed",
        "SchoolCapacity": capacity,
        "NumberOfPupils": str(school.pupils) if school.pupils else "",
        "Trusts (code)": str(16_000 + sum(map(ord, school.trust)) % 997) if school.trust else "",
        "Trusts (name)": school.trust,
        "UKPRN": "",
        "Street": "",
        "Town": "",
        "Postcode": school.postcode,
        "DistrictAdministrative (name)": BOROUGH[1] if school.in_borough else "",
        "AdministrativeWard (name)": school.ward,
        "SEN1 (name)": "ASD - Autistic Spectrum Disorder" if school.kind is SchoolKind.SPECIAL else "",
    }


def _closed_predecessor(academy: DemoSchool, *, urn: int) -> dict[str, str]:
    """The school that an academy took over from: the same number, closed the day before the academy opened."""
    row = _gias_row(academy)
    closed_on = date(academy.opened_on.year, 8, 31) if academy.opened_on else None
    return row | {
        "URN": str(urn),
        "TypeOfEstablishment (code)": "01",
        "TypeOfEstablishment (name)": "Community school",
        "EstablishmentStatus (code)": "2",
        "EstablishmentStatus (name)": "Closed",
        "OpenDate": "",
        "CloseDate": _dashed(closed_on),
        "NumberOfPupils": "",
        "Trusts (code)": "",
        "Trusts (name)": "",
    }


def calendar_file(rows: Sequence[CalendarRow]) -> bytes:
    """The file's bytes; a row without a school speaks of every school."""
    lines = ["urn,kind,first_on,last_on,session,name"]
    for row in rows:
        urn = "" if row.urn is None else str(row.urn)
        lines.append(f"{urn},{row.kind},{row.first_on.isoformat()},{row.last_on.isoformat()},,{row.name}")
    return ("\n".join(lines) + "\n").encode()


def _dashed(on: date | None) -> str:
    return on.strftime("%d-%m-%Y") if on else ""
