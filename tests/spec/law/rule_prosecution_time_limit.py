"""Cases of the rule on the time limit of a prosecution."""

from schoolward.law.decision import Decision
from schoolward.law.rules.prosecution_time_limit import RULE, prosecution_time_limit
from tests.spec.law.case import Case, Given, RuleChapter


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    (proceedings,) = given.matters
    return prosecution_time_limit(proceedings=proceedings, as_at=given.as_at, law=given.law)


def absences(first: str, last: str) -> str:
    """A prosecution proposed for the absences between two days."""
    return (
        f"step | prosecution P1 absence_from {first}\nstep | prosecution P1 absence_until {last}\n"
        f"step | prosecution P1 proposed {last}\n"
    )


AUTUMN = absences("8 Sep 2025", "14 Nov 2025")

AUTUMN_LIMITS = (
    "Proceedings for the last absence, of 14 Nov 2025, can begin until 14 May 2026; for the first, of 8 Sep 2025, "
    "until 8 Mar 2026."
)

STRICTER = (
    "Which day of a period of absence the time runs from is not settled: on the stricter reading, from each absence, "
    "the earlier ones are out of time already."
)

FROM_ABSENCE = "The time runs from the absence, whatever the days of any notice."

CHAPTER = RuleChapter(
    rule=RULE,
    opening="Proceedings for absence begin when the information is laid, within six months of the offence. The last "
    "day is the one of the same number six months on. From which day of a period of absence the time runs is not "
    "settled: counted from the last it is the limit here, and counted from the first it is a warning.",
    judge=judge,
    cases=(
        Case(
            title="Until six months from the first absence, all of them are in time on either reading",
            as_at="8 Mar 2026",
            given=AUTUMN,
            outcome="in_time",
            reasons=f"{AUTUMN_LIMITS}\n{FROM_ABSENCE}",
            due="8 Mar 2026",
        ),
        Case(
            title="After that the earlier ones are out of time on the stricter reading",
            as_at="9 Mar 2026",
            given=AUTUMN,
            outcome="part_out_of_time",
            reasons=f"{AUTUMN_LIMITS}\n{STRICTER}\n{FROM_ABSENCE}",
            since="9 Mar 2026",
            due="14 May 2026",
        ),
        Case(
            title="Four weeks before the last day it is warned of",
            as_at="16 Apr 2026",
            given=AUTUMN,
            outcome="last_days",
            reasons=f"{AUTUMN_LIMITS}\n28 days are left after 16 Apr 2026.\n{STRICTER}\n{FROM_ABSENCE}",
            since="16 Apr 2026",
            due="14 May 2026",
            note="How long before is Schoolward's own default; a policy can set another number.",
        ),
        Case(
            title="On the last day itself the information can still be laid",
            as_at="14 May 2026",
            given=AUTUMN,
            outcome="last_days",
            reasons=f"{AUTUMN_LIMITS}\n14 May 2026 is the last day.\n{STRICTER}\n{FROM_ABSENCE}",
            since="16 Apr 2026",
            due="14 May 2026",
        ),
        Case(
            title="On the day after it cannot",
            as_at="15 May 2026",
            given=AUTUMN,
            outcome="out_of_time",
            reasons=f"""
            {AUTUMN_LIMITS}
            That time is over: proceedings for these absences can no longer begin.
            {FROM_ABSENCE}
            """,
            since="15 May 2026",
        ),
        Case(
            title="Six months from 31 August end on the last day of February",
            as_at="28 Feb 2026",
            given=absences("31 Aug 2025", "31 Aug 2025"),
            outcome="last_days",
            reasons=f"""
            Proceedings for the last absence, of 31 Aug 2025, can begin until 28 Feb 2026.
            28 Feb 2026 is the last day.
            {FROM_ABSENCE}
            """,
            since="31 Jan 2026",
            due="28 Feb 2026",
        ),
        Case(
            title="In a leap year that is 29 February",
            as_at="29 Feb 2028",
            given=absences("31 Aug 2027", "31 Aug 2027"),
            outcome="last_days",
            reasons=f"""
            Proceedings for the last absence, of 31 Aug 2027, can begin until 29 Feb 2028.
            29 Feb 2028 is the last day.
            {FROM_ABSENCE}
            """,
            since="1 Feb 2028",
            due="29 Feb 2028",
        ),
        Case(
            title="Once the information is laid in time, the clock stands",
            as_at="1 Jun 2026",
            given=AUTUMN + "step | prosecution P1 information_laid 2 Mar 2026",
            outcome="laid",
            reasons=f"The information was laid on 2 Mar 2026.\n{AUTUMN_LIMITS}",
            since="2 Mar 2026",
        ),
        Case(
            title="Laid between the two limits, part of it was out of time on the stricter reading",
            as_at="1 Jun 2026",
            given=AUTUMN + "step | prosecution P1 information_laid 14 May 2026",
            outcome="laid",
            reasons=f"The information was laid on 14 May 2026.\n{AUTUMN_LIMITS}\n"
            "Which day of a period of absence the time runs from is not settled: on the stricter reading, from each "
            "absence, the earlier ones were out of time.",
            since="14 May 2026",
        ),
        Case(
            title="Laid after the last day, it was too late",
            as_at="1 Jun 2026",
            given=AUTUMN + "step | prosecution P1 information_laid 15 May 2026",
            outcome="out_of_time",
            reasons=f"The information was laid on 15 May 2026.\n{AUTUMN_LIMITS}\nIt was laid too late for any of them.",
            since="15 May 2026",
        ),
        Case(
            title="A decision to prosecute does not stop the clock, until the information is laid",
            as_at="1 Mar 2026",
            given=AUTUMN + "step | prosecution P1 decided 16 Feb 2026: prosecute",
            outcome="in_time",
            reasons=f"{AUTUMN_LIMITS}\nDecided on 16 Feb 2026: prosecute.\n{FROM_ABSENCE}",
            due="8 Mar 2026",
        ),
        Case(
            title="A decision not to prosecute does",
            as_at="1 Jun 2026",
            given=AUTUMN + "step | prosecution P1 decided 16 Feb 2026: not_to_prosecute",
            outcome="not_brought",
            reasons="It was decided on 16 Feb 2026 not to prosecute.",
            since="16 Feb 2026",
        ),
        Case(
            title="Without the days of absence the limit cannot be told; what is known of it is said",
            as_at="1 Mar 2026",
            given="""
            step | prosecution P1 proposed 1 Dec 2025
            step | prosecution P1 absence_from 8 Sep 2025
            """,
            outcome="not_known",
            reasons="""
            Proceedings have to begin within 6 months of the absence, and its days are not all recorded.
            Proceedings for the first absence, of 8 Sep 2025, can begin until 8 Mar 2026.
            """,
            due="8 Mar 2026",
            missing="the last day of absence that the proceedings are about",
        ),
    ),
)  # fmt: skip
