"""The tables of the store: their columns, and which of them are cut into partitions."""

from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa

from schoolward.intake import batches


class TableName(StrEnum):
    """Every table of the store. `loads` is the one whose rows say which loads exist."""

    LOADS = "loads"
    LOAD_FILES = "load_files"
    REJECTS = "rejects"
    SCHOOLS = "schools"
    SCHOOL_LINKS = "school_links"
    CALENDAR = "calendar"
    PUPILS = "pupils"
    ENROLMENTS = "enrolments"
    COHORTS = "cohorts"
    IDENTITIES = "identities"
    STEPS = "steps"
    MARKS = "marks"
    TERMLY_ABSENCE = "termly_absence"
    REFERENCE = "reference"
    SCRUBS = "scrubs"


LOADS = pa.schema(
    {
        "load": pa.int32(),
        "received_at": pa.timestamp("us", "UTC"),
        "loaded_by": pa.string(),
        "sender": pa.string(),
        "files": pa.int32(),
        "rows_read": pa.int64(),
        "rows_accepted": pa.int64(),
        "rows_rejected": pa.int64(),
        "marks_new": pa.int64(),
        "marks_revised": pa.int64(),
        "marks_unchanged": pa.int64(),
        "versions": pa.string(),
    }
)
"""One row a load. `versions` is a JSON object: the version of every other table that belongs to this load."""

LOAD_FILES = pa.schema(
    {
        "load": pa.int32(),
        "file": pa.int32(),
        "name": pa.string(),
        "sha256": pa.string(),
        "kind": pa.string(),
        "format": pa.string(),
        "rows_read": pa.int64(),
        "rows_accepted": pa.int64(),
        "rows_rejected": pa.int64(),
        "warnings": pa.string(),
    }
)

REJECTS = pa.schema({"load": pa.int32(), "file": pa.int32(), **{f.name: f.type for f in batches.REJECTS}})

SCHOOLS = pa.schema({"load": pa.int32(), **{f.name: f.type for f in batches.SCHOOLS if f.name != "line"}})

SCHOOL_LINKS = pa.schema(
    {"load": pa.int32(), **{f.name: f.type for f in batches.SCHOOL_LINKS if f.name != "line"}}
)

CALENDAR = pa.schema({"load": pa.int32(), **{f.name: f.type for f in batches.CALENDAR if f.name != "line"}})

PUPILS = pa.schema({"load": pa.int32(), "pupil": pa.int32(), "upn": pa.string()})
"""Which small number stands for which UPN. A pupil whose UPN changed has two rows with one number."""

ENROLMENT_ATTRIBUTES = (
    "surname", "forename", "middle_names", "dob", "sex", "ethnicity", "year_group",
    "sen_provision", "free_school_meals", "postcode", "home_authority", "ward",
)  # fmt: skip

ENROLMENTS = pa.schema(
    {
        "load": pa.int32(),
        "school": pa.int32(),
        "pupil": pa.int32(),
        "entry_on": pa.date32(),
        "leaving_on": pa.date32(),
        "enrolment_status": pa.string(),
        "replaced": pa.bool_(),
        "attributes_from": pa.date32(),
        **{name: batches.PUPILS.field(name).type for name in ENROLMENT_ATTRIBUTES},
    }
)
"""What we were told of an enrolment (school, pupil, entry date). `replaced`: a later load gave another entry date
for the same time on roll, and this one no longer stands."""

COHORTS = pa.schema(
    {
        "load": pa.int32(),
        "pupil": pa.int32(),
        "cohort": pa.string(),
        "from_on": pa.date32(),
        "until_on": pa.date32(),
        "source": pa.string(),
    }
)

IDENTITIES = pa.schema(
    {
        "load": pa.int32(),
        "pupil": pa.int32(),
        "same_as": pa.int32(),
        "reference": pa.string(),
        "source": pa.string(),
    }
)
"""Decisions on which records are one child's. `same_as` is the record that is kept; null: it stands on its own."""

