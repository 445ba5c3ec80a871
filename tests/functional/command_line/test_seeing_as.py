"""Holds what commands show to what one person may see: by school, by cohort, and not at all."""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.functional.command_line.command import CommandLine, command_line
from tests.functional.command_line.people_of_thornfield import give
from tests.functional.command_line.thornfield import load_thornfield

ON = ("--as-at", "2026-03-27")


@pytest.fixture(scope="module")
def thornfield_with_people(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """Thornfield with a database; a virtual school with looked-after children, and a clerk who sees figures only."""
    folder = tmp_path_factory.mktemp("people")
    command = command_line(folder, name="Thornfield Borough")
    load_thornfield(command, folder / "sent")
    command("migrate")
    until = date.today() + timedelta(days=30)
    give(command, "virtual@example.org", "virtual_school", "cohort", "looked_after", until=until)
    give(command, "office@example.org", "school_office", "school", "100299", until=until)
    give(command, "clerk@example.org", "committee_clerk", "borough", "", until=until)
    return command


def calls(command: CommandLine, *words: str) -> list[dict[str, object]]:
    """The calls of the day."""
    told: list[dict[str, object]] = command("attention", *ON, "--json", *words).told
    return told


def refusals(command: CommandLine) -> list[dict[str, str]]:
    """What is on record as refused."""
    assert command.home is not None
    with closing(sqlite3.connect(command.home / "database.sqlite3")) as database:
        rows = database.execute("SELECT detail FROM audit_event WHERE kind = 'refused' ORDER BY number")
        return [json.loads(detail) for (detail,) in rows]


def test_the_virtual_school_gets_the_calls_of_its_cohort_alone(thornfield_with_people: CommandLine) -> None:
    every = calls(thornfield_with_people)
    own = calls(thornfield_with_people, "--as", "virtual@example.org")
    looked_after = [call for call in every if "looked_after" in str(call["cohorts"])]
    assert own == looked_after
    assert 0 < len(own) < len(every)


def test_what_a_school_has_to_put_right_is_told_to_that_school_alone(
    thornfield_with_people: CommandLine,
) -> None:
    asked = ("check", "--from", "2025-09-01", "--on", "2026-03-27", "--json")
    assert thornfield_with_people(*asked).told
    assert thornfield_with_people(*asked, "--as", "office@example.org").told == []


def test_a_pupil_outside_the_scope_is_as_unknown_as_nobody(thornfield_with_people: CommandLine) -> None:
    command = thornfield_with_people
    own = {call["upn"] for call in calls(command, "--as", "virtual@example.org")}
    other = next(str(call["upn"]) for call in calls(command) if call["upn"] and call["upn"] not in own)
    assert command("explain", other, *ON).code == 0
    refused = command("explain", other, *ON, "--as", "virtual@example.org", expect=2).err
    nobody = command("explain", "Z999999999999", *ON, "--as", "virtual@example.org", expect=2).err
    assert refused.replace(other, "Z999999999999") == nobody
    assert (
        refusals(command)
        == [{"as": "virtual@example.org", "permission": "pupil.view", "page": "explain"}] * 2
    )


def test_who_sees_figures_only_gets_no_list_of_pupils(thornfield_with_people: CommandLine) -> None:
    said = thornfield_with_people("attention", *ON, "--as", "clerk@example.org", expect=2).err
    assert "clerk@example.org has no role today that lets them see this" in said
    assert {"as": "clerk@example.org", "permission": "attention.view"} in refusals(thornfield_with_people)


def test_an_address_without_account_is_refused(thornfield_with_people: CommandLine) -> None:
    said = thornfield_with_people("attention", *ON, "--as", "nobody@example.org", expect=2).err
    assert "nobody has an account with the address nobody@example.org" in said


def test_without_a_database_nobody_can_be_named(tmp_path: Path) -> None:
    command = command_line(tmp_path)
    load_thornfield(command, tmp_path / "sent")
    said = command("attention", *ON, "--as", "virtual@example.org", expect=8).err
    assert "make it with `schoolward migrate`" in said


def test_figures_are_told_of_the_persons_own_children_alone(thornfield_with_people: CommandLine) -> None:
    asked = ("figures", "--from", "2025-09-01", "--to", "2026-03-27", "--measure", "enrolments", "--json")
    whole = thornfield_with_people(*asked).told
    assert thornfield_with_people(*asked, "--as", "clerk@example.org").told == whole
    own = thornfield_with_people(*asked, "--as", "virtual@example.org").told
    assert own == thornfield_with_people(*asked, "--where", "cohort:looked_after=yes").told
    assert own[0]["enrolments"] < whole[0]["enrolments"]
    said = thornfield_with_people(
        *asked, "--as", "office@example.org", "--where", "school=100201", expect=2
    ).err
    assert "office@example.org may not have figures of this" in said
