"""`schoolward check`: the defects that were put into Elmfield's registers are those that it finds, school by school."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command_line.command import CommandLine
from tests.functional.command_line.elmfield import (
    ASH,
    BIRCH,
    CALENDAR,
    CEDAR,
    SCHOOLS,
    marks,
    pupils,
    write_elmfield,
)

OCTOBER = [date(2025, 10, day) for day in range(20, 25)]
"""The last week before half-term."""


def load_october(command: CommandLine, folder: Path, **texts: str) -> None:
    """Schools, terms and roll with these marks files."""
    for name, text in {"schools": SCHOOLS, "terms": CALENDAR, "pupils": pupils(), **texts}.items():
        (folder / f"{name}.csv").write_text(text)
    command("load", *sorted(folder.glob("*.csv")), "--received-at", "2025-11-14T17:00:00+00:00")


def by_school(command: CommandLine, *words: str) -> dict[int, dict[str, Any]]:
    return {school["school"]: school for school in command("check", *words, "--json").told}


def test_missing_marks_and_their_number(elmfield: CommandLine) -> None:
    """Pupil 12 has an empty mark. On 1 September Ash trained its staff and the others sent nothing."""
    found = by_school(elmfield, "--from", "2025-09-01", "--to", "2025-09-05", "--on", "2025-09-06")
    assert {urn: school["missing_marks"] for urn, school in found.items()} == {ASH: 0, BIRCH: 0, CEDAR: 1}
    assert {urn: school["expected_marks"] for urn, school in found.items()} == {ASH: 32, BIRCH: 40, CEDAR: 40}
    assert {urn: school["not_sent_or_blank"] for urn, school in found.items()} == {ASH: 0, BIRCH: 8, CEDAR: 9}
    assert {urn: school["last_mark_on"] for urn, school in found.items()} == dict.fromkeys(
        found, "2025-09-05"
    )


@pytest.mark.parametrize(
    ("on", "overdue"),
    [("2025-11-03", 0), ("2025-11-06", 0), ("2025-11-07", 2), ("2025-11-10", 3)],
    ids=["first day back", "the fifth school day", "the day after it", "and for Friday's"],
)
def test_code_n_is_overdue_by_the_schools_own_days(
    fresh: CommandLine, tmp_path: Path, on: str, overdue: int
) -> None:
    """N on Thursday 23 October, twice, and on Friday: the fifth school day comes after the holiday, on 6 and 7
    November, and until it is over the school has time."""
    codes = {(5, 23, "AM"): "N", (5, 23, "PM"): "N", (6, 24, "AM"): "N"}
    load_october(fresh, tmp_path, october=marks(pupils=range(5, 9), days=OCTOBER, codes=codes))
    found = by_school(fresh, "--from", "2025-10-20", "--to", "2025-10-24", "--on", on)
    assert found[BIRCH]["overdue_n"] == overdue


def test_a_closure_of_one_school_gives_it_more_time(fresh: CommandLine, tmp_path: Path) -> None:
    """Birch is shut on 5 November; Ash with the same mark is not."""
    codes = {(1, 23, "AM"): "N", (5, 23, "AM"): "N"}
    closed = f"urn,kind,first_on,last_on,session,name\n{BIRCH},closure,2025-11-05,2025-11-05,,Boiler\n"
    load_october(fresh, tmp_path, october=marks(pupils=range(1, 9), days=OCTOBER, codes=codes), shut=closed)
    found = by_school(fresh, "--from", "2025-10-20", "--to", "2025-10-24", "--on", "2025-11-07")
    assert (found[ASH]["overdue_n"], found[BIRCH]["overdue_n"]) == (1, 0)


def test_retired_codes_are_those_after_their_time(fresh: CommandLine, tmp_path: Path) -> None:
    """H, J, Y and F were withdrawn; they are kept as sent and counted as a defect. I is in force."""
    codes = {
        (1, 20, "AM"): "H",
        (1, 21, "AM"): "J",
        (2, 20, "PM"): "Y",
        (2, 21, "PM"): "F",
        (3, 20, "AM"): "I",
    }
    load_october(fresh, tmp_path, october=marks(pupils=range(1, 5), days=OCTOBER, codes=codes))
    found = by_school(fresh, "--from", "2025-10-20", "--to", "2025-10-24", "--on", "2025-10-25")
    assert {urn: school["retired_codes"] for urn, school in found.items()} == {ASH: 4, BIRCH: 0, CEDAR: 0}


def test_a_school_that_stopped_sending(fresh: CommandLine, tmp_path: Path) -> None:
    """Ash sent to 24 October, Birch to 21 October, Cedar nothing. On 4 November, after half-term."""
    sent = (
        marks(pupils=range(1, 5), days=OCTOBER, codes={}),
        marks(pupils=range(5, 9), days=OCTOBER[:2], codes={}),
    )
    load_october(fresh, tmp_path, ash=sent[0], birch=sent[1])
    found = by_school(fresh, "--from", "2025-10-13", "--on", "2025-11-04")
    assert {urn: school["silent_days"] for urn, school in found.items()} == {ASH: 1, BIRCH: 4, CEDAR: 11}
    assert {urn: school["is_silent"] for urn, school in found.items()} == {
        ASH: False,
        BIRCH: False,
        CEDAR: True,
    }
    assert found[CEDAR]["last_mark_on"] is None
    shown = fresh("check", "--from", "2025-10-13", "--on", "2025-11-04").plain
    assert "Cedar School has sent nothing in this period: 11 school days." in shown
    assert "3 schools; 2 with nothing to put right." in shown
    everyone = fresh("check", "--from", "2025-10-13", "--on", "2025-11-04", "--all").plain
    assert "Ash Primary" in everyone
    assert "Birch High" in everyone


def test_silence_is_judged_within_the_period(fresh: CommandLine, tmp_path: Path) -> None:
    """Asked of one week in September long afterwards: who sent all of it was not silent in it."""
    files = write_elmfield(tmp_path / "sent")
    fresh("load", *files, "--received-at", "2025-09-26")
    found = by_school(fresh, "--from", "2025-09-02", "--to", "2025-09-05", "--on", "2025-09-26")
    assert {school["silent_days"] for school in found.values()} == {0}
    assert not any(school["is_silent"] for school in found.values())


def test_marks_on_closed_days(fresh: CommandLine, tmp_path: Path) -> None:
    """Ash has marks on its training day, Birch on a Saturday, Cedar in an afternoon on which it was shut; the sign #
    says itself that a school was closed."""
    codes = {(1, 1, "AM"): "#", (9, 3, "PM"): "/"}
    closed = f"urn,kind,first_on,last_on,session,name\n{CEDAR},closure,2025-09-04,2025-09-04,PM,Boiler\n"
    sent = {
        "ash": marks(pupils=[1], days=[date(2025, 9, 1)], codes={**codes}),
        "birch": marks(pupils=[5], days=[date(2025, 9, 6)], codes={}),
        "cedar": marks(pupils=[9, 10], days=[date(2025, 9, 4)], codes={}),
        "shut": closed,
    }
    load_october(fresh, tmp_path, **sent)
    found = by_school(fresh, "--from", "2025-09-01", "--to", "2025-09-07", "--on", "2025-09-08")
    assert {urn: school["on_closed_days"] for urn, school in found.items()} == {ASH: 1, BIRCH: 2, CEDAR: 2}


def test_without_a_calendar_no_day_is_known_to_be_closed(fresh: CommandLine, tmp_path: Path) -> None:
    """Nothing is expected of the schools and nothing is held against their marks."""
    for name, text in {"schools": SCHOOLS, "pupils": pupils(), "marks": marks()}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    fresh("load", *sorted(tmp_path.glob("*.csv")), "--received-at", "2025-09-26")
    found = by_school(fresh, "--from", "2025-09-01", "--to", "2025-09-05", "--on", "2025-09-26")
    for school in found.values():
        assert (school["on_closed_days"], school["expected_marks"], school["silent_days"]) == (0, 0, 0)
        assert school["marks"] == 32
    assert found[CEDAR]["missing_marks"] == 1


def test_marks_of_a_pupil_who_turned_out_to_have_left(fresh: CommandLine, tmp_path: Path) -> None:
    """The roll was put right after the marks had come: they are kept, counted in no figure, and shown as a defect."""
    files = write_elmfield(tmp_path / "sent")
    fresh("load", *files, "--received-at", "2025-09-08")
    line = next(line for line in pupils().splitlines() if f",{BIRCH}," in line)
    heading = pupils().splitlines()[0] + ",leaving_date"
    (tmp_path / "left.csv").write_text(f"{heading}\n{line},2025-09-03\n")
    fresh("load", "left.csv", "--received-at", "2025-09-09")
    found = by_school(fresh, "--from", "2025-09-01", "--to", "2025-09-05", "--on", "2025-09-09")
    assert {urn: school["not_on_roll"] for urn, school in found.items()} == {ASH: 0, BIRCH: 4, CEDAR: 0}
