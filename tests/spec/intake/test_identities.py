"""Who is the same child, as data officers decide it: what is read of each line, what is refused and why."""

import pytest

from schoolward.intake import identities
from schoolward.intake.formats import recognise
from tests.spec.intake.sent_tables import CONTEXT, A, B, C, accepted, refusals, table

HEADING = "UPN,Same As UPN,Decision Reference,Source"


def read(*rows: str) -> tuple[list[tuple[object, ...]], list[tuple[int, str, str]]]:
    """The decisions read, and line, field and reason of the others."""
    told = identities.read("i.csv", table(HEADING, *rows), CONTEXT)
    return accepted(told, "upn", "same_as_upn", "reference", "source"), refusals(told)


def test_a_record_is_the_same_child_as_another_which_is_kept() -> None:
    assert read(f"{B},{A},D1,Data team", f"{C},{A},D1,") == (
        [(B, A, "D1", "Data team"), (C, A, "D1", None)],
        [],
    )


@pytest.mark.parametrize("kept", ["", B, f" {B} "])
def test_a_record_that_is_the_same_as_none_or_as_itself_stands_on_its_own(kept: str) -> None:
    assert read(f"{B},{kept},D2,Data team") == ([(B, None, "D2", "Data team")], [])


REFUSED = [
    ("no UPN", f",{A},D1,", "upn", "upn_shape"),
    ("a UPN that is none", f"?,{A},D1,", "upn", "upn_shape"),
    ("a UPN with a slip in it", f"{B[:-1]}{9 - int(B[-1])},{A},D1,", "upn", "upn_check_letter"),
    ("a kept UPN that is none", f"{B},?,D1,", "same_as_upn", "upn_shape"),
    ("a kept UPN with a slip", f"{B},{A[:-1]}{9 - int(A[-1])},D1,", "same_as_upn", "upn_check_letter"),
    ("no reference", f"{B},{A},,", "reference", "identity_reference"),
    ("a reference of 61 characters", f"{B},{A},{'9' * 61},", "reference", "identity_reference"),
]


@pytest.mark.parametrize(
    ("row", "field", "reason"), [each[1:] for each in REFUSED], ids=[e[0] for e in REFUSED]
)
def test_a_line_that_cannot_be_read_is_refused(row: str, field: str, reason: str) -> None:
    assert read(row, f"{C},{A},D2,") == ([(C, A, "D2", None)], [(2, field, reason)])


CONTRADICTING = [
    ("two records kept", f"{B},{A},D1,", f"{B},{C},D1,"),
    ("merged and standing alone", f"{B},{A},D1,", f"{B},,D2,"),
    ("two references", f"{B},{A},D1,", f"{B},{A},D2,"),
    ("two sources", f"{B},{A},D1,Data team", f"{B},{A},D1,Admissions"),
]


@pytest.mark.parametrize("rows", [each[1:] for each in CONTRADICTING], ids=[e[0] for e in CONTRADICTING])
def test_of_two_decisions_on_one_record_neither_is_taken(rows: tuple[str, str]) -> None:
    assert read(*rows, f"{C},{A},D3,") == (
        [(C, A, "D3", None)],
        [(2, "upn", "conflicting_identities"), (3, "upn", "conflicting_identities")],
    )


def test_the_same_decision_twice_is_one() -> None:
    assert read(f"{B},{A},D1,", f"{B},{A},D1,") == (
        [(B, A, "D1", None)],
        [(3, "upn", "duplicate_identity")],
    )
    assert read(f"{B},,D1,", f"{B},{B},D1,")[1] == [(3, "upn", "duplicate_identity")]


@pytest.mark.parametrize(
    "heading",
    [
        HEADING,
        "upn;same_as_upn;reference",
        "Unique Pupil Number,Kept UPN,Decision",
        "same as\tUPN\tdecision ref",
    ],
)
def test_a_file_of_decisions_is_known_by_its_heading(heading: str) -> None:
    found = recognise("file.csv", f"{heading}\n".encode())
    assert found is not None
    assert found.name == identities.FORMAT


def test_a_file_of_no_lines_says_so() -> None:
    told = identities.read("i.csv", table(HEADING), CONTEXT)
    assert told.rows_read == 0
    assert told.warnings == ("the file has a heading and no rows",)
