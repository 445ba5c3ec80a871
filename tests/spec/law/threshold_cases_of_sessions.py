"""Cases of the threshold for a penalty notice: which sessions count."""

from tests.spec.law.case import Case
from tests.spec.law.threshold_cases_of_weeks import CONSIDER, PUPIL, SCHOOL, WEEK_OF_8_SEPTEMBER

NOTICE = """
step | penalty_notice PN1 offence_from 8 Sep 2025 parent A
step | penalty_notice PN1 offence_until 12 Sep 2025 parent A
step | penalty_notice PN1 issued 22 Sep 2025 parent A
"""

TWO_WEEKS = PUPIL + "marks | 8 Sep 2025: O x 10\nmarks | 6 Oct 2025: O x 6\n"

MET_WITH_SIXTEEN = f"""
The threshold was met on 12 Sep 2025: 10 unauthorised sessions in 10 school weeks, 2 Jun 2025 to 14 Sep 2025.
{WEEK_OF_8_SEPTEMBER}
As at 13 Oct 2025: 16 unauthorised sessions in the last 10 school weeks, counted from 7 Jul 2025.
{CONSIDER}
"""

CASES_OF_SESSIONS = (
    Case(
        title="G, N, O and U count alike, in any mix and order; an authorised absence between them does not",
        as_at="16 Sep 2025",
        given=PUPIL + "marks | 8 Sep 2025: G G N N O O U U I I G U",
        outcome="met",
        reasons=f"""
        The threshold was met on 15 Sep 2025: 10 unauthorised sessions in 10 school weeks, 9 Jun 2025 to 21 Sep 2025.
        They are 8 Sep 2025 AM (G), 8 Sep 2025 PM (G), 9 Sep 2025 AM (N), 9 Sep 2025 PM (N), 10 Sep 2025 AM (O), \
10 Sep 2025 PM (O), 11 Sep 2025 AM (U), 11 Sep 2025 PM (U), 15 Sep 2025 AM (G), 15 Sep 2025 PM (U).
        As at 16 Sep 2025: 10 unauthorised sessions in the last 10 school weeks, counted from 9 Jun 2025.
        2 sessions of those counted have code N: the school has still to find the reason. Without them it would not \
be met.
        {CONSIDER}
        """,
        since="15 Sep 2025",
    ),
    Case(
        title="Sessions for which a penalty notice was issued are not counted again, by Schoolward's default",
        as_at="13 Oct 2025",
        given=TWO_WEEKS + NOTICE,
        outcome="not_met",
        reasons="""
        As at 13 Oct 2025: 6 unauthorised sessions in the last 10 school weeks, counted from 7 Jul 2025: 4 short of 10.
        10 sessions are not counted again, since penalty notice PN1 was issued for them.
        """,
        note="No source says whether they may be. The value is Schoolward's own, and local policy can change it.",
    ),
    Case(
        title="They are counted again once that notice is withdrawn",
        as_at="13 Oct 2025",
        given=TWO_WEEKS + NOTICE + "step | penalty_notice PN1 withdrawn 3 Oct 2025 parent A: MATERIAL_ERROR",
        outcome="met",
        reasons=MET_WITH_SIXTEEN,
        since="12 Sep 2025",
    ),
    Case(
        title="They are counted again where the authority's policy says so",
        as_at="13 Oct 2025",
        given=TWO_WEEKS
        + NOTICE
        + """
        policy | [[penalty_notice_sessions_reused]]
        policy | from = 2025-09-01
        policy | value = "counted again"
        policy | citation = "Demo Borough code of conduct, July 2025, section 3"
        """,
        outcome="met",
        reasons=MET_WITH_SIXTEEN,
        since="12 Sep 2025",
    ),
    Case(
        title="A notice whose days of absence are not on record takes up no session, and what is lacking is said",
        as_at="13 Oct 2025",
        given=TWO_WEEKS + "step | penalty_notice PN1 issued 22 Sep 2025 parent A",
        outcome="met",
        reasons=MET_WITH_SIXTEEN,
        since="12 Sep 2025",
        missing="the days of absence on which notice PN1 rests",
    ),
    Case(
        title="A session counts only from the day on which the child is of compulsory school age",
        as_at="9 Jan 2026",
        given=SCHOOL + "born | 10 Nov 2020\nmarks | 8 Dec 2025: O x 8\nmarks | 5 Jan 2026: O x 4",
        outcome="not_met",
        reasons="""
        As at 9 Jan 2026: 4 unauthorised sessions in the last 10 school weeks, counted from 13 Oct 2025: 6 short of 10.
        8 sessions on days on which the child was not of compulsory school age are not counted.
        """,
        note="Five on 10 November 2025, the child is of compulsory school age from 31 December 2025.",
    ),
    Case(
        title="Sessions between the day on which that age begins and the term after it count, with a warning",
        as_at="15 Apr 2026",
        given="""
        term    | 1 Sep 2025 to 19 Dec 2025
        holiday | 27 Oct 2025 to 31 Oct 2025
        term    | 5 Jan 2026 to 2 Apr 2026
        holiday | 16 Feb 2026 to 20 Feb 2026
        term    | 20 Apr 2026 to 21 Jul 2026
        open    | 13 Apr 2026 to 17 Apr 2026
        born    | 10 Feb 2021
        marks   | 30 Mar 2026: O x 8
        marks   | 13 Apr 2026: O x 4
        """,
        outcome="met",
        reasons=f"""
        The threshold was met on 14 Apr 2026: 10 unauthorised sessions in 10 school weeks, 26 Jan 2026 to 19 Apr 2026.
        They are 31 Mar 2026 AM (O), 31 Mar 2026 PM (O), 1 Apr 2026 AM (O), 1 Apr 2026 PM (O), 2 Apr 2026 AM (O), \
2 Apr 2026 PM (O), 13 Apr 2026 AM (O), 13 Apr 2026 PM (O), 14 Apr 2026 AM (O), 14 Apr 2026 PM (O).
        As at 15 Apr 2026: 10 unauthorised sessions in the last 10 school weeks, counted from 26 Jan 2026.
        6 sessions of these are from before 6 Apr 2026, when the term after the beginning of compulsory school age \
could start at the earliest: check before anything rests on them.
        2 sessions on days on which the child was not of compulsory school age are not counted.
        {CONSIDER}
        """,
        since="14 Apr 2026",
    ),
    Case(
        title="For a leaver in Year 11 a session counts until the last Friday in June",
        as_at="3 Jul 2026",
        given=SCHOOL + "born | 5 Jan 2010\nmarks | 23 Jun 2026: O x 8\nmarks | 29 Jun 2026: O x 4",
        outcome="not_met",
        reasons="""
        As at 3 Jul 2026: 8 unauthorised sessions in the last 10 school weeks, counted from 20 Apr 2026: 2 short of 10.
        4 sessions on days on which the child was not of compulsory school age are not counted.
        """,
        note="That Friday was 26 June 2026, the day of the eighth session.",
    ),
    Case(
        title="Once no day of the window is one of compulsory school age, nothing is asked of the absences",
        as_at="20 Nov 2026",
        given="""
        term    | 1 Sep 2026 to 18 Dec 2026
        holiday | 26 Oct 2026 to 30 Oct 2026
        born    | 5 Jan 2010
        marks   | 2 Nov 2026: O x 20
        """,
        outcome="not_of_compulsory_school_age",
        reasons="The child was not of compulsory school age on any day of the last 10 school weeks: compulsory school "
        "age ended on 26 Jun 2026.",
    ),
    Case(
        title="Nor before that age has begun",
        as_at="12 Dec 2025",
        given=SCHOOL + "born | 10 Nov 2020\nmarks | 1 Dec 2025: O x 20",
        outcome="not_of_compulsory_school_age",
        reasons="The child was not of compulsory school age on any day of the last 10 school weeks: compulsory school "
        "age begins on 31 Dec 2025.",
    ),
    Case(
        title="Where the date of birth is not known the sessions are counted, and that is said",
        as_at="15 Sep 2025",
        given=SCHOOL + "marks | 8 Sep 2025: O x 9",
        outcome="not_met",
        reasons="As at 15 Sep 2025: 9 unauthorised sessions in the last 10 school weeks, counted from 9 Jun 2025: "
        "1 short of 10.",
        missing="the date of birth; the pupil was taken to be of compulsory school age",
    ),
    Case(
        title="A penalty notice is not available for absence from an independent school",
        as_at="15 Sep 2025",
        given=PUPIL + "school_type | Other independent school\nmarks | 8 Sep 2025: O x 10",
        outcome="not_available_at_this_school",
        reasons="The school is of the type Other independent school. Penalty notices are not available for absence "
        "from independent schools.",
    ),
    Case(
        title="Nor from a non-maintained special school",
        as_at="15 Sep 2025",
        given=PUPIL + "school_type | Non-maintained special school\nmarks | 8 Sep 2025: O x 10",
        outcome="not_available_at_this_school",
        reasons="The school is of the type Non-maintained special school. Penalty notices are not available for "
        "absence from non-maintained special schools.",
    ),
    Case(
        title="After a move each school's sessions are counted by themselves; what both give together is said",
        as_at="7 Nov 2025",
        given=PUPIL + "elsewhere | 13 Oct 2025: O x 5\nmarks | 3 Nov 2025: O x 6",
        outcome="not_met",
        reasons="""
        As at 7 Nov 2025: 6 unauthorised sessions in the last 10 school weeks, counted from 21 Jul 2025: 4 short of 10.
        With 5 unauthorised sessions at other schools, counted on this school's weeks, it would have been met on \
5 Nov 2025. The guidance does not settle how a window runs on after a move; here each enrolment is counted by itself.
        """,
    ),
    Case(
        title="Where the authority's policy is to count the child, the sessions at both schools meet it",
        as_at="7 Nov 2025",
        given=PUPIL
        + """
        elsewhere | 13 Oct 2025: O x 5
        marks  | 3 Nov 2025: O x 6
        policy | [[penalty_notice_window_scope]]
        policy | from = 2025-09-01
        policy | value = "child"
        policy | citation = "Demo Borough code of conduct, July 2025, section 3"
        """,
        outcome="met",
        reasons=f"""
        The threshold was met on 5 Nov 2025: 10 unauthorised sessions in 10 school weeks, 21 Jul 2025 to 9 Nov 2025.
        They are 13 Oct 2025 AM (O), 13 Oct 2025 PM (O), 14 Oct 2025 AM (O), 14 Oct 2025 PM (O), 15 Oct 2025 AM (O), \
3 Nov 2025 AM (O), 3 Nov 2025 PM (O), 4 Nov 2025 AM (O), 4 Nov 2025 PM (O), 5 Nov 2025 AM (O).
        As at 7 Nov 2025: 11 unauthorised sessions in the last 10 school weeks, counted from 21 Jul 2025.
        Sessions at the child's other schools are counted too, as the authority's policy says.
        {CONSIDER}
        """,
        since="5 Nov 2025",
    ),
    Case(
        title="A session that two schools both report is one session",
        as_at="7 Nov 2025",
        given=PUPIL + "elsewhere | 3 Nov 2025: O x 9\nmarks | 3 Nov 2025: O x 9",
        outcome="not_met",
        reasons="As at 7 Nov 2025: 9 unauthorised sessions in the last 10 school weeks, counted from 21 Jul 2025: "
        "1 short of 10.",
    ),
    Case(
        title="A mark in a week in which the school was closed is not counted, and said",
        as_at="6 Nov 2025",
        given=PUPIL + "marks | 3 Nov 2025: O x 4\nmarks | 20 Oct 2025: O x 5\nclosed_day_mark | 28 Oct 2025 AM O",
        outcome="not_met",
        reasons="""
        As at 6 Nov 2025: 9 unauthorised sessions in the last 10 school weeks, counted from 21 Jul 2025: 1 short of 10.
        1 session in weeks in which the school was not open, by its calendar, is not counted.
        """,
    ),
    Case(
        title="Absences before the national framework are not counted, by one authority's code",
        as_at="27 Sep 2024",
        given="""
        term  | 15 Apr 2024 to 23 Jul 2024
        term  | 2 Sep 2024 to 20 Dec 2024
        born  | 1 Oct 2014
        marks | 15 Jul 2024: O x 6
        marks | 16 Sep 2024: O x 5
        """,
        outcome="not_met",
        reasons="""
        As at 27 Sep 2024: 5 unauthorised sessions in the last 10 school weeks, counted from 17 Jun 2024: 5 short of 10.
        6 sessions from before 19 Aug 2024, from which absences count, are not counted.
        """,
    ),
)  # fmt: skip
