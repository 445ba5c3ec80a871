"""Worked examples: what a figure rests on, in schools and marks reported out of those expected."""

from tests.spec.measures.example import Chapter, Sending, ask, example

HOUSE = "House rule: a figure carries its coverage on every surface"

ONE_WEEK = """
    kind | from       | to
    term | 8 Sep 2025 | 12 Sep 2025
    """

SILENT_SCHOOL = example(
    "A school that has not reported is expected and shows as missing: it neither raises nor lowers the rate",
    source=HOUSE + '; DfE: "N of M schools reported", no imputation',
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I x 1, present x 9
    """,
    roll="""
    pupil | school
    Ann   | Ashby
    Bo    | Birch
    Cy    | Birch
    """,
    calendar=ONE_WEEK,
    asked=(
        ask(
            "overall_absence_rate",
            """
            overall_absence_rate | schools | marks
            0.1000000000         | 1 of 2  | 10 of 30
            """,
        ),
        ask(
            "possible_sessions overall_absence_rate enrolments",
            """
            school_name     | possible_sessions | overall_absence_rate | enrolments | schools | marks
            Ashby Primary   | 10                | 0.1000000000         | 1          | 1 of 1  | 10 of 10
            Birch Secondary | 0                 | none                 | 0          | 0 of 1  | 0 of 20
            """,
            by="school_name",
        ),
    ),
)

CLOSED_DAYS = example(
    "Nothing is expected on a closed day, an INSET day or a half day closed, nor outside the term",
    source=HOUSE + "; the calendars that schools and the authority send",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 2
    Bo    | Birch  | Mon 8 Sep 2025 | present x 2
    """,
    calendar="""
    school | kind    | from        | to          | session
           | term    | 8 Sep 2025  | 12 Sep 2025 |
    Ashby  | inset   | 9 Sep 2025  | 9 Sep 2025  |
    Ashby  | closure | 10 Sep 2025 | 10 Sep 2025 | PM
           | holiday | 12 Sep 2025 | 12 Sep 2025 |
    Birch  | open    | 13 Sep 2025 | 13 Sep 2025 | AM
    """,
    asked=(
        ask(
            "possible_sessions",
            """
            school_name     | possible_sessions | marks
            Ashby Primary   | 2                 | 2 of 5
            Birch Secondary | 2                 | 2 of 9
            """,
            by="school_name",
        ),
        ask(
            "possible_sessions",
            """
            session_date | possible_sessions | schools | marks
            2025-09-08   | 4                 | 2 of 2  | 4 of 4
            2025-09-09   | 0                 | 0 of 1  | 0 of 2
            2025-09-10   | 0                 | 0 of 2  | 0 of 3
            2025-09-11   | 0                 | 0 of 2  | 0 of 4
            2025-09-13   | 0                 | 0 of 1  | 0 of 1
            """,
            by="session_date",
        ),
    ),
)

OWN_TERMS = example(
    "A school that sends its own terms does not follow the authority's in that year; the authority's holidays still "
    "close it",
    source=HOUSE,
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 2
    Bo    | Birch  | Mon 8 Sep 2025 | present x 2
    """,
    calendar="""
    school | kind    | from        | to
           | term    | 8 Sep 2025  | 12 Sep 2025
    Birch  | term    | 8 Sep 2025  | 9 Sep 2025
           | holiday | 9 Sep 2025  | 9 Sep 2025
    """,
    asked=ask(
        "possible_sessions",
        """
        school_name     | possible_sessions | marks
        Ashby Primary   | 2                 | 2 of 8
        Birch Secondary | 2                 | 2 of 2
        """,
        by="school_name",
    ),
)

WHAT_COUNTS_AS_REPORTED = example(
    "Every code but # and Z reports where a pupil was, D and Y too; an empty mark reports nothing",
    source=HOUSE,
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / D Y4 I N blank - # Z none
    """,
    calendar=ONE_WEEK,
    asked=ask(
        "possible_sessions missing_marks",
        """
        possible_sessions | missing_marks | schools | marks
        3                 | 2             | 1 of 1  | 5 of 10
        """,
    ),
)

UNEXPECTED = example(
    "A school that reports without being expected does not stand in for one that is silent",
    source=HOUSE,
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 2
    Cy    | Cedar  | Mon 8 Sep 2025 | present x 2
    """,
    roll="""
    pupil | school
    Ann   | Ashby
    Bo    | Birch
    Cy    | Cedar
    """,
    calendar="""
    school | kind | from       | to
    Ashby  | term | 8 Sep 2025 | 8 Sep 2025
    Birch  | term | 8 Sep 2025 | 8 Sep 2025
    """,
    asked=ask(
        "possible_sessions",
        """
        possible_sessions | schools | marks
        4                 | 2 of 3  | 4 of 4
        """,
    ),
    note="Cedar sent no calendar, so that no mark is expected of it. Birch is expected and sent nothing.",
)

BLANK_SCHOOL = example(
    "A school that sends only empty marks has not reported",
    source=HOUSE,
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | blank x 10
    """,
    calendar=ONE_WEEK,
    asked=ask(
        "missing_marks overall_absence_rate",
        """
        missing_marks | overall_absence_rate | schools | marks
        10            | none                 | 0 of 1  | 0 of 10
        """,
    ),
)

