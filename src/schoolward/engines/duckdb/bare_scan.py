"""The yardstick of every speed that is promised: decoding the five columns of every live mark, in one aggregate."""

import duckdb

from schoolward.engines.duckdb.marks_view import relation
from schoolward.store.connection import connect
from schoolward.store.snapshot import Snapshot

SQL = """
SELECT COUNT(*), SUM(school), SUM(pupil), SUM(DATE_DIFF('day', DATE '1970-01-01', date)),
    COUNT(CASE WHEN session = 'AM' THEN 1 END), MAX(code)
FROM {marks}
"""


def bare_scan(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> int:
    """Reads every live mark once and returns how many there are."""
    row = connection.execute(SQL.format(marks=relation(snapshot.mark_paths("live")))).fetchall()[0]
    return int(row[0])


def scanning_connection(snapshot: Snapshot, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection as the engine uses it."""
    return connect(snapshot.home.spill_folder, threads=threads)
