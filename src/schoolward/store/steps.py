"""What has been done with which child, as other systems tell it: the last telling of each reference, whole."""

from collections.abc import Callable

import duckdb
import pyarrow as pa

from schoolward.store.connection import connect
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot

STANDING_STEPS = """
CREATE OR REPLACE TEMPORARY TABLE steps_now AS
WITH told AS (
    SELECT *, RANK() OVER (PARTITION BY kind, reference ORDER BY load DESC) AS recency
    FROM steps
)
SELECT pupil, school, kind, reference, event, "on", parent, detail, source, load
FROM told
WHERE recency = 1
ORDER BY pupil, kind, reference, "on", event, detail, school, parent, source
"""
"""The newest load that names a kind and reference tells the whole of it: what it leaves out no longer stands."""


def make_steps(connection: duckdb.DuckDBPyConnection, rows: Callable[[TableName], pa.Table]) -> None:
    """Makes the table steps_now of the events that stand, one row an event; `school` is null where not said.

    `rows` gives what was said: a snapshot's rows, or those with what a load is about to add.
    """
    connection.register(TableName.STEPS.value, rows(TableName.STEPS))
    connection.execute(STANDING_STEPS)


def standing_steps(snapshot: Snapshot) -> pa.Table:
    """The events that stood at the snapshot, by pupil, kind, reference and day; columns as in `make_steps`."""
    connection = connect(snapshot.home.spill_folder)
    try:
        make_steps(connection, snapshot.rows)
        return connection.sql("SELECT * FROM steps_now").to_arrow_table()
    finally:
        connection.close()
