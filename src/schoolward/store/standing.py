"""What stands of schools and pupils now, of those whom the loads after a given one touched: for a copy that follows."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.store.connection import connect
from schoolward.store.layout import ENROLMENT_ATTRIBUTES, TableName
from schoolward.store.roll import attribute_spells, make_enrolment_spells
from schoolward.store.snapshot import Snapshot

_NEWEST = "ORDER BY from_on, load, entry_on, school"

_SAID = """
CREATE OR REPLACE TEMPORARY TABLE said AS
SELECT a.* FROM attribute_spells AS a JOIN enrolment_spells AS e USING (school, pupil, entry_on)
"""

_RUNS = """
WITH told AS (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY pupil, from_on ORDER BY load DESC, entry_on DESC, school DESC
    ) AS recency
    FROM said
    WHERE {is_told}
), days AS (
    SELECT *, {same} IS NOT DISTINCT FROM LAG({same}) OVER (PARTITION BY pupil ORDER BY from_on) AS goes_on
    FROM told
    WHERE recency = 1
), runs AS (
    SELECT *, SUM(CASE WHEN goes_on THEN 0 ELSE 1 END) OVER (PARTITION BY pupil ORDER BY from_on) AS run
    FROM days
)
SELECT pupil, {columns}, MIN(from_on) AS from_on,
    LEAD(MIN(from_on)) OVER (PARTITION BY pupil ORDER BY run) - 1 AS until_on
FROM runs
GROUP BY pupil, run
ORDER BY pupil, run
"""
"""From day to day what was told last, by whichever school; a run lasts until something else is told."""

NAMES = _RUNS.format(
    is_told="surname IS NOT NULL",
    same="STRUCT_PACK(surname, forename)",
    columns=(
        "ANY_VALUE(surname) AS surname, COALESCE(ANY_VALUE(forename), '') AS forename, "
        "COALESCE(LAST(middle_names ORDER BY from_on) FILTER (WHERE middle_names IS NOT NULL), '') AS middle_names"
    ),
)

RESIDENCES = _RUNS.format(
    is_told="COALESCE(postcode, home_authority, ward) IS NOT NULL",
    same="STRUCT_PACK(postcode, home_authority, ward)",
    columns=(
        "COALESCE(ANY_VALUE(postcode), '') AS postcode, COALESCE(ANY_VALUE(home_authority), '') AS home_authority, "
        "COALESCE(ANY_VALUE(ward), '') AS ward, FIRST(school ORDER BY from_on) AS school"
    ),
)

PUPILS = f"""
WITH newest_upn AS (
    SELECT pupil, LAST(upn ORDER BY load, place) AS upn FROM upns GROUP BY pupil
), newest AS (
    SELECT pupil,
        LAST(dob {_NEWEST}) FILTER (WHERE dob IS NOT NULL) AS dob,
        COALESCE(LAST(sex {_NEWEST}) FILTER (WHERE sex IS NOT NULL), '') AS sex,
        COALESCE(LAST(ethnicity {_NEWEST}) FILTER (WHERE ethnicity IS NOT NULL), '') AS ethnicity
    FROM said
    GROUP BY pupil
), rolls AS (
    SELECT pupil, CASE WHEN BOOL_OR(leaving_on IS NULL) THEN NULL ELSE MAX(leaving_on) END AS last_on_roll_on
    FROM enrolment_spells
    GROUP BY pupil
)
SELECT u.pupil AS id, u.upn, COALESCE(n.surname, '') AS surname, COALESCE(n.forename, '') AS forename,
    COALESCE(n.middle_names, '') AS middle_names, s.dob, COALESCE(s.sex, '') AS sex,
    COALESCE(s.ethnicity, '') AS ethnicity, r.last_on_roll_on
FROM newest_upn AS u
LEFT JOIN names AS n ON n.pupil = u.pupil AND n.until_on IS NULL
LEFT JOIN newest AS s ON s.pupil = u.pupil
LEFT JOIN rolls AS r ON r.pupil = u.pupil
ORDER BY u.pupil
"""
"""Each particular as it was told last for the latest day, since a school may leave one out that another tells."""

UPNS = "SELECT pupil, upn, load FROM upns ORDER BY load, place"

ENROLMENTS = """
SELECT e.pupil, e.school, e.entry_on, e.leaving_on, COALESCE(e.enrolment_status, 'C') AS enrolment_status,
    COALESCE(a.year_group, '') AS year_group, COALESCE(a.sen_provision, '') AS sen_provision, a.free_school_meals,
    COALESCE(a.surname, '') AS surname, COALESCE(a.forename, '') AS forename, a.dob, COALESCE(a.sex, '') AS sex
