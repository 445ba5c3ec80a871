"""The drill: backs up while loads go on, restores elsewhere, and finds every figure and every event as it was."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs.rendering.json_shapes import SHAPES_OF_DATABASE
from tests.functional.command_line.command import INSTALLED, CommandLine, command_line
from tests.functional.command_line.elmfield import write_elmfield
from tests.postgresql import client_programs, running_postgresql

FIGURES = (
    "figures", "--by", "school", "iso_week", "--from", "2025-09-01", "--to", "2025-12-19", "--json",
    "--measure", "possible_sessions", "overall_absence_rate",
)  # fmt: skip


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def settings(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """What the environment says of the database; on PostgreSQL one that is backed up and one that is restored into."""
    if request.param == "SQLite":
        yield {}
        return
    with running_postgresql() as address:
        import psycopg

        with psycopg.connect(address, autocommit=True) as connection:
            for name in ("first", "second"):
                connection.execute(f"CREATE DATABASE {name}")
        path = f"{client_programs()}{os.pathsep}{os.environ['PATH']}"
        databases = {name: address.replace("/postgres", f"/{name}") for name in ("first", "second")}
        yield {**databases, "PATH": path}


def of(settings: dict[str, str], which: str) -> dict[str, str]:
    """The environment with one of the databases."""
    if which not in settings:
        return {}
    return {"SCHOOLWARD_DATABASE": settings[which], "PATH": settings["PATH"]}


def loaded(folder: Path, settings: dict[str, str]) -> CommandLine:
    """A home with Elmfield's files, a database, and a look at some pupils on record."""
    command = command_line(folder)
    command("migrate", expect=0, **of(settings, "first"))
    command(
        "load",
        *write_elmfield(folder / "sent"),
        "--received-at",
        "2025-09-08T07:00:00+00:00",
        expect=0,
        **of(settings, "first"),
    )
    command("attention", "--as-at", "2025-09-08", expect=0, **of(settings, "first"))
    return command


def test_the_drill(tmp_path: Path, settings: dict[str, str]) -> None:
    command = loaded(tmp_path, settings)
    told = command("backup", tmp_path / "backup", "--json", expect=0, **of(settings, "first")).told
    assert set(told) == set(SHAPES_OF_DATABASE["backup"].kinds())
    before = command(*FIGURES).told
    assert before
    assert command.home is not None
    restored = CommandLine(home=tmp_path / "restored", folder=tmp_path)
    said = restored(
        "restore", tmp_path / "backup", "--keys", command.home / "keys", expect=0, **of(settings, "second")
    ).out
    assert "a record of 4 events that is whole" in said
    assert restored(*FIGURES).told == before
    assert restored("loads", "--json").told == command("loads", "--json").told
    verdict = restored(
        "audit", "verify", "--noted", told["seal"], "--json", expect=0, **of(settings, "second")
    ).told
    assert verdict == {"events": 4, "seal": told["seal"], "is_whole": True, "faults": []}
    # It lives on: what is done next goes on from there.
    restored("attention", "--as-at", "2025-09-08", expect=0, **of(settings, "second"))
    assert restored("audit", "verify", "--json", expect=0, **of(settings, "second")).told["events"] == 5


