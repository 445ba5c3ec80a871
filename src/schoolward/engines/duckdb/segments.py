"""Cuts each enrolment's time into segments in which nothing about the pupil changes, so that a mark meets one."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.measures.figures import BadQuestion
from schoolward.store.identities import children
from schoolward.store.layout import TableName
from schoolward.store.roll import make_roll
from schoolward.store.snapshot import Snapshot

MOST_COHORTS = 62
"""Cohorts are bits of a whole number of 64; two stay free."""

OF_ANY_RECORD = """
CREATE OR REPLACE TEMPORARY TABLE cohort_spells_of_children AS
SELECT pupil, cohort, from_on, last_on FROM cohort_spells
UNION
SELECT mine.pupil, c.cohort, c.from_on, c.last_on
FROM children AS mine
JOIN children AS theirs ON theirs.child = mine.child
JOIN cohort_spells AS c ON c.pupil = theirs.pupil
"""
"""A child is in a cohort if any of the child's records is."""

SEGMENTS = """
CREATE OR REPLACE TEMPORARY TABLE segments AS
WITH cuts AS (
    SELECT school, pupil, spell, entry_on, last_on, enrolment_status, entry_on AS from_on FROM enrolment_spells
    UNION
    SELECT e.school, e.pupil, e.spell, e.entry_on, e.last_on, e.enrolment_status, a.from_on
    FROM enrolment_spells AS e
    JOIN attribute_spells AS a ON a.school = e.school AND a.pupil = e.pupil AND a.entry_on = e.entry_on
    WHERE a.from_on > e.entry_on AND a.from_on <= e.last_on
    UNION
    SELECT e.school, e.pupil, e.spell, e.entry_on, e.last_on, e.enrolment_status, c.from_on
    FROM enrolment_spells AS e
    JOIN {cohort_spells} AS c ON c.pupil = e.pupil
    JOIN cohort_bits AS b ON b.cohort = c.cohort
    WHERE c.from_on > e.entry_on AND c.from_on <= e.last_on
    UNION
    SELECT e.school, e.pupil, e.spell, e.entry_on, e.last_on, e.enrolment_status, c.last_on + 1 AS from_on
    FROM enrolment_spells AS e
    JOIN {cohort_spells} AS c ON c.pupil = e.pupil
    JOIN cohort_bits AS b ON b.cohort = c.cohort
    WHERE c.last_on >= e.entry_on AND c.last_on < e.last_on
), spans AS (
    SELECT *, COALESCE(
        LEAD(from_on) OVER (PARTITION BY school, pupil, spell ORDER BY from_on), last_on + 1
    ) AS until_on
    FROM cuts
), memberships AS (
    SELECT s.school, s.pupil, s.spell, s.from_on, BIT_OR(b.bit) AS cohorts
    FROM spans AS s
    JOIN {cohort_spells} AS c ON c.pupil = s.pupil AND c.from_on <= s.from_on AND c.last_on >= s.from_on
    JOIN cohort_bits AS b ON b.cohort = c.cohort
    GROUP BY s.school, s.pupil, s.spell, s.from_on
)
SELECT
    s.school, s.pupil, s.spell, s.entry_on, s.from_on, s.until_on, s.enrolment_status,
    a.year_group, a.sex, a.ethnicity, a.sen_provision, a.home_authority, a.ward,
    CASE WHEN a.free_school_meals THEN 'yes' WHEN NOT a.free_school_meals THEN 'no' END AS free_school_meals,
    EXTRACT(YEAR FROM a.dob) + CASE WHEN EXTRACT(MONTH FROM a.dob) > 8 THEN 1 ELSE 0 END AS first_31_august,
    n.name AS school_name, n.local_authority, n.phase, n.trust,
    CASE
        WHEN a.home_authority IS NULL THEN NULL
        WHEN a.home_authority = o.code AND n.local_authority = o.code THEN 'no'
        WHEN a.home_authority = o.code THEN 'attends_elsewhere'
        WHEN n.local_authority = o.code THEN 'lives_elsewhere'
        ELSE 'both_elsewhere'
    END AS out_of_borough,
    COALESCE(m.cohorts, 0) AS cohorts
FROM spans AS s
JOIN attribute_spells AS a ON a.school = s.school AND a.pupil = s.pupil AND a.entry_on = s.entry_on
    AND s.from_on >= a.from_on AND s.from_on < a.until_on
JOIN schools_now AS n ON n.school = s.school
CROSS JOIN own_authority AS o
LEFT JOIN memberships AS m ON m.school = s.school AND m.pupil = s.pupil AND m.spell = s.spell AND m.from_on = s.from_on
"""
"""`from_on` is in the segment and `until_on` is not. `first_31_august` is the year of the first 31 August of the
child's life, so that the start year of an academic year less this is the age on 31 August before it. `cohorts` has a
bit set for each cohort of table cohort_bits."""


class TooManyCohorts(BadQuestion):
    """More cohorts are asked for at once than can be told apart."""


def cohort_bits(cohorts: pa.Table) -> pa.Table:
    """A bit for each cohort name in use, by alphabet; of too many, for those that most spells are in.

    Names without a bit can still be asked for: only tables that hold every cohort at once go without them.
    """
    spells = {row["values"]: row["counts"] for row in pc.value_counts(cohorts["cohort"]).to_pylist()}
    largest = sorted(spells, key=lambda name: (-spells[name], name))[:MOST_COHORTS]
    return bits_of(sorted(largest))


def bits_of(names: Sequence[str]) -> pa.Table:
    """A bit for each of these cohorts, in their order."""
    if len(names) > MOST_COHORTS:
        raise TooManyCohorts(
            f"{len(names)} cohorts are to be told apart and {MOST_COHORTS} can be: "
            f"ask for fewer at once ({', '.join(names[:5])} …)"
        )
    return pa.table(
        {
            "cohort": pa.array(names, pa.string()),
            "bit": pa.array([1 << n for n in range(len(names))], pa.int64()),
        }
    )


def segments_sql(*, of_children: bool = False) -> tuple[str, ...]:
    """The statements that make the table segments.

    `of_children`: with the cohorts of every record of a child, as pupil mode counts them; needs the table children.
    """
    if of_children:
        return OF_ANY_RECORD, SEGMENTS.format(cohort_spells="cohort_spells_of_children")
    return (SEGMENTS.format(cohort_spells="cohort_spells"),)


def make_segments(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    bits: pa.Table | None = None,
    *,
    of_children: bool = False,
) -> None:
    """Makes the roll's tables, children, cohort_bits, own_authority and segments, as the snapshot knew them.

    `bits` are those of the cohorts that matter, or null for all in use; `of_children` is told in `segments_sql`.
    """
    make_roll(connection, snapshot.rows)
    cohorts = cohort_bits(snapshot.rows(TableName.COHORTS)) if bits is None else bits
    connection.register("cohort_bits", cohorts)
    connection.register("own_authority", pa.table({"code": [snapshot.home.authority.code]}))
    connection.register("children", children(snapshot.rows(TableName.IDENTITIES)))
    for statement in segments_sql(of_children=of_children):
        connection.execute(statement)
