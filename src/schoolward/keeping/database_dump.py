"""Dumps the database as it stands at one instant, and brings a dump back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, connections

from schoolward.audit.chain import FIRST_SEAL
from schoolward.store.copy_manifest import BadCopy

SQLITE_DUMP = "database.sqlite3"
POSTGRESQL_DUMP = "database.pgdump"


class DumpFault(BadCopy):
    """The database could not be dumped or brought back; the text says why and what to do."""


HEAD = "SELECT number, seal FROM audit_head"
NOTHING = (0, FIRST_SEAL)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The database at one instant: how many events its record held, the last seal, and how to write it down."""

    events: int
    seal: str
    write: Callable[[], Path]


@contextmanager
def moment(folder: Path) -> Iterator[Moment]:
    """The database as it is now, to be written into the folder while it goes on changing.

    A SQLite file is copied at once; of PostgreSQL a snapshot is held until the dump is written.
    """
    if connection.vendor == "sqlite":
        file = folder / SQLITE_DUMP
        _copy_sqlite(Path(connection.settings_dict["NAME"]), file)
        with closing(sqlite3.connect(file)) as dumped:
            events, seal = dumped.execute(HEAD).fetchone() or NOTHING
        yield Moment(events=events, seal=seal, write=lambda: file)
        return
    holder = connections.create_connection("default")
    try:
        with holder.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute(HEAD)
            events, seal = cursor.fetchone() or NOTHING
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        yield Moment(
            events=events, seal=seal, write=partial(_dump_postgresql, folder / POSTGRESQL_DUMP, snapshot)
        )
    finally:
        holder.close()


def _dump_postgresql(file: Path, snapshot: str) -> Path:
    _run(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        f"--file={file}",
    )
    file.chmod(0o600)
    return file


def restore_dump(folder: Path) -> None:
    """Brings the dump in a folder back into the database of the settings, which must be empty."""
    if connection.vendor == "sqlite":
        dump, place = folder / SQLITE_DUMP, Path(connection.settings_dict["NAME"])
        _require(dump, other=POSTGRESQL_DUMP, kind="a SQLite file")
        if place.exists():
            raise DumpFault(f"{place} is there already. Restore into a new data folder.")
        connection.close()
        _copy_sqlite(dump, place)
        return
    dump = folder / POSTGRESQL_DUMP
    _require(dump, other=SQLITE_DUMP, kind="a PostgreSQL database")
    if connection.introspection.table_names():
        name = connection.settings_dict["NAME"]
        raise DumpFault(
            f"the database {name} is not empty. Name a new, empty database in SCHOOLWARD_DATABASE."
        )
    connection.close()
    into = f"--dbname={connection.settings_dict['NAME']}"
    _run(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        into,
        str(dump),
    )


def _require(dump: Path, *, other: str, kind: str) -> None:
    if not dump.exists():
        found = (
            f"; it has {other}, which another kind of database wrote"
            if (dump.parent / other).exists()
            else ""
        )
        raise DumpFault(f"{dump.parent} has no {dump.name}, which {kind} is restored from{found}")


def _copy_sqlite(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
    target.chmod(0o600)


def _run(program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs against the database of the settings; no password stands in its arguments."""
    found = shutil.which(program)
    if found is None:
        raise DumpFault(
            f"the program {program} is not on the path. On Debian: apt-get install postgresql-client"
        )
    told: dict[str, Any] = connection.settings_dict
    environment = {
        **os.environ,
        **{
            name: str(value)
            for name, value in (
                ("PGHOST", told["HOST"]), ("PGPORT", told["PORT"]), ("PGUSER", told["USER"]),
                ("PGPASSWORD", told["PASSWORD"]), ("PGDATABASE", told["NAME"]),
            )
            if value
        },
    }  # fmt: skip
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[0]
        raise DumpFault(f"{program} failed: {said}")
