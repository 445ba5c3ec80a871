"""Merges what senders say of schools, calendars, pupils and cohorts: only what differs from the last word is kept."""

from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.register.years import AcademicYear
from schoolward.store.layout import ENROLMENT_ATTRIBUTES, LAYOUTS, TableName

_ATTRIBUTES = ", ".join(ENROLMENT_ATTRIBUTES)
_SAID = ", ".join(f"i.{name}" for name in ENROLMENT_ATTRIBUTES)
_SAME = " AND ".join(f"a.{name} IS NOT DISTINCT FROM i.{name}" for name in ENROLMENT_ATTRIBUTES)

KEYS = {
    TableName.SCHOOLS: ("urn",),
    TableName.SCHOOL_LINKS: ("urn", "link_urn"),
    TableName.CALENDAR: ("urn", "kind", "first_on", "session"),
    TableName.COHORTS: ("pupil", "cohort", "from_on"),
    TableName.TERMLY_ABSENCE: ("school", "pupil", "window", "code"),
    TableName.REFERENCE: ("area_level", "area_code", "phase", "period", "first_on", "last_on", "measure"),
}
"""What a later row must share with an earlier one to take its place."""

LAST_WORD = """
SELECT {columns} FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY {keys} ORDER BY {order}) AS recency FROM {table} AS i {where}
) AS said
WHERE recency = 1
"""

NOT_TRIED_AGAIN = "WHERE NOT (i.retry AND EXISTS (SELECT 1 FROM held AS h WHERE {same_keys}))"
"""What is tried again only tells what we do not hold: a newer word may have come since."""

RESOLVED = f"""
CREATE OR REPLACE TEMPORARY TABLE resolved AS
WITH placed AS (
    SELECT i.file, i.line, i.retry, i.school, i.pupil, i.entry_on, i.leaving_on, i.enrolment_status, {_SAID},
        e.spell IS NOT NULL AS is_known, i.attributes_from IS NOT NULL AS is_dated,
        COALESCE(i.attributes_from, CASE
            WHEN e.spell IS NULL THEN i.entry_on
            WHEN a.pupil IS NOT NULL AND {_SAME} THEN a.from_on
            ELSE GREATEST(i.entry_on, $year_first_on)
        END) AS attributes_from
    FROM incoming AS i
    LEFT JOIN enrolment_spells AS e ON e.school = i.school AND e.pupil = i.pupil AND e.entry_on = i.entry_on
    LEFT JOIN attribute_spells AS a ON a.school = e.school AND a.pupil = e.pupil AND a.entry_on = e.entry_on
        AND a.from_on <= $received_on AND a.until_on > $received_on
), dated AS (
    SELECT * FROM placed
    UNION ALL
    SELECT p.* REPLACE (a.from_on AS attributes_from)
    FROM placed AS p
    JOIN attribute_spells AS a ON a.school = p.school AND a.pupil = p.pupil AND a.entry_on = p.entry_on
        AND a.from_on > p.attributes_from AND a.from_on <= $received_on
    WHERE p.is_known AND NOT p.is_dated
), latest AS (
    SELECT * REPLACE (
            FIRST_VALUE(leaving_on) OVER enrolment AS leaving_on,
            FIRST_VALUE(enrolment_status) OVER enrolment AS enrolment_status
        ),
        ROW_NUMBER() OVER (PARTITION BY school, pupil, entry_on, attributes_from ORDER BY file DESC) AS recency
    FROM dated AS d
    WHERE NOT (retry AND (is_known OR EXISTS (
        SELECT 1 FROM placed AS p
        WHERE NOT p.retry AND p.school = d.school AND p.pupil = d.pupil AND p.entry_on = d.entry_on
    )))
    WINDOW enrolment AS (PARTITION BY school, pupil, entry_on ORDER BY file DESC, attributes_from DESC)
)
SELECT *, COALESCE(leaving_on, DATE '9999-12-30') AS last_on FROM latest WHERE recency = 1
"""
"""Rows without `attributes_from` describe an enrolment new to us from its entry date. Of one that we hold they say
nothing new if they tell what holds now, and else what has held since the start of the academic year in which they
came, whatever was said of the days since then. Of several files the last says when the pupil left."""

