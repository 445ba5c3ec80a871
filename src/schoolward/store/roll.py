"""Who was on which roll when: the standing enrolments, worked out from everything that was said of them."""

from collections.abc import Callable, Sequence

import duckdb
import pyarrow as pa

from schoolward.store.layout import ENROLMENT_ATTRIBUTES, TableName

COUNTED_ATTRIBUTES = tuple(
    name for name in ENROLMENT_ATTRIBUTES if name not in ("surname", "forename", "middle_names", "postcode")
)
"""What figures are grouped by: all but what says who and where somebody is."""

ENROLMENT_SPELLS = """
CREATE OR REPLACE TEMPORARY TABLE enrolment_spells AS
WITH said AS (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY school, pupil, entry_on ORDER BY load DESC, attributes_from DESC
    ) AS recency
    FROM enrolments
)
SELECT
    school, pupil, entry_on, leaving_on, COALESCE(leaving_on, DATE '9999-12-30') AS last_on, enrolment_status,
    ROW_NUMBER() OVER (PARTITION BY school, pupil ORDER BY entry_on) AS spell
FROM said
WHERE recency = 1 AND NOT replaced
"""
"""The last word on each enrolment. A spell of a pupil at a school is numbered from 1 by entry date; `last_on` is the
last day on roll."""

_ATTRIBUTE_SPELLS = """
CREATE OR REPLACE TEMPORARY TABLE attribute_spells AS
WITH said AS (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY school, pupil, entry_on, attributes_from ORDER BY load DESC
    ) AS recency
    FROM enrolments
    WHERE NOT replaced
)
SELECT
    school, pupil, entry_on, {attributes},
    CASE
        WHEN ROW_NUMBER() OVER (PARTITION BY school, pupil, entry_on ORDER BY attributes_from) = 1 THEN entry_on
        ELSE attributes_from
    END AS from_on,
    COALESCE(
        LEAD(attributes_from) OVER (PARTITION BY school, pupil, entry_on ORDER BY attributes_from),
        DATE '9999-12-30'
    ) AS until_on
FROM said
WHERE recency = 1
"""
"""What was true of an enrolment from `from_on` to the day before `until_on`. The first thing we were told holds from
the entry date, since nothing earlier is known."""

COHORT_SPELLS = """
CREATE OR REPLACE TEMPORARY TABLE cohort_spells AS
WITH said AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY pupil, cohort, from_on ORDER BY load DESC) AS recency
    FROM cohorts
)
SELECT pupil, cohort, from_on, COALESCE(until_on, DATE '9999-12-30') AS last_on
FROM said
WHERE recency = 1
"""

SCHOOLS_NOW = """
CREATE OR REPLACE TEMPORARY TABLE schools_now AS
WITH said AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY urn ORDER BY load DESC) AS recency
    FROM schools
)
SELECT urn AS school, name, local_authority, laestab, type_name, phase, trust, ward, opened_on, closed_on
FROM said
WHERE recency = 1
"""


def attribute_spells(attributes: Sequence[str]) -> str:
    """The statement that makes the table attribute_spells with those attributes."""
    return _ATTRIBUTE_SPELLS.format(attributes=", ".join(attributes))


STATEMENTS = (ENROLMENT_SPELLS, attribute_spells(COUNTED_ATTRIBUTES), COHORT_SPELLS, SCHOOLS_NOW)


def make_enrolment_spells(
    connection: duckdb.DuckDBPyConnection, rows: Callable[[TableName], pa.Table]
) -> None:
    """Makes the table enrolment_spells alone, and the tables pupils and enrolments that more can be made from."""
    connection.register(TableName.PUPILS.value, rows(TableName.PUPILS))
    connection.register(TableName.ENROLMENTS.value, rows(TableName.ENROLMENTS))
    connection.execute(ENROLMENT_SPELLS)


def make_whole_enrolments(
    connection: duckdb.DuckDBPyConnection, rows: Callable[[TableName], pa.Table]
) -> None:
    """Makes the tables enrolment_spells and attribute_spells, names and addresses included."""
    make_enrolment_spells(connection, rows)
    connection.execute(attribute_spells(ENROLMENT_ATTRIBUTES))


def make_roll(connection: duckdb.DuckDBPyConnection, rows: Callable[[TableName], pa.Table]) -> None:
    """Makes the tables enrolment_spells, attribute_spells (as counted), cohort_spells and schools_now.

    `rows` gives what was said: a snapshot's rows, or those with what a load is about to add.
    """
    for name in (TableName.ENROLMENTS, TableName.COHORTS, TableName.SCHOOLS, TableName.PUPILS):
        connection.register(name.value, rows(name))
    for statement in STATEMENTS:
        connection.execute(statement)
