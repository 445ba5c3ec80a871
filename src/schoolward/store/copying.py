"""Copies a store as it stood at one load, while others go on: for backup, and for setting up a home elsewhere."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.compute as pc

from schoolward.store.copy_manifest import FORMAT, Manifest, Proof, copied
from schoolward.store.home import SETTINGS_FILE, Home
from schoolward.store.layout import ADDED_LATER, TableName
from schoolward.store.snapshot import snapshot
from schoolward.store.tables import StoreDamaged, Table

SETTINGS = (SETTINGS_FILE, "local-policy.toml")
"""Files beside the store that a home cannot do without, if it has them."""

LOG_ENTRY = re.compile(r"(\d{20})\.(?:json|checkpoint\..*parquet)")

TRIES = 5
"""How often a copy is begun again because a scrub, or loads of more than an hour, deleted what it was about to copy."""


class CopyRefused(ValueError):
    """Nothing was copied or restored; the message says why."""


@dataclass(frozen=True, kw_only=True)
class StoreCopy:
    """A whole copy: where it is, at which load, how many files and bytes, and what must come out of it."""

    folder: Path
    load: int
    files: int
    size: int
    proof: Proof


def copy_store(home: Home, target: Path, *, at: datetime, load: int | None = None) -> StoreCopy:
    """Copies the store as at its newest load (or as at `load`, if what that needs is still there) into a new folder.

    No lock is taken: files never change once they are written, and those that a load gives up stay for an hour, so
    that loads and copies never wait for one another. Where files go meanwhile after all, the copy begins again with
    the load that stands then. The manifest is written last; a folder without it is no copy. What was written is
    deleted again if copying fails. CopyRefused for a folder that is not empty or lies in the home.
    """
    if at.tzinfo is None:
        raise CopyRefused(f"the time {at.isoformat()} needs a time zone, for example +00:00")
    require_empty(target, outside=home.folder)
    with_folder = not target.exists()
    for left in reversed(range(TRIES)):
        try:
            return _copied_whole(home, target, at=at, load=load)
        except BaseException as fault:
            empty(target, with_folder=with_folder)
            is_gone = isinstance(fault, FileNotFoundError | StoreDamaged)
            if is_gone and load is not None:
                raise CopyRefused(
                    f"what load {load} needs is not all there any more. Copy the newest load."
                ) from fault
            if not (is_gone and left):
                raise
    raise AssertionError("the last try returns or raises")


def require_empty(folder: Path, *, outside: Path) -> None:
    """CopyRefused unless there is nothing in the folder, or no folder, and it does not lie in the other."""
    if folder.exists() and not folder.is_dir():
        raise CopyRefused(f"{folder} is a file. Name a new folder.")
    if folder.exists() and any(folder.iterdir()):
        raise CopyRefused(f"{folder} is not empty. Name a new folder, or empty this one.")
    if folder.resolve().is_relative_to(outside.resolve()):
        raise CopyRefused(f"{folder} lies in {outside} itself. Name a folder outside it.")


def empty(folder: Path, *, with_folder: bool) -> None:
    """Deletes everything in a folder that was empty before, and the folder itself if it was not there."""
    if with_folder:
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.exists():
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _copied_whole(home: Home, target: Path, *, at: datetime, load: int | None) -> StoreCopy:
    versions, settings = _versions(home, load), [name for name in SETTINGS if (home.folder / name).exists()]
    sources = [home.folder / name for name in settings]
    for name, version in versions.items():
        sources += _files_of(home.table(name), version)
    hashes = {}
    for source in sources:
        place = source.relative_to(home.folder)
        hashes[place.as_posix()] = copied(source, target / place)
    known = snapshot(Home(folder=target, authority=home.authority))
    proof = Proof.of(known, spill_folder=home.spill_folder)
    size = sum((target / name).stat().st_size for name in hashes)
    Manifest(
        format=FORMAT,
        authority=home.authority.code,
        load=known.load,
        received_at=None if known.received_at is None else known.received_at.isoformat(),
        copied_at=at.astimezone(UTC).isoformat(),
        files=hashes,
        proof=proof,
    ).write(target)
    return StoreCopy(folder=target, load=known.load, files=len(hashes), size=size, proof=proof)


def _versions(home: Home, load: int | None) -> dict[TableName, int]:
    """Which version of each table belongs to a load, `loads` itself at the version in which that load is the newest."""
    table = home.table(TableName.LOADS)
    version = table.head()
    rows = table.rows(version)
    while load is not None and version > 0 and (pc.max(rows["load"]).as_py() or 0) > load:
        version -= 1
        rows = table.rows(version)
    newest = max(rows.to_pylist(), key=lambda row: row["load"], default=None)
    if load is not None and load != (newest["load"] if newest else 0):
        raise CopyRefused(f"there is no load {load} to copy; `schoolward loads` lists them")
    if newest is None:
        versions = {name: 0 for name in TableName if name not in ADDED_LATER}
    else:
        versions = {TableName(name): number for name, number in json.loads(newest["versions"]).items()}
    return {**versions, TableName.LOADS: version}


def _files_of(table: Table, version: int) -> Iterator[Path]:
    """The log of a table up to a version, and the files that the version names."""
    for entry in sorted((table.folder / "_delta_log").iterdir()):
        told = LOG_ENTRY.fullmatch(entry.name)
        if told and int(told[1]) <= version:
            yield entry
    yield from map(Path, table.paths(table.files(version)))
