"""Counts that the Department for Education published come back as its totals and rates, through the front door.

A few lines of its files, typed in, so that this runs where the files are not. Source: DfE attendance-data-dashboard,
files of October 2023 and of 29 September 2025. Contains public sector information licensed under the Open Government
Licence v3.0.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from schoolward.register.rounding import percentage
from tests.functional.command_line.command import CommandLine, command_line
from tests.spec.real_figures.expansion import Needed, needed, register
from tests.spec.real_figures.sending import InventedSchool, write_marks, write_pupils, write_schools


class PublishedDay(NamedTuple):
    """All schools of a phase in an authority on a day: sessions by code, and DfE's totals of them."""

    authority: str
    phase: str
    on: date
    sessions: Mapping[str, int]
    present: int
    elsewhere: int
    attended: int
    authorised: int
    unauthorised: int
    absent: int
    late: int
    possible: int

    @property
    def place(self) -> tuple[str, str]:
        return self.authority, self.phase


BURY, MANCHESTER, ROCHDALE, STOCKPORT, TRAFFORD = "351", "352", "354", "356", "358"

DAYS = [
    # Codes as before 19 August 2024: H authorised, J an approved activity, Y not possible.
    PublishedDay(
        BURY, "Special", date(2023, 10, 4),
        {"/": 348, "\\": 355, "L": 3, "I": 59, "M": 10, "R": 1, "H": 4, "C": 22, "B": 10, "G": 2, "U": 6, "O": 6,
         "N": 1, "Y": 1},
        present=706, elsewhere=10, attended=716, authorised=96, unauthorised=15, absent=111, late=9, possible=827,
    ),
    PublishedDay(
        TRAFFORD, "Special", date(2023, 9, 11),
        {"/": 715, "\\": 717, "L": 4, "I": 42, "M": 7, "H": 4, "E": 2, "C": 14, "B": 15, "J": 2, "G": 6, "O": 39,
         "N": 2, "Y": 5, "Z": 14},
        present=1436, elsewhere=17, attended=1453, authorised=69, unauthorised=47, absent=116, late=4, possible=1569,
    ),
    PublishedDay(
        MANCHESTER, "Alternative provision", date(2023, 9, 20),
        {"/": 134, "\\": 156, "L": 26, "I": 27, "M": 4, "H": 2, "E": 11, "C": 37, "B": 49, "D": 10, "V": 2, "G": 6,
         "U": 24, "O": 68, "Z": 50},
        present=316, elsewhere=51, attended=367, authorised=81, unauthorised=98, absent=179, late=50, possible=546,
    ),
    # Codes as from 19 August 2024: C2, J1 and K, Y1 to Y7 for Y, and seven marks with F, long withdrawn.
    PublishedDay(
        ROCHDALE, "Secondary", date(2025, 9, 8),
        {"/": 13079, "\\": 13443, "L": 658, "I": 417, "M": 86, "E": 30, "C": 132, "J1": 4, "C2": 34, "B": 65, "P": 4,
         "V": 7, "K": 2, "G": 259, "U": 94, "O": 541, "N": 62, "D": 76, "Y1": 2, "Y7": 30, "Z": 18, "F": 7},
        present=27180, elsewhere=78, attended=27258, authorised=710, unauthorised=956, absent=1666, late=752,
        possible=28924,
    ),
    PublishedDay(
        STOCKPORT, "Special", date(2025, 9, 8),
        {"/": 820, "\\": 832, "L": 8, "I": 59, "M": 23, "C": 27, "C2": 31, "B": 7, "G": 6, "U": 7, "O": 18, "D": 2,
         "Y1": 3, "Z": 2},
        present=1660, elsewhere=7, attended=1667, authorised=140, unauthorised=31, absent=171, late=15, possible=1838,
    ),
    PublishedDay(
        STOCKPORT, "Special", date(2025, 9, 9),
        {"/": 821, "\\": 831, "L": 16, "I": 60, "M": 16, "C": 22, "C2": 35, "B": 10, "V": 2, "G": 4, "U": 7, "O": 17,
         "D": 2, "Z": 2},
        present=1668, elsewhere=12, attended=1680, authorised=133, unauthorised=28, absent=161, late=23, possible=1841,
    ),
    PublishedDay(
        STOCKPORT, "Special", date(2025, 9, 10),
        {"/": 828, "\\": 828, "L": 11, "I": 66, "M": 12, "C": 23, "C2": 34, "B": 6, "G": 2, "U": 2, "O": 21, "D": 2,
         "Y1": 1, "Z": 6},
        present=1667, elsewhere=6, attended=1673, authorised=135, unauthorised=25, absent=160, late=13, possible=1833,
    ),
    PublishedDay(
        STOCKPORT, "Special", date(2025, 9, 11),
        {"/": 836, "\\": 830, "L": 9, "I": 54, "M": 15, "C": 15, "C2": 34, "B": 8, "G": 4, "U": 7, "O": 18, "D": 2,
         "Z": 4},
        present=1675, elsewhere=8, attended=1683, authorised=118, unauthorised=29, absent=147, late=16, possible=1830,
    ),
    PublishedDay(
        STOCKPORT, "Special", date(2025, 9, 12),
        {"/": 824, "\\": 814, "L": 8, "I": 83, "M": 8, "E": 4, "C": 21, "C2": 37, "B": 10, "G": 4, "U": 1, "O": 21,
         "D": 2, "Y1": 1, "Z": 4},
        present=1646, elsewhere=10, attended=1656, authorised=153, unauthorised=26, absent=179, late=9, possible=1835,
    ),
]  # fmt: skip

