"""Reads the store as it stands, or as it was known at an instant: the only way to the tables for every engine."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.store.home import Home
from schoolward.store.layout import ADDED_LATER, LAYOUTS, TableName
from schoolward.store.tables import LiveFile


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The tables at one load. `load` is 0 while nothing was known; `newest` says that no later load is left out.

    `versions` lacks a table that the release did not have by which the newest load was made; it reads as empty.
    """

    home: Home
    load: int
    newest: bool
    received_at: datetime | None
    versions: dict[TableName, int]
    _read: dict[TableName, pa.Table] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, name: TableName) -> pa.Table:
        """The rows of a small table that were known: all loads up to this one."""
        if name in ADDED_LATER and name not in self.versions:
            return LAYOUTS[name].schema.empty_table()
        if name not in self._read:
            rows = self.home.table(name).rows(self.versions[name])
            self._read[name] = rows.filter(pc.less_equal(rows["load"], self.load))
        return self._read[name]

    def paths(self, name: TableName) -> list[str]:
        """The files of a small table on disk. They may hold rows of later loads: `load` says which."""
        table = self.home.table(name)
        return table.paths(table.files(self.versions[name]))

    def mark_files(self, state: str, partitions: Iterable[tuple[str, int]] | None = None) -> list[LiveFile]:
        """Files of the marks, `live` or `superseded`, of all partitions or of the (year, half-term) ones named."""
        wanted = None if partitions is None else {(year, str(half)) for year, half in partitions}
        return [
            file
            for file in self.home.table(TableName.MARKS).files(self.versions[TableName.MARKS])
            if file.partition["state"] == state
            and (wanted is None or (file.partition["academic_year"], file.partition["half_term"]) in wanted)
        ]

    def mark_paths(self, state: str, partitions: Iterable[tuple[str, int]] | None = None) -> list[str]:
        """The same as paths on disk."""
        return self.home.table(TableName.MARKS).paths(self.mark_files(state, partitions))


def loads(home: Home) -> pa.Table:
    """Every load, oldest first."""
    table = home.table(TableName.LOADS)
    return table.rows(table.head()).sort_by("load")


def snapshot(home: Home, as_known_on: datetime | None = None) -> Snapshot:
    """The store now, or as it was known at an instant (with a time zone): the loads received until then."""
    rows = loads(home)
    if rows.num_rows == 0:
        versions = {name: 0 for name in TableName if name not in ADDED_LATER}
        return Snapshot(home=home, load=0, newest=True, received_at=None, versions=versions)
    newest = rows.slice(rows.num_rows - 1).to_pylist()[0]
    if as_known_on is None:
        known = newest
    else:
        if as_known_on.tzinfo is None:
            raise ValueError("as_known_on needs a time zone")
        instant = pa.scalar(as_known_on.astimezone(UTC), pa.timestamp("us", "UTC"))
        told = rows.filter(pc.less_equal(rows["received_at"], instant))
        known = (
            told.slice(told.num_rows - 1).to_pylist()[0]
            if told.num_rows
            else {"load": 0, "received_at": None}
        )
    # The newest versions hold every revision; what came later is left out by load number.
    versions = {TableName(name): version for name, version in json.loads(newest["versions"]).items()}
    return Snapshot(
        home=home,
        load=known["load"],
        newest=known["load"] == newest["load"],
        received_at=known["received_at"],
        versions=versions,
    )
