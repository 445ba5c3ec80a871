"""Merges a load's marks into one half-term: what is new, what revises, what we held already, and what came too late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from schoolward.store.layout import SAID_OF_A_MARK, SOMETIMES_SAID

RANK = """
CREATE OR REPLACE TEMPORARY TABLE ranked AS
WITH timed AS (
    SELECT *, CASE
        WHEN COUNT(recorded_at) OVER (PARTITION BY school, pupil, date, session, retry)
            = COUNT(*) OVER (PARTITION BY school, pupil, date, session, retry) THEN recorded_at
    END AS compared_at
    FROM batch
)
SELECT * EXCLUDE (compared_at),
    ROW_NUMBER() OVER slot AS recency, FIRST_VALUE(code) OVER slot AS standing_code
FROM timed
WINDOW slot AS (
    PARTITION BY school, pupil, date, session ORDER BY retry, compared_at DESC, file DESC
)
"""
"""Where files of one load speak of the same session, the mark recorded last stands if every one says when it was
recorded, and else that of the last file. What is tried again stands behind everything that is new."""

COMPARE = """
CREATE OR REPLACE TEMPORARY TABLE compared AS
SELECT
    b.school, b.pupil, b.date, b.session, b.code, b.recorded_at, b.recency, m.filename AS held_file,
    COALESCE(b.minutes_late, CASE WHEN m.code = b.code THEN m.minutes_late END) AS minutes_late,
    COALESCE(b.comment, CASE WHEN m.code = b.code THEN m.comment END) AS comment,
    CASE
        WHEN b.recency > 1 THEN CASE WHEN b.retry OR b.code = b.standing_code THEN 'unchanged' ELSE 'overtaken' END
        WHEN m.load IS NULL THEN 'new'
        WHEN b.retry THEN 'unchanged'
        WHEN m.code = b.code
            AND COALESCE(b.minutes_late, m.minutes_late, -1) = COALESCE(m.minutes_late, -1)
            AND COALESCE(b.comment, m.comment, '') = COALESCE(m.comment, '') THEN 'unchanged'
        WHEN b.recorded_at < m.recorded_at THEN 'overtaken'
        ELSE 'revised'
    END AS outcome
FROM {batch} AS b
LEFT JOIN {live} AS m ON m.school = b.school AND m.pupil = b.pupil AND m.date = b.date AND m.session = b.session
"""

FIRST = """
CREATE OR REPLACE TEMPORARY TABLE compared AS
SELECT
    school, pupil, date, session, code, recorded_at, recency, NULL::VARCHAR AS held_file, minutes_late, comment,
    CASE
        WHEN recency = 1 THEN 'new'
        WHEN code = standing_code THEN 'unchanged'
        ELSE 'overtaken'
    END AS outcome
FROM {batch}
"""

REPLACED = """
CREATE OR REPLACE TEMPORARY TABLE replaced AS
SELECT school, pupil, date, session, held_file FROM compared WHERE outcome = 'revised'
"""
"""The live marks that give way, and the files in which they stand."""

_IS_REPLACED = """EXISTS (
    SELECT 1 FROM replaced AS c
    WHERE c.school = m.school AND c.pupil = m.pupil AND c.date = m.date AND c.session = m.session
)"""

LEFT_STANDING = f"SELECT {{columns}} FROM {{live}} AS m WHERE NOT {_IS_REPLACED}"

JOINED = f"""
{LEFT_STANDING}
UNION ALL
SELECT {{columns}} FROM standing
"""

WITHIN = """
SELECT * FROM ({query}) AS m WHERE date >= $first AND date <= $last ORDER BY school, pupil, date, session
"""

SUPERSEDED = f"""
SELECT {{columns}}, $load AS superseded_by FROM {{live}} AS m WHERE {_IS_REPLACED}
UNION ALL
SELECT {{columns}}, $load AS superseded_by FROM (SELECT *, $load AS load FROM compared WHERE outcome = 'overtaken') AS o
UNION ALL
SELECT {{columns}}, superseded_by FROM {{superseded}} AS s
ORDER BY school, pupil, date, session, load
"""

STANDING = """
CREATE OR REPLACE TEMPORARY TABLE standing AS
SELECT
    school, pupil, date, session, code, minutes_late, comment, recorded_at,
    $load::INTEGER AS load
