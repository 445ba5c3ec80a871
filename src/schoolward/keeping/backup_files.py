"""What is in a backup, and the restoring of its store; the database can be opened only after that."""

import hashlib
import json
from pathlib import Path
from typing import Any

from schoolward.store.copy_manifest import BadCopy
from schoolward.store.restoring import StoreRestored, restore_store

STORE, DATABASE = "store-copy", "database"
NOTE = "backup.json"
FORMAT = "schoolward-backup-1"


class BadBackup(BadCopy):
    """A backup that cannot be restored; the text names what is wrong in it."""


def restore_home(backup: Path, target: Path) -> StoreRestored:
    """Brings the store of a backup into a new data folder, once the backup is known to be whole."""
    note = note_of(backup)
    dump = backup / DATABASE / note["database"]
    if not dump.exists() or digest_of(dump) != note["sha256"]:
        raise BadBackup(f"{dump} is missing or is not as it was written. Use another backup.")
    return restore_store(backup / STORE, target)


def note_of(backup: Path) -> dict[str, Any]:
    """The note of a whole backup: when it was made, up to which load and event."""
    file = backup / NOTE
    try:
        note: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadBackup(f"{backup} is no whole backup: it has no {NOTE}, which is written last") from None
    except ValueError:
        raise BadBackup(f"{file} cannot be read. Use another backup.") from None
    if note.get("format") != FORMAT:
        raise BadBackup(f"{file} is of another release: its format is {note.get('format')!r}, not {FORMAT!r}")
    return note


def digest_of(file: Path) -> str:
    """The fingerprint of a file, 64 hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
