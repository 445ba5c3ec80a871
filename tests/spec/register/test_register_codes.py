"""What each register code means for the figures on the day of the session, around 19 August 2024."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.register.classes import LegalCategory, StatisticalClass
from schoolward.register.codes import (
    BLANK_MARKS,
    class_of,
    code_on,
    code_releases,
    code_spans,
    is_known_on,
    is_retired_on,
    release_on,
)
from schoolward.register.sessions import SessionHalf

PRESENT = StatisticalClass.PRESENT
ACTIVITY = StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY
AUTHORISED = StatisticalClass.AUTHORISED_ABSENCE
UNAUTHORISED = StatisticalClass.UNAUTHORISED_ABSENCE
NOT_POSSIBLE = StatisticalClass.NOT_POSSIBLE

OLD = date(2024, 7, 1)
NEW = date(2024, 9, 5)


class CodeClass(NamedTuple):
    """One code in one release."""

    code: str
    statistical_class: StatisticalClass
    legal_category: LegalCategory
    says: str


THE_SCHOOL = LegalCategory.ATTENDING_THE_SCHOOL
ANOTHER_PLACE = LegalCategory.ATTENDING_ANOTHER_PLACE
LEAVE = LegalCategory.LEAVE_OF_ABSENCE
OTHER = LegalCategory.OTHER_AUTHORISED
UNABLE = LegalCategory.UNABLE_TO_ATTEND
NO_LEAVE = LegalCategory.UNAUTHORISED
OFFICE = LegalCategory.ADMINISTRATIVE

CODES_FROM_19_AUGUST_2024 = [
    CodeClass("/", PRESENT, THE_SCHOOL, "Present in the morning."),
    CodeClass("\\", PRESENT, THE_SCHOOL, "Present in the afternoon."),
    CodeClass("L", PRESENT, THE_SCHOOL, "Late before the register closed is present."),
    CodeClass("K", ACTIVITY, ANOTHER_PLACE, "Provision that the authority arranged is attendance."),
    CodeClass("V", ACTIVITY, ANOTHER_PLACE, "A school trip is attendance."),
    CodeClass("P", ACTIVITY, ANOTHER_PLACE, "An approved sporting activity is attendance."),
    CodeClass("W", ACTIVITY, ANOTHER_PLACE, "Work experience is attendance."),
    CodeClass("B", ACTIVITY, ANOTHER_PLACE, "Another approved activity off site is attendance."),
    CodeClass(
        "D", NOT_POSSIBLE, ANOTHER_PLACE, "Due at another school: not counted by the school that writes D."
    ),
    CodeClass("C1", AUTHORISED, LEAVE, "Leave for a regulated performance."),
    CodeClass("C2", AUTHORISED, LEAVE, "A part-time timetable is authorised absence, and counts as absence."),
    CodeClass("C", AUTHORISED, LEAVE, "Leave in other exceptional circumstances."),
    CodeClass("M", AUTHORISED, LEAVE, "A medical appointment."),
    CodeClass("J1", AUTHORISED, LEAVE, "An interview, since August 2024, is authorised absence."),
    CodeClass("S", AUTHORISED, LEAVE, "Study leave."),
    CodeClass("X", NOT_POSSIBLE, LEAVE, "Not of compulsory school age and not timetabled: not counted."),
    CodeClass("I", AUTHORISED, OTHER, "Illness."),
    CodeClass("E", AUTHORISED, OTHER, "Suspended or excluded with no provision made."),
    CodeClass("R", AUTHORISED, OTHER, "Religious observance."),
    CodeClass("T", AUTHORISED, OTHER, "Mobile child."),
    CodeClass("Q", NOT_POSSIBLE, UNABLE, "Travel arrangements were not made: not counted."),
    CodeClass("Y1", NOT_POSSIBLE, UNABLE, "Transport not available: not counted."),
    CodeClass("Y2", NOT_POSSIBLE, UNABLE, "Travel widely disrupted: not counted."),
    CodeClass("Y3", NOT_POSSIBLE, UNABLE, "Part of the premises closed: not counted."),
    CodeClass("Y4", NOT_POSSIBLE, UNABLE, "The school unexpectedly closed: not counted."),
    CodeClass("Y5", NOT_POSSIBLE, UNABLE, "In detention: not counted."),
    CodeClass("Y6", NOT_POSSIBLE, UNABLE, "Barred by public health: not counted."),
    CodeClass("Y7", NOT_POSSIBLE, UNABLE, "Another unavoidable cause: not counted."),
    CodeClass("G", UNAUTHORISED, NO_LEAVE, "A holiday without leave."),
    CodeClass("N", UNAUTHORISED, NO_LEAVE, "Not yet established is unauthorised until it is changed."),
    CodeClass("O", UNAUTHORISED, NO_LEAVE, "Absent for no reason that another code has."),
    CodeClass("U", UNAUTHORISED, NO_LEAVE, "Late after the register closed is unauthorised absence."),
    CodeClass("Z", NOT_POSSIBLE, OFFICE, "Not yet on the admission register: not counted."),
    CodeClass("#", NOT_POSSIBLE, OFFICE, "Planned closure of the whole school: not counted."),
]

CODES_BEFORE_19_AUGUST_2024 = [
    CodeClass("/", PRESENT, THE_SCHOOL, "Present in the morning."),
    CodeClass("\\", PRESENT, THE_SCHOOL, "Present in the afternoon."),
    CodeClass("L", PRESENT, THE_SCHOOL, "Late before the register closed."),
    CodeClass("V", ACTIVITY, ANOTHER_PLACE, "A school trip."),
    CodeClass("P", ACTIVITY, ANOTHER_PLACE, "A sporting activity."),
    CodeClass("W", ACTIVITY, ANOTHER_PLACE, "Work experience."),
    CodeClass("B", ACTIVITY, ANOTHER_PLACE, "Educated off site; could be what is K now."),
    CodeClass("J", ACTIVITY, ANOTHER_PLACE, "An interview was attendance."),
    CodeClass("D", NOT_POSSIBLE, ANOTHER_PLACE, "Due at another school: not counted."),
    CodeClass("C", AUTHORISED, LEAVE, "Other leave; could be what is C1 or C2 now."),
    CodeClass("H", AUTHORISED, LEAVE, "An agreed family holiday."),
    CodeClass("F", AUTHORISED, LEAVE, "An agreed extended family holiday, until August 2013."),
    CodeClass("M", AUTHORISED, LEAVE, "A medical appointment."),
    CodeClass("S", AUTHORISED, LEAVE, "Study leave."),
    CodeClass("X", NOT_POSSIBLE, LEAVE, "Not required to be in school; for two years COVID-19 too."),
    CodeClass("I", AUTHORISED, OTHER, "Illness."),
    CodeClass("E", AUTHORISED, OTHER, "Excluded."),
    CodeClass("R", AUTHORISED, OTHER, "Religious observance."),
    CodeClass("T", AUTHORISED, OTHER, "Gypsy, Roma or Traveller absence."),
    CodeClass("Y", NOT_POSSIBLE, UNABLE, "Unable to attend in exceptional circumstances: not counted."),
    CodeClass("G", UNAUTHORISED, NO_LEAVE, "A family holiday not agreed."),
    CodeClass("N", UNAUTHORISED, NO_LEAVE, "No reason yet."),
    CodeClass("O", UNAUTHORISED, NO_LEAVE, "Unauthorised, no other code."),
    CodeClass("U", UNAUTHORISED, NO_LEAVE, "Late after the register closed."),
    CodeClass("Z", NOT_POSSIBLE, OFFICE, "Not yet on roll: not counted."),
    CodeClass("#", NOT_POSSIBLE, OFFICE, "Planned closure of the school or part of it: not counted."),
]


class OnADay(NamedTuple):
    """A code on one day: its class (None: not known then), and whether it was past its time."""

    code: str
    on: date
    statistical_class: StatisticalClass | None
    is_retired: bool
    says: str


CODES_OVER_TIME = [
    OnADay("J", date(2024, 7, 1), ACTIVITY, False, "An interview in July 2024 was attendance."),
    OnADay(
        "J1", date(2024, 9, 5), AUTHORISED, False, "An interview in September 2024 is authorised absence."
    ),
    OnADay("J1", date(2024, 8, 18), None, False, "J1 was not a code on the day before the change."),
    OnADay("J1", date(2024, 8, 19), AUTHORISED, False, "J1 is a code from the day of the change."),
    OnADay("J", date(2024, 8, 18), ACTIVITY, False, "The last day of J."),
    OnADay(
        "J", date(2024, 8, 19), ACTIVITY, True, "J written after its time is kept as attendance and flagged."
    ),
    OnADay("H", date(2024, 8, 18), AUTHORISED, False, "The last day of H."),
    OnADay(
        "H", date(2026, 1, 12), AUTHORISED, True, "H in 2026 is authorised absence, as it was, and flagged."
    ),
    OnADay("Y", date(2024, 8, 18), NOT_POSSIBLE, False, "The last day of the undivided Y."),
    OnADay("Y", date(2025, 1, 8), NOT_POSSIBLE, True, "Y in 2025 is not counted, and flagged."),
    OnADay("F", date(2013, 8, 31), AUTHORISED, False, "The last day of F."),
    OnADay("F", date(2013, 9, 1), AUTHORISED, True, "F is withdrawn from 1 September 2013."),
    OnADay("F", date(2025, 9, 8), AUTHORISED, True, "DfE counts F as authorised even in 2025."),
    OnADay("X", date(2021, 1, 11), NOT_POSSIBLE, False, "X during COVID-19 is not counted."),
    OnADay(
        "X",
        date(2023, 3, 6),
        NOT_POSSIBLE,
        False,
        "X stays out in 2022/23, though DfE's files then had it in.",
    ),
    OnADay("X", date(2025, 3, 6), NOT_POSSIBLE, False, "X is still a code, for fewer pupils."),
    OnADay("K", date(2024, 7, 1), None, False, "K was not a code in July 2024."),
    OnADay("Y4", date(2024, 7, 1), None, False, "Y4 was not a code in July 2024."),
    OnADay("/", date(2006, 9, 1), PRESENT, False, "The first day of the codes that are held."),
    OnADay("/", date(2006, 8, 31), None, False, "Nothing is known before that."),
    OnADay("n", NEW, None, False, "Lower case is not a code: it is not guessed at."),
    OnADay("c1", NEW, None, False, "Nor is a code of two characters in lower case."),
    OnADay("Y8", NEW, None, False, "No such code."),
    OnADay(
        "X01", date(2021, 1, 11), None, False, "A supplier's own COVID-19 sub-code is not a register code."
    ),
    OnADay("", NEW, None, False, "No mark is not a code."),
    OnADay("-", NEW, None, False, "Nor is a dash."),
]


@pytest.mark.parametrize("case", CODES_FROM_19_AUGUST_2024, ids=lambda case: case.code)
def test_class_of_codes_from_19_august_2024(case: CodeClass) -> None:
    entry = code_on(case.code, NEW)
    assert entry is not None
    assert (entry.statistical_class, entry.legal_category) == (case.statistical_class, case.legal_category)
    assert not is_retired_on(case.code, NEW)


@pytest.mark.parametrize("case", CODES_BEFORE_19_AUGUST_2024, ids=lambda case: case.code)
def test_class_of_codes_before_19_august_2024(case: CodeClass) -> None:
    entry = code_on(case.code, OLD)
    assert entry is not None
    assert (entry.statistical_class, entry.legal_category) == (case.statistical_class, case.legal_category)


def test_the_tables_hold_every_code_of_their_release() -> None:
    before, after = code_releases()
    assert set(before.codes) == {case.code for case in CODES_BEFORE_19_AUGUST_2024}
    assert set(after.codes) == {case.code for case in CODES_FROM_19_AUGUST_2024}


@pytest.mark.parametrize("case", CODES_OVER_TIME, ids=lambda case: case.says)
def test_codes_over_time(case: OnADay) -> None:
    assert class_of(case.code, case.on) == case.statistical_class
    assert is_known_on(case.code, case.on) == (case.statistical_class is not None)
    assert is_retired_on(case.code, case.on) == case.is_retired


def test_releases_follow_one_another_without_a_gap() -> None:
    before, after = code_releases()
    assert (before.valid_from, before.valid_until) == (date(2006, 9, 1), date(2024, 8, 18))
    assert (after.valid_from, after.valid_until) == (date(2024, 8, 19), None)
    assert release_on(date(2024, 8, 18)) is before
    assert release_on(date(2024, 8, 19)) is after
    with pytest.raises(LookupError, match="2006-08-31, before 2006-09-01"):
        release_on(date(2006, 8, 31))


def test_only_the_strokes_are_bound_to_a_session() -> None:
    for release in code_releases():
        bound = {code: entry.sessions for code, entry in release.codes.items() if len(entry.sessions) == 1}
        assert bound == {"/": {SessionHalf.AM}, "\\": {SessionHalf.PM}}


def test_codes_say_when_they_came_and_went() -> None:
    def life(code: str, on: date) -> tuple[date, date | None]:
        entry = code_on(code, on)
        assert entry is not None
        return entry.introduced_on, entry.withdrawn_on

    assert life("C", NEW) == (date(2006, 9, 1), None)
    assert life("C", OLD) == (date(2006, 9, 1), None)
    assert life("K", NEW) == (date(2024, 8, 19), None)
    assert life("H", NEW) == (date(2006, 9, 1), date(2024, 8, 18))
    assert life("F", OLD) == (date(2006, 9, 1), date(2013, 8, 31))


def test_blank_marks_are_no_code_of_any_release() -> None:
    assert not BLANK_MARKS & {code for release in code_releases() for code in release.codes}


def test_the_five_classes_and_what_they_add_to() -> None:
    adds_to = {each: (each.is_possible, each.is_attendance, each.is_absence) for each in StatisticalClass}
    assert adds_to == {
        PRESENT: (True, True, False),
        ACTIVITY: (True, True, False),
        AUTHORISED: (True, False, True),
        UNAUTHORISED: (True, False, True),
        NOT_POSSIBLE: (False, False, False),
    }


def test_spans_of_a_continuing_code_are_one_and_of_a_retired_code_two() -> None:
    spans = {
        code: [
            (span.valid_from, span.valid_until_exclusive, span.statistical_class, span.retired)
            for span in code_spans()
            if span.code == code
        ]
        for code in ("C", "J", "J1")
    }
    assert spans == {
        "C": [(date(2006, 9, 1), None, AUTHORISED, False)],
        "J": [
            (date(2006, 9, 1), date(2024, 8, 19), ACTIVITY, False),
            (date(2024, 8, 19), None, ACTIVITY, True),
        ],
        "J1": [(date(2024, 8, 19), None, AUTHORISED, False)],
    }


def test_what_no_source_was_read_for_says_so() -> None:
    """Background knowledge may only stand in notes, and there it is marked."""
    for release in code_releases():
        for entry in release.codes.values():
            assert entry.is_verified, entry.code
            for note in entry.notes:
                assert str(note).endswith("(not verified)") != note.confidence.is_verified
    walking_distance = code_on("Y1", NEW)
    assert walking_distance is not None
    assert [note.confidence.is_verified for note in walking_distance.notes] == [False]
