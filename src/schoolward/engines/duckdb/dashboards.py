"""The tables that pages show, made from the counted weeks without going back to the marks."""

from datetime import date

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.stored import Stored
from schoolward.engines.duckdb.weeks import lane, week_of
from schoolward.measures.definitions import Threshold, UnitCount, measure_named
from schoolward.store.connection import connect
from schoolward.store.home import Home

GROUPINGS = ("year_group", "sex", "ethnicity", "sen_provision", "free_school_meals", "out_of_borough")
"""The pupils' attributes by which a school's table is cut, beside the cohorts."""

NO_WEEKS = (
    "SELECT NULL::INTEGER AS school, NULL::INTEGER AS pupil, NULL::DATE AS day, NULL::BIGINT AS tally LIMIT 0"
)

PROFILES = """
CREATE OR REPLACE TEMPORARY TABLE profiles AS
SELECT *,
    ROW_NUMBER() OVER (ORDER BY school, pupil, spell, from_on) AS segment,
    DENSE_RANK() OVER (ORDER BY school, free_school_meals, sen_provision, cohorts) AS profile
FROM segments WHERE until_on > {first} AND from_on <= {last}
"""
"""Segments with a number each, and with one for the profile that the weekly series tells apart."""

PLACED = """
CREATE OR REPLACE TEMPORARY TABLE placed AS
SELECT p.segment, p.profile, w.day, w.tally
FROM weeks AS w
JOIN profiles AS p ON p.school = w.school AND p.pupil = w.pupil AND w.day >= p.from_on AND w.day < p.until_on
WHERE w.day >= {first} AND w.day <= {last}
"""
"""Each counted week once beside its segment, by number only: everything else is made from this."""

ENROLMENT_TOTALS = """
CREATE OR REPLACE TEMPORARY TABLE enrolment_totals AS
SELECT p.school, p.pupil, p.spell, {groupings}, p.cohorts, t.possible, t.authorised, t.unauthorised, t.late
FROM (
    SELECT segment, SUM({possible}) AS possible, SUM({authorised}) AS authorised,
        SUM({unauthorised}) AS unauthorised, SUM({late}) AS late
    FROM placed AS w GROUP BY segment
) AS t
JOIN profiles AS p ON p.segment = t.segment
"""

PUPILS = "COUNT(DISTINCT CASE WHEN t.possible > 0 THEN t.pupil END)"
"""As the measure `pupils` counts them: those with at least one possible session."""

SCHOOL_BY_COHORT = """
SELECT t.school, c.name AS cohort, {pupils} AS pupils, SUM(t.possible) AS possible,
    SUM(t.authorised) AS authorised, SUM(t.unauthorised) AS unauthorised, SUM(t.late) AS late
FROM enrolment_totals AS t JOIN cohort_names AS c ON (t.cohorts & c.bit) <> 0
GROUP BY t.school, c.name
"""

SCHOOL_BY_GROUP = """
SELECT school, '{grouping}' AS grouping, COALESCE({grouping}, 'not known') AS value,
    {pupils} AS pupils, SUM(possible) AS possible, SUM(authorised) AS authorised,
    SUM(unauthorised) AS unauthorised, SUM(late) AS late
FROM enrolment_totals AS t GROUP BY school, {grouping}
"""

WEEKLY = """
SELECT n.school, n.free_school_meals, n.sen_provision, n.cohorts, t.monday, t.possible, t.authorised, t.unauthorised,
    t.illness, t.holiday, t.late, t.missing, t.reported
FROM (
    SELECT profile, {week} AS monday, SUM({possible}) AS possible, SUM({authorised}) AS authorised,
        SUM({unauthorised}) AS unauthorised, SUM({illness}) AS illness, SUM({holiday}) AS holiday,
        SUM({late}) AS late, SUM({missing}) AS missing, SUM({reported}) AS reported
    FROM placed AS w GROUP BY profile, {week}
) AS t
JOIN (SELECT DISTINCT profile, school, free_school_meals, sen_provision, cohorts FROM profiles) AS n
    ON n.profile = t.profile
"""