FROM compared WHERE outcome IN ('new', 'revised')
"""

SORTED_AGAIN_FROM = 4
"""Where at least one mark in so many gives way, DuckDB may look the marks up the other way round and mix their order.
Where fewer do, it keeps the order, and sorting again would take as long as writing."""

COUNTS = "SELECT outcome, COUNT(*) FROM compared GROUP BY outcome"

NO_MARKS = """(SELECT NULL::INTEGER AS school, NULL::INTEGER AS pupil, NULL::DATE AS date, NULL::VARCHAR AS session,
 NULL::VARCHAR AS code, NULL::SMALLINT AS minutes_late, NULL::VARCHAR AS comment, NULL::TIMESTAMPTZ AS recorded_at,
 NULL::INTEGER AS load, NULL::INTEGER AS superseded_by, NULL::VARCHAR AS filename LIMIT 0)"""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What became of a half-term's marks. `overtaken` rows are kept, but something recorded later stands."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    overtaken: int = 0

    def __add__(self, other: "Merged") -> "Merged":
        """Both together."""
        return Merged(
            new=self.new + other.new,
            revised=self.revised + other.revised,
            unchanged=self.unchanged + other.unchanged,
            overtaken=self.overtaken + other.overtaken,
        )

    @property
    def changes_anything(self) -> bool:
        """Whether the half-term has to be written again."""
        return bool(self.new or self.revised or self.overtaken)


def compare(
    connection: duckdb.DuckDBPyConnection,
    *,
    load: int,
    live_paths: Sequence[str],
    may_repeat: bool,
) -> Merged:
    """Sets the admitted marks (table `batch`) against the live ones; makes `compared`, `standing` and `replaced`."""
    if may_repeat:
        connection.execute(RANK)
        batch = "ranked"
    else:
        batch = "(SELECT *, 1 AS recency, code AS standing_code FROM batch)"
    if live_paths:
        connection.execute(COMPARE.format(batch=batch, live=marks_of(live_paths)))
    else:
        connection.execute(FIRST.format(batch=batch))
    connection.execute(STANDING, {"load": load})
    connection.execute(REPLACED)
    counts: dict[str, int] = dict(connection.execute(COUNTS).fetchall())
    return Merged(**counts)


def files_with_replaced(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The paths of the live files that hold a mark which gives way."""
    return {path for (path,) in connection.execute("SELECT DISTINCT held_file FROM replaced").fetchall()}


def write_standing(connection: duckdb.DuckDBPyConnection, *, days: tuple[date, date], path: Path) -> int:
    """Writes what is new or revised on those days, sorted, and returns how many marks."""
    columns = _columns(connection, "standing")
    return _copy(connection, _within(f"SELECT {columns} FROM standing", days), path)


def write_left_standing(connection: duckdb.DuckDBPyConnection, *, live_path: str, path: Path) -> int:
    """Writes a live file again without what gives way, in the order it has, and returns how many marks."""
    live = marks_of([live_path])
    query = LEFT_STANDING.format(columns=_columns(connection, live), live=live)
    held, replaced = connection.execute(
        f"SELECT (SELECT COUNT(*) FROM {live} AS m), (SELECT COUNT(*) FROM replaced)"
    ).fetchall()[0]
    if replaced * SORTED_AGAIN_FROM >= held:
        query += " ORDER BY school, pupil, date, session"
    return _copy(connection, query, path)


def write_joined(
    connection: duckdb.DuckDBPyConnection, *, live_paths: Sequence[str], days: tuple[date, date], path: Path
) -> int:
    """Writes the live marks of those days as one sorted file, and returns how many."""
    live = marks_of(live_paths)
    columns = _columns(connection, live, "standing")
    return _copy(connection, _within(JOINED.format(columns=columns, live=live), days), path)


def write_superseded(
    connection: duckdb.DuckDBPyConnection,
    *,
    load: int,
    live_paths: Sequence[str],
    superseded_paths: Sequence[str],
    path: Path,
) -> int:
    """Writes what this load replaced, together with the superseded files given, and returns how many."""
    live, superseded = marks_of(live_paths), marks_of(superseded_paths)
    columns = _columns(connection, live, superseded, "compared")
    query = SUPERSEDED.format(columns=columns, live=live, superseded=superseded)
    return _copy(connection, query.replace("$load", f"{int(load)}::INTEGER"), path)


def _within(query: str, days: tuple[date, date]) -> str:
    return (
        WITHIN.format(query=query)
        .replace("$first", f"DATE '{days[0]}'")
        .replace("$last", f"DATE '{days[1]}'")
    )


def _columns(connection: duckdb.DuckDBPyConnection, *relations: str) -> str:
    """The columns to write: those that every mark has, and those in which some mark of the relations says something."""
    counted = ", ".join(f"COUNT({name})" for name in SOMETIMES_SAID)
    rows = [
        connection.execute(f"SELECT {counted} FROM {relation} AS r").fetchall()[0] for relation in relations
    ]
    said = [name for name, counts in zip(SOMETIMES_SAID, zip(*rows, strict=True), strict=True) if any(counts)]
    return ", ".join((*SAID_OF_A_MARK, *said, "load"))


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    written = connection.execute(
        f"COPY ({query}) TO '{quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    return int(written[0][0])


def marks_of(paths: Sequence[str]) -> str:
    """The files as something to select every column of a mark from, and the file it stands in as `filename`."""
    if not paths:
        return NO_MARKS
    listed = ", ".join(f"'{quoted(path)}'" for path in paths)
    read = f"read_parquet([{listed}], hive_partitioning = false, union_by_name = true, filename = true)"
    return f"(SELECT * FROM {NO_MARKS} UNION ALL BY NAME SELECT * FROM {read})"


def quoted(path: str | Path) -> str:
    """The path as it stands between quotes in SQL."""
    return str(path).replace("'", "''")
