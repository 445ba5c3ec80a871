"""Columns are known by their heading, however it is spelt; what is missing or claimed twice is named."""

import pytest

from schoolward.intake import marks_long, pupils
from schoolward.intake.batches import UnreadableFile
from schoolward.intake.formats import FORMATS, Format, recognise
from schoolward.intake.headings import fold
from tests.spec.intake.sent_tables import CONTEXT, A, accepted, table

SPELT = [
    "urn,upn,date,session,code",
    "URN,UPN,Date,Session,Code",
    "School URN,Unique Pupil Number,Attendance Date,AM/PM,Mark",
    "school_urn,unique_pupil_number,session-date,am_pm,attendance_code",
    ' "urn" , "UPN" ,Date,SESSION, code ',
]


@pytest.mark.parametrize("heading", SPELT)
def test_a_heading_in_many_spellings(heading: str) -> None:
    data = table(heading, f"900001,{A},2026-09-08,AM,/")
    assert accepted(marks_long.read("m.csv", data, CONTEXT), "urn", "upn", "code") == [(900001, A, "/")]
    found = recognise("m.csv", data)
    assert found is not None
    assert found.name == marks_long.FORMAT


def test_columns_may_stand_in_any_order() -> None:
    data = table("code,date,upn,session,urn", f"/,2026-09-08,{A},AM,900001")
    assert accepted(marks_long.read("m.csv", data, CONTEXT), "urn", "upn", "code") == [(900001, A, "/")]


def test_columns_that_are_not_read_are_warned_of() -> None:
    data = table("urn,upn,date,session,code,Form,House,", f"900001,{A},2026-09-08,AM,/,7B,Red,")
    told = marks_long.read("m.csv", data, CONTEXT)
    assert told.accepted.num_rows == 1
    assert told.warnings == ("columns that are not read: Form, House",)


@pytest.mark.parametrize("column", ["upn", "date", "session", "code"])
def test_a_missing_column_is_named(column: str) -> None:
    heading = ",".join(name for name in ("urn", "upn", "date", "session", "code") if name != column)
    with pytest.raises(UnreadableFile, match=rf"needs the column {column};"):
        marks_long.read("m.csv", table(heading, "1,2,3,4"), CONTEXT)
    found = recognise("m.csv", table(heading))
    assert found is not None, "a table that lacks one column is taken for what it comes nearest to"
    assert found.name == marks_long.FORMAT


def test_a_file_that_names_no_school_is_told_what_would_do() -> None:
    with pytest.raises(UnreadableFile, match="needs the column urn or laestab;"):
        marks_long.read("m.csv", table("upn,date,session,code", "1,2,3,4"), CONTEXT)
    with pytest.raises(UnreadableFile, match="urn or laestab or lea and estab"):
        pupils.read("p.csv", table("upn,dob,entry_date,lea", "1,2,3,4"), CONTEXT)


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="'Code' twice"):
        marks_long.read("m.csv", table("urn,upn,date,session,Code,code", "1,2,3,4,5,6"), CONTEXT)


def test_of_two_names_for_a_column_the_plainer_is_read() -> None:
    data = table("urn,upn,date,session,mark,code", f"900001,{A},2026-09-08,AM,x,/")
    told = marks_long.read("m.csv", data, CONTEXT)
    assert accepted(told, "code") == [("/",)]
    assert told.warnings == ("columns that are not read: mark",)


def test_no_name_stands_for_two_columns_of_a_format() -> None:
    for known in FORMATS:
        if not isinstance(known, Format) or known.layout is None:
            continue
        for column in known.layout.columns:
            for name in (column.name, *column.synonyms):
                held = [
                    other.name for other in known.layout.columns if other.place_of(fold(name)) is not None
                ]
                assert held == [column.name], f"{known.name}: {name!r}"


def test_what_is_nothing_like_a_format_is_not_recognised() -> None:
    for head in (b"", b"a,b,c\n1,2,3\n", b"dear colleague\n", bytes(range(256)), b"upn\n"):
        assert recognise("x.csv", head) is None
