"""Worked examples: one child whom schools have sent under two UPNs, as the authority decides it and takes it back."""

from schoolward.measures.figures import Mode
from tests.spec.measures.example import Chapter, Sending, ask, example

DECIDED = "House rule: who is the same child is decided by the authority's people, and kept as what was told"
UNITS = "pupils units_with_possible_sessions possible_sessions persistently_absent_enrolments"

MERGED_AND_PARTED = example(
    "Two records of one child are counted as one from the decision on, and as two again when it is taken back",
    source=DECIDED,
    sent=(
        Sending(
            received="30 Sep 2025",
            register="""
            pupil | school | from            | marks
            Ann   | Ashby  | Mon 8 Sep 2025  | I x 2, present x 8
            Annie | Elm    | Mon 22 Sep 2025 | present x 10
            """,
            roll="""
            pupil | school | born        | on roll from | on roll to
            Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | 19 Sep 2025
            Annie | Elm    | 15 Jan 2016 | 22 Sep 2025  |
            """,
        ),
        Sending(
            received="6 Oct 2025",
            identities="""
            record | same child as | decision
            Annie  | Ann           | D1
            """,
            register="""
            pupil | school | from            | marks
            Annie | Elm    | Mon 29 Sep 2025 | present x 10
            """,
        ),
        Sending(
            received="3 Nov 2025",
            identities="""
            record | same child as | decision
            Annie  |               | D2
            """,
        ),
    ),
    asked=(
        ask(
            UNITS,
            """
            pupils | units_with_possible_sessions | possible_sessions | persistently_absent_enrolments
            2      | 2                            | 20                | 1
            """,
            mode=Mode.PUPIL,
            known_on="30 Sep 2025",
        ),
        ask(
            UNITS,
            """
            pupils | units_with_possible_sessions | possible_sessions | persistently_absent_enrolments
            1      | 1                            | 30                | 0
            """,
            mode=Mode.PUPIL,
            known_on="6 Oct 2025",
        ),
        ask(
            UNITS,
            """
            pupils | units_with_possible_sessions | possible_sessions | persistently_absent_enrolments
            2      | 2                            | 30                | 1
            """,
            mode=Mode.PUPIL,
        ),
        ask(
            UNITS,
            """
            pupils | units_with_possible_sessions | possible_sessions | persistently_absent_enrolments
            2      | 2                            | 30                | 1
            """,
            known_on="6 Oct 2025",
        ),
    ),
    note="Enrolment mode, the last table, knows records as schools send them: no decision changes it, just as it "
    "counts a pupil at two schools twice.",
)

