"""Several marks of one file for the same pupil, school, day and session: which stands, and why the others do not."""

from typing import NamedTuple

import pytest

from schoolward.intake import marks_long
from tests.spec.intake.sent_tables import CONTEXT, URN, A, B, accepted, refusals, table

HEADING = "urn,upn,date,session,code,recorded_at"
STANDS = ""


class Group(NamedTuple):
    """Codes with the hour in which each was recorded, and what becomes of each."""

    marks: tuple[tuple[str, str], ...]
    fates: tuple[str, ...]
    says: str


DUPLICATE, SUPERSEDED, CONFLICT = "duplicate_mark", "superseded_in_file", "conflicting_marks"

GROUPS = [
    Group((("I", ""),), (STANDS,), "One mark."),
    Group((("I", ""), ("I", "")), (STANDS, DUPLICATE), "The same mark twice: the first stands."),
    Group((("I", ""),) * 3, (STANDS, DUPLICATE, DUPLICATE), "Three times."),
    Group((("", ""), ("-", "")), (STANDS, DUPLICATE), "Both ways of writing no mark are the same."),
    Group((("I", ""), ("N", "")), (CONFLICT, CONFLICT), "Different marks, and no word which is later."),
    Group((("", ""), ("I", "")), (CONFLICT, CONFLICT), "No mark and a mark differ too."),
    Group((("N", "09"), ("I", "10")), (SUPERSEDED, STANDS), "The later recorded one stands."),
    Group((("I", "10"), ("N", "09")), (STANDS, SUPERSEDED), "Whatever the order of the lines."),
    Group((("N", "09"), ("I", "")), (CONFLICT, CONFLICT), "One does not say when."),
    Group((("N", "09"), ("I", "09")), (CONFLICT, CONFLICT), "Recorded at the same time."),
    Group((("N", "08"), ("I", "09"), ("M", "09")), (CONFLICT,) * 3, "The latest two disagree."),
    Group((("N", "08"), ("I", "09"), ("I", "09")), (SUPERSEDED, STANDS, DUPLICATE), "The latest two agree."),
    Group(
        (("I", "08"), ("N", "09"), ("I", "10")), (SUPERSEDED, SUPERSEDED, STANDS), "Changed and changed back."
    ),
    Group(
        (("I", "08"), ("I", "09")), (DUPLICATE, STANDS), "The same mark, recorded again: the later stands."
    ),
    Group((("I", ""), ("I", "09")), (DUPLICATE, STANDS), "One says when: that one stands."),
    Group((("I", ""), ("X01", "")), (STANDS, "code_unknown"), "A mark that cannot be read contradicts none."),
    Group((("I", "08"), ("N", "99")), (STANDS, "recorded_at_shape"), "Nor does one with an unreadable time."),
]


@pytest.mark.parametrize("case", GROUPS, ids=lambda case: case.says)
def test_which_of_several_marks_stands(case: Group) -> None:
    rows = [
        f"{URN},{A},2026-09-08,AM,{code},{f'2026-09-08 {hour}:00' if hour else ''}"
        for code, hour in case.marks
    ]
    others = [f"{URN},{B},2026-09-08,AM,I,", f"{URN},{A},2026-09-08,PM,N,", f"900002,{A},2026-09-08,AM,N,"]
    told = marks_long.read("marks.csv", table(HEADING, others[0], *rows, *others[1:]), CONTEXT)
    last = 2 + len(rows)
    stands = [at for at, fate in enumerate(case.fates, start=3) if fate == STANDS]
    assert accepted(told, "line") == [(2,), *((line,) for line in stands), (last + 1,), (last + 2,)]
    assert [(line, reason) for line, _, reason in refusals(told)] == [
        (at, fate) for at, fate in enumerate(case.fates, start=3) if fate != STANDS
    ]
    assert told.rows_read == len(rows) + len(others)
