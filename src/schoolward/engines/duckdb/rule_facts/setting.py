"""Makes the tables that every question of a rule rests on: who is on roll, school days and weeks, notable marks."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.answers import partitions_of
from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.marks_view import make_marks, relation
from schoolward.engines.duckdb.rule_facts.children import share_among_records
from schoolward.engines.open_sessions import open_sessions
from schoolward.register.codes import BLANK_MARKS, code_spans
from schoolward.register.years import AcademicYear
from schoolward.store.layout import TableName
from schoolward.store.roll import COHORT_SPELLS, ENROLMENT_SPELLS, SCHOOLS_NOW, attribute_spells
from schoolward.store.snapshot import Snapshot

LOOKED_BACK = timedelta(days=365)
"""Marks this far back are looked at: ten school weeks before the six months in which an offence can be prosecuted
lie within it, and so does every day of the academic year."""

LOOKED_AHEAD = timedelta(days=120)
"""School days this far ahead are known to the rules' clocks: a summer holiday and five school days more."""

ATTRIBUTES = ("dob", "year_group", "sen_provision")

ROLLED = """
CREATE OR REPLACE TEMPORARY TABLE rolled AS
SELECT
    e.school, e.pupil, e.spell, e.entry_on, e.leaving_on, e.last_on, e.enrolment_status,
    a.dob, a.year_group, a.sen_provision,
    e.entry_on <= {as_at} AND e.last_on >= {as_at} AS is_current
FROM enrolment_spells AS e
JOIN attribute_spells AS a ON a.school = e.school AND a.pupil = e.pupil AND a.entry_on = e.entry_on
    AND LEAST({as_at}, e.last_on) >= a.from_on AND LEAST({as_at}, e.last_on) < a.until_on
WHERE e.entry_on <= {as_at}
    AND (e.last_on >= {since} OR e.pupil IN (SELECT pupil FROM steps_now))
"""
"""Enrolments of the days looked at that have begun, and older ones of pupils with whom steps were taken, with what was
known of the pupil then."""

ENROLLED = "CREATE OR REPLACE TEMPORARY VIEW enrolled AS SELECT * FROM rolled WHERE is_current"

SCHOOL_DAYS = """
CREATE OR REPLACE TEMPORARY TABLE school_days AS
SELECT school, date, COUNT(*) AS sessions, ROW_NUMBER() OVER (PARTITION BY school ORDER BY date) AS day_number
FROM open_sessions GROUP BY school, date
"""

SCHOOL_WEEKS = """
CREATE OR REPLACE TEMPORARY TABLE school_weeks AS
SELECT school, monday, ROW_NUMBER() OVER (PARTITION BY school ORDER BY monday) AS week_number
FROM (SELECT DISTINCT school, CAST(DATE_TRUNC('week', date) AS DATE) AS monday FROM school_days)
"""

NOTABLE = """
CREATE OR REPLACE TEMPORARY TABLE notable AS
SELECT m.school, m.pupil, m.date, m.session, m.code, m.load
FROM marks AS m
WHERE m.date >= {since} AND m.date <= {as_at} AND m.code NOT IN ({plain}){only}
"""

OF_THE_DAY = """
INSERT INTO notable
SELECT m.school, m.pupil, m.date, m.session, m.code, m.load
FROM marks AS m
WHERE m.date = {as_at} AND m.code IN ({plain}){only}
"""
"""Table notable holds every mark that is not plain attendance, one in twelve, so that all later questions are small,
and every mark of the day itself, which tells who is back from an absence and whose register has not come yet."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The day that is asked about, and the pupils, or null for all."""

    as_at: date
    pupils: pa.Array | None = None

    @property
    def since(self) -> date:
        """The first day whose marks are looked at."""
        return min(self.as_at - LOOKED_BACK, self.year.first_on)

    @property
    def until(self) -> date:
        """The last day whose school days are known."""
        return self.as_at + LOOKED_AHEAD

    def only(self, pupil: str) -> str:
        """A further condition of an SQL query that leaves none but the pupils asked about."""
        return "" if self.pupils is None else f" AND {pupil} IN (SELECT pupil FROM wanted_pupils)"

    @property
    def year(self) -> AcademicYear:
        """The academic year of the day."""
        return AcademicYear.of(self.as_at)


def plain_codes() -> tuple[str, ...]:
    """Codes that have always counted as attendance and still may be used."""
    spans = list(code_spans())
    remarkable = {span.code for span in spans if span.retired or not span.statistical_class.is_attendance}
    return tuple(sorted({span.code for span in spans} - remarkable - BLANK_MARKS))


def make_setting(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, setting: Setting) -> pa.Table:
    """Makes the tables rolled, enrolled, cohort_spells, schools_now, school_days, school_weeks and notable.

    Needs the tables steps_now and children.

    Returns the open sessions (school, date, session) from `since` to `until`.
    """
    make_roll(connection, snapshot, setting)
    opened = make_school_days(connection, snapshot, setting)
    make_marks(connection, snapshot, partitions=partitions_of(setting.since, setting.as_at))
    for statement in (NOTABLE, OF_THE_DAY):
        connection.execute(
            statement.format(
                since=day(setting.since),
                as_at=day(setting.as_at),
                plain=", ".join(quoted(code) for code in plain_codes()),
                only=setting.only("m.pupil"),
            )
        )
    return opened


def make_roll(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, setting: Setting) -> None:
    """Makes the tables rolled, enrolled, enrolment_spells, cohort_spells and schools_now, with the pupils' UPNs."""
    if setting.pupils is not None:
        connection.register("wanted_pupils", pa.table({"pupil": setting.pupils}))
    for name in (TableName.PUPILS, TableName.ENROLMENTS, TableName.COHORTS, TableName.SCHOOLS):
        _view(connection, snapshot, name)
    for statement in (ENROLMENT_SPELLS, attribute_spells(ATTRIBUTES), COHORT_SPELLS, SCHOOLS_NOW):
        connection.execute(statement)
    share_among_records(connection, "cohort_spells")
    connection.execute(ROLLED.format(as_at=day(setting.as_at), since=day(setting.since)))
    connection.execute(ENROLLED)


def make_school_days(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, setting: Setting) -> pa.Table:
    """Makes the tables school_days and school_weeks, and returns the open sessions behind them."""
    schools = connection.sql("SELECT school, opened_on, closed_on FROM schools_now").to_arrow_table()
    opened = open_sessions(
        snapshot.rows(TableName.CALENDAR), schools, first_on=setting.since, last_on=setting.until
    )
    connection.register("open_sessions", opened)
    connection.execute(SCHOOL_DAYS)
    connection.execute(SCHOOL_WEEKS)
    return opened


def day(on: date) -> str:
    """The day as an SQL literal."""
    return f"DATE '{on}'"


def _view(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, name: TableName) -> None:
    paths = snapshot.paths(name)
    if not paths:
        connection.register(name.value, snapshot.rows(name))
        return
    connection.execute(
        f"CREATE OR REPLACE TEMPORARY VIEW {name.value} AS SELECT * FROM {relation(paths)} "
        f"WHERE load <= {snapshot.load}"
    )
