"""Chooses, half-term by half-term, the marks that need not be kept any longer, and writes files again without them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from schoolward.register.years import AcademicYear, HalfTerm
from schoolward.store.marks_merge import marks_of, quoted
from schoolward.store.retention import Keeping
from schoolward.store.snapshot import Snapshot

SLOT = "school, pupil, date, session"

CHOOSE = f"""
CREATE OR REPLACE TEMPORARY TABLE going AS
SELECT {SLOT} FROM {{marks}} AS m
WHERE date < $before_on AND NOT EXISTS (SELECT 1 FROM held AS h WHERE h.pupil = m.pupil)
GROUP BY {SLOT}
HAVING MAX(load) <= $until_load AND COALESCE(MAX(recorded_at) < $before_at, TRUE)
"""
"""Sessions of which no entry must be kept. An entry was made on the latest of its session, of the time at which its
sender says that it was recorded, and of the load that told it: never too early. What was corrected goes with its last
correction, since a register shows the one beside the other."""

COUNT = f"""
SELECT
    COUNT(*) FILTER (WHERE is_live), COUNT(*) FILTER (WHERE NOT is_live),
    COUNT(DISTINCT pupil), COUNT(DISTINCT school), MIN(date), MAX(date)
FROM (
    SELECT {SLOT}, TRUE AS is_live FROM {{live}} AS l UNION ALL SELECT {SLOT}, FALSE FROM {{superseded}} AS s
) AS m
SEMI JOIN going USING ({SLOT})
"""

STAYING_IN = f"(SELECT * FROM {{marks}} AS m ANTI JOIN going USING ({SLOT}))"


@dataclass(frozen=True, kw_only=True)
class HalfTermGoing:
    """How many marks of a half-term go, present values and history; of how many pupils and schools, on which days."""

    half_term: HalfTerm
    live: int
    superseded: int
    pupils: int
    schools: int
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class MarksPastKeeping:
    """The marks of a snapshot told by loads up to `until_load`. The connection has a table `held` of pupils."""

    connection: duckdb.DuckDBPyConnection
    known: Snapshot
    keeping: Keeping
    until_load: int

    def half_terms(self) -> list[HalfTerm]:
        """Every half-term that has marks."""
        files = (file for state in ("live", "superseded") for file in self.known.mark_files(state))
        found = {(file.partition["academic_year"], file.partition["half_term"]) for file in files}
        return sorted(HalfTerm(AcademicYear(int(year[:4])), int(number)) for year, number in found)

    def choose(self, half_term: HalfTerm) -> HalfTermGoing | None:
        """Makes the table `going` of the half-term's sessions that go, and counts their marks; null if none does."""
        live, superseded = self._paths(half_term, "live"), self._paths(half_term, "superseded")
        asked = {
            "before_on": self.keeping.entries_before,
            "before_at": self.keeping.entries_before_at,
            "until_load": self.until_load,
        }
        # Where the half-term is too young, no file need be read.
        marks = marks_of([*live, *superseded] if half_term.first_on < self.keeping.entries_before else [])
        self.connection.execute(CHOOSE.format(marks=marks), asked)
        query = COUNT.format(live=marks_of(live), superseded=marks_of(superseded))
        if not self._count("going"):
            return None
        counts = self.connection.execute(query).fetchall()[0]
        names = ("live", "superseded", "pupils", "schools", "first_on", "last_on")
        return HalfTermGoing(half_term=half_term, **dict(zip(names, counts, strict=True)))

    def pupils_staying(self, half_term: HalfTerm, pupils: str) -> set[int]:
        """Of the pupils of a table, those who keep a mark of the half-term last chosen from."""
        paths = [*self._paths(half_term, "live"), *self._paths(half_term, "superseded")]
        staying = STAYING_IN.format(marks=marks_of(paths))
        query = f"SELECT DISTINCT pupil FROM {staying} AS m SEMI JOIN {pupils} USING (pupil)"
        return {pupil for (pupil,) in self.connection.execute(query).fetchall()}

    def write_staying(self, path: str, to: Path) -> int | None:
        """Writes what stays of a file, in its order, and returns how many marks; null if all of it stays."""
        read = f"read_parquet('{quoted(path)}', hive_partitioning = false)"
        staying = STAYING_IN.format(marks=read)
        rows = self._count(staying)
        if rows == self._count(read):
            return None
        if rows:
            ordered = f"SELECT * FROM {staying} AS m ORDER BY {SLOT}, load"
            self.connection.execute(f"COPY ({ordered}) TO '{quoted(to)}' (FORMAT parquet, COMPRESSION zstd)")
        return rows

    def _paths(self, half_term: HalfTerm, state: str) -> Sequence[str]:
        return self.known.mark_paths(state, [partition_of(half_term)])

    def _count(self, relation: str) -> int:
        return int(self.connection.execute(f"SELECT COUNT(*) FROM {relation} AS m").fetchall()[0][0])


def partition_of(half_term: HalfTerm) -> tuple[str, int]:
    """The half-term as the marks table's partitions name it."""
    return half_term.academic_year.label.replace("/", "-"), half_term.number


def make_held(connection: duckdb.DuckDBPyConnection, pupils: Iterable[int]) -> None:
    """Makes the table `held` of the pupils of whom everything is kept."""
    connection.execute("CREATE OR REPLACE TEMPORARY TABLE held (pupil INTEGER)")
    for pupil in sorted(pupils):
        connection.execute("INSERT INTO held VALUES (?)", [pupil])
