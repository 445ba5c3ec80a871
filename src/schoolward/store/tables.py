"""A Delta table as the store uses it: files that we write ourselves, added and removed in one commit."""

import json
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from schoolward.store.layout import LAYOUTS, TableName

FILES_BEFORE_MERGING = 16
"""A small table is rewritten as one file once it has this many, so that reading stays quick."""

_MEND = "files of it are missing or changed. Restore the data folder from a backup."

_REFUSED_FEATURES = {"deletionVectors", "columnMapping"}


class StoreDamaged(RuntimeError):
    """The store's files are not as a load leaves them; the message says which and what to do."""


@dataclass(frozen=True, kw_only=True)
class LiveFile:
    """A file of a table at some version: its path below the table's folder, size, and partition values."""

    path: str
    size: int
    partition: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """One Delta table in a folder."""

    name: TableName
    folder: Path

    def create(self) -> None:
        """Makes the table, empty, where it does not exist."""
        layout = LAYOUTS[self.name]
        DeltaTable.create(
            str(self.folder),
            schema=layout.schema,
            partition_by=list(layout.partition_by),
            mode="ignore",
            name=self.name.value,
        )

    def head(self) -> int:
        """The newest version on disk, whether or not a load stands behind it."""
        entries = [int(entry.name[:20]) for entry in (self.folder / "_delta_log").glob("[0-9]*.json")]
        if not entries:
            raise StoreDamaged(f"table {self.name} has lost its log: {_MEND}")
        return max(entries)

    def files(self, version: int) -> tuple[LiveFile, ...]:
        """The files that make up the table at `version`. Refuses a table whose files do not tell the whole."""
        entry = self.folder / "_delta_log" / f"{version:020}.json"
        written_ns = entry.stat().st_mtime_ns if entry.exists() else 0
        return _files(self.name, self.folder, version, written_ns)

    def paths(self, files: Sequence[LiveFile]) -> list[str]:
        """Where those files are on disk. Refuses a table of which a file is gone."""
        paths = [self.folder / file.path for file in files]
        for path in paths:
            if not path.is_file():
                raise StoreDamaged(f"table {self.name} lacks {path.name}: {_MEND}")
        return [str(path) for path in paths]

    def rows(self, version: int) -> pa.Table:
        """The whole table at `version`; for the small tables."""
        files = self.files(version)
        schema = LAYOUTS[self.name].schema
        try:
            parts = [pq.ParquetFile(path).read() for path in self.paths(files)]
        except (OSError, pa.ArrowException) as fault:
            raise StoreDamaged(f"table {self.name} cannot be read ({_first_line(fault)}): {_MEND}") from fault
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def new_path(self, partition: Mapping[str, str]) -> Path:
        """A fresh path for a file of that partition; its folder exists afterwards."""
        folder = self.folder.joinpath(*(f"{key}={value}" for key, value in partition.items()))
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"part-{uuid.uuid4()}.zstd.parquet"

    def added(self, path: Path, *, rows: int, partition: Mapping[str, str], at_ms: int) -> AddAction:
        """The action that makes a written file part of the table. The file is on the disk before it is named."""
        with path.open("rb") as written:
            os.fsync(written.fileno())
        return AddAction(
            path=str(path.relative_to(self.folder)),
            size=path.stat().st_size,
            partition_values=dict(partition),
            modification_time=at_ms,
            data_change=True,
            stats=json.dumps({"numRecords": rows}),
        )

    def removed(self, file: LiveFile, *, at_ms: int) -> RemoveAction:
        """The action that takes a file out of the table."""
        return RemoveAction(
            path=file.path,
            data_change=True,
            deletion_timestamp=at_ms,
            size=file.size,
            partition_values=dict(file.partition),
        )

    def commit(self, actions: Sequence[AddAction | RemoveAction], *, based_on: int) -> int:
        """Commits the actions on top of `based_on` and returns the new version.

        Raises `deltalake.exceptions.CommitFailedError` if anybody has committed since `based_on`, whatever it was:
        delta-rs by itself would let our commit follow one that joined the very files which we replace.
        """
        table = DeltaTable(str(self.folder), version=based_on)
        layout = LAYOUTS[self.name]
        table.create_write_transaction(
            list(actions),
            "append",
            layout.schema,
            list(layout.partition_by),
            commit_properties=CommitProperties(max_commit_retries=0),
        )
        for action in actions:
            if isinstance(action, RemoveAction):
                # Its age counts from now on: `sweep` leaves it for an hour to whoever is still reading it.
                os.utime(self.folder / action.path)
        return based_on + 1

    def append(self, rows: pa.Table, *, based_on: int, at_ms: int) -> int:
        """Adds rows to a small table and returns its new version; no rows, no commit."""
        if rows.num_rows == 0:
            return based_on
        files = self.files(based_on)
        actions: list[AddAction | RemoveAction] = []
        if len(files) >= FILES_BEFORE_MERGING:
            rows = pa.concat_tables([self.rows(based_on), rows])
            actions = [self.removed(file, at_ms=at_ms) for file in files]
        path = self.new_path({})
        pq.write_table(rows, path, compression="zstd")
        actions.append(self.added(path, rows=rows.num_rows, partition={}, at_ms=at_ms))
        return self.commit(actions, based_on=based_on)

    def replace(self, rows: pa.Table, *, based_on: int, at_ms: int) -> int:
        """Puts these rows in the place of all that a small table holds, and returns its new version."""
        actions: list[AddAction | RemoveAction] = [
            self.removed(file, at_ms=at_ms) for file in self.files(based_on)
        ]
        if rows.num_rows:
            path = self.new_path({})
            pq.write_table(rows, path, compression="zstd")
            actions.append(self.added(path, rows=rows.num_rows, partition={}, at_ms=at_ms))
        return self.commit(actions, based_on=based_on)

    def restore(self, version: int) -> int:
        """Makes the table what it was at `version`: what a killed load or another program wrote no longer counts.

        Returns the new version.
        """
        self.paths(self.files(version))
        table = DeltaTable(str(self.folder))
        table.restore(version, protocol_downgrade_allowed=True)
        return table.version()

    def sweep(self, version: int, *, older_than_ms: int) -> int:
        """Deletes files that `version` does not name, if they were written or given up before the instant; how many."""
        named = {file.path for file in self.files(version)}
        gone = 0
        for path in self.folder.rglob("*.parquet"):
            below = path.relative_to(self.folder)
            if below.parts[0] == "_delta_log" or str(below) in named:
                continue
            if path.stat().st_mtime_ns // 1_000_000 < older_than_ms:
                path.unlink(missing_ok=True)
                gone += 1
        return gone


@lru_cache(maxsize=256)
def _files(name: TableName, folder: Path, version: int, written_ns: int) -> tuple[LiveFile, ...]:
    """A version never changes once it is written, so that its files need to be read from the log once."""
    try:
        table = DeltaTable(str(folder), version=version)
    except DeltaError as fault:
        raise StoreDamaged(f"table {name} cannot be read ({_first_line(fault)}): {_MEND}") from fault
    features = set(table.protocol().reader_features or ())
    if features & _REFUSED_FEATURES:
        raise StoreDamaged(
            f"table {name} uses {', '.join(sorted(features & _REFUSED_FEATURES))}: another program "
            "has written to it. Stop that program and load again: a load puts the tables back to what loads wrote."
        )
    return tuple(
        LiveFile(
            path=row["path"],
            size=row["size_bytes"],
            partition={key: str(row[f"partition.{key}"]) for key in LAYOUTS[name].partition_by},
        )
        for row in pa.table(table.get_add_actions(flatten=True)).to_pylist()
    )


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]
