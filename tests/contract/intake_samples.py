"""One small delivery of every format, with a row that is refused where the format allows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from schoolward.intake import (
    calendar,
    census_tables,
    census_xml,
    cohorts,
    ctf,
    dfe_lait,
    dfe_open_data,
    dfe_tidy,
    identities,
    marks_long,
    marks_wide_day,
    marks_wide_week,
    pupils,
    school_links,
    schools,
    steps,
    wonde,
)
from tests.spec.intake.sent_tables import URN, A, B, table
from tests.spec.intake_xml_json.sendings import ROWAN, census, census_pupil, ctf_of, delivery, mark

PLACE = "Local authority,E92000001,England,E12000002,North West,Demo,999"
PLACES = "geographic_level,country_code,country_name,region_code,region_name,la_name,old_la_code"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A delivery and how many of its rows are accepted and refused."""

    format: str
    files: Mapping[str, bytes]
    accepted: int
    refused: int


def _table(format: str, heading: str, *rows: str, accepted: int, refused: int = 1) -> Sample:
    return Sample(
        format=format, files={"file.csv": table(heading, *rows)}, accepted=accepted, refused=refused
    )


def _ctf_pupil(upn: str) -> str:
    marks = "<AttendanceStartDate>2026-01-05</AttendanceStartDate><AttendanceMarks>/,\\,I,I</AttendanceMarks>"
    year = f"<Year>2025</Year><LEA>999</LEA><Estab>2001</Estab><AttendSessions>{marks}</AttendSessions>"
    return f"<Pupil><UPN>{upn}</UPN><Attendance><YearData>{year}</YearData></Attendance></Pupil>"


def _census_pupil(upn: str) -> str:
    sessions = (
        "<SessionsPossible>128</SessionsPossible><SessionsAuthorised>6</SessionsAuthorised>"
        "<SessionsUnauthorised>1</SessionsUnauthorised>"
    )
    return census_pupil(f"<TermlyAttendance>{sessions}</TermlyAttendance>", upn=upn)


SAMPLES = (
    _table(schools.FORMAT, "URN,EstablishmentName,LA (code)", f"{URN},Alder,999", "?,Elm,999", accepted=1),
    _table(
        school_links.FORMAT,
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate",
        f"{URN},900002,Elm,Predecessor,01-09-2014",
        f"{URN},{URN},Alder,Successor,01-09-2014",
        accepted=1,
    ),
    _table(
        calendar.FORMAT,
        "urn,kind,first,last,session,name",
        ",term,2026-09-02,2026-12-18,,",
        ",?,,,,",
        accepted=1,
    ),
    _table(
        pupils.FORMAT, "upn,urn,dob,entry_date", f"{A},{URN},2014-03-02,2018-09-03", f"?,{URN},,", accepted=1
    ),
    _table(cohorts.FORMAT, "upn,cohort,from,until", f"{A},ehcp,2025-09-01,", "?,ehcp,,", accepted=1),
    _table(
        identities.FORMAT,
        "UPN,Same As UPN,Decision Reference,Source",
        f"{A},{B},D1,Data team",
        f"{B},?,D2,Data team",
        accepted=1,
    ),
    _table(
        steps.FORMAT,
        "upn,kind,reference,event,on,detail",
        f"{A},penalty_notice,PN1,issued,2026-10-05,",
        f"{A},penalty_notice,PN2,waived,2026-10-05,",
        accepted=1,
    ),
    _table(
        marks_long.FORMAT,
        "urn,upn,date,session,code",
        f"{URN},{A},2026-09-08,AM,/",
        f"{URN},{B},2026-09-08,AM,?",
        accepted=1,
    ),
    _table(
        marks_wide_day.FORMAT,
        "urn,upn,date,am,pm",
        f"{URN},{A},2026-09-08,/,\\",
        f"{URN},{B},2026-09-08,I,?",
        accepted=3,
    ),
    _table(
        marks_wide_week.FORMAT,
        "urn,upn,week_beginning,mon_am,mon_pm",
        f"{URN},{A},2026-09-07,/,\\",
        f"{URN},{B},2026-09-07,I,?",
        accepted=3,
    ),
    Sample(
        format=ctf.FORMAT,
        files={"file.xml": ctf_of(_ctf_pupil(ROWAN) + _ctf_pupil("?"))},
        accepted=4,
        refused=4,
    ),
    Sample(
        format=wonde.FORMAT, files=delivery([mark(), mark(session="?", student="S1")]), accepted=1, refused=1
    ),
    Sample(
        format=census_xml.FORMAT,
        files={"file.xml": census(_census_pupil(ROWAN) + _census_pupil("?"))},
        accepted=1,
        refused=1,
    ),
    Sample(
        format=census_tables.FORMAT,
        files={
            "pupils.csv": table(
                "pupilonrolltableid,NativeId,upn,termlysessionspossible,termlysessionsauthorised,"
                "termlysessionsunauthorised",
                f"r1,{URN},{ROWAN},128,6,1",
                f"r2,{URN},?,128,6,1",
            ),
            "reasons.csv": table(
                "pupilonrolltableid,NativeId,termlysessiondetailsonrolltableid,sessions,attendancereason",
                f"r1,{URN},d1,6,I",
                f"r3,{URN},d2,6,I",
            ),
        },
        accepted=2,
        refused=2,
    ),
    _table(
        dfe_open_data.FORMAT,
        f"time_period,time_identifier,{PLACES},education_phase,possible_sessions,late_sessions",
        f"2025,Week 37,{PLACE},Primary,194678,1690",
        f"2025,Week 37,{PLACE},Special,?,c",
        accepted=2,
    ),
    _table(
        dfe_tidy.FORMAT,
        f"time_period,time_identifier,time_frame,{PLACES},education_phase,attendance_reason,session_count",
        f"2025,Week 37,Week,{PLACE},Primary,Illness (i),3010",
        f"2025,Week 37,Week,{PLACE},Special,Illness (i),?",
        accepted=1,
    ),
    _table(
        dfe_lait.FORMAT,
        "short,item,year,area,value,la,region",
        "PriTotAbs,Absence,2025,Demo,4.61,356.0,North West",
        "PriTotAbs,Absence,2024,England,?,970.0,",
        accepted=1,
    ),
)
