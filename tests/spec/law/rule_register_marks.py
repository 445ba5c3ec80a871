"""Cases of the rule on marks that the school has to put right."""

from schoolward.law.decision import Decision
from schoolward.law.marks import CodedSession
from schoolward.law.rules.register_marks import RULE, register_marks
from tests.spec.law.case import Case, Given, RuleChapter
from tests.spec.measures.example import read_day

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule.

    `blank`: "27 Oct 2025 AM", a blank mark wherever it lies. `calendar | not given`: the rule is not given one.
    """
    blanks = [told.rsplit(" ", 1) for told in given.every("blank")]
    return register_marks(
        marks=(*given.marks, *(CodedSession(read_day(on), half, "") for on, half in blanks)),
        as_at=given.as_at,
        law=given.law,
        calendar=None if given.text("calendar") == "not given" else given.calendar,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A code that has been withdrawn is accepted as it was sent and counts as what it meant, but it is a defect "
    "of the register. So is a session that was left blank, which counts neither as present nor as absent. The law here "
    "is the list of codes of 19 August 2024; the code F had been withdrawn before.",
    judge=judge,
    cases=(
        Case(
            title="Codes H, J and Y of a day from 19 August 2024 on have been withdrawn",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: H H J Y, present present",
            outcome="to_put_right",
            reasons="4 sessions have a code that had been withdrawn by then: 8 Sep 2025 AM (H), 8 Sep 2025 PM (H), "
            "9 Sep 2025 AM (J), 9 Sep 2025 PM (Y). It is kept as sent and counts as what it meant, and the school has "
            "to put a code that is in force.",
            since="8 Sep 2025",
        ),
        Case(
            title="The same codes in a register of before that day are in order",
            as_at="30 Sep 2025",
            given="term | 3 Jun 2024 to 23 Jul 2024\nmarks | 22 Jul 2024: H H J Y",
            outcome="in_order",
            reasons="No session has a code that had been withdrawn, and none was left blank.",
        ),
        Case(
            title="Code F had been withdrawn long before",
            as_at="30 Sep 2025",
            given="term | 3 Jun 2024 to 23 Jul 2024\nmarks | 22 Jul 2024: F",
            outcome="to_put_right",
            reasons="1 session has a code that had been withdrawn by then: 22 Jul 2024 AM (F). It is kept as sent and "
            "counts as what it meant, and the school has to put a code that is in force.",
            since="22 Jul 2024",
        ),
        Case(
            title="A blank mark is neither present nor absent, and a dash is a blank",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | PM 8 Sep 2025: -\nblank | 10 Sep 2025 AM",
            outcome="to_put_right",
            reasons="2 sessions have no mark: 8 Sep 2025 PM, 10 Sep 2025 AM. The register is taken 2 times a school "
            "day, and a session without a mark counts as neither present nor absent: the school has to put the code "
            "that is true of it.",
            since="8 Sep 2025",
        ),
        Case(
            title="Both are told where both are found",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 9 Sep 2025: H\nblank | 8 Sep 2025 AM",
            outcome="to_put_right",
            reasons="""
            1 session has a code that had been withdrawn by then: 9 Sep 2025 AM (H). It is kept as sent and counts as \
what it meant, and the school has to put a code that is in force.
            1 session has no mark: 8 Sep 2025 AM. The register is taken 2 times a school day, and a session without a \
mark counts as neither present nor absent: the school has to put the code that is true of it.
            """,
            since="8 Sep 2025",
        ),
        Case(
            title="A blank in the holidays is no defect where the calendar tells that the school was closed",
            as_at="3 Nov 2025",
            given=AUTUMN + "blank | 27 Oct 2025 AM\nblank | 27 Oct 2025 PM",
            outcome="in_order",
            reasons="No session has a code that had been withdrawn, and none was left blank.",
        ),
        Case(
            title="Without the calendar it is taken for a session in which the school was open",
            as_at="3 Nov 2025",
            given=AUTUMN + "calendar | not given\nblank | 27 Oct 2025 AM",
            outcome="to_put_right",
            reasons="1 session has no mark: 27 Oct 2025 AM. The register is taken 2 times a school day, and a session "
            "without a mark counts as neither present nor absent: the school has to put the code that is true of it.",
            since="27 Oct 2025",
        ),
        Case(
            title="A mark of a day after the one asked about is not looked at",
            as_at="8 Sep 2025",
            given=AUTUMN + "marks | 9 Sep 2025: H -",
            outcome="in_order",
            reasons="No session has a code that had been withdrawn, and none was left blank.",
        ),
    ),
)
