"""What a school's Wonde pages say together, and when they are refused as incomplete."""

import json
from datetime import datetime
from typing import Any, NamedTuple

import pytest

from schoolward.intake import wonde
from schoolward.intake.batches import UnreadableFile
from tests.spec.intake_xml_json.sendings import (
    CODES,
    RECEIVED,
    ROWAN,
    SCHOOL,
    STUDENTS,
    delivery,
    mark,
    marks_of,
    page,
    refused,
)

THURSDAY = "2026-01-08"


class Shape(NamedTuple):
    """A mark in one of the ways in which the service writes it; all say the same."""

    says: str
    fields: dict[str, Any]


SAME = [
    Shape("Bare ids.", {}),
    Shape(
        "Relations included and wrapped.",
        {"student": {"data": STUDENTS[0]}, "attendance_code": {"data": CODES[0]}},
    ),
    Shape("Relations included and plain.", {"student": STUDENTS[0], "attendance_code": CODES[0]}),
    Shape(
        "Relations wrapped around an id alone.",
        {"student": {"data": {"id": "S1"}}, "attendance_code": {"id": "K1"}},
    ),
    Shape(
        "The names of the write side.",
        {"student": None, "student_id": "S1", "attendance_code": None, "attendance_code_id": "K1"},
    ),
    Shape(
        "The date as an object.",
        {"date": {"date": "2026-01-08 00:00:00.000000", "timezone_type": 3, "timezone": "UTC"}},
    ),
    Shape("The date with a time.", {"date": "2026-01-08T00:00:00+00:00"}),
]


@pytest.mark.parametrize("case", SAME, ids=lambda case: case.says)
def test_one_mark_in_many_shapes(case: Shape) -> None:
    given = wonde.read(delivery([mark(**case.fields)]), RECEIVED)
    assert marks_of(given) == [(THURSDAY, "AM", "/")]
    (row,) = given.accepted.to_pylist()
    assert (row["line"], row["urn"], row["laestab"], row["upn"]) == (1, 900001, None, ROWAN)
    assert row["recorded_at"] == datetime(2026, 1, 8, 9, 2, 11)
    assert given.rows_read == 1


def test_minutes_late_and_comment() -> None:
    late = mark(attendance_code="K4", minutes_late=12, comment="bus")
    given = wonde.read(delivery([late, mark(session="PM", attendance_code="K4", minutes_late="7")]), RECEIVED)
    assert given.accepted["minutes_late"].to_pylist() == [12, 7]
    assert given.accepted["comment"].to_pylist() == ["bus", None]


def test_no_code_is_no_mark_and_never_present() -> None:
    for null in ({"attendance_code": None}, {"attendance_code": {"data": None}}):
        assert marks_of(wonde.read(delivery([mark(**null)]), RECEIVED)) == [(THURSDAY, "AM", "")]


class Refusal(NamedTuple):
    """A mark that is refused."""

    says: str
    reason: str
    item: Any


def without(name: str) -> dict[str, Any]:
    """A mark without one of its fields."""
    return {key: value for key, value in mark().items() if key != name}


