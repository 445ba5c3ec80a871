"""Counts each pupil's weeks at each school: the table that pages read, rebuilt whole or only where marks changed."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from schoolward.engines.duckdb.classing import by_code, quoted
from schoolward.engines.duckdb.figure_sql import SAYS_NOTHING
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import BLANK_MARKS
from schoolward.register.years import HalfTerm

LANES = (
    "present", "approved_educational_activity", "authorised_absence", "unauthorised_absence", "not_possible",
    "late", "missing", "reported", "illness", "holiday",
)  # fmt: skip
"""What is counted of a week, in the order of its four bits in the tally."""

_WIDTH = 4
_MASK = (1 << _WIDTH) - 1
"""A week has at most 14 sessions, so that four bits hold any count of them and one sum counts everything at once."""


def tally(code: str, statistical_class: StatisticalClass | None) -> int:
    """What one mark adds to each lane."""
    in_lane = {
        **{lane: statistical_class == lane for lane in LANES},
        "late": code in ("L", "U"),
        "missing": code in BLANK_MARKS,
        "reported": code not in SAYS_NOTHING,
        "illness": code == "I",
        "holiday": code == "G",
    }
    return sum(1 << (_WIDTH * place) for place, lane in enumerate(LANES) if in_lane[lane])


def lane(name: str, row: str = "w") -> str:
    """An SQL expression: what a row of weeks counts in that lane."""
    return f"(({row}.tally >> {_WIDTH * LANES.index(name)}) & {_MASK})"


def broken_weeks_sql(half_term: HalfTerm, segments: str = "segments") -> str:
    """Weeks of a pupil at a school in which something about the pupil changes after the Monday: counted by the day."""
    first, last = half_term.first_on, half_term.last_on
    return f"""
SELECT DISTINCT b.school, b.pupil, {week_of("b.changed_on")} AS monday FROM (
    SELECT school, pupil, from_on AS changed_on FROM {segments}
    UNION ALL
    SELECT school, pupil, until_on AS changed_on FROM {segments}
) AS b
WHERE b.changed_on > DATE '{first}' - 7 AND b.changed_on <= DATE '{last}' + 7
    AND {week_of("b.changed_on")} <> b.changed_on"""


def weeks_sql(half_term: HalfTerm, marks: str) -> str:
    """The weeks of one half-term: school, pupil, day (the Monday, or the day itself in a broken week), and tally.

    `marks` is something to select from, and broken_weeks a table.
    """
    value = by_code(tally, first_on=half_term.first_on, last_on=half_term.last_on)
    monday = week_of("m.date")
    return f"""
WITH by_week AS (
    SELECT m.school, m.pupil, {monday} AS monday, CAST(SUM({value}) AS BIGINT) AS tally
    FROM {marks} AS m GROUP BY m.school, m.pupil, {monday}
), by_day AS (
    SELECT m.school, m.pupil, m.date, CAST(SUM({value}) AS BIGINT) AS tally
    FROM {marks} AS m
    JOIN broken_weeks AS b ON b.school = m.school AND b.pupil = m.pupil AND m.date >= b.monday AND m.date < b.monday + 7
    GROUP BY m.school, m.pupil, m.date
), weeks AS (
    SELECT w.school, w.pupil, w.monday AS day, w.tally FROM by_week AS w
    WHERE NOT EXISTS (
        SELECT 1 FROM broken_weeks AS b WHERE b.school = w.school AND b.pupil = w.pupil AND b.monday = w.monday
    )
    UNION ALL
    SELECT school, pupil, date AS day, tally FROM by_day
)
SELECT school, pupil, day, tally FROM weeks"""


TOUCHED_MARKS = """
CREATE OR REPLACE TEMPORARY TABLE touched_marks AS
SELECT m.school, m.pupil, m.date, m.code
FROM {marks} AS m
JOIN touched AS o ON o.school = m.school AND o.pupil = m.pupil AND m.date >= o.monday AND m.date < o.monday + 7
WHERE m.date >= DATE '{first}' AND m.date <= DATE '{last}'
"""


def write_weeks(
    connection: duckdb.DuckDBPyConnection, *, half_term: HalfTerm, mark_paths: Sequence[str], path: Path
) -> int:
    """Counts a half-term afresh into a file; the number of rows."""
    _make_broken_weeks(connection, half_term)
    return _copy(connection, weeks_sql(half_term, _files(mark_paths)), path)


def refresh_weeks(
    connection: duckdb.DuckDBPyConnection,
    *,
    half_term: HalfTerm,
    mark_paths: Sequence[str],
    old: Path,
    path: Path,
) -> int:
    """Counts again the weeks in table `touched` (school, pupil, monday), takes the rest from the old file."""
    _make_broken_weeks(connection, half_term)
    # The days as literals, so that files and row groups of other weeks are not even opened.
    first, last = connection.execute("SELECT MIN(monday), MAX(monday) + 6 FROM touched").fetchall()[0]
    connection.execute(TOUCHED_MARKS.format(marks=_files(mark_paths), first=first, last=last))
    kept = (
        f"SELECT k.* FROM {_files([str(old)])} AS k WHERE NOT EXISTS (SELECT 1 FROM touched AS o "
        f"WHERE o.school = k.school AND o.pupil = k.pupil AND o.monday = {week_of('k.day')})"
    )
    return _copy(
        connection, f"{kept} UNION ALL SELECT * FROM ({weeks_sql(half_term, 'touched_marks')})", path
    )


def _make_broken_weeks(connection: duckdb.DuckDBPyConnection, half_term: HalfTerm) -> None:
    connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE broken_weeks AS {broken_weeks_sql(half_term)}")


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    target = quoted(str(path))
    done = connection.execute(
        f"COPY ({query} ORDER BY school, pupil, day) TO {target} (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    return int(done[0][0])


def week_of(day: str) -> str:
    """The Monday of the ISO week."""
    return f"CAST(DATE_TRUNC('week', {day}) AS DATE)"


def _files(paths: Sequence[str]) -> str:
    return f"read_parquet([{', '.join(quoted(path) for path in paths)}], hive_partitioning = false)"
