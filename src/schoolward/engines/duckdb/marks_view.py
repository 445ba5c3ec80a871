"""The marks a figure is counted from: live ones, or those that were known at the snapshot, each session once or not."""

from collections.abc import Sequence

import duckdb

from schoolward.engines.duckdb.classing import quoted
from schoolward.store.snapshot import Snapshot

_COLUMNS = "school, pupil, date, session, code, load"

NO_MARKS = (
    "SELECT NULL::INTEGER AS school, NULL::INTEGER AS pupil, NULL::DATE AS date, NULL::VARCHAR AS session, "
    "NULL::VARCHAR AS code, NULL::INTEGER AS load, NULL::INTEGER AS superseded_by LIMIT 0"
)

ONE_MARK_A_SESSION = """
WITH at_several_places AS (
    SELECT pupil, child FROM children
    UNION ALL
    SELECT pupil, pupil AS child FROM enrolment_spells
    WHERE pupil NOT IN (SELECT pupil FROM children) GROUP BY pupil HAVING COUNT(DISTINCT school) > 1
), ranked AS (
    SELECT m.*, ROW_NUMBER() OVER (
        PARTITION BY a.child, m.date, m.session
        ORDER BY {weight}, CASE WHEN s.enrolment_status IN ('C', 'M') THEN 0 ELSE 1 END, m.school,
            CASE WHEN m.pupil = a.child THEN 0 ELSE 1 END, m.pupil
    ) AS preference
    FROM marks AS m
    JOIN at_several_places AS a ON a.pupil = m.pupil
    JOIN segments AS s ON s.school = m.school AND s.pupil = m.pupil AND m.date >= s.from_on AND m.date < s.until_on
)
SELECT m.school, m.pupil, m.date, m.session, m.code, 1 AS preference FROM marks AS m
WHERE NOT EXISTS (SELECT 1 FROM at_several_places AS a WHERE a.pupil = m.pupil)
UNION ALL
SELECT school, pupil, date, session, code, preference FROM ranked
"""
"""A child at several schools, or with several records at one, has one mark a session, that of preference 1: a possible
session before a blank, a blank before one that is not possible (such as D); then the main registration; then the school
with the lower URN; then the record that is kept, and of others the one that was known first. The others stay, since
they too are marks that a school has sent."""


def relation(paths: Sequence[str]) -> str:
    """The files as something to select from."""
    if not paths:
        return f"({NO_MARKS})"
    return f"read_parquet([{', '.join(quoted(path) for path in paths)}], hive_partitioning = false)"


def make_marks(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    *,
    partitions: Sequence[tuple[str, int]] | None = None,
) -> None:
    """Makes the view `marks` (school, pupil, date, session, code, load) as the snapshot knew them."""
    live = relation(snapshot.mark_paths("live", partitions))
    query = f"SELECT {_COLUMNS} FROM {live}"
    if not snapshot.newest:
        superseded = relation(snapshot.mark_paths("superseded", partitions))
        query = (
            f"{query} WHERE load <= {snapshot.load} UNION ALL SELECT {_COLUMNS} FROM {superseded} "
            f"WHERE load <= {snapshot.load} AND superseded_by > {snapshot.load}"
        )
    connection.execute(f"CREATE OR REPLACE TEMPORARY VIEW marks AS {query}")
