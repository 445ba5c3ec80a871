"""One borough and one list of questions for every engine: each kind of measure, dimension, mode, rule and period."""

from schoolward.measures.definitions import measures
from schoolward.measures.dimensions import dimensions
from schoolward.measures.figures import AnnualRules, Mode
from tests.spec.measures.example import Asked, Example, Sending, ask

RATES = "overall_absence_rate unauthorised_absence_rate persistent_absence_rate severe_absence_rate"
BASICS = (
    f"possible_sessions attended_sessions overall_absence_sessions missing_marks enrolments pupils {RATES}"
)
ALL_TIME = "1 Aug 2023 to 31 Jul 2027"

FIRST = Sending(
    received="17 Jul 2026",
    register=r"""
    pupil  | school | from            | marks
    Ann    | Ashby  | Mon 15 Jul 2024 | J H / \ Y, present x 5
    Ann    | Ashby  | Mon 8 Sep 2025  | present x 17, I x 2, L
    Ann    | Ashby  | Mon 22 Dec 2025 | present x 6, blank blank, none, U
    Ben    | Ashby  | Mon 8 Sep 2025  | N x 10, present x 10
    Ben    | Birch  | Mon 6 Apr 2026  | O x 5, present x 15
    Cy     | Birch  | Mon 8 Sep 2025  | / C2 / C2 / C2 / C2 / C2
    Cy     | Birch  | Thu 21 May 2026 | present x 4, S x 10
    Dual   | Ashby  | Mon 8 Sep 2025  | D D / \ D D I I D D
    Dual   | Dene   | Mon 8 Sep 2025  | O O D D / \ G G blank U
    Eve    | Elm    | Mon 8 Sep 2025  | present x 9, E
    Four   | Ashby  | Mon 8 Sep 2025  | X x 4, present x 6
    Late   | Birch  | Mon 8 Jun 2026  | G x 4, present x 6
    Every | Birch | Mon 8 Sep 2025 | / \ L B K P V W C C1 C2 E I J1 M R S T G N O U D Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 # Z
    Every  | Birch  | Sat 11 Oct 2025 | L L
    """,
    roll="""
    pupil | school | born | on roll from | on roll to | status | year | sex | SEN | FSM | lives in | ward | true from
    Ann | Ashby | 15 Jan 2016 | 1 Sep 2023 | | C | 4 | F | N | N | 356 | Mill |
    Ann | Ashby | 15 Jan 2016 | 1 Sep 2023 | | C | 5 | F | K | Y | 356 | Mill | 10 Sep 2025
    Ben | Ashby | 2 Feb 2015 | 1 Sep 2025 | 3 Apr 2026 | C | 6 | M | | | 351 | |
    Ben | Birch | 2 Feb 2015 | 6 Apr 2026 | | C | 6 | M | N | Y | 351 | |
    Cy | Birch | 3 Nov 2009 | 1 Sep 2021 | | C | 11 | M | E | N | 356 | Lake |
    Dual | Ashby | 4 Dec 2014 | 1 Sep 2025 | | M | 6 | | E | Y | 356 | Lake |
    Dual | Dene | 4 Dec 2014 | 1 Sep 2025 | | S | 6 | | E | Y | 356 | Lake |
    Eve | Elm | 5 May 2016 | 1 Sep 2025 | | C | 4 | F | N | N | 356 | Mill |
    Four | Ashby | 6 Jun 2021 | 1 Sep 2025 | | C | R | F | N | | | |
    Four | Ashby | 6 Jun 2021 | 1 Sep 2025 | | M | R | F | N | | | | 10 Sep 2025
    Late | Birch | 7 Jul 2012 | 8 Jun 2026 | | C | 8 | M | N | N | 356 | Lake |
    Every | Birch | 8 Aug 2010 | 1 Sep 2021 | | C | 10 | F | N | N | 356 | Lake |
    Mute | Cedar | 9 Sep 2014 | 1 Sep 2025 | | C | 6 | F | E | Y | 356 | Mill |
    """,
    cohorts="""
    pupil | cohort        | from        | until
    Ann   | looked_after  | 10 Sep 2025 |
    Ann   | child_in_need | 1 Jan 2024  | 11 Sep 2025
    Dual  | child_in_need | 1 Jan 2024  |
    Cy    | young_carer   | 22 May 2026 | 22 May 2026
    """,
    calendar="""
    school | kind    | from        | to          | session
           | term    | 8 Sep 2025  | 19 Dec 2025 |
           | term    | 5 Jan 2026  | 17 Jul 2026 |
           | holiday | 27 Oct 2025 | 31 Oct 2025 |
    Birch  | inset   | 8 Sep 2025  | 8 Sep 2025  |
    Birch  | open    | 11 Oct 2025 | 11 Oct 2025 | AM
    Dene   | term    | 8 Sep 2025  | 12 Sep 2025 |
    """,
)  # fmt: skip

