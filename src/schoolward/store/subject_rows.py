"""Reads everything that the store holds on one child, whatever the table, for whoever may ask to see all of it."""

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.store.connection import connect
from schoolward.store.home import Home
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.snapshot import Snapshot, loads, snapshot

SAID_OF_A_SESSION = (
    "school", "pupil", "date", "session", "code", "minutes_late", "comment", "recorded_at", "load", "superseded_by",
)  # fmt: skip
READ = "read_parquet($paths, hive_partitioning = false, union_by_name = true)"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A load as a family may know of it: when it came and who sent it."""

    received_at: datetime
    sender: str


@dataclass(frozen=True, kw_only=True)
class SubjectRows:
    """Rows by table, each a mapping of its columns, and the deliveries that brought them."""

    rows: Mapping[TableName, list[dict[str, Any]]]
    deliveries: Mapping[int, Delivery]


def rows_about(home: Home, *, pupils: Collection[int], upns: Collection[str]) -> SubjectRows:
    """Every row about pupils of those keys, history included, and every row that holds one of their UPNs as text."""
    known = snapshot(home)
    found = {
        name: _marks(known, pupils) if name is TableName.MARKS else _small(known, name, pupils, upns)
        for name in TableName
    }
    told = {
        row["load"]: Delivery(received_at=row["received_at"], sender=row["sender"])
        for row in loads(home).to_pylist()
    }
    return SubjectRows(rows={name: rows for name, rows in found.items() if rows}, deliveries=told)


def _small(
    known: Snapshot, name: TableName, pupils: Collection[int], upns: Collection[str]
) -> list[dict[str, Any]]:
    rows = loads(known.home) if name is TableName.LOADS else known.rows(name)
    keep = pa.array([False] * rows.num_rows, pa.bool_())
    for field in LAYOUTS[name].schema:
        if field.name == "pupil":
            theirs = pc.is_in(rows[field.name], value_set=pa.array(sorted(pupils), field.type))
            keep = pc.or_(keep, theirs)
        elif pa.types.is_string(field.type):
            for upn in sorted(upns):
                keep = pc.or_(keep, pc.fill_null(pc.match_substring(rows[field.name], upn), False))
    told: list[dict[str, Any]] = rows.filter(keep).to_pylist()
    return told


def _marks(known: Snapshot, pupils: Collection[int]) -> list[dict[str, Any]]:
    paths = [path for state in ("live", "superseded") for path in known.mark_paths(state)]
    if not paths:
        return []
    with closing(connect(known.home.spill_folder)) as connection:
        described = connection.execute(f"DESCRIBE SELECT * FROM {READ}", {"paths": paths}).fetchall()
        # A column that no file has is one of which nothing was ever said.
        there = {column for column, *_ in described}
        columns = ", ".join(name if name in there else f"NULL AS {name}" for name in SAID_OF_A_SESSION)
        query = f"SELECT {columns} FROM {READ} WHERE list_contains($pupils, pupil) ORDER BY date, session, school, load"
        asked = {"paths": paths, "pupils": sorted(pupils)}
        return connection.sql(query, params=asked).to_arrow_table().to_pylist()
