"""Elmfield, an invented borough of three schools and twelve pupils, whose figures can be worked out by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schoolward.register.upn import check_letter

ASH, BIRCH, CEDAR = 100101, 100102, 100103

SCHOOLS = f"""URN,LA (code),EstablishmentNumber,EstablishmentName,PhaseOfEducation (name),Trusts (name)
{ASH},356,2001,Ash Primary,Primary,Elm Trust
{BIRCH},356,4001,Birch High,Secondary,
{CEDAR},356,7001,Cedar School,Special,
"""

CALENDAR = f"""urn,kind,first_on,last_on,session,name
,term,2025-09-01,2025-10-24,,Autumn 1
,holiday,2025-10-27,2025-10-31,,Half-term
,term,2025-11-03,2025-12-19,,Autumn 2
{ASH},inset,2025-09-01,2025-09-01,,Training day
"""

NAMES = (
    "Arrowood Quilla", "Brambleby Tansy", "Corvane Osric", "Dunmallow Ffion", "Elverskog Bertil",
    "Fennimarsh Orla", "Garrowby Ludo", "Hollinshaw Mavis", "Inglethorp Piers", "Jessamy Wilf",
    "Kestrelby Nan", "Larkenfeld Ivo",
)  # fmt: skip
"""Surname and forename of pupils 1 to 12: four at Ash, four at Birch, four at Cedar."""

DAYS = tuple(date(2025, 9, day) for day in (2, 3, 4, 5))

CODES: dict[tuple[int, int, str], str] = {
    (1, 2, "AM"): "I", (1, 2, "PM"): "I",
    (2, 3, "AM"): "U",
    **{(5, day, half): "O" for day in (2, 3, 4, 5) for half in ("AM", "PM")},
    (6, 4, "PM"): "B",
    (9, 2, "AM"): "D", (9, 2, "PM"): "D",
    **{(10, day, "PM"): "C2" for day in (2, 3, 4, 5)},
    (12, 5, "AM"): "",
}  # fmt: skip
"""What is not presence, by pupil, day of September 2025 and session: two days of illness, one late arrival after the
register closed, a week of absence, a visit, a day at another school, four afternoons of a part-time timetable, and a
mark that was not made."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a phase's figures must be, by hand."""

    possible: int
    authorised: int
    unauthorised: int
    persistent: int
    severe: int
    rate: str


BY_PHASE = {
    "Primary": Figure(possible=32, authorised=2, unauthorised=1, persistent=2, severe=0, rate="0.0937500000"),
    "Secondary": Figure(
        possible=32, authorised=0, unauthorised=8, persistent=1, severe=1, rate="0.2500000000"
    ),
    "Special": Figure(possible=29, authorised=4, unauthorised=0, persistent=1, severe=1, rate="0.1379310345"),
}


def upn(pupil: int) -> str:
    """A UPN with its check letter, of an authority that does not exist."""
    digits = f"999{pupil:09d}"
    return check_letter(digits) + digits


def school_of(pupil: int) -> int:
    return (ASH, BIRCH, CEDAR)[(pupil - 1) // 4]


def pupils() -> str:
    """The roll since 1 September 2025."""
    lines = ["upn,surname,forename,dob,sex,urn,year_group,entry_date,enrolment_status"]
    for pupil, name in enumerate(NAMES, start=1):
        surname, forename = name.split()
        sex = "FM"[pupil % 2]
        lines.append(
            f"{upn(pupil)},{surname},{forename},2013-{pupil:02d}-15,{sex},{school_of(pupil)},7,2025-09-01,C"
        )
    return "\n".join(lines) + "\n"


def cohorts() -> str:
    """Pupils 1 and 5 are young carers; pupil 5 stopped on 3 September."""
    return f"upn,cohort,from,until\n{upn(1)},young carer,2025-09-01,\n{upn(5)},young carer,2025-09-01,2025-09-03\n"


def marks(
    pupils: Iterable[int] = range(1, 13),
    days: Iterable[date] = DAYS,
    codes: Mapping[tuple[int, int, str], str] = CODES,
) -> str:
    """One mark a line: present where `codes` says nothing else."""
    lines = ["urn,upn,date,session,code"]
    chosen = list(days)
    for pupil in pupils:
        for on in chosen:
            for half, present in (("AM", "/"), ("PM", "\\")):
                code = codes.get((pupil, on.day, half), present)
                lines.append(f"{school_of(pupil)},{upn(pupil)},{on.isoformat()},{half},{code}")
    return "\n".join(lines) + "\n"


def write_elmfield(folder: Path) -> list[Path]:
    """The borough's files, in an order in which they could not be loaded one by one."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "a-marks.csv": marks(),
        "b-cohorts.csv": cohorts(),
        "c-pupils.csv": pupils(),
        "d-terms.csv": CALENDAR,
        "e-schools.csv": SCHOOLS,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]
