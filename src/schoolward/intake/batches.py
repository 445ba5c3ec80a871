"""The typed rows that every intake format gives, and what it says of the rows it refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pyarrow as pa


class Kind(StrEnum):
    """What the rows of a file are about. The order is the order in which a load needs them."""

    SCHOOLS = "schools"
    SCHOOL_LINKS = "school_links"
    CALENDAR = "calendar"
    PUPILS = "pupils"
    COHORTS = "cohorts"
    IDENTITIES = "identities"
    STEPS = "steps"
    MARKS = "marks"
    TERMLY_ABSENCE = "termly_absence"
    REFERENCE = "reference"


SCHOOLS = pa.schema(
    {
        "line": pa.int32(),
        "urn": pa.int32(),
        "name": pa.string(),
        "local_authority": pa.string(),
        "laestab": pa.int32(),
        "type_name": pa.string(),
        "phase": pa.string(),
        "trust": pa.string(),
        "ward": pa.string(),
        "postcode": pa.string(),
        "opened_on": pa.date32(),
        "closed_on": pa.date32(),
        "statutory_low_age": pa.int8(),
        "statutory_high_age": pa.int8(),
    }
)
"""Schools, with GIAS meanings. `local_authority` is the three-digit code; `laestab` the seven-digit DfE number."""

SCHOOL_LINKS = pa.schema(
    {
        "line": pa.int32(),
        "urn": pa.int32(),
        "link_urn": pa.int32(),
        "link_type": pa.string(),
        "link_name": pa.string(),
        "on": pa.date32(),
    }
)
"""What the school `link_urn` is to the school `urn`, with GIAS meanings: its predecessor, its sixth form centre …
`link_name` is the name of the linked school; `on` the day from which they are linked."""

CALENDAR = pa.schema(
    {
        "line": pa.int32(),
        "urn": pa.int32(),
        "kind": pa.string(),
        "first_on": pa.date32(),
        "last_on": pa.date32(),
        "session": pa.string(),
        "name": pa.string(),
    }
)
"""Spans of days. `urn` null: every school of the authority. `kind`: term, holiday, closure, inset or open.
`session` null: the whole day."""

PUPILS = pa.schema(
    {
        "line": pa.int32(),
        "upn": pa.string(),
        "former_upn": pa.string(),
        "surname": pa.string(),
        "forename": pa.string(),
        "middle_names": pa.string(),
        "dob": pa.date32(),
        "sex": pa.string(),
        "ethnicity": pa.string(),
        "urn": pa.int32(),
        "laestab": pa.int32(),
        "year_group": pa.string(),
        "entry_on": pa.date32(),
        "leaving_on": pa.date32(),
        "enrolment_status": pa.string(),
        "sen_provision": pa.string(),
        "free_school_meals": pa.bool_(),
        "postcode": pa.string(),
        "home_authority": pa.string(),
        "ward": pa.string(),
        "attributes_from": pa.date32(),
    }
)
"""One row an enrolment. `leaving_on` is the last day on roll. One of `urn` and `laestab` is given."""

COHORTS = pa.schema(
    {
        "line": pa.int32(),
        "upn": pa.string(),
        "cohort": pa.string(),
        "from_on": pa.date32(),
        "until_on": pa.date32(),
        "source": pa.string(),
    }
)
"""Cohort memberships as dated spells; `until_on` is the last day of membership, null while it lasts."""

IDENTITIES = pa.schema(
    {
        "line": pa.int32(),
        "upn": pa.string(),
        "same_as_upn": pa.string(),
        "reference": pa.string(),
        "source": pa.string(),
    }
)
"""Decisions on who is the same child. `same_as_upn` is the record that is kept; null: the record stands on its own."""

STEPS = pa.schema(
    {
        "line": pa.int32(),
        "upn": pa.string(),
        "urn": pa.int32(),
        "kind": pa.string(),
        "reference": pa.string(),
        "event": pa.string(),
        "on": pa.date32(),
        "parent": pa.string(),
        "detail": pa.string(),
        "source": pa.string(),
    }
)
"""Steps taken with a child, one event a row, in the words of `schoolward.law.steps`. `reference` and `parent` are the
sender's own; `detail` is null where the event takes none."""

