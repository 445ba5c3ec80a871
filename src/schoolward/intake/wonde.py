"""Reads session marks from the pages of a school's Wonde delivery, whose code and student ids are its own."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import MARKS, REJECTS, Context, Kind, ReadFile, UnreadableFile
from schoolward.intake.days import DateStyle, read_days
from schoolward.intake.identifiers import laestab_of, urn_of
from schoolward.intake.mark_checks import SentMarks, judge
from schoolward.intake.refusals import Refusals, shown
from schoolward.intake.tabular import Column
from schoolward.intake.wonde_codes import contradicting_codes
from schoolward.intake.wonde_pages import Delivery, PageKind, gather

FORMAT = "Wonde session attendance"

_NULL = ""
_MISSING = "(missing)"
_Known = dict[str, str | None]
"""What is known of an id: the UPN or the code; null where it did not come, or came in two ways."""


def recognises(name: str, head: bytes) -> bool:
    """Whether the file could be a page: JSON with `data` or `error`, or anything saved under the name .json."""
    opening = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    if opening.startswith(b"{") and (b'"data"' in opening or b'"error"' in opening):
        return True
    return name.lower().endswith(".json")


def read(files: Mapping[str, bytes], context: Context) -> ReadFile:
    """The session marks of all pages of one school together. A mark's `line` is its number in the list of marks.

    UnreadableFile where a page is missing or is no page, or the school, its students or its codes are not there.
    """
    delivery = gather(files)
    school = _school(delivery.of(PageKind.SCHOOL))
    items = delivery.of(PageKind.MARKS)
    if not items and PageKind.EMPTY not in delivery.items and PageKind.MARKS not in delivery.items:
        raise UnreadableFile("the delivery has no page of session marks (attendance/session); fetch them too")
    if not items:
        return _read_file(0, MARKS.empty_table(), REJECTS.empty_table(), _warnings(delivery, context, []))
    records = [item if isinstance(item, dict) else {} for item in items]
    code_items = [*delivery.of(PageKind.CODES), *_embedded(records, "attendance_code")]
    students = _upns([*delivery.of(PageKind.STUDENTS), *_embedded(records, "student")])
    codes = _known((item.get("id"), item.get("code")) for item in code_items if isinstance(item, dict))
    for known, what in ((students, "students"), (codes, "attendance-codes")):
        if not known:
            raise UnreadableFile(f"the delivery has marks but no page of {what}; send those pages with them")
    refusals = Refusals(len(items))
    shapes = _column("record", [_MISSING if isinstance(item, dict) else shown(_text(item)) for item in items])
    no_record = np.array([not isinstance(item, dict) for item in items], dtype=bool)
    refusals.refuse(no_record, reason="wonde_record_shape", field="record", column=shapes)
    student = _column("student", _ids(records, "student"))
    refusals.refuse_values(student, [_student_reason(students, text) for text in student.texts()])
    code = _column("attendance_code", _ids(records, "attendance_code"))
    refusals.refuse_values(code, [_code_reason(codes, text) for text in code.texts()])
    kept = np.flatnonzero(refusals.accepted)
    lines = np.arange(1, len(items) + 1, dtype=np.int32)
    sent = _sent(
        [records[row] for row in kept],
        lines=lines[kept],
        school=school,
        upn=_translated(student.kept(kept), "upn", students),
        code=_translated(code.kept(kept), "code", codes),
    )
    judged = judge(sent, context)
    rejected = pa.concat_tables([refusals.table(lines), judged.rejected]).sort_by("line")
    warnings = [*_warnings(delivery, context, code_items), *judged.warnings]
    return _read_file(len(items), judged.accepted, rejected, warnings)


def _read_file(rows: int, accepted: pa.Table, rejected: pa.Table, warnings: list[str]) -> ReadFile:
    return ReadFile(
        kind=Kind.MARKS,
        format=FORMAT,
        rows_read=rows,
        accepted=accepted,
        rejected=rejected,
        warnings=tuple(warnings),
    )


def _school(items: list[Any]) -> tuple[str, str]:
    """The one school's number: `urn` or `laestab`, and its text."""
    found = set()
    for item in items:
        if isinstance(item, dict):
            number = _text(item.get("la_code")) + _text(item.get("establishment_number"))
            urn = _text(item.get("urn"))
            found.add(("urn", urn) if urn_of(urn) else ("laestab", number))
    if len(found) != 1:
        raise UnreadableFile(
            "the delivery has no school record (schools/{id}), so nobody can tell whose marks these are; fetch it too"
            if not found
            else "the delivery has the records of several schools; send each school's pages by themselves"
        )
    (school,) = found
    if school[0] == "laestab" and laestab_of(school[1]) is None:
        raise UnreadableFile(
            "the school record has neither a URN nor an authority's and a school's number; "
            "check that the scope for school details is granted"
        )
    return school


