"""Worked examples: who is counted where, and what was true of a pupil on the day of the session."""

from tests.spec.measures.example import Chapter, Sending, ask, example

ON_THE_DAY = "House rule: what is true of a pupil is asked on the session's date"

LEAVER = example(
    "A leaver stays in the figures with every session up to the leaving date, which is the last day on roll",
    source="DfE: a school owns the time on its roll, and leavers stay in the figures",
    defect="leavers wrongly in or wrongly out of a school's rate",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I x 10
    Ben   | Ashby  | Mon 8 Sep 2025 | present x 20
    """,
    roll="""
    pupil | school | on roll from | on roll to
    Ann   | Ashby  | 1 Sep 2025   | 10 Sep 2025
    """,
    refused=(("not_on_roll", 4),),
    asked=ask(
        "enrolments overall_absence_sessions possible_sessions persistently_absent_enrolments",
        """
        enrolments | overall_absence_sessions | possible_sessions | persistently_absent_enrolments
        2          | 6                        | 26                | 1
        """,
        days="1 Sep 2025 to 19 Dec 2025",
    ),
    note="Ann's marks of 11 and 12 September are refused when they are loaded: she was no longer on roll.",
)

LEFT_EARLIER_THAN_TOLD = example(
    "When a school tells later that a pupil had left, the marks after that day no longer count",
    source="DfE recalculates history with every new register; a figure of the past can still be asked as it was known",
    sent=(
        Sending(
            received="12 Sep 2025",
            register="""
            pupil | school | from           | marks
            Ann   | Ashby  | Mon 8 Sep 2025 | present x 4, O x 6
            """,
            roll="""
            pupil | school | on roll from
            Ann   | Ashby  | 1 Sep 2025
            """,
        ),
        Sending(
            received="19 Sep 2025",
            roll="""
            pupil | school | on roll from | on roll to
            Ann   | Ashby  | 1 Sep 2025   | 9 Sep 2025
            """,
        ),
    ),
    asked=(
        ask(
            "possible_sessions unauthorised_absence_sessions",
            """
            possible_sessions | unauthorised_absence_sessions
            10                | 6
            """,
            known_on="12 Sep 2025",
        ),
        ask(
            "possible_sessions unauthorised_absence_sessions",
            """
            possible_sessions | unauthorised_absence_sessions
            4                 | 0
            """,
        ),
    ),
)

COHORT_FROM_MIDWEEK = example(
    "Membership of a cohort is asked on the session's date: a child looked after from Wednesday is in from Wednesday",
    source=ON_THE_DAY,
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / \ / \ I I I I / \
    Ben   | Ashby  | Mon 8 Sep 2025 | present x 10
    """,
    cohorts="""
    pupil | cohort       | from            | until
    Ann   | looked after | Wed 10 Sep 2025 |
    """,
    asked=(
        ask(
            "possible_sessions overall_absence_sessions enrolments severely_absent_enrolments",
            """
            cohort:looked_after | possible_sessions | overall_absence_sessions | enrolments \
| severely_absent_enrolments
            no                  | 14                | 0                        | 2          \
| 0
            yes                 | 6                 | 4                        | 1          \
| 1
            """,
            by="cohort:looked_after",
        ),
        ask(
            "enrolments possible_sessions severely_absent_enrolments",
            """
            enrolments | possible_sessions | severely_absent_enrolments
            2          | 20                | 0
            """,
        ),
    ),
    note="Ann's enrolment is in both rows, each with its own sessions, so that rows of a cohort may add up to more "
    "enrolments than there are. Sessions always add up.",
)

COHORT_UNTIL = example(
    "The last day of a membership is in it, and a second spell of the same cohort opens it again",
    source=ON_THE_DAY,
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 20
    """,
    cohorts="""
    pupil | cohort        | from            | until
    Ann   | child_in_need | 1 Jan 2025      | Tue 9 Sep 2025
    Ann   | child_in_need | Thu 18 Sep 2025 |
    Ann   | young_carer   | 1 Jan 2025      |
    """,
    asked=(
        ask(
            "possible_sessions",
            """
            cohort:child_in_need | cohort:young_carer | possible_sessions
            no                   | yes                | 12
            yes                  | yes                | 8
            """,
            by="cohort:child_in_need cohort:young_carer",
        ),
        ask(
            "possible_sessions",
            """
            possible_sessions
            8
            """,
            where=(("cohort:child_in_need", "yes"),),
        ),
    ),
)

CHANGES_IN_THE_YEAR = example(
    "Free school meals, SEN provision and year group are those of the day, and a change counts from its date",
    source=ON_THE_DAY,
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 8 Sep 2025  | present x 10
    Ann   | Ashby  | Mon 15 Sep 2025 | I x 10
    Ann   | Ashby  | Mon 22 Sep 2025 | U x 10
    """,
    roll="""
    pupil | school | on roll from | true from       | FSM | SEN | year
    Ann   | Ashby  | 1 Sep 2025   | 1 Sep 2025      | N   | N   | 4
    Ann   | Ashby  | 1 Sep 2025   | Wed 17 Sep 2025 | Y   | N   | 4
    Ann   | Ashby  | 1 Sep 2025   | Mon 22 Sep 2025 | Y   | E   | 5
    """,
    asked=ask(
        "possible_sessions overall_absence_sessions enrolments",
        """
        free_school_meals | sen_provision | year_group | possible_sessions | overall_absence_sessions | enrolments
        no                | N             | 4          | 14                | 4                        | 1
        yes               | N             | 4          | 6                 | 6                        | 1
        yes               | E             | 5          | 10                | 10                       | 1
        """,
        by="free_school_meals sen_provision year_group",
    ),
)

