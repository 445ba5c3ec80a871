"""Finds the enrolments for which a rule on the register may call for action, so that only they are judged.

Each query lets through every enrolment for which its rule calls, and as few others as is cheap; the rule has the
last word. Rules whose facts are steps taken (notices, plans, returns) need no sieve: their pupils are known.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.rule_facts.ages import make_ages
from schoolward.engines.duckdb.rule_facts.setting import Setting, day
from schoolward.engines.duckdb.rule_facts.threshold import threshold_sql
from schoolward.law.book import LawBook, Reading
from schoolward.law.periods import months_after

RUNS = """
WITH whole AS (
    SELECT n.school, n.pupil, d.date, d.day_number
    FROM notable AS n
    JOIN enrolled AS e ON e.school = n.school AND e.pupil = n.pupil
    JOIN school_days AS d ON d.school = n.school AND d.date = n.date
    WHERE n.code IN ({codes})
    GROUP BY n.school, n.pupil, d.date, d.day_number, d.sessions
    HAVING COUNT(*) >= {sessions}
), islands AS (
    SELECT school, pupil, day_number - ROW_NUMBER() OVER (PARTITION BY school, pupil ORDER BY date) AS island
    FROM whole
)
SELECT DISTINCT school, pupil FROM (
    SELECT school, pupil FROM islands GROUP BY school, pupil, island HAVING COUNT(*) >= {days}
)
"""
"""Enrolments with so many school days in a row, each wholly (`sessions`: d.sessions) or partly (1) so coded."""

WHOLE_DAYS = """
SELECT school, pupil FROM (
    SELECT n.school, n.pupil
    FROM notable AS n
    JOIN enrolled AS e ON e.school = n.school AND e.pupil = n.pupil
    JOIN school_days AS d ON d.school = n.school AND d.date = n.date
    WHERE n.code IN ({codes})
    GROUP BY n.school, n.pupil, n.date, d.sessions
    HAVING COUNT(*) >= d.sessions
)
GROUP BY school, pupil HAVING COUNT(*) >= {days}
"""
"""Enrolments with so many school days, in a row or not, each wholly so coded, of all the time looked at."""

DAYS_OF_YEAR = """
SELECT n.school, n.pupil
FROM notable AS n JOIN enrolled AS e ON e.school = n.school AND e.pupil = n.pupil
WHERE n.code IN ({codes}) AND n.date >= {first}
GROUP BY n.school, n.pupil HAVING COUNT(DISTINCT n.date) >= {days}
"""

STANDING_FOR_DAYS = """
SELECT DISTINCT n.school, n.pupil
FROM notable AS n
JOIN enrolled AS e ON e.school = n.school AND e.pupil = n.pupil
JOIN school_days AS since ON since.school = n.school AND since.date > n.date AND since.date <= {as_at}
WHERE n.code IN ({codes})
GROUP BY n.school, n.pupil, n.date, n.session HAVING COUNT(*) >= {days}
"""

NOT_OF_AGE = "not_of_school_age_codes"

SINCE = """
SELECT DISTINCT n.school, n.pupil
FROM notable AS n JOIN enrolled AS e ON e.school = n.school AND e.pupil = n.pupil
WHERE n.code IN ({codes}) AND n.date >= {since}
"""

X_IN_COMPULSORY_AGE = """
SELECT DISTINCT n.school, n.pupil
FROM notable AS n
JOIN enrolled AS e ON e.school = n.school AND e.pupil = n.pupil
JOIN ages AS a ON a.dob = e.dob
WHERE n.code IN ({codes}) AND n.date >= {year_first} AND n.date >= a.begins_on AND n.date <= a.ends_on
"""


def candidates(
    connection: duckdb.DuckDBPyConnection, setting: Setting, law: LawBook
) -> Mapping[str, pa.Table]:
    """For each rule on the register, the enrolments (school, pupil) to be judged by it. Needs make_setting's tables."""
    make_ages(connection, law.reading("compulsory_school_age", setting.as_at).listed(NOT_OF_AGE))
    return {
        rule: connection.sql(sieve(law.reading(rule, setting.as_at), setting)).to_arrow_table()
        for rule, sieve in SIEVES.items()
    }


