"""Makes the database from the command line, reads its record of events, and finds what was done behind its back."""

import sqlite3
import stat

from docs.rendering.json_shapes import SHAPES_OF_DATABASE
from tests.functional.command_line.command import CommandLine
from tests.functional.command_line.thornfield import load_thornfield


def test_the_database_is_made_once_and_kept_from_others(fresh: CommandLine) -> None:
    assert "was made ready" in fresh("migrate").out
    assert "up to date" in fresh("migrate").out
    assert fresh.home is not None
    assert stat.S_IMODE((fresh.home / "database.sqlite3").stat().st_mode) == 0o600
    for key in (fresh.home / "keys").iterdir():
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_without_a_database_the_way_to_one_is_said(fresh: CommandLine) -> None:
    said = fresh("audit", "verify", expect=8).err
    assert "there is no database yet; make it with `schoolward migrate`" in said


def test_a_database_that_does_not_answer_is_a_sentence(fresh: CommandLine) -> None:
    nowhere = "postgresql://nobody@localhost:1/nothing"
    assert "the database cannot be used" in fresh("migrate", expect=8, SCHOOLWARD_DATABASE=nowhere).err


def test_an_address_of_no_postgresql_is_a_sentence(fresh: CommandLine) -> None:
    said = fresh("migrate", expect=2, SCHOOLWARD_DATABASE="mysql://a@b/c").err
    assert "SCHOOLWARD_DATABASE is no address of a PostgreSQL database" in said


def test_a_short_key_is_refused(fresh: CommandLine) -> None:
    said = fresh("migrate", expect=2, SCHOOLWARD_AUDIT_KEY="secret").err
    assert "SCHOOLWARD_AUDIT_KEY is too short to be safe" in said
    assert "secret" not in said


def test_what_a_command_showed_of_a_named_pupil_is_on_record(fresh: CommandLine) -> None:
    load_thornfield(fresh, fresh.folder / "sent")
    fresh("migrate")
    before = fresh("audit", "verify", "--json").told["events"]
    upn = fresh("attention", "--as-at", "2026-03-27", "--json").told[0]["upn"]
    fresh("explain", upn, "--as-at", "2026-03-27")
    verdict = fresh("audit", "verify", "--json").told
    assert set(verdict) == set(SHAPES_OF_DATABASE["audit verify"].kinds())
    assert verdict["is_whole"]
    assert verdict["events"] == before + 2
    assert fresh("audit", "verify", "--noted", verdict["seal"]).code == 0


def test_a_change_behind_its_back_is_told_and_ends_with_a_code_of_its_own(fresh: CommandLine) -> None:
    load_thornfield(fresh, fresh.folder / "sent")
    fresh("migrate")
    fresh("attention", "--as-at", "2026-03-27")
    assert fresh.home is not None
    with sqlite3.connect(fresh.home / "database.sqlite3") as connection:
        connection.execute("DROP TRIGGER audit_event_fixed")
        connection.execute("UPDATE audit_event SET actor_name = 'Nobody' WHERE number = 3")
    connection.close()
    said = fresh("audit", "verify", expect=7).out
    assert "event 3 or whom it is about was changed" in said
    assert "The record was tampered with" in said


def test_a_file_of_refused_rows_is_on_record_as_an_export(fresh: CommandLine) -> None:
    load_thornfield(fresh, fresh.folder / "sent")
    fresh("migrate")
    before = fresh("audit", "verify", "--json").told["events"]
    fresh("rejects", "1", "--csv", fresh.folder / "refused.csv")
    assert fresh("audit", "verify", "--json").told["events"] == before + 1
    assert fresh.home is not None
    connection = sqlite3.connect(fresh.home / "database.sqlite3")
    kind, detail = connection.execute("SELECT kind, detail FROM audit_event ORDER BY number DESC").fetchone()
    connection.close()
    assert kind == "exported"
    assert '"load": 1' in detail
