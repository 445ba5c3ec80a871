"""Plays the year by its command, on either database, and is refused where it must not be played."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schoolward.rehearsal.staff import PASSWORD, SECRET
from tests.functional.command_line.command import CommandLine, command_line
from tests.postgresql import running_postgresql

FIRST_STEPS = Path(__file__).resolve().parents[3] / "docs" / "first-steps"
"""Pupils under the number of a real authority."""


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    """The file in the home, of which nobody need tell."""
    yield {}


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """A server of its own."""
    with running_postgresql() as address:
        yield {"SCHOOLWARD_DATABASE": address}


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a small borough up to January."""
    folder = tmp_path_factory.mktemp("borough")
    command_line(folder)("demo-data", folder / "files", "--pupils", "1200", "--until", "2026-01-30")
    return folder / "files"


@pytest.mark.slow
@pytest.mark.parametrize("database", [sqlite, postgresql])
def test_the_year_is_played_once_and_its_record_is_whole(
    borough: Path, fresh: CommandLine, database: object
) -> None:
    assert callable(database)
    fresh("load", borough / "manifest.json", expect=3)
    with database() as told:
        fresh("migrate", **told)
        kept = fresh.folder / "sign-ins.txt"
        played = fresh("rehearse", "--sign-ins", kept, **told)
        assert kept.read_text(encoding="utf-8") in played.out
        for each in (PASSWORD, SECRET, "attendance.officer@example.org", "sw_"):
            assert each in played.out
        assert "Subject:" not in played.out
        verdict = fresh("audit", "verify", "--json", **told).told
        assert verdict["is_whole"]
        assert verdict["events"] > 5_000
        again = fresh("rehearse", expect=2, **told)
        assert "There are people with accounts here already. The year can be played once" in again.err
        assert fresh("audit", "verify", "--json", **told).told["seal"] == verdict["seal"]


def test_real_records_are_left_alone(fresh: CommandLine) -> None:
    fresh("load", FIRST_STEPS / "first-week", "--received-at", "2025-09-12T16:00", expect=3)
    fresh("migrate")
    before = fresh("audit", "verify", "--json").told["seal"]
    assert "There are pupils here who are not of the fictional borough." in fresh("rehearse", expect=2).err
    assert fresh("audit", "verify", "--json").told["seal"] == before


def test_an_empty_home_is_refused(fresh: CommandLine) -> None:
    assert "there is no database yet; make it with `schoolward migrate`" in fresh("rehearse", expect=8).err
    fresh("migrate")
    assert "There is no fictional borough here" in fresh("rehearse", expect=2).err


def test_nobody_is_sent_mail(fresh: CommandLine) -> None:
    fresh("migrate")
    said = fresh("rehearse", expect=2, SCHOOLWARD_MAIL="smtp://mail.example.org:25").err
    assert "SCHOOLWARD_MAIL is set, and the year would send mail." in said


def test_a_place_for_the_sign_ins_that_cannot_be_written_is_said_before_anything_is_done(
    fresh: CommandLine,
) -> None:
    fresh("migrate")
    nowhere = fresh.folder / "no-such-folder" / "sign-ins.txt"
    assert "no-such-folder" in fresh("rehearse", "--sign-ins", nowhere, expect=2).err
