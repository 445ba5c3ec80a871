"""Cases of the rule on the attendance return for ten school days of unauthorised absence."""

from schoolward.law.decision import Decision
from schoolward.law.rules.ten_day_unauthorised_absence import RULE, ten_day_unauthorised_absence
from schoolward.register.calendars import SchoolCalendar
from tests.spec.law.case import Case, Given, RuleChapter
from tests.spec.measures.example import read_day

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
born    | 4 May 2015
"""
YEAR_11_SUMMER = """
term | 13 Apr 2026 to 21 Jul 2026
born | 5 Nov 2009
"""


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule.

    `return`: a day on which one was received. `returns | not recorded`: the authority's record of them is not held.
    `calendar | not known`: the marks are told, and the rule does not have the calendar.
    """
    return ten_day_unauthorised_absence(
        marks=given.marks,
        calendar=SchoolCalendar(()) if given.text("calendar") == "not known" else given.calendar,
        born_on=given.day("born"),
        returns=tuple(read_day(on) for on in given.every("return")),
        returns_recorded=given.text("returns") != "not recorded",
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A school makes an attendance return for a pupil of compulsory school age who was absent for ten "
    "continuous school days with no other code than G, N, O or U. Returns are made at intervals of no more "
    "than a month; that one is enough for a run of such days is the practice of an authority. The same return is due "
    "for a pupil who fails to attend regularly, which no count can tell and which is not judged here.",
    judge=judge,
    cases=(
        Case(
            title="On the tenth school day a return is expected, within a month",
            as_at="12 Sep 2025",
            given=AUTUMN + "marks | 1 Sep 2025: O x 20",
            outcome="return_expected",
            reasons="""
            10 school days in a row have no other code than G, N, O, U, from 1 Sep 2025 to 12 Sep 2025. The 10 days at \
which an attendance return is due were reached on 12 Sep 2025.
            No attendance return received on or after 1 Sep 2025 is on record.
            Returns are made at intervals agreed with the authority, of no more than 1 month, so that the last day for \
this one is 12 Oct 2025.
            """,
            since="12 Sep 2025",
            due="12 Oct 2025",
        ),
        Case(
            title="On the ninth it is not",
            as_at="11 Sep 2025",
            given=AUTUMN + "marks | 1 Sep 2025: O x 20",
            outcome="not_reached",
            reasons="The longest run of school days with no other code than G, N, O, U is 9 days, from 1 Sep 2025 to "
            "11 Sep 2025. An attendance return is due at 10.",
        ),
        Case(
            title="The four codes count in any mixture, and half-term and a training day are passed over",
            as_at="11 Nov 2025",
            given=AUTUMN + "inset | 3 Nov 2025\nmarks | 20 Oct 2025: G x 6, N O U O, U x 11",
            outcome="return_expected",
            reasons="""
            10 school days in a row have no other code than G, N, O, U, from 20 Oct 2025 to 10 Nov 2025. The 10 days \
at which an attendance return is due were reached on 10 Nov 2025.
            No attendance return received on or after 20 Oct 2025 is on record.
            Returns are made at intervals agreed with the authority, of no more than 1 month, so that the last day for \
this one is 10 Dec 2025.
            """,
            since="10 Nov 2025",
            due="10 Dec 2025",
            note="On 11 November only the morning has a mark, so that the day does not count.",
        ),
        Case(
            title="A single session with another code breaks the run",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 1 Sep 2025: O x 17, I, O x 18",
            outcome="not_reached",
            reasons="The longest run of school days with no other code than G, N, O, U is 9 days, from 12 Sep 2025 to "
            "24 Sep 2025. An attendance return is due at 10.",
        ),
        Case(
            title="So does a session without a mark",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 1 Sep 2025: O x 17, -, O x 18",
            outcome="not_reached",
            reasons="The longest run of school days with no other code than G, N, O, U is 9 days, from 12 Sep 2025 to "
            "24 Sep 2025. An attendance return is due at 10.",
        ),
        Case(
            title="A return received during the run is the one for it",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 1 Sep 2025: O x 24\nreturn | 10 Sep 2025",
            outcome="return_received",
            reasons="""
            12 school days in a row have no other code than G, N, O, U, from 1 Sep 2025 to 16 Sep 2025. The 10 days at \
which an attendance return is due were reached on 12 Sep 2025.
            An attendance return was received on 10 Sep 2025. A return counts for a run of absence that had begun when \
it was received, and this one began on 1 Sep 2025.
            """,
            since="12 Sep 2025",
        ),
        Case(
            title="A second run needs a return of its own, and the one for the first does not count for it",
            as_at="28 Nov 2025",
            given=AUTUMN + "marks | 1 Sep 2025: O x 24\nreturn | 10 Sep 2025\nmarks | 10 Nov 2025: G x 22",
            outcome="return_expected",
            reasons="""
            11 school days in a row have no other code than G, N, O, U, from 10 Nov 2025 to 24 Nov 2025. The 10 days \
at which an attendance return is due were reached on 21 Nov 2025.
            No attendance return received on or after 10 Nov 2025 is on record.
            Returns are made at intervals agreed with the authority, of no more than 1 month, so that the last day for \
this one is 21 Dec 2025.
            """,
            since="21 Nov 2025",
            due="21 Dec 2025",
        ),
        Case(
            title="Of two runs without a return the latest decides, and the other is told",
            as_at="28 Nov 2025",
            given=AUTUMN + "marks | 1 Sep 2025: O x 20\nmarks | 10 Nov 2025: G x 20\nreturn | 1 Dec 2025",
            outcome="return_expected",
            reasons="""
            10 school days in a row have no other code than G, N, O, U, from 10 Nov 2025 to 21 Nov 2025. The 10 days \
at which an attendance return is due were reached on 21 Nov 2025.
            No attendance return received on or after 10 Nov 2025 is on record.
            Returns are made at intervals agreed with the authority, of no more than 1 month, so that the last day for \
this one is 21 Dec 2025.
            1 earlier run of this academic year has no return on record either.
            """,
            since="21 Nov 2025",
            due="21 Dec 2025",
            note="What is received on 1 December is not known on 28 November.",
        ),
        Case(
            title="A run that began in July can reach its tenth day in the new academic year",
            as_at="7 Sep 2026",
            given="""
            term  | 13 Apr 2026 to 21 Jul 2026
            term  | 1 Sep 2026 to 18 Dec 2026
            born  | 4 May 2015
            marks | 15 Jul 2026: O x 20
            """,
            outcome="return_expected",
            reasons="""
            10 school days in a row have no other code than G, N, O, U, from 15 Jul 2026 to 7 Sep 2026. The 10 days at \
which an attendance return is due were reached on 7 Sep 2026.
            No attendance return received on or after 15 Jul 2026 is on record.
            Returns are made at intervals agreed with the authority, of no more than 1 month, so that the last day for \
this one is 7 Oct 2026.
            """,
            since="7 Sep 2026",
            due="7 Oct 2026",
        ),
        Case(
            title="A run that reached it in the last academic year is not asked for in this one",
            as_at="7 Sep 2026",
            given="""
            term  | 13 Apr 2026 to 21 Jul 2026
            term  | 1 Sep 2026 to 18 Dec 2026
            born  | 4 May 2015
            marks | 8 Jul 2026: O x 20
            """,
            outcome="not_reached",
            reasons="No whole school day of this academic year has only codes of G, N, O, U.",
        ),
        Case(
            title="Days after the last Friday in June of year 11 do not count",
            as_at="1 Jul 2026",
            given=YEAR_11_SUMMER + "marks | 16 Jun 2026: O x 22",
            outcome="not_of_compulsory_school_age",
            reasons="The pupil is not of compulsory school age on 1 Jul 2026, and no run of 10 school days lies within "
            "it in this academic year. The attendance return is for pupils of that age.",
            note="Nine days until 26 June 2026, and two after it.",
        ),
        Case(
            title="Days before a child comes of compulsory school age do not count either",
            as_at="16 Jan 2026",
            given="""
            term  | 1 Dec 2025 to 19 Dec 2025
            term  | 5 Jan 2026 to 27 Mar 2026
            born  | 4 Nov 2020
            marks | 10 Dec 2025: O x 34
            """,
            outcome="not_reached",
            reasons="""
            The longest run of school days with no other code than G, N, O, U is 9 days, from 5 Jan 2026 to \
15 Jan 2026. An attendance return is due at 10.
            Days on which the pupil is not of compulsory school age are not counted.
            """,
        ),
        Case(
            title="Where the tenth day lies within that age, the return is expected after it as well",
            as_at="1 Jul 2026",
            given=YEAR_11_SUMMER + "marks | 15 Jun 2026: O x 24",
            outcome="return_expected",
            reasons="""
            10 school days in a row have no other code than G, N, O, U, from 15 Jun 2026 to 26 Jun 2026. The 10 days \
at which an attendance return is due were reached on 26 Jun 2026.
            No attendance return received on or after 15 Jun 2026 is on record.
            Returns are made at intervals agreed with the authority, of no more than 1 month, so that the last day for \
this one is 26 Jul 2026.
            """,
            since="26 Jun 2026",
            due="26 Jul 2026",
        ),
        Case(
            title="Where neither returns nor date of birth are held, the decision says so",
            as_at="12 Sep 2025",
            given="term | 1 Sep 2025 to 19 Dec 2025\nreturns | not recorded\nmarks | 1 Sep 2025: O x 20",
            outcome="return_expected",
            reasons="""
            10 school days in a row have no other code than G, N, O, U, from 1 Sep 2025 to 12 Sep 2025. The 10 days at \
which an attendance return is due were reached on 12 Sep 2025.
            No attendance return received on or after 1 Sep 2025 is on record.
            Returns are made at intervals agreed with the authority, of no more than 1 month, so that the last day for \
this one is 12 Oct 2025.
            """,
            since="12 Sep 2025",
            due="12 Oct 2025",
            missing="""
            which attendance returns were received: no record is held of them
            the date of birth; the pupil was taken to be of compulsory school age
            """,
        ),
        Case(
            title="Without the school's calendar no run is guessed",
            as_at="12 Sep 2025",
            given=AUTUMN + "calendar | not known\nmarks | 1 Sep 2025: O x 20",
            outcome="not_known",
            reasons="Sessions have one of the codes G, N, O, U on days that the school's calendar does not reach, so "
            "that school days in a row cannot be told.",
            missing="the school's calendar for the days of these marks",
        ),
    ),
)
