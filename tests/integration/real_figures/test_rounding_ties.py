"""Real schools whose rate lies half way between two tenths are shown half up, from the file to the screen."""

import csv
import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from schoolward.register.rounding import percentage
from tests.functional.command_line.command import command_line
from tests.reference_data import reference_data
from tests.spec.real_figures.expansion import needed, register
from tests.spec.real_figures.sending import InventedSchool, write_marks, write_pupils, write_schools

TIES = "dfe/rounding_tie_cases.csv"
DAYS = 10
FROM_BINARY_FLOATS = {"9367050", "8883303", "8522407"}
"""Three of DfE's published values are a tenth lower: a binary float fell just short of the half."""


def ties() -> list[dict[str, str]]:
    with reference_data(TIES).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_is_reproduced_by_half_up() -> None:
    rows = ties()
    assert len(rows) == 18
    for row in rows:
        absent, possible = int(row["absence"]), int(row["possible"])
        assert Fraction(1000 * absent, possible) % 1 == Fraction(1, 2), "it is a tie"
        ours = percentage(absent, possible, 1)
        assert float(ours) == float(row["half_up"])
        assert (float(ours) == float(row["published"])) == (row["laestab"] not in FROM_BINARY_FLOATS)


@pytest.mark.slow
def test_figures_show_it(tmp_path: Path) -> None:
    """A school for each tie, with its absence and possible sessions over ten days, on the screen and as JSON."""
    rows = ties()
    schools = [
        InventedSchool(place=700 + n, authority=row["laestab"][:3], phase="Primary")
        for n, row in enumerate(rows)
    ]
    write_schools(tmp_path / "schools.csv", schools)
    for school, row in zip(schools, rows, strict=True):
        days = dict(zip(_school_days(), _days(int(row["absence"]), int(row["possible"])), strict=True))
        need = needed(days)
        write_pupils(tmp_path / f"pupils-{school.urn}.csv", school, need.pupils)
        write_marks(tmp_path / f"marks-{school.urn}.csv", school, register(days, need))
    command = command_line(tmp_path)
    command("load", *sorted(tmp_path.glob("*.csv")))
    asked = ("--from", "2023-09-11", "--to", "2023-09-22", "--by", "school", "--measure",
             "overall_absence_sessions", "possible_sessions", "overall_absence_rate")  # fmt: skip
    groups = {group["school"]: group for group in command("figures", *asked, "--json").told}
    screen = command("figures", *asked).out
    for school, row in zip(schools, rows, strict=True):
        group = groups[str(school.urn)]
        assert group["overall_absence_sessions"] == int(row["absence"])
        assert group["possible_sessions"] == int(row["possible"])
        assert Fraction(group["overall_absence_rate"]) == Fraction(int(row["absence"]), int(row["possible"]))
        [line] = [line for line in screen.splitlines() if str(school.urn) in line]
        [shown] = re.findall(r"([0-9.]+) %\s+.\s+1 of 1", line)
        assert shown == f"{float(row['half_up']):.1f}"


def _school_days() -> list[date]:
    every = (date(2023, 9, 11) + timedelta(days=n) for n in range(14))
    return [on for on in every if on.weekday() < 5][:DAYS]


def _days(absent: int, possible: int) -> list[dict[str, int]]:
    """The sessions parted over the days, present ones about half in the morning."""
    shares = [(absent * n // DAYS, (possible - absent) * n // DAYS) for n in range(DAYS + 1)]
    parts = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(shares)]
    return [{"I": away, "/": there // 2, "\\": there - there // 2} for away, there in parts]
