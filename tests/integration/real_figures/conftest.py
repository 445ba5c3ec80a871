"""Sends DfE's published counts through the front door once: as registers of invented schools, and as published."""

import json
import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from tests.functional.command_line.command import CommandLine, Ended, command_line
from tests.integration.real_figures.published import OF_2023, OF_2025, of_authorities
from tests.reference_data import reference_data
from tests.spec.real_figures.expansion import Needed, needed, register
from tests.spec.real_figures.sending import InventedSchool, write_marks, write_pupils, write_schools

RECEIVED = {OF_2023: "2023-10-27T09:00:00+00:00", OF_2025: "2025-09-29T09:00:00+00:00"}
"""About when DfE published; its registers had settled by then."""

Days = dict[date, dict[str, int]]


@dataclass(kw_only=True)
class Sent:
    """What was sent and how the command took it. `marks` counts the lines of each era's files."""

    command: CommandLine
    loaded: Ended
    marks: dict[str, int] = field(default_factory=dict)
    asked: dict[tuple[str, ...], list[dict[str, object]]] = field(default_factory=dict)

    def figures(self, *words: str) -> list[dict[str, object]]:
        """What `schoolward figures WORDS... --json` tells; asked once for all tests."""
        if words not in self.asked:
            self.asked[words] = self.command("figures", *words, "--json").told
        return self.asked[words]


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Both eras and both of DfE's files, loaded by one manifest into a home of Stockport's."""
    reference_data(OF_2023), reference_data(OF_2025)
    folder = tmp_path_factory.mktemp("real_figures")
    files = folder / "sent"
    files.mkdir()
    schools: dict[tuple[str, str], InventedSchool] = {}
    marks, loads = {}, []
    for era, received_at in RECEIVED.items():
        listed, marks[era] = _send(era, files, schools)
        loads.append({"received_at": received_at, "sender": "every school", "files": listed})
    manifest = files / "manifest.json"
    manifest.write_text(json.dumps({"format": "schoolward-manifest-1", "loads": loads}))
    command = command_line(folder, name="Stockport", installed=True)
    loaded = command("load", manifest, "--json")
    # The better part of a gigabyte, which pytest would keep for three runs.
    shutil.rmtree(files)
    return Sent(command=command, loaded=loaded, marks=marks)


def _send(era: str, files: Path, schools: dict[tuple[str, str], InventedSchool]) -> tuple[list[str], int]:
    """Writes an era's files: DfE's own, the schools, and each school's roll and weekly registers."""
    (files / Path(era).name).write_bytes(reference_data(era).read_bytes())
    listed, marks = [Path(era).name], 0
    known = len(schools)
    for (authority, phase), days in _days_by_school(era).items():
        if (authority, phase) not in schools:
            place = len(schools) + 1
            schools[authority, phase] = InventedSchool(place=place, authority=authority, phase=phase)
        school = schools[authority, phase]
        need = needs(era).get((authority, phase)) or needed(days)
        pupils = files / f"{school.urn}-{era[-30:-26]}-pupils.csv"
        write_pupils(pupils, school, need.pupils)
        listed.append(pupils.name)
        sessions = list(register(days, need))
        for week in sorted({session.on.isocalendar()[:2] for session in sessions}):
            name = f"{school.urn}-{week[0]}-{week[1]}-marks.csv"
            of_week = [session for session in sessions if session.on.isocalendar()[:2] == week]
            marks += write_marks(files / name, school, of_week)
            listed.append(name)
    if len(schools) > known:
        name = f"schools-{len(schools)}.csv"
        write_schools(files / name, schools.values())
        listed.append(name)
    return listed, marks


def _days_by_school(era: str) -> dict[tuple[str, str], Days]:
    """DfE's counts by code of every authority and phase, day by day."""
    days: dict[tuple[str, str], Days] = defaultdict(dict)
    for row in sorted(of_authorities(era, "day"), key=lambda row: (row.authority, row.phase, row.first_on)):
        if row.phase != "Total":
            days[row.authority, row.phase][row.first_on] = row.codes
    return days


def needs(era: str) -> dict[tuple[str, str], Needed]:
    """The enrolments and persistent absentees that DfE published, where it did."""
    days = _days_by_school(era)
    return {
        (row.authority, row.phase): needed(
            days[row.authority, row.phase],
            attending=row.number("ytd_enrolments"),
            absent=row.number("pa_flag"),
        )
        for row in of_authorities(era, "year_to_date")
        if row.phase != "Total"
    }
