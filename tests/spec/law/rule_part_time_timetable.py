"""Cases of the rule on part-time timetables."""

from schoolward.law.decision import Decision
from schoolward.law.rules.part_time_timetable import RULE, part_time_timetable
from schoolward.register.calendars import SchoolCalendar
from tests.spec.law.case import Case, Given, RuleChapter

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""
PUPIL = AUTUMN + "born | 4 May 2015\n"
AGREED = """
step | part_time_timetable T1 agreed 4 Sep 2025
step | part_time_timetable T1 parent_agreed 5 Sep 2025
step | part_time_timetable T1 starts 8 Sep 2025
step | part_time_timetable T1 sessions_off 8 Sep 2025: Mon PM, Wed PM
"""
AGREED_LATE = """
step | part_time_timetable T1 agreed 4 Sep 2025
step | part_time_timetable T1 parent_agreed 10 Sep 2025
step | part_time_timetable T1 starts 8 Sep 2025
step | part_time_timetable T1 sessions_off 8 Sep 2025: Mon PM, Wed PM
step | part_time_timetable T1 ends 19 Dec 2025
"""
UNTIL_CHRISTMAS = AGREED + "step | part_time_timetable T1 ends 19 Dec 2025\n"
NEEDS = (
    "Code C2 needs times and a last day that the school and a parent with whom the pupil lives have agreed."
)


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule.

    `timetables | not recorded`: the authority's record of them is not held. `calendar | not known`: the rule does
    not have the school's calendar.
    """
    return part_time_timetable(
        marks=given.marks,
        calendar=SchoolCalendar(()) if given.text("calendar") == "not known" else given.calendar,
        timetables=given.matters,
        timetables_recorded=given.text("timetables") != "not recorded",
        born_on=given.day("born"),
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="Code C2 is leave for a pupil of compulsory school age on a temporary part-time timetable, in exceptional "
    "circumstances, for which the school and a parent with whom the pupil lives have agreed the times and the last "
    "day. The register of the last four school weeks is held against the timetables on record. Those four weeks, and "
    "the six within which a timetable is reviewed, are defaults: the guidance asks for regular review and gives no "
    "interval.",
    judge=judge,
    cases=(
        Case(
            title="Code C2 without any timetable on record has no agreement behind it",
            as_at="3 Oct 2025",
            given=PUPIL + "marks | PM 15 Sep 2025: C2\nmarks | PM 17 Sep 2025: C2",
            outcome="no_agreed_plan",
            reasons=f"2 sessions have code C2, and no part-time timetable on record covers them: 15 Sep 2025 PM (C2), "
            f"17 Sep 2025 PM (C2). {NEEDS}",
            since="15 Sep 2025",
        ),
        Case(
            title="A timetable without a parent's agreement and a last day is none, and its overdue review is told too",
            as_at="21 Oct 2025",
            given=PUPIL
            + """
            step  | part_time_timetable T1 agreed 4 Sep 2025
            step  | part_time_timetable T1 starts 8 Sep 2025
            marks | PM 6 Oct 2025: C2
            """,
            outcome="no_agreed_plan",
            reasons=f"""
            Timetable T1 from 8 Sep 2025 lacks a parent's agreement, its times and a last day, and 1 session has code \
C2 under it: 6 Oct 2025 PM (C2). {NEEDS}
            Timetable T1 was last agreed, begun or reviewed on 8 Sep 2025: its review within 6 weeks was due by \
20 Oct 2025.
            """,
            since="6 Oct 2025",
        ),
        Case(
            title="A timetable that does not say in which sessions the pupil is off lacks its times",
            as_at="19 Sep 2025",
            given=PUPIL
            + """
            step  | part_time_timetable T1 agreed 4 Sep 2025
            step  | part_time_timetable T1 parent_agreed 5 Sep 2025
            step  | part_time_timetable T1 starts 8 Sep 2025
            step  | part_time_timetable T1 ends 19 Dec 2025
            marks | PM 15 Sep 2025: C2
            """,
            outcome="no_agreed_plan",
            reasons=f"Timetable T1 from 8 Sep 2025 to 19 Dec 2025 lacks its times, and 1 session has code C2 under it: "
            f"15 Sep 2025 PM (C2). {NEEDS}",
            since="15 Sep 2025",
        ),
        Case(
            title="Code C2 before both the school and a parent had agreed has no agreement behind it",
            as_at="19 Sep 2025",
            given=PUPIL + AGREED_LATE + "marks | PM 8 Sep 2025: C2\nmarks | PM 10 Sep 2025: C2",
            outcome="no_agreed_plan",
            reasons="1 session has code C2 before both the school and a parent had agreed timetable T1: 8 Sep 2025 PM "
            f"(C2). The school agreed on 4 Sep 2025 and a parent on 10 Sep 2025. {NEEDS}",
            since="8 Sep 2025",
            note="The code C2 of 10 September, the day of the later agreement, is in order.",
        ),
        Case(
            title="Until then the timetable is not held against other codes either",
            as_at="19 Sep 2025",
            given=PUPIL + AGREED_LATE + "marks | PM 8 Sep 2025: O\nmarks | PM 10 Sep 2025: C2",
            outcome="in_order",
            reasons="""
            Timetable T1, from 8 Sep 2025 to 19 Dec 2025, is agreed by the school and a parent. 1 session has code C2 \