FROM enrolment_spells AS e
JOIN attribute_spells AS a USING (school, pupil, entry_on)
WHERE a.until_on = DATE '9999-12-30'
ORDER BY e.pupil, e.school, e.entry_on
"""

COHORTS = """
SELECT pupil, cohort, from_on, until_on, COALESCE(source, '') AS source, load FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY pupil, cohort, from_on ORDER BY load DESC) AS recency FROM cohorts
) AS said
WHERE recency = 1
ORDER BY pupil, cohort, from_on
"""

SCHOOLS = """
SELECT urn, name, local_authority, laestab, COALESCE(type_name, '') AS type_name, COALESCE(phase, '') AS phase,
    trust, COALESCE(ward, '') AS ward, COALESCE(postcode, '') AS postcode, opened_on, closed_on,
    statutory_low_age, statutory_high_age
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY urn ORDER BY load DESC) AS recency FROM schools) AS said
WHERE recency = 1
ORDER BY urn
"""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All that stands of each school and pupil in it. `trusts` are the names that schools' trusts ever had."""

    load: int
    trusts: list[str]
    schools: pa.Table
    pupils: pa.Table
    upns: pa.Table
    names: pa.Table
    residences: pa.Table
    enrolments: pa.Table
    cohorts: pa.Table


def standing_since(snapshot: Snapshot, load: int) -> Standing:
    """What stands of whatever a load after that number touched; after 0, of everything."""
    schools = snapshot.rows(TableName.SCHOOLS)
    told = schools.filter(pc.greater(schools["load"], load))
    rows = _of_touched(snapshot, load)
    with closing(connect(snapshot.home.spill_folder)) as connection:
        connection.register("schools", schools.filter(pc.is_in(schools["urn"], told["urn"].combine_chunks())))
        _make_tables(connection, rows)
        return Standing(
            load=snapshot.load,
            trusts=sorted(name for name in pc.unique(told["trust"]).to_pylist() if name),
            schools=connection.sql(SCHOOLS).to_arrow_table(),
            pupils=connection.sql(PUPILS).to_arrow_table(),
            upns=connection.sql(UPNS).to_arrow_table(),
            names=connection.sql("SELECT * FROM names").to_arrow_table(),
            residences=connection.sql(RESIDENCES).to_arrow_table(),
            enrolments=connection.sql(ENROLMENTS).to_arrow_table(),
            cohorts=connection.sql(COHORTS).to_arrow_table(),
        )


def _of_touched(snapshot: Snapshot, load: int) -> Callable[[TableName], pa.Table]:
    """Gives the rows of the pupils whom a later load touched, whichever load said them."""
    about_pupils = (TableName.PUPILS, TableName.ENROLMENTS, TableName.COHORTS)
    later = [
        rows["pupil"].filter(pc.greater(rows["load"], load)) for rows in map(snapshot.rows, about_pupils)
    ]
    touched = pa.chunked_array([chunk for column in later for chunk in column.chunks], pa.int32()).unique()

    def rows_of(name: TableName) -> pa.Table:
        rows = snapshot.rows(name)
        return rows.filter(pc.is_in(rows["pupil"], touched))

    return rows_of


def _make_tables(connection: duckdb.DuckDBPyConnection, rows: Callable[[TableName], pa.Table]) -> None:
    pupils = rows(TableName.PUPILS)
    # A load that names a UPN and those before it has them in the order in which the pupil had them.
    connection.register("upns", pupils.append_column("place", pa.array(range(pupils.num_rows), pa.int64())))
    connection.register("cohorts", rows(TableName.COHORTS))
    make_enrolment_spells(connection, rows)
    connection.execute(attribute_spells((*ENROLMENT_ATTRIBUTES, "load")))
    connection.execute(_SAID)
    connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE names AS {NAMES}")