ABSENCE_LIST = """
SELECT school, pupil, spell, SUM(possible) AS possible, SUM(authorised + unauthorised) AS absent
FROM enrolment_totals GROUP BY school, pupil, spell
HAVING SUM(possible) > 0 AND SUM(authorised + unauthorised) * {one_in} >= SUM(possible)
ORDER BY school, pupil, spell
"""


def dashboards(home: Home, stored: Stored, *, first_on: date, last_on: date) -> dict[str, pa.Table]:
    """school_by_cohort, school_by_group, weekly, persistent and severe: counts only, for a period of whole weeks."""
    connection = connect(home.spill_folder)
    try:
        return _made(connection, home, stored, first_on=first_on, last_on=last_on)
    finally:
        connection.close()


def open_stored(connection: duckdb.DuckDBPyConnection, home: Home, stored: Stored) -> None:
    """Makes the views `weeks` and `segments` and the table `cohort_names` over the stored figures."""
    files = ", ".join(quoted(path) for path in stored.week_paths(home))
    weeks = f"SELECT * FROM read_parquet([{files}])" if files else NO_WEEKS
    connection.execute(f"CREATE OR REPLACE TEMPORARY VIEW weeks AS {weeks}")
    segments = quoted(str(home.figures_folder / stored.segments))
    connection.execute(f"CREATE OR REPLACE TEMPORARY VIEW segments AS SELECT * FROM read_parquet({segments})")
    names = pa.table(
        {
            "name": pa.array(list(stored.cohort_bits), pa.string()),
            "bit": pa.array(list(stored.cohort_bits.values()), pa.int64()),
        }
    )
    connection.register("cohort_names", names)


def _made(
    connection: duckdb.DuckDBPyConnection, home: Home, stored: Stored, *, first_on: date, last_on: date
) -> dict[str, pa.Table]:
    open_stored(connection, home, stored)
    statements, queries = dashboard_sql(first_on=first_on, last_on=last_on)
    for statement in statements:
        connection.execute(statement)
    return {name: connection.sql(query).to_arrow_table() for name, query in queries.items()}


def dashboard_sql(*, first_on: date, last_on: date) -> tuple[tuple[str, ...], dict[str, str]]:
    """The statements that make the working tables, and the query of each table that pages show."""
    absent = {"authorised": lane("authorised_absence"), "unauthorised": lane("unauthorised_absence")}
    parts = {name: lane(name) for name in ("late", "missing", "illness", "holiday", "reported")} | absent
    attended = (lane("present"), lane("approved_educational_activity"))
    parts |= {"first": f"DATE '{first_on}'", "last": f"DATE '{last_on}'", "week": week_of("w.day")}
    parts["possible"] = " + ".join((*attended, *absent.values()))
    parts["groupings"] = ", ".join(f"p.{name}" for name in GROUPINGS)
    by_group = (SCHOOL_BY_GROUP.format(grouping=name, pupils=PUPILS) for name in GROUPINGS)
    queries = {
        "school_by_cohort": SCHOOL_BY_COHORT.format(pupils=PUPILS),
        "school_by_group": " UNION ALL ".join(by_group),
        "weekly": WEEKLY.format(**parts),
        "persistent": ABSENCE_LIST.format(one_in=_one_in("persistently_absent_enrolments")),
        "severe": ABSENCE_LIST.format(one_in=_one_in("severely_absent_enrolments")),
    }
    return tuple(statement.format(**parts) for statement in (PROFILES, PLACED, ENROLMENT_TOTALS)), queries


def _one_in(name: str) -> int:
    measure = measure_named(name)
    if not isinstance(measure, UnitCount) or not isinstance(measure.condition, Threshold):
        raise TypeError(f"{name} has no threshold")
    return measure.condition.one_in