def _upns(items: list[Any]) -> _Known:
    """Students' UPNs. `upi` is Wonde's own number and is never taken for one."""
    return _known(
        (item.get("id"), _related(item.get("education_details")).get("upn"))
        for item in items
        if isinstance(item, dict)
    )


def _known(pairs: Iterable[tuple[Any, Any]]) -> _Known:
    known: _Known = {}
    contradicted = set()
    for key, value in pairs:
        if not isinstance(key, str | int) or isinstance(key, bool):
            continue
        text = value.strip() if isinstance(value, str) else ""
        before = known.get(str(key))
        if text and before and text != before:
            contradicted.add(str(key))
        known[str(key)] = text or before
    return known | dict.fromkeys(contradicted)


def _related(value: Any) -> dict[str, Any]:
    """The record in a relation that was included, wrapped in `data` or plain; empty for anything else."""
    inner = value.get("data", value) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _embedded(records: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [_related(record[name]) for record in records if isinstance(record.get(name), dict)]


def _ids(records: list[dict[str, Any]], name: str) -> list[str]:
    """By record, the id to which a relation points, in whichever way it is written; _NULL for null."""
    other = f"{name}_id"
    values = [
        record[name] if record.get(name) is not None else record.get(other, record.get(name, _MISSING))
        for record in records
    ]
    return [value if value.__class__ is str and value else _id_in(value) for value in values]


def _id_in(value: Any) -> str:
    if isinstance(value, dict):
        if not value or value.get("data", value) is None:
            return _MISSING if not value else _NULL
        value = _related(value).get("id")
        return _id_in(value) if isinstance(value, str | int) else _MISSING
    if value is None:
        return _NULL
    return (
        str(value)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != ""
        else _MISSING
    )


def _student_reason(students: _Known, text: str) -> str | None:
    if text not in students:
        return "wonde_student_unknown"
    return None if students[text] else "wonde_upn_missing"


def _code_reason(codes: _Known, text: str) -> str | None:
    """A null code is a session without a mark; a code that nobody can name is never taken for one."""
    return None if text == _NULL or codes.get(text) else "wonde_code_unknown"


def _sent(
    records: list[dict[str, Any]], *, lines: np.ndarray, school: tuple[str, str], upn: Column, code: Column
) -> SentMarks:
    number = Column(
        name=school[0], distinct=pa.array([school[1]]), index=np.zeros(len(records), dtype=np.int32)
    )
    days = _column("date", [_moment(record.get("date"))[:10] for record in records])
    return SentMarks(
        lines=lines,
        school=number,
        upn=upn,
        days=read_days(days, DateStyle.ISO),
        session=_column("session", [_text(record.get("session")) for record in records]),
        code=code,
        minutes_late=_column("minutes_late", [_text(record.get("minutes_late")) for record in records]),
        comment=_column("comment", [_text(record.get("comment")) for record in records]),
        recorded_at=_column("updated_at", [_moment(record.get("updated_at")) for record in records]),
    )


def _moment(value: Any) -> str:
    """A date or time as text: a text itself, or an object whose `date` it is; nothing is converted."""
    return _text(value.get("date") if isinstance(value, dict) else value)


def _text(value: Any) -> str:
    if value.__class__ is str:
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else str(value)
    return str(value)[:1000]


def _column(name: str, values: list[str]) -> Column:
    try:
        texts = pa.array(values, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can spell and text cannot hold
        texts = pa.array([value.encode(errors="replace").decode() for value in values], pa.string())
    return Column.of(name, pa.chunked_array([texts.dictionary_encode()]))


def _translated(ids: Column, name: str, known: _Known) -> Column:
    """The column with each id replaced by what it stands for; a null id by nothing."""
    meant = _column(name, [known.get(text) or "" for text in ids.texts()])
    return Column(name=name, distinct=meant.distinct, index=meant.index[ids.index])


def _warnings(delivery: Delivery, context: Context, code_items: list[Any]) -> list[str]:
    said = list(delivery.warnings)
    contradicting = contradicting_codes((i for i in code_items if isinstance(i, dict)), context.received_on)
    if contradicting:
        said.append(
            f"the school describes the code{'s' if len(contradicting) > 1 else ''} {', '.join(contradicting)} "
            "otherwise than the national codes do; the national meaning was used: ask the school"
        )
    deletions = [
        i
        for i in delivery.of(PageKind.DELETIONS)
        if isinstance(i, dict) and "attendance" in _text(i.get("type"))
    ]
    if deletions:
        said.append(f"{len(deletions):,} deletions of marks came with the delivery and were not applied")
    if not delivery.of(PageKind.MARKS):
        said.append("the delivery holds no session marks")
    return said
