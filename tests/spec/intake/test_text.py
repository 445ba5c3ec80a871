"""What bytes are read as text: encodings, line ends, and what is no text at all."""

from typing import NamedTuple

import pytest

from schoolward.intake import cohorts, dfe_open_data, marks_long, pupils
from schoolward.intake.batches import UnreadableFile
from tests.spec.intake.sent_tables import CONTEXT, A, B, accepted, refusals, table

MARKS = table(
    "urn,upn,date,session,code", f"900001,{A},2026-09-08,AM,/", f"900001,{A},2026-09-08,PM,\\"
).decode()


class Encoded(NamedTuple):
    """The same two marks as bytes."""

    data: bytes
    says: str


READABLE = [
    Encoded(MARKS.encode(), "UTF-8."),
    Encoded(MARKS.encode("utf-8-sig"), "UTF-8 with a byte order mark, as Excel saves `CSV UTF-8`."),
    Encoded(MARKS.encode("utf-16"), "UTF-16 with its mark, as Excel saves `Unicode text`."),
    Encoded(b"\xfe\xff" + MARKS.encode("utf-16-be"), "UTF-16 with the other order of bytes."),
    Encoded(MARKS.replace(",", "\t").encode("utf-16"), "UTF-16 parted by tabs."),
    Encoded(MARKS.replace(",", ";").encode(), "Parted by semicolons."),
    Encoded(MARKS.replace("\n", "\r\n").encode(), "Lines ended by CR LF."),
    Encoded(MARKS.replace("\n", "\r").encode(), "Lines ended by CR alone."),
    Encoded(MARKS.rstrip("\n").encode(), "No end to the last line."),
    Encoded(f"\n \r\n{MARKS}\n\n".encode(), "Empty lines before and after."),
    Encoded(MARKS.replace("900001", '"900001"').encode(), "A column in quotation marks."),
]


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case.says)
def test_the_same_marks_in_many_encodings(case: Encoded) -> None:
    told = marks_long.read("marks.csv", case.data, CONTEXT)
    assert accepted(told, "urn", "upn", "session", "code") == [
        (900001, A, "AM", "/"),
        (900001, A, "PM", "\\"),
    ]
    assert told.rows_read == 2
    assert told.warnings == ()


class NotText(NamedTuple):
    """Bytes that are refused as a whole, and words of the message."""

    data: bytes
    words: str


UNREADABLE = [
    NotText(b"", "empty"),
    NotText(b" \r\n\n", "empty"),
    NotText(b"\xef\xbb\xbf", "empty"),
    NotText(MARKS.encode().replace(b"AM", b"A\0"), "NUL"),
    NotText(MARKS.encode("utf-16-le"), "NUL"),
    NotText(b"\xff\xfe" + MARKS.encode("utf-16-le") + b"\x00\xd8\x0a", "UTF-16"),
    NotText(b"\xef\xbb\xbf" + MARKS.encode() + b"\xff", "not UTF-8"),
    NotText(MARKS.encode() + b"\x81\x8d", "not UTF-8"),
    NotText(b"PK\x03\x04" + b"x" * 50, "Excel workbook"),
    NotText(b"\xd0\xcf\x11\xe0" + b"x" * 50, "older Excel workbook"),
    NotText(b"%PDF-1.7", "PDF"),
    NotText(b"x" * 100_000, "heading"),
]


@pytest.mark.parametrize("case", UNREADABLE, ids=lambda case: case.words)
def test_what_is_no_text_is_refused_whole(case: NotText) -> None:
    with pytest.raises(UnreadableFile, match=case.words):
        marks_long.read("marks.csv", case.data, CONTEXT)


def test_windows_1252_is_read_with_a_warning() -> None:
    data = table("urn,upn,date,session,code,comment", f"900001,{A},2026-09-08,AM,I,café – rang")
    told = marks_long.read("marks.csv", data.decode().encode("cp1252"), CONTEXT)
    assert accepted(told, "comment") == [("café – rang",)]
    assert len(told.warnings) == 1
    assert "Windows-1252" in told.warnings[0]


def test_names_keep_their_accents_in_either_encoding() -> None:
    data = table("urn,upn,dob,entry_date,surname", f"900001,{A},2014-03-02,2018-09-03,Núñez-Søborg").decode()
    for encoding, warned in (("utf-8", 0), ("cp1252", 1)):
        told = pupils.read("pupils.csv", data.encode(encoding), CONTEXT)
        assert accepted(told, "surname") == [("Núñez-Søborg",)]
        assert len(told.warnings) == warned


def test_published_figures_are_utf_8_or_nothing() -> None:
    heading = "time_period,time_identifier,geographic_level,country_code,possible_sessions,la_name"
    data = f"{heading}\n2025,37,National,E92000001,4,é\n"
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        dfe_open_data.read("figures.csv", data.encode("cp1252"), CONTEXT)


def test_a_heading_alone_is_a_file_without_rows() -> None:
    for data in (b"upn,cohort,from\n", b"upn,cohort,from", b"upn,cohort,from\r\n\r\n"):
        told = cohorts.read("cohorts.csv", data, CONTEXT)
        assert (told.rows_read, told.accepted.num_rows) == (0, 0)
        assert told.warnings == ("the file has a heading and no rows",)


def test_values_that_a_spreadsheet_would_run_are_only_values() -> None:
    formula = "=HYPERLINK(1)+cmd|' /C calc'!A0"
    data = table(
        "urn,upn,date,session,code,comment",
        f"900001,{A},2026-09-08,AM,I,{formula}",
        f"900001,{B},2026-09-08,AM,=1+1,@SUM(A1)",
    )
    told = marks_long.read("marks.csv", data, CONTEXT)
    assert accepted(told, "comment") == [(formula,)]
    assert refusals(told) == [(3, "code", "code_unknown")]
    assert told.rejected["value"].to_pylist() == ["=1+1"]
