"""Cases of the threshold for a penalty notice: how the ten school weeks are counted."""

from tests.spec.law.case import Case

SCHOOL = """
term    | 22 Apr 2025 to 22 Jul 2025
holiday | 5 May 2025
holiday | 26 May 2025 to 30 May 2025
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
term    | 5 Jan 2026 to 27 Mar 2026
holiday | 16 Feb 2026 to 20 Feb 2026
term    | 13 Apr 2026 to 21 Jul 2026
holiday | 4 May 2026
holiday | 25 May 2026 to 29 May 2026
"""

PUPIL = SCHOOL + "born | 1 Oct 2014\n"

CONSIDER = (
    "A penalty notice has to be considered. That does not mean that one must be issued: whether it is, and whether "
    "support comes first, is decided case by case."
)

WEEK_OF_8_SEPTEMBER = (
    "They are 8 Sep 2025 AM (O), 8 Sep 2025 PM (O), 9 Sep 2025 AM (O), 9 Sep 2025 PM (O), 10 Sep 2025 AM (O), "
    "10 Sep 2025 PM (O), 11 Sep 2025 AM (O), 11 Sep 2025 PM (O), 12 Sep 2025 AM (O), 12 Sep 2025 PM (O)."
)

TOO_LATE = (
    "could not be followed by proceedings in time: they cannot begin within the 28 days in which it can be paid, the "
    "day of receipt included. For that it had to be received by 12 Feb 2026; a later one that is not paid can only be "
    "withdrawn."
)

