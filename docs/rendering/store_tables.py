"""The page of the store's tables, for whoever reads them with Spark, Databricks, Fabric or anything else."""

from collections.abc import Mapping

import pyarrow as pa

from docs.rendering.markdown import CannotRender, Page, code, page, table
from schoolward.store.layout import LAYOUTS, TableName

ABOUT: Mapping[TableName, str] = {
    TableName.LOADS: "One row a load. **A load exists when its row is here**; the row names the version of "
    "every other table that belongs to it.",
    TableName.LOAD_FILES: "One row a file of a load that was read.",
    TableName.REJECTS: "One row a refused row.",
    TableName.SCHOOLS: "What schools files said, one row a school and load. The latest load's row stands.",
    TableName.SCHOOL_LINKS: "What links files said of two schools, one row a load. For one `urn` and `link_urn` the "
    "latest load's row stands. A school may be named that `schools` does not hold.",
    TableName.CALENDAR: "Spans of days, as calendar files gave them. For one school, kind, first day and "
    "session the latest load's row stands. A school that gives terms of its own for an academic year does "
    "not follow the authority's in that year.",
    TableName.PUPILS: "Which UPN a pupil key stands for. A pupil whose UPN changed has two rows with one "
    "key.",
    TableName.ENROLMENTS: "What pupils files said of an enrolment (school, pupil, entry date), one row a "
    "load and day from which the particulars hold. For one of those days the latest load's row stands; "
    "leaving date, enrolment status and `replaced` are those of the latest row of all.",
    TableName.COHORTS: "Cohort memberships. For one pupil, cohort and first day the latest load's row "
    "stands.",
    TableName.IDENTITIES: "Decisions on which records are one child's. For one pupil the newest load's row "
    "stands. No other table is rewritten by a decision: marks, enrolments, cohorts and steps keep the key under "
    "which they were told.",
    TableName.STEPS: "Steps taken with a child as other systems tell them, one row an event. The newest load "
    "that names a kind and reference tells the whole of it: only its rows stand.",
    TableName.MARKS: "One row a mark, in files by `academic_year`, `half_term` and `state`, each sorted by "
    "school, pupil, date and session. A session of a pupil at a school has one live mark, and any number "
    "of superseded ones.",
    TableName.TERMLY_ABSENCE: "Totals by pupil from the School Census: a row has either the two totals or "
    "one reason.",
    TableName.REFERENCE: "Published figures under our measures' names. For one figure the latest load's "
    "row stands.",
    TableName.SCRUBS: "What was scrubbed once it had been kept for its time, one row a scrub and table. It names "
    "nobody. A scrub is a load of its own, which brought nothing.",
}

MEANINGS: Mapping[str, str] = {
    "load": "number of the load that brought the row",
    "received_at": "when the files came",
    "loaded_by": "who loaded them",
    "sender": "who sent them",
    "files": "files read",
    "rows_read": "rows with anything in them",
    "rows_accepted": "rows that stand",
    "rows_rejected": "rows refused",
    "marks_new": "marks of sessions that had none",
    "marks_revised": "marks that replaced another",
    "marks_unchanged": "marks that were there already",
    "versions": "JSON object: the version of every other table that belongs to this load",
    "file": "number of the file within its load, from 0",
    "name": "name",
    "sha256": "fingerprint of the file's bytes",
    "kind": "kind of file",
    "format": "format of the file",
    "warnings": "what was read and may yet be wrong, a line each",
    "line": "line in the file, from 1",
    "field": "column of the file",
    "value": "what stood there",
    "reason": "[key of the reason](rejects.md)",
    "urn": "URN of the school; null for every school of the authority",
    "link_urn": "URN of the other school",
    "link_type": "what the other school is to this one, as sent: Predecessor, Successor, Sixth Form Centre School ...",
    "link_name": "name of the other school",
    "local_authority": "three-digit code of the school's authority",
    "laestab": "DfE number, seven digits",
    "type_name": "type of establishment",
    "phase": "phase, as figures are grouped",
    "trust": "academy trust",
    "ward": "electoral ward",
    "postcode": "postcode",
    "opened_on": "first day",
    "closed_on": "last day; null while open",
    "statutory_low_age": "youngest age",
    "statutory_high_age": "oldest age",
    "first_on": "first day",
    "last_on": "last day, included",
    "session": "AM or PM",
    "pupil": "pupil key: a small number that stands for one child in this store and means nothing elsewhere",
    "upn": "UPN",
    "school": "URN",
    "entry_on": "first day on roll",
    "leaving_on": "last day on roll; null while on roll",
    "enrolment_status": "C single, M main, S subsidiary",
    "replaced": "a later load gave another entry date for the same time on roll, and this one no longer "
    "stands",
    "attributes_from": "first day for which the particulars hold",
    "surname": "surname",
    "forename": "forename",
    "middle_names": "middle names",
    "dob": "date of birth",
    "sex": "M or F",
    "ethnicity": "School Census code",
    "year_group": "National Curriculum year",
    "sen_provision": "N none, K SEN support, E education, health and care plan",
    "free_school_meals": "eligible",
    "home_authority": "three-digit code of the authority where the child lives",
    "cohort": "name of the cohort",
    "from_on": "first day of membership",
    "until_on": "last day of membership; null while it lasts",
    "source": "who says so",
    "same_as": "pupil key of the record that is kept for both; null: the record stands on its own",
    "reference": "the sender's own reference of the notice, plan or order",
    "event": "what happened, or which day was fixed",
    "on": "day of the event; of `ends` and `extended_until`, the last day",
    "parent": "the sender's own reference of the parent; null where not said",
    "detail": "what the event demands (whole pounds, a letter, words ...); null where it demands nothing",
    "date": "day of the session",
    "code": "register code as sent; empty or `-` for a missing mark",
    "minutes_late": "minutes late, if told",
    "comment": "the school's comment, if any",
    "recorded_at": "when the school's system recorded the mark, if told",
    "superseded_by": "number of the load that replaced the mark; null while it stands",
    "academic_year": "partition, such as 2025-26",
    "half_term": "partition, 1 to 6",
    "state": "partition: live, or superseded",
    "window": "termly, summer_half_term_2 or annual",
    "possible_sessions": "possible sessions",
    "authorised_absence_sessions": "sessions of authorised absence; null in a row of one reason",
    "unauthorised_absence_sessions": "sessions of unauthorised absence; null in a row of one reason",
    "code_sessions": "sessions with that reason",
    "area_level": "national, regional or local_authority",
    "area_code": "three-digit code of an authority, nine characters otherwise",
    "area_name": "name of the area",
    "period": "day, week, year_to_date, term or academic_year",
    "measure": "measure, by our name",
    "scrubbed_at": "when",
    "scrubbed_by": "by whose order",
    "as_at": "the day for which it was asked what had to be kept",
    "table": "the table",
    "rows": "how many rows went",
    "before_on": "what went was made before this day",
    "until_load": "what went was told by loads up to this one",
    "rule": "the rule by which it went",
    "highest_pupil": "highest pupil key given until then; no pupil who comes later has a lower one",
}

