"""Steps taken with children, as other systems hold them: what is read on 20 November 2026, what is refused and why."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.intake import steps
from schoolward.intake.steps import kind_of
from schoolward.law.steps import EVENTS, Detail, StepKind
from tests.spec.intake.sent_tables import CONTEXT, URN, A, B, accepted, refusals, table

HEADING = "upn,kind,reference,event,on,urn,parent,detail,source"
SOUND_DETAIL = {
    Detail.NONE: "",
    Detail.WORDS: "a reason",
    Detail.POUNDS: "80",
    Detail.SESSIONS: "3",
    Detail.SESSIONS_OF_WEEK: "Mon PM",
    Detail.GROUND: "f",
    Detail.AUTHORITY: "356",
}

KINDS = [
    ("penalty_notice", StepKind.PENALTY_NOTICE),
    ("Penalty notice", StepKind.PENALTY_NOTICE),
    ("PENALTY-NOTICE", StepKind.PENALTY_NOTICE),
    ("Part-time timetable", StepKind.PART_TIME_TIMETABLE),
    ("Section 19", StepKind.SECTION_19),
    ("notice", None),
    ("fine", None),
    ("penalty notices", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_kind_by_its_name_however_it_is_spelt(text: str, kind: StepKind | None) -> None:
    assert kind_of(text) == kind


def test_a_penalty_notice_told_in_four_rows() -> None:
    data = table(
        HEADING,
        f"{A},Penalty notice,PN-2026-017,Issued,2026-10-05,{URN},P1,,Legal",
        f"{A},Penalty notice,PN-2026-017,Offence from,2026-09-07,{URN},P1,,Legal",
        f"{A},Penalty notice,PN-2026-017,Offence until,2026-09-18,{URN},P1,,Legal",
        f"{A},Penalty notice,PN-2026-017,Paid,2026-10-20,,P1,£80.00,",
    )
    told = steps.read("s.csv", data, CONTEXT)
    assert refusals(told) == []
    assert accepted(told, "upn", "urn", "kind", "reference", "event", "on", "parent", "detail", "source") == [
        (A, 900001, "penalty_notice", "PN-2026-017", "issued", date(2026, 10, 5), "P1", None, "Legal"),
        (A, 900001, "penalty_notice", "PN-2026-017", "offence_from", date(2026, 9, 7), "P1", None, "Legal"),
        (A, 900001, "penalty_notice", "PN-2026-017", "offence_until", date(2026, 9, 18), "P1", None, "Legal"),
        (A, None, "penalty_notice", "PN-2026-017", "paid", date(2026, 10, 20), "P1", "80", None),
    ]


def test_five_columns_are_enough() -> None:
    told = steps.read(
        "s.csv", table("UPN,Step,Ref,What happened,Date", f"{A},contact,1,letter,05/10/2026"), CONTEXT
    )
    assert accepted(told, "kind", "reference", "event", "on", "parent", "detail") == [
        ("contact", "1", "letter", date(2026, 10, 5), None, None)
    ]


@pytest.mark.parametrize(
    ("kind", "event"), [(kind, event) for kind, events in EVENTS.items() for event in events]
)
def test_every_event_of_every_kind_is_read_with_its_detail(kind: StepKind, event: str) -> None:
    detail = SOUND_DETAIL[EVENTS[kind][event]]
    data = table(HEADING, f"{A},{kind},R1,{event},2026-10-05,,,{detail},")
    told = steps.read("s.csv", data, CONTEXT)
    assert accepted(told, "kind", "event", "detail") == [(kind, event, detail or None)]


DETAILS = [
    # event, as sent, as kept
    ("penalty_notice,paid", "160", "160"),
    ("penalty_notice,paid", "£80", "80"),
    ("penalty_notice,paid", "080.00", "80"),
    ("notice_to_improve,most_unauthorised_sessions", "0", "0"),
    ("part_time_timetable,sessions_off", "Wednesday am; mon PM", "Mon PM, Wed AM"),
    ("part_time_timetable,sessions_off", '"Mon PM, Mon PM"', "Mon PM"),
    ("deletion,deleted", "(F)", "f"),
    ("other_authority,asked", "202", "202"),
    ("support_plan,lead", "Family support worker", "Family support worker"),
    ("penalty_notice,withdrawn", "x" * 500, "x" * 500),
]


@pytest.mark.parametrize(("event", "sent", "kept"), DETAILS)
def test_a_detail_is_kept_in_one_way_of_writing(event: str, sent: str, kept: str) -> None:
    kind, name = event.split(",")
    told = steps.read("s.csv", table(HEADING, f"{A},{kind},R1,{name},2026-10-05,,,{sent},"), CONTEXT)
    assert accepted(told, "detail") == [(kept,)]


class Refused(NamedTuple):
    """A line that is refused, with field and reason."""

    line: str
    field: str
    reason: str


REFUSED = [
    Refused("?,contact,R,letter,2026-10-05,,,,", "upn", "upn_shape"),
    Refused(f"{A[:-1]}9,contact,R,letter,2026-10-05,,,,", "upn", "upn_check_letter"),
    Refused(f"{A},,R,letter,2026-10-05,,,,", "kind", "step_kind"),
    Refused(f"{A},fine,R,letter,2026-10-05,,,,", "kind", "step_kind"),
    Refused(f"{A},contact,,letter,2026-10-05,,,,", "reference", "step_reference"),
    Refused(f"{A},contact,{'R' * 61},letter,2026-10-05,,,,", "reference", "step_reference"),
    Refused(f"{A},contact,R,,2026-10-05,,,,", "event", "step_event"),
    Refused(f"{A},contact,R,paid,2026-10-05,,,80,", "event", "step_event"),
    Refused(f"{A},contact,R,letter,,,,,", "on", "date_missing"),
    Refused(f"{A},contact,R,letter,2026-09-31,,,,", "on", "date_not_real"),
    Refused(f"{A},contact,R,letter,soon,,,,", "on", "date_shape"),
    Refused(f"{A},contact,R,letter,2006-07-31,,,,", "on", "step_range"),
    Refused(f"{A},contact,R,letter,2026-11-21,,,,", "on", "step_not_yet"),
    Refused(f"{A},support_plan,R,reviewed,2026-12-01,,,,", "on", "step_not_yet"),
    Refused(f"{A},part_time_timetable,R,ends,2030-11-21,,,,", "on", "step_range"),
    Refused(f"{A},contact,R,letter,2026-10-05,12345,,,", "urn", "urn_shape"),
    Refused(f"{A},contact,R,letter,2026-10-05,,{'P' * 41},,", "parent", "step_parent"),
    Refused(f"{A},penalty_notice,R,paid,2026-10-05,,,,", "detail", "step_detail_missing"),
    Refused(f"{A},penalty_notice,R,issued,2026-10-05,,,80,", "detail", "step_detail_unwanted"),
    Refused(f"{A},penalty_notice,R,withdrawn,2026-10-05,,,{'x' * 501},", "detail", "step_words"),
    Refused(f"{A},penalty_notice,R,paid,2026-10-05,,,80.50,", "detail", "step_pounds"),
    Refused(f"{A},penalty_notice,R,paid,2026-10-05,,,0,", "detail", "step_pounds"),
    Refused(f"{A},penalty_notice,R,paid,2026-10-05,,,eighty,", "detail", "step_pounds"),
    Refused(
        f"{A},notice_to_improve,R,most_unauthorised_sessions,2026-10-05,,,few,", "detail", "step_sessions"
    ),
    Refused(
        f"{A},part_time_timetable,R,sessions_off,2026-10-05,,,Mondays,", "detail", "step_sessions_of_week"
    ),
    Refused(f"{A},deletion,R,deleted,2026-10-05,,,moved,", "detail", "step_ground"),
    Refused(f"{A},other_authority,R,asked,2026-10-05,,,Leeds,", "detail", "step_authority"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.reason}-{case.line[14:50]}")
def test_a_row_is_refused_and_told_why(case: Refused) -> None:
    told = steps.read("s.csv", table(HEADING, f"{B},contact,1,letter,2026-10-05,,,,", case.line), CONTEXT)
    assert refusals(told) == [(3, case.field, case.reason)]
    assert accepted(told, "line") == [(2,)]


@pytest.mark.parametrize(
    "event",
    [
        "notice_to_improve,R,starts",
        "part_time_timetable,R,ends",
        "education_supervision_order,R,extended_until",
    ],
)
def test_a_day_that_is_fixed_may_lie_ahead(event: str) -> None:
    told = steps.read("s.csv", table(HEADING, f"{A},{event},2029-01-10,,,,"), CONTEXT)
    assert accepted(told, "on") == [(date(2029, 1, 10),)]


def test_a_reference_belongs_to_one_pupil() -> None:
    data = table(
        HEADING,
        f"{A},penalty_notice,PN1,issued,2026-10-05,,,,",
        f"{B},penalty_notice,PN1,paid,2026-10-20,,,80,",
        f"{B},notice_to_improve,PN1,issued,2026-10-05,,,,",
    )
    told = steps.read("s.csv", data, CONTEXT)
    assert refusals(told) == [(2, "upn", "step_of_two_pupils"), (3, "upn", "step_of_two_pupils")]
    assert accepted(told, "line") == [(4,)], "another kind may have the same reference"


def test_a_reference_belongs_to_one_parent() -> None:
    data = table(
        HEADING,
        f"{A},penalty_notice,PN1,issued,2026-10-05,,P1,,",
        f"{A},penalty_notice,PN1,paid,2026-10-20,,,80,",
        f"{A},penalty_notice,PN1,received,2026-10-07,,P2,,",
        f"{A},penalty_notice,PN2,issued,2026-10-05,,P2,,",
        f"{A},penalty_notice,PN2,paid,2026-10-20,,,80,",
    )
    told = steps.read("s.csv", data, CONTEXT)
    assert refusals(told) == [(line, "parent", "step_of_two_parents") for line in (2, 3, 4)]
    assert accepted(told, "line", "parent") == [(5, "P2"), (6, None)], (
        "not to name the parent is no contradiction"
    )


def test_one_event_told_with_two_sums_or_two_schools() -> None:
    data = table(
        HEADING,
        f"{A},penalty_notice,PN1,issued,2026-10-05,,,,",
        f"{A},penalty_notice,PN1,paid,2026-10-20,,,80,",
        f"{A},penalty_notice,PN1,paid,2026-10-20,,,160,",
        f"{B},contact,C1,letter,2026-10-05,{URN},,,",
        f"{B},contact,C1,letter,2026-10-05,900002,,,",
    )
    told = steps.read("s.csv", data, CONTEXT)
    assert refusals(told) == [
        (2, "reference", "step_incomplete"),
        (3, "event", "conflicting_steps"),
        (4, "event", "conflicting_steps"),
        (5, "event", "conflicting_steps"),
        (6, "event", "conflicting_steps"),
    ]


def test_several_professionals_may_be_told_and_several_authorities_asked_on_one_day() -> None:
    data = table(
        HEADING,
        f"{A},professional_told,T1,told,2026-10-05,,,Social worker,",
        f"{A},professional_told,T1,told,2026-10-05,,,Virtual school head,",
        f"{A},other_authority,O1,asked,2026-10-05,,,202,",
        f"{A},other_authority,O1,asked,2026-10-05,,,203,",
    )
    assert steps.read("s.csv", data, CONTEXT).accepted.num_rows == 4


def test_the_same_event_twice_is_one_event() -> None:
    data = table(
        HEADING,
        f"{A},contact,C1,letter,2026-10-05,,,,",
        f"{A},Contact,C1,Letter,2026-10-05,,,,",
        f"{A},contact,C1,letter,2026-10-06,,,,",
    )
    told = steps.read("s.csv", data, CONTEXT)
    assert refusals(told) == [(3, "event", "duplicate_step")]
    assert accepted(told, "line") == [(2,), (4,)]


def test_a_reference_is_told_whole_or_not_at_all() -> None:
    """A notice whose withdrawal cannot be read would look as if it stood."""
    data = table(
        HEADING,
        f"{A},penalty_notice,PN1,issued,2026-10-05,,,,",
        f"{A},penalty_notice,PN1,withdrawn,2026-10-12,,,,",
        f"{A},penalty_notice,PN2,issued,2026-10-05,,,,",
    )
    told = steps.read("s.csv", data, CONTEXT)
    assert refusals(told) == [(2, "reference", "step_incomplete"), (3, "detail", "step_detail_missing")]
    assert accepted(told, "reference") == [("PN2",)]


def test_a_row_of_no_known_kind_takes_no_other_along() -> None:
    data = table(HEADING, f"{A},contact,17,letter,2026-10-05,,,,", f"{A},suspension,17,letter,2026-10-05,,,,")
    told = steps.read("s.csv", data, CONTEXT)
    assert refusals(told) == [(3, "kind", "step_kind")]
