"""Cases of the rule on notices to improve."""

from schoolward.law.decision import Decision
from schoolward.law.rules.notice_to_improve import RULE, notice_to_improve
from tests.spec.law.case import Case, Given, RuleChapter


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    (notice,) = given.matters
    return notice_to_improve(
        notice=notice, marks=given.marks, calendar=given.calendar, as_at=given.as_at, law=given.law
    )


AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""


def notice(starts: str, ends: str, most: str = "2") -> str:
    """A notice to improve of 5 September 2025."""
    return AUTUMN + (
        f"step | notice_to_improve N1 issued 5 Sep 2025\nstep | notice_to_improve N1 starts {starts}\n"
        f"step | notice_to_improve N1 ends {ends}\n"
        f"step | notice_to_improve N1 most_unauthorised_sessions 5 Sep 2025: {most}\n"
    )


FOUR_WEEKS = notice("8 Sep 2025", "5 Oct 2025")

TOO_LONG = (
    "That is more than 6 weeks and more than 6 school weeks, and it may be 3 to 6: look at whether the notice can be "
    "relied on."
)
TOO_SHORT = TOO_LONG.replace("more than 6", "less than 3")

NO_DECISION = (
    "No decision is recorded. That the notice was not met does not decide what follows: everything is looked at as it "
    "now stands."
)

SCHOOL_WEEKS = """
policy | [[notice_to_improve_counted_in]]
policy | from = 2025-09-01
policy | value = "school weeks"
policy | citation = "Demo Borough code of conduct, July 2025, section 4"
"""

