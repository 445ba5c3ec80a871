"""What a store makes of corrected rolls, cohorts and calendars: the latest word stands from the day it speaks of."""

import pytest

from schoolward.store.connection import connect
from schoolward.store.roll import make_roll
from tests.spec.intake_xml_json.sendings import ctf
from tests.spec.store.sent import (
    ALDER,
    BIRCH,
    LAESTABS,
    LETTERS,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    Desk,
    calendar,
    cohorts,
    marks,
    pupil,
    pupils,
    schools,
    upn,
)

AUTUMN, WINTER = "2025-10-06", MONDAY
FIRST, SECOND, THIRD, FOURTH = (f"2026-01-{day} 18:00" for day in (15, 16, 17, 18))


def possible(desk: Desk, *by: str, **asked: str) -> dict[str, int]:
    """Possible sessions by group, groups without any left out."""
    return {group: count for group, count in desk.figure("possible_sessions", *by, **asked).items() if count}


def test_a_corrected_leaving_date_takes_in_or_leaves_out_what_lies_between(desk: Desk) -> None:
    week = marks(*(f"A {on} {half} I" for on in (MONDAY, TUESDAY, WEDNESDAY) for half in ("AM", "PM")))
    desk.send(week, at=FIRST)
    desk.send(pupils(pupil("A", leaving_date=MONDAY)), at=SECOND)
    desk.send(pupils(pupil("A", leaving_date=TUESDAY)), at=THIRD)
    desk.send(pupils(pupil("A")), at=FOURTH)

    told = [desk.figure("possible_sessions", at=at) for at in (FIRST, SECOND, THIRD, FOURTH)]
    assert told == [6, 2, 4, 6]


def test_an_earlier_entry_date_takes_the_place_of_the_one_we_held(desk: Desk) -> None:
    desk.send(pupils(pupil("E", entry_date="2025-09-08")), at=FIRST)
    early = marks("E 2025-09-03 AM /", "E 2025-09-08 AM /")
    assert desk.refused(desk.send(early, at=SECOND))[0][3] == "not_on_roll"

    done = desk.send(pupils(pupil("E", entry_date="2025-09-03")), early, at=THIRD)

    assert done.rows_rejected == 0
    assert desk.figure("possible_sessions,enrolments") == (2, 1)
    assert desk.figure("possible_sessions", at=SECOND) == 1


@pytest.mark.parametrize(
    ("held", "sent"),
    [
        (("2025-09-03", ""), ("2025-09-08", "")),
        (("2025-09-03", "2026-01-09"), ("2026-01-09", "")),
        (("2025-09-03", ""), ("2024-09-03", "2025-10-01")),
        (("2025-09-03", "2026-01-09"), ("2024-09-03", "2025-12-19")),
    ],
    ids=[
        "a later entry date, while the earlier time is not ended",
        "back on the day of leaving",
        "an earlier time that reaches into the one we hold",
        "an earlier time that covers only part of the one we hold",
    ],
)
def test_a_time_on_roll_that_overlaps_is_refused(
    desk: Desk, held: tuple[str, str], sent: tuple[str, str]
) -> None:
    desk.send(pupils(pupil("E", entry_date=held[0], leaving_date=held[1])), at=FIRST)
    done = desk.send(pupils(pupil("E", entry_date=sent[0], leaving_date=sent[1])), at=SECOND)

    assert desk.refused(done) == [(2, "entry_on", sent[0], "overlapping_enrolment")]


def test_a_time_on_roll_after_the_last_day_of_the_one_before_is_another_enrolment(desk: Desk) -> None:
    desk.send(pupils(pupil("E", entry_date="2024-09-03", leaving_date="2025-10-03")), at=FIRST)
    desk.send(pupils(pupil("E", entry_date="2025-10-04")), at=SECOND)
    desk.send(marks("E 2025-10-03 AM /", f"E {AUTUMN} AM /"), at=THIRD)

    assert desk.figure("enrolments,pupils") == (2, 1)


