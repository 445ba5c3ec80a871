"""Takes the fields out of Wonde records, in each of the ways in which the service writes them."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from schoolward.intake.refusals import shown

NULL = ""
"""What `id_of` gives for a relation that is null."""
MISSING = "(missing)"
"""What `id_of` gives for a relation that is not there, or in which no id can be found."""

_FIELDS = (
    "student",
    "attendance_code",
    "date",
    "session",
    "minutes_late",
    "comment",
    "updated_at",
    "no_record",
)
_Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class MarkRecords:
    """Session marks as columns of text, and the students and codes that came inside them.

    `no_record` is the text of an item that is not a record, and empty for one that is.
    """

    texts: pa.Table
    students: list[_Record]
    codes: list[_Record]


def mark_records(items: list[Any]) -> MarkRecords:
    """The items of a page of session marks. Only what is kept of them stays in memory."""
    records: list[_Record] = [item if isinstance(item, dict) else {} for item in items]
    columns = {
        "student": [id_of(record, "student") for record in records],
        "attendance_code": [id_of(record, "attendance_code") for record in records],
        "date": [moment_of(record.get("date"))[:10] for record in records],
        "session": [text_of(record.get("session")) for record in records],
        "minutes_late": [text_of(record.get("minutes_late")) for record in records],
        "comment": [text_of(record.get("comment")) for record in records],
        "updated_at": [moment_of(record.get("updated_at")) for record in records],
        "no_record": ["" if isinstance(item, dict) else text_of(item) or MISSING for item in items],
    }
    return MarkRecords(
        texts=pa.table(
            [texts_of(columns[name]).dictionary_encode() for name in _FIELDS], names=list(_FIELDS)
        ),
        students=_included(records, "student"),
        codes=_included(records, "attendance_code"),
    )


def together(parts: list[MarkRecords]) -> MarkRecords:
    """The marks of several pages as one list, in this order."""
    parts = parts or [mark_records([])]
    texts = pa.concat_tables([part.texts for part in parts]).unify_dictionaries().combine_chunks()
    return MarkRecords(
        texts=texts,
        students=[student for part in parts for student in part.students],
        codes=[code for part in parts for code in part.codes],
    )


def related(value: Any) -> _Record:
    """The record in a relation that was included, wrapped in `data` or plain; empty for anything else."""
    inner = value.get("data", value) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def id_of(record: _Record, name: str) -> str:
    """The id to which a relation points: bare, under `<name>_id`, or in an included record."""
    value = record.get(name)
    if value is None:
        value = record.get(f"{name}_id", None if name in record else MISSING)
    if value.__class__ is str and value:
        return str(value)
    if isinstance(value, dict):
        if value.get("data", MISSING) is None:
            return NULL
        value = related(value).get("id", MISSING)
    if value is None:
        return NULL
    return (
        str(value)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != ""
        else MISSING
    )


def moment_of(value: Any) -> str:
    """A date or time as text: a text itself, or an object whose `date` it is; nothing is converted."""
    return text_of(value.get("date") if isinstance(value, dict) else value)


def text_of(value: Any) -> str:
    """A value as text; a whole number without a fraction, null as nothing, and no more than a word of a structure."""
    if value.__class__ is str:
        return str(value)
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return "(a record)" if isinstance(value, dict) else "(a list)"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return shown(repr(value))


def texts_of(values: list[str]) -> pa.StringArray:
    """The texts as Arrow holds them; half a surrogate pair, which JSON can spell, becomes `?`."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([value.encode(errors="replace").decode() for value in values], pa.string())


def _included(records: list[_Record], name: str) -> list[_Record]:
    """The included records, each once for all that is read of it."""
    found = (related(record[name]) for record in records if isinstance(record.get(name), dict))
    return list({_identity(record): record for record in found if record}.values())


def _identity(record: _Record) -> tuple[str, ...]:
    upn = related(record.get("education_details")).get("upn")
    return tuple(text_of(value) for value in (record.get("id"), record.get("code"), record.get("type"), upn))
