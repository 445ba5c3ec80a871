"""Fetches the sessions that rules look at, of the enrolments that are to be judged and no others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa

from schoolward.engines.duckdb.answers import partitions_of
from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.marks_view import relation
from schoolward.engines.duckdb.rule_facts.setting import Setting, day
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.store.snapshot import Snapshot, loads

Enrolled = tuple[int, int]
"""A school and a pupil key."""

WANTED = """
SELECT n.school, n.pupil, n.date, n.session, n.code
FROM notable AS n
JOIN wanted_sessions AS w ON w.school = n.school AND w.pupil = n.pupil
JOIN wanted_codes AS c ON c.code = n.code
WHERE (c.bit & w.bits) <> 0 OR n.date = {as_at}
ORDER BY n.school, n.pupil, n.date, n.session
"""

AT_OTHER_SCHOOLS = """
WITH asked AS (
    SELECT a.school, COALESCE(c.child, a.pupil) AS child
    FROM asked_enrolments AS a LEFT JOIN children AS c ON c.pupil = a.pupil
), coded AS (
    SELECT n.school, n.pupil, COALESCE(c.child, n.pupil) AS child
    FROM notable AS n LEFT JOIN children AS c ON c.pupil = n.pupil
    WHERE n.code IN ({codes})
)
SELECT DISTINCT n.school, n.pupil FROM coded AS n JOIN asked AS a ON a.child = n.child AND a.school <> n.school
ORDER BY n.school, n.pupil
"""

CORRECTED = """
CREATE OR REPLACE TEMPORARY TABLE corrected AS
SELECT m.school, m.pupil, m.date, m.session, m.code, m.load AS told_in, m.superseded_by AS until_load
FROM {superseded} AS m
JOIN enrolled AS e ON e.school = m.school AND e.pupil = m.pupil
WHERE m.date >= {since} AND m.date <= {as_at} AND m.load <= {load} AND m.superseded_by <= {load}
    AND m.code IN ({codes}){only}
    AND NOT EXISTS (SELECT 1 FROM besides AS b WHERE b.school = m.school AND b.pupil = m.pupil)
