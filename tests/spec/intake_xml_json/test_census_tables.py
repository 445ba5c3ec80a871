"""What the School Census says as tables, and that an impossible sample is counted and explained."""

from typing import NamedTuple

import pytest

from schoolward.intake import census_tables
from schoolward.intake.batches import UnreadableFile
from tests.reference_data import reference_data
from tests.spec.intake_xml_json.sendings import ASH, RECEIVED, ROWAN, WRONG_LETTER, refused

HEADING = (
    "pupilonrolltableid,NativeId,dob,upn,entrydate,termlysessionspossible,termlysessionsauthorised,"
    "termlysessionsunauthorised,summerhalfterm2sessionspossible,summerhalfterm2sessionsauthorised,"
    "summerhalfterm2sessionsunauthorised"
)
REASONS_HEADING = "pupilonrolltableid,NativeId,termlysessiondetailsonrolltableid,sessions,attendancereason"


def table(*lines: str, heading: str = HEADING) -> bytes:
    """A table with these lines."""
    return "\n".join([heading, *lines, ""]).encode()


def pupil(sessions: str, *, upn: str = ROWAN, school: str = "900001", row: str = "r1") -> str:
    """A line of the table of pupils; `sessions` are its last six columns."""
    return f"{row},{school},2012-Jan-21 00:00:00,{upn},2024-Oct-16 00:00:00,{sessions}"


class Line(NamedTuple):
    """A line, and its windows with possible, authorised and unauthorised sessions."""

    says: str
    sessions: str
    rows: list[tuple[str, int, int | None, int | None]]


READ = [
    Line("One window.", "128.0,8.0,2.0,,,", [("termly", 128, 8, 2)]),
    Line("Two windows.", "62,3,,60,,1", [("termly", 62, 3, None), ("summer_half_term_2", 60, None, 1)]),
    Line("The second half of the summer term alone.", ",,,60,1,1", [("summer_half_term_2", 60, 1, 1)]),
    Line("All absent.", "10,4,6,,,", [("termly", 10, 4, 6)]),
    Line("No sessions: nothing is known.", ",,,,,", []),
]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.says)
def test_lines(case: Line) -> None:
    given = census_tables.read("a.csv", table(pupil(case.sessions)), RECEIVED)
    names = ("window", "possible_sessions", "authorised_absence_sessions", "unauthorised_absence_sessions")
    assert [tuple(row[name] for name in names) for row in given.accepted.to_pylist()] == case.rows
    assert given.rejected.num_rows == 0
    assert bool(given.warnings) == (not case.rows)


class Refusal(NamedTuple):
    """A line that is refused, whole and once."""

    says: str
    reason: str
    sessions: str = "128,8,2,60,1,1"
    upn: str = ROWAN
    school: str = "900001"


