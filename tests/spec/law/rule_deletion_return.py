"""Cases of the rule on the deletion return."""

from schoolward.law.decision import Decision
from schoolward.law.rules.deletion_return import RULE, deletion_return
from tests.spec.law.case import Case, Given, RuleChapter

DELETED = "returns recorded from | 1 Sep 2025\ndeleted | 12 Nov 2025\n"
LIMIT = "The day of the deletion is 12 Nov 2025, and the return has to be made no later than the deletion."


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return deletion_return(
        deleted_on=given.required_day("deleted"),
        finished_final_year=given.is_so("finished the school's final year"),
        received_on=given.day("received"),
        returns_recorded_from=given.day("returns recorded from"),
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A school tells the authority of a deletion as soon as its ground is met, and no later than the deletion. "
    "When the ground was met is not known here, so that the day of the deletion is the one that counts. Pupils who "
    "finish the school's final year at its end are left out unless the authority asks for them.",
    judge=judge,
    cases=(
        Case(
            title="On the day of the deletion the return is due",
            as_at="12 Nov 2025",
            given=DELETED,
            outcome="due",
            reasons=f"""
            No return is recorded yet.
            {LIMIT}
            """,
            due="12 Nov 2025",
        ),
        Case(
            title="On the day after that it is overdue",
            as_at="13 Nov 2025",
            given=DELETED,
            outcome="overdue",
            reasons=f"""
            No return is recorded.
            {LIMIT}
            """,
            since="13 Nov 2025",
            due="12 Nov 2025",
        ),
        Case(
            title="A return made before the deletion is in time",
            as_at="13 Nov 2025",
            given=DELETED + "received | 7 Nov 2025",
            outcome="received",
            reasons="The return was received on 7 Nov 2025.",
            since="7 Nov 2025",
        ),
        Case(
            title="A return of the next day is late, and nothing more has to be done",
            as_at="1 Dec 2025",
            given=DELETED + "received | 13 Nov 2025",
            outcome="received_late",
            reasons=f"""
            The return was received on 13 Nov 2025, 1 day late.
            {LIMIT}
            """,
            since="13 Nov 2025",
            due="12 Nov 2025",
        ),
        Case(
            title="What was received later than the day asked about is not known on that day",
            as_at="13 Nov 2025",
            given=DELETED + "received | 14 Nov 2025",
            outcome="overdue",
            reasons=f"""
            No return is recorded.
            {LIMIT}
            """,
            since="13 Nov 2025",
            due="12 Nov 2025",
        ),
        Case(
            title="Who finishes the school's final year at its end is exempt",
            as_at="1 Sep 2026",
            given="""
            returns recorded from | 1 Sep 2025
            deleted | 21 Jul 2026
            finished the school's final year | yes
            """,
            outcome="exempt",
            reasons="No return has to be made for pupils who finished the school's final year at its end. "
            "The authority can ask for one.",
        ),
        Case(
            title="Of a deletion before returns were recorded here, nothing is asked",
            as_at="1 Dec 2025",
            given="returns recorded from | 13 Nov 2025\ndeleted | 12 Nov 2025",
            outcome="not_recorded",
            reasons="Deletion returns are recorded here from 13 Nov 2025, and the day of the deletion, 12 "
            "Nov 2025, is before that.",
            missing="the authority's records of the deletion returns of that time",
        ),
        Case(
            title="Where no return is recorded of anybody, none is missed of this pupil",
            as_at="1 Dec 2025",
            given="deleted | 12 Nov 2025",
            outcome="not_recorded",
            reasons="No deletion returns are recorded here.",
            missing="the authority's records of the deletion returns of that time",
        ),
    ),
)  # fmt: skip