def test_two_rows_that_overlap_in_one_file_are_both_refused_and_nothing_else_slips_in(desk: Desk) -> None:
    desk.send(pupils(pupil("E", entry_date="2024-09-03")), at=FIRST)
    done = desk.send(
        pupils(
            pupil("E", entry_date="2024-09-03", leaving_date="2025-07-18"),
            pupil("E", entry_date="2025-01-06", leaving_date="2025-02-14"),
            pupil("E", entry_date="2025-09-03"),
        ),
        at=SECOND,
    )

    assert [(line, reason) for line, _, _, reason in desk.refused(done)] == [
        (2, "overlapping_enrolment"),
        (3, "overlapping_enrolment"),
        (4, "overlapping_enrolment"),
    ]
    desk.send(marks(f"E {MONDAY} AM /"), at=THIRD)
    assert desk.figure("possible_sessions") == 1


IN_JANUARY = {"attributes_from": "2026-01-05"}
K, E = {"sen_provision": "K"}, {"sen_provision": "E"}

CHANGED = {
    # what came after N, told at first; then what holds in autumn and in winter
    "changed, without a day: since the academic year began": ((K,), "K", "K"),
    "changed from a day": (({**K, **IN_JANUARY},), "N", "K"),
    "changed from a day, and sent again as it stands without a day": (({**K, **IN_JANUARY}, K), "N", "K"),
    "changed from a day, and changed again without a day": (({**K, **IN_JANUARY}, E), "E", "E"),
    "changed from a day, and changed from an earlier day": (
        ({**K, **IN_JANUARY}, {**E, "attributes_from": "2025-09-01"}), "E", "K",
    ),
    "changed from a day, and corrected from the same day": (
        ({**K, **IN_JANUARY}, {**E, **IN_JANUARY}), "N", "E",
    ),
    "changed with a leaving date": (({**K, "leaving_date": "2026-01-30"},), "K", "K"),
    "changed from a day, and only a leaving date is new": (
        ({**K, **IN_JANUARY}, {**K, "leaving_date": "2026-01-30"}), "N", "K",
    ),
}  # fmt: skip


def test_changed_attributes_hold_from_the_day_they_are_said_to(desk: Desk) -> None:
    letters = dict(zip(CHANGED, "EFGHIJKL", strict=True))

    def told(said: dict[str, dict[str, str]]) -> str:
        return pupils(*(pupil(letters[case], entry_date="2024-09-03", **one) for case, one in said.items()))

    desk.send(told({case: {"sen_provision": "N"} for case in CHANGED}), at="2025-09-10 18:00")
    days = ("2025-06-02", AUTUMN, WINTER)
    desk.send(marks(*(f"{letter} {on} AM /" for letter in letters.values() for on in days)), at=FIRST)
    for place, at in enumerate((SECOND, THIRD)):
        desk.send(
            told({case: then[place] for case, (then, *_) in CHANGED.items() if len(then) > place}), at=at
        )

    connection = connect(desk.home.spill_folder)
    make_roll(connection, desk.known().rows)
    held = connection.execute(
        "SELECT p.upn, d.day, a.sen_provision FROM attribute_spells AS a JOIN pupils AS p ON p.pupil = a.pupil "
        "JOIN (SELECT CAST(UNNEST($days) AS DATE) AS day) AS d ON d.day >= a.from_on AND d.day < a.until_on",
        {"days": list(days)},
    ).fetchall()
    connection.close()
    by_case = {letters[case]: case for case in CHANGED}
    found: dict[str, list[str]] = {}
    for number, _, sen in sorted(held):
        if LETTERS[number] in by_case:
            found.setdefault(by_case[LETTERS[number]], []).append(sen)

    assert found == {case: ["N", autumn, winter] for case, (_, autumn, winter) in CHANGED.items()}
    by_sen = {on: possible(desk, "sen_provision", first=on, last=on) for on in days}
    assert by_sen == {"2025-06-02": {"N": 8}, AUTUMN: {"K": 2, "N": 4, "E": 2}, WINTER: {"K": 6, "E": 2}}


def test_a_pupils_file_with_nothing_new_adds_no_row(desk: Desk) -> None:
    rolls = [row for row in desk.fingerprints() if row.startswith(("pupils", "enrolments"))]
    done = desk.send(pupils("A", "B", "C"), at=FIRST)

    assert done.load == 2
    assert [row for row in desk.fingerprints() if row.startswith(("pupils", "enrolments"))] == rolls


