"""Worked examples: enrolments as DfE counts them, and pupils with their registrations merged."""

from schoolward.measures.figures import Mode
from tests.spec.measures.example import Chapter, ask, example

ENROLMENT_LEVEL = "DfE counts enrolments: a pupil at two schools counts twice"
PUPIL_LEVEL = "Schoolward's pupil mode, for casework; its figures are not comparable with DfE's"

UNITS = (
    "enrolments pupils units_with_possible_sessions possible_sessions overall_absence_sessions "
    "persistently_absent_enrolments persistent_absence_rate"
)

TWO_SPELLS = example(
    "8 of 80 at one school and 12 of 40 at the next are two persistently absent enrolments, and one such pupil",
    source=ENROLMENT_LEVEL,
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 8 Sep 2025  | I x 8, present x 72
    Ann   | Elm    | Mon 10 Nov 2025 | I x 12, present x 28
    """,
    roll="""
    pupil | school | born        | on roll from | on roll to
    Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | 7 Nov 2025
    Ann   | Elm    | 15 Jan 2016 | 10 Nov 2025  |
    """,
    asked=(
        ask(
            UNITS,
            """
            measure                        | value
            enrolments                     | 2
            pupils                         | 1
            units_with_possible_sessions   | 2
            possible_sessions              | 120
            overall_absence_sessions       | 20
            persistently_absent_enrolments | 2
            persistent_absence_rate        | 1.0000000000
            """,
        ),
        ask(
            UNITS,
            """
            school | enrolments | pupils | units_with_possible_sessions | possible_sessions \
| overall_absence_sessions | persistently_absent_enrolments | persistent_absence_rate
            900001 | 1          | 1      | 1                            | 80 \
| 8                        | 1                              | 1.0000000000
            900005 | 1          | 1      | 1                            | 40 \
| 12                       | 1                              | 1.0000000000
            """,
            by="school",
        ),
        ask(
            UNITS + " overall_absence_rate",
            """
            measure                        | value
            enrolments                     | 2
            pupils                         | 1
            units_with_possible_sessions   | 1
            possible_sessions              | 120
            overall_absence_sessions       | 20
            persistently_absent_enrolments | 1
            persistent_absence_rate        | 1.0000000000
            overall_absence_rate           | 0.1666666667
            """,
            mode=Mode.PUPIL,
        ),
    ),
)

ONE_OF_TWO = example(
    "A pupil whose second enrolment is fine is one persistently absent enrolment of two, and not one such pupil",
    source=ENROLMENT_LEVEL,
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 8 Sep 2025  | I x 2, present x 8
    Ann   | Elm    | Mon 22 Sep 2025 | present x 20
    """,
    roll="""
    pupil | school | born        | on roll from | on roll to
    Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | 19 Sep 2025
    Ann   | Elm    | 15 Jan 2016 | 22 Sep 2025  |
    """,
    asked=(
        ask(
            UNITS,
            """
            measure                        | value
            enrolments                     | 2
            pupils                         | 1
            units_with_possible_sessions   | 2
            possible_sessions              | 30
            overall_absence_sessions       | 2
            persistently_absent_enrolments | 1
            persistent_absence_rate        | 0.5000000000
            """,
        ),
        ask(
            UNITS,
            """
            measure                        | value
            enrolments                     | 2
            pupils                         | 1
            units_with_possible_sessions   | 1
            possible_sessions              | 30
            overall_absence_sessions       | 2
            persistently_absent_enrolments | 0
            persistent_absence_rate        | 0.0000000000
            """,
            mode=Mode.PUPIL,
        ),
    ),
)

BACK_AGAIN = example(
    "A pupil who leaves and comes back to the same school has two enrolments there",
    source="DfE: the unit is the enrolment, by pupil, school and spell",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 8 Sep 2025  | I x 1, present x 9
    Ann   | Ashby  | Mon 12 Jan 2026 | present x 10
    """,
    roll="""
    pupil | school | born        | on roll from | on roll to
    Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | 19 Sep 2025
    Ann   | Ashby  | 15 Jan 2016 | 12 Jan 2026  |
    """,
    asked=(
        ask(
            "enrolments pupils persistently_absent_enrolments",
            """
            enrolments | pupils | persistently_absent_enrolments
            2          | 1      | 1
            """,
        ),
        ask(
            "enrolments pupils persistently_absent_enrolments",
            """
            enrolments | pupils | persistently_absent_enrolments
            2          | 1      | 0
            """,
            mode=Mode.PUPIL,
        ),
    ),
)

DUAL_REGISTERED = """
    pupil | school | born        | on roll from | status
    Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | M
    Ann   | Dene   | 15 Jan 2016 | 1 Sep 2025   | S
    """

DUAL_REGISTRATION = example(
    "A pupil due at the other school is coded D and not counted; merged, the other school's mark takes its place",
    source="DfE: D is no possible session at the school that records it; the other school records the absence",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / \ D D D D / \ / I
    Ann   | Dene   | Mon 8 Sep 2025 | D D O O / \ D D D D
    """,
    roll=DUAL_REGISTERED,
    asked=(
        ask(
            "possible_sessions overall_absence_sessions not_possible_sessions",
            """
            school | possible_sessions | overall_absence_sessions | not_possible_sessions
            900001 | 6                 | 1                        | 4
            900004 | 4                 | 2                        | 6
            """,
            by="school",
        ),
        ask(
            "possible_sessions overall_absence_sessions not_possible_sessions overall_absence_rate",
            """
            possible_sessions | overall_absence_sessions | not_possible_sessions | overall_absence_rate
            10                | 3                        | 0                     | 0.3000000000
            """,
            mode=Mode.PUPIL,
        ),
    ),
)