RATES = {
    (ROCHDALE, date(2025, 9, 8)): ("94.24007744", "5.759922556", "2.454708892", "3.305213663"),
    (STOCKPORT, date(2025, 9, 8)): ("90.69640914", "9.30359086", "7.616974973", "1.686615887"),
    (STOCKPORT, date(2025, 9, 9)): ("91.25475285", "8.745247148", "7.224334601", "1.520912548"),
    (STOCKPORT, date(2025, 9, 10)): ("91.27114021", "8.728859793", "7.36497545", "1.363884343"),
    (STOCKPORT, date(2025, 9, 11)): ("91.96721311", "8.032786885", "6.448087432", "1.584699454"),
    (STOCKPORT, date(2025, 9, 12)): ("90.24523161", "9.754768392", "8.337874659", "1.416893733"),
}
"""Attendance, overall, authorised and unauthorised absence in per cent. The file of 2023 has no rates."""

STOCKPORTS_WEEK = {
    "possible_sessions": 9_177,
    "attended_sessions": 8_359,
    "overall_absence_sessions": 818,
    "authorised_absence_sessions": 679,
    "unauthorised_absence_sessions": 139,
    "late_sessions": 76,
}
"""DfE's row for the week, and for the year to date, which had just begun."""
STOCKPORTS_WEEKLY_RATES = ("91.08641168", "8.913588319", "7.398932113", "1.514656206")
STOCKPORTS_PERSISTENT_ABSENCE = (264, 925)
"""Persistently absent enrolments of all enrolments, in the year to date."""

MEASURES = {
    "present_sessions": "present",
    "approved_educational_activity_sessions": "elsewhere",
    "attended_sessions": "attended",
    "authorised_absence_sessions": "authorised",
    "unauthorised_absence_sessions": "unauthorised",
    "overall_absence_sessions": "absent",
    "late_sessions": "late",
    "possible_sessions": "possible",
}
COUNTED_BY_RATE = (
    "attended_sessions", "overall_absence_sessions", "authorised_absence_sessions", "unauthorised_absence_sessions",
)  # fmt: skip


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command with these days' registers loaded: a school for each authority and phase."""
    folder = tmp_path_factory.mktemp("figures_of_dfe")
    sent = folder / "sent"
    sent.mkdir()
    schools = [
        InventedSchool(place=place, authority=authority, phase=phase)
        for place, (authority, phase) in enumerate(dict.fromkeys(day.place for day in DAYS), start=1)
    ]
    write_schools(sent / "schools.csv", schools)
    for school in schools:
        _send(school, sent)
    command = command_line(folder, name="Stockport")
    told = command("load", sent, "--received-at", "2025-09-29", "--json").told
    assert told["rows_rejected"] == 0
    return command


