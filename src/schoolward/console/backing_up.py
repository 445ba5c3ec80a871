"""Backs everything up and restores it, from the command line."""

import os
from pathlib import Path
from typing import Annotated

import typer

from schoolward.audit.clock import now
from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, home_at
from schoolward.console.database import any_database, open_database
from schoolward.console.ending import plain_endings, screen
from schoolward.engines.duckdb.stored import bring_up_to_date
from schoolward.keeping.backup_files import restore_home
from schoolward.measures.figures import BadQuestion
from schoolward.store.environment import KEYS_FOLDER, PREFIX, keep_key
from schoolward.store.lock import write_lock


def backup(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new or empty folder, outside the data folder.")
    ],
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Write the database and the store as they stand at one moment, while loads go on.

    The keys in the data folder's keys/ are not in it: keep a copy of them apart, since whoever has both could forge
    the record of events.
    """
    with plain_endings(), open_database(where := home_at(home)):
        from schoolward.keeping.backing_up import back_up

        done = back_up(where, folder.expanduser(), at=now())
    if json:
        told = {"load": done.store.load, "events": done.events, "seal": done.seal, "bytes": done.size}
        typer.echo(as_json({"folder": str(done.folder), **told}))
        return
    screen.print(
        f"Backed up to {done.folder}: up to load {done.store.load} and event {done.events:,}, "
        f"{done.size / 1e6:,.1f} MB. The last seal is {done.seal}",
        highlight=False,
    )


def restore(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The backup.")],
    keys: Annotated[
        Path | None,
        typer.Option(help="Folder of the keys, kept apart from the backup, if the environment has none."),
    ] = None,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Bring a backup into a new data folder and an empty database, and prove that both are what they were.

    Every file is held against its fingerprint, every session is counted again, and the record of events is read to
    its last seal.
    """
    with plain_endings():
        place = home.expanduser()
        given = _keys(keys)
        restored = restore_home(folder.expanduser(), place)
        for name, key in given.items():
            keep_key(key, place / KEYS_FOLDER / name)
        with any_database(restored.home):
            from schoolward.keeping.backing_up import restore_database

            verdict = restore_database(folder.expanduser())
        with write_lock(place):
            bring_up_to_date(restored.home)
    sessions = sum(live for *_, live, _ in restored.proof.sessions)
    screen.print(
        f"Restored into {place}: up to load {restored.load}, {sessions:,} sessions by year, school and code as they "
        f"were, and a record of {verdict.events:,} events that is whole.",
        highlight=False,
    )


def _keys(folder: Path | None) -> dict[str, str]:
    """The keys to put into the restored home, by file name. Without the audit key the record could not be read."""
    if folder is None:
        if not os.environ.get(f"{PREFIX}AUDIT_KEY"):
            raise BadQuestion(f"name the folder of the keys with --keys, or set {PREFIX}AUDIT_KEY")
        return {}
    found = {
        path.name: path.read_text(encoding="ascii").strip() for path in folder.expanduser().glob("*-key")
    }
    if "audit-key" not in found:
        raise BadQuestion(f"{folder} has no file audit-key")
    return found
