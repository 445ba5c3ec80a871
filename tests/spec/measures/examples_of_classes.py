"""Worked examples: what each mark counts as, on the day on which it was made."""

from tests.spec.measures.example import Chapter, ask, example

CLASSES = (
    "possible_sessions present_sessions approved_educational_activity_sessions attended_sessions "
    "authorised_absence_sessions unauthorised_absence_sessions overall_absence_sessions not_possible_sessions"
)

PRESENT = example(
    "Present in the morning, present in the afternoon and late before the register closed are attendance in school",
    source="Guidance, chapter 8: codes / \\ and L; DfE: present = reason_present + L",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / \ L L
    """,
    asked=ask(
        CLASSES,
        """
        measure                                | value
        possible_sessions                      | 4
        present_sessions                       | 4
        approved_educational_activity_sessions | 0
        attended_sessions                      | 4
        authorised_absence_sessions            | 0
        unauthorised_absence_sessions          | 0
        overall_absence_sessions               | 0
        not_possible_sessions                  | 0
        """,
    ),
)

APPROVED_ACTIVITY = example(
    "An approved educational activity elsewhere is attendance, but not presence in school",
    source="DfE: approved educational activity = B + J + P + V + W + K, never D",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | B K P V W
    """,
    asked=ask(
        CLASSES,
        """
        measure                                | value
        possible_sessions                      | 5
        present_sessions                       | 0
        approved_educational_activity_sessions | 5
        attended_sessions                      | 5
        authorised_absence_sessions            | 0
        unauthorised_absence_sessions          | 0
        overall_absence_sessions               | 0
        not_possible_sessions                  | 0
        """,
    ),
)

AUTHORISED = example(
    "Leave, illness, appointments, interviews, exclusion, religious days, study and travel are authorised absence",
    source="DfE: authorised absence = C + C1 + C2 + E + I + J1 + M + R + S + T",
    register="""
    pupil | school | from           | marks
    Bo    | Birch  | Mon 8 Sep 2025 | C C1 C2 E I J1 M R S T
    """,
    roll="""
    pupil | school | born        | on roll from | year
    Bo    | Birch  | 20 Nov 2009 | 1 Sep 2021   | 11
    """,
    asked=ask(
        CLASSES,
        """
        measure                                | value
        possible_sessions                      | 10
        present_sessions                       | 0
        approved_educational_activity_sessions | 0
        attended_sessions                      | 0
        authorised_absence_sessions            | 10
        unauthorised_absence_sessions          | 0
        overall_absence_sessions               | 10
        not_possible_sessions                  | 0
        """,
    ),
)

UNAUTHORISED = example(
    "Holiday without leave, no reason, no reason yet, and late after the register closed are unauthorised absence",
    source="DfE: unauthorised absence = G + O + N + U; code N counts as unauthorised until it is replaced",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | G O N U
    """,
    asked=ask(
        CLASSES,
        """
        measure                                | value
        possible_sessions                      | 4
        present_sessions                       | 0
        approved_educational_activity_sessions | 0
        attended_sessions                      | 0
        authorised_absence_sessions            | 0
        unauthorised_absence_sessions          | 4
        overall_absence_sessions               | 4
        not_possible_sessions                  | 0
        """,
    ),
)

NOT_POSSIBLE = example(
    "Registered elsewhere, unable to attend, closed and not yet on roll are left out above and below the line",
    source="DfE: possible = attendance + absence, so D, Q, Y, Y1 to Y7, # and Z never count",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | D Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 # Z
    """,
    asked=ask(
        CLASSES + " attendance_rate overall_absence_rate enrolments",
        """
        measure                                | value
        possible_sessions                      | 0
        present_sessions                       | 0
        approved_educational_activity_sessions | 0
        attended_sessions                      | 0
        authorised_absence_sessions            | 0
        unauthorised_absence_sessions          | 0
        overall_absence_sessions               | 0
        not_possible_sessions                  | 11
        attendance_rate                        | none
        overall_absence_rate                   | none
        enrolments                             | 0
        """,
    ),
)