FIRST_THING_TOLD = example(
    "What a school first tells of a pupil holds from the entry date, since nothing earlier is known",
    source="Schoolward's rule: refuse rather than guess, and a first word is the best that there is",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 4
    """,
    roll="""
    pupil | school | on roll from | true from  | FSM
    Ann   | Ashby  | 1 Sep 2025   | 1 Oct 2025 | Y
    """,
    asked=ask(
        "possible_sessions",
        """
        free_school_meals | possible_sessions
        yes               | 4
        """,
        by="free_school_meals",
    ),
)

ACROSS_THE_BORDER = example(
    "Out of the borough runs both ways: children of elsewhere at our schools, and our children at schools elsewhere",
    source="The authority answers for its schools' registers and for its resident children: two different sets",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 2
    Ben   | Ashby  | Mon 8 Sep 2025 | present x 4
    Cy    | Elm    | Mon 8 Sep 2025 | present x 6
    Di    | Elm    | Mon 8 Sep 2025 | present x 8
    Eve   | Ashby  | Mon 8 Sep 2025 | present x 10
    """,
    roll="""
    pupil | school | lives in | ward
    Ann   | Ashby  | 356      | Millfield
    Ben   | Ashby  | 351      |
    Cy    | Elm    | 356      | Millfield
    Di    | Elm    | 351      |
    Eve   | Ashby  |          | Northgate
    """,
    asked=(
        ask(
            "possible_sessions",
            """
            out_of_borough    | home_authority | local_authority | possible_sessions
            no                | 356            | 356             | 2
            lives_elsewhere   | 351            | 356             | 4
            attends_elsewhere | 356            | 351             | 6
            both_elsewhere    | 351            | 351             | 8
            not known         | not known      | 356             | 10
            """,
            by="out_of_borough home_authority local_authority",
        ),
        ask(
            "possible_sessions",
            """
            ward      | possible_sessions
            Millfield | 8
            Northgate | 10
            not known | 12
            """,
            by="ward",
        ),
    ),
)

ABOUT_THE_SCHOOL = example(
    "A figure can be cut by school, its name, its phase and its trust",
    source="GIAS: phase, trust and authority are those of the school's latest record",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 2
    Bo    | Birch  | Mon 8 Sep 2025 | present x 4
    Cy    | Cedar  | Mon 8 Sep 2025 | present x 6
    Di    | Dene   | Mon 8 Sep 2025 | present x 8
    Eve   | Elm    | Mon 8 Sep 2025 | present x 10
    """,
    asked=(
        ask(
            "possible_sessions",
            """
            school | school_name     | phase                 | trust          | possible_sessions
            900001 | Ashby Primary   | Primary               | not known      | 2
            900002 | Birch Secondary | Secondary             | Hawthorn Trust | 4
            900003 | Cedar Special   | Special               | not known      | 6
            900004 | Dene Centre     | Alternative provision | not known      | 8
            900005 | Elm Primary     | Primary               | Hawthorn Trust | 10
            """,
            by="school school_name phase trust",
        ),
        ask(
            "possible_sessions",
            """
            trust          | possible_sessions
            Hawthorn Trust | 14
            not known      | 16
            """,
            by="trust",
        ),
    ),
)

ABOUT_THE_PUPIL = example(
    "A figure can be cut by sex, ethnicity and kind of registration; what was never told is `not known`",
    source="School Census codes",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 2
    Ben   | Ashby  | Mon 8 Sep 2025 | present x 4
    Cy    | Ashby  | Mon 8 Sep 2025 | present x 6
    """,
    roll="""
    pupil | school | sex | ethnicity | status
    Ann   | Ashby  | F   | WBRI      | C
    Ben   | Ashby  | M   | BAFR      | M
    Cy    | Ashby  |     |           |
    """,
    asked=ask(
        "possible_sessions",
        """
        sex       | ethnicity | enrolment_status | possible_sessions
        F         | WBRI      | C                | 2
        M         | BAFR      | M                | 4
        not known | not known | not known        | 6
        """,
        by="sex ethnicity enrolment_status",
    ),
)

FILTERS = example(
    "Values of one dimension are alternatives, different dimensions must all hold, and capitals do not matter",
    source="Schoolward's rule for --where",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 10
    Bo    | Birch  | Mon 8 Sep 2025 | present x 10
    Cy    | Cedar  | Mon 8 Sep 2025 | present x 10
    """,
    asked=(
        ask(
            "possible_sessions",
            """
            school_name     | possible_sessions
            Ashby Primary   | 1
            Birch Secondary | 1
            """,
            by="school_name",
            where=(("phase", "primary"), ("phase", "SECONDARY"), ("weekday", "friday"), ("session", "am")),
        ),
        ask(
            "possible_sessions",
            """
            possible_sessions
            20
            """,
            where=(("trust", "not known"),),
        ),
        ask(
            "possible_sessions overall_absence_rate",
            """
            possible_sessions | overall_absence_rate
            0                 | none
            """,
            where=(("phase", "Nursery"),),
        ),
    ),
)

CHAPTER = Chapter(
    title="Who is counted, and where",
    opening="A mark belongs to the enrolment that holds its day. What is said of the pupil and of the cohorts is what "
    "was true on that day.",
    examples=(
        LEAVER, LEFT_EARLIER_THAN_TOLD, COHORT_FROM_MIDWEEK, COHORT_UNTIL, CHANGES_IN_THE_YEAR, FIRST_THING_TOLD,
        ACROSS_THE_BORDER, ABOUT_THE_SCHOOL, ABOUT_THE_PUPIL, FILTERS,
    ),
)  # fmt: skip