REFUSED = [
    Refusal("A code that the school's list does not hold.", "wonde_code_unknown", mark(attendance_code="K9")),
    Refusal("A code that is not there at all.", "wonde_code_unknown", without("attendance_code")),
    Refusal("A code that is empty.", "wonde_code_unknown", mark(attendance_code="")),
    Refusal("A code in a shape of its own.", "wonde_code_unknown", mark(attendance_code=[{"id": "K1"}])),
    Refusal("A student of no page.", "wonde_student_unknown", mark(student="S9")),
    Refusal("No student.", "wonde_student_unknown", mark(student=None)),
    Refusal("A student whose UPN did not come; upi is not one.", "wonde_upn_missing", mark(student="S2")),
    Refusal("An item that is no record.", "wonde_record_shape", "M7"),
    Refusal("A date in another order.", "date_other_style", mark(date="08/01/2026")),
    Refusal("A date that no calendar has.", "date_not_real", mark(date="2026-02-30")),
    Refusal("A day still to come.", "date_in_future", mark(date="2026-09-01")),
    Refusal("A session that is neither.", "session_unknown", mark(session="EVE")),
    Refusal("Morning's mark in the afternoon.", "code_morning_only", mark(session="PM")),
    Refusal("Minutes that are not.", "minutes_late", mark(minutes_late="many")),
    Refusal("A lesson longer than the day.", "minutes_late", mark(minutes_late=401)),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_refused(case: Refusal) -> None:
    given = wonde.read(delivery([mark(id="M0", date="2026-01-09"), case.item]), RECEIVED)
    assert refused(given) == {case.reason: 1}
    assert given.rejected["line"].to_pylist() == [2]
    assert marks_of(given) == [("2026-01-09", "AM", "/")]
    assert given.rows_read == 2


def test_the_mark_recorded_last_stands() -> None:
    early, late = (
        mark(attendance_code=code, updated_at={"date": f"2026-01-08 {time}.000000"})
        for code, time in (("K3", "09:00:00"), ("K4", "09:20:00"))
    )
    given = wonde.read(delivery([late, early]), RECEIVED)
    assert marks_of(given) == [(THURSDAY, "AM", "L")]
    assert refused(given) == {"superseded_in_file": 1}


def test_codes_are_joined_and_not_guessed_from_their_ids() -> None:
    swapped = [{"id": "/", "code": "I"}, {"id": "I", "code": "/"}]
    given = wonde.read(
        delivery([mark(attendance_code="/")], codes=page(swapped, "attendance-codes")), RECEIVED
    )
    assert marks_of(given) == [(THURSDAY, "AM", "I")]


def test_a_code_of_two_meanings_is_unknown() -> None:
    twice = page([CODES[0], {"id": "K1", "code": "I"}], "attendance-codes")
    assert refused(wonde.read(delivery([mark()], codes=twice), RECEIVED)) == {"wonde_code_unknown": 1}


class Incomplete(NamedTuple):
    """Pages of which something is missing, and words of the message."""

    says: str
    pages: dict[str, bytes]
    words: str


MARKS = "attendance/session"
INCOMPLETE = [
    Incomplete(
        "The second page did not come.",
        {"marks": page([mark()], MARKS, more=True)},
        "page 1 says that more follows",
    ),
    Incomplete(
        "The middle page did not come.",
        {"marks": page([mark()], MARKS, more=True), "marks3": page([mark()], MARKS, number=3)},
        "page 2 is missing",
    ),
    Incomplete(
        "The first page did not come.", {"marks": page([mark()], MARKS, number=2)}, "page 1 is missing"
    ),
    Incomplete(
        "The second page of students did not come: its pupils are not leavers.",
        {"students": page(STUDENTS, "students", more=True)},
        "in the list of students, page 1 says that more follows",
    ),
    Incomplete(
        "A page came twice.",
        {
            "marks": page([mark()], MARKS, more=True),
            "marks2": page([], MARKS, number=2),
            "again": page([], MARKS, number=2),
        },
        "page 2 is there twice",
    ),
    Incomplete(
        "More follows, but not where.",
        {"marks": page([mark()], MARKS, more=True, next=None)},
        "more without next",
    ),
    Incomplete("No paging.", {"marks": json.dumps({"data": [mark()]}).encode()}, "whether more follows"),
    Incomplete(
        "Paging of another kind.",
        {"marks": json.dumps({"data": [mark()], "meta": {"pagination": [1]}}).encode()},
        "whether more follows",
    ),
    Incomplete(
        "A later page without an address, whose list is not here.",
        {"marks": page([mark()], MARKS, number=4, previous=None)},
        "whose other pages are not here",
    ),
    Incomplete("JSON cut short.", {"marks": page([mark()], MARKS)[:-40]}, "breaks off"),
    Incomplete("A page of the web with 200.", {"marks": b"<!DOCTYPE html><html>Down</html>"}, "web page"),
    Incomplete(
        "An error.",
        {"marks": b'{"error": "invalid_permissions", "error_description": "Scope not enabled"}'},
        "invalid_permissions Scope not enabled",
    ),
    Incomplete("Another JSON.", {"marks": b"[1, 2]"}, "not a Wonde reply"),
    Incomplete("An object without data.", {"marks": b"{}"}, "not a Wonde reply"),
    Incomplete("Data of no kind.", {"marks": b'{"data": 7}'}, "neither a record nor a list"),
    Incomplete("No school.", {"school": page([], "deletions")}, "no school record"),
    Incomplete(
        "Two schools.", {"other": json.dumps({"data": SCHOOL | {"urn": 900002}}).encode()}, "several schools"
    ),
    Incomplete(
        "A school outside the scope.",
        {"school": json.dumps({"data": {"id": "A1", "urn": None, "la_code": None}}).encode()},
        "neither a URN",
    ),
    Incomplete("No students.", {"students": page([], "students")}, "no page of students"),
    Incomplete("No codes.", {"codes": page([], "attendance-codes")}, "no page of attendance-codes"),
    Incomplete("No marks.", {"marks": page(CODES, "attendance-codes")}, "no page of session marks"),
]


@pytest.mark.parametrize("case", INCOMPLETE, ids=lambda case: case.says)
def test_refused_as_a_whole(case: Incomplete) -> None:
    with pytest.raises(UnreadableFile, match=case.words):
        wonde.read(delivery([mark()], **case.pages), RECEIVED)


def test_an_empty_delivery() -> None:
    with pytest.raises(UnreadableFile, match="no page"):
        wonde.read({}, RECEIVED)


def test_pages_in_any_order_and_per_page_as_text() -> None:
    days = ["2026-01-08", "2026-01-09", "2026-01-12"]
    pages = {
        f"m{9 - n}": page([mark(date=on)], MARKS, number=n, more=n < 3, per_page="1")
        for n, on in enumerate(days, start=1)
    }
    given = wonde.read(delivery([], **pages), RECEIVED)
    assert [on for on, _, _ in marks_of(given)] == days
    assert given.accepted["line"].to_pylist() == [1, 2, 3]


def test_a_last_page_that_is_empty_or_names_no_list() -> None:
    first = page([mark()], MARKS, more=True)
    for last in (
        page([], MARKS, number=2),
        page([], MARKS, number=2, previous=None),
        page([mark(session="PM", attendance_code="K2")], MARKS, number=2, previous=None),
    ):
        given = wonde.read(delivery([], marks=first, last=last), RECEIVED)
        assert given.accepted.num_rows == given.rows_read >= 1


def test_leavers_and_pupils_are_two_lists() -> None:
    leavers = [
        page(
            [{"id": f"S{n}", "education_details": {"upn": "B801200005001"}}],
            "students-leaver",
            number=n - 2,
            more=n < 4,
        )
        for n in (3, 4)
    ]
    pupils = [page([STUDENTS[n]], "students", number=n + 1, more=n < 1) for n in (0, 1)]
    pages = {"students": pupils[0], "s2": pupils[1], "l1": leavers[0], "l2": leavers[1]}
    given = wonde.read(delivery([mark(), mark(student="S4")], **pages), RECEIVED)
    assert sorted(given.accepted["upn"].to_pylist()) == ["B801200005001", ROWAN]


def test_a_walk_by_cursor_is_taken_with_a_warning() -> None:
    def cursor(on: str, **paging: Any) -> bytes:
        return page([mark(date=on)], MARKS, current_page=None, **paging)

    address = "https://api.wonde.example/v1.0/schools/A1/attendance/session/?cursor="
    pages = {
        "marks": cursor("2026-01-08", more=True, next=f"{address}abc"),
        "m2": cursor("2026-01-09", more=True, next=f"{address}def"),
        "m3": cursor("2026-01-12"),
    }
    given = wonde.read(delivery([], **pages), RECEIVED)
    assert given.rows_read == 3
    assert any("no page numbers" in warning for warning in given.warnings)
    del pages["m3"]
    with pytest.raises(UnreadableFile, match="last page is missing"):
        wonde.read(delivery([], **pages), RECEIVED)


def test_schools_without_a_urn_go_by_their_dfe_number() -> None:
    school = json.dumps({"data": SCHOOL | {"urn": None, "establishment_number": "2001"}}).encode()
    given = wonde.read(delivery([mark()], school=school), RECEIVED)
    assert (given.accepted["urn"].to_pylist(), given.accepted["laestab"].to_pylist()) == ([None], [9992001])


CONTRADICTIONS = [
    ({"code": "I", "type": "UNAUTHORISED_ABSENCE"}, True),
    ({"code": "I", "type": "Authorised Absence"}, False),
    ({"code": "I", "type": "PRESENT"}, True),
    ({"code": "B", "type": "PRESENT"}, False),
    ({"code": "G", "is_authorised": True}, True),
    ({"code": "G", "is_authorised": None}, False),
    ({"code": "/", "is_present": False}, True),
    ({"code": "I", "is_present": True}, True),
    ({"code": "I", "type": "SOMETHING NEW"}, False),
    ({"code": "C9", "type": "PRESENT"}, False),
]


@pytest.mark.parametrize(("code", "contradicts"), CONTRADICTIONS, ids=str)
def test_a_school_that_describes_a_code_otherwise(code: dict[str, Any], contradicts: bool) -> None:
    codes = page([CODES[0], {"id": "K7"} | code], "attendance-codes")
    given = wonde.read(delivery([mark()], codes=codes), RECEIVED)
    assert any(f"the code {code['code']} otherwise" in warning for warning in given.warnings) == contradicts
    assert marks_of(given) == [(THURSDAY, "AM", "/")]


def test_deletions_are_told_and_not_applied() -> None:
    deletions = [
        {"id": "M1", "type": "attendance", "deleted_at": {"date": "2026-01-09 10:00:00.000000"}},
        {"id": "S9", "type": "student", "deleted_at": {"date": "2026-01-09 10:00:00.000000"}},
    ]
    given = wonde.read(delivery([mark()], deletions=page(deletions, "deletions")), RECEIVED)
    assert any(warning.startswith("1 deletions of marks") for warning in given.warnings)
    assert given.accepted.num_rows == 1


def test_other_lists_are_named_and_left() -> None:
    given = wonde.read(delivery([mark()], periods=page([{"id": "P1", "name": "Mon:1"}], "periods")), RECEIVED)
    assert any("periods.json" in warning for warning in given.warnings)


def test_a_delivery_without_marks() -> None:
    given = wonde.read(delivery([]), RECEIVED)
    assert given.rows_read == 0
    assert any("no session marks" in warning for warning in given.warnings)


def test_half_a_surrogate_pair_does_no_harm() -> None:
    odd = page([mark(comment="\ud83d", id="\ud83d"), mark(student="\ud83d")], MARKS)
    given = wonde.read(delivery([], marks=odd), RECEIVED)
    assert given.accepted["comment"].to_pylist() == ["?"]
    assert refused(given) == {"wonde_student_unknown": 1}


@pytest.mark.parametrize(
    ("name", "head", "recognised"),
    [
        ("a.txt", page([mark()], MARKS)[:200], True),
        ("a.txt", b'{"error": "x"}', True),
        ("a.json", b"<html>", True),
        ("a.csv", b"urn,upn,date,session,code\n", False),
        ("a.xml", b"<CTfile>", False),
    ],
)
def test_recognised(name: str, head: bytes, recognised: bool) -> None:
    assert wonde.recognises(name, head) is recognised
