"""Cases of the rule on compulsory school age and code X."""

from schoolward.law.decision import Decision
from schoolward.law.rules.compulsory_school_age import RULE, compulsory_school_age
from tests.spec.law.case import Case, Given, RuleChapter

LATE_EASTER = """
term | 6 Jan 2025 to 4 Apr 2025
term | 22 Apr 2025 to 22 Jul 2025
"""
EARLY_EASTER = """
term    | 5 Jan 2027 to 9 Apr 2027
holiday | 15 Feb 2027 to 19 Feb 2027
holiday | 26 Mar 2027
holiday | 29 Mar 2027
term    | 26 Apr 2027 to 22 Jul 2027
"""
SUMMER_2026 = """
term | 13 Apr 2026 to 21 Jul 2026
"""


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return compulsory_school_age(
        born_on=given.day("born"),
        marks=given.marks,
        calendar=given.calendar,
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A child is of compulsory school age from the prescribed day on or after the fifth birthday, which is "
    "31 March, 31 August or 31 December, until the last Friday in June of the school year in which the child "
    "turns sixteen. Code X is for pupils who are not of that age. Between the prescribed day and the first school "
    "day of the next term it is questioned and not refused, which is our reading and no text of a source.",
    judge=judge,
    cases=(
        Case(
            title="Born on 10 February 2019, a child is of compulsory school age from 31 March 2024",
            as_at="2 Sep 2024",
            given="born | 10 Feb 2019",
            outcome="compulsory",
            reasons="""
            The child is of compulsory school age on 2 Sep 2024.
            The child is 5 on 10 Feb 2024, and compulsory school age begins on the next prescribed day, 31 Mar 2024. \
The term after it can begin on 1 Apr 2024 at the earliest.
            It ends with 29 Jun 2035, the last Friday in June of the school year in which the child turns 16.
            """,
            since="31 Mar 2024",
            note="Example of IPSEA.",
        ),
        Case(
            title="Born on 23 September 2007, a child is of compulsory school age until 28 June 2024",
            as_at="2 Sep 2024",
            given="born | 23 Sep 2007\nterm | 2 Sep 2024 to 20 Dec 2024\nmarks | 2 Sep 2024: X X",
            outcome="ended",
            reasons="""
            The child is no longer of compulsory school age on 2 Sep 2024.
            The child is 5 on 23 Sep 2012, and compulsory school age begins on the next prescribed day, 31 Dec 2012. \
The term after it can begin on 1 Jan 2013 at the earliest.
            It ends with 28 Jun 2024, the last Friday in June of the school year in which the child turns 16.
            """,
            since="29 Jun 2024",
            note="Example of IPSEA. The codes X of the sixth form are in order.",
        ),
        Case(
            title="Five on a prescribed day, a child is of age that day, and code X in the rest of a long spring "
            "term is questioned",
            as_at="1 Apr 2025",
            given=LATE_EASTER + "born | 31 Mar 2020\nmarks | 28 Mar 2025: X x 6",
            outcome="code_x_unusual",
            reasons="""
            4 sessions have code X after compulsory school age began and before the first school day of the next \
term: 31 Mar 2025 AM (X), 31 Mar 2025 PM (X), 1 Apr 2025 AM (X), 1 Apr 2025 PM (X). The school is asked whether \
another code is the true one.
            The child is 5 on 31 Mar 2025, a prescribed day, and compulsory school age begins on it. The first school \
day of the term after it is 22 Apr 2025.
            It ends with 27 Jun 2036, the last Friday in June of the school year in which the child turns 16.
            """,
            since="31 Mar 2025",
            note="The codes X of Friday 28 March are in order.",
        ),
        Case(
            title="Born on 29 February, a child is five on 1 March, and code X is refused from the first school day "
            "of the summer term",
            as_at="22 Apr 2025",
            given=LATE_EASTER + "born | 29 Feb 2020\nmarks | 4 Apr 2025: X x 3",
            outcome="code_x_refused",
            reasons="""
            1 session of compulsory school age has code X: 22 Apr 2025 AM (X). Code X is for pupils who are not of \
that age: the mark cannot stand, and the school has to put another code.
            2 sessions have code X after compulsory school age began and before the first school day of the next \
term: 4 Apr 2025 AM (X), 4 Apr 2025 PM (X). The school is asked whether another code is the true one.
            The child is 5 on 1 Mar 2025, and compulsory school age begins on the next prescribed day, 31 Mar 2025. \
The first school day of the term after it is 22 Apr 2025.
            It ends with 27 Jun 2036, the last Friday in June of the school year in which the child turns 16.
            """,
            since="22 Apr 2025",
        ),
        Case(
            title="After an early Easter a spring term goes on until the next week without any school, and code X in "
            "it is questioned and not refused",
            as_at="9 Apr 2027",
            given=EARLY_EASTER + "born | 10 Feb 2022\nmarks | 8 Apr 2027: X x 4",
            outcome="code_x_unusual",
            reasons="""
            4 sessions have code X after compulsory school age began and before the first school day of the next \
term: 8 Apr 2027 AM (X), 8 Apr 2027 PM (X), 9 Apr 2027 AM (X), 9 Apr 2027 PM (X). The school is asked whether another \
code is the true one.
            The child is 5 on 10 Feb 2027, and compulsory school age begins on the next prescribed day, 31 Mar 2027. \
The first school day of the term after it is 26 Apr 2027.
            It ends with 25 Jun 2038, the last Friday in June of the school year in which the child turns 16.
            """,
            since="8 Apr 2027",
            note="Easter Sunday is 28 March 2027. The store, which asks no calendar, takes no code X of that child "
            "from 1 April on.",
        ),
        Case(
            title="With the first school day after that week it is refused",
            as_at="26 Apr 2027",
            given=EARLY_EASTER + "born | 10 Feb 2022\nmarks | 26 Apr 2027: X X",
            outcome="code_x_refused",
            reasons="""
            2 sessions of compulsory school age have code X: 26 Apr 2027 AM (X), 26 Apr 2027 PM (X). Code X is for \
pupils who are not of that age: the mark cannot stand, and the school has to put another code.
            The child is 5 on 10 Feb 2027, and compulsory school age begins on the next prescribed day, 31 Mar 2027. \
The first school day of the term after it is 26 Apr 2027.
            It ends with 25 Jun 2038, the last Friday in June of the school year in which the child turns 16.
            """,
            since="26 Apr 2027",
        ),
        Case(
            title="Where the Easter holiday lies across the prescribed day, the term begins with the first school day "
            "after it",
            as_at="2 Apr 2027",
            given="""
            term  | 5 Jan 2027 to 19 Mar 2027
            term  | 1 Apr 2027 to 22 Jul 2027
            born  | 10 Feb 2022
            marks | 1 Apr 2027: X X
            """,
            outcome="code_x_refused",
            reasons="""
            2 sessions of compulsory school age have code X: 1 Apr 2027 AM (X), 1 Apr 2027 PM (X). Code X is for \
pupils who are not of that age: the mark cannot stand, and the school has to put another code.
            The child is 5 on 10 Feb 2027, and compulsory school age begins on the next prescribed day, 31 Mar 2027. \
The first school day of the term after it is 1 Apr 2027.
            It ends with 25 Jun 2038, the last Friday in June of the school year in which the child turns 16.
            """,
            since="1 Apr 2027",
        ),
        Case(
            title="A calendar that begins after the prescribed day does not tell when the term began",
            as_at="9 Apr 2027",
            given="term | 6 Apr 2027 to 22 Jul 2027\nborn | 10 Feb 2022\nmarks | 8 Apr 2027: X X",
            outcome="code_x_refused",
            reasons="""
            2 sessions of compulsory school age have code X: 8 Apr 2027 AM (X), 8 Apr 2027 PM (X). Code X is for \
pupils who are not of that age: the mark cannot stand, and the school has to put another code.
            The child is 5 on 10 Feb 2027, and compulsory school age begins on the next prescribed day, 31 Mar 2027. \
The term after it can begin on 1 Apr 2027 at the earliest.
            It ends with 25 Jun 2038, the last Friday in June of the school year in which the child turns 16.
            """,
            since="8 Apr 2027",
        ),
        Case(
            title="Five on the day after a prescribed day, a child waits for the next, and code X stays in order",
            as_at="22 Jul 2025",
            given=LATE_EASTER + "born | 1 Apr 2020\nmarks | 22 Jul 2025: X X",
            outcome="not_yet",
            reasons="""
            The child is not yet of compulsory school age on 22 Jul 2025.
            The child is 5 on 1 Apr 2025, and compulsory school age begins on the next prescribed day, 31 Aug 2025. \
The term after it can begin on 1 Sep 2025 at the earliest.
            It ends with 27 Jun 2036, the last Friday in June of the school year in which the child turns 16.
            """,
        ),
        Case(
            title="The last Friday in June is a day of compulsory school age for a pupil of year 11",
            as_at="29 Jun 2026",
            given=SUMMER_2026 + "born | 5 Nov 2009\nmarks | PM 26 Jun 2026: X X X",
            outcome="code_x_refused",
            reasons="""
            1 session of compulsory school age has code X: 26 Jun 2026 PM (X). Code X is for pupils who are not of \
that age: the mark cannot stand, and the school has to put another code.
            The child is 5 on 5 Nov 2014, and compulsory school age begins on the next prescribed day, 31 Dec 2014. \
The term after it can begin on 1 Jan 2015 at the earliest.
            It ends with 26 Jun 2026, the last Friday in June of the school year in which the child turns 16.
            """,
            since="26 Jun 2026",
        ),
        Case(
            title="The Monday after it is not",
            as_at="29 Jun 2026",
            given=SUMMER_2026 + "born | 5 Nov 2009\nmarks | 29 Jun 2026: X X",
            outcome="ended",
            reasons="""
            The child is no longer of compulsory school age on 29 Jun 2026.
            The child is 5 on 5 Nov 2014, and compulsory school age begins on the next prescribed day, 31 Dec 2014. \
The term after it can begin on 1 Jan 2015 at the earliest.
            It ends with 26 Jun 2026, the last Friday in June of the school year in which the child turns 16.
            """,
            since="27 Jun 2026",
        ),
        Case(
            title="Codes X of the years before 19 August 2024 are not judged, since the code was wider then",
            as_at="2 Sep 2024",
            given="open | 1 Feb 2022\nborn | 4 May 2015\nmarks | 1 Feb 2022: X X",
            outcome="compulsory",
            reasons="""
            The child is of compulsory school age on 2 Sep 2024.
            The child is 5 on 4 May 2020, and compulsory school age begins on the next prescribed day, 31 Aug 2020. \
The term after it can begin on 1 Sep 2020 at the earliest.
            It ends with 27 Jun 2031, the last Friday in June of the school year in which the child turns 16.
            """,
            since="31 Aug 2020",
            note="In February 2022 it stood for the pandemic, at every age. The school's calendar of 2022 does not say "
            "when the autumn term of 2020 began.",
        ),
        Case(
            title="Without a date of birth nothing is said of code X",
            as_at="22 Apr 2025",
            given=LATE_EASTER + "marks | 22 Apr 2025: X X",
            outcome="not_known",
            reasons="Without a date of birth it cannot be told whether code X may stand: 22 Apr 2025 AM (X), "
            "22 Apr 2025 PM (X).",
            missing="the child's date of birth",
        ),
    ),
)