STEPS = pa.schema(
    {
        "load": pa.int32(),
        "pupil": pa.int32(),
        "school": pa.int32(),
        **{f.name: f.type for f in batches.STEPS if f.name not in ("line", "upn", "urn")},
    }
)
"""Events of steps taken with a child. The newest load that names a kind and reference tells the whole of it."""

MARKS = pa.schema(
    {
        "school": pa.int32(),
        "pupil": pa.int32(),
        "date": pa.date32(),
        "session": pa.string(),
        "code": pa.string(),
        "minutes_late": pa.int16(),
        "comment": pa.string(),
        "recorded_at": pa.timestamp("us", "UTC"),
        "load": pa.int32(),
        "superseded_by": pa.int32(),
        "academic_year": pa.string(),
        "half_term": pa.int32(),
        "state": pa.string(),
    }
)
"""One row a mark. `state` is live for the present value and superseded for what a later load replaced;
`superseded_by` names that load."""

SAID_OF_A_MARK = ("school", "pupil", "date", "session", "code")
SOMETIMES_SAID = ("minutes_late", "comment", "recorded_at")
"""A file of marks has these columns only if one of its marks has a value there: writing nothing but nulls would take
as long as all the rest. A missing column reads as null, by Delta's own rule."""

TERMLY_ABSENCE = pa.schema(
    {
        "load": pa.int32(),
        "school": pa.int32(),
        "pupil": pa.int32(),
        **{f.name: f.type for f in batches.TERMLY_ABSENCE if f.name not in ("line", "urn", "laestab", "upn")},
    }
)

REFERENCE = pa.schema({"load": pa.int32(), **{f.name: f.type for f in batches.REFERENCE if f.name != "line"}})

SCRUBS = pa.schema(
    {
        "load": pa.int32(),
        "scrubbed_at": pa.timestamp("us", "UTC"),
        "scrubbed_by": pa.string(),
        "as_at": pa.date32(),
        "table": pa.string(),
        "rows": pa.int64(),
        "first_on": pa.date32(),
        "last_on": pa.date32(),
        "before_on": pa.date32(),
        "until_load": pa.int32(),
        "rule": pa.string(),
        "highest_pupil": pa.int32(),
    }
)
"""What was scrubbed, one row a table: it names nobody. Rows made before `before_on`, by loads up to `until_load`, went.
`highest_pupil` is the highest key given until then, so that the key of a pupil who is gone never stands for another."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A table's columns and the columns that cut it into partitions."""

    schema: pa.Schema
    partition_by: tuple[str, ...] = ()


LAYOUTS = {
    TableName.LOADS: Layout(schema=LOADS),
    TableName.LOAD_FILES: Layout(schema=LOAD_FILES),
    TableName.REJECTS: Layout(schema=REJECTS),
    TableName.SCHOOLS: Layout(schema=SCHOOLS),
    TableName.SCHOOL_LINKS: Layout(schema=SCHOOL_LINKS),
    TableName.CALENDAR: Layout(schema=CALENDAR),
    TableName.PUPILS: Layout(schema=PUPILS),
    TableName.ENROLMENTS: Layout(schema=ENROLMENTS),
    TableName.COHORTS: Layout(schema=COHORTS),
    TableName.IDENTITIES: Layout(schema=IDENTITIES),
    TableName.STEPS: Layout(schema=STEPS),
    TableName.MARKS: Layout(schema=MARKS, partition_by=("academic_year", "half_term", "state")),
    TableName.TERMLY_ABSENCE: Layout(schema=TERMLY_ABSENCE),
    TableName.REFERENCE: Layout(schema=REFERENCE),
    TableName.SCRUBS: Layout(schema=SCRUBS),
}

ADDED_LATER = frozenset({TableName.IDENTITIES, TableName.SCHOOL_LINKS, TableName.SCRUBS, TableName.STEPS})
"""Tables that a store made by an earlier release does not have until the next load into it."""
