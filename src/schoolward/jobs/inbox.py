"""Takes in the files that somebody uploads, within limits, and keeps them until they have been loaded."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from schoolward.access.actions import CannotBeDone
from schoolward.intake.formats import recognise
from schoolward.store.home import Home
from schoolward.store.incoming import HEAD, NOT_RECOGNISED
from schoolward.store.own_schools import FROM_THE_AUTHORITY, KINDS_OF_SCHOOLS

MOST_FILES = 100
LARGEST_FILE = 200 << 20
LARGEST_UPLOAD = 400 << 20
"""Bytes. A borough's year of marks is a sixth of this when zipped."""

LONGEST_NAME = 100
ARCHIVE = b"PK\x03\x04"
FORGOTTEN_AFTER = timedelta(days=1)
"""A folder that no load knows was left by a server that was killed while it took files in."""


class Upload(Protocol):
    """A file as Django hands it over."""

    @property
    def name(self) -> str | None:
        """As the sender called it."""

    def chunks(self) -> Iterable[bytes]:
        """Its bytes, in pieces."""


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file in the inbox. Its size is in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Files that were taken in together, in a folder of their own."""

    folder: str
    files: tuple[KeptFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def folder_of(home: Home, folder: str) -> Path:
    """Where the files of one load lie."""
    return home.folder / "incoming" / folder


def keep(home: Home, uploads: Sequence[Upload], *, of_a_school: bool) -> Kept:
    """Takes all of the files in, or none: CannotBeDone says which cannot be taken, why, and what to do."""
    if not uploads:
        raise CannotBeDone("Choose at least one file to load.")
    if len(uploads) > MOST_FILES:
        raise CannotBeDone(
            f"You chose {len(uploads)} files. {MOST_FILES} at most can be sent at once: put them in a zip archive."
        )
    folder = secrets.token_hex(16)
    place = folder_of(home, folder)
    place.mkdir(mode=0o700, parents=True)
    try:
        files: list[KeptFile] = []
        for upload in uploads:
            kept = _keep_one(upload, place, room=LARGEST_UPLOAD - sum(file.size for file in files))
            files.append(kept)
            _refuse_unknown(place / kept.name, of_a_school=of_a_school)
        return Kept(folder=folder, files=tuple(files))
    except BaseException:
        discard(home, folder)
        raise


def discard(home: Home, folder: str) -> None:
    """Deletes the files of one load; they are pupils' data, and the sender has them."""
    shutil.rmtree(folder_of(home, folder), ignore_errors=True)


def sweep(home: Home, *, wanted: set[str], at: datetime) -> int:
    """Deletes folders that no load wants and that are a day old, and returns how many."""
    oldest = (at - FORGOTTEN_AFTER).timestamp()
    stale = [
        path
        for path in (home.folder / "incoming").glob("*")
        if path.name not in wanted and path.stat().st_mtime < oldest
    ]
    for path in stale:
        shutil.rmtree(path, ignore_errors=True)
    return len(stale)


def _keep_one(upload: Upload, place: Path, *, room: int) -> KeptFile:
    told = _plain(upload.name or "")
    path = place / told
    if path.exists():
        raise CannotBeDone(f"Two of the files are called {told}. Rename one of them.")
    fingerprint, size, most = hashlib.sha256(), 0, min(LARGEST_FILE, room)
    with path.open("xb") as file:
        for piece in upload.chunks():
            size += len(piece)
            if size > most:
                raise CannotBeDone(
                    f"{told} is too large: a file may have {LARGEST_FILE >> 20} MB, and all files together "
                    f"{LARGEST_UPLOAD >> 20} MB. Zip it, or send it in parts."
                )
            fingerprint.update(piece)
            file.write(piece)
        # Whoever is told that the files have come must not lose them to a power cut.
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise CannotBeDone(f"{told} is empty. Export it again and send it once it has rows.")
    return KeptFile(name=path.name, size=size, sha256=fingerprint.hexdigest())


def _plain(name: str) -> str:
    """The file's name without folders and without letters that a file system or a spreadsheet might act on."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w .()+-]", "_", last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(plain) > LONGEST_NAME:
        plain = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return plain[:LONGEST_NAME] or "file"


def _refuse_unknown(path: Path, *, of_a_school: bool) -> None:
    """Looks at what the file holds, not at what it is called. An archive's members are looked at by the load."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(ARCHIVE):
        if path.suffix.lower() != ".zip":
            raise CannotBeDone(
                f"{path.name} is an archive or a workbook. Save a workbook as CSV UTF-8; name an archive .zip."
            )
        return
    if path.suffix.lower() == ".zip":
        raise CannotBeDone(f"{path.name} is called .zip but is no zip archive. Zip the files again.")
    found = recognise(path.name, head)
    if found is None:
        raise CannotBeDone(f"{path.name} cannot be loaded: {NOT_RECOGNISED}")
    if of_a_school and found.kind not in KINDS_OF_SCHOOLS:
        raise CannotBeDone(f"{path.name} cannot be loaded: {FROM_THE_AUTHORITY}.")
