"""Which marks may stand: those of a pupil on that school's roll on that day, and X only below compulsory age."""

import pytest

from tests.spec.store.sent import (
    ALDER,
    BIRCH,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    Desk,
    marks,
    pupil,
    pupils,
    schools,
    upn,
)

SENT_AT = "2026-01-16 18:00"
LONG_AGO = "2024-09-10 09:00"


def reasons(desk: Desk, *files: str, at: str = SENT_AT) -> list[tuple[int, str]]:
    """Line and reason of what a delivery had refused."""
    return [(line, reason) for line, _, _, reason in desk.refused(desk.send(*files, at=at))]


@pytest.mark.parametrize(
    ("sent", "field", "value", "reason"),
    [
        (marks(f"E {MONDAY} AM /"), "upn", upn("E"), "pupil_unknown"),
        (marks(f"A {MONDAY} AM /", school=900009), "urn", "900009", "school_unknown"),
        (marks(f"A {MONDAY} AM /", school=None, laestab=9992999), "urn", "9992999", "school_unknown"),
        (marks(f"E {MONDAY} AM /", school=900009), "urn", "900009", "school_unknown"),
        (marks(f"A {MONDAY} AM /", school=BIRCH), "upn", upn("A"), "not_on_roll"),
        (marks("A 2022-08-31 AM /"), "upn", upn("A"), "not_on_roll"),
        (marks(f"A {MONDAY} AM X"), "code", "X", "x_compulsory_age"),
    ],
    ids=[
        "a pupil whom no pupils file named",
        "a school that no schools file named",
        "a school's DfE number that no schools file named",
        "neither: the school is said first",
        "a pupil of another school",
        "the day before the pupil came",
        "X for a child of ten",
    ],
)
def test_a_mark_that_cannot_stand_is_kept_with_its_reason(
    desk: Desk, sent: str, field: str, value: str, reason: str
) -> None:
    good = marks(f"B {MONDAY} AM /")
    done = desk.send(sent, good, at=SENT_AT)

    assert desk.refused(done) == [(2, field, value, reason)]
    assert [(file.rows_read, file.rows_accepted, file.rows_rejected) for file in done.files] == [
        (1, 0, 1),
        (1, 1, 0),
    ]
    assert desk.standing() == {f"B {MONDAY} AM": "/"}


def test_the_first_and_the_last_day_on_roll_both_count(desk: Desk) -> None:
    """On roll from 3 September until the Tuesday: the day before entry and the day after leaving are refused."""
    desk.send(pupils(pupil("E", entry_date="2025-09-03", leaving_date=TUESDAY)), at="2026-01-15 08:00")
    days = ("2025-09-02", "2025-09-03", TUESDAY, WEDNESDAY)

    assert reasons(desk, marks(*(f"E {on} AM /" for on in days))) == [(2, "not_on_roll"), (5, "not_on_roll")]
    assert list(desk.standing()) == [f"E {on} AM" for on in days[1:3]]


X_OF_A_CHILD = (
    # born, session, refused
    ("2020-06-15", "2025-07-14", False),  # five on 15 June; the prescribed day is 31 August
    ("2020-06-15", "2025-08-31", False),
    ("2020-06-15", "2025-09-01", True),
    ("2020-10-15", "2025-12-19", False),  # the prescribed day is 31 December
    ("2020-10-15", "2025-12-31", False),
    ("2020-10-15", "2026-01-05", True),
    ("2020-02-15", "2025-03-31", False),  # the prescribed day is 31 March, and Easter is on 20 April
    ("2020-02-15", "2025-04-03", False),
    ("2020-02-15", "2025-04-21", True),
    ("2009-05-05", "2025-06-27", True),  # the last Friday in June of the year of the 16th birthday
    ("2009-05-05", "2025-06-30", False),
    ("2012-05-05", "2020-02-28", True),
    ("2012-05-05", "2020-03-02", False),  # X in the coronavirus years, at any age
    ("2012-05-05", "2022-03-31", False),
    ("2012-05-05", "2022-04-01", True),
)


