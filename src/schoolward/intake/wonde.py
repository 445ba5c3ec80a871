"""Reads session marks from the pages of a school's Wonde delivery, whose code and student ids are its own."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import MARKS, REJECTS, Context, Kind, ReadFile, UnreadableFile
from schoolward.intake.days import DateStyle, read_days
from schoolward.intake.identifiers import laestab_of, urn_of
from schoolward.intake.mark_checks import SentMarks, judge
from schoolward.intake.refusals import Refusals
from schoolward.intake.tabular import Column
from schoolward.intake.wonde_codes import contradicting_codes
from schoolward.intake.wonde_pages import Delivery, PageKind, gather
from schoolward.intake.wonde_records import NULL, related, text_of, texts_of

FORMAT = "Wonde session attendance"

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
    texts = delivery.marks.texts
    if not {PageKind.MARKS, PageKind.EMPTY} & delivery.items.keys():
        raise UnreadableFile("the delivery has no page of session marks (attendance/session); fetch them too")
    code_records = [*delivery.of(PageKind.CODES), *delivery.marks.codes]
    warnings = _warnings(delivery, context, code_records)
    if not texts.num_rows:
        return _read_file(0, MARKS.empty_table(), REJECTS.empty_table(), warnings)
    students = _upns([*delivery.of(PageKind.STUDENTS), *delivery.marks.students])
    codes = _known((record.get("id"), record.get("code")) for record in code_records)
    for known, what in ((students, "students"), (codes, "attendance-codes")):
        if not known:
            raise UnreadableFile(f"the delivery has marks but no page of {what}; send those pages with them")
    columns = {name: Column.of(name, texts[name]) for name in texts.column_names}
    refusals = _refusals(columns, students, codes)
    lines = np.arange(1, texts.num_rows + 1, dtype=np.int32)
    refused = np.flatnonzero(~refusals.accepted)
    sent = _sent(
        {name: column.without(refused) for name, column in columns.items()},
        lines=np.delete(lines, refused),
        school=school,
        students=students,
        codes=codes,
    )
    judged = judge(sent, context)
    rejected = pa.concat_tables([refusals.table(lines), judged.rejected]).sort_by("line")
    return _read_file(texts.num_rows, judged.accepted, rejected, [*warnings, *judged.warnings])


def _refusals(columns: Mapping[str, Column], students: _Known, codes: _Known) -> Refusals:
    """What cannot be tied to a pupil or a code."""
    shape, student, code = columns["no_record"], columns["student"], columns["attendance_code"]
    refusals = Refusals(len(shape.index))
    refusals.refuse(~shape.is_blank(), reason="wonde_record_shape", field="record", column=shape)
    refusals.refuse_values(student, [_student_reason(students, text) for text in student.texts()])
    refusals.refuse_values(code, [_code_reason(codes, text) for text in code.texts()])
    return refusals


def _read_file(rows: int, accepted: pa.Table, rejected: pa.Table, warnings: list[str]) -> ReadFile:
    return ReadFile(
        kind=Kind.MARKS,
        format=FORMAT,
        rows_read=rows,
        accepted=accepted,
        rejected=rejected,
        warnings=tuple(warnings),
    )


def _school(records: list[dict[str, Any]]) -> tuple[str, str]:
    """The one school's number: `urn` or `laestab`, and its text."""
    found = set()
    for record in records:
        urn = text_of(record.get("urn")).strip()
        number = text_of(record.get("la_code")).strip() + text_of(record.get("establishment_number")).strip()
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


def _upns(records: list[dict[str, Any]]) -> _Known:
    """Students' UPNs. `upi` is Wonde's own number and is never taken for one."""
    return _known(
        (record.get("id"), related(record.get("education_details")).get("upn")) for record in records
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


def _student_reason(students: _Known, text: str) -> str | None:
    if text not in students:
        return "wonde_student_unknown"
    return None if students[text] else "wonde_upn_missing"


def _code_reason(codes: _Known, text: str) -> str | None:
    """A null code is a session without a mark; a code that nobody can name is never taken for one."""
    return None if text == NULL or codes.get(text) else "wonde_code_unknown"


def _sent(
    columns: Mapping[str, Column],
    *,
    lines: np.ndarray,
    school: tuple[str, str],
    students: _Known,
    codes: _Known,
) -> SentMarks:
    kind, number = school
    return SentMarks(
        lines=lines,
        school=Column(name=kind, distinct=pa.array([number]), index=np.zeros(len(lines), dtype=np.int32)),
        upn=_translated(columns["student"], "upn", students),
        days=read_days(columns["date"], DateStyle.ISO),
        session=columns["session"],
        code=_translated(columns["attendance_code"], "code", codes),
        minutes_late=columns["minutes_late"],
        comment=columns["comment"],
        recorded_at=columns["updated_at"],
    )


def _translated(ids: Column, name: str, known: _Known) -> Column:
    """The column with each id replaced by what it stands for; a null id by nothing."""
    meant = texts_of([known.get(text) or "" for text in ids.texts()]).dictionary_encode()
    return Column(name=name, distinct=meant.dictionary, index=meant.indices.to_numpy()[ids.index])


def _warnings(delivery: Delivery, context: Context, code_records: list[dict[str, Any]]) -> list[str]:
    said = list(delivery.warnings)
    contradicting = contradicting_codes(code_records, context.received_on)
    if contradicting:
        said.append(
            f"the school describes the code{'s' if len(contradicting) > 1 else ''} {', '.join(contradicting)} "
            "otherwise than the national codes do; the national meaning was used: ask the school"
        )
    deleted = sum("attendance" in text_of(item.get("type")) for item in delivery.of(PageKind.DELETIONS))
    if deleted:
        said.append(f"{deleted:,} deletions of marks came with the delivery and were not applied")
    if not delivery.marks.texts.num_rows:
        said.append("the delivery holds no session marks")
    return said