MARKS = pa.schema(
    {
        "line": pa.int32(),
        "urn": pa.int32(),
        "laestab": pa.int32(),
        "upn": pa.dictionary(pa.int32(), pa.string()),
        "date": pa.date32(),
        "session": pa.dictionary(pa.int32(), pa.string()),
        "code": pa.dictionary(pa.int32(), pa.string()),
        "minutes_late": pa.int16(),
        "comment": pa.string(),
        "recorded_at": pa.timestamp("s"),
    }
)
"""One row a session mark. `session` is AM or PM; `code` is as sent, `""` or `-` where the sender holds no mark.
One of `urn` and `laestab` is given."""

TERMLY_ABSENCE = pa.schema(
    {
        "line": pa.int32(),
        "urn": pa.int32(),
        "laestab": pa.int32(),
        "upn": pa.string(),
        "window": pa.string(),
        "possible_sessions": pa.int32(),
        "authorised_absence_sessions": pa.int32(),
        "unauthorised_absence_sessions": pa.int32(),
        "code": pa.string(),
        "code_sessions": pa.int32(),
    }
)
"""School Census absence. `window`: termly, summer_half_term_2 or annual. A row has either the two totals
(`code` null) or one reason (`code` and `code_sessions`)."""

REFERENCE = pa.schema(
    {
        "line": pa.int32(),
        "area_level": pa.string(),
        "area_code": pa.string(),
        "area_name": pa.string(),
        "phase": pa.string(),
        "period": pa.string(),
        "first_on": pa.date32(),
        "last_on": pa.date32(),
        "measure": pa.string(),
        "value": pa.string(),
    }
)
"""Published figures, one a row, under our measure names; `value` is the decimal text as published.
`area_level`: national, regional or local_authority; `area_code` is the three-digit code for an authority and the
nine-character code otherwise. `period`: day, week, year_to_date, term or academic_year."""

SCHEMAS = {
    Kind.SCHOOLS: SCHOOLS,
    Kind.SCHOOL_LINKS: SCHOOL_LINKS,
    Kind.CALENDAR: CALENDAR,
    Kind.PUPILS: PUPILS,
    Kind.COHORTS: COHORTS,
    Kind.IDENTITIES: IDENTITIES,
    Kind.STEPS: STEPS,
    Kind.MARKS: MARKS,
    Kind.TERMLY_ABSENCE: TERMLY_ABSENCE,
    Kind.REFERENCE: REFERENCE,
}

REJECTS = pa.schema(
    {
        "line": pa.int32(),
        "field": pa.string(),
        "value": pa.string(),
        "reason": pa.string(),
    }
)
"""Refused rows; `reason` is a key of `schoolward.intake.reasons.REASONS`."""


@dataclass(frozen=True, kw_only=True)
class RejectedRow:
    """A row that could not be read, in words for its sender."""

    line: int
    field: str
    value: str
    reason: str
    mend: str


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a reader must know beside the file: the day on which it was received."""

    received_on: date


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """What one file gave. Accepted and refused rows always add up to the rows read."""

    kind: Kind
    format: str
    rows_read: int
    accepted: pa.Table
    rejected: pa.Table = field(default_factory=REJECTS.empty_table)
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.accepted.num_rows + self.rejected.num_rows != self.rows_read:
            raise ValueError(
                f"{self.format}: {self.accepted.num_rows} accepted + {self.rejected.num_rows} rejected "
                f"is not the {self.rows_read} rows read"
            )
        if not self.accepted.schema.equals(SCHEMAS[self.kind]):
            raise ValueError(f"{self.format}: accepted rows are not of the {self.kind} schema")

    def rejected_rows(self) -> Iterator[RejectedRow]:
        """The refused rows in words."""
        from schoolward.intake.reasons import REASONS

        for row in self.rejected.to_pylist():
            words = REASONS[row["reason"]]
            yield RejectedRow(
                line=row["line"], field=row["field"], value=row["value"], reason=words.reason, mend=words.mend
            )


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says why and how to mend it."""