under it in the last 4 school weeks.
            Timetable T1 is to be reviewed by 20 Oct 2025.
            """,
            since="8 Sep 2025",
            due="20 Oct 2025",
        ),
        Case(
            title="An agreement that came late is no present concern once that code C2 is five school weeks old",
            as_at="13 Oct 2025",
            given=PUPIL + AGREED_LATE + "marks | PM 8 Sep 2025: C2\nmarks | PM 6 Oct 2025: C2",
            outcome="in_order",
            reasons="""
            Timetable T1, from 8 Sep 2025 to 19 Dec 2025, is agreed by the school and a parent. 1 session has code C2 \
under it in the last 4 school weeks.
            Timetable T1 is to be reviewed by 20 Oct 2025.
            """,
            since="8 Sep 2025",
            due="20 Oct 2025",
        ),
        Case(
            title="That a timetable is agreed anew does not undo the first agreement",
            as_at="22 Sep 2025",
            given=PUPIL
            + UNTIL_CHRISTMAS
            + """
            step  | part_time_timetable T1 agreed 22 Sep 2025
            step  | part_time_timetable T1 parent_agreed 22 Sep 2025
            marks | PM 15 Sep 2025: C2
            """,
            outcome="in_order",
            reasons="""
            Timetable T1, from 8 Sep 2025 to 19 Dec 2025, is agreed by the school and a parent. 1 session has code C2 \
under it in the last 4 school weeks.
            Timetable T1 is to be reviewed by 3 Nov 2025.
            """,
            since="8 Sep 2025",
            due="3 Nov 2025",
        ),
        Case(
            title="Where two timetables run, one that was agreed by then holds before one that was agreed later",
            as_at="19 Sep 2025",
            given=PUPIL
            + UNTIL_CHRISTMAS
            + """
            step  | part_time_timetable T2 agreed 8 Sep 2025
            step  | part_time_timetable T2 parent_agreed 18 Sep 2025
            step  | part_time_timetable T2 starts 15 Sep 2025
            step  | part_time_timetable T2 sessions_off 15 Sep 2025: Mon PM
            step  | part_time_timetable T2 ends 19 Dec 2025
            marks | PM 17 Sep 2025: C2
            """,
            outcome="in_order",
            reasons="""
            Timetable T1, from 8 Sep 2025 to 19 Dec 2025, is agreed by the school and a parent. 1 session has code C2 \
under it in the last 4 school weeks.
            Timetable T2, from 15 Sep 2025 to 19 Dec 2025, is agreed by the school and a parent. 0 sessions have code \
C2 under it in the last 4 school weeks.
            Timetable T2 is to be reviewed by 27 Oct 2025.
            """,
            since="8 Sep 2025",
            due="27 Oct 2025",
        ),
        Case(
            title="A timetable that runs without a last day is told even before any code C2",
            as_at="9 Sep 2025",
            given=PUPIL + AGREED,
            outcome="no_agreed_plan",
            reasons=f"Timetable T1 from 8 Sep 2025 lacks a last day. {NEEDS}",
            since="8 Sep 2025",
        ),
        Case(
            title="Code C2 after the last day of the timetable has lost its ground",
            as_at="3 Oct 2025",
            given=PUPIL
            + AGREED
            + """
            step  | part_time_timetable T1 ends 26 Sep 2025
            marks | PM 24 Sep 2025: C2
            marks | PM 29 Sep 2025: C2
            """,
            outcome="plan_expired",
            reasons="1 session has code C2 after the last day of a timetable, and no other covers it: 29 Sep 2025 PM "
            "(C2). Timetable T1 ended on 26 Sep 2025.",
            since="29 Sep 2025",
        ),
        Case(
            title="Code C2 in a session for which the timetable requires the pupil, and another code where it does not",
            as_at="19 Sep 2025",
            given=PUPIL + UNTIL_CHRISTMAS + "marks | PM 15 Sep 2025: O C2 C2\nmarks | PM 17 Sep 2025: C2",
            outcome="marks_do_not_match",
            reasons="""
            2 sessions have code C2 though timetable T1 requires the pupil then: 16 Sep 2025 AM (C2), \