CHAPTER = RuleChapter(
    rule=RULE,
    opening="A notice to improve offers a parent a last chance before a penalty notice, where support is appropriate "
    "and has not worked or has not been taken up. It runs for three to six weeks, and says what counts as sufficient "
    "improvement: here, how many unauthorised sessions there can be at most.",
    judge=judge,
    cases=(
        Case(
            title="While its period runs with no more unauthorised sessions than it allows, nothing is to be done",
            as_at="22 Sep 2025",
            given=FOUR_WEEKS + "marks | 15 Sep 2025: O I",
            outcome="running",
            reasons="""
            From 8 Sep 2025 to 22 Sep 2025: 1 unauthorised session, and the notice allows 2.
            The period runs until 5 Oct 2025.
            """,
            since="8 Sep 2025",
            due="5 Oct 2025",
        ),
        Case(
            title="Before its first day it has not begun, and sessions before that day do not count",
            as_at="5 Sep 2025",
            given=FOUR_WEEKS + "marks | 1 Sep 2025: O x 8",
            outcome="running",
            reasons="The period runs from 8 Sep 2025 to 5 Oct 2025 and has not begun.",
            due="5 Oct 2025",
        ),
        Case(
            title="With more than it allows before the end, what the notice says about that has to be looked at",
            as_at="22 Sep 2025",
            given=FOUR_WEEKS + "marks | 15 Sep 2025: O O U",
            outcome="early_escalation",
            reasons="""
            From 8 Sep 2025 to 22 Sep 2025: 3 unauthorised sessions, and the notice allows 2: 15 Sep 2025 AM (O), \
15 Sep 2025 PM (O), 16 Sep 2025 AM (U).
            The period runs until 5 Oct 2025. Whether anything can follow before that depends on the grounds for it \
that the notice itself gives.
            """,
            since="16 Sep 2025",
            due="5 Oct 2025",
        ),
        Case(
            title="Where it allows none, the first is one too many",
            as_at="15 Sep 2025",
            given=notice("8 Sep 2025", "5 Oct 2025", most="0") + "marks | 15 Sep 2025: N",
            outcome="early_escalation",
            reasons="""
            From 8 Sep 2025 to 15 Sep 2025: 1 unauthorised session, and the notice allows 0: 15 Sep 2025 AM (N).
            1 session of these has code N: the school has still to find the reason, which can change that.
            The period runs until 5 Oct 2025. Whether anything can follow before that depends on the grounds for it \
that the notice itself gives.
            """,
            since="15 Sep 2025",
            due="5 Oct 2025",
        ),
        Case(
            title="On its last day the period still runs",
            as_at="3 Oct 2025",
            given=notice("8 Sep 2025", "3 Oct 2025") + "marks | 15 Sep 2025: O O",
            outcome="running",
            reasons="""
            From 8 Sep 2025 to 3 Oct 2025: 2 unauthorised sessions, and the notice allows 2.
            The period runs until 3 Oct 2025.
            """,
            since="8 Sep 2025",
            due="3 Oct 2025",
        ),
        Case(
            title="On the day after, a notice that was kept to waits for its decision",
            as_at="4 Oct 2025",
            given=notice("8 Sep 2025", "3 Oct 2025") + "marks | 15 Sep 2025: O O",
            outcome="met",
            reasons="""
            The period ended on 3 Oct 2025 with 2 unauthorised sessions, and the notice allows 2.
            No decision is recorded.
            """,
            since="4 Oct 2025",
        ),
        Case(
            title="Sessions without a mark can still change that, and nothing is made of them",
            as_at="4 Oct 2025",
            given=notice("8 Sep 2025", "3 Oct 2025") + "marks | 15 Sep 2025: O O -",
            outcome="met",
            reasons="""
            The period ended on 3 Oct 2025 with 2 unauthorised sessions, and the notice allows 2.
            No decision is recorded.
            1 session of the period without a mark can still change that.
            """,
            since="4 Oct 2025",
            missing="the marks of 1 session of the period",
        ),
        Case(
            title="A notice that was not kept to waits for one as well, and what follows is no matter of course",
            as_at="6 Oct 2025",
            given=FOUR_WEEKS + "marks | 1 Oct 2025: G x 4",
            outcome="not_met",
            reasons=f"""
            The period ended on 5 Oct 2025 with 4 unauthorised sessions, and the notice allows 2: 1 Oct 2025 AM (G), \
1 Oct 2025 PM (G), 2 Oct 2025 AM (G), 2 Oct 2025 PM (G).
            {NO_DECISION}
            """,
            since="6 Oct 2025",
        ),
        Case(
            title="Once it is decided, nothing more is asked",
            as_at="13 Oct 2025",
            given=FOUR_WEEKS + "marks | 1 Oct 2025: G x 4\nstep | notice_to_improve N1 decided 7 Oct 2025: not_met",
            outcome="decided",
            reasons="It was decided on 7 Oct 2025: not met.",
            since="7 Oct 2025",
        ),
        Case(
            title="Three weeks, the first and the last day included, are long enough",
            as_at="8 Sep 2025",
            given=notice("8 Sep 2025", "28 Sep 2025"),
            outcome="running",
            reasons="""
            From 8 Sep 2025 to 8 Sep 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 28 Sep 2025.
            """,
            since="8 Sep 2025",
            due="28 Sep 2025",
        ),
        Case(
            title="Three weeks from a Monday to a Friday are long enough: they do not lack the weekend",
            as_at="8 Sep 2025",
            given=notice("8 Sep 2025", "26 Sep 2025"),
            outcome="running",
            reasons="""
            From 8 Sep 2025 to 8 Sep 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 26 Sep 2025.
            """,
            since="8 Sep 2025",
            due="26 Sep 2025",
            note="That a period which ends with a Friday has the weekend too is our reading.",
        ),
        Case(
            title="A school day less is too short",
            as_at="8 Sep 2025",
            given=notice("8 Sep 2025", "25 Sep 2025"),
            outcome="length_not_allowed",
            reasons=f"""
            The improvement period from 8 Sep 2025 to 25 Sep 2025 has 18 days, the first and the last included.
            {TOO_SHORT}
            From 8 Sep 2025 to 8 Sep 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 25 Sep 2025.
            """,
            since="5 Sep 2025",
        ),
        Case(
            title="It is too short without the school's calendar as well: in school weeks no period is longer",
            as_at="8 Sep 2025",
            given=notice("8 Sep 2025", "25 Sep 2025").removeprefix(AUTUMN),
            outcome="length_not_allowed",
            reasons=f"""
            The improvement period from 8 Sep 2025 to 25 Sep 2025 has 18 days, the first and the last included.
            {TOO_SHORT}
            From 8 Sep 2025 to 8 Sep 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 25 Sep 2025.
            """,
            since="5 Sep 2025",
        ),
        Case(
            title="When too short a period is over and was not kept to, that is what has to be decided",
            as_at="26 Sep 2025",
            given=notice("8 Sep 2025", "25 Sep 2025") + "marks | 15 Sep 2025: O x 3",
            outcome="not_met",
            reasons=f"""
            The period ended on 25 Sep 2025 with 3 unauthorised sessions, and the notice allows 2: \
15 Sep 2025 AM (O), 15 Sep 2025 PM (O), 16 Sep 2025 AM (O).
            {NO_DECISION}
            The improvement period from 8 Sep 2025 to 25 Sep 2025 has 18 days, the first and the last included.
            {TOO_SHORT}
            """,
            since="26 Sep 2025",
        ),
        Case(
            title="Six weeks are not too long",
            as_at="8 Sep 2025",
            given=notice("8 Sep 2025", "19 Oct 2025"),
            outcome="running",
            reasons="""
            From 8 Sep 2025 to 8 Sep 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 19 Oct 2025.
            """,
            since="8 Sep 2025",
            due="19 Oct 2025",
        ),
        Case(
            title="A day more is, though the notice is kept to",
            as_at="22 Sep 2025",
            given=notice("8 Sep 2025", "20 Oct 2025") + "marks | 15 Sep 2025: O",
            outcome="length_not_allowed",
            reasons=f"""
            The improvement period from 8 Sep 2025 to 20 Oct 2025 has 43 days, the first and the last included.
            {TOO_LONG}
            From 8 Sep 2025 to 22 Sep 2025: 1 unauthorised session, and the notice allows 2.
            The period runs until 20 Oct 2025.
            """,
            since="5 Sep 2025",
        ),
        Case(
            title="If it is not kept to, that comes first, and the length is said with it",
            as_at="22 Sep 2025",
            given=notice("8 Sep 2025", "20 Oct 2025") + "marks | 15 Sep 2025: O O U",
            outcome="early_escalation",
            reasons=f"""
            From 8 Sep 2025 to 22 Sep 2025: 3 unauthorised sessions, and the notice allows 2: 15 Sep 2025 AM (O), \
15 Sep 2025 PM (O), 16 Sep 2025 AM (U).
            The period runs until 20 Oct 2025. Whether anything can follow before that depends on the grounds for it \
that the notice itself gives.
            The improvement period from 8 Sep 2025 to 20 Oct 2025 has 43 days, the first and the last included.
            {TOO_LONG}
            """,
            since="16 Sep 2025",
            due="20 Oct 2025",
        ),
        Case(
            title="If it does not say what counts as sufficient improvement, its length can be judged all the same",
            as_at="22 Sep 2025",
            given=notice("8 Sep 2025", "20 Oct 2025").replace(
                "step | notice_to_improve N1 most_unauthorised_sessions 5 Sep 2025: 2\n", ""
            )
            + "marks | 15 Sep 2025: O O U",
            outcome="length_not_allowed",
            reasons=f"""
            The improvement period from 8 Sep 2025 to 20 Oct 2025 has 43 days, the first and the last included.
            {TOO_LONG}
            From 8 Sep 2025 to 22 Sep 2025: 3 unauthorised sessions. How many the notice allows is not recorded.
            """,
            since="5 Sep 2025",
            missing="what counts as sufficient improvement: the most unauthorised sessions that the notice allows",
        ),
        Case(
            title="Local policy can keep within narrower bounds",
            as_at="22 Sep 2025",
            given=notice("8 Sep 2025", "19 Oct 2025")
            + """
            policy | [[notice_to_improve_longest_weeks]]
            policy | from = 2025-09-01
            policy | value = 4
            policy | citation = "Demo Borough code of conduct, July 2025, section 4"
            """,
            outcome="length_not_allowed",
            reasons="""
            The improvement period from 8 Sep 2025 to 19 Oct 2025 has 42 days, the first and the last included.
            That is more than 4 weeks and more than 4 school weeks, and it may be 3 to 4: look at whether the notice \
can be relied on.
            From 8 Sep 2025 to 22 Sep 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 19 Oct 2025.
            """,
            since="5 Sep 2025",
        ),
        Case(
            title="Seven weeks across half-term are six school weeks, and one way of counting is enough",
            as_at="6 Oct 2025",
            given=notice("22 Sep 2025", "7 Nov 2025"),
            outcome="running",
            reasons="""
            From 22 Sep 2025 to 6 Oct 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 7 Nov 2025.
            The improvement period from 22 Sep 2025 to 7 Nov 2025 has 47 days, the first and the last included, \
40 of them in school weeks.
            That is more than 6 weeks; in school weeks it is as long as it may be. Which weeks are meant is not settled.
            """,
            since="22 Sep 2025",
            due="7 Nov 2025",
            note="Which weeks the guidance means was not read; authorities count both ways.",
        ),
        Case(
            title="Without the school's calendar that cannot be told, and nothing is made of it",
            as_at="6 Oct 2025",
            given=notice("22 Sep 2025", "7 Nov 2025").removeprefix(AUTUMN),
            outcome="running",
            reasons="""
            From 22 Sep 2025 to 6 Oct 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 7 Nov 2025.
            The improvement period from 22 Sep 2025 to 7 Nov 2025 has 47 days, the first and the last included.
            That is more than 6 weeks. How long it is in school weeks cannot be told without the school's calendar.
            """,
            since="22 Sep 2025",
            due="7 Nov 2025",
            missing="the school's calendar, since the period may be counted in school weeks",
        ),
        Case(
            title="Eight weeks across half-term are too long either way",
            as_at="6 Oct 2025",
            given=notice("22 Sep 2025", "14 Nov 2025"),
            outcome="length_not_allowed",
            reasons=f"""
            The improvement period from 22 Sep 2025 to 14 Nov 2025 has 54 days, the first and the last included, \
47 of them in school weeks.
            {TOO_LONG}
            From 22 Sep 2025 to 6 Oct 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 14 Nov 2025.
            """,
            since="5 Sep 2025",
        ),
        Case(
            title="Where local policy says that weeks of the calendar are meant, only they count",
            as_at="6 Oct 2025",
            given=notice("22 Sep 2025", "7 Nov 2025") + SCHOOL_WEEKS.replace("school weeks", "weeks"),
            outcome="length_not_allowed",
            reasons="""
            The improvement period from 22 Sep 2025 to 7 Nov 2025 has 47 days, the first and the last included.
            That is more than 6 weeks, and it may be 3 to 6: look at whether the notice can be relied on.
            From 22 Sep 2025 to 6 Oct 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 7 Nov 2025.
            """,
            since="5 Sep 2025",
        ),
        Case(
            title="Where local policy counts in school weeks, half-term is passed over",
            as_at="6 Oct 2025",
            given=notice("22 Sep 2025", "7 Nov 2025") + SCHOOL_WEEKS,
            outcome="running",
            reasons="""
            From 22 Sep 2025 to 6 Oct 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 7 Nov 2025.
            """,
            since="22 Sep 2025",
            due="7 Nov 2025",
        ),
        Case(
            title="Then three weeks with half-term among them are too short",
            as_at="20 Oct 2025",
            given=notice("20 Oct 2025", "9 Nov 2025") + SCHOOL_WEEKS,
            outcome="length_not_allowed",
            reasons="""
            The improvement period from 20 Oct 2025 to 9 Nov 2025 has 21 days, the first and the last included, \
14 of them in school weeks.
            That is less than 3 school weeks, and it may be 3 to 6: look at whether the notice can be relied on.
            From 20 Oct 2025 to 20 Oct 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 9 Nov 2025.
            """,
            since="5 Sep 2025",
        ),
        Case(
            title="Where the calendar ends before the period, its length in school weeks is not known",
            as_at="8 Dec 2025",
            given=notice("8 Dec 2025", "9 Jan 2026") + SCHOOL_WEEKS,
            outcome="running",
            reasons="""
            From 8 Dec 2025 to 8 Dec 2025: 0 unauthorised sessions, and the notice allows 2.
            The period runs until 9 Jan 2026.
            """,
            since="8 Dec 2025",
            due="9 Jan 2026",
            missing="the school's calendar, since the period is counted in school weeks",
        ),
        Case(
            title="Without what counts as sufficient improvement, nobody can say whether it was kept to",
            as_at="22 Sep 2025",
            given=AUTUMN
            + """
            step | notice_to_improve N1 issued 5 Sep 2025
            step | notice_to_improve N1 starts 8 Sep 2025
            step | notice_to_improve N1 ends 5 Oct 2025
            """,
            outcome="not_known",
            reasons="""
            What is recorded of the notice to improve is not enough to judge it by.
            The notice has to give the first and the last day of its period, and what sufficient improvement looks like.
            """,
            missing="what counts as sufficient improvement: the most unauthorised sessions that the notice allows",
        ),
        Case(
            title="Nor without its first and last day",
            as_at="22 Sep 2025",
            given=AUTUMN
            + """
            step | notice_to_improve N1 issued 5 Sep 2025
            step | notice_to_improve N1 most_unauthorised_sessions 5 Sep 2025: 2
            """,
            outcome="not_known",
            reasons="""
            What is recorded of the notice to improve is not enough to judge it by.
            The notice has to give the first and the last day of its period, and what sufficient improvement looks like.
            """,
            missing="""
            the first day of the improvement period
            the last day of the improvement period
            """,
        ),
    ),
)  # fmt: skip
