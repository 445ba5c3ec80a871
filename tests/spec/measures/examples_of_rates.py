"""Worked examples: rates, the thresholds of persistent and severe absence, and the whole distribution."""

from tests.spec.measures.example import Chapter, Example, ask, example

PA = "DfE: persistent absence is 10 % or more of an enrolment's own possible sessions; severe absence 50 % or more"

SESSION_RATES = example(
    "A rate is a count divided by the possible sessions, to ten places, half up",
    source="DfE: rate = 100 x sum(numerator) / sum(possible_sessions)",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / \ B I I G
    """,
    asked=ask(
        "possible_sessions attendance_rate overall_absence_rate authorised_absence_rate unauthorised_absence_rate",
        """
        measure                   | value
        possible_sessions         | 6
        attendance_rate           | 0.5000000000
        overall_absence_rate      | 0.5000000000
        authorised_absence_rate   | 0.3333333333
        unauthorised_absence_rate | 0.1666666667
        """,
    ),
    note="1/6 is 0.16666666666..., and half up gives 0.1666666667. Attendance and absence are one together.",
)

RATIO_OF_SUMS = example(
    "A rate of several pupils is the ratio of the sums, not the mean of their rates",
    source="DfE: counts are summed first and divided last",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I x 2
    Ben   | Ashby  | Mon 8 Sep 2025 | present x 98
    """,
    asked=ask(
        "overall_absence_rate overall_absence_sessions possible_sessions",
        """
        overall_absence_rate | overall_absence_sessions | possible_sessions
        0.0200000000         | 2                        | 100
        """,
    ),
    note="The mean of their rates would be 50 %.",
)


def of_190(title: str, missed: int, *, persistent: int, severe: int) -> Example:
    """One pupil who missed so many of 190 sessions."""
    return example(
        title,
        source=PA,
        register=f"""
        pupil | school | from           | marks
        Ann   | Ashby  | Mon 8 Sep 2025 | I x {missed}, present x {190 - missed}
        """,
        asked=ask(
            "possible_sessions overall_absence_sessions enrolments persistently_absent_enrolments "
            "severely_absent_enrolments persistent_absence_rate severe_absence_rate",
            f"""
            measure                        | value
            possible_sessions              | 190
            overall_absence_sessions       | {missed}
            enrolments                     | 1
            persistently_absent_enrolments | {persistent}
            severely_absent_enrolments     | {severe}
            persistent_absence_rate        | {persistent}.0000000000
            severe_absence_rate            | {severe}.0000000000
            """,
        ),
    )


NINETEEN = of_190("19 sessions missed of 190 are persistent absence", 19, persistent=1, severe=0)
EIGHTEEN = of_190("18 sessions missed of 190 are not persistent absence", 18, persistent=0, severe=0)
NINETY_FIVE = of_190(
    "95 sessions missed of 190 are severe absence, and persistent too", 95, persistent=1, severe=1
)
NINETY_FOUR = of_190(
    "94 sessions missed of 190 are persistent absence, not severe", 94, persistent=1, severe=0
)

EXACTLY_TEN_PER_CENT = example(
    "Exactly 10.000 % is persistent absence: attendance of 90 %, not only of less",
    source=PA,
    defect='"below 90 % attendance" in one place and "90 % or below" in another',
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I x 7, present x 63
    Ben   | Ashby  | Mon 8 Sep 2025 | I x 6, present x 64
    """,
    asked=ask(
        "attendance_rate persistently_absent_enrolments enrolments persistent_absence_rate",
        """
        attendance_rate | persistently_absent_enrolments | enrolments | persistent_absence_rate
        0.9071428571    | 1                              | 2          | 0.5000000000
        """,
    ),
    note="7 of 70 is compared as 7 x 10 >= 70, in whole numbers; no rounded percentage takes part.",
)

ANY_MIX = example(
    "Authorised and unauthorised absence count alike to persistent absence",
    source="DfE: any mix of authorised and unauthorised absence",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I M U G N, present x 45
    Ben   | Ashby  | Mon 8 Sep 2025 | I I I I, present x 46
    """,
    asked=ask(
        "persistently_absent_enrolments authorised_absence_sessions unauthorised_absence_sessions",
        """
        persistently_absent_enrolments | authorised_absence_sessions | unauthorised_absence_sessions
        1                              | 6                           | 3
        """,
    ),
)

