"""Cases of the rule on telling professionals of an unexplained absence."""

from schoolward.law.decision import Decision
from schoolward.law.rules.first_unexplained_absence import RULE, first_unexplained_absence
from schoolward.register.calendars import SchoolCalendar
from tests.spec.law.case import Case, Given, RuleChapter

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""
IN_NEED = AUTUMN + "cohort | child_in_need\n"


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule.

    `cohort`: a group that the child is in on the day. `calendar | not known`: the rule does not have the calendar.
    """
    return first_unexplained_absence(
        marks=given.marks,
        calendar=SchoolCalendar(()) if given.text("calendar") == "not known" else given.calendar,
        cohorts=frozenset(given.every("cohort")),
        told=given.matters,
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="Schools tell a pupil's social worker, and the youth justice worker, of an absence that nobody has "
    "explained; that code N makes it one is our reading. What is looked at is the day itself or, where that has no "
    "such absence or is no school day, the school day before it. Once somebody was told, the rest of the same spell "
    "calls for nothing.",
    judge=judge,
    cases=(
        Case(
            title="On the first day the social worker of a child in need is told, on that day",
            as_at="6 Oct 2025",
            given=IN_NEED + "marks | 6 Oct 2025: N N",
            outcome="tell_now",
            reasons="""
            2 sessions are not explained: 6 Oct 2025 AM (N), 6 Oct 2025 PM (N). The first day of the spell is \
6 Oct 2025.
            The child is recorded under child in need. To be told: the social worker.
            It is not on record that anyone was told on or after 6 Oct 2025.
            """,
            since="6 Oct 2025",
            due="6 Oct 2025",
        ),
        Case(
            title="A Friday's absence stands on Sunday and on Monday, when the child is back",
            as_at="6 Oct 2025",
            given=IN_NEED + "marks | PM 3 Oct 2025: N, present present",
            outcome="tell_now",
            reasons="""
            1 session is not explained: 3 Oct 2025 PM (N). The first day of the spell is 3 Oct 2025.
            The child is recorded under child in need. To be told: the social worker.
            It is not on record that anyone was told on or after 3 Oct 2025.
            """,
            since="3 Oct 2025",
            due="3 Oct 2025",
        ),
        Case(
            title="On the second school day after it no longer",
            as_at="7 Oct 2025",
            given=IN_NEED + "marks | PM 3 Oct 2025: N, present present",
            outcome="none",
            reasons="Neither 7 Oct 2025 nor the school day before it has an absence with code N.",
        ),
        Case(
            title="The days of a spell in a row, half-term passed over, are one, and it counts from the first of them",
            as_at="4 Nov 2025",
            given=IN_NEED + "marks | 24 Oct 2025: N N N present N N",
            outcome="tell_now",
            reasons="""
            5 sessions are not explained: 24 Oct 2025 AM (N), 24 Oct 2025 PM (N), 3 Nov 2025 AM (N), 4 Nov 2025 AM (N) \
and 1 more. The first day of the spell is 24 Oct 2025.
            The child is recorded under child in need. To be told: the social worker.
            It is not on record that anyone was told on or after 24 Oct 2025.
            """,
            since="24 Oct 2025",
            due="24 Oct 2025",
        ),
        Case(
            title="Once told, the rest of the spell calls for nothing",
            as_at="8 Oct 2025",
            given=IN_NEED
            + "marks | 6 Oct 2025: N x 6\nstep | professional_told T1 told 6 Oct 2025: social worker, by telephone",
            outcome="told",
            reasons="""
            6 sessions are not explained: 6 Oct 2025 AM (N), 6 Oct 2025 PM (N), 7 Oct 2025 AM (N), 7 Oct 2025 PM (N) \
and 2 more. The first day of the spell is 6 Oct 2025.
            The child is recorded under child in need. To be told: the social worker.
            Told since it began: 6 Oct 2025, social worker, by telephone.
            """,
            since="6 Oct 2025",
        ),
        Case(
            title="A new spell is told anew",
            as_at="13 Oct 2025",
            given=IN_NEED
            + "marks | 6 Oct 2025: N N\nmarks | 13 Oct 2025: N\n"
            + "step | professional_told T1 told 6 Oct 2025: social worker",
            outcome="tell_now",
            reasons="""
            1 session is not explained: 13 Oct 2025 AM (N). The first day of the spell is 13 Oct 2025.
            The child is recorded under child in need. To be told: the social worker.
            It is not on record that anyone was told on or after 13 Oct 2025.
            """,
            since="13 Oct 2025",
            due="13 Oct 2025",
        ),
        Case(
            title="For a looked-after child the virtual school is told too, and a youth justice worker if there is one",
            as_at="6 Oct 2025",
            given=AUTUMN
            + "cohort | looked_after\ncohort | youth_justice\ncohort | fsm\nmarks | 6 Oct 2025: N",
            outcome="tell_now",
            reasons="""
            1 session is not explained: 6 Oct 2025 AM (N). The first day of the spell is 6 Oct 2025.
            The child is recorded under looked after, youth justice. To be told: the social worker, the virtual \
school, the youth justice worker.
            It is not on record that anyone was told on or after 6 Oct 2025.
            """,
            since="6 Oct 2025",
            due="6 Oct 2025",
        ),
        Case(
            title="An absence that has been explained calls for nothing",
            as_at="6 Oct 2025",
            given=IN_NEED + "marks | 6 Oct 2025: I O",
            outcome="none",
            reasons="Neither 6 Oct 2025 nor the school day before it has an absence with code N.",
        ),
        Case(
            title="For a child in none of the groups this rule names nobody",
            as_at="6 Oct 2025",
            given=AUTUMN + "cohort | kinship\nmarks | 6 Oct 2025: N N",
            outcome="not_in_these_cohorts",
            reasons="The child is in none of the groups for whom somebody is told: social worker, child in need, child "
            "protection, looked after, youth justice.",
        ),
        Case(
            title="Without the school's calendar the last school day is not guessed",
            as_at="6 Oct 2025",
            given=IN_NEED + "calendar | not known\nmarks | 6 Oct 2025: N N",
            outcome="not_known",
            reasons="The latest session with code N is 6 Oct 2025 PM (N), on a day that the school's calendar does not "
            "reach.",
            missing="the school's calendar for the days up to this one",
        ),
    ),
)