CLASH = example(
    "Where both schools hold a real mark for one session, merged figures take that of the main registration",
    source=PUPIL_LEVEL,
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / I
    Ann   | Dene   | Mon 8 Sep 2025 | O \
    """,
    roll="""
    pupil | school | born        | on roll from | status
    Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | S
    Ann   | Dene   | 15 Jan 2016 | 1 Sep 2025   | M
    """,
    asked=(
        ask(
            "possible_sessions present_sessions overall_absence_sessions",
            """
            possible_sessions | present_sessions | overall_absence_sessions
            4                 | 2                | 2
            """,
        ),
        ask(
            "code_/_sessions code_I_sessions code_O_sessions code_\\_sessions possible_sessions",
            """
            code_/_sessions | code_I_sessions | code_O_sessions | code_\\_sessions | possible_sessions
            0               | 0               | 1               | 1               | 2
            """,
            mode=Mode.PUPIL,
        ),
    ),
)

CLASH_OF_EQUALS = example(
    "Where neither registration is the main one, merged figures take the mark of the school with the lower URN",
    source=PUPIL_LEVEL,
    register=r"""
    pupil | school | from           | marks
    Ann   | Dene   | Mon 8 Sep 2025 | I
    Ann   | Birch  | Mon 8 Sep 2025 | G
    """,
    asked=ask(
        "code_I_sessions code_G_sessions",
        """
        code_I_sessions | code_G_sessions
        0               | 1
        """,
        mode=Mode.PUPIL,
    ),
)

MISSING_STANDS_BEFORE_D = example(
    "Where one school says D and the other has no mark, merged figures show a missing mark, not an absence",
    source=PUPIL_LEVEL,
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | D D / \
    Ann   | Dene   | Mon 8 Sep 2025 | blank I blank D
    """,
    roll=DUAL_REGISTERED,
    asked=ask(
        "possible_sessions overall_absence_sessions missing_marks not_possible_sessions",
        """
        possible_sessions | overall_absence_sessions | missing_marks | not_possible_sessions
        3                 | 1                        | 1             | 0
        """,
        mode=Mode.PUPIL,
    ),
)

COVERAGE_OF_BOTH = example(
    "Merged figures are still covered by the registers of both schools",
    source="House rule: every figure carries its coverage",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / \ / \ / \ D D D D
    Ann   | Dene   | Mon 8 Sep 2025 | D D D D D D / \ / \
    Ben   | Dene   | Mon 8 Sep 2025 | D x 10
    Ben   | Ashby  | Mon 8 Sep 2025 | present x 10
    """,
    roll=DUAL_REGISTERED
    + """
    Ben   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | M
    Ben   | Dene   | 15 Jan 2016 | 1 Sep 2025   | S
    """,
    calendar="""
    kind | from       | to
    term | 8 Sep 2025 | 12 Sep 2025
    """,
    asked=(
        ask(
            "possible_sessions pupils",
            """
            possible_sessions | pupils | schools | marks
            20                | 2      | 2 of 2  | 40 of 40
            """,
            mode=Mode.PUPIL,
        ),
        ask(
            "possible_sessions pupils",
            """
            session_date | school | possible_sessions | pupils | schools | marks
            2025-09-08   | 900001 | 4                 | 2      | 1 of 1  | 4 of 4
            2025-09-08   | 900004 | 0                 | 0      | 1 of 1  | 4 of 4
            """,
            by="session_date school",
            days="8 Sep 2025",
            mode=Mode.PUPIL,
        ),
    ),
    note="Dene sent a register on 8 September: that its pupils were due elsewhere does not make it a school that "
    "has not reported.",
)

CHAPTER = Chapter(
    title="Enrolments and pupils",
    opening="Enrolment mode counts as DfE does. Pupil mode merges a pupil's registrations, one mark a session: a "
    "possible session before a missing mark, a missing mark before one that is not possible, then the main "
    "registration, then the lower URN.",
    examples=(
        TWO_SPELLS, ONE_OF_TWO, BACK_AGAIN, DUAL_REGISTRATION, CLASH, CLASH_OF_EQUALS, MISSING_STANDS_BEFORE_D,
        COVERAGE_OF_BOTH,
    ),
)  # fmt: skip