OVERLAPS = """
SELECT DISTINCT i.file, i.line, 'entry_on' AS field, CAST(i.entry_on AS VARCHAR) AS value,
    'overlapping_enrolment' AS reason
FROM resolved AS i
JOIN (
    SELECT school, pupil, entry_on, MAX(last_on) AS last_on FROM resolved GROUP BY school, pupil, entry_on
    UNION ALL
    SELECT e.school, e.pupil, e.entry_on, e.last_on FROM enrolment_spells AS e
    WHERE NOT EXISTS (
        SELECT 1 FROM resolved AS r
        WHERE r.school = e.school AND r.pupil = e.pupil AND (
            r.entry_on = e.entry_on OR (NOT r.retry AND r.entry_on <= e.entry_on AND r.last_on >= e.last_on)
        )
    )
) AS o ON o.school = i.school AND o.pupil = i.pupil AND o.entry_on <> i.entry_on
    AND o.entry_on <= i.last_on AND o.last_on >= i.entry_on
"""
"""Two times on the same roll cannot overlap. One that we hold gives way only to one that covers the whole of it and
is not merely tried again."""

REPLACED = f"""
SELECT DISTINCT e.school, e.pupil, e.entry_on, e.leaving_on, e.enrolment_status, TRUE AS replaced,
    e.entry_on AS attributes_from, {", ".join(f"a.{name}" for name in ENROLMENT_ATTRIBUTES)}
FROM enrolment_spells AS e
JOIN attribute_spells AS a
    ON a.school = e.school AND a.pupil = e.pupil AND a.entry_on = e.entry_on AND a.from_on = e.entry_on
JOIN resolved AS r ON r.school = e.school AND r.pupil = e.pupil
    AND r.entry_on < e.entry_on AND r.last_on >= e.last_on AND NOT r.retry
"""

