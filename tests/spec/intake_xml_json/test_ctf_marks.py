"""What a CTF attendance string says, and when it is refused whole. Monday is 5 January 2026."""

from typing import NamedTuple

import pytest

from schoolward.intake import ctf
from tests.spec.intake_xml_json.sendings import ASH, RECEIVED, ROWAN, WRONG_LETTER, ctf_of, marks_of, refused
from tests.spec.intake_xml_json.sendings import ctf as ctf_file

MON, TUE, WED, FRI, SAT, SUN, NEXT_MON = (
    "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-09", "2026-01-10", "2026-01-11", "2026-01-12",
)  # fmt: skip


class Marks(NamedTuple):
    """A string that can be read, and its marks."""

    says: str
    marks: str
    gives: list[tuple[str, str, str]]
    starts: str = MON


READ = [
    Marks("With commas, one code a session.", "/,\\", [(MON, "AM", "/"), (MON, "PM", "\\")]),
    Marks(
        "Two-character codes keep their place.",
        "C1,J1,Y3,\\",
        [(MON, "AM", "C1"), (MON, "PM", "J1"), (TUE, "AM", "Y3"), (TUE, "PM", "\\")],
    ),
    Marks(
        "An empty item is a session without a mark, and what follows does not move.",
        "/,,,\\",
        [(MON, "AM", "/"), (MON, "PM", ""), (TUE, "AM", ""), (TUE, "PM", "\\")],
    ),
    Marks(
        "Empty items at the ends are sessions too.",
        ",\\,I,",
        [(MON, "AM", ""), (MON, "PM", "\\"), (TUE, "AM", "I"), (TUE, "PM", "")],
    ),
    Marks("A string of empty items only.", ",", [(MON, "AM", ""), (MON, "PM", "")]),
    Marks(
        "Without commas (CTF 23 and before), one character a session.",
        "/\\I-",
        [(MON, "AM", "/"), (MON, "PM", "\\"), (TUE, "AM", "I"), (TUE, "PM", "-")],
    ),
    Marks(
        "Slashes are marks: nothing is unescaped.",
        "\\\\",
        [(MON, "PM", "\\")],  # the backslash in the morning is refused by itself
    ),
    Marks("A closed day is a code.", "#,#", [(MON, "AM", "#"), (MON, "PM", "#")]),
    Marks(
        "Fillers on a Saturday and a Sunday are no marks; the days are counted.",
        "/\\##--/\\",
        [(FRI, "AM", "/"), (FRI, "PM", "\\"), (NEXT_MON, "AM", "/"), (NEXT_MON, "PM", "\\")],
        starts=FRI,
    ),
    Marks(
        "Nor are empty items.",
        "/,\\,,,,,I,I",
        [(FRI, "AM", "/"), (FRI, "PM", "\\"), (NEXT_MON, "AM", "I"), (NEXT_MON, "PM", "I")],
        starts=FRI,
    ),
    Marks(
        "A school that opens on Saturday: its marks are marks.",
        "/\\",
        [(SAT, "AM", "/"), (SAT, "PM", "\\")],
        starts=SAT,
    ),
    Marks(
        "Fillers after the day of receipt (Friday 31 July 2026) are no marks: those sessions are to come.",
        "/,\\,-,-,,,#,#",
        [("2026-07-31", "AM", "/"), ("2026-07-31", "PM", "\\")],
        starts="2026-07-31",
    ),
    Marks(
        "Across the end of February.",
        "/\\----/\\",
        [
            ("2026-02-27", "AM", "/"),
            ("2026-02-27", "PM", "\\"),
            ("2026-03-02", "AM", "/"),
            ("2026-03-02", "PM", "\\"),
        ],
        starts="2026-02-27",
    ),
    Marks(
        "Line breaks that lay out the XML are not sessions.",
        "\n      /\\\n    ",
        [(MON, "AM", "/"), (MON, "PM", "\\")],
    ),
    Marks("Nor are spaces around an item.", " / , \\ ", [(MON, "AM", "/"), (MON, "PM", "\\")]),
    Marks("An empty string holds nothing.", "", []),
]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.says)
def test_marks(case: Marks) -> None:
    given = ctf.read("a.xml", ctf_file(case.marks, starts=case.starts), RECEIVED)
    assert marks_of(given) == case.gives
    assert given.accepted.num_rows + given.rejected.num_rows == given.rows_read


class Refused(NamedTuple):
    """A string that is refused whole: one row, one reason."""

    says: str
    reason: str
    marks: str = "/,\\"
    starts: str = MON
    school: tuple[str, str] = ("999", "2001")