def test_a_backup_while_loads_go_on_is_of_one_moment(tmp_path: Path, settings: dict[str, str]) -> None:
    command = loaded(tmp_path, settings)
    assert command.home is not None
    environment = {**os.environ, "SCHOOLWARD_HOME": str(command.home), **of(settings, "first")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    marks = (tmp_path / "sent" / "a-marks.csv").read_text(encoding="utf-8")
    for number in range(6):
        # The same marks with other line ends are a new file and a load of its own.
        (tmp_path / f"again-{number}.csv").write_text(marks + "\n" * (number + 1), encoding="utf-8")
    loading = subprocess.Popen(
        ["sh", "-c", f'for n in 0 1 2 3 4 5; do "{INSTALLED}" load "{tmp_path}/again-$n.csv"; done'],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    backups: list[tuple[Path, Any]] = []
    try:
        while loading.poll() is None and len(backups) < 4:
            folder = tmp_path / f"backup-{len(backups)}"
            backups.append(
                (folder, command("backup", folder, "--json", expect=0, **of(settings, "first")).told)
            )
    finally:
        loading.wait(timeout=120)
    assert len({told["load"] for _, told in backups}) > 1, "no load ended between two backups"
    folder, told = backups[-1]
    restored = CommandLine(home=tmp_path / "restored", folder=tmp_path)
    restored("restore", folder, "--keys", command.home / "keys", expect=0, **of(settings, "second"))
    assert restored("loads", "--json").told == command("loads", "--json").told[: told["load"]]
    received = restored("loads", "--json").told[-1]["received_at"]
    assert restored(*FIGURES).told == command(*FIGURES, "--as-known-on", received).told


@pytest.mark.parametrize("settings", ["SQLite"], indirect=True)
class TestRefusals:
    """What cannot be restored is refused, and nothing is begun."""

    def test_a_folder_that_is_no_backup(self, tmp_path: Path, settings: dict[str, str]) -> None:
        command = command_line(tmp_path)
        (tmp_path / "empty").mkdir()
        said = command("restore", tmp_path / "empty", "--keys", tmp_path, expect=2).err
        assert "has no file audit-key" in said
        command("migrate")
        assert command.home is not None
        elsewhere = CommandLine(home=tmp_path / "restored", folder=tmp_path)
        said = elsewhere("restore", tmp_path / "empty", "--keys", command.home / "keys", expect=2).err
        assert "is no whole backup: it has no backup.json" in said
        assert not (tmp_path / "restored").exists()

    def test_a_dump_that_was_changed(self, tmp_path: Path, settings: dict[str, str]) -> None:
        command = loaded(tmp_path, settings)
        command("backup", tmp_path / "backup")
        dump = tmp_path / "backup" / "database" / "database.sqlite3"
        dump.write_bytes(dump.read_bytes()[:-1] + b"x")
        assert command.home is not None
        elsewhere = CommandLine(home=tmp_path / "restored", folder=tmp_path)
        said = elsewhere("restore", tmp_path / "backup", "--keys", command.home / "keys", expect=2).err
        assert "is missing or is not as it was written" in said
        assert not (tmp_path / "restored").exists()

    def test_another_audit_key(self, tmp_path: Path, settings: dict[str, str]) -> None:
        command = loaded(tmp_path, settings)
        command("backup", tmp_path / "backup")
        elsewhere = CommandLine(home=tmp_path / "restored", folder=tmp_path)
        said = elsewhere("restore", tmp_path / "backup", expect=2, SCHOOLWARD_AUDIT_KEY="x" * 60).err
        assert "the record of events does not come out as it was backed up" in said

    def test_a_place_that_is_taken(self, tmp_path: Path, settings: dict[str, str]) -> None:
        command = loaded(tmp_path, settings)
        assert "is not empty" in command("backup", tmp_path / "sent", expect=2).err
        command("backup", tmp_path / "backup")
        assert command.home is not None
        said = command("restore", tmp_path / "backup", "--keys", command.home / "keys", expect=2).err
        assert "is not empty" in said
        assert command("audit", "verify").code == 0

    def test_no_keys(self, tmp_path: Path, settings: dict[str, str]) -> None:
        command = command_line(tmp_path)
        said = command("restore", tmp_path, expect=2).err
        assert "name the folder of the keys with --keys" in said

    def test_the_note_names_another_release(self, tmp_path: Path, settings: dict[str, str]) -> None:
        command = loaded(tmp_path, settings)
        command("backup", tmp_path / "backup")
        (tmp_path / "backup" / "backup.json").write_text(json.dumps({"format": "schoolward-backup-9"}))
        assert command.home is not None
        elsewhere = CommandLine(home=tmp_path / "restored", folder=tmp_path)
        said = elsewhere("restore", tmp_path / "backup", "--keys", command.home / "keys", expect=2).err
        assert "is of another release" in said
