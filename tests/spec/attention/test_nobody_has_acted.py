"""Nobody has acted: no step with the child is on record since the day from which the call has held."""

from datetime import date

import pytest

from schoolward.attention.summing import gathered_by_pupil, nobody_has_acted, summary_of
from schoolward.attention.whom import NO_STEPS, Call, is_a_step
from schoolward.law.steps import EVENTS, FIXED_AHEAD, Event, StepKind
from tests.spec.attention.asked import asked, of_rules, register, who
from tests.spec.store.sent import Desk, pupil, pupils, steps

ON = "21 Nov 2025"
THRESHOLD = "penalty_notice_threshold"

NOT_STEPS = {
    "part_time_timetable": "starts ends sessions_off",
    "support_plan": "lead",
    "deletion": "deleted recorded parent_notice leave_ended",
    "notice_to_improve": "starts ends most_unauthorised_sessions",
    "penalty_notice": "offence_from offence_until paid",
    "other_authority": "notice_issued notice_withdrawn",
    "education_supervision_order": "extended_until",
    "prosecution": "absence_from absence_until",
}
"""Events that are no step: days fixed ahead, what a matter is about, what a parent or another authority did."""


@pytest.mark.parametrize("kind", EVENTS)
def test_what_is_a_step(kind: StepKind) -> None:
    """Everything else that can be told is one: a telephone call as much as an order of a court."""
    not_steps = {name for name in EVENTS[kind] if not is_a_step(Event(name, date(2025, 11, 1), ""))}
    assert not_steps == set(NOT_STEPS.get(kind, "").split())


def test_no_word_stands_for_an_event_that_there_is_not() -> None:
    every = {name for events in EVENTS.values() for name in events}
    assert every >= NO_STEPS >= FIXED_AHEAD