def _send(school: InventedSchool, folder: Path) -> None:
    place = school.authority, school.phase
    days = {day.on: day.sessions for day in DAYS if day.place == place}
    if place == (STOCKPORT, "Special"):
        absent, attending = STOCKPORTS_PERSISTENT_ABSENCE
        need: Needed = needed(days, attending=attending, absent=absent)
    else:
        need = needed(days)
    write_pupils(folder / f"{school.urn}-pupils.csv", school, need.pupils)
    written = write_marks(folder / f"{school.urn}-marks.csv", school, register(days, need))
    assert written == sum(sum(sessions.values()) for sessions in days.values())


def figures(command: CommandLine, on: str, to: str, *by: str, measures: list[str]) -> list[dict[str, Any]]:
    ended = command("figures", "--from", on, "--to", to, "--by", *by, "--measure", *measures, "--json")
    told: list[dict[str, Any]] = ended.told
    return told


def percentages(group: Mapping[str, Any], published: tuple[str, ...]) -> tuple[str, ...]:
    """Our rates to as many places as the published ones have."""
    return tuple(
        f"{percentage(group[count], group['possible_sessions'], len(rate.partition('.')[2]))}"
        for count, rate in zip(COUNTED_BY_RATE, published, strict=True)
    )


@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day.authority} {day.phase} {day.on}")
def test_totals_and_rates_of_a_day(command: CommandLine, day: PublishedDay) -> None:
    codes = [f"code_{code}_sessions" for code in day.sessions]
    on = day.on.isoformat()
    told = figures(
        command, on, on, "local_authority", "phase", measures=[*MEASURES, "attendance_rate", *codes]
    )
    [group] = [one for one in told if (one["local_authority"], one["phase"]) == day.place]
    assert {name: group[name] for name in MEASURES} == {
        name: getattr(day, column) for name, column in MEASURES.items()
    }
    assert [group[code] for code in codes] == list(day.sessions.values())
    assert abs(Decimal(group["attendance_rate"]) * day.possible - day.attended) < Decimal("1e-5")
    published = RATES.get((day.authority, day.on))
    assert (published is None) == (day.on.year == 2023)
    if published is not None:
        assert percentages(group, published) == published


def test_the_week_is_the_sum_of_its_days(command: CommandLine) -> None:
    told = figures(
        command, "2025-09-08", "2025-09-14", "local_authority", "iso_week", measures=list(STOCKPORTS_WEEK)
    )
    [group] = [one for one in told if one["local_authority"] == STOCKPORT]
    assert group["iso_week"] == "2025-W37"
    assert {name: group[name] for name in STOCKPORTS_WEEK} == STOCKPORTS_WEEK
    assert percentages(group, STOCKPORTS_WEEKLY_RATES) == STOCKPORTS_WEEKLY_RATES


def test_persistent_absence_from_counts(command: CommandLine) -> None:
    """264 of 925 enrolments missed a tenth or more of their own possible sessions: 28.5 %."""
    measures = ["persistently_absent_enrolments", "enrolments", "persistent_absence_rate"]
    told = figures(command, "2025-09-08", "2025-09-14", "local_authority", measures=measures)
    [group] = [one for one in told if one["local_authority"] == STOCKPORT]
    assert (group["persistently_absent_enrolments"], group["enrolments"]) == STOCKPORTS_PERSISTENT_ABSENCE
    assert group["persistent_absence_rate"] == "0.2854054054"
    assert str(percentage(*STOCKPORTS_PERSISTENT_ABSENCE, 1)) == "28.5"


def test_authorities_sum_to_the_whole(command: CommandLine) -> None:
    [whole] = command(
        "figures", "--from", "2023-09-01", "--to", "2025-09-14", "--measure", *MEASURES, "--json"
    ).told
    assert {name: whole[name] for name in MEASURES} == {
        name: sum(getattr(day, column) for day in DAYS) for name, column in MEASURES.items()
    }
