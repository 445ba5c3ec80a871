"""Thornfield, an invented authority of two schools, where some children need somebody and some steps were taken."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.functional.command_line.command import CommandLine
from tests.functional.command_line.elmfield import upn

THORN, SORREL = 100201, 100202
FRIDAY = "2025-11-21"
"""The day that most tests ask about; the second load came that afternoon."""
FIRST_LOAD, SECOND_LOAD = "2025-11-07T17:00:00+00:00", "2025-11-21T17:00:00+00:00"

ILL, AWAY, CORRECTED, UNEXPLAINED, HERE, LEFT, LONG_GONE, TO_COME, NEARLY, SOCIAL_WORK = range(21, 31)
"""Pupils by what is the matter: each is one number of `upn`."""

NAMES = {
    ILL: "Ottershaw Perpetua", AWAY: "Quillfeather Barnaby", CORRECTED: "Rookhope Seraphina",
    UNEXPLAINED: "Sandiacre Leopold", HERE: "Thistlewood Ottilie", LEFT: "Umberleigh Caspian",
    LONG_GONE: "Vexwell Araminta", TO_COME: "Wyverstone Lazarus", NEARLY: "Yaxleyham Clementine",
    SOCIAL_WORK: "Zealmoor Ignatius",
}  # fmt: skip

SCHOOLS = f"""URN,LA (code),EstablishmentNumber,EstablishmentName,PhaseOfEducation (name)
{THORN},356,4002,Thorn High,Secondary
{SORREL},356,2002,Sorrel Primary,Primary
"""

CALENDAR = """kind,first_on,last_on,session,name
term,2025-09-01,2025-10-24,,Autumn 1
holiday,2025-10-27,2025-10-31,,Half-term
term,2025-11-03,2025-12-19,,Autumn 2
"""

COHORTS = f"""upn,cohort,from,until
{upn(ILL)},looked after,2025-01-06,
{upn(SOCIAL_WORK)},social worker,2025-01-06,
"""

STEPS = f"""upn,kind,reference,event,on,urn,parent,detail,source
{upn(AWAY)},contact,C-1,home_visit,2025-11-17,{THORN},,,Attendance team
{upn(CORRECTED)},contact,C-2,letter,2025-09-10,{THORN},,,Attendance team
{upn(LEFT)},penalty_notice,PN-1,issued,2025-10-06,{THORN},P-77,,Legal
{upn(LEFT)},penalty_notice,PN-1,posted,2025-10-06,{THORN},P-77,,Legal
{upn(LEFT)},penalty_notice,PN-1,offence_from,2025-09-15,{THORN},P-77,,Legal
{upn(LEFT)},penalty_notice,PN-1,offence_until,2025-09-19,{THORN},P-77,,Legal
"""

POLICY = """
[[section_19_school_days]]
from = 2025-09-01
value = 12
citation = "Thornfield medical needs policy, July 2025, section 3"
"""


def days(first: str, last: str) -> list[date]:
    """The school days from one day to another."""
    first_on, last_on = date.fromisoformat(first), date.fromisoformat(last)
    every = (first_on + timedelta(days=number) for number in range((last_on - first_on).days + 1))
    return [on for on in every if on.weekday() < 5 and not date(2025, 10, 27) <= on <= date(2025, 10, 31)]


CODED: tuple[tuple[int, str, str, str, str], ...] = (
    (ILL, "2025-10-06", "2025-11-04", "AM PM", "I"),
    (AWAY, "2025-11-10", "2025-11-14", "AM PM", "O"),
    (CORRECTED, "2025-11-03", "2025-11-07", "AM PM", "O"),
    (UNEXPLAINED, "2025-11-06", "2025-11-06", "AM PM", "N"),
    (HERE, "2025-11-20", "2025-11-20", "PM", ""),
    (LEFT, "2025-09-15", "2025-09-19", "AM PM", "O"),
    (NEARLY, "2025-11-05", "2025-11-21", "AM PM", "I"),
    (SOCIAL_WORK, "2025-11-21", "2025-11-21", "AM", "N"),
)
"""What is not presence: pupil, first and last day, sessions, code."""


def school_of(pupil: int) -> int:
    return SORREL if pupil == NEARLY else THORN


def pupils() -> str:
    """Year 7 at Thorn and Year 5 at Sorrel, with one who has left, one who left last year and one to come."""
    spells = {
        LEFT: ("2024-09-02", "2025-11-07"),
        LONG_GONE: ("2024-09-02", "2025-07-18"),
        TO_COME: ("2025-12-01", ""),
    }
    lines = ["upn,surname,forename,dob,urn,year_group,entry_date,leaving_date,enrolment_status"]
    for pupil, name in NAMES.items():
        entry, leaving = spells.get(pupil, ("2025-09-01", ""))
        year, born = ("5", 2015) if pupil == NEARLY else ("7", 2013)
        surname, forename = name.split()
        lines.append(
            f"{upn(pupil)},{surname},{forename},{born}-12-15,{school_of(pupil)},{year},{entry},{leaving},C"
        )
    return "\n".join(lines) + "\n"


def marks(first: str, last: str, *, besides: Iterable[int] = ()) -> str:
    """The registers of both schools from one day to another."""
    coded = {(pupil, on, half): code for pupil, on, half, code in _coded()}
    lines = ["urn,upn,date,session,code"]
    for pupil in NAMES.keys() - {LONG_GONE, TO_COME, *besides}:
        for on in days(first, min(last, "2025-11-07") if pupil == LEFT else last):
            for half, present in (("AM", "/"), ("PM", "\\")):
                code = coded.get((pupil, on, half), present)
                lines.append(f"{school_of(pupil)},{upn(pupil)},{on.isoformat()},{half},{code}")
    return "\n".join(lines) + "\n"


def _coded() -> Iterator[tuple[int, date, str, str]]:
    for pupil, first, last, halves, code in CODED:
        for on in days(first, last):
            for half in halves.split():
                yield pupil, on, half, code


def corrections() -> str:
    """Thorn has learnt that the pupil was ill on the last of five days."""
    lines = [f"{THORN},{upn(CORRECTED)},2025-11-07,{half},I" for half in ("AM", "PM")]
    return "\n".join(["urn,upn,date,session,code", *lines]) + "\n"


def load_thornfield(command: CommandLine, folder: Path) -> None:
    """The first load holds the registers to 7 November; the second the rest, the correction, and the steps."""
    for name, texts, received_at in (
        ("first", {"schools": SCHOOLS, "terms": CALENDAR, "pupils": pupils(), "cohorts": COHORTS,
                   "marks": marks("2025-09-01", "2025-11-07")}, FIRST_LOAD),
        ("second", {"marks": marks("2025-11-10", FRIDAY), "corrections": corrections(), "steps": STEPS}, SECOND_LOAD),
    ):  # fmt: skip
        sent = folder / name
        sent.mkdir(parents=True)
        for file, text in texts.items():
            (sent / f"{file}.csv").write_text(text, encoding="utf-8")
        command("load", sent, "--received-at", received_at)
