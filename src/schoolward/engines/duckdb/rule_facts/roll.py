"""Tells of each enrolment who the pupil is, which registration is the main one, and in which cohorts the child is."""

from datetime import date

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.rule_facts.setting import day

YOUNGEST_FIRST = ("N1", "N2", "E1", "E2", "R", *(str(year) for year in range(1, 15)))
"""Year groups by age. X, not following the national curriculum, has no place among them."""

ENROLMENTS = """
CREATE OR REPLACE TEMPORARY TABLE told_enrolments AS
WITH named AS (
    SELECT pupil, upn, ROW_NUMBER() OVER (PARTITION BY pupil ORDER BY load DESC) AS recency FROM pupils
)
SELECT r.*, n.upn, COALESCE(c.child, r.pupil) AS child, ROW_NUMBER() OVER (
    PARTITION BY COALESCE(c.child, r.pupil)
    ORDER BY r.is_current DESC, CASE WHEN r.enrolment_status IN ('C', 'M') THEN 0 ELSE 1 END, r.entry_on DESC, r.school,
        CASE WHEN c.child <> r.pupil THEN 1 ELSE 0 END, r.pupil
) = 1 AS is_main
FROM rolled AS r
JOIN named AS n ON n.pupil = r.pupil AND n.recency = 1
LEFT JOIN children AS c ON c.pupil = r.pupil
"""

SCHOOLS = """
WITH places AS (
    SELECT school, LIST_POSITION({years}, year_group) AS place FROM rolled
)
SELECT s.school, s.name, s.type_name, s.phase,
    ANY_VALUE(y.youngest) AS youngest, ANY_VALUE(y.oldest) AS oldest
FROM schools_now AS s
LEFT JOIN (
    SELECT school, MIN(place) AS youngest, MAX(place) AS oldest FROM places GROUP BY school
) AS y ON y.school = s.school
GROUP BY s.school, s.name, s.type_name, s.phase
ORDER BY s.school
"""


def make_enrolments(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table told_enrolments: rolled, with upn, child and is_main (one a child, a current before an ended)."""
    connection.execute(ENROLMENTS)


def schools(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every school: school, name, type_name, phase, and the places of its youngest and oldest year group."""
    return connection.sql(SCHOOLS.format(years=list(YOUNGEST_FIRST))).to_arrow_table()


def year_group_at(place: int | None) -> str:
    """The year group that has this place among them, counted from 1; empty for none."""
    return "" if place is None else YOUNGEST_FIRST[place - 1]


def cohorts_on(connection: duckdb.DuckDBPyConnection, on: date) -> pa.Table:
    """Who is in which cohort on the day: pupil, cohort."""
    return connection.sql(
        f"SELECT DISTINCT pupil, cohort FROM cohort_spells WHERE from_on <= {day(on)} AND last_on >= {day(on)}"
    ).to_arrow_table()
