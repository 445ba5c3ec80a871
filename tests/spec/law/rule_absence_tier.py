"""Cases of the rule on the tiers of absence."""

from schoolward.law.decision import Decision
from schoolward.law.rules.absence_tier import RULE, absence_tier
from schoolward.law.tally import SessionTally
from tests.spec.law.case import Case, Given, RuleChapter

STEADY = "recent | 4 of 40\nbefore | 4 of 40\n"
AS_BEFORE = (
    "Steady: missed 4 of 40 sessions in the last 4 school weeks, 4 of 40 in the 4 before, "
    "a change of less than 5 percentage points."
)


def tally(given: Given, name: str) -> SessionTally:
    """The sessions of a line such as `year | 19 of 190`, with `, 12 part-time` after it where it matters."""
    told, _, part_time = given.text(name, "0 of 0").partition(",")
    absent, _, possible = told.partition(" of ")
    return SessionTally(
        possible=int(possible), absent=int(absent), part_time=int(part_time.removesuffix("part-time") or 0)
    )


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return absence_tier(
        year=tally(given, "year"),
        recent=tally(given, "recent"),
        before=tally(given, "before"),
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A pupil who misses a tenth of the possible sessions is persistently absent, and one who misses half is "
    "severely absent. Sessions are counted and compared as whole numbers, so that a share exactly at the threshold "
    "reaches it and one that only rounds to it does not. Whether absence is getting worse follows a stated rule: the "
    "last four school weeks are set against the four before.",
    judge=judge,
    cases=(
        Case(
            title="Ten per cent exactly is persistent absence",
            as_at="17 Jul 2026",
            given=STEADY + "year | 19 of 190",
            outcome="persistent",
            reasons=f"""
            Persistent absence: 19 of 190 possible sessions were missed, which is 10 per cent or more and less than 50.
            {AS_BEFORE}
            """,
        ),
        Case(
            title="One session fewer is not persistent absence, and the pupil is at risk of it",
            as_at="17 Jul 2026",
            given=STEADY + "year | 18 of 190",
            outcome="at_risk",
            reasons="At risk of persistent absence: 18 of 190 possible sessions were missed, which is 5 "
            "per cent or more and less than 10.\n"
            f"{AS_BEFORE}",
        ),
        Case(
            title="Half exactly is severe absence",
            as_at="17 Jul 2026",
            given=STEADY + "year | 95 of 190",
            outcome="severe",
            reasons=f"""
            Severe absence: 95 of 190 possible sessions were missed, which is 50 per cent or more.
            {AS_BEFORE}
            """,
        ),
        Case(
            title="One session less than half is persistent and not severe",
            as_at="17 Jul 2026",
            given=STEADY + "year | 94 of 190",
            outcome="persistent",
            reasons=f"""
            Persistent absence: 94 of 190 possible sessions were missed, which is 10 per cent or more and less than 50.
            {AS_BEFORE}
            """,
        ),
        Case(
            title="A share that is shown as 10.0 per cent and is less than a tenth is not persistent absence",
            as_at="17 Jul 2026",
            given=STEADY + "year | 99 of 991",
            outcome="at_risk",
            reasons="At risk of persistent absence: 99 of 991 possible sessions were missed, which is 5 "
            "per cent or more and less than 10.\n"
            f"{AS_BEFORE}",
            note="99 of 991 is 9.9899 per cent.",
        ),
        Case(
            title="A tenth of a thousand is persistent absence",
            as_at="17 Jul 2026",
            given=STEADY + "year | 100 of 1000",
            outcome="persistent",
            reasons="Persistent absence: 100 of 1000 possible sessions were missed, which is 10 per cent "
            "or more and less than 50.\n"
            f"{AS_BEFORE}",
        ),
        Case(
            title="Who misses less than a twentieth is in no tier of absence",
            as_at="17 Jul 2026",
            given="recent | 0 of 40\nbefore | 1 of 38\nyear | 9 of 190",
            outcome="all",
            reasons="In no tier of absence: 9 of 190 possible sessions were missed, which is less than 5 "
            "per cent.\n"
            "Steady: missed 0 of 40 sessions in the last 4 school weeks, 1 of 38 in the 4 before, a change "
            "of less than 5 percentage points.",
        ),
        Case(
            title="A share of missed sessions that rises by 5 percentage points or more is getting worse",
            as_at="12 Dec 2025",
            given="year | 24 of 130\nrecent | 14 of 40\nbefore | 6 of 40",
            outcome="persistent",
            reasons="Persistent absence: 24 of 130 possible sessions were missed, which is 10 per cent or "
            "more and less than 50.\n"
            "Getting worse: missed 14 of 40 sessions in the last 4 school weeks, 6 of 40 in the 4 before, "
            "a rise of 5 percentage points or more.",
        ),
        Case(
            title="Exactly 5 percentage points are enough",
            as_at="12 Dec 2025",
            given="year | 12 of 130\nrecent | 6 of 40\nbefore | 4 of 40",
            outcome="at_risk",
            reasons="At risk of persistent absence: 12 of 130 possible sessions were missed, which is 5 "
            "per cent or more and less than 10.\n"
            "Getting worse: missed 6 of 40 sessions in the last 4 school weeks, 4 of 40 in the 4 before, a "
            "rise of 5 percentage points or more.",
            note="15 per cent against 10. A computer that subtracts decimal fractions finds slightly less than 5 here.",
        ),
        Case(
            title="A share that falls by 5 percentage points is getting better, in weeks of different length too",
            as_at="12 Dec 2025",
            given="year | 12 of 130\nrecent | 3 of 36\nbefore | 8 of 40",
            outcome="at_risk",
            reasons="At risk of persistent absence: 12 of 130 possible sessions were missed, which is 5 "
            "per cent or more and less than 10.\n"
            "Getting better: missed 3 of 36 sessions in the last 4 school weeks, 8 of 40 in the 4 before, "
            "a fall of 5 percentage points or more.",
        ),
        Case(
            title="Where nothing can be compared, no course is claimed",
            as_at="26 Sep 2025",
            given="year | 20 of 36\nrecent | 20 of 36",
            outcome="severe",
            reasons="Severe absence: 20 of 36 possible sessions were missed, which is 50 per cent or more.\n"
            "Whether it is getting worse or better cannot be told: no session was possible in the last 4 "
            "school weeks, or none in the 4 before.",
        ),
        Case(
            title="A part-time timetable that accounts for most of the absence is named, and the tier stands",
            as_at="17 Jul 2026",
            given=STEADY + "year | 95 of 190, 60 part-time",
            outcome="severe",
            reasons=f"""
            Severe absence: 95 of 190 possible sessions were missed, which is 50 per cent or more.
            A part-time timetable drives this figure: 60 of the 95 missed sessions are leave under it.
            {AS_BEFORE}
            """,
        ),
        Case(
            title="Half of the absence is not most of it",
            as_at="17 Jul 2026",
            given=STEADY + "year | 20 of 190, 10 part-time",
            outcome="persistent",
            reasons=f"""
            Persistent absence: 20 of 190 possible sessions were missed, which is 10 per cent or more and less than 50.
            {AS_BEFORE}
            """,
        ),
        Case(
            title="Who could not yet attend any session is in no tier",
            as_at="1 Sep 2025",
            given="year | 0 of 0",
            outcome="nothing_possible",
            reasons="There was no session yet that the pupil could have attended, so that no share can be worked out.",
        ),
    ),
)  # fmt: skip