def test_a_corrected_cohort_spell_takes_the_place_of_the_one_with_its_first_day(desk: Desk) -> None:
    desk.send(
        marks(f"A {MONDAY} AM /", f"A {WEDNESDAY} AM /"), cohorts("A looked_after 2025-09-01"), at=FIRST
    )
    desk.send(cohorts(f"A looked_after 2025-09-01 {TUESDAY}"), at=SECOND)
    desk.send(cohorts(f"A looked_after 2025-09-01 {MONDAY}", f"A looked_after {WEDNESDAY}"), at=THIRD)
    looked_after = "cohort:looked_after"

    assert possible(desk, looked_after, at=FIRST) == {"yes": 2}
    assert possible(desk, looked_after, at=SECOND) == {"yes": 1, "no": 1}
    assert possible(desk, looked_after, at=THIRD) == {"yes": 2}
    assert possible(desk, looked_after, "session_date", at=SECOND) == {
        f"yes {MONDAY}": 1,
        f"no {WEDNESDAY}": 1,
    }


def test_a_revised_calendar_changes_what_is_expected(desk: Desk) -> None:
    told = ("2026-02-01 18:00", "2026-02-02 18:00", "2026-02-03 18:00")
    desk.send(marks(f"A {MONDAY} AM /"), at=told[0])
    desk.send(calendar(f"closure {WEDNESDAY} {WEDNESDAY} PM"), at=told[1])
    desk.send(calendar("term 2026-01-05 2026-01-16"), at=told[2])

    # Four pupils for two weeks of ten sessions, less an afternoon; then for one week.
    assert [desk.expected_marks(at=at, first=MONDAY, last="2026-01-23") for at in told] == [80, 76, 36]


def test_a_school_is_found_by_its_urn_or_its_dfe_number(desk: Desk) -> None:
    by_urn, by_laestab = marks(f"A {MONDAY} AM /"), marks(f"A {MONDAY} PM \\", school=None, laestab=9992001)
    assert desk.send(by_urn, by_laestab, at=FIRST).rows_rejected == 0
    assert desk.standing() == {f"A {MONDAY} AM": "/", f"A {MONDAY} PM": "\\"}


def test_a_ctf_file_names_its_school_by_dfe_number(desk: Desk) -> None:
    desk.send(ctf("/,\\,N,I", starts=MONDAY, upn=upn("A"), school=("999", "2001")), at=FIRST)

    assert list(desk.standing().values()) == ["/", "\\", "N", "I"]


@pytest.mark.parametrize("academy_first", [True, False])
def test_a_dfe_number_that_an_academy_took_over_stands_for_the_school_that_is_open(
    desk: Desk, academy_first: bool
) -> None:
    heading, alder = schools(ALDER).splitlines()
    heading += ",OpenDate,CloseDate"
    number = LAESTABS[ALDER]
    closed = f"{alder},2010-09-01,2025-12-31"
    academy = f"900003,Alder Academy,999,{number % 10000},Primary,2026-01-01,"
    rows = (academy, closed) if academy_first else (closed, academy)
    desk.send(
        "\n".join((heading, *rows, "")), pupils(pupil("E", urn="900003", entry_date="2026-01-05")), at=FIRST
    )

    done = desk.send(marks(f"E {MONDAY} AM /", school=None, laestab=number), at=SECOND)

    assert done.rows_rejected == 0
    assert desk.standing() == {f"900003 E {MONDAY} AM": "/"}


def test_a_pupil_who_changes_school_is_one_pupil_with_two_enrolments(desk: Desk) -> None:
    desk.send(
        pupils(pupil("E", leaving_date="2025-12-19"), pupil("E", urn=str(BIRCH), entry_date="2026-01-05")),
        at=FIRST,
    )
    desk.send(marks(f"E {AUTUMN} AM /"), marks(f"E {MONDAY} AM /", school=BIRCH), at=SECOND)

    assert desk.figure("enrolments,pupils") == (2, 1)
    assert possible(desk, "school") == {str(ALDER): 1, str(BIRCH): 1}