CLOSED_BY_SNOW = example(
    "A hundred sessions present and twenty closed by snow are a hundred possible sessions and no absence",
    source="Schoolward's reading of the guidance: code Y4 is not a possible attendance",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | present x 100, Y4 x 20
    """,
    asked=ask(
        "possible_sessions overall_absence_rate code_Y4_sessions",
        """
        possible_sessions | overall_absence_rate | code_Y4_sessions
        100               | 0.0000000000         | 20
        """,
    ),
)

LATE_ON_BOTH_SIDES = example(
    "Late is L and U together: L stays a presence and U stays an absence",
    source="DfE: late_sessions = L + U, which spans attendance and absence",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | L \ U \ L U
    """,
    asked=ask(
        "late_sessions present_sessions unauthorised_absence_sessions possible_sessions",
        """
        late_sessions | present_sessions | unauthorised_absence_sessions | possible_sessions
        4             | 4                | 2                             | 6
        """,
    ),
)

MISSING = example(
    "A session without a mark is neither present nor absent: it is missing, and counted as such",
    source="Regulations: a register is taken each session, so an empty one is a defect to be mended",
    defect="other systems filled an empty mark in as present, or as absent",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / blank I - none \
    """,
    asked=ask(
        "missing_marks possible_sessions present_sessions overall_absence_sessions overall_absence_rate",
        """
        measure                  | value
        missing_marks            | 2
        possible_sessions        | 3
        present_sessions         | 2
        overall_absence_sessions | 1
        overall_absence_rate     | 0.3333333333
        """,
    ),
    note="The session for which no row came at all shows in the coverage, not among the missing marks.",
)

EVERY_CODE = example(
    "Every code of today has a count of its own, and the parts sum to the whole",
    source="DfE's totals close exactly over their codes (68,564 published rows)",
    defect="parts that do not sum to the whole: tardy + absent + dismissed + excused = 102 %",
    register=r"""
    pupil | school | from           | marks
    Bo    | Birch  | Mon 8 Sep 2025 | / \ L B K P V W C C1 C2 E I J1 M R S T G N O U D Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 # Z
    Cy    | Birch  | Mon 8 Sep 2025 | X blank
    """,
    roll="""
    pupil | school | born        | on roll from | year
    Bo    | Birch  | 20 Nov 2009 | 1 Sep 2021   | 11
    Cy    | Birch  | 20 Nov 2007 | 1 Sep 2019   | 13
    """,
    asked=(
        ask(
            " ".join(
                f"code_{code}_sessions"
                for code in (
                    "/ \\ L B K P V W C C1 C2 E I J1 M R S T G N O U D Q X Y1 Y2 Y3 Y4 Y5 Y6 Y7 # Z".split()
                )
            ),
            "measure | value\n"
            + "\n".join(
                f"code_{code}_sessions | 1"
                for code in (
                    "/ \\ L B K P V W C C1 C2 E I J1 M R S T G N O U D Q X Y1 Y2 Y3 Y4 Y5 Y6 Y7 # Z".split()
                )
            ),
        ),
        ask(
            CLASSES + " missing_marks",
            """
            measure                                | value
            present_sessions                       | 3
            approved_educational_activity_sessions | 5
            attended_sessions                      | 8
            authorised_absence_sessions            | 10
            unauthorised_absence_sessions          | 4
            overall_absence_sessions               | 14
            possible_sessions                      | 22
            not_possible_sessions                  | 12
            missing_marks                          | 1
            """,
        ),
    ),
    note="3 + 5 = 8 attended, 10 + 4 = 14 absent, 8 + 14 = 22 possible, and 22 + 12 + 1 are all 35 rows sent.",
)

INTERVIEW_BEFORE_AND_AFTER = example(
    "An interview was attendance (J) until 18 August 2024 and has been authorised absence (J1) since 19 August 2024",
    source="SI 2024/208, regulation 11(4); the class of a mark is that of its code on the session's day",
    register="""
    pupil | school | from            | marks
    Bo    | Birch  | Mon 1 Jul 2024  | J
    Bo    | Birch  | Thu 5 Sep 2024  | J1
    """,
    roll="""
    pupil | school | born        | on roll from | year
    Bo    | Birch  | 20 Nov 2008 | 1 Sep 2020   | 11
    """,
    asked=ask(
        "attended_sessions authorised_absence_sessions attendance_rate",
        """
        session_date | attended_sessions | authorised_absence_sessions | attendance_rate
        2024-07-01   | 1                 | 0                           | 1.0000000000
        2024-09-05   | 0                 | 1                           | 0.0000000000
        """,
        by="session_date",
        days="1 Jul 2024 to 30 Sep 2024",
    ),
)

CODES_OF_THE_PAST = example(
    "Codes that are gone count as they did: H and F authorised, J attended, Y not possible",
    source="Codes before 19 August 2024; DfE's totals hold F (family holiday, to 2013) among the authorised",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 11 Jun 2012 | F H J Y
    """,
    asked=ask(
        "code_F_sessions code_H_sessions code_J_sessions code_Y_sessions "
        "authorised_absence_sessions attended_sessions not_possible_sessions possible_sessions",
        """
        measure                     | value
        code_F_sessions             | 1
        code_H_sessions             | 1
        code_J_sessions             | 1
        code_Y_sessions             | 1
        authorised_absence_sessions | 2
        attended_sessions           | 1
        not_possible_sessions       | 1
        possible_sessions           | 3
        """,
        days="1 Aug 2011 to 31 Jul 2012",
    ),
)

