"""The quality of what each school sent: what is missing, overdue, retired or out of place."""

from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.answers import make_days, partitions_of
from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.marks_view import make_marks
from schoolward.engines.duckdb.segments import bits_of, make_segments
from schoolward.engines.open_sessions import last_word, spans_of
from schoolward.law.book import LawBook
from schoolward.register.calendars import SpanKind
from schoolward.register.codes import BLANK_MARKS, code_spans
from schoolward.register.years import AcademicYear
from schoolward.store.connection import connect
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot

SILENT_AFTER = 5
"""A school that has sent nothing for more than this many of its open days is shown as silent: our own choice."""

_BLANK = ", ".join(quoted(code) for code in sorted(BLANK_MARKS))

BY_SCHOOL = """
WITH people AS (
    SELECT school, pupil, spell, MIN(from_on) AS from_on, MAX(until_on) AS until_on
    FROM segments GROUP BY school, pupil, spell
), open_days AS (
    SELECT DISTINCT school, date FROM open_sessions
), held AS (
    SELECT m.school,
        COUNT(*) AS marks,
        MAX(CASE WHEN m.code NOT IN ({blank}) THEN m.date END) AS last_mark_on,
        COUNT(CASE WHEN m.code IN ({blank}) THEN 1 END) AS missing_marks,
        COUNT(CASE WHEN {retired} THEN 1 END) AS retired_codes,
        COUNT(CASE WHEN p.pupil IS NULL THEN 1 END) AS not_on_roll,
        COUNT(CASE WHEN m.code NOT IN ({blank}, '#', 'Z') AND p.pupil IS NOT NULL AND o.school IS NOT NULL
            THEN 1 END) AS reported,
        COUNT(CASE WHEN m.code NOT IN ({blank}, '#') AND o.school IS NULL AND y.school IS NOT NULL
            THEN 1 END) AS on_closed_days
    FROM marks AS m
    LEFT JOIN people AS p ON p.school = m.school AND p.pupil = m.pupil AND m.date >= p.from_on AND m.date < p.until_on
    LEFT JOIN open_sessions AS o ON o.school = m.school AND o.date = m.date AND o.session = m.session
    LEFT JOIN known_years AS y ON y.school = m.school AND m.date >= y.first_on AND m.date <= y.last_on
    WHERE m.date >= {first} AND m.date <= {last}
    GROUP BY m.school
), unestablished AS (
    SELECT m.school, m.pupil, m.date, m.session, COUNT(o.date) AS open_days_since
    FROM marks AS m JOIN open_days AS o ON o.school = m.school AND o.date > m.date AND o.date < {on}
    WHERE m.code IN ({unestablished}) AND m.date >= {first} AND m.date <= {last}
    GROUP BY m.school, m.pupil, m.date, m.session
), overdue AS (
    SELECT school, COUNT(*) AS overdue_n FROM unestablished WHERE open_days_since >= {days} GROUP BY school
), expected AS (
    SELECT p.school, COUNT(*) AS expected
    FROM people AS p JOIN open_sessions AS o ON o.school = p.school AND o.date >= p.from_on AND o.date < p.until_on
    WHERE o.date >= {first} AND o.date <= {last}
    GROUP BY p.school
), silent AS (
    SELECT o.school, COUNT(*) AS silent_days
    FROM open_days AS o LEFT JOIN held AS h ON h.school = o.school
    WHERE o.date < {on} AND o.date <= {last} AND o.date > COALESCE(h.last_mark_on, {first} - 1)
    GROUP BY o.school
)
SELECT s.school, s.name, s.phase, COALESCE(h.marks, 0) AS marks, COALESCE(e.expected, 0) AS expected_marks,
    COALESCE(e.expected, 0) - COALESCE(h.reported, 0) AS not_sent_or_blank,
    COALESCE(h.missing_marks, 0) AS missing_marks, COALESCE(v.overdue_n, 0) AS overdue_n,
    COALESCE(h.retired_codes, 0) AS retired_codes, COALESCE(h.not_on_roll, 0) AS not_on_roll,
    COALESCE(h.on_closed_days, 0) AS on_closed_days, h.last_mark_on, COALESCE(q.silent_days, 0) AS silent_days
FROM schools_now AS s
LEFT JOIN held AS h ON h.school = s.school
LEFT JOIN overdue AS v ON v.school = s.school
LEFT JOIN expected AS e ON e.school = s.school
LEFT JOIN silent AS q ON q.school = s.school
ORDER BY s.school
"""