MEANINGS_IN: Mapping[tuple[TableName, str], str] = {
    (TableName.LOADS, "load"): "number of the load, from 1",
    (TableName.LOAD_FILES, "name"): "path of the file",
    (TableName.SCHOOLS, "urn"): "URN",
    (TableName.SCHOOLS, "name"): "name of the school",
    (TableName.SCHOOL_LINKS, "urn"): "URN",
    (TableName.SCHOOL_LINKS, "on"): "day from which the two are linked; null where not said",
    (TableName.CALENDAR, "kind"): "term, holiday, closure, inset or open",
    (TableName.CALENDAR, "session"): "AM or PM; null for the whole day",
    (TableName.IDENTITIES, "pupil"): "pupil key of the record decided on",
    (TableName.IDENTITIES, "reference"): "reference of the decision",
    (TableName.STEPS, "kind"): "kind of step, such as penalty_notice",
    (TableName.STEPS, "school"): "URN; null where not said",
    (TableName.REJECTS, "load"): "number of the load that refused the row",
    (TableName.TERMLY_ABSENCE, "code"): "register code of the reason; null in a row of totals",
    (TableName.REFERENCE, "value"): "the figure as published, as text",
    (TableName.SCRUBS, "load"): "number of the load that the scrub is",
    (TableName.SCRUBS, "first_on"): "of marks, the first day of which one went",
    (TableName.SCRUBS, "last_on"): "of marks, the last day of which one went",
}
"""Where a column means something of its own in one table."""


def store_tables() -> Page:
    """Every table with its columns and their types."""
    return page(
        "store-tables.md",
        "Tables of the store",
        "The tables lie in `store/` of [the data folder](../data-folder.md) as Delta Lake tables; that "
        "page says how to read them with other programs. **Read them and do not write to them**: only a "
        "load may write. All but `loads` are to be read at the version that the newest row of `loads` "
        "names.",
        "No row is ever changed: what was said later is a later row; rows go only once they have been kept for "
        "their time (`scrubs`). As known on an instant means: rows "
        "whose `load` had been received by then.",
        *(part for name in TableName for part in _table(name)),
        made_from="src/schoolward/store/layout.py",
    )


def _table(name: TableName) -> tuple[str, str, str]:
    if name not in ABOUT:
        raise CannotRender(f"say in docs/rendering/store_tables.py what table {name.value} holds")
    rows = (
        (code(field.name), _kind(field.type), _meaning(name, field.name)) for field in LAYOUTS[name].schema
    )
    return f"## {name.value}", ABOUT[name], table(("column", "type", "meaning"), rows)


def _meaning(name: TableName, column: str) -> str:
    meaning = MEANINGS_IN.get((name, column), MEANINGS.get(column))
    if meaning is None:
        raise CannotRender(f"say in docs/rendering/store_tables.py what {name.value}.{column} means")
    return meaning


def _kind(kind: pa.DataType) -> str:
    """The type by the name that Delta Lake has for it."""
    known = {
        pa.int8(): "byte", pa.int16(): "short", pa.int32(): "integer", pa.int64(): "long", pa.string(): "string",
        pa.bool_(): "boolean", pa.date32(): "date", pa.timestamp("us", "UTC"): "timestamp",
    }  # fmt: skip
    return known[kind] if kind in known else str(kind)
