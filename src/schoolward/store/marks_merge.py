"""Merges a load's marks into one half-term: what is new, what revises, what we held already, and what came too late."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schoolward.store.layout import MARK_COLUMNS

_COLUMNS = ", ".join(MARK_COLUMNS)

RANK = """
CREATE OR REPLACE TEMPORARY TABLE ranked AS
WITH timed AS (
    SELECT *, CASE
        WHEN COUNT(recorded_at) OVER (PARTITION BY school, pupil, date, session)
            = COUNT(*) OVER (PARTITION BY school, pupil, date, session) THEN recorded_at
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
    b.school, b.pupil, b.date, b.session, b.code, b.recorded_at, b.recency, m.load AS held_in,
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
    school, pupil, date, session, code, recorded_at, recency, NULL::INTEGER AS held_in, minutes_late, comment,
    CASE
        WHEN recency = 1 THEN 'new'
        WHEN code = standing_code THEN 'unchanged'
        ELSE 'overtaken'
    END AS outcome
FROM {batch}
"""

LIVE = f"""
SELECT {_COLUMNS} FROM {{live}} AS m
WHERE NOT EXISTS (
    SELECT 1 FROM standing AS c
    WHERE c.school = m.school AND c.pupil = m.pupil AND c.date = m.date AND c.session = m.session
)
UNION ALL
SELECT {_COLUMNS} FROM standing
"""

SUPERSEDED = f"""
SELECT {_COLUMNS.replace("superseded_by", "$load AS superseded_by")} FROM {{live}} AS m
WHERE EXISTS (
    SELECT 1 FROM standing AS c
    WHERE c.school = m.school AND c.pupil = m.pupil AND c.date = m.date AND c.session = m.session
)
UNION ALL
SELECT school, pupil, date, session, code, minutes_late, comment, recorded_at, $load AS load, $load AS superseded_by
FROM compared WHERE outcome = 'overtaken'
"""

STANDING = """
CREATE OR REPLACE TEMPORARY TABLE standing AS
SELECT
    school, pupil, date, session, code, minutes_late, comment, recorded_at,
    $load::INTEGER AS load, NULL::INTEGER AS superseded_by
FROM compared WHERE outcome IN ('new', 'revised')
"""

COUNTS = "SELECT outcome, COUNT(*) FROM compared GROUP BY outcome"

NO_MARKS = """(SELECT NULL::INTEGER AS school, NULL::INTEGER AS pupil, NULL::DATE AS date, NULL::VARCHAR AS session,
 NULL::VARCHAR AS code, NULL::SMALLINT AS minutes_late, NULL::VARCHAR AS comment, NULL::TIMESTAMPTZ AS recorded_at,
 NULL::INTEGER AS load, NULL::INTEGER AS superseded_by LIMIT 0)"""


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
    """Sets the admitted marks (table `batch`) against the live ones; makes `compared` and `standing`."""
    if may_repeat:
        connection.execute(RANK)
        batch = "ranked"
    else:
        batch = "(SELECT *, 1 AS recency, code AS standing_code FROM batch)"
    if live_paths:
        connection.execute(COMPARE.format(batch=batch, live=_relation(live_paths)))
    else:
        connection.execute(FIRST.format(batch=batch))
    connection.execute(STANDING, {"load": load})
    counts: dict[str, int] = dict(connection.execute(COUNTS).fetchall())
    return Merged(**counts)


def write_live(connection: duckdb.DuckDBPyConnection, *, live_paths: Sequence[str], path: Path) -> int:
    """Writes the half-term's live marks, sorted, and returns how many."""
    query = LIVE.format(live=_relation(live_paths))
    return _copy(connection, f"{query} ORDER BY school, pupil, date, session", path)


def write_superseded(
    connection: duckdb.DuckDBPyConnection,
    *,
    load: int,
    live_paths: Sequence[str],
    superseded_paths: Sequence[str],
    path: Path,
) -> int:
    """Writes what this load replaced, together with the superseded files given, and returns how many."""
    query = SUPERSEDED.format(live=_relation(live_paths)).replace("$load", str(int(load)))
    if superseded_paths:
        query += f" UNION ALL SELECT {_COLUMNS} FROM {_relation(superseded_paths)}"
    return _copy(connection, f"{query} ORDER BY school, pupil, date, session, load", path)


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    written = connection.execute(
        f"COPY ({query}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    return int(written[0][0])


def _relation(paths: Sequence[str]) -> str:
    if not paths:
        return NO_MARKS
    listed = ", ".join(f"'{_quoted(path)}'" for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def _quoted(path: str | Path) -> str:
    return str(path).replace("'", "''")