RETIRED_CODES = example(
    "A code used after it was retired is kept and counts as it last did; `schoolward check` shows it to its school",
    source="Schoolward's rule: accept the raw code, class it as then, and flag it",
    register="""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | F H J Y
    """,
    asked=ask(
        "authorised_absence_sessions attended_sessions not_possible_sessions possible_sessions",
        """
        authorised_absence_sessions | attended_sessions | not_possible_sessions | possible_sessions
        2                           | 1                 | 1                     | 3
        """,
    ),
)

NOT_REQUIRED = example(
    "Code X is no possible session for a child too young or too old for compulsory school, and is refused for others",
    source="Guidance: code X is for pupils not of compulsory school age; Education Act 1996, section 8",
    defect="flagging pupils who are not of compulsory school age",
    register="""
    pupil  | school | from           | marks
    Young  | Ashby  | Mon 8 Sep 2025 | present x 5, X x 5
    Ten    | Ashby  | Mon 8 Sep 2025 | present x 5, X x 5
    Senior | Birch  | Mon 8 Sep 2025 | present x 5, X x 5
    """,
    roll="""
    pupil  | school | born        | on roll from | year
    Young  | Ashby  | 14 Feb 2021 | 1 Sep 2025   | R
    Ten    | Ashby  | 14 Feb 2015 | 1 Sep 2019   | 6
    Senior | Birch  | 14 Feb 2008 | 1 Sep 2019   | 13
    """,
    refused=(("x_compulsory_age", 5),),
    asked=ask(
        "possible_sessions not_possible_sessions persistently_absent_enrolments",
        """
        year_group | possible_sessions | not_possible_sessions | persistently_absent_enrolments
        6          | 5                 | 0                     | 0
        13         | 5                 | 5                     | 0
        R          | 5                 | 5                     | 0
        """,
        by="year_group",
    ),
)

COVID = example(
    "In the time of the coronavirus X stood for every age, and was no possible session either",
    source="DfE's methodology for 2020/21 and 2021/22: code X, not attending in circumstances of coronavirus",
    register="""
    pupil | school | from            | marks
    Ann   | Ashby  | Mon 11 Jan 2021 | X x 8, present x 2
    """,
    asked=ask(
        "possible_sessions not_possible_sessions overall_absence_rate",
        """
        possible_sessions | not_possible_sessions | overall_absence_rate
        2                 | 8                     | 0.0000000000
        """,
        days="1 Aug 2020 to 31 Jul 2021",
    ),
)

HALF_A_DAY = example(
    "A session is counted as a session: a day with one of them missed is half a day, with no setting to change that",
    source="DfE counts sessions; half a day is the smallest unit of attendance",
    defect="a half-day threshold in the settings silently changed every figure",
    register=r"""
    pupil | school | from           | marks
    Ann   | Ashby  | Mon 8 Sep 2025 | / I / \
    """,
    asked=ask(
        "overall_absence_sessions possible_sessions overall_absence_rate",
        """
        session_date | overall_absence_sessions | possible_sessions | overall_absence_rate
        2025-09-08   | 1                        | 2                 | 0.5000000000
        2025-09-09   | 0                        | 2                 | 0.0000000000
        """,
        by="session_date",
    ),
)

CHAPTER = Chapter(
    title="What a mark counts as",
    opening="Every code has one class on the day of the session. The class says whether the session was possible, "
    "attended or missed.",
    examples=(
        PRESENT, APPROVED_ACTIVITY, AUTHORISED, UNAUTHORISED, NOT_POSSIBLE, CLOSED_BY_SNOW, LATE_ON_BOTH_SIDES, MISSING,
        EVERY_CODE, INTERVIEW_BEFORE_AND_AFTER, CODES_OF_THE_PAST, RETIRED_CODES, NOT_REQUIRED, COVID, HALF_A_DAY,
    ),
)  # fmt: skip
