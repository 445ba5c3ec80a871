"""Holds each mark against the roll: only a pupil on that school's roll on that day can have one."""

from collections.abc import Sequence
from datetime import date

import duckdb
import pyarrow as pa

from schoolward.intake.batches import REJECTS
from schoolward.register.age import compulsory_school_age_ends_on, compulsory_school_age_term_starts_on
from schoolward.store.roll import attribute_spells

COVID_X = (date(2020, 3, 1), date(2022, 3, 31))
"""Between these days code X also stood for absence because of the coronavirus, at every age."""

ADMIT = """
CREATE OR REPLACE TEMPORARY TABLE batch AS
SELECT
    s.file, s.line, s.retry, s.school, s.pupil, s.date, s.session, s.code, s.minutes_late, s.comment, s.recorded_at,
    e.entry_on, e.spell IS NOT NULL AS on_roll
FROM read_parquet($paths) AS s
LEFT JOIN enrolment_spells AS e
    ON e.school = s.school AND e.pupil = s.pupil AND s.date >= e.entry_on AND s.date <= e.last_on
WHERE s.date >= $first AND s.date <= $last
"""

NOT_ON_ROLL = """
SELECT b.file, b.line, 'upn' AS field, p.upn AS value, 'not_on_roll' AS reason
FROM batch AS b JOIN current_upns AS p ON p.pupil = b.pupil
WHERE NOT b.on_roll
"""

CODED_X = """
SELECT DISTINCT b.school, b.pupil, b.date, a.dob
FROM batch AS b
JOIN attribute_spells AS a
    ON a.school = b.school AND a.pupil = b.pupil AND a.entry_on = b.entry_on
    AND b.date >= a.from_on AND b.date < a.until_on
WHERE b.code = 'X'
"""

X_OF_COMPULSORY_AGE = """
SELECT b.file, b.line, 'code' AS field, b.code AS value, 'x_compulsory_age' AS reason
FROM batch AS b JOIN refused_x AS x ON x.school = b.school AND x.pupil = b.pupil AND x.date = b.date
WHERE b.code = 'X'
"""

PAST_KEEPING = """
SELECT file, line, 'date' AS field, CAST(date AS VARCHAR) AS value, 'past_keeping' AS reason
FROM batch WHERE date < $kept_from
"""

NO_REJECTS = pa.schema({"file": pa.int32(), **{field.name: field.type for field in REJECTS}}).empty_table()

CURRENT_UPNS = """
CREATE OR REPLACE TEMPORARY TABLE current_upns AS
SELECT pupil, upn FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY pupil ORDER BY load DESC, upn) AS recency FROM pupils
) AS said
WHERE recency = 1
"""


def x_is_refused(*, dob: date, on: date) -> bool:
    """Whether code X cannot stand: the child is of compulsory school age and the term in which school starts has begun.

    In the coronavirus years X was for every age.
    """
    if COVID_X[0] <= on <= COVID_X[1]:
        return False
    return compulsory_school_age_term_starts_on(dob) <= on <= compulsory_school_age_ends_on(dob)


def admit(
    connection: duckdb.DuckDBPyConnection,
    *,
    paths: Sequence[str],
    first_on: date,
    last_on: date,
    kept_from: date | None = None,
) -> pa.Table:
    """Makes the table `batch` of the staged marks of those days that may stand, and returns the rejects.

    Needs the tables enrolment_spells, enrolments and pupils. The rejects have file, line, field, value and reason.
    Registers from before `kept_from` have been scrubbed, and are not taken in again.
    """
    connection.execute(ADMIT, {"paths": list(paths), "first": first_on, "last": last_on})
    rejects = []
    if kept_from is not None and first_on < kept_from:
        rejects.append(connection.sql(PAST_KEEPING, params={"kept_from": kept_from}).to_arrow_table())
        connection.execute("DELETE FROM batch WHERE date < $kept_from", {"kept_from": kept_from})
    off_roll = connection.execute("SELECT COUNT(*) FROM batch WHERE NOT on_roll").fetchall()[0][0]
    if off_roll:
        connection.execute(CURRENT_UPNS)
        rejects.append(connection.sql(NOT_ON_ROLL).to_arrow_table())
        connection.execute("DELETE FROM batch WHERE NOT on_roll")
    if connection.execute("SELECT COUNT(*) FROM batch WHERE code = 'X'").fetchall()[0][0]:
        rejects.append(_refuse_x(connection))
    return pa.concat_tables(rejects, promote_options="permissive") if rejects else NO_REJECTS


def _refuse_x(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Takes the X marks that cannot stand out of the batch, and returns them as rejects."""
    connection.execute(attribute_spells(("dob",)))
    coded_x = connection.sql(CODED_X).to_arrow_table()
    asked = zip(coded_x["dob"].to_pylist(), coded_x["date"].to_pylist(), strict=True)
    verdicts = {(dob, on): x_is_refused(dob=dob, on=on) for dob, on in set(asked)}
    refused = [
        verdicts[dob, on]
        for dob, on in zip(coded_x["dob"].to_pylist(), coded_x["date"].to_pylist(), strict=True)
    ]
    connection.register("refused_x", coded_x.filter(pa.array(refused, pa.bool_())))
    rejected = connection.sql(X_OF_COMPULSORY_AGE).to_arrow_table()
    connection.execute(
        "DELETE FROM batch USING refused_x AS x "
        "WHERE batch.code = 'X' AND x.school = batch.school AND x.pupil = batch.pupil AND x.date = batch.date"
    )
    connection.unregister("refused_x")
    return rejected
