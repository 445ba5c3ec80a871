"""Cases of the threshold for a penalty notice: what was known when, and what is not known."""

from tests.spec.law.case import Case
from tests.spec.law.threshold_cases_of_weeks import CONSIDER, PUPIL

LOOK_AGAIN = "Anything that was begun because it was met has to be looked at again."

CASES_OF_KNOWLEDGE = (
    Case(
        title="A correction of one session from N to I can undo it, and the correction is named",
        as_at="22 Sep 2025",
        given=PUPIL + "known | 15 Sep 2025 | 8 Sep 2025: N x 10\nmarks | 8 Sep 2025: N x 9, I",
        outcome="no_longer_met",
        reasons=f"""
        By what was known from 15 Sep 2025 the threshold was met on 12 Sep 2025: 10 unauthorised sessions in \
10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        Corrected since: 12 Sep 2025 PM (N) is I now.
        By what is known now it is not met. As at 22 Sep 2025: 9 unauthorised sessions in the last 10 school weeks, \
counted from 16 Jun 2025: 1 short of 10.
        {LOOK_AGAIN}
        """,
    ),
    Case(
        title="Every correction is named, and since when it is not met, where a later state of knowledge shows that",
        as_at="26 Sep 2025",
        given=PUPIL
        + """
        known | 15 Sep 2025 | 8 Sep 2025: N x 11
        known | 19 Sep 2025 | 8 Sep 2025: N x 9
        marks | 8 Sep 2025: N x 7
        marks | PM 11 Sep 2025: U L - I
        """,
        outcome="no_longer_met",
        reasons=f"""
        By what was known from 15 Sep 2025 the threshold was met on 12 Sep 2025: 10 unauthorised sessions in \
10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        Corrected since: 12 Sep 2025 AM (N) is L now; 12 Sep 2025 PM (N) has no mark now; 15 Sep 2025 AM (N) is I now.
        By what is known now it is not met. As at 26 Sep 2025: 8 unauthorised sessions in the last 10 school weeks, \
counted from 16 Jun 2025: 2 short of 10.
        {LOOK_AGAIN}
        """,
        since="19 Sep 2025",
        note="From N to U on 11 September nothing changed: both count.",
    ),
    Case(
        title="What a session has become need not be told: that it is no unauthorised absence is enough",
        as_at="22 Sep 2025",
        given=PUPIL + "known | 15 Sep 2025 | 8 Sep 2025: O x 10\nmarks | PM 8 Sep 2025: O x 9",
        outcome="no_longer_met",
        reasons=f"""
        By what was known from 15 Sep 2025 the threshold was met on 12 Sep 2025: 10 unauthorised sessions in \
10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        Corrected since: 8 Sep 2025 AM (O) is no unauthorised absence now.
        By what is known now it is not met. As at 22 Sep 2025: 9 unauthorised sessions in the last 10 school weeks, \
counted from 16 Jun 2025: 1 short of 10.
        {LOOK_AGAIN}
        """,
    ),
    Case(
        title="From one unauthorised code to another is no correction that matters",
        as_at="22 Sep 2025",
        given=PUPIL + "known | 15 Sep 2025 | 8 Sep 2025: N x 10\nmarks | 8 Sep 2025: G x 10",
        outcome="met",
        reasons=f"""
        The threshold was met on 12 Sep 2025: 10 unauthorised sessions in 10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        They are 8 Sep 2025 AM (G), 8 Sep 2025 PM (G), 9 Sep 2025 AM (G), 9 Sep 2025 PM (G), 10 Sep 2025 AM (G), \
10 Sep 2025 PM (G), 11 Sep 2025 AM (G), 11 Sep 2025 PM (G), 12 Sep 2025 AM (G), 12 Sep 2025 PM (G).
        As at 22 Sep 2025: 10 unauthorised sessions in the last 10 school weeks, counted from 16 Jun 2025.
        {CONSIDER}
        """,
        since="12 Sep 2025",
    ),
    Case(
        title="A correction of sessions that never met it undoes nothing",
        as_at="22 Sep 2025",
        given=PUPIL + "known | 15 Sep 2025 | 8 Sep 2025: N x 9\nmarks | 8 Sep 2025: I x 9",
        outcome="not_met",
        reasons="As at 22 Sep 2025: 0 unauthorised sessions in the last 10 school weeks, counted from 16 Jun 2025: "
        "10 short of 10.",
    ),
    Case(
        title="What was met by sessions for which a notice was issued then is not undone by a correction",
        as_at="13 Oct 2025",
        given=PUPIL
        + """
        known | 15 Sep 2025 | 8 Sep 2025: O x 10
        marks | 8 Sep 2025: O x 10
        step  | penalty_notice PN1 offence_from 8 Sep 2025 parent A
        step  | penalty_notice PN1 offence_until 12 Sep 2025 parent A
        step  | penalty_notice PN1 issued 22 Sep 2025 parent A
        """,
        outcome="not_met",
        reasons="""
        As at 13 Oct 2025: 0 unauthorised sessions in the last 10 school weeks, counted from 7 Jul 2025: 10 short of 10.
        10 sessions are not counted again, since penalty notice PN1 was issued for them.
        """,
    ),
    Case(
        title="Without the school's calendar ten sessions cannot be put into school weeks",
        as_at="15 Sep 2025",
        given=PUPIL + "calendar_known_from | never\nmarks | 8 Sep 2025: O x 10",
        outcome="not_known",
        reasons="""
        10 unauthorised sessions are recorded, all of them on days for which the school's calendar is not known.
        Whether 10 of them fall within 10 school weeks cannot be told.
        """,
        missing="the school's calendar for 8 Sep 2025 to 12 Sep 2025",
    ),
    Case(
        title="A calendar that begins in September says nothing of July, and nothing is made up for it",
        as_at="15 Sep 2025",
        given=PUPIL + "calendar_known_from | 1 Sep 2025\nmarks | 14 Jul 2025: O x 5\nmarks | 8 Sep 2025: O x 5",
        outcome="not_known",
        reasons="""
        10 unauthorised sessions are recorded, 5 of them on days for which the school's calendar is not known.
        Whether 10 of them fall within 10 school weeks cannot be told.
        """,
        missing="the school's calendar for 14 Jul 2025 to 16 Jul 2025",
    ),
    Case(
        title="Fewer than ten do not meet it, whatever the calendar",
        as_at="15 Sep 2025",
        given=PUPIL + "calendar_known_from | never\nmarks | 8 Sep 2025: O x 9",
        outcome="not_met",
        reasons="As at 15 Sep 2025: 9 unauthorised sessions, fewer than 10 in whatever weeks the school was open.",
    ),
)  # fmt: skip
