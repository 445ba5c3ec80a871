"""The engine's side of the list of calls: opens the store as at a day and answers what the rules look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.classing import quoted
from schoolward.engines.duckdb.marks_view import relation
from schoolward.engines.duckdb.quality import SILENT_AFTER
from schoolward.engines.duckdb.rule_facts import roll, sessions, sieve, tallies
from schoolward.engines.duckdb.rule_facts.children import share_among_records
from schoolward.engines.duckdb.rule_facts.setting import Setting, day, make_setting
from schoolward.law.book import LawBook
from schoolward.law.marks import CodedSession, ToldBefore
from schoolward.register.codes import BLANK_MARKS, code_spans
from schoolward.register.years import AcademicYear
from schoolward.store.connection import connect
from schoolward.store.identities import child_of_records, children, with_other_records
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot
from schoolward.store.steps import make_steps

Enrolled = sessions.Enrolled


@dataclass(frozen=True, kw_only=True)
class RegistersUpToDate:
    """Of the schools with pupils on roll and a known calendar, how many have sent marks of their last school days."""

    schools_up_to_date: int
    schools_expected: int


UP_TO_DATE = """
WITH due AS (
    SELECT school, MIN(date) AS due_from FROM (
        SELECT school, date, ROW_NUMBER() OVER (PARTITION BY school ORDER BY date DESC) AS days_back
        FROM school_days WHERE date <= {as_at}
    ) WHERE days_back <= {days} AND school IN (SELECT school FROM enrolled) GROUP BY school
), latest AS (
    SELECT school, MAX(date) AS latest_on FROM marks
    WHERE date >= (SELECT MIN(due_from) FROM due) AND date <= {as_at} GROUP BY school
)
SELECT COUNT(CASE WHEN l.latest_on >= d.due_from THEN 1 END), COUNT(*)
FROM due AS d LEFT JOIN latest AS l ON l.school = d.school
"""


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """What the rules can look at, of all pupils or of those named. Made by `rule_facts`, and closed with it."""

    connection: duckdb.DuckDBPyConnection
    snapshot: Snapshot
    setting: Setting
    law: LawBook
    open_sessions: pa.Table
    child_of_records: Mapping[int, int]

    def child_of(self, pupil: int) -> int:
        """The child whose record it is: the record that is kept, where several have been merged."""
        return self.child_of_records.get(pupil, pupil)

    def candidates(self) -> Mapping[str, pa.Table]:
        """For each rule on the register, the enrolments (school, pupil) to be judged by it, and no leavers."""
        return sieve.candidates(self.connection, self.setting, self.law)

    def tallies(self) -> pa.Table:
        """Every pupil's possible and missed sessions."""
        return self.connection.sql("SELECT * FROM tallies").to_arrow_table()

    def tiers(self, pupils: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The tier of absence and the trajectory of each of these pupils, in the words of rule absence_tier."""
        self.connection.register("asked_pupils", pa.table({"pupil": pa.array(pupils, pa.int32())}))
        rows = self.connection.execute(tallies.tiers_sql(self.setting, self.law)).fetchall()
        return {pupil: (tier, trajectory) for pupil, tier, trajectory in rows}

    def pupils_on_roll(self) -> int:
        """How many pupils are on roll on the day, merged records counted once."""
        row = self.connection.execute(
            "SELECT COUNT(DISTINCT COALESCE(c.child, e.pupil)) "
            "FROM enrolled AS e LEFT JOIN children AS c ON c.pupil = e.pupil"
        ).fetchall()[0]
        return int(row[0])

    def schools_asked(self) -> frozenset[int]:
        """The schools at which the pupils asked about are on roll."""
        query = f"SELECT DISTINCT school FROM enrolled WHERE TRUE{self.setting.only('pupil')}"
        return frozenset(school for (school,) in self.connection.execute(query).fetchall())

    def registers_up_to_date(self) -> RegistersUpToDate:
        """How many schools' registers reach the last school days up to the day."""
        row = self.connection.execute(
            UP_TO_DATE.format(as_at=day(self.setting.as_at), days=SILENT_AFTER)
        ).fetchall()[0]
        return RegistersUpToDate(schools_up_to_date=int(row[0]), schools_expected=int(row[1]))

    def defects(self) -> list[tuple[int, date, str, str]]:
        """Marks of the academic year that are blank or have a retired code: school, date, session, code; in order.

        Of whole schools: those of the pupils asked about, or all.
        """
        retired = " OR ".join(
            f"(code = {quoted(span.code)} AND date >= {day(span.valid_from)})"
            for span in code_spans()
            if span.retired
        )
        blank = ", ".join(quoted(code) for code in sorted(BLANK_MARKS))
        source = "notable"
        if self.setting.pupils is not None:
            source = (
                f"marks WHERE school IN (SELECT school FROM enrolled WHERE TRUE{self.setting.only('pupil')})"
            )
            source = f"(SELECT * FROM {source} AND date <= {day(self.setting.as_at)})"
        return self.connection.execute(
            f"SELECT school, date, session, code FROM {source} WHERE date >= {day(self.setting.year.first_on)} "
            f"AND (code IN ({blank}) OR {retired}) ORDER BY school, date, session, code"
        ).fetchall()

    def oldest_marks(self, *, before: date) -> list[tuple[int, date]]:
        """The first day of which marks are held, of each school asked about that holds any from before a day."""
        last_year = AcademicYear.of(before)
        parts = [
            (file.partition["academic_year"], int(file.partition["half_term"]))
            for file in self.snapshot.mark_files("live")
            if int(file.partition["academic_year"][:4]) <= last_year.start_year
        ]
        paths = self.snapshot.mark_paths("live", parts)
        query = f"SELECT school, MIN(date) FROM {relation(paths)} WHERE date < {day(before)} GROUP BY school"
        asked = self.schools_asked()
        return sorted(row for row in self.connection.execute(query).fetchall() if row[0] in asked)

    def tallies_in_a_tier(self) -> pa.Table:
        """The tallies of pupils severely absent, or in another tier and getting worse."""
        return tallies.tallies_in_a_tier(self.connection, self.setting, self.law)

    def enrolments(self, wanted: Iterable[Enrolled] | None = None) -> pa.Table:
        """One row for each pupil at each school, of those wanted or of all: see table told_enrolments.

        Those of the days looked at that have begun, and older ones of pupils with steps; of several enrolments of one
        pupil at one school the current one, or else the latest.
        """
        pairs = ""
        if wanted is not None:
            self.connection.register("wanted_enrolments", sessions.pairs(wanted))
            pairs = " JOIN wanted_enrolments AS w ON w.school = e.school AND w.pupil = e.pupil"
        return self.connection.sql(
            f"SELECT e.* FROM told_enrolments AS e{pairs} WHERE TRUE{self.setting.only('e.pupil')} "
            "QUALIFY ROW_NUMBER() OVER (PARTITION BY e.school, e.pupil ORDER BY e.is_current DESC, e.entry_on DESC) = 1"
        ).to_arrow_table()

    def main_enrolments(self, pupils: Sequence[int]) -> list[Enrolled]:
        """The main enrolment of each of these pupils: a current one before an ended one."""
        self.connection.register("asked_pupils", pa.table({"pupil": pa.array(pupils, pa.int32())}))
        rows = self.connection.execute(
            "SELECT e.school, e.pupil FROM told_enrolments AS e JOIN asked_pupils AS a ON a.pupil = e.pupil "
            "WHERE e.is_main"
        ).fetchall()
        return [(school, pupil) for school, pupil in rows]

    def enrolled(self, pupils: Sequence[int]) -> list[Enrolled]:
        """The enrolments that these pupils have on the day."""
        self.connection.register("asked_pupils", pa.table({"pupil": pa.array(pupils, pa.int32())}))
        rows = self.connection.execute(
            "SELECT DISTINCT e.school, e.pupil FROM enrolled AS e JOIN asked_pupils AS a ON a.pupil = e.pupil"
        ).fetchall()
        return [(school, pupil) for school, pupil in rows]

    def joined_since(self, first_on: date) -> list[Enrolled]:
        """Enrolments that began on a day from the first to the day asked about."""
        return self._pairs(f"entry_on >= {day(first_on)}")

    def left_since(self, first_on: date) -> list[Enrolled]:
        """Enrolments that ended on a day from the first to the day asked about."""
        return self._pairs(f"leaving_on >= {day(first_on)} AND leaving_on <= {day(self.setting.as_at)}")

    def _pairs(self, condition: str) -> list[Enrolled]:
        rows = self.connection.execute(
            f"SELECT DISTINCT school, pupil FROM told_enrolments WHERE {condition}{self.setting.only('pupil')}"
        ).fetchall()
        return [(school, pupil) for school, pupil in rows]

    def at_other_schools(self, enrolled: Iterable[Enrolled], codes: Sequence[str]) -> list[Enrolled]:
        """Enrolments with sessions so coded of children who are asked about at another school."""
        self.connection.register("asked_enrolments", sessions.pairs(enrolled))
        listed = ", ".join(quoted(code) for code in codes)
        rows = self.connection.execute(sessions.AT_OTHER_SCHOOLS.format(codes=listed)).fetchall()
        return [(school, pupil) for school, pupil in rows]

    def schools(self) -> pa.Table:
        """Every school with its youngest and oldest year group."""
        return roll.schools(self.connection)

    def cohorts(self) -> pa.Table:
        """Who is in which cohort on the day: pupil, cohort."""
        return roll.cohorts_on(self.connection, self.setting.as_at)

    def steps(self) -> pa.Table:
        """The standing steps of the pupils, one row an event."""
        only = self.setting.only("pupil")
        return self.connection.sql(f"SELECT * FROM steps_now WHERE TRUE{only}").to_arrow_table()

    def first_steps(self) -> dict[str, date]:
        """The first day on which a step of each kind is on record, of whichever pupil."""
        query = 'SELECT kind, MIN("on") FROM steps_now GROUP BY kind'
        return dict(self.connection.execute(query).fetchall())

    def sessions(
        self, wanted: Mapping[Enrolled, frozenset[str] | None]
    ) -> dict[Enrolled, tuple[CodedSession, ...]]:
        """The notable sessions of each enrolment, in order: those with the codes named, or all where none are."""
        return sessions.sessions_of(self.connection, self.setting, wanted)

    def every_mark(self, school: int, pupil: int) -> tuple[CodedSession, ...]:
        """All marks of one enrolment from the first day looked at to the day asked about, plain attendance included."""
        rows = self.connection.execute(
            f"SELECT date, session, code FROM marks WHERE school = {school} AND pupil = {pupil} "
            f"AND date >= {day(self.setting.since)} AND date <= {day(self.setting.as_at)} ORDER BY date, session"
        ).fetchall()
        return tuple(CodedSession(*row) for row in rows)

    def told_before(
        self, *, codes: Sequence[str], fewest: int, besides: Iterable[Enrolled] = ()
    ) -> dict[Enrolled, tuple[ToldBefore, ...]]:
        """Earlier states of knowledge of the sessions so coded, of enrolments that ever had so many, save those named.

        Only enrolments of which such a session was corrected since are told of.
        """
        self.connection.register("besides", sessions.pairs(besides))
        return sessions.told_before(self.connection, self.snapshot, self.setting, codes=codes, fewest=fewest)


@contextmanager
def rule_facts(
    snapshot: Snapshot, *, as_at: date, law: LawBook, pupils: Sequence[int] | None = None
) -> Iterator[RuleFacts]:
    """The facts as at a day, as the snapshot knew them. `pupils` are keys, or null for everybody.

    What is told of a child under one key (steps, cohorts, sessions missed) holds for every record of the child, and to
    ask about one record is to ask about all.
    """
    child_of = child_of_records(snapshot.rows(TableName.IDENTITIES))
    asked = None if pupils is None else pa.array(with_other_records(pupils, child_of), pa.int32())
    setting = Setting(as_at=as_at, pupils=asked)
    connection = connect(snapshot.home.spill_folder)
    try:
        connection.register("children", children(snapshot.rows(TableName.IDENTITIES)))
        make_steps(connection, snapshot.rows)
        share_among_records(connection, "steps_now")
        opened = make_setting(connection, snapshot, setting)
        roll.make_enrolments(connection)
        tallies.make_tallies(connection, snapshot, setting, law)
        yield RuleFacts(
            connection=connection,
            snapshot=snapshot,
            setting=setting,
            law=law,
            open_sessions=opened,
            child_of_records=child_of,
        )
    finally:
        connection.close()
