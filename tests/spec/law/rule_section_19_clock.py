"""Cases of the rule on days out of school and the authority's duty under section 19."""

from datetime import date

from schoolward.law.decision import Decision
from schoolward.law.rules.section_19_clock import RULE, section_19_clock
from schoolward.register.calendars import SchoolCalendar
from tests.spec.law.case import Case, Given, RuleChapter
from tests.spec.law.section_19_cases_of_decisions import CASES_OF_DECISIONS
from tests.spec.law.section_19_cases_of_summers import CASES_OF_SUMMERS
from tests.spec.law.section_19_words import AUTUMN, CLEAR, DUTY, PUPIL
from tests.spec.measures.example import read_day


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule.

    `calendar | not known`: the rule does not have the school's calendar; `calendar | 1 Sep 2026`: it has none of the
    days before.
    """
    return section_19_clock(
        marks=given.marks,
        calendar=_calendar(given),
        born_on=given.day("born"),
        decisions=given.matters,
        as_at=given.as_at,
        law=given.law,
    )


def _calendar(given: Given) -> SchoolCalendar:
    known = given.text("calendar")
    if known == "not known":
        return SchoolCalendar(())
    return SchoolCalendar(given.calendar.open_sessions(read_day(known) if known else date.min, date.max))


CHAPTER = RuleChapter(
    rule=RULE,
    opening="An authority arranges education for a child of compulsory school age who is out of school through "
    "illness, exclusion or otherwise, and acts once it is clear that this will be for fifteen days, in a row or added "
    "up. A register shows only that they were reached. Whole school days with the codes I, E and Q are counted; which "
    "codes those are, and the warning at ten days, are defaults that an authority can set otherwise. The sources name "
    "no year: that days are counted by the academic year, with an unbroken run across the summer from its first day, "
    "is our reading, and so is it that a decision covers the days up to its own. When provision is asked after is a "
    "default too.",
    judge=judge,
    cases=(
        Case(
            title="On the fifteenth day a decision is due, whether the days are in a row or not",
            as_at="30 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 18, present x 2, E x 8, Q x 4",
            outcome="decision_due",
            reasons=f"""
            15 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
22 Sep 2025. The 15 days were reached on 22 Sep 2025.
            {DUTY}
            No decision taken on or after 1 Sep 2025 is on record.
            """,
            since="22 Sep 2025",
            due="22 Sep 2025",
        ),
        Case(
            title="Fourteen days are near it",
            as_at="30 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 28",
            outcome="approaching",
            reasons=f"""
            14 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
18 Sep 2025.
            {CLEAR} 1 more day would make 15.
            """,
            since="12 Sep 2025",
        ),
        Case(
            title="Nine days run, and no warning is given yet",
            as_at="30 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 18",
            outcome="running",
            reasons=f"""
            9 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
11 Sep 2025.
            {CLEAR} 6 more days would make 15.
            """,
            since="1 Sep 2025",
        ),
        Case(
            title="An authority can warn earlier",
            as_at="30 Sep 2025",
            given=PUPIL
            + """
            marks  | 1 Sep 2025: I x 18
            policy | [[section_19_warning_school_days]]
            policy | from = 2025-09-01
            policy | value = 5
            policy | citation = "Demo Borough, policy on education otherwise than at school, 2025"
            """,
            outcome="approaching",
            reasons=f"""
            9 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
11 Sep 2025.
            {CLEAR} 6 more days would make 15.
            """,
            since="5 Sep 2025",
        ),
        *CASES_OF_DECISIONS,
        *CASES_OF_SUMMERS,
        Case(
            title="Single sessions are not counted",
            as_at="30 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: " + "I present " * 20,
            outcome="not_out_of_school",
            reasons="No whole school day of 2025/26 has only codes of I, E, Q. Single sessions are not counted.",
        ),
        Case(
            title="A pupil in school has no day",
            as_at="30 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: O x 4, K x 20",
            outcome="not_out_of_school",
            reasons="No whole school day of 2025/26 has only codes of I, E, Q. Single sessions are not counted.",
        ),
        Case(
            title="The duty is to children of compulsory school age",
            as_at="30 Sep 2025",
            given=AUTUMN + "born | 4 May 2008\nmarks | 1 Sep 2025: I x 40",
            outcome="not_of_compulsory_school_age",
            reasons="The child is not of compulsory school age on 30 Sep 2025, and no such day of this academic year "
            "lies within it.",
        ),
        Case(
            title="For a child who comes of that age in the year, the days before it are left out",
            as_at="30 Jan 2026",
            given=AUTUMN + "term | 5 Jan 2026 to 27 Mar 2026\nborn | 4 Nov 2020\nmarks | 1 Sep 2025: I x 40\n"
            "marks | 5 Jan 2026: I I",
            outcome="running",
            reasons=f"""
            1 whole school day of 2025/26 has no other code than I, E, Q, on 5 Jan 2026.
            {CLEAR} 14 more days would make 15.
            Days on which the pupil is not of compulsory school age are not counted.
            """,
            since="5 Jan 2026",
        ),
        Case(
            title="Without a date of birth the decision says what it took to be so",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 1 Sep 2025: I I",
            outcome="running",
            reasons=f"""
            1 whole school day of 2025/26 has no other code than I, E, Q, on 1 Sep 2025.
            {CLEAR} 14 more days would make 15.
            """,
            since="1 Sep 2025",
            missing="the date of birth; the pupil was taken to be of compulsory school age",
        ),
        Case(
            title="Without the school's calendar whole days are not guessed",
            as_at="30 Sep 2025",
            given=PUPIL + "calendar | not known\nmarks | 1 Sep 2025: I x 40",
            outcome="not_known",
            reasons="Sessions have one of the codes I, E, Q on days that the school's calendar does not reach, so that "
            "whole school days cannot be counted.",
            missing="the school's calendar for the days of these marks",
        ),
    ),
)
