"""Which school followed which, as GIAS tells it: what is read of each line, what is refused and why."""

from datetime import date

import pytest

from schoolward.intake import school_links
from schoolward.intake.formats import recognise
from tests.spec.intake.sent_tables import CONTEXT, accepted, refusals, table

HEADING = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate"
ACADEMY, SCHOOL, OTHER = 900002, 900004, 900005
SOUND = f"{OTHER},{SCHOOL},Elm,Successor,"


def read(*rows: str) -> tuple[list[tuple[object, ...]], list[tuple[int, str, str]]]:
    """The links read, and line, field and reason of the others."""
    told = school_links.read("l.csv", table(HEADING, *rows), CONTEXT)
    return accepted(told, "urn", "link_urn", "link_name", "link_type", "on"), refusals(told)


def test_both_directions_of_a_link_are_kept_as_sent() -> None:
    assert read(
        f"{ACADEMY},{SCHOOL},Elm High School,Predecessor,01-09-2014",
        f"{SCHOOL},{ACADEMY},Birch Academy,Successor - merged,",
    ) == (
        [
            (ACADEMY, SCHOOL, "Elm High School", "Predecessor", date(2014, 9, 1)),
            (SCHOOL, ACADEMY, "Birch Academy", "Successor - merged", None),
        ],
        [],
    )


def test_a_file_is_read_as_gias_writes_it() -> None:
    text = f'"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\r\n"{ACADEMY}","{SCHOOL}","Élm’s School"'
    told = school_links.read("l.csv", f'{text},"Predecessor","01-09-2014"\r\n'.encode("cp1252"), CONTEXT)
    assert accepted(told, "link_name", "on") == [("Élm’s School", date(2014, 9, 1))]
    assert all("Windows-1252" in warning for warning in told.warnings)


@pytest.mark.parametrize("on", ["01/09/2014", "01-09-2014", "2014-09-01"])
def test_a_day_is_read_in_each_of_three_ways(on: str) -> None:
    assert read(f"{ACADEMY},{SCHOOL},,Predecessor,{on}")[0][0][-1] == date(2014, 9, 1)


REFUSED = [
    ("no URN", f",{SCHOOL},,Predecessor,", "URN", "urn_shape"),
    ("a URN of five digits", f"90000,{SCHOOL},,Predecessor,", "URN", "urn_shape"),
    ("no linked URN", f"{ACADEMY},,,Predecessor,", "LinkURN", "urn_shape"),
    ("a linked URN that is none", f"{ACADEMY},Elm,,Predecessor,", "LinkURN", "urn_shape"),
    ("a link with itself", f"{ACADEMY},{ACADEMY},,Predecessor,", "LinkURN", "school_linked_to_itself"),
    ("no type", f"{ACADEMY},{SCHOOL},,,", "LinkType", "school_link_type"),
    ("a type of 61 characters", f"{ACADEMY},{SCHOOL},,{'x' * 61},", "LinkType", "school_link_type"),
    ("no such day", f"{ACADEMY},{SCHOOL},,Predecessor,31-02-2014", "LinkEstablishedDate", "date_not_real"),
    ("not a day", f"{ACADEMY},{SCHOOL},,Predecessor,2014", "LinkEstablishedDate", "date_shape"),
]


@pytest.mark.parametrize(
    ("row", "field", "reason"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_a_line_that_cannot_be_read_is_refused(row: str, field: str, reason: str) -> None:
    assert read(row, SOUND) == ([(OTHER, SCHOOL, "Elm", "Successor", None)], [(2, field, reason)])


def test_the_same_link_twice_is_one() -> None:
    line = f"{ACADEMY},{SCHOOL},Elm,Predecessor,01-09-2014"
    assert read(line, line)[1] == [(3, "LinkURN", "duplicate_school_link")]


@pytest.mark.parametrize("other", ["Successor,01-09-2014", "Predecessor - merged,01-09-2014", "Predecessor,"])
def test_of_two_lines_that_differ_neither_is_taken(other: str) -> None:
    assert read(f"{ACADEMY},{SCHOOL},,Predecessor,01-09-2014", f"{ACADEMY},{SCHOOL},,{other}", SOUND) == (
        [(OTHER, SCHOOL, "Elm", "Successor", None)],
        [(2, "LinkURN", "conflicting_school_links"), (3, "LinkURN", "conflicting_school_links")],
    )


@pytest.mark.parametrize("word", ["Predecessor", "Successor"])
def test_of_two_schools_each_before_the_other_neither_is_taken(word: str) -> None:
    assert read(f"{ACADEMY},{SCHOOL},,{word},", f"{SCHOOL},{ACADEMY},,{word} - merged,", SOUND) == (
        [(OTHER, SCHOOL, "Elm", "Successor", None)],
        [(2, "LinkType", "school_links_crossed"), (3, "LinkType", "school_links_crossed")],
    )


@pytest.mark.parametrize(
    ("word", "schools"),
    [
        ("Predecessor", (2, 1)),
        ("predecessor - amalgamated", (2, 1)),
        ("Predecessor - Split School", (2, 1)),
        ("Successor", (1, 2)),
        ("SUCCESSOR - merged", (1, 2)),
        ("Sixth Form Centre School", None),
        ("Parent Centre", None),
        ("Merged - change in age range", None),
        ("Predecessor-merged", (2, 1)),
        ("None", None),
    ],
)
def test_only_two_words_say_who_followed_whom(word: str, schools: tuple[int, int] | None) -> None:
    assert school_links.followed(urn=1, link_urn=2, link_type=word) == schools


@pytest.mark.parametrize("heading", [HEADING, "urn;link_urn;link_type", "School URN,Linked URN,Type of link"])
def test_a_file_of_links_is_known_by_its_heading(heading: str) -> None:
    found = recognise("file.csv", f"{heading}\n".encode())
    assert found is not None
    assert found.name == school_links.FORMAT
