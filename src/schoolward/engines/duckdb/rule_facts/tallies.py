"""Counts each pupil's possible and missed sessions, over all schools: in the year, in the last weeks and before."""

import duckdb
import pyarrow as pa

from schoolward.engines.duckdb.answers import year_key
from schoolward.engines.duckdb.classing import by_code, quoted
from schoolward.engines.duckdb.marks_view import relation
from schoolward.engines.duckdb.rule_facts.setting import Setting, day
from schoolward.engines.duckdb.stored import Stored
from schoolward.engines.duckdb.weeks import lane
from schoolward.law.book import LawBook
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import BLANK_MARKS
from schoolward.register.years import week_monday
from schoolward.store.connection import UNREADABLE
from schoolward.store.snapshot import Snapshot

ABSENT, PART_TIME, NOT_COUNTED = 1, 2, 3
"""Kinds of notable mark: missed, missed under a part-time timetable, and in no denominator (not possible or blank)."""

TREND_WEEKS = """
CREATE OR REPLACE TEMPORARY TABLE trend_weeks AS
WITH up_to_now AS (
    SELECT school, monday, ROW_NUMBER() OVER (PARTITION BY school ORDER BY monday DESC) AS weeks_back
    FROM school_weeks WHERE monday <= {as_at}
)
SELECT school,
    GREATEST(MIN(CASE WHEN weeks_back <= {number} THEN monday END), {year_first}) AS recent_from,
    GREATEST(MIN(CASE WHEN weeks_back <= 2 * {number} THEN monday END), {year_first}) AS before_from
FROM up_to_now GROUP BY school
"""
"""The first days of the last school weeks of each school and of as many before them, within the academic year."""

COUNTED_FROM_MARKS = """
CREATE OR REPLACE TEMPORARY TABLE counted AS
WITH held AS (
    SELECT m.school, m.pupil, COUNT(*) AS marks,
        COUNT(CASE WHEN m.date >= t.recent_from THEN 1 END) AS recent,
        COUNT(CASE WHEN m.date >= t.before_from AND m.date < t.recent_from THEN 1 END) AS before,
        MIN(m.date) AS first_on, MAX(m.date) AS latest_on
    FROM marks AS m LEFT JOIN trend_weeks AS t ON t.school = m.school
    WHERE m.date >= {year_first} AND m.date <= {as_at}{only_marks}
    GROUP BY m.school, m.pupil
), kinds AS (
    SELECT n.school, n.pupil, n.date, t.recent_from, t.before_from, {kind} AS kind
    FROM notable AS n LEFT JOIN trend_weeks AS t ON t.school = n.school
    WHERE n.date >= {year_first}
), missed AS (
    SELECT school, pupil,{counts} FROM kinds GROUP BY school, pupil
)
SELECT h.school, h.pupil, h.marks - COALESCE(k.not_counted, 0) AS possible, COALESCE(k.absent, 0) AS absent,
    h.recent - COALESCE(k.recent_not_counted, 0) AS recent_possible, COALESCE(k.recent_absent, 0) AS recent_absent,
    h.before - COALESCE(k.before_not_counted, 0) AS before_possible, COALESCE(k.before_absent, 0) AS before_absent,
    h.first_on, h.latest_on
FROM held AS h LEFT JOIN missed AS k ON k.school = h.school AND k.pupil = h.pupil
"""

COUNTED_FROM_WEEKS = """
CREATE OR REPLACE TEMPORARY TABLE counted AS
WITH weeks AS (
    SELECT w.school, w.pupil, w.day, {possible} AS possible, {absent} AS absent
    FROM {weeks} AS w WHERE w.day < {monday}{only_weeks}
    UNION ALL
    SELECT m.school, m.pupil, m.date AS day, CASE WHEN {kind_of_mark} <> 3 THEN 1 ELSE 0 END AS possible,
        CASE WHEN {kind_of_mark} IN (1, 2) THEN 1 ELSE 0 END AS absent
    FROM marks AS m WHERE m.date >= {monday} AND m.date >= {year_first} AND m.date <= {as_at}{only_marks}
)
SELECT w.school, w.pupil, SUM(possible) AS possible, SUM(absent) AS absent,
    SUM(CASE WHEN w.day >= t.recent_from THEN possible ELSE 0 END) AS recent_possible,
    SUM(CASE WHEN w.day >= t.recent_from THEN absent ELSE 0 END) AS recent_absent,
    SUM(CASE WHEN w.day >= t.before_from AND w.day < t.recent_from THEN possible ELSE 0 END) AS before_possible,
    SUM(CASE WHEN w.day >= t.before_from AND w.day < t.recent_from THEN absent ELSE 0 END) AS before_absent,
    MIN(w.day) AS first_on, MAX(w.day) AS latest_on
FROM weeks AS w LEFT JOIN trend_weeks AS t ON t.school = w.school
GROUP BY w.school, w.pupil
"""
"""The stored weeks up to the one that holds the day, and that one from its marks. A week in which an enrolment begins
or ends is stored by the day, so that its first and last days show whether a mark lies off roll."""

