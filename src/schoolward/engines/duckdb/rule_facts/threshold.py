"""Looks for the sessions with which the penalty-notice threshold is met, for every enrolment and every day at once."""

from datetime import date

import pyarrow as pa

from schoolward.engines.duckdb.answers import partitions_of
from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.marks_view import make_marks
from schoolward.engines.duckdb.rule_facts.setting import Setting, day, make_school_days
from schoolward.law.book import LawBook, Reading
from schoolward.store.connection import connect
from schoolward.store.layout import TableName
from schoolward.store.roll import SCHOOLS_NOW
from schoolward.store.snapshot import Snapshot

WINDOWS = """
WITH unauthorised AS (
    SELECT n.school, n.pupil, n.date, ANY_VALUE(w.week_number) * 7 + ISODOW(n.date) - 1 AS place,
        COUNT(*) AS sessions
    FROM {sessions} AS n
    JOIN school_weeks AS w ON w.school = n.school AND w.monday = CAST(DATE_TRUNC('week', n.date) AS DATE)
    WHERE n.code IN ({codes}) AND n.date >= {counts_from}
    GROUP BY n.school, n.pupil, n.date
), counted AS (
    SELECT school, pupil, date, SUM(sessions) OVER (
        PARTITION BY school, pupil ORDER BY place
        RANGE BETWEEN (place % 7 + {weeks_before} * 7) PRECEDING AND CURRENT ROW
    ) AS in_window
    FROM unauthorised
)
SELECT school, pupil, MIN(date) AS first_met_on, MAX(date) AS last_met_on, COUNT(*) AS days_met,
    MAX(in_window) AS most_sessions
FROM counted WHERE in_window >= {needed} GROUP BY school, pupil
"""
"""A day stands at week number * 7 + weekday, so that a window of whole weeks is a range of places. Only days with an
unauthorised session are looked at: the count can rise on no other."""


def threshold_sql(reading: Reading, *, sessions: str = "notable") -> str:
    """Every enrolment that met the threshold on some day, with the first and last such day and how many there were.

    Of the register alone: compulsory school age and sessions used in a notice are left to the rule. `sessions` is a
    table of marks; school_weeks has to be there.
    """
    return WINDOWS.format(
        sessions=sessions,
        codes=", ".join(quoted(code) for code in reading.listed("penalty_notice_codes")),
        counts_from=day(reading.day("penalty_notice_absences_from")),
        weeks_before=reading.number("penalty_notice_window_school_weeks") - 1,
        needed=reading.number("penalty_notice_threshold_sessions"),
    )


def thresholds_met(snapshot: Snapshot, *, as_at: date, law: LawBook) -> pa.Table:
    """The same straight from the marks of the year up to the day, for all enrolments, leavers included."""
    setting = Setting(as_at=as_at)
    connection = connect(snapshot.home.spill_folder)
    try:
        connection.register(TableName.SCHOOLS.value, snapshot.rows(TableName.SCHOOLS))
        connection.execute(SCHOOLS_NOW)
        make_school_days(connection, snapshot, setting)
        make_marks(connection, snapshot, partitions=partitions_of(setting.since, as_at))
        sessions = f"(SELECT * FROM marks WHERE date >= {day(setting.since)} AND date <= {day(as_at)})"
        sql = threshold_sql(law.reading("penalty_notice_threshold", as_at), sessions=sessions)
        return connection.sql(sql).to_arrow_table()
    finally:
        connection.close()