REFUSED = [
    Refused("An odd number of items.", "ctf_marks_odd", "/,\\,I"),
    Refused("A comma too many at the end makes it odd.", "ctf_marks_odd", "/,\\,"),
    Refused("An odd number of characters.", "ctf_marks_odd", "/\\I"),
    Refused("A comma forgotten.", "ctf_mark_long", "/\\/\\,I"),
    Refused("Two-character codes without commas.", "ctf_marks_unparted", "/\\C1C1"),
    Refused("And a single one, which would shift what follows.", "ctf_marks_unparted", "Y1/\\"),
    Refused("Spaces without commas: sessions or not?", "ctf_marks_spaced", "  /\\"),
    Refused("More than two years in one string.", "ctf_marks_too_many", "/\\" * 733),
    Refused("No start date.", "ctf_start_date", starts=""),
    Refused("A start date in another order.", "ctf_start_date", starts="05/01/2026"),
    Refused("A start date that no calendar has.", "ctf_start_date", starts="2026-02-30"),
    Refused("A school's number with a digit missing.", "school_number", school=("999", "201")),
    Refused("No authority.", "school_number", school=("", "2001")),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_strings_that_are_refused_whole(case: Refused) -> None:
    given = ctf.read("a.xml", ctf_file(case.marks, starts=case.starts, school=case.school), RECEIVED)
    assert (given.rows_read, given.accepted.num_rows) == (1, 0)
    assert refused(given) == {case.reason: 1}


def test_marks_that_are_refused_one_by_one() -> None:
    given = ctf.read("a.xml", ctf_file("\\,/,i,C9,X01,I"), RECEIVED)
    assert marks_of(given) == [(WED, "PM", "I")]
    assert given.rows_read == 6
    assert sum(refused(given).values()) == 5


def test_a_code_before_it_was_introduced_is_refused_and_a_retired_one_kept() -> None:
    given = ctf.read("a.xml", ctf_file("C2,H", starts="2024-07-01"), RECEIVED)
    assert marks_of(given) == [("2024-07-01", "PM", "H")]
    given = ctf.read("a.xml", ctf_file("C2,H", starts="2025-07-01"), RECEIVED)
    assert marks_of(given) == [("2025-07-01", "AM", "C2"), ("2025-07-01", "PM", "H")]
    assert any("H" in warning for warning in given.warnings)


@pytest.mark.parametrize(("upn", "reason"), [(WRONG_LETTER, "upn_check_letter"), ("", "upn_shape")])
def test_a_pupil_without_a_sound_upn(upn: str, reason: str) -> None:
    given = ctf.read("a.xml", ctf_file("/\\/\\", upn=upn), RECEIVED)
    assert refused(given) == {reason: 4}


SEVERAL = f"""
<Pupil><UPN>{ROWAN}</UPN><Attendance>
  <YearData><Year>2025</Year><LEA>999</LEA><Estab>2001</Estab>
    <AttendSessions><AttendanceStartDate>2026-01-05</AttendanceStartDate>
      <AttendanceMarks>/,\\</AttendanceMarks></AttendSessions>
    <AttendSessions><AttendanceStartDate>2026-01-12</AttendanceStartDate>
      <AttendanceMarks>I,I</AttendanceMarks></AttendSessions>
  </YearData>
  <YearData><Year>2024</Year><LEA>998</LEA><Estab>4002</Estab><SessionsPossible>380</SessionsPossible>
    <AttendSessions><AttendanceStartDate>2025-01-06</AttendanceStartDate>
      <AttendanceMarks>/\\</AttendanceMarks></AttendSessions>
  </YearData>
  <YearData><Year>2023</Year><LEA>998</LEA><Estab>4002</Estab><SessionsPossible>380</SessionsPossible></YearData>
</Attendance></Pupil>
<Pupil><UPN>{ASH}</UPN><Attendance>
  <YearData><LEA>999</LEA><Estab>2001</Estab>
    <AttendSessions><AttendanceStartDate>2026-01-05</AttendanceStartDate>
      <AttendanceMarks>L,\\,/</AttendanceMarks></AttendSessions>
    <AttendSessions><AttendanceStartDate>2026-01-05</AttendanceStartDate>
      <AttendanceMarks>L,\\</AttendanceMarks></AttendSessions>
  </YearData>
</Attendance></Pupil>
"""


def test_years_strings_and_pupils_each_have_their_own_school_and_line() -> None:
    given = ctf.read("a.xml", ctf_of(SEVERAL), RECEIVED)
    rows = [(row["line"], row["laestab"], row["upn"], row["code"]) for row in given.accepted.to_pylist()]
    assert rows == [
        (5, 9992001, ROWAN, "/"),
        (5, 9992001, ROWAN, "\\"),
        (7, 9992001, ROWAN, "I"),
        (7, 9992001, ROWAN, "I"),
        (11, 9984002, ROWAN, "/"),
        (11, 9984002, ROWAN, "\\"),
        (20, 9992001, ASH, "L"),
        (20, 9992001, ASH, "\\"),
    ]
    assert [(row.line, row.field, row.value) for row in given.rejected_rows()] == [
        (18, "AttendanceMarks", "L,\\,/")
    ]
    assert given.rows_read == 9
    assert given.accepted["urn"].null_count == 8
    assert any(warning.startswith("1 pupils' years came with totals") for warning in given.warnings)
    assert any("CTF 25" in warning and "1 of its mark strings" in warning for warning in given.warnings)


def test_the_same_session_twice_and_in_contradiction() -> None:
    twice = ctf_file("/,\\").replace(b"</AttendSessions>", b"</AttendSessions>" + _sessions("/,I"))
    assert refused(ctf.read("a.xml", twice, RECEIVED)) == {"duplicate_mark": 1, "conflicting_marks": 2}


def test_element_names_are_read_without_regard_to_case_and_namespace() -> None:
    plain = ctf_file("/,C1")
    other = plain.replace(b"<CTfile>", b'<c:CTFILE xmlns:c="urn:ctf">').replace(b"</CTfile>", b"</c:CTFILE>")
    other = (
        other.replace(b"AttendanceMarks", b"ATTENDANCEmarks")
        .replace(b"Pupil>", b"PUPIL>")
        .replace(b"UPN>", b"upn>")
    )
    given = ctf.read("a.xml", other, RECEIVED)
    assert ctf.recognises("a.xml", other)
    assert given.accepted.equals(ctf.read("a.xml", plain, RECEIVED).accepted)
    assert given.accepted.num_rows == 2


def _sessions(marks: str) -> bytes:
    return (
        "<AttendSessions><AttendanceStartDate>2026-01-05</AttendanceStartDate>"
        f"<AttendanceMarks>{marks}</AttendanceMarks></AttendSessions>"
    ).encode()