CAREFUL = """
CREATE OR REPLACE TEMPORARY TABLE careful AS
SELECT DISTINCT a.pupil FROM enrolment_spells AS a
JOIN enrolment_spells AS b ON b.pupil = a.pupil AND (b.school <> a.school OR b.spell <> a.spell)
WHERE a.last_on >= {year_first} AND a.entry_on <= {as_at} AND b.last_on >= {year_first} AND b.entry_on <= {as_at}
UNION
SELECT c.pupil FROM counted AS c
LEFT JOIN enrolment_spells AS e ON e.school = c.school AND e.pupil = c.pupil
    AND e.entry_on <= c.first_on AND e.last_on >= c.latest_on
WHERE e.pupil IS NULL
UNION
SELECT pupil FROM children
"""
"""Pupils with several enrolments in the year, several records, or a mark on a day off roll: counted mark by mark."""

_COUNTS = """
    COUNT(CASE WHEN kind IN (1, 2) THEN 1 END) AS absent,
    COUNT(CASE WHEN kind = 2 THEN 1 END) AS part_time,
    COUNT(CASE WHEN kind = 3 THEN 1 END) AS not_counted,
    COUNT(CASE WHEN kind IN (1, 2) AND date >= recent_from THEN 1 END) AS recent_absent,
    COUNT(CASE WHEN kind = 3 AND date >= recent_from THEN 1 END) AS recent_not_counted,
    COUNT(CASE WHEN kind IN (1, 2) AND date >= before_from AND date < recent_from THEN 1 END) AS before_absent,
    COUNT(CASE WHEN kind = 3 AND date >= before_from AND date < recent_from THEN 1 END) AS before_not_counted"""

TALLIES = """
CREATE OR REPLACE TEMPORARY TABLE tallies AS
WITH part_time_sessions AS (
    SELECT n.school, n.pupil, COUNT(*) AS part_time FROM notable AS n
    WHERE n.code IN ({part_time}) AND n.date >= {year_first} GROUP BY n.school, n.pupil
), simple AS (
    SELECT c.pupil, c.possible, c.absent, COALESCE(p.part_time, 0) AS part_time,
        c.recent_possible, c.recent_absent, c.before_possible, c.before_absent
    FROM counted AS c
    LEFT JOIN part_time_sessions AS p ON p.school = c.school AND p.pupil = c.pupil
    WHERE NOT EXISTS (SELECT 1 FROM careful AS k WHERE k.pupil = c.pupil)
), candidates AS (
    SELECT m.*, COALESCE(c.child, m.pupil) AS child, {kind_of_mark} AS kind, e.enrolment_status,
        t.recent_from, t.before_from
    FROM (
        SELECT * FROM marks AS m
        WHERE m.pupil IN (SELECT pupil FROM careful) AND m.date >= {year_first} AND m.date <= {as_at}{only_marks}
    ) AS m
    JOIN enrolment_spells AS e ON e.school = m.school AND e.pupil = m.pupil
        AND m.date >= e.entry_on AND m.date <= e.last_on
    LEFT JOIN trend_weeks AS t ON t.school = m.school
    LEFT JOIN children AS c ON c.pupil = m.pupil
), ranked AS (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY child, date, session
        ORDER BY CASE WHEN kind = 3 THEN CASE WHEN code IN ({blank}) THEN 1 ELSE 2 END ELSE 0 END,
            CASE WHEN enrolment_status IN ('C', 'M') THEN 0 ELSE 1 END, school,
            CASE WHEN pupil = child THEN 0 ELSE 1 END, pupil
    ) AS preference
    FROM candidates
), one_a_session AS (
    SELECT child, COUNT(*) AS marks, COUNT(CASE WHEN date >= recent_from THEN 1 END) AS recent,
        COUNT(CASE WHEN date >= before_from AND date < recent_from THEN 1 END) AS before,{counts}
    FROM ranked WHERE preference = 1 GROUP BY child
)
SELECT * FROM simple
UNION ALL
SELECT COALESCE(c.pupil, o.child) AS pupil, marks - not_counted, absent, part_time, recent - recent_not_counted,
    recent_absent, before - before_not_counted, before_absent
FROM one_a_session AS o LEFT JOIN children AS c ON c.child = o.child
"""
"""One row a pupil. A child at several schools, or with several records, has one mark a session, chosen as pupil mode of
the figures does; each record of the child has the same row."""