SECOND = Sending(
    received="24 Jul 2026",
    register=r"""
    pupil | school | from            | marks
    Ben   | Ashby  | Mon 8 Sep 2025  | I x 8, / \
    Dual  | Dene   | Fri 12 Sep 2025 | L
    """,
    roll="""
    pupil | school | born | on roll from | on roll to | status | year | sex | SEN | FSM | lives in | ward | true from
    Eve | Elm | 5 May 2016 | 1 Sep 2025 | 11 Sep 2025 | C | 4 | F | N | N | 356 | Mill |
    """,
    cohorts="""
    pupil | cohort       | from        | until
    Ann   | looked_after | 10 Sep 2025 | 18 Sep 2025
    Every | traveller    | 1 Jan 2020  |
    """,
)

THIRD = Sending(
    received="31 Jul 2026",
    register=r"""
    pupil | school | from           | marks
    Ben   | Ashby  | Mon 8 Sep 2025 | E x 4
    Dual  | Ashby  | Mon 8 Sep 2025 | blank
    """,
    cohorts="""
    pupil | cohort      | from        | until
    Cy    | young_carer | 22 May 2026 | 16 Jul 2026
    """,
    identities="""
    record | same child as | decision
    Late   | Cy            | D1
    Eve    | Ann           | D2
    Every  | Late          | D3
    """,
)

QUESTIONS: dict[str, Asked] = {
    "the basics of a year": ask(BASICS, ""),
    "the basics of all time": ask(BASICS, "", days=ALL_TIME),
    "every measure at once": ask(" ".join(measures()), "", days=ALL_TIME),
    "every measure at once, by pupil": ask(" ".join(measures()), "", days=ALL_TIME, mode=Mode.PUPIL),
    "an empty period": ask(BASICS, "", by="school", days="1 Aug 2030 to 2 Aug 2030"),
    "one day": ask(BASICS, "", by="school session", days="8 Sep 2025"),
    "as known after the first load": ask(BASICS, "", by="school cohort:looked_after", known_on="17 Jul 2026"),
    "as known after the second load": ask(
        f"{BASICS} code_I_sessions code_N_sessions",
        "",
        by="school cohort:young_carer",
        known_on="24 Jul 2026",
    ),
    "as known before anything": ask(BASICS, "", by="school", known_on="1 Jan 2026"),
    "schools by week": ask(BASICS, "", by="school iso_week"),
    "cohorts together": ask(
        BASICS, "", by="cohort:looked_after cohort:child_in_need cohort:young_carer", days=ALL_TIME
    ),
    "merged, by school and cohort": ask(BASICS, "", by="school cohort:child_in_need", mode=Mode.PUPIL),
    "merged, as known before any record was merged": ask(
        BASICS, "", by="cohort:young_carer", mode=Mode.PUPIL, known_on="24 Jul 2026"
    ),
    "merged, by day": ask(
        BASICS, "", by="session_date session", mode=Mode.PUPIL, days="8 Sep 2025 to 12 Sep 2025"
    ),
    "only a cohort that was named later": ask(BASICS, "", where=(("cohort:traveller", "yes"),)),
    "several filters": ask(
        BASICS,
        "",
        by="year_group",
        where=(
            ("phase", "primary"),
            ("phase", "Secondary"),
            ("session", "AM"),
            ("free_school_meals", "not known"),
        ),
    ),
    "a value that nobody has": ask(BASICS, "", by="sex", where=(("trust", "O'Neill \\ Sons; --"),)),
    "across both releases of codes": ask(
        f"{BASICS} code_J_sessions code_J1_sessions", "", by="academic_year", days=ALL_TIME
    ),
    "five dimensions": ask(BASICS, "", by="phase year_group sex sen_provision free_school_meals"),
}
QUESTIONS |= {f"by {d.name}": ask(BASICS, "", by=d.name, days=ALL_TIME) for d in dimensions()}
QUESTIONS |= {
    f"with the annual rule {name}, {mode}": ask(BASICS, "", by="school year_group", rules=rules, mode=mode)
    for mode in Mode
    for name, rules in (
        ("of ages", AnnualRules(ages_5_to_15=True)),
        ("of year 11", AnnualRules(without_year_11_after_spring_bank_holiday=True)),
        ("of late starters", AnnualRules(without_late_starters=True)),
        ("all of them", AnnualRules.all()),
    )
}

BOROUGH = Example(
    title="A borough with everything that an engine must know",
    source="The contract of the engines",
    sent=(FIRST, SECOND, THIRD),
    asked=tuple(QUESTIONS.values()),
)
