"""Worked examples: days, weekdays, weeks, half-terms, terms and years at their edges."""

from tests.spec.measures.example import Chapter, ask, example

WINDOWS = "School Census windows: autumn to 31 December, spring to Easter Sunday, summer from Easter Monday to 31 July"

NEW_YEAR = example(
    "ISO week 53 holds 31 December and 1 January, while the term and the half-term change between them",
    source=WINDOWS + "; ISO 8601 weeks",
    received="31 Jan 2027",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Wed 30 Dec 2026 | present x 6
    Ann   | Ashby  | Mon 4 Jan 2027  | present x 2
    """,
    asked=(
        ask(
            "possible_sessions",
            """
            iso_week | term           | half_term        | academic_year | possible_sessions
            2026-W53 | 2026/27 autumn | 2026/27 autumn 2 | 2026/27       | 4
            2026-W53 | 2026/27 spring | 2026/27 spring 1 | 2026/27       | 2
            2027-W01 | 2026/27 spring | 2026/27 spring 1 | 2026/27       | 2
            """,
            by="iso_week term half_term academic_year",
            days="1 Aug 2026 to 31 Jul 2027",
        ),
        ask(
            "possible_sessions",
            """
            iso_week | possible_sessions
            2026-W53 | 6
            2027-W01 | 2
            """,
            by="iso_week",
            days="1 Aug 2026 to 31 Jul 2027",
        ),
    ),
)

FIRST_WEEK_OF_A_YEAR = example(
    "The days before New Year can lie in week 1 of the next year",
    source="ISO 8601: a week belongs to the year of its Thursday",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 30 Dec 2024 | present x 4
    """,
    asked=ask(
        "possible_sessions",
        """
        iso_week | term           | possible_sessions
        2025-W01 | 2024/25 autumn | 4
        """,
        by="iso_week term",
        days="1 Aug 2024 to 31 Jul 2025",
    ),
)

EASTER = example(
    "The spring term ends on Easter Sunday and the summer term begins on Easter Monday",
    source=WINDOWS,
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Thu 2 Apr 2026 | present x 4
    Ann   | Ashby  | Sun 5 Apr 2026 | present x 2
    Ann   | Ashby  | Mon 6 Apr 2026 | present x 2
    """,
    asked=ask(
        "possible_sessions",
        """
        term           | half_term        | possible_sessions
        2025/26 spring | 2025/26 spring 2 | 6
        2025/26 summer | 2025/26 summer 1 | 2
        """,
        by="term half_term",
    ),
)

HALF_TERMS = example(
    "Half-terms change on the first Monday from 28 October and from 18 February, and on the spring bank holiday",
    source="Summer: the School Census's window. Autumn and spring: Schoolward's convention, as the census has none",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Fri 31 Oct 2025 | present x 2
    Ann   | Ashby  | Mon 3 Nov 2025  | present x 2
    Ann   | Ashby  | Fri 20 Feb 2026 | present x 2
    Ann   | Ashby  | Mon 23 Feb 2026 | present x 2
    Ann   | Ashby  | Fri 22 May 2026 | present x 2
    Ann   | Ashby  | Mon 25 May 2026 | present x 2
    """,
    asked=ask(
        "possible_sessions",
        """
        half_term        | possible_sessions
        2025/26 autumn 1 | 2
        2025/26 autumn 2 | 2
        2025/26 spring 1 | 2
        2025/26 spring 2 | 2
        2025/26 summer 1 | 2
        2025/26 summer 2 | 2
        """,
        by="half_term",
    ),
)

YEARS = example(
    "An academic year runs from 1 August to 31 July",
    source="Education Act 1996, section 579; School Census windows",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Thu 31 Jul 2025 | present x 2
    Ann   | Ashby  | Fri 1 Aug 2025  | I x 2
    """,
    roll="""
    pupil | school | born        | on roll from
    Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2023
    """,
    asked=ask(
        "possible_sessions overall_absence_rate persistently_absent_enrolments",
        """
        academic_year | possible_sessions | overall_absence_rate | persistently_absent_enrolments
        2024/25       | 2                 | 0.0000000000         | 0
        2025/26       | 2                 | 1.0000000000         | 1
        """,
        by="academic_year",
        days="1 Aug 2023 to 31 Jul 2026",
    ),
)

BOTH_ENDS = example(
    "A period holds its first and its last day; to a date in the year, it is the year to date",
    source="House rule: periods are given by their first and last day, both included",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I I G G U U O O N N
    """,
    asked=(
        ask(
            "code_G_sessions code_U_sessions code_O_sessions unauthorised_absence_sessions",
            """
            code_G_sessions | code_U_sessions | code_O_sessions | unauthorised_absence_sessions
            2               | 2               | 2               | 6
            """,
            days="9 Sep 2025 to 11 Sep 2025",
        ),
        ask(
            "overall_absence_sessions",
            """
            overall_absence_sessions
            6
            """,
            days="1 Aug 2025 to 10 Sep 2025",
        ),
    ),
)

WEEKDAYS = example(
    "Weekdays and sessions can be counted by themselves: Friday afternoons beside all others",
    source="DfE publishes attendance by day of the week",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 9, U, present x 9, U
    Ben   | Ashby  | Mon 8 Sep 2025 | present x 8, I I
    """,
    asked=(
        ask(
            "possible_sessions overall_absence_sessions",
            """
            weekday   | possible_sessions | overall_absence_sessions
            Monday    | 6                 | 0
            Tuesday   | 6                 | 0
            Wednesday | 6                 | 0
            Thursday  | 6                 | 0
            Friday    | 6                 | 4
            """,
            by="weekday",
        ),
        ask(
            "overall_absence_rate",
            """
            weekday | session | overall_absence_rate
            Friday  | AM      | 0.3333333333
            Friday  | PM      | 1.0000000000
            """,
            by="weekday session",
            where=(("weekday", "Friday"),),
        ),
        ask(
            "overall_absence_sessions",
            """
            session_date | overall_absence_sessions
            2025-09-12   | 3
            2025-09-19   | 1
            """,
            by="session_date",
            where=(("weekday", "Friday"),),
        ),
    ),
)

SATURDAY = example(
    "A mark made on a Saturday counts on the Saturday: no day of the week is left out",
    source="Schools may open on other days; the register says what was a session",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Sat 13 Sep 2025 | I x 2
    """,
    asked=ask(
        "overall_absence_sessions",
        """
        weekday  | iso_week | overall_absence_sessions
        Saturday | 2025-W37 | 2
        """,
        by="weekday iso_week",
    ),
)

CHAPTER = Chapter(
    title="Periods",
    opening="A session is on a day, and the day is in one week, one half-term, one term and one academic year.",
    examples=(
        NEW_YEAR, FIRST_WEEK_OF_A_YEAR, EASTER, HALF_TERMS, YEARS, BOTH_ENDS, WEEKDAYS, SATURDAY,
    ),
)  # fmt: skip