16 Sep 2025 PM (C2).
            1 session has another code of absence though timetable T1 leaves the pupil off then: 15 Sep 2025 PM (O).
            """,
            since="15 Sep 2025",
        ),
        Case(
            title="As the pupil comes back step by step, the sessions told last hold from their day on",
            as_at="3 Oct 2025",
            given=PUPIL
            + UNTIL_CHRISTMAS
            + """
            step  | part_time_timetable T1 sessions_off 22 Sep 2025: Wed PM
            marks | PM 15 Sep 2025: C2
            marks | PM 22 Sep 2025: C2
            """,
            outcome="marks_do_not_match",
            reasons="1 session has code C2 though timetable T1 requires the pupil then: 22 Sep 2025 PM (C2).",
            since="22 Sep 2025",
        ),
        Case(
            title="On the last day of its six weeks a timetable is in order",
            as_at="20 Oct 2025",
            given=PUPIL + UNTIL_CHRISTMAS + "marks | PM 15 Oct 2025: C2\nmarks | PM 20 Oct 2025: C2",
            outcome="in_order",
            reasons="""
            Timetable T1, from 8 Sep 2025 to 19 Dec 2025, is agreed by the school and a parent. 2 sessions have code \
C2 under it in the last 4 school weeks.
            Timetable T1 is to be reviewed by 20 Oct 2025.
            """,
            since="8 Sep 2025",
            due="20 Oct 2025",
        ),
        Case(
            title="On the day after it its review is overdue",
            as_at="21 Oct 2025",
            given=PUPIL + UNTIL_CHRISTMAS + "marks | PM 15 Oct 2025: C2\nmarks | PM 20 Oct 2025: C2",
            outcome="review_overdue",
            reasons="Timetable T1 was last agreed, begun or reviewed on 8 Sep 2025: its review within 6 weeks was due "
            "by 20 Oct 2025.",
            since="21 Oct 2025",
            due="20 Oct 2025",
        ),
        Case(
            title="A review begins the six weeks anew",
            as_at="21 Oct 2025",
            given=PUPIL + UNTIL_CHRISTMAS + "step | part_time_timetable T1 reviewed 13 Oct 2025",
            outcome="in_order",
            reasons="""
            Timetable T1, from 8 Sep 2025 to 19 Dec 2025, is agreed by the school and a parent. 0 sessions have code \
C2 under it in the last 4 school weeks.
            Timetable T1 is to be reviewed by 24 Nov 2025.
            """,
            since="8 Sep 2025",
            due="24 Nov 2025",
        ),
        Case(
            title="Code C2 is not for a child who is not of compulsory school age",
            as_at="19 Sep 2025",
            given=AUTUMN + UNTIL_CHRISTMAS + "born | 10 Feb 2021\nmarks | PM 15 Sep 2025: C2",
            outcome="not_of_compulsory_school_age",
            reasons="1 session has code C2 on a day on which the pupil is not of compulsory school age: 15 Sep 2025 PM "
            "(C2). Code C2 is for pupils of that age.",
            since="15 Sep 2025",
        ),
        Case(
            title="Where neither timetables nor date of birth are held, the decision says so",
            as_at="19 Sep 2025",
            given=AUTUMN + "timetables | not recorded\nmarks | PM 15 Sep 2025: C2",
            outcome="no_agreed_plan",
            reasons="1 session has code C2, and no part-time timetable on record covers it: 15 Sep 2025 PM (C2). "
            f"{NEEDS}",
            since="15 Sep 2025",
            missing="""
            which part-time timetables were agreed: no record is held of them
            the date of birth; the pupil was taken to be of compulsory school age
            """,
        ),
        Case(
            title="A code C2 of five school weeks ago is no present concern",
            as_at="13 Oct 2025",
            given=PUPIL + "marks | PM 15 Sep 2025: C2",
            outcome="no_part_time_timetable",
            reasons="No session of the last 4 school weeks has code C2, and no part-time timetable runs.",
            note="The four school weeks begin on 22 September.",
        ),
        Case(
            title="Without the school's calendar its recent weeks are not guessed",
            as_at="19 Sep 2025",
            given=PUPIL + "calendar | not known\nmarks | PM 15 Sep 2025: C2",
            outcome="not_known",
            reasons="Sessions have code C2, and without the school's calendar it cannot be told whether they are "
            "recent.",
            missing="the school's calendar up to this day",
        ),
    ),
)