REFUSED = [
    Refusal(
        "A number that is no UPN comes before all else.", "upn_shape", "9,90,9,,,", "21db2df8-fa0", "SCH5"
    ),
    Refusal("A UPN under the wrong letter.", "upn_check_letter", upn=WRONG_LETTER),
    Refusal("Words for a number.", "sessions_not_whole", "many,8,2,,,"),
    Refusal("Absence of a window without its sessions possible.", "sessions_not_whole", "128,8,2,,1,"),
    Refusal("Less than none.", "sessions_not_whole", "128,-8,2,,,"),
    Refusal("More absence than sessions.", "absence_above_possible", "10,8,3,,,"),
    Refusal(
        "More in the other window: the whole line is refused.", "absence_above_possible", "128,8,2,60,60,1"
    ),
    Refusal("More in both: once.", "absence_above_possible", "10,8,3,10,8,3"),
    Refusal("All is right but the school's number.", "school_number", school="SCH5"),
    Refusal("And without sessions as well.", "school_number", ",,,,,", school="SCH5"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_lines_that_are_refused(case: Refusal) -> None:
    lines = [
        pupil("128,1,1,,,", upn=ASH, row="r0"),
        pupil(case.sessions, upn=case.upn, school=case.school),
    ]
    given = census_tables.read("a.csv", table(*lines), RECEIVED)
    assert [(row.line, refused(given)) for row in given.rejected_rows()] == [(3, {case.reason: 1})]
    assert given.accepted["upn"].to_pylist() == [ASH]
    assert given.rows_read == 2


def test_schools_by_urn_and_by_dfe_number() -> None:
    lines = [pupil("10,,,,,", row="r1"), pupil("10,,,,,", school="9992001", upn=ASH, row="r2")]
    given = census_tables.read("a.csv", table(*lines), RECEIVED)
    assert given.accepted["urn"].to_pylist() == [900001, None]
    assert given.accepted["laestab"].to_pylist() == [None, 9992001]


def test_reasons_alone_cannot_be_tied_to_a_pupil() -> None:
    given = census_tables.read("b.csv", table("r1,900001,d1,6.0,I", heading=REASONS_HEADING), RECEIVED)
    assert refused(given) == {"needs_on_roll_table": 1}


def test_reasons_together_with_their_pupils() -> None:
    pupils = table(pupil("128,,,,,"), pupil("10,,,,,", upn=ASH, row="r2"))
    reasons = table(
        "r1,900001,d1,6.0,I",
        "r1,900001,d2,4.0,?",
        "r2,900001,d3,6.0,I",
        "r2,900001,d4,5.0,M",
        "r3,900001,d5,5.0,M",
        ",900001,d6,5.0,M",
        "r1,900001,d7,x,M",
        heading=REASONS_HEADING,
    )
    given = census_tables.read_together({"b.csv": reasons, "a.csv": pupils}, RECEIVED)
    assert given["a.csv"].accepted["upn"].to_pylist() == [ROWAN, ASH]
    rows = [
        (r["line"], r["upn"], r["possible_sessions"], r["code"], r["code_sessions"])
        for r in given["b.csv"].accepted.to_pylist()
    ]
    assert rows == [(2, ROWAN, 128, "I", 6)]
    assert [(r["line"], r["reason"]) for r in given["b.csv"].rejected.to_pylist()] == [
        (3, "absence_reason_unknown"),
        (4, "absence_above_possible"),
        (5, "absence_above_possible"),
        (6, "needs_on_roll_table"),
        (7, "needs_on_roll_table"),
        (8, "sessions_not_whole"),
    ]
    assert given["b.csv"].rows_read == 7


def test_reasons_of_the_second_half_of_the_summer_term() -> None:
    heading = (
        "pupilonrolltableid,NativeId,summerhalfterm2sessiondetailsonrolltableid,sessions,attendancereason"
    )
    files = {"a.csv": table(pupil(",,,60,,")), "b.csv": table("r1,900001,d1,6,I", heading=heading)}
    (row,) = census_tables.read_together(files, RECEIVED)["b.csv"].accepted.to_pylist()
    assert (row["window"], row["possible_sessions"], row["code_sessions"]) == ("summer_half_term_2", 60, 6)


def test_a_line_with_too_few_columns_keeps_the_numbers_of_the_others() -> None:
    given = census_tables.read(
        "a.csv", table(pupil("10,,,,,"), "r2,900001", pupil("10,9,9,,,", upn=ASH)), RECEIVED
    )
    assert [(row["line"], row["reason"]) for row in given.rejected.to_pylist()] == [
        (3, "line_shape"),
        (4, "absence_above_possible"),
    ]
    assert given.rows_read == 3


def test_other_tables_are_not_taken_for_one() -> None:
    assert not census_tables.recognises("2024_autumn_pupilonroll.csv", b"urn,upn,date,session,code\n")
    with pytest.raises(UnreadableFile):
        census_tables.read("a.csv", b"urn,upn,date,session,code\n", RECEIVED)


SAMPLE = {
    "2024_autumn_pupilonroll.csv": (9088, {"upn_shape": 9088}),
    "2024_autumn_pupilnolongeronroll.csv": (308, {"upn_shape": 308}),
    "2024_autumn_termlysessiondetailsonroll.csv": (39953, {"needs_on_roll_table": 39953}),
}


@pytest.mark.parametrize("name", SAMPLE)
def test_the_impossible_sample(name: str) -> None:
    data = reference_data(f"school_census_sample/{name}").read_bytes()
    rows, reasons = SAMPLE[name]
    assert census_tables.recognises(name, data[:4096])
    given = census_tables.read(name, data, RECEIVED)
    assert given.accepted.num_rows + given.rejected.num_rows == given.rows_read == rows
    assert refused(given) == reasons
    assert given.rejected["line"].to_pylist() == list(range(2, rows + 2))
    shown = next(given.rejected_rows())
    assert shown.value
    assert shown.mend


def test_the_impossible_sample_together() -> None:
    files = {name: reference_data(f"school_census_sample/{name}").read_bytes() for name in SAMPLE}
    for name, given in census_tables.read_together(files, RECEIVED).items():
        assert refused(given) == {"upn_shape": SAMPLE[name][0]}


def test_the_sample_with_its_upns_mended_shows_its_other_faults() -> None:
    from schoolward.register.upn import check_letter

    lines = reference_data("school_census_sample/2024_autumn_pupilonroll.csv").read_text().splitlines()
    mended = [lines[0]]
    for number, line in enumerate(lines[1:]):
        cells = line.split(",")
        cells[8] = check_letter(f"{number:012d}") + f"{number:012d}"
        mended.append(",".join(cells))
    given = census_tables.read("a.csv", "\n".join(mended).encode(), RECEIVED)
    assert refused(given)["school_number"] > 7000
    assert given.accepted.num_rows == 0
    assert given.rows_read == len(lines) - 1