CASES_OF_WEEKS = (
    Case(
        title="Ten unauthorised sessions within ten school weeks meet it, on the day of the tenth",
        as_at="15 Sep 2025",
        given=PUPIL + "marks | 8 Sep 2025: O x 10",
        outcome="met",
        reasons=f"""
        The threshold was met on 12 Sep 2025: 10 unauthorised sessions in 10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        {WEEK_OF_8_SEPTEMBER}
        As at 15 Sep 2025: 10 unauthorised sessions in the last 10 school weeks, counted from 9 Jun 2025.
        {CONSIDER}
        """,
        since="12 Sep 2025",
    ),
    Case(
        title="Nine do not",
        as_at="15 Sep 2025",
        given=PUPIL + "marks | 8 Sep 2025: O x 9",
        outcome="not_met",
        reasons="As at 15 Sep 2025: 9 unauthorised sessions in the last 10 school weeks, counted from 9 Jun 2025: "
        "1 short of 10.",
    ),
    Case(
        title="Half-term is no school week: the window runs across it",
        as_at="6 Nov 2025",
        given=PUPIL + "marks | 20 Oct 2025: O x 5\nmarks | 3 Nov 2025: O x 5",
        outcome="met",
        reasons=f"""
        The threshold was met on 5 Nov 2025: 10 unauthorised sessions in 10 school weeks, 21 Jul 2025 to 9 Nov 2025.
        They are 20 Oct 2025 AM (O), 20 Oct 2025 PM (O), 21 Oct 2025 AM (O), 21 Oct 2025 PM (O), 22 Oct 2025 AM (O), \
3 Nov 2025 AM (O), 3 Nov 2025 PM (O), 4 Nov 2025 AM (O), 4 Nov 2025 PM (O), 5 Nov 2025 AM (O).
        As at 6 Nov 2025: 10 unauthorised sessions in the last 10 school weeks, counted from 21 Jul 2025.
        {CONSIDER}
        """,
        since="5 Nov 2025",
    ),
    Case(
        title="The summer holiday is passed over, and the week of July with two school days is a school week",
        as_at="18 Sep 2025",
        given=PUPIL + "marks | 9 Jun 2025: O x 5\nmarks | 15 Sep 2025: O x 5",
        outcome="met",
        reasons=f"""
        The threshold was met on 17 Sep 2025: 10 unauthorised sessions in 10 school weeks, 9 Jun 2025 to 21 Sep 2025.
        They are 9 Jun 2025 AM (O), 9 Jun 2025 PM (O), 10 Jun 2025 AM (O), 10 Jun 2025 PM (O), 11 Jun 2025 AM (O), \
15 Sep 2025 AM (O), 15 Sep 2025 PM (O), 16 Sep 2025 AM (O), 16 Sep 2025 PM (O), 17 Sep 2025 AM (O).
        As at 18 Sep 2025: 10 unauthorised sessions in the last 10 school weeks, counted from 9 Jun 2025.
        {CONSIDER}
        """,
        since="17 Sep 2025",
        note="The ten are 9, 16, 23 and 30 June, 7, 14 and 21 July, 1, 8 and 15 September.",
    ),
    Case(
        title="So the week before those ten is the eleventh, and its sessions have dropped out",
        as_at="18 Sep 2025",
        given=PUPIL + "marks | 2 Jun 2025: O x 5\nmarks | 15 Sep 2025: O x 5",
        outcome="not_met",
        reasons="As at 18 Sep 2025: 5 unauthorised sessions in the last 10 school weeks, counted from 9 Jun 2025: "
        "5 short of 10.",
    ),
    Case(
        title="Ten school weeks can be twelve weeks of the calendar: one morning in each of them is enough",
        as_at="27 Jan 2026",
        given=PUPIL
        + """
        marks | 10 Nov 2025: O
        marks | 17 Nov 2025: O
        marks | 24 Nov 2025: O
        marks | 1 Dec 2025: O
        marks | 8 Dec 2025: O
        marks | 15 Dec 2025: O
        marks | 5 Jan 2026: O
        marks | 12 Jan 2026: O
        marks | 19 Jan 2026: O
        marks | 26 Jan 2026: O
        """,
        outcome="met",
        reasons=f"""
        The threshold was met on 26 Jan 2026: 10 unauthorised sessions in 10 school weeks, 10 Nov 2025 to 1 Feb 2026.
        They are 10 Nov 2025 AM (O), 17 Nov 2025 AM (O), 24 Nov 2025 AM (O), 1 Dec 2025 AM (O), 8 Dec 2025 AM (O), \
15 Dec 2025 AM (O), 5 Jan 2026 AM (O), 12 Jan 2026 AM (O), 19 Jan 2026 AM (O), 26 Jan 2026 AM (O).
        As at 27 Jan 2026: 10 unauthorised sessions in the last 10 school weeks, counted from 10 Nov 2025.
        {CONSIDER}
        """,
        since="26 Jan 2026",
    ),
    Case(
        title="With the eleventh school week the first drops out",
        as_at="27 Jan 2026",
        given=PUPIL
        + """
        marks | 3 Nov 2025: O
        marks | 17 Nov 2025: O
        marks | 24 Nov 2025: O
        marks | 1 Dec 2025: O
        marks | 8 Dec 2025: O
        marks | 15 Dec 2025: O
        marks | 5 Jan 2026: O
        marks | 12 Jan 2026: O
        marks | 19 Jan 2026: O
        marks | 26 Jan 2026: O
        """,
        outcome="not_met",
        reasons="As at 27 Jan 2026: 9 unauthorised sessions in the last 10 school weeks, counted from 10 Nov 2025: "
        "1 short of 10.",
    ),
    Case(
        title="When it is met anew after a time in which it was not, it is met since the new day",
        as_at="8 Dec 2025",
        given=PUPIL + "marks | 8 Sep 2025: O x 10\nmarks | 1 Dec 2025: O x 10",
        outcome="met",
        reasons=f"""
        The threshold was met on 5 Dec 2025: 10 unauthorised sessions in 10 school weeks, 22 Sep 2025 to 7 Dec 2025.
        They are 1 Dec 2025 AM (O), 1 Dec 2025 PM (O), 2 Dec 2025 AM (O), 2 Dec 2025 PM (O), 3 Dec 2025 AM (O), \
3 Dec 2025 PM (O), 4 Dec 2025 AM (O), 4 Dec 2025 PM (O), 5 Dec 2025 AM (O), 5 Dec 2025 PM (O).
        As at 8 Dec 2025: 10 unauthorised sessions in the last 10 school weeks, counted from 29 Sep 2025.
        {CONSIDER}
        """,
        since="5 Dec 2025",
    ),
    Case(
        title="While every further unauthorised session still finds ten, it is met since the first day",
        as_at="10 Nov 2025",
        given=PUPIL + "marks | 8 Sep 2025: O x 10\nmarks | 3 Nov 2025: O x 2",
        outcome="met",
        reasons=f"""
        The threshold was met on 12 Sep 2025: 10 unauthorised sessions in 10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        {WEEK_OF_8_SEPTEMBER}
        As at 10 Nov 2025: 12 unauthorised sessions in the last 10 school weeks, counted from 1 Sep 2025.
        {CONSIDER}
        """,
        since="12 Sep 2025",
    ),
    Case(
        title="For a long time a notice can still be followed by proceedings, if it is received by 28 days before "
        "their last day",
        as_at="12 Feb 2026",
        given=PUPIL + "marks | 8 Sep 2025: O x 10",
        outcome="met",
        reasons=f"""
        The threshold was met on 12 Sep 2025: 10 unauthorised sessions in 10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        {WEEK_OF_8_SEPTEMBER}
        As at 12 Feb 2026: 0 unauthorised sessions in the last 10 school weeks, counted from 24 Nov 2025: \
10 short of 10.
        It can still lead somewhere: proceedings for the absence of 12 Sep 2025 can begin until 12 Mar 2026.
        {CONSIDER}
        """,
        since="12 Sep 2025",
        note="Received on 12 February, it can be paid until 11 March: the one day left for proceedings is 12 March.",
    ),
    Case(
        title="From the day after that, a notice that is not paid can only be withdrawn",
        as_at="13 Feb 2026",
        given=PUPIL + "marks | 8 Sep 2025: O x 10",
        outcome="met",
        reasons=f"""
        The threshold was met on 12 Sep 2025: 10 unauthorised sessions in 10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        {WEEK_OF_8_SEPTEMBER}
        As at 13 Feb 2026: 0 unauthorised sessions in the last 10 school weeks, counted from 24 Nov 2025: \
10 short of 10.
        It can still lead somewhere: proceedings for the absence of 12 Sep 2025 can begin until 12 Mar 2026.
        A notice received on 13 Feb 2026 {TOO_LATE}
        {CONSIDER}
        """,
        since="12 Sep 2025",
    ),
    Case(
        title="It still counts on the last day on which proceedings for its last session can begin",
        as_at="12 Mar 2026",
        given=PUPIL + "marks | 8 Sep 2025: O x 10",
        outcome="met",
        reasons=f"""
        The threshold was met on 12 Sep 2025: 10 unauthorised sessions in 10 school weeks, 2 Jun 2025 to 14 Sep 2025.
        {WEEK_OF_8_SEPTEMBER}
        As at 12 Mar 2026: 0 unauthorised sessions in the last 10 school weeks, counted from 15 Dec 2025: \
10 short of 10.
        Counted from each absence, the time for proceedings is over for 8 of these 10. Still in time: 2 sessions, \
from 12 Sep 2025 AM (O) to 12 Sep 2025 PM (O).
        It can still lead somewhere: proceedings for the absence of 12 Sep 2025 can begin until 12 Mar 2026.
        A notice received on 12 Mar 2026 {TOO_LATE}
        {CONSIDER}
        """,
        since="12 Sep 2025",
    ),
    Case(
        title="On the day after that it can lead nowhere",
        as_at="13 Mar 2026",
        given=PUPIL + "marks | 8 Sep 2025: O x 10",
        outcome="not_met",
        reasons="""
        As at 13 Mar 2026: 0 unauthorised sessions in the last 10 school weeks, counted from 15 Dec 2025: \
10 short of 10.
        The threshold was last met with a session of 12 Sep 2025. Proceedings for it had to begin by 12 Mar 2026, \
so that it can lead nowhere now.
        """,
    ),
    Case(
        title="The weekend on which the clocks change alters nothing",
        as_at="3 Apr 2026",
        given="""
        term    | 5 Jan 2026 to 2 Apr 2026
        holiday | 16 Feb 2026 to 20 Feb 2026
        born    | 1 Oct 2014
        marks   | 27 Mar 2026: O x 10
        """,
        outcome="met",
        reasons=f"""
        The threshold was met on 2 Apr 2026: 10 unauthorised sessions in 10 school weeks, 19 Jan 2026 to 5 Apr 2026.
        They are 27 Mar 2026 AM (O), 27 Mar 2026 PM (O), 30 Mar 2026 AM (O), 30 Mar 2026 PM (O), 31 Mar 2026 AM (O), \
31 Mar 2026 PM (O), 1 Apr 2026 AM (O), 1 Apr 2026 PM (O), 2 Apr 2026 AM (O), 2 Apr 2026 PM (O).
        As at 3 Apr 2026: 10 unauthorised sessions in the last 10 school weeks, counted from 19 Jan 2026.
        {CONSIDER}
        """,
        since="2 Apr 2026",
        note="The clocks went forward in the night to Sunday 29 March 2026.",
    ),
    Case(
        title="A leap day is a school day like any other",
        as_at="4 Mar 2028",
        given="""
        term    | 3 Jan 2028 to 31 Mar 2028
        holiday | 14 Feb 2028 to 18 Feb 2028
        born    | 1 Oct 2016
        marks   | 28 Feb 2028: U x 10
        """,
        outcome="met",
        reasons=f"""
        The threshold was met on 3 Mar 2028: 10 unauthorised sessions in 8 school weeks, 3 Jan 2028 to 5 Mar 2028.
        They are 28 Feb 2028 AM (U), 28 Feb 2028 PM (U), 29 Feb 2028 AM (U), 29 Feb 2028 PM (U), 1 Mar 2028 AM (U), \
1 Mar 2028 PM (U), 2 Mar 2028 AM (U), 2 Mar 2028 PM (U), 3 Mar 2028 AM (U), 3 Mar 2028 PM (U).
        As at 4 Mar 2028: 10 unauthorised sessions in the last 8 school weeks, counted from 3 Jan 2028.
        {CONSIDER}
        """,
        since="3 Mar 2028",
        note="The calendar told begins on 3 January 2028, so that the window is shorter than ten school weeks.",
    ),
)  # fmt: skip
"""The first are the plainest: each of the others turns on a holiday, a term, a year or a single week."""