LATE_IS_NOT_ABSENT = example(
    "Being late before the register closed never makes a pupil persistently absent, nor do sessions not possible",
    source="DfE: L is present; D, Q, Y and # are not possible sessions",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | L x 10, Y4 x 10, D x 10, present x 1, blank x 9
    """,
    asked=ask(
        "possible_sessions persistently_absent_enrolments enrolments",
        """
        possible_sessions | persistently_absent_enrolments | enrolments
        11                | 0                              | 1
        """,
    ),
)

ONE_SESSION = example(
    "There is no least number of sessions: an enrolment of one session, missed, is persistently and severely absent",
    source="DfE's methodology names no minimum; short enrolments with a little absence count",
    defect="a minimum-days rule that nobody declared moved a school's rate from 26.2 % to 25.5 %",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Fri 18 Jul 2025 PM | I
    Ben   | Ashby  | Mon 14 Jul 2025    | present x 10
    """,
    asked=ask(
        "enrolments persistently_absent_enrolments severely_absent_enrolments persistent_absence_rate",
        """
        enrolments | persistently_absent_enrolments | severely_absent_enrolments | persistent_absence_rate
        2          | 1                              | 1                          | 0.5000000000
        """,
        days="1 Aug 2024 to 31 Jul 2025",
    ),
)