def _compulsory_school_age(reading: Reading, setting: Setting) -> str:
    return X_IN_COMPULSORY_AGE.format(
        codes=_codes(reading, NOT_OF_AGE), year_first=day(setting.year.first_on)
    )


def _code_n_overdue(reading: Reading, setting: Setting) -> str:
    return STANDING_FOR_DAYS.format(
        codes=_codes(reading, "unestablished_codes"),
        days=reading.number("code_n_school_days"),
        as_at=day(setting.as_at),
    )


def _ten_day_unauthorised_absence(reading: Reading, setting: Setting) -> str:
    return RUNS.format(
        codes=_codes(reading, "attendance_return_codes"),
        sessions="d.sessions",
        days=reading.number("attendance_return_school_days"),
    )


def _fifteen_day_sickness(reading: Reading, setting: Setting) -> str:
    return DAYS_OF_YEAR.format(
        codes=_codes(reading, "sickness_codes"),
        first=day(setting.year.first_on),
        days=reading.number("sickness_return_days"),
    )


def _suspension_beyond_day_five(reading: Reading, setting: Setting) -> str:
    return RUNS.format(
        codes=_codes(reading, "suspension_codes"),
        sessions="1",
        days=reading.number("suspension_school_days_without_provision") + 1,
    )


def _part_time_timetable(reading: Reading, setting: Setting) -> str:
    return SINCE.format(codes=_codes(reading, "part_time_codes"), since=day(setting.since))


def _first_unexplained_absence(reading: Reading, setting: Setting) -> str:
    codes = _codes(reading, "unexplained_absence_codes")
    cohorts = ", ".join(quoted(name) for name in reading.listed("unexplained_absence_told_to_social_worker"))
    return (
        SINCE.format(codes=codes, since=day(setting.as_at - LONGEST_BREAK))
        + f" AND n.pupil IN (SELECT pupil FROM cohort_spells WHERE cohort IN ({cohorts})"
        + f" AND from_on <= {day(setting.as_at)} AND last_on >= {day(setting.as_at)})"
    )


LONGEST_BREAK = timedelta(days=70)
"""The school day before one lies within this, the summer holiday in between included."""


def _section_19_clock(reading: Reading, setting: Setting) -> str:
    # A run across the summer counts from its first day, so that the academic year would be too short a time.
    return WHOLE_DAYS.format(
        codes=_codes(reading, "section_19_codes"), days=reading.number("section_19_school_days")
    )


def _penalty_notice_threshold(reading: Reading, setting: Setting) -> str:
    still_of_use = months_after(setting.as_at, -reading.number("prosecution_months") - 1)
    return (
        f"SELECT m.school, m.pupil FROM ({threshold_sql(reading)}) AS m "
        "JOIN enrolled AS e ON e.school = m.school AND e.pupil = m.pupil "
        f"WHERE m.last_met_on >= {day(still_of_use)}"
    )


SIEVES: Mapping[str, Callable[[Reading, Setting], str]] = {
    "compulsory_school_age": _compulsory_school_age,
    "code_n_overdue": _code_n_overdue,
    "ten_day_unauthorised_absence": _ten_day_unauthorised_absence,
    "fifteen_day_sickness": _fifteen_day_sickness,
    "suspension_beyond_day_five": _suspension_beyond_day_five,
    "part_time_timetable": _part_time_timetable,
    "first_unexplained_absence": _first_unexplained_absence,
    "section_19_clock": _section_19_clock,
    "penalty_notice_threshold": _penalty_notice_threshold,
}


def _codes(reading: Reading, name: str) -> str:
    return ", ".join(quoted(code) for code in reading.listed(name))
