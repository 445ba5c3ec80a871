"""What a School Census return in XML says of a pupil's absence, and what of it is refused."""

from typing import NamedTuple

import pytest

from schoolward.intake import census_xml, ctf
from schoolward.intake.batches import UnreadableFile
from tests.spec.intake_xml_json.sendings import (
    ASH,
    RECEIVED,
    ROWAN,
    WRONG_LETTER,
    census,
    census_pupil,
    refused,
)


def detail(reason: str, sessions: str) -> str:
    """One reason with its sessions."""
    return (
        f"<SessionDetail><AttendanceReason>{reason}</AttendanceReason>"
        f"<AbsenceSessions>{sessions}</AbsenceSessions></SessionDetail>"
    )


def termly(possible: str, *details: str, authorised: str = "", unauthorised: str = "") -> str:
    """A term's attendance."""
    totals = "".join(
        f"<Sessions{name}>{value}</Sessions{name}>"
        for name, value in (("Authorised", authorised), ("Unauthorised", unauthorised))
        if value
    )
    reasons = f"<SessionDetails>{''.join(details)}</SessionDetails>" if details else ""
    return f"<TermlyAttendance><SessionsPossible>{possible}</SessionsPossible>{totals}{reasons}</TermlyAttendance>"


class Absence(NamedTuple):
    """A pupil's attendance element, and the rows: possible, authorised, unauthorised, code, its sessions."""

    says: str
    attendance: str
    rows: list[tuple[int | None, int | None, int | None, str | None, int | None]]


READ = [
    Absence(
        "Reasons, one row each.",
        termly("128", detail("I", "6"), detail("U", "1")),
        [(128, None, None, "I", 6), (128, None, None, "U", 1)],
    ),
    Absence("Totals.", termly("128", authorised="8", unauthorised="3"), [(128, 8, 3, None, None)]),
    Absence(
        "Where both came the reasons are read: totals have been seen to fall short.",
        termly("128", detail("I", "12"), authorised="8"),
        [(128, None, None, "I", 12)],
    ),
    Absence("No absence.", termly("128"), [(128, None, None, None, None)]),
    Absence("All sessions.", termly("10", authorised="4", unauthorised="6"), [(10, 4, 6, None, None)]),
    Absence(
        "Sessions that nobody could attend are outside the possible ones.",
        termly("10", detail("X", "90")),
        [(10, None, None, "X", 90)],
    ),
    Absence(
        "Whole numbers may be written with a fraction of nothing.",
        termly("128.0"),
        [(128, None, None, None, None)],
    ),
    Absence("A pupil without attendance is no row.", "", []),
]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.says)
def test_rows(case: Absence) -> None:
    given = census_xml.read("a.xml", census(census_pupil(case.attendance)), RECEIVED)
    columns = (
        "possible_sessions", "authorised_absence_sessions", "unauthorised_absence_sessions", "code", "code_sessions",
    )  # fmt: skip
    assert [tuple(row[name] for name in columns) for row in given.accepted.to_pylist()] == case.rows
    assert given.rows_read == len(case.rows)
    assert {row["window"] for row in given.accepted.to_pylist()} <= {"termly"}


class Refusal(NamedTuple):
    """A pupil's attendance element with one row to be refused."""

    says: str
    reason: str
    attendance: str
    upn: str = ROWAN


REFUSED = [
    Refusal("A UPN under the wrong letter.", "upn_check_letter", termly("128"), WRONG_LETTER),
    Refusal("No UPN.", "upn_shape", termly("128"), ""),
    Refusal("No sessions possible.", "sessions_not_whole", termly("")),
    Refusal("Half a session.", "sessions_not_whole", termly("128", authorised="1.5")),
    Refusal("Less than none.", "sessions_not_whole", termly("128", unauthorised="-1")),
    Refusal("A reason without sessions.", "sessions_not_whole", termly("128", detail("I", ""))),
    Refusal("A code for being there.", "absence_reason_unknown", termly("128", detail("/", "4"))),
    Refusal("No code at all.", "absence_reason_unknown", termly("128", detail("7", "4"))),
    Refusal("A code left out.", "absence_reason_unknown", termly("128", detail("", "4"))),
    Refusal("A reason beyond the possible.", "absence_above_possible", termly("128", detail("I", "129"))),
    Refusal(
        "Totals beyond it together.", "absence_above_possible", termly("10", authorised="6", unauthorised="5")
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_refused(case: Refusal) -> None:
    given = census_xml.read("a.xml", census(census_pupil(case.attendance, upn=case.upn)), RECEIVED)
    assert (given.rows_read, refused(given)) == (1, {case.reason: 1})


def test_reasons_that_are_too_many_together_are_all_refused() -> None:
    too_many = termly("10", detail("I", "6"), detail("M", "5"), detail("X", "90"))
    given = census_xml.read(
        "a.xml", census(census_pupil(too_many) + census_pupil(termly("10"), upn=ASH)), RECEIVED
    )
    assert refused(given) == {"absence_above_possible": 2}
    assert given.accepted["code"].to_pylist() == ["X", None]


def test_windows_lines_leavers_and_the_school() -> None:
    summer = termly("60").replace("TermlyAttendance", "SummerHalfTerm2Attendance")
    year = termly("380", authorised="9").replace("TermlyAttendance", "AnnualAttendance")
    pupils = census_pupil(f"\n{termly('62')}\n{summer}") + census_pupil(
        f"\n{year}", upn=ASH, element="PupilNoLongerOnRoll"
    )
    given = census_xml.read("a.xml", census(pupils), RECEIVED)
    rows = [(r["line"], r["upn"], r["laestab"], r["urn"], r["window"]) for r in given.accepted.to_pylist()]
    assert rows == [
        (2, ROWAN, 9992001, None, "termly"),
        (3, ROWAN, 9992001, None, "summer_half_term_2"),
        (4, ASH, 9992001, None, "annual"),
    ]


def test_a_return_that_does_not_say_whose_it_is() -> None:
    for source in ("", "<LEA>999</LEA>", "<LEA>999</LEA><Estab>20</Estab>"):
        with pytest.raises(UnreadableFile, match="which school"):
            census_xml.read("a.xml", census(census_pupil(termly("10")), source=source), RECEIVED)


def test_recognised_apart_from_other_messages() -> None:
    assert census_xml.recognises("a.xml", census("")[:4096])
    assert not ctf.recognises("a.xml", census("")[:4096])
    workforce = census("").replace(b"<Collection>SC<", b"<Collection>SWF<").replace(b"PupilsOnRoll", b"Staff")
    assert not census_xml.recognises("a.xml", workforce)