JOINERS = example(
    "Marks are expected from the entry date to the leaving date of each enrolment, in its cohort and year group of "
    "the day",
    source=HOUSE,
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 10
    """,
    roll="""
    pupil | school | on roll from | on roll to
    Ann   | Ashby  | 1 Sep 2025   |
    Ben   | Ashby  | 10 Sep 2025  |
    Cy    | Ashby  | 1 Sep 2025   | 8 Sep 2025
    """,
    cohorts="""
    pupil | cohort      | from       | until
    Ann   | young_carer | 9 Sep 2025 | 9 Sep 2025
    """,
    calendar=ONE_WEEK,
    asked=(
        ask(
            "possible_sessions",
            """
            possible_sessions | marks
            10                | 10 of 18
            """,
        ),
        ask(
            "possible_sessions",
            """
            cohort:young_carer | possible_sessions | marks
            no                 | 8                 | 8 of 16
            yes                | 2                 | 2 of 2
            """,
            by="cohort:young_carer",
        ),
    ),
)

OPENED_AND_CLOSED = example(
    "Nothing is expected of a school before the day it opened or after the day it closed",
    source=HOUSE + "; GIAS: dates of opening and closing",
    roll="""
    pupil | school
    Eve   | Elm
    Flo   | Fern
    """,
    calendar="""
    kind | from        | to
    term | 3 Nov 2025  | 7 Nov 2025
    term | 8 Dec 2025  | 12 Dec 2025
    """,
    asked=ask(
        "possible_sessions",
        """
        school_name  | iso_week | possible_sessions | schools | marks
        Elm Primary  | 2025-W45 | 0                 | 0 of 1  | 0 of 10
        Elm Primary  | 2025-W50 | 0                 | 0 of 1  | 0 of 4
        Fern Primary | 2025-W45 | 0                 | 0 of 1  | 0 of 8
        Fern Primary | 2025-W50 | 0                 | 0 of 1  | 0 of 10
        """,
        by="school_name iso_week",
    ),
    note="Elm closed on Tuesday 9 December, Fern opened on Tuesday 4 November.",
)

NOT_YET_DUE = example(
    "Nothing is expected of days after the last load: a term that has only begun is not half missing",
    source=HOUSE,
    received="9 Sep 2025",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 3
    """,
    calendar="""
    kind | from       | to
    term | 8 Sep 2025 | 19 Dec 2025
    """,
    asked=ask(
        "possible_sessions",
        """
        possible_sessions | schools | marks
        3                 | 1 of 1  | 3 of 4
        """,
    ),
)

