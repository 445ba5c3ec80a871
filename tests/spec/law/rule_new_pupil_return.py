"""Cases of the rule on the new-pupil return."""

from schoolward.law.decision import Decision
from schoolward.law.rules.new_pupil_return import RULE, new_pupil_return
from tests.spec.law.case import Case, Given, RuleChapter

ENTERED = "returns recorded from | 1 Sep 2025\nentered | 12 Nov 2025\n"
LIMIT = (
    "The day of entry is 12 Nov 2025, and the return has to be made within 5 days after it: "
    "by the end of 17 Nov 2025."
)


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return new_pupil_return(
        entered_on=given.required_day("entered"),
        joined_at_start=given.is_so("joined the most junior class on the first day of the school year"),
        received_on=given.day("received"),
        returns_recorded_from=given.day("returns recorded from"),
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A school that enters a pupil's name in its admission register tells the authority by the end of the "
    "fifth day after the entry. The days are days of the calendar. Pupils who join the most junior class on the first "
    "day of the school year are left out unless the authority asks for them.",
    judge=judge,
    cases=(
        Case(
            title="On the fifth day after the entry the return is not overdue",
            as_at="17 Nov 2025",
            given=ENTERED,
            outcome="due",
            reasons=f"""
            No return is recorded yet.
            {LIMIT}
            """,
            since="12 Nov 2025",
            due="17 Nov 2025",
        ),
        Case(
            title="On the sixth day it is, though a weekend lay between",
            as_at="18 Nov 2025",
            given=ENTERED,
            outcome="overdue",
            reasons=f"""
            No return is recorded.
            {LIMIT}
            """,
            since="18 Nov 2025",
            due="17 Nov 2025",
        ),
        Case(
            title="A return of the fifth day is in time",
            as_at="1 Dec 2025",
            given=ENTERED + "received | 17 Nov 2025",
            outcome="received",
            reasons="The return was received on 17 Nov 2025.",
            since="17 Nov 2025",
        ),
        Case(
            title="A return of a later day is late, and nothing more has to be done",
            as_at="1 Dec 2025",
            given=ENTERED + "received | 19 Nov 2025",
            outcome="received_late",
            reasons=f"""
            The return was received on 19 Nov 2025, 2 days late.
            {LIMIT}
            """,
            since="19 Nov 2025",
            due="17 Nov 2025",
        ),
        Case(
            title="What was received later than the day asked about is not known on that day",
            as_at="18 Nov 2025",
            given=ENTERED + "received | 19 Nov 2025",
            outcome="overdue",
            reasons=f"""
            No return is recorded.
            {LIMIT}
            """,
            since="18 Nov 2025",
            due="17 Nov 2025",
        ),
        Case(
            title="Who joins the most junior class on the first day of the school year is exempt",
            as_at="1 Oct 2025",
            given="""
            returns recorded from | 1 Sep 2025
            entered | 1 Sep 2025
            joined the most junior class on the first day of the school year | yes
            """,
            outcome="exempt",
            reasons="No return has to be made: the pupil joined the most junior class on the first day of "
            "the school year. The authority can ask for one.",
        ),
        Case(
            title="A return of an exempt pupil is received whenever it comes",
            as_at="1 Oct 2025",
            given="""
            returns recorded from | 1 Sep 2025
            entered | 1 Sep 2025
            received | 24 Sep 2025
            joined the most junior class on the first day of the school year | yes
            """,
            outcome="received",
            reasons="The return was received on 24 Sep 2025.",
            since="24 Sep 2025",
        ),
        Case(
            title="Of an entry before returns were recorded here, nothing is asked",
            as_at="18 Nov 2025",
            given="returns recorded from | 14 Nov 2025\nentered | 12 Nov 2025",
            outcome="not_recorded",
            reasons="New-pupil returns are recorded here from 14 Nov 2025, and the day of entry, 12 Nov "
            "2025, is before that.",
            missing="the authority's records of the new-pupil returns of that time",
        ),
        Case(
            title="Where no return is recorded of anybody, none is missed of this pupil",
            as_at="18 Nov 2025",
            given="entered | 12 Nov 2025",
            outcome="not_recorded",
            reasons="No new-pupil returns are recorded here.",
            missing="the authority's records of the new-pupil returns of that time",
        ),
    ),
)  # fmt: skip