CHANGED = f"""
SELECT i.school, i.pupil, i.entry_on, i.leaving_on, i.enrolment_status, FALSE AS replaced, i.attributes_from, {_SAID}
FROM resolved AS i
LEFT JOIN enrolment_spells AS e ON e.school = i.school AND e.pupil = i.pupil AND e.entry_on = i.entry_on
LEFT JOIN attribute_spells AS a ON a.school = i.school AND a.pupil = i.pupil AND a.entry_on = i.entry_on
    AND i.attributes_from >= a.from_on AND i.attributes_from < a.until_on
WHERE a.pupil IS NULL
    OR e.leaving_on IS DISTINCT FROM i.leaving_on
    OR e.enrolment_status IS DISTINCT FROM i.enrolment_status
    OR NOT ({_SAME})
"""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Rows to append to a table, and rejects with file, line, field, value and reason."""

    rows: pa.Table
    rejected: pa.Table | None = None


def merge_latest(
    connection: duckdb.DuckDBPyConnection, name: TableName, *, held: pa.Table, incoming: pa.Table, load: int
) -> Merged:
    """The rows of `incoming` (columns of the table, with `file` and `retry` for `load`) that say something new."""
    schema = LAYOUTS[name].schema
    # Quoted, since `window` is a word of SQL.
    columns = ", ".join(f'"{column}"' for column in schema.names if column != "load")
    keys = ", ".join(f'"{key}"' for key in KEYS[name])
    same_keys = " AND ".join(f'h."{key}" IS NOT DISTINCT FROM i."{key}"' for key in KEYS[name])
    new_to_us = NOT_TRIED_AGAIN.format(same_keys=same_keys)
    connection.register("held", held)
    connection.register("incoming", incoming)
    new = connection.sql(
        LAST_WORD.format(
            columns=columns, keys=keys, order="retry, file DESC", table="incoming", where=new_to_us
        )
        + " EXCEPT "
        + LAST_WORD.format(columns=columns, keys=keys, order="load DESC", table="held", where="")
        + f" ORDER BY {keys}"
    ).to_arrow_table()
    connection.unregister("held")
    connection.unregister("incoming")
    return Merged(rows=_of_load(new, load, schema))


def merge_enrolments(
    connection: duckdb.DuckDBPyConnection, *, incoming: pa.Table, load: int, received_on: date
) -> Merged:
    """The enrolment rows that say something new. Needs the roll's tables; `incoming` has file, line, retry, school,
    pupil and the columns of the pupils batch."""
    connection.register("incoming", incoming)
    year_first_on = AcademicYear.of(received_on).first_on
    connection.execute(RESOLVED, {"received_on": received_on, "year_first_on": year_first_on})
    rejected = []
    # What made way for a row that is now refused stands again, and others may overlap with that.
    while (refused := connection.sql(OVERLAPS).to_arrow_table()).num_rows:
        rejected.append(refused)
        connection.register("refused", refused)
        connection.execute(
            "DELETE FROM resolved USING refused AS f WHERE f.file = resolved.file AND f.line = resolved.line"
        )
        connection.unregister("refused")
    rows = connection.sql(
        f"SELECT * FROM ({REPLACED}) UNION ALL SELECT * FROM ({CHANGED}) "
        "ORDER BY school, pupil, entry_on, attributes_from"
    ).to_arrow_table()
    connection.unregister("incoming")
    return Merged(
        rows=_of_load(rows, load, LAYOUTS[TableName.ENROLMENTS].schema),
        rejected=pa.concat_tables(rejected) if rejected else None,
    )


def new_pupils(
    held: pa.Table, *, upns: pa.Array, former_upns: pa.Array, load: int, highest_scrubbed: int = 0
) -> pa.Table:
    """Rows of the pupils table for the UPNs that we do not hold; a UPN that follows a known one keeps its number.

    The order of the rows does not matter: the former UPN may be named before or after the one that follows it.
    Numbers up to `highest_scrubbed` may have stood for pupils who are gone, and are not given again.
    """
    unknown = pc.invert(pc.is_in(upns, value_set=held["upn"].combine_chunks()))
    told = pa.table({"upn": upns, "former_upn": former_upns}).filter(unknown).to_pylist()
    numbers = dict(zip(held["upn"].to_pylist(), held["pupil"].to_pylist(), strict=True))
    following = max(*numbers.values(), highest_scrubbed, 0) + 1
    former: dict[str, str | None] = {}
    for row in told:
        former[row["upn"]] = former.get(row["upn"]) or row["former_upn"]
    rows: list[dict[str, object]] = []
    for upn in former:
        line = _back_to_a_number(upn, former, numbers)
        number = numbers.get(line[-1])
        if number is None:
            number, following = following, following + 1
        for one in reversed(line):
            if one in former and one not in numbers:
                numbers[one] = number
                rows.append({"load": load, "pupil": number, "upn": one})
    return pa.Table.from_pylist(rows, schema=LAYOUTS[TableName.PUPILS].schema)


def _back_to_a_number(upn: str, former: dict[str, str | None], numbers: dict[str, int]) -> list[str]:
    """The UPN and those before it, back to one that has a number or to the first that this load or the store names."""
    line = [upn]
    while line[-1] not in numbers:
        before = former.get(line[-1])
        if before is None or before in line or (before not in former and before not in numbers):
            break
        line.append(before)
    return line


def _of_load(rows: pa.Table, load: int, schema: pa.Schema) -> pa.Table:
    told = rows.append_column("load", pa.array([load] * rows.num_rows, pa.int32()))
    return told.select(schema.names).cast(schema)