"""
"""Marks that were so coded when they were first told, and have been replaced since."""

EVER_TOLD = """
WITH candidates AS (SELECT DISTINCT school, pupil FROM corrected), standing AS (
    SELECT m.school, m.pupil, m.date, m.session, m.code, m.load AS told_in, NULL::INTEGER AS until_load
    FROM notable AS m JOIN candidates AS c ON c.school = m.school AND c.pupil = m.pupil
    WHERE m.code IN ({codes})
), ever AS (
    SELECT * FROM corrected UNION ALL SELECT * FROM standing
)
SELECT *, COUNT(*) OVER (PARTITION BY school, pupil) AS sessions FROM ever
QUALIFY sessions >= {fewest}
ORDER BY school, pupil, date, session, told_in
"""


def sessions_of(
    connection: duckdb.DuckDBPyConnection,
    setting: Setting,
    wanted: Mapping[Enrolled, frozenset[str] | None],
) -> dict[Enrolled, tuple[CodedSession, ...]]:
    """The notable sessions of each enrolment: those with the codes named, or all where none are. In order.

    Those of the day asked about are always among them, since they tell who is back.
    """
    codes = sorted({row[0] for row in connection.execute("SELECT DISTINCT code FROM notable").fetchall()})
    bit = {code: 1 << place for place, code in enumerate(codes)}
    every = sum(bit.values())
    bits_of: dict[frozenset[str] | None, int] = {None: every}
    for named in wanted.values():
        if named not in bits_of and named is not None:
            bits_of[named] = sum(bit.get(code, 0) for code in named)
    connection.register(
        "wanted_sessions",
        pairs(wanted).append_column(
            "bits", pa.array([bits_of[named] for named in wanted.values()], pa.int64())
        ),
    )
    connection.register(
        "wanted_codes",
        pa.table(
            {"code": pa.array(codes, pa.string()), "bit": pa.array([bit[code] for code in codes], pa.int64())}
        ),
    )
    rows = connection.sql(WANTED.format(as_at=day(setting.as_at))).to_arrow_table()
    sessions = _sessions(rows)
    return {enrolled: tuple(sessions[start:end]) for enrolled, start, end in _stretches(rows)}


def pairs(enrolled: Iterable[Enrolled]) -> pa.Table:
    """The enrolments as a table: school, pupil."""
    both = list(enrolled)
    return pa.table(
        {
            "school": pa.array([school for school, _ in both], pa.int32()),
            "pupil": pa.array([pupil for _, pupil in both], pa.int32()),
        }
    )


def told_before(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    setting: Setting,
    *,
    codes: Sequence[str],
    fewest: int,
) -> dict[Enrolled, tuple[ToldBefore, ...]]:
    """What was known earlier of the sessions so coded, of each enrolment of which such a mark was corrected since.

    One state for each load that changed them, oldest first, up to the last that corrected one. Enrolments that never
    had `fewest` of them, the corrected included, are left out, and so are those in table besides.
    """
    words = {
        "since": day(setting.since),
        "as_at": day(setting.as_at),
        "codes": ", ".join(quoted(code) for code in codes),
        "load": snapshot.load,
    }
    paths = snapshot.mark_paths("superseded", partitions_of(setting.since, setting.as_at))
    connection.execute(CORRECTED.format(superseded=relation(paths), only=setting.only("m.pupil"), **words))
    rows = connection.sql(EVER_TOLD.format(fewest=fewest, **words)).to_arrow_table()
    received = {row["load"]: row["received_at"].date() for row in loads(snapshot.home).to_pylist()}
    bounds = list(zip(rows["told_in"].to_pylist(), rows["until_load"].to_pylist(), strict=True))
    found = {}
    for enrolled, start, end in _stretches(rows):
        told = list(zip(_sessions(rows.slice(start, end - start)), bounds[start:end], strict=True))
        last = max(until for _, (_, until) in told if until is not None)
        changes = {load for _, between in told for load in between if load is not None and load <= last}
        found[enrolled] = tuple(
            ToldBefore(
                told_on=received[load],
                sessions=tuple(
                    session for session, (since, until) in told if since <= load < (until or NEVER)
                ),
            )
            for load in sorted(changes)
        )
    return found


NEVER = 2**31
"""A load that no load's number reaches."""


def _stretches(rows: pa.Table) -> Iterator[tuple[Enrolled, int, int]]:
    """Each enrolment with the rows that are its own, from a first to before a last. The rows are in order."""
    if rows.num_rows == 0:
        return
    school, pupil = rows["school"].to_numpy(), rows["pupil"].to_numpy()
    starts = np.flatnonzero(np.r_[True, (np.diff(school) != 0) | (np.diff(pupil) != 0)])
    ends = np.r_[starts[1:], rows.num_rows]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield (int(school[start]), int(pupil[start])), start, end


def _sessions(rows: pa.Table) -> list[CodedSession]:
    """The rows as sessions. A borough has few different ones, which are made once and shared."""
    days = rows["date"].cast(pa.int32()).to_numpy()
    halves, codes = (rows[name].combine_chunks().dictionary_encode() for name in ("session", "code"))
    width = max(len(codes.dictionary), 1)
    numbers = (days.astype(np.int64) * 2 + halves.indices.to_numpy()) * width + codes.indices.to_numpy()
    distinct, place = np.unique(numbers, return_inverse=True)
    half_words, code_words = halves.dictionary.to_pylist(), codes.dictionary.to_pylist()
    made = [
        CodedSession(_day(number // width // 2), half_words[number // width % 2], code_words[number % width])
        for number in distinct.tolist()
    ]
    return [made[number] for number in place.tolist()]


def _day(since_1970: int) -> date:
    return date.fromordinal(since_1970 + _EPOCH)


_EPOCH = date(1970, 1, 1).toordinal()