def test_x_on_a_child_of_compulsory_age_is_refused(desk: Desk) -> None:
    letters = {
        dob: letter
        for letter, dob in zip("EFGHI", dict.fromkeys(row[0] for row in X_OF_A_CHILD), strict=True)
    }
    desk.send(
        pupils(
            *(
                pupil(letter, dob=dob, entry_date=f"{int(dob[:4]) + 4}-09-02")
                for dob, letter in letters.items()
            )
        ),
        at="2026-01-15 08:00",
    )
    told = dict(reasons(desk, marks(*(f"{letters[dob]} {on} PM X" for dob, on, _ in X_OF_A_CHILD))))

    found = tuple(
        (dob, on, told.get(line) == "x_compulsory_age") for line, (dob, on, _) in enumerate(X_OF_A_CHILD, 2)
    )
    assert found == X_OF_A_CHILD
    assert len(desk.standing()) == sum(not refused for *_, refused in X_OF_A_CHILD)


def test_another_code_on_the_day_of_a_refused_x_stands(desk: Desk) -> None:
    assert reasons(desk, marks(f"A {MONDAY} AM X", f"A {MONDAY} PM I")) == [(2, "x_compulsory_age")]
    assert desk.standing() == {f"A {MONDAY} PM": "I"}


def test_x_of_a_child_who_came_back_is_judged_by_the_birth_date_that_stands(desk: Desk) -> None:
    desk.send(
        pupils(
            pupil("E", dob="2012-05-05", entry_date="2023-09-04", leaving_date="2024-07-19"),
            pupil("E", dob="2021-12-05", entry_date="2025-09-03"),
        ),
        at="2026-01-15 08:00",
    )

    assert reasons(desk, marks(f"E {MONDAY} AM X")) == []


def test_rows_of_the_roll_in_the_same_delivery_are_taken_in_before_the_marks(desk: Desk) -> None:
    done = desk.send(
        marks(f"E {MONDAY} AM /", school=900003),
        pupils(pupil("E", urn="900003")),
        schools(ALDER, 900003),
        at=SENT_AT,
    )

    assert done.rows_rejected == 0
    assert desk.standing() == {f"900003 E {MONDAY} AM": "/"}


def test_marks_under_a_former_upn_are_the_same_pupils(desk: Desk) -> None:
    desk.send(pupils(pupil("F", former_upn=upn("A"))), at="2026-01-15 08:00")
    desk.send(marks(f"A {MONDAY} AM N"), at=SENT_AT)
    done = desk.send(marks(f"F {MONDAY} AM I"), at="2026-01-17 18:00")

    assert (done.marks.new, done.marks.revised) == (0, 1)
    assert len(desk.standing()) == 1


def test_one_file_that_calls_a_pupil_by_two_upns_is_held_to_the_same_rules(desk: Desk) -> None:
    desk.send(pupils(pupil("F", former_upn=upn("A"))), at="2026-01-15 08:00")
    done = desk.send(
        marks(
            f"A {MONDAY} AM N",
            f"F {MONDAY} AM I",
            f"A {MONDAY} PM \\",
            f"F {MONDAY} PM \\",
            f"A {TUESDAY} AM N 2026-01-13T10:00",
            f"F {TUESDAY} AM I 2026-01-13T12:00",
            f"F {TUESDAY} PM \\",
            f"B {MONDAY} AM /",
        ),
        at=SENT_AT,
    )

    assert [(line, reason) for line, _, _, reason in desk.refused(done)] == [
        (2, "conflicting_marks"),
        (3, "conflicting_marks"),
        (5, "duplicate_mark"),
        (6, "superseded_in_file"),
    ]
    assert sorted(desk.standing().values()) == ["/", "I", "\\", "\\"]


@pytest.mark.parametrize("former_first", [True, False])
def test_a_pupil_keeps_one_number_whichever_of_two_rows_comes_first(desk: Desk, former_first: bool) -> None:
    old = pupil("G", leaving_date="2025-12-19")
    new = pupil("H", former_upn=upn("G"), urn=str(BIRCH), entry_date="2026-01-05")
    desk.send(pupils(old, new) if former_first else pupils(new, old), at="2026-01-15 08:00")
    desk.send(marks("G 2025-12-01 AM /"), marks(f"H {MONDAY} AM /", school=BIRCH), at="2026-01-16 18:00")

    assert desk.figure("enrolments,pupils") == (2, 1)
