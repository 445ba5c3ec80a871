"""Sends a worked example through the front door: writes the files that schools would send, and loads them."""

import csv
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from schoolward.register.years import AcademicYear
from schoolward.store.delivery import Delivery
from schoolward.store.home import Authority, Home, create_home
from schoolward.store.loading import load
from tests.spec.intake.sent_tables import upn
from tests.spec.measures.example import Example, Sending, Table, read_day
from tests.spec.measures.schools import AUTHORITY, DAYS, ROLL, SCHOOLS, URN_OF


def loaded(example: Example, folder: Path) -> tuple[Home, tuple[tuple[str, int], ...]]:
    """A home with everything that the example sends, and how many rows were refused for which reason."""
    home = create_home(folder / "home", Authority(code=AUTHORITY[0], name=AUTHORITY[1]))
    refused: dict[str, int] = {}
    for number, sending in enumerate(example.sent):
        for reason, count in send(home, sending, folder / f"sending-{number}", is_first=number == 0):
            refused[reason] = refused.get(reason, 0) + count
    return home, tuple(sorted(refused.items()))


def send(home: Home, sending: Sending, inbox: Path, *, is_first: bool = False) -> tuple[tuple[str, int], ...]:
    """Writes one sending's files and loads them; how many rows were refused for which reason."""
    inbox.mkdir()
    at = sending.received_at
    paths = tuple(files(sending, inbox, is_first=is_first))
    delivery = Delivery(received_at=at, sender="worked example", paths=paths)
    summary = load(home, delivery, by="worked example", now=at)
    assert all(file.unreadable is None for file in summary.files), summary.files
    return summary.rejected_by_reason


def upn_of(pupil: str) -> str:
    """The pupil's number: the same one wherever the name stands."""
    return upn(zlib.crc32(pupil.encode()))


def files(sending: Sending, folder: Path, *, is_first: bool) -> Iterable[Path]:
    """The CSV files of one sending; the schools come with the first."""
    if is_first:
        yield write(folder / "schools.csv", schools())
    if sending.calendar:
        yield write(folder / "calendar.csv", calendar(sending))
    roll = [*rolled(sending), *(enrolled_by_register(sending) if is_first else ())]
    if roll:
        yield write(folder / "pupils.csv", roll)
    if sending.cohorts:
        yield write(folder / "cohorts.csv", cohorts(sending))
    if sending.identities:
        yield write(folder / "identities.csv", identities(sending))
    if sending.register:
        yield write(folder / "marks.csv", marks(sending))


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Writes a CSV file whose columns are those of any row."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def schools() -> Iterable[dict[str, str]]:
    """The schools, with GIAS column names."""
    for row in SCHOOLS.records():
        is_typed = row["phase"] in ("Special", "Alternative provision")
        yield {
            "URN": row["URN"],
            "EstablishmentName": row["school"],
            "LA (code)": row["authority"],
            "EstablishmentNumber": row["URN"][-4:],
            "TypeOfEstablishment (name)": {
                "Special": "Community special school", "Alternative provision": "Pupil referral unit"
            }.get(row["phase"], "Community school"),
            "PhaseOfEducation (name)": "Not applicable" if is_typed else row["phase"],
            "Trusts (name)": row["trust"],
            "OpenDate": as_gias_writes(row["opened"]),
            "CloseDate": as_gias_writes(row["closed"]),
        }  # fmt: skip


def as_gias_writes(day: str) -> str:
    """The day as 04-11-2025, or nothing."""
    return f"{read_day(day):%d-%m-%Y}" if day else ""


def rolled(sending: Sending) -> Iterable[dict[str, str]]:
    """The rows of the roll."""
    for row in Table.read(sending.roll).records():
        told = {
            column: read_day(row[heading]).isoformat() if heading in DAYS and row[heading] else row[heading]
            for heading, column in ROLL.items()
            if heading in row
        }
        entry_on = told.get("entry_on") or "2025-09-01"
        yield {
            **told,
            "upn": upn_of(row["pupil"]),
            "urn": URN_OF[row["school"]],
            "entry_on": entry_on,
            "dob": told.get("dob") or born_nine_years_before(date.fromisoformat(entry_on)),
        }


def enrolled_by_register(sending: Sending) -> Iterable[dict[str, str]]:
    """Rows for pupils that stand in the register and not in the roll: on roll from 1 September."""
    known = {(row["pupil"], row["school"]) for row in Table.read(sending.roll).records()}
    first: dict[tuple[str, str], date] = {}
    for pupil, school, session, _ in sending.marks():
        first[pupil, school] = min(session.on, first.get((pupil, school), session.on))
    for (pupil, school), on in first.items():
        if (pupil, school) not in known:
            entry_on = date(AcademicYear.of(on).start_year, 9, 1)
            yield {
                "upn": upn_of(pupil),
                "urn": URN_OF[school],
                "entry_on": entry_on.isoformat(),
                "dob": born_nine_years_before(entry_on),
            }


def born_nine_years_before(on: date) -> str:
    """A birthday that makes a pupil nine on 31 August before that academic year."""
    return f"{AcademicYear.of(on).start_year - 9}-01-15"


def cohorts(sending: Sending) -> Iterable[dict[str, str]]:
    """The rows of a cohorts file."""
    for row in Table.read(sending.cohorts).records():
        yield {
            "upn": upn_of(row["pupil"]),
            "cohort": row["cohort"],
            "from_on": read_day(row["from"]).isoformat(),
            "until_on": read_day(row["until"]).isoformat() if row.get("until") else "",
        }


def identities(sending: Sending) -> Iterable[dict[str, str]]:
    """The rows of a file of identity decisions."""
    for row in Table.read(sending.identities).records():
        yield {
            "upn": upn_of(row["record"]),
            "same_as_upn": upn_of(row["same child as"]) if row["same child as"] else "",
            "reference": row["decision"],
        }


def calendar(sending: Sending) -> Iterable[dict[str, str]]:
    """The rows of a calendar file; a row without a school is for all of them."""
    for row in Table.read(sending.calendar).records():
        yield {
            "urn": URN_OF[row["school"]] if row.get("school") else "",
            "kind": row["kind"],
            "first_on": read_day(row["from"]).isoformat(),
            "last_on": read_day(row["to"]).isoformat(),
            "session": row.get("session", ""),
        }


def marks(sending: Sending) -> Iterable[dict[str, str]]:
    """The rows of a marks file."""
    for pupil, school, session, code in sending.marks():
        yield {
            "urn": URN_OF[school],
            "upn": upn_of(pupil),
            "date": session.on.isoformat(),
            "session": session.half.value,
            "code": code,
        }