NO_CALENDAR = example(
    "Without a calendar nothing says how many marks to expect, and the coverage says so",
    source=HOUSE,
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 10
    """,
    asked=ask(
        "possible_sessions",
        """
        possible_sessions | schools | marks
        10                | 1 of 1  | 10 of unknown
        """,
    ),
)

CHAPTER = Chapter(
    title="Coverage",
    opening="Beside every figure stand the schools and the marks that reported, out of those that rolls and calendars "
    "lead one to expect. Nothing is filled in for those that did not.",
    examples=(
        SILENT_SCHOOL, CLOSED_DAYS, OWN_TERMS, WHAT_COUNTS_AS_REPORTED, UNEXPECTED, BLANK_SCHOOL, JOINERS,
        OPENED_AND_CLOSED, NOT_YET_DUE, NO_CALENDAR,
    ),
)  # fmt: skip

HISTORY = "House rule: a correction never overwrites; every figure can be asked as known on a date"

REVISED_MARK = example(
    "A reason found later changes the figure from then on; as known before, it comes out as it was",
    source=HISTORY + "; code N is replaced within five school days",
    sent=(
        Sending(
            received="8 Sep 2025",
            register="""
            pupil | school | from           | marks
            Ann   | Ashby  | Mon 8 Sep 2025 | N N
            Ben   | Ashby  | Mon 8 Sep 2025 | N blank
            """,
        ),
        Sending(
            received="12 Sep 2025",
            register=r"""
            pupil | school | from           | marks
            Ann   | Ashby  | Mon 8 Sep 2025 | I I
            Ben   | Ashby  | Mon 8 Sep 2025 | O \
            """,
        ),
    ),
    asked=(
        ask(
            "unauthorised_absence_sessions authorised_absence_sessions possible_sessions missing_marks",
            """
            unauthorised_absence_sessions | authorised_absence_sessions | possible_sessions | missing_marks
            3                             | 0                           | 3                 | 1
            """,
            known_on="11 Sep 2025",
        ),
        ask(
            "unauthorised_absence_sessions authorised_absence_sessions possible_sessions missing_marks",
            """
            unauthorised_absence_sessions | authorised_absence_sessions | possible_sessions | missing_marks
            1                             | 2                           | 4                 | 0
            """,
            known_on="12 Sep 2025",
        ),
        ask(
            "unauthorised_absence_sessions authorised_absence_sessions possible_sessions missing_marks",
            """
            unauthorised_absence_sessions | authorised_absence_sessions | possible_sessions | missing_marks
            1                             | 2                           | 4                 | 0
            """,
        ),
    ),
)

OLD_EDIT = example(
    "A correction of a day long past arrives like any other, though it be half a year late",
    source=HISTORY,
    defect="edits older than 90 days never arrived",
    sent=(
        Sending(
            received="12 Sep 2025",
            register="""
            pupil | school | from           | marks
            Ann   | Ashby  | Mon 8 Sep 2025 | O x 2, present x 8
            """,
        ),
        Sending(
            received="20 Mar 2026",
            register=r"""
            pupil | school | from           | marks
            Ann   | Ashby  | Mon 8 Sep 2025 | / \
            """,
        ),
    ),
    asked=(
        ask(
            "overall_absence_sessions persistently_absent_enrolments",
            """
            overall_absence_sessions | persistently_absent_enrolments
            0                        | 0
            """,
        ),
        ask(
            "overall_absence_sessions persistently_absent_enrolments",
            """
            overall_absence_sessions | persistently_absent_enrolments
            2                        | 1
            """,
            known_on="19 Mar 2026",
        ),
    ),
)

COHORT_TOLD_LATER = example(
    "A membership told later is unknown before, and reaches back to its own date afterwards",
    source=HISTORY,
    sent=(
        Sending(
            received="12 Sep 2025",
            register="""
            pupil | school | from           | marks
            Ann   | Ashby  | Mon 8 Sep 2025 | present x 10
            Ben   | Ashby  | Mon 8 Sep 2025 | present x 10
            """,
            cohorts="""
            pupil | cohort       | from       | until
            Ben   | looked_after | 1 Jan 2025 |
            """,
        ),
        Sending(
            received="30 Sep 2025",
            cohorts="""
            pupil | cohort       | from            | until
            Ann   | looked_after | Wed 10 Sep 2025 |
            Ben   | looked_after | 1 Jan 2025      | 8 Sep 2025
            """,
        ),
    ),
    asked=(
        ask(
            "possible_sessions",
            """
            cohort:looked_after | possible_sessions
            no                  | 10
            yes                 | 10
            """,
            by="cohort:looked_after",
            known_on="29 Sep 2025",
        ),
        ask(
            "possible_sessions",
            """
            cohort:looked_after | possible_sessions
            no                  | 12
            yes                 | 8
            """,
            by="cohort:looked_after",
        ),
    ),
)

ROLL_TOLD_LATER = example(
    "What a later roll says of a pupil counts from the date it gives; as known before, the figure is cut as then",
    source=HISTORY,
    sent=(
        Sending(
            received="12 Sep 2025",
            register="""
            pupil | school | from           | marks
            Ann   | Ashby  | Mon 8 Sep 2025 | present x 10
            """,
            roll="""
            pupil | school | on roll from | true from | FSM
            Ann   | Ashby  | 1 Sep 2025   |           | N
            """,
        ),
        Sending(
            received="30 Sep 2025",
            roll="""
            pupil | school | on roll from | true from       | FSM
            Ann   | Ashby  | 1 Sep 2025   | Thu 11 Sep 2025 | Y
            """,
        ),
    ),
    asked=(
        ask(
            "possible_sessions",
            """
            free_school_meals | possible_sessions
            no                | 10
            """,
            by="free_school_meals",
            known_on="12 Sep 2025",
        ),
        ask(
            "possible_sessions",
            """
            free_school_meals | possible_sessions
            no                | 6
            yes               | 4
            """,
            by="free_school_meals",
        ),
    ),
)

KNOWN_ON_CHAPTER = Chapter(
    title="As known on a date",
    opening="Registers settle for weeks. A figure can be asked as it was known at any instant, with the rolls, cohorts "
    "and calendars that had arrived by then.",
    examples=(REVISED_MARK, OLD_EDIT, COHORT_TOLD_LATER, ROLL_TOLD_LATER),
)