@dataclass(frozen=True, kw_only=True)
class SchoolQuality:
    """One school's defects in a period. Counts are of marks, `silent_days` of open days since the last mark."""

    school: int
    name: str
    phase: str | None
    marks: int
    expected_marks: int
    not_sent_or_blank: int
    missing_marks: int
    overdue_n: int
    retired_codes: int
    not_on_roll: int
    on_closed_days: int
    last_mark_on: date | None
    silent_days: int

    @property
    def is_silent(self) -> bool:
        """Whether the school has pupils and open days and has stopped sending, or never began."""
        return self.silent_days > SILENT_AFTER and self.expected_marks > 0

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to put right."""
        defects = (
            self.missing_marks,
            self.overdue_n,
            self.retired_codes,
            self.not_on_roll,
            self.on_closed_days,
        )
        return not any(defects) and not self.is_silent


def quality(
    snapshot: Snapshot, *, first_on: date, last_on: date, on: date, law: LawBook
) -> list[SchoolQuality]:
    """Every school's defects among the marks of the period, judged as at a day.

    Code N has the time that the law gives on that day; on a day before any is held, what the first value gives.
    """
    connection = connect(snapshot.home.spill_folder)
    try:
        make_segments(connection, snapshot, bits_of(()))
        make_marks(connection, snapshot, partitions=partitions_of(first_on, last_on))
        until = max(last_on, on)
        make_days(connection, snapshot, first_on=first_on, last_on=until, due_until=until)
        connection.register("known_years", _known_years(connection, snapshot))
        query = BY_SCHOOL.format(
            blank=_BLANK,
            retired=_retired_sql(),
            first=f"DATE '{first_on}'",
            last=f"DATE '{min(last_on, on)}'",
            on=f"DATE '{on}'",
            **clock_of_code_n(law, on),
        )
        return [SchoolQuality(**row) for row in connection.sql(query).to_arrow_table().to_pylist()]
    finally:
        connection.close()


def clock_of_code_n(law: LawBook, on: date) -> dict[str, str]:
    """The codes that have to be replaced and the school days there are for it, as BY_SCHOOL wants them."""
    names = ("unestablished_codes", "code_n_school_days")
    held_on = max(on, *(law.parameter(name).first_held_on for name in names))
    reading = law.reading("code_n_overdue", held_on)
    return {
        "unestablished": ", ".join(quoted(code) for code in reading.listed(names[0])),
        "days": str(reading.number(names[1])),
    }


def _known_years(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> pa.Table:
    """The academic years of each school of which we know the terms: in others no day is known to be closed."""
    calendar = last_word(snapshot.rows(TableName.CALENDAR))
    rows = [
        {"school": school, "first_on": year.first_on, "last_on": year.last_on}
        for (school,) in connection.execute("SELECT school FROM schools_now").fetchall()
        for year in {
            AcademicYear.of(span.first_on)
            for span in spans_of(calendar, school=school)
            if span.kind in (SpanKind.TERM, SpanKind.OPEN)
        }
    ]
    types = {"school": pa.int32(), "first_on": pa.date32(), "last_on": pa.date32()}
    return pa.Table.from_pylist(rows, schema=pa.schema(types))


def _retired_sql() -> str:
    retired = sorted((span.code, span.valid_from) for span in code_spans() if span.retired)
    return (
        " OR ".join(f"(m.code = {quoted(code)} AND m.date >= DATE '{since}')" for code, since in retired)
        or "FALSE"
    )
