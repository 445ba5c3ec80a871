"""Worked examples: DfE's rules for its annual absence statistics, each alone and all together."""

from schoolward.measures.figures import AnnualRules
from tests.spec.measures.example import Chapter, ask, example

METHODOLOGY = "DfE, pupil absence in schools in England: methodology"

AGES = example(
    "Annual figures are of pupils aged 5 to 15 on 31 August before the year, birthdays on that day included",
    source=METHODOLOGY + ", coverage",
    register="""
    pupil | school | from           | marks
    A     | Ashby  | Mon 8 Sep 2025 | present x 1
    B     | Ashby  | Mon 8 Sep 2025 | present x 2
    C     | Birch  | Mon 8 Sep 2025 | present x 4
    D     | Birch  | Mon 8 Sep 2025 | present x 8
    """,
    roll="""
    pupil | school | born        | on roll from
    A     | Ashby  | 1 Sep 2020  | 1 Sep 2025
    B     | Ashby  | 31 Aug 2020 | 1 Sep 2024
    C     | Birch  | 1 Sep 2009  | 1 Sep 2021
    D     | Birch  | 31 Aug 2009 | 1 Sep 2020
    """,
    asked=(
        ask(
            "possible_sessions enrolments",
            """
            possible_sessions | enrolments
            6                 | 2
            """,
            rules=AnnualRules(ages_5_to_15=True),
        ),
        ask(
            "possible_sessions enrolments",
            """
            possible_sessions | enrolments
            15                | 4
            """,
        ),
    ),
    note="On 31 August 2025 A is 4, B is 5, C is 15 and D is 16.",
)

YEAR_11 = example(
    "The sessions of 15-year-olds from the spring bank holiday on are left out of annual figures, and of no others",
    source=METHODOLOGY + ": study leave in the second half of the summer term",
    register="""
    pupil | school | from            | marks
    Bo    | Birch  | Fri 22 May 2026 | present x 2
    Bo    | Birch  | Mon 25 May 2026 | O x 2
    Bo    | Birch  | Wed 10 Jun 2026 | S x 2
    Cy    | Birch  | Wed 10 Jun 2026 | I x 2
    """,
    roll="""
    pupil | school | born        | on roll from | year
    Bo    | Birch  | 20 Nov 2009 | 1 Sep 2021   | 11
    Cy    | Birch  | 20 Nov 2010 | 1 Sep 2022   | 10
    """,
    asked=(
        ask(
            "possible_sessions overall_absence_sessions",
            """
            year_group | possible_sessions | overall_absence_sessions
            10         | 2                 | 2
            11         | 2                 | 0
            """,
            by="year_group",
            rules=AnnualRules(without_year_11_after_spring_bank_holiday=True),
        ),
        ask(
            "possible_sessions overall_absence_sessions",
            """
            year_group | possible_sessions | overall_absence_sessions
            10         | 2                 | 2
            11         | 6                 | 4
            """,
            by="year_group",
        ),
    ),
    note="The rule goes by age on 31 August, as DfE's does, and not by the year group that a school gives. Casework "
    "asks without the rule and sees every session.",
)

LATE_STARTERS = example(
    "An enrolment that began in the second half of the summer term is left out of that year's annual figures",
    source=METHODOLOGY + ": enrolments first starting in the second half of the summer term",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 1 Jun 2026  | I x 2
    Ben   | Ashby  | Mon 1 Jun 2026  | present x 4
    """,
    roll="""
    pupil | school | on roll from
    Ann   | Ashby  | 25 May 2026
    Ben   | Ashby  | 24 May 2026
    """,
    asked=(
        ask(
            "possible_sessions overall_absence_sessions enrolments",
            """
            possible_sessions | overall_absence_sessions | enrolments
            4                 | 0                        | 1
            """,
            rules=AnnualRules(without_late_starters=True),
        ),
        ask(
            "possible_sessions overall_absence_sessions enrolments",
            """
            possible_sessions | overall_absence_sessions | enrolments
            6                 | 2                        | 2
            """,
        ),
    ),
)

LATE_STARTER_NEXT_YEAR = example(
    "A late starter of one year counts in the next",
    source=METHODOLOGY,
    received="30 Sep 2026",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 6 Jul 2026 | I x 2
    Ann   | Ashby  | Mon 7 Sep 2026 | present x 4
    """,
    roll="""
    pupil | school | on roll from
    Ann   | Ashby  | 1 Jul 2026
    """,
    asked=ask(
        "possible_sessions overall_absence_sessions",
        """
        academic_year | possible_sessions | overall_absence_sessions
        2026/27       | 4                 | 0
        """,
        by="academic_year",
        days="1 Aug 2025 to 31 Jul 2027",
        rules=AnnualRules(without_late_starters=True),
    ),
)

ALL_TOGETHER = example(
    "All three rules together give the sessions that DfE's annual release counts",
    source=METHODOLOGY,
    register="""
    pupil | school | from            | marks
    Young | Ashby  | Mon 8 Sep 2025  | I x 1
    Ann   | Ashby  | Mon 8 Sep 2025  | I x 2, present x 2
    Bo    | Birch  | Mon 8 Sep 2025  | I x 4, present x 4
    Bo    | Birch  | Wed 10 Jun 2026 | O x 8
    Late  | Birch  | Wed 10 Jun 2026 | O x 16
    Old   | Birch  | Mon 8 Sep 2025  | I x 32
    """,
    roll="""
    pupil | school | born        | on roll from
    Young | Ashby  | 1 Feb 2021  | 1 Sep 2025
    Bo    | Birch  | 20 Nov 2009 | 1 Sep 2021
    Late  | Birch  | 20 Nov 2011 | 8 Jun 2026
    Old   | Birch  | 20 Nov 2008 | 1 Sep 2020
    """,
    asked=(
        ask(
            "possible_sessions overall_absence_sessions enrolments persistently_absent_enrolments",
            """
            possible_sessions | overall_absence_sessions | enrolments | persistently_absent_enrolments
            12                | 6                        | 2          | 2
            """,
            rules=AnnualRules.all(),
        ),
        ask(
            "possible_sessions overall_absence_sessions enrolments persistently_absent_enrolments",
            """
            possible_sessions | overall_absence_sessions | enrolments | persistently_absent_enrolments
            69                | 63                       | 5          | 5
            """,
        ),
    ),
)

CHAPTER = Chapter(
    title="DfE's annual rules",
    opening="DfE's annual release leaves some pupils and sessions out. Each rule can be asked for by its name, or "
    "all with `--dfe-annual-rules`; without them every session counts, as in DfE's daily and weekly figures.",
    examples=(AGES, YEAR_11, LATE_STARTERS, LATE_STARTER_NEXT_YEAR, ALL_TOGETHER),
)