ON_ONE_ROLL = example(
    "A child whom one school has twice has one mark a session, chosen as for a child at two schools",
    source=DECIDED,
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I \ / blank D \
    Annie | Ashby  | Mon 8 Sep 2025 | / \ O \ /
    """,
    identities="""
    record | same child as | decision
    Annie  | Ann           | D1
    """,
    calendar="""
    kind | from       | to
    term | 8 Sep 2025 | 10 Sep 2025
    """,
    asked=(
        ask(
            "pupils possible_sessions code_I_sessions code_O_sessions missing_marks not_possible_sessions",
            """
            pupils | possible_sessions | code_I_sessions | code_O_sessions | missing_marks | not_possible_sessions \
| marks
            1      | 6                 | 1               | 0               | 0             | 0                     \
| 10 of 12
            """,
            mode=Mode.PUPIL,
        ),
        ask(
            "pupils possible_sessions code_I_sessions code_O_sessions missing_marks not_possible_sessions",
            """
            pupils | possible_sessions | code_I_sessions | code_O_sessions | missing_marks | not_possible_sessions \
| marks
            2      | 9                 | 1               | 1               | 1             | 1                     \
| 10 of 12
            """,
        ),
    ),
    note="On Monday and on Tuesday morning both records hold a possible session, and that of Ann counts, the record "
    "that is kept. On Tuesday afternoon a mark stands before none, on Wednesday morning a possible session before D. "
    "The coverage is still that of the registers as sent.",
)

MAIN_BEFORE_KEPT = example(
    "The main registration stands before the record that is kept",
    source=DECIDED,
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | I
    Annie | Ashby  | Mon 8 Sep 2025 | G
    """,
    roll="""
    pupil | school | born        | on roll from | status
    Ann   | Ashby  | 15 Jan 2016 | 1 Sep 2025   | S
    Annie | Ashby  | 15 Jan 2016 | 1 Sep 2025   | M
    """,
    identities="""
    record | same child as | decision
    Annie  | Ann           | D1
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

ONE_AFTER_ANOTHER = example(
    "Records merged one after another are one child, and to part the middle one parts what was merged through it",
    source=DECIDED,
    sent=(
        Sending(
            received="6 Oct 2025",
            register="""
            pupil | school | from            | marks
            Ann   | Ashby  | Mon 8 Sep 2025  | O x 1, present x 3
            Annie | Birch  | Mon 8 Sep 2025  | D x 4
            Anya  | Cedar  | Mon 22 Sep 2025 | O x 1, present x 7
            """,
            identities="""
            record | same child as | decision
            Ann    | Annie         | D1
            Annie  | Anya          | D2
            """,
        ),
        Sending(
            received="3 Nov 2025",
            identities="""
            record | same child as | decision
            Annie  | Annie         | D3
            """,
        ),
    ),
    asked=(
        ask(
            "pupils possible_sessions not_possible_sessions persistently_absent_enrolments",
            """
            pupils | possible_sessions | not_possible_sessions | persistently_absent_enrolments
            1      | 12                | 0                     | 1
            """,
            mode=Mode.PUPIL,
            known_on="6 Oct 2025",
        ),
        ask(
            "pupils possible_sessions not_possible_sessions persistently_absent_enrolments",
            """
            pupils | possible_sessions | not_possible_sessions | persistently_absent_enrolments
            2      | 12                | 0                     | 2
            """,
            mode=Mode.PUPIL,
        ),
    ),
)

IN_A_COHORT = example(
    "A child is in a cohort while any of the child's records is",
    source=DECIDED,
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 8 Sep 2025  | present x 10
    Annie | Elm    | Mon 22 Sep 2025 | present x 10
    """,
    cohorts="""
    pupil | cohort       | from        | until
    Ann   | looked_after | 24 Sep 2025 |
    Annie | young_carer  | 1 Sep 2025  | 8 Sep 2025
    """,
    identities="""
    record | same child as | decision
    Annie  | Ann           | D1
    """,
    asked=(
        ask(
            "possible_sessions pupils",
            """
            cohort:looked_after | cohort:young_carer | possible_sessions | pupils
            no                  | yes                | 2                 | 1
            no                  | no                 | 12                | 1
            yes                 | no                 | 6                 | 1
            """,
            by="cohort:looked_after cohort:young_carer",
            mode=Mode.PUPIL,
        ),
        ask(
            "possible_sessions pupils",
            """
            cohort:looked_after | cohort:young_carer | possible_sessions | pupils
            no                  | no                 | 20                | 2
            """,
            by="cohort:looked_after cohort:young_carer",
        ),
    ),
)

CHAPTER = Chapter(
    title="Two records, one child",
    opening="A child can stand in the store under two UPNs: one school's slip, or two schools that never compared. "
    "The authority decides that the records are one child, and which is kept; the decision is loaded like everything "
    "else. In pupil mode the records then count as one child, with one mark a session, chosen as among several "
    "registrations; where that does not decide, the mark of the record that is kept counts.",
    examples=(MERGED_AND_PARTED, ON_ONE_ROLL, MAIN_BEFORE_KEPT, ONE_AFTER_ANOTHER, IN_A_COHORT),
)
