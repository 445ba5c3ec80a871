"""Backs up the database and the store as they stand at one moment, while loads go on, and restores them with proof."""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from schoolward.audit.verifying import Verdict, verify
from schoolward.keeping.backup_files import DATABASE, FORMAT, NOTE, STORE, BadBackup, digest_of, note_of
from schoolward.keeping.database_dump import moment, restore_dump
from schoolward.store.copying import StoreCopy, copy_store, empty, require_empty
from schoolward.store.home import Home
from schoolward.store.lock import write_lock
from schoolward.store.snapshot import snapshot


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What was backed up: where, up to which load, and up to which event with its seal."""

    folder: Path
    store: StoreCopy
    events: int
    seal: str
    size: int


def back_up(home: Home, target: Path, *, at: datetime) -> Backup:
    """Writes a backup into a new or empty folder. The note that makes it a backup is written last.

    Loads wait only for the moment itself, in which the load that stands is read off and the database is held fast:
    whatever the database decided and sent to the store is then in both or in the database alone, never in the store
    alone, and what is in the database alone is sent again. The keys that seal and sign are not in it: keep them apart.
    """
    require_empty(target, outside=home.folder)
    with_folder = not target.exists()
    (target / DATABASE).mkdir(parents=True, mode=0o700)
    try:
        with ExitStack() as holding:
            with write_lock(home.folder):
                load = snapshot(home).load
                held = holding.enter_context(moment(target / DATABASE))
            dump = held.write()
        store = copy_store(home, target / STORE, at=at, load=load)
        note = {
            "format": FORMAT,
            "at": at.astimezone(UTC).isoformat(),
            "load": store.load,
            "events": held.events,
            "seal": held.seal,
            "database": dump.name,
            "sha256": digest_of(dump),
        }
        (target / NOTE).write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")
    except BaseException:
        empty(target, with_folder=with_folder)
        raise
    size = store.size + dump.stat().st_size
    return Backup(folder=target, store=store, events=held.events, seal=held.seal, size=size)


def restore_database(backup: Path) -> Verdict:
    """Brings the database of a backup back, reads its record of events again.

    BadBackup if the record does not end with the event with which it was backed up, or was tampered with.
    """
    note = note_of(backup)
    restore_dump(backup / DATABASE)
    verdict = verify()
    if (verdict.events, verdict.seal) != (note["events"], note["seal"]) or not verdict.is_whole:
        told = (
            verdict.faults[0]
            if verdict.faults
            else f"it ends with event {verdict.events}, not {note['events']}"
        )
        raise BadBackup(
            f"the record of events does not come out as it was backed up: {told}. Is the audit key the same?"
        )
    return verdict