NO_POSSIBLE_SESSION = example(
    "An enrolment without one possible session is not counted at all, above the line or below",
    source="DfE: enrolments with no possible sessions are excluded",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | Y4 x 10
    Ben   | Ashby  | Mon 8 Sep 2025 | I x 10
    """,
    asked=ask(
        "enrolments pupils units_with_possible_sessions persistently_absent_enrolments persistent_absence_rate",
        """
        enrolments | pupils | units_with_possible_sessions | persistently_absent_enrolments | persistent_absence_rate
        1          | 1      | 1                            | 1                              | 1.0000000000
        """,
    ),
)

NOTHING_THERE = example(
    "Where no mark was ever sent there is no rate and nobody is absent",
    source="Schoolward's rule: a rate needs a possible session",
    defect="a status of persistent absence published for 105,679 pupils with no attendance at all",
    roll="""
    pupil | school
    Ann   | Ashby
    """,
    calendar="""
    kind | from       | to
    term | 1 Sep 2025 | 5 Sep 2025
    """,
    asked=ask(
        "enrolments persistently_absent_enrolments severely_absent_enrolments overall_absence_rate "
        "persistent_absence_rate",
        """
        measure                        | value
        enrolments                     | 0
        persistently_absent_enrolments | 0
        severely_absent_enrolments     | 0
        overall_absence_rate           | none
        persistent_absence_rate        | none
        schools                        | 0 of 1
        marks                          | 0 of 10
        """,
    ),
)

BANDS = example(
    "The bands hold every enrolment once, each band from its lower end to just below the next",
    source="Schoolward's bands, of each enrolment's own possible sessions",
    defect="parts that do not add up to the whole: 6 + 3 shown beside 8",
    register="""
    pupil  | school | from           | marks
    None   | Ashby  | Mon 8 Sep 2025 | present x 20
    One    | Ashby  | Mon 8 Sep 2025 | I x 1, present x 19
    Two    | Ashby  | Mon 8 Sep 2025 | I x 2, present x 18
    Three  | Ashby  | Mon 8 Sep 2025 | I x 3, present x 17
    Four   | Ashby  | Mon 8 Sep 2025 | I x 4, present x 16
    Six    | Ashby  | Mon 8 Sep 2025 | I x 6, present x 14
    Eight  | Ashby  | Mon 8 Sep 2025 | I x 8, present x 12
    Ten    | Ashby  | Mon 8 Sep 2025 | I x 10, present x 10
    Twelve | Ashby  | Mon 8 Sep 2025 | I x 12, present x 8
    Fift   | Ashby  | Mon 8 Sep 2025 | I x 15, present x 5
    Eight2 | Ashby  | Mon 8 Sep 2025 | I x 18, present x 2
    All    | Ashby  | Mon 8 Sep 2025 | I x 20
    Shut   | Ashby  | Mon 8 Sep 2025 | Y4 x 20
    """,
    asked=ask(
        "enrolments_absent_0_to_under_5_percent enrolments_absent_5_to_under_10_percent "
        "enrolments_absent_10_to_under_15_percent enrolments_absent_15_to_under_20_percent "
        "enrolments_absent_20_to_under_30_percent enrolments_absent_30_to_under_40_percent "
        "enrolments_absent_40_to_under_50_percent enrolments_absent_50_to_under_75_percent "
        "enrolments_absent_75_to_under_90_percent enrolments_absent_90_percent_or_more "
        "enrolments persistently_absent_enrolments severely_absent_enrolments",
        """
        measure                                  | value
        enrolments_absent_0_to_under_5_percent   | 1
        enrolments_absent_5_to_under_10_percent  | 1
        enrolments_absent_10_to_under_15_percent | 1
        enrolments_absent_15_to_under_20_percent | 1
        enrolments_absent_20_to_under_30_percent | 1
        enrolments_absent_30_to_under_40_percent | 1
        enrolments_absent_40_to_under_50_percent | 1
        enrolments_absent_50_to_under_75_percent | 2
        enrolments_absent_75_to_under_90_percent | 1
        enrolments_absent_90_percent_or_more     | 2
        enrolments                               | 12
        persistently_absent_enrolments           | 10
        severely_absent_enrolments               | 5
        """,
    ),
    note="Names say how many of 20 sessions were missed. The bands from 10 % up are the 10 persistently absent, those "
    "from 50 % up the 5 severely absent. Shut has no possible session and is in no band.",
)

PART_TIME = example(
    "A pupil on a half-time timetable (C2) shows as severely absent: so the law counts it",
    source="Guidance: C2 is authorised absence; Schoolward shows it as the reason and does not hide it",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / C2 / C2 / C2 / C2 / C2
    """,
    asked=ask(
        "overall_absence_rate code_C2_sessions severely_absent_enrolments",
        """
        overall_absence_rate | code_C2_sessions | severely_absent_enrolments
        0.5000000000         | 5                | 1
        """,
    ),
)

WITHIN_EACH_GROUP = example(
    "A threshold is held against the sessions of the group: a pupil can be persistently absent in one half-term only",
    source=PA,
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 20 Oct 2025 | I x 2, present x 8
    Ann   | Ashby  | Mon 3 Nov 2025  | present x 20
    """,
    asked=(
        ask(
            "overall_absence_sessions possible_sessions persistently_absent_enrolments",
            """
            half_term        | overall_absence_sessions | possible_sessions | persistently_absent_enrolments
            2025/26 autumn 1 | 2                        | 10                | 1
            2025/26 autumn 2 | 0                        | 20                | 0
            """,
            by="half_term",
        ),
        ask(
            "overall_absence_sessions possible_sessions persistently_absent_enrolments",
            """
            overall_absence_sessions | possible_sessions | persistently_absent_enrolments
            2                        | 30                | 0
            """,
        ),
    ),
)

CHAPTER = Chapter(
    title="Rates and thresholds",
    opening="Counts come first. Rates divide one sum by another, and thresholds compare whole numbers.",
    examples=(
        SESSION_RATES, RATIO_OF_SUMS, NINETEEN, EIGHTEEN, NINETY_FIVE, NINETY_FOUR, EXACTLY_TEN_PER_CENT, ANY_MIX,
        LATE_IS_NOT_ABSENT, ONE_SESSION, NO_POSSIBLE_SESSION, NOTHING_THERE, BANDS, PART_TIME, WITHIN_EACH_GROUP,
    ),
)  # fmt: skip