def make_tallies(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, setting: Setting, law: LawBook
) -> None:
    """Makes the table tallies: pupil, then possible and absent of the year, recent_ and before_, and part_time.

    From the stored weeks where they are up to date with the snapshot, else from the marks.
    """
    words = _words(setting, law)
    weeks = law.reading("absence_tier", setting.as_at).number("trajectory_school_weeks")
    connection.execute(TREND_WEEKS.format(number=weeks, **words))
    stored = stored_weeks(snapshot, setting)
    try:
        connection.execute(
            (COUNTED_FROM_WEEKS if stored else COUNTED_FROM_MARKS).format(weeks=relation(stored), **words)
        )
    except UNREADABLE:
        # A load has put newer weeks in their place meanwhile.
        connection.execute(COUNTED_FROM_MARKS.format(**words))
    connection.execute(CAREFUL.format(**words))
    connection.execute(TALLIES.format(**words))


def stored_weeks(snapshot: Snapshot, setting: Setting) -> list[str]:
    """The files of counted weeks of the academic year; none if they do not stand at the snapshot's load."""
    stored = Stored.read(snapshot.home)
    if not snapshot.newest or stored.load != snapshot.load:
        return []
    year = year_key(setting.year)
    return [
        str(snapshot.home.figures_folder / told["file"])
        for key, told in stored.weeks.items()
        if key.startswith(f"academic_year={year}/")
    ]


def _words(setting: Setting, law: LawBook) -> dict[str, str]:
    """What the statements are filled with."""
    part_time = law.reading("absence_tier", setting.as_at).listed("part_time_codes")

    def kind(code: str, statistical_class: StatisticalClass | None) -> int:
        if statistical_class is None or not statistical_class.is_possible:
            return NOT_COUNTED
        if not statistical_class.is_absence:
            return 0
        return PART_TIME if code in part_time else ABSENT

    first, last = setting.year.first_on, setting.as_at
    classes = {
        "absent": [each for each in StatisticalClass if each.is_absence],
        "possible": [each for each in StatisticalClass if each.is_possible],
    }
    return {
        "as_at": day(last),
        "year_first": day(first),
        "monday": day(week_monday(last)),
        "kind": by_code(kind, first_on=first, last_on=last, mark="n"),
        "kind_of_mark": by_code(kind, first_on=first, last_on=last, mark="m"),
        "counts": _COUNTS,
        "part_time": ", ".join(quoted(code) for code in part_time),
        "blank": ", ".join(quoted(code) for code in sorted(BLANK_MARKS)),
        "only_marks": setting.only("m.pupil"),
        "only_weeks": setting.only("w.pupil"),
        **{name: " + ".join(lane(each) for each in told) for name, told in classes.items()},
    }


def tallies_in_a_tier(connection: duckdb.DuckDBPyConnection, setting: Setting, law: LawBook) -> pa.Table:
    """The tallies of enrolled pupils who are severely absent, or in another tier and getting worse.

    The comparisons are the rule's own: whole numbers, the bounds included.
    """
    tier, trajectory = _tier_sql(law, setting)
    return connection.sql(
        f"SELECT t.* FROM tallies AS t WHERE t.pupil IN (SELECT pupil FROM enrolled) "
        f"AND ({tier} = 'severe' OR ({tier} IN ('persistent', 'at_risk') AND {trajectory} = 'getting_worse'))"
    ).to_arrow_table()


def tiers_sql(setting: Setting, law: LawBook) -> str:
    """Pupil, tier and trajectory of the pupils in table asked_pupils."""
    tier, trajectory = _tier_sql(law, setting)
    return (
        f"SELECT t.pupil, {tier}, {trajectory} FROM tallies AS t JOIN asked_pupils AS a ON a.pupil = t.pupil"
    )


def _tier_sql(law: LawBook, setting: Setting) -> tuple[str, str]:
    """Expressions for the tier and the trajectory of a row of tallies."""
    reading = law.reading("absence_tier", setting.as_at)
    at = {name: reading.number(f"{name}_per_cent") for name in ("severe_absence", "persistent_absence")}
    at_risk = reading.number("at_risk_of_persistent_absence_per_cent")
    points = reading.number("trajectory_percentage_points")
    tier = (
        f"CASE WHEN t.possible = 0 THEN 'nothing_possible' "
        f"WHEN 100 * t.absent >= {at['severe_absence']} * t.possible THEN 'severe' "
        f"WHEN 100 * t.absent >= {at['persistent_absence']} * t.possible THEN 'persistent' "
        f"WHEN 100 * t.absent >= {at_risk} * t.possible THEN 'at_risk' ELSE 'all' END"
    )
    change = "100 * (t.recent_absent * t.before_possible - t.before_absent * t.recent_possible)"
    bound = f"{points} * t.recent_possible * t.before_possible"
    trajectory = (
        "CASE WHEN t.recent_possible = 0 OR t.before_possible = 0 THEN 'not_known' "
        f"WHEN {change} >= {bound} THEN 'getting_worse' WHEN {change} <= -({bound}) THEN 'better' ELSE 'steady' END"
    )
    return tier, trajectory
