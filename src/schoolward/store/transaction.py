"""One load into many tables, all or nothing: the row in `loads` is written last, and without it nothing happened."""

import json
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, RemoveAction

from schoolward.store.home import Home
from schoolward.store.layout import ADDED_LATER, LAYOUTS, TableName
from schoolward.store.snapshot import Snapshot, snapshot

KEPT_FOR_READERS_MS = 3_600_000
"""A file that no version needs any more stays for an hour, for whoever is still reading it."""

LONGEST_COUNT_S = 86_400
"""What a count spilled a day ago was left by a process that is no more."""


TRIES = 5
"""How often a load tries to commit to a table while another program changes it."""


class TablesKeepChanging(RuntimeError):
    """Another program changes a table faster than a load can be committed to it; nothing was loaded."""


@dataclass(kw_only=True)
class Transaction:
    """The writes of one load. Nothing of it can be seen until `commit` has returned."""

    home: Home
    received_at: datetime
    before: Snapshot
    began: dict[TableName, int]
    versions: dict[TableName, int]

    @classmethod
    def on(cls, before: Snapshot, *, received_at: datetime) -> "Transaction":
        """A load on what `begin` found."""
        heads = {name: before.home.table(name).head() for name in TableName}
        return cls(
            home=before.home, received_at=received_at, before=before, began=heads, versions=dict(heads)
        )

    @property
    def load(self) -> int:
        """The number of this load."""
        return self.before.load + 1

    @property
    def at_ms(self) -> int:
        """When the load was received, in milliseconds since 1970, as Delta's log wants it."""
        return int(self.received_at.timestamp() * 1000)

    def append(self, name: TableName, rows: pa.Table) -> None:
        """Adds rows to a small table."""
        table = self.home.table(name)
        for attempt in range(1, TRIES + 1):
            try:
                self.versions[name] = table.append(rows, based_on=self.versions[name], at_ms=self.at_ms)
                return
            except CommitFailedError as fault:
                self.take_back(name, attempt=attempt, fault=fault)

    def replace(self, name: TableName, rows: pa.Table) -> None:
        """Puts rows in the place of a small table's. Raises CommitFailedError if another program changed it."""
        table = self.home.table(name)
        self.versions[name] = table.replace(rows, based_on=self.versions[name], at_ms=self.at_ms)

    def change_marks(self, actions: list[AddAction | RemoveAction]) -> None:
        """Replaces files of the marks. Raises CommitFailedError if another program changed them meanwhile."""
        if actions:
            table = self.home.table(TableName.MARKS)
            self.versions[TableName.MARKS] = table.commit(actions, based_on=self.versions[TableName.MARKS])

    def take_back(self, name: TableName, *, attempt: int, fault: CommitFailedError) -> None:
        """Takes back what another program has done to a table since the load began, for only a load may write."""
        if attempt == TRIES:
            raise TablesKeepChanging(
                f"another program keeps changing table {name} while this load writes to it; nothing was loaded. "
                "Stop it and load again."
            ) from fault
        with suppress(CommitFailedError):
            self.versions[name] = self.home.table(name).restore(self.began[name])

    def commit(self, row: dict[str, object]) -> None:
        """Makes the load exist."""
        versions = {
            name.value: version for name, version in self.versions.items() if name is not TableName.LOADS
        }
        told = {
            **row,
            "load": self.load,
            "received_at": self.received_at.astimezone(UTC),
            "versions": json.dumps(versions, sort_keys=True),
        }
        self.append(TableName.LOADS, pa.Table.from_pylist([told], schema=LAYOUTS[TableName.LOADS].schema))


def begin(home: Home) -> Snapshot:
    """What the last load left, for the next to start from. The caller holds the write lock.

    Whatever a killed load wrote is taken back first, so that it cannot be taken for part of the next one. Tables that
    an earlier release did not have are made.
    """
    before = snapshot(home)
    for name in ADDED_LATER - before.versions.keys():
        home.table(name).create()
    for name, version in {**dict.fromkeys(ADDED_LATER, 0), **before.versions}.items():
        table = home.table(name)
        if name is not TableName.LOADS and table.head() != version:
            table.restore(version)
    shutil.rmtree(home.working_folder, ignore_errors=True)
    home.working_folder.mkdir(parents=True)
    return before


def sweep(home: Home, *, now: datetime) -> int:
    """Deletes files that nothing needs any more, and returns how many. The caller holds the write lock."""
    _delete_spilled(home, now=now)
    return _delete_unnamed(home, older_than_ms=int(now.timestamp() * 1000) - KEPT_FOR_READERS_MS)


def sweep_at_once(home: Home, *, now: datetime) -> int:
    """The same for every file that the newest load does not name, whoever may be reading it: for a scrub."""
    _delete_spilled(home, now=now)
    return _delete_unnamed(home, older_than_ms=sys.maxsize)


def _delete_spilled(home: Home, *, now: datetime) -> None:
    for spilled in home.spill_folder.glob("*"):
        if spilled.stat().st_mtime < now.timestamp() - LONGEST_COUNT_S:
            shutil.rmtree(spilled, ignore_errors=True)


def _delete_unnamed(home: Home, *, older_than_ms: int) -> int:
    versions = {**snapshot(home).versions, TableName.LOADS: home.table(TableName.LOADS).head()}
    return sum(
        home.table(name).sweep(version, older_than_ms=older_than_ms) for name, version in versions.items()
    )
