"""Cases of the rule on code N."""

from schoolward.law.decision import Decision
from schoolward.law.rules.code_n_overdue import RULE, code_n_overdue
from tests.spec.law.case import Case, Given, RuleChapter

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return code_n_overdue(marks=given.marks, calendar=given.calendar, as_at=given.as_at, law=given.law)


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A school that does not yet know why a pupil was away writes N, and has five school days to write "
    "something better. The days are those of the school's own calendar.",
    judge=judge,
    cases=(
        Case(
            title="On the fifth school day after the session the school still has time",
            as_at="15 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: N N",
            outcome="within_time",
            reasons="2 sessions with code N: 8 Sep 2025 AM (N), 8 Sep 2025 PM (N). "
            "The school has until 15 Sep 2025 for the earliest.",
            since="8 Sep 2025",
            due="15 Sep 2025",
        ),
        Case(
            title="On the day after that it is overdue",
            as_at="16 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: N",
            outcome="overdue",
            reasons="""
            1 session still has code N after 5 school days: 8 Sep 2025 AM (N).
            The earliest had to be replaced by 15 Sep 2025.
            """,
            since="8 Sep 2025",
            due="15 Sep 2025",
        ),
        Case(
            title="Holidays and weekends are no school days: a session before half-term has until the week after",
            as_at="3 Nov 2025",
            given=AUTUMN + "marks | 23 Oct 2025: N",
            outcome="within_time",
            reasons="1 session with code N: 23 Oct 2025 AM (N). The school has until 6 Nov 2025 for the earliest.",
            since="23 Oct 2025",
            due="6 Nov 2025",
        ),
        Case(
            title="A training day of that school is no school day either",
            as_at="16 Sep 2025",
            given=AUTUMN + "inset | 12 Sep 2025\nmarks | 8 Sep 2025: N",
            outcome="within_time",
            reasons="1 session with code N: 8 Sep 2025 AM (N). The school has until 16 Sep 2025 for the earliest.",
            since="8 Sep 2025",
            due="16 Sep 2025",
        ),
        Case(
            title="What the school has replaced is settled, however late",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: I O",
            outcome="no_code_n",
            reasons="No session has code N.",
        ),
        Case(
            title="A mark of a day after the one asked about is not looked at",
            as_at="8 Sep 2025",
            given=AUTUMN + "marks | 9 Sep 2025: N N",
            outcome="no_code_n",
            reasons="No session has code N.",
        ),
        Case(
            title="Where the calendar ends before the fifth day, its last day is not guessed",
            as_at="5 Jan 2026",
            given=AUTUMN + "marks | 18 Dec 2025: N",
            outcome="not_known",
            reasons="1 session with code N, and the calendar does not reach 5 school days beyond.",
            since="18 Dec 2025",
            missing="the school's calendar for the days after the session",
        ),
    ),
)  # fmt: skip