@pytest.fixture(scope="module")
def met_on_7_november(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A and B each missed five whole days without leave: A's threshold is met on 7 November, B's on the 14th."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("met"))
    desk.send(
        pupils("A", "B"),
        register("AB", "A 3 Nov to 7 Nov: O", "B 10 Nov to 14 Nov: O", until=ON),
        steps("B contact elsewhere letter 2025-09-03"),
        at="2025-11-21 17:00",
    )
    return desk


PLAN = "A support_plan 1 agreed 2025-09-10"
TIMETABLE = "A part_time_timetable 1 agreed 2025-09-10"
NOTICE = "A penalty_notice 1 issued 2025-09-25"
ASKED = "A other_authority 1 asked 2025-11-01 202"

STEPS = [
    ("nothing", (), True),
    ("a letter the day before", ("A contact 1 letter 2025-11-06",), True),
    ("a letter on the day", ("A contact 1 letter 2025-11-07",), False),
    ("a call on the day asked about", ("A contact 1 telephone_call 2025-11-21",), False),
    ("a letter to somebody else", ("B contact 1 letter 2025-11-10",), True),
    ("a plan", ("A support_plan 1 agreed 2025-11-10",), False),
    ("a plan of before, a lead since", (PLAN, "A support_plan 1 lead 2025-11-12 head_of_year"), True),
    ("a plan of before, reviewed since", (PLAN, "A support_plan 1 reviewed 2025-11-12"), False),
    ("a timetable that ends now", (TIMETABLE, "A part_time_timetable 1 ends 2025-11-19"), True),
    ("a timetable that ends in December", (TIMETABLE, "A part_time_timetable 1 ends 2025-12-12"), True),
    ("an earlier notice, paid since", (NOTICE, "A penalty_notice 1 paid 2025-11-12 80"), True),
    ("a return of the school", ("A attendance_return 1 received 2025-11-12",), False),
    ("another authority asked", ("A other_authority 1 asked 2025-11-12 202",), False),
    ("another authority's notice", (ASKED, "A other_authority 1 notice_issued 2025-11-12"), True),
]
"""What is on record with A, and whether nobody has acted on a threshold that has been met since 7 November."""


@pytest.mark.parametrize(("rows", "nobody"), [each[1:] for each in STEPS], ids=[each[0] for each in STEPS])
def test_what_counts_as_acting(
    met_on_7_november: Desk, tmp_path, rows: tuple[str, ...], nobody: bool
) -> None:
    desk = met_on_7_november.copied_to(tmp_path)
    if rows:
        desk.send(steps(*rows), at="2025-11-21 18:00")
    assert call_of(desk, "A", THRESHOLD).nobody_has_acted == nobody


def call_of(desk: Desk, letter: str, rule: str, on: str = ON) -> Call:
    (call,) = [call for call in of_rules(asked(desk, on).calls, rule) if who(call) == letter]
    return call


def test_a_step_to_come_has_not_been_taken(met_on_7_november: Desk, tmp_path) -> None:
    """As at the 10th the letter of the 14th is out of sight, though we know of it today."""
    desk = met_on_7_november.copied_to(tmp_path)
    desk.send(steps("A contact 1 letter 2025-11-14"), at="2025-11-21 18:00")
    before, after = call_of(desk, "A", THRESHOLD, "10 Nov 2025"), call_of(desk, "A", THRESHOLD)
    assert (before.nobody_has_acted, before.steps) == (True, ())
    assert (after.nobody_has_acted, len(after.steps)) == (False, 1)


def test_since_which_day_a_call_holds(met_on_7_november: Desk) -> None:
    """As the decision says: the day of the tenth session. A tier that is getting worse: the first of the last four
    school weeks, the holiday passed over."""
    assert call_of(met_on_7_november, "A", THRESHOLD).since_on == date(2025, 11, 7)
    assert call_of(met_on_7_november, "A", "absence_tier").since_on == date(2025, 10, 20)


def test_a_rule_that_counts_the_year_holds_from_its_first_school_day(desk: Desk) -> None:
    """Severe absence without a plan: nobody has made one all year. For who came later, from the first day there."""
    desk.send(
        pupils("A", pupil("B", entry_date="2025-10-06")),
        register("A", "A 1 Sep to 14 Nov: I", until=ON),
        register("B", "B 6 Oct to 14 Nov: I", since="6 Oct 2025", until=ON),
        steps("A contact 1 letter 2025-09-01", "B contact 2 letter 2025-10-03"),
        at="2025-11-21 17:00",
    )
    plan = "severe_absence_without_plan"
    assert (call_of(desk, "A", plan).since_on, call_of(desk, "A", plan).nobody_has_acted) == (
        date(2025, 9, 1),
        False,
    )
    assert (call_of(desk, "B", plan).since_on, call_of(desk, "B", plan).nobody_has_acted) == (
        date(2025, 10, 6),
        True,
    )


def test_of_several_calls_the_earliest_decides_for_the_pupil(met_on_7_november: Desk, tmp_path) -> None:
    """A's tier calls since 20 October, the threshold since 7 November: a letter between them is one that came in time
    for the pupil, and not for the threshold."""
    desk = met_on_7_november.copied_to(tmp_path)
    desk.send(steps("A contact 1 letter 2025-11-03"), at="2025-11-21 18:00")
    calls = [call for call in asked(desk, ON).calls if who(call) == "A"]
    assert {call.decision.rule: call.nobody_has_acted for call in calls} == {
        "absence_tier": False,
        THRESHOLD: True,
    }
    assert not nobody_has_acted(calls)


def test_whether_steps_are_recorded_at_all(desk: Desk) -> None:
    """Not before the first step that is on record, of whichever pupil."""
    desk.send(pupils("A", "B"), register("AB", "A 3 Nov to 7 Nov: O", until=ON), at="2025-11-21 17:00")
    assert not asked(desk, ON).steps_are_recorded
    desk.send(steps("B contact 1 letter 2025-11-12"), at="2025-11-21 18:00")
    assert asked(desk, ON).steps_are_recorded
    assert not asked(desk, "11 Nov 2025").steps_are_recorded
    assert not asked(desk, ON, at="2025-11-21 17:30").steps_are_recorded


def test_the_numbers_of_the_list(desk: Desk) -> None:
    """Pupils are counted once, however many calls there are on them; a call on a school's registers is of no pupil."""
    desk.send(
        pupils(*"ABC"),
        register("ABC", "A 3 Nov to 7 Nov: O", "B 3 Nov to 7 Nov: O", "C 20 Nov PM: -", until=ON),
        steps("A contact 1 letter 2025-11-12"),
        at="2025-11-21 17:00",
    )
    calls = asked(desk, ON).calls
    told = summary_of(calls)
    assert (told.calls, told.pupils, told.schools, told.nobody_has_acted) == (5, 2, 1, 1)
    assert [
        (row.rule, row.outcome, row.by_whom, row.calls, row.nobody_has_acted) for row in told.by_rule
    ] == [
        (THRESHOLD, "met", "school", 2, 1),
        ("absence_tier", "at_risk", "school", 2, 1),
        ("register_marks", "to_put_right", "school", 1, None),
    ]
    assert sum(row.calls for row in told.by_rule) == told.calls
    by_pupil = sorted("".join(map(who, of_pupil)) for of_pupil in gathered_by_pupil(calls))
    assert by_pupil == ["AA", "BB"]


def test_the_numbers_of_nothing() -> None:
    told = summary_of([])
    assert (told.calls, told.pupils, told.schools, told.nobody_has_acted, told.by_rule) == (0, 0, 0, 0, ())
