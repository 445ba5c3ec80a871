"""Cases of the rule on the sickness return."""

from schoolward.law.decision import Decision
from schoolward.law.rules.fifteen_day_sickness import RULE, fifteen_day_sickness
from tests.spec.law.case import Case, Given, RuleChapter
from tests.spec.measures.example import read_day

SCHOOL_YEAR = """
term    | 3 Jun 2025 to 22 Jul 2025
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""
PUPIL = SCHOOL_YEAR + "born | 4 May 2015\n"
FORWARD = (
    "The count does not settle the duty, which looks forward: a return is due as soon as the school has reasonable "
    "grounds to believe that the pupil will miss 15 days through sickness, in one period or in several. So the school "
    "is asked to consider one."
)


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule.

    `return`: a day on which one was received. `returns | not recorded`: the authority's record of them is not held.
    """
    return fifteen_day_sickness(
        marks=given.marks,
        born_on=given.day("born"),
        returns=tuple(read_day(on) for on in given.every("return")),
        returns_recorded=given.text("returns") != "not recorded",
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="A school makes a sickness return for a pupil of compulsory school age whom it has reasonable grounds to "
    "believe will miss fifteen days of the school year through sickness, in one period or in several. Days with a code "
    "I in either session are counted, as in DfE's own list. The count can only say that a return is to be considered, "
    "since the duty looks forward.",
    judge=judge,
    cases=(
        Case(
            title="Fifteen mornings of illness are fifteen days, and half as many by sessions",
            as_at="19 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: " + "I present " * 15,
            outcome="return_expected",
            reasons=f"""
            15 days of 2025/26 have code I in at least one session, the first of them 1 Sep 2025 and the latest \
19 Sep 2025. The 15 days at which a sickness return is to be considered were reached on 19 Sep 2025; counted by \
sessions, 15 sessions are 7½ days.
            No sickness return received on or after 1 Sep 2025, the first of these days, is on record.
            {FORWARD}
            """,
            since="19 Sep 2025",
        ),
        Case(
            title="Fourteen days are not enough, whatever else the pupil missed",
            as_at="19 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 28, M M",
            outcome="not_reached",
            reasons="14 days of 2025/26 have code I in at least one session, the first of them 1 Sep 2025 and the "
            "latest 18 Sep 2025. A sickness return is to be considered at 15, and before that where the school has "
            "reasonable grounds to believe that they will be reached.",
        ),
        Case(
            title="Days of several periods are added up, and the fifteenth is the day from which it holds",
            as_at="12 Dec 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 20\nmarks | 6 Oct 2025: I x 4\nmarks | 1 Dec 2025: I x 10",
            outcome="return_expected",
            reasons=f"""
            17 days of 2025/26 have code I in at least one session, the first of them 1 Sep 2025 and the latest \
5 Dec 2025. The 15 days at which a sickness return is to be considered were reached on 3 Dec 2025; counted by \
sessions, 34 sessions are 17 days.
            No sickness return received on or after 1 Sep 2025, the first of these days, is on record.
            {FORWARD}
            """,
            since="3 Dec 2025",
        ),
        Case(
            title="Days of the school year before are not counted",
            as_at="5 Sep 2025",
            given=PUPIL + "marks | 1 Jul 2025: I x 32\nmarks | 1 Sep 2025: I",
            outcome="not_reached",
            reasons="1 day of 2025/26 has code I in at least one session, on 1 Sep 2025. A sickness return is to be "
            "considered at 15, and before that where the school has reasonable grounds to believe that they will be "
            "reached.",
        ),
        Case(
            title="A return that was received before the fifteenth day, as the duty asks, is the one for the year",
            as_at="12 Dec 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 30\nreturn | 5 Sep 2025",
            outcome="return_received",
            reasons="""
            15 days of 2025/26 have code I in at least one session, the first of them 1 Sep 2025 and the latest \
19 Sep 2025. The 15 days at which a sickness return is to be considered were reached on 19 Sep 2025; counted by \
sessions, 30 sessions are 15 days.
            A sickness return was received on 5 Sep 2025. One is made for each continuous period of sickness in a \
school year, and whether a later period is a new one is for the school to say.
            """,
            since="19 Sep 2025",
        ),
        Case(
            title="A return of the summer before does not count",
            as_at="19 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 30\nreturn | 10 Jul 2025",
            outcome="return_expected",
            reasons=f"""
            15 days of 2025/26 have code I in at least one session, the first of them 1 Sep 2025 and the latest \
19 Sep 2025. The 15 days at which a sickness return is to be considered were reached on 19 Sep 2025; counted by \
sessions, 30 sessions are 15 days.
            No sickness return received on or after 1 Sep 2025, the first of these days, is on record.
            {FORWARD}
            """,
            since="19 Sep 2025",
        ),
        Case(
            title="A return in hand while the days are fewer is told",
            as_at="5 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: I x 10\nreturn | 4 Sep 2025",
            outcome="not_reached",
            reasons="""
            5 days of 2025/26 have code I in at least one session, the first of them 1 Sep 2025 and the latest \
5 Sep 2025. A sickness return is to be considered at 15, and before that where the school has reasonable grounds to \
believe that they will be reached.
            A sickness return was received on 4 Sep 2025.
            """,
        ),
        Case(
            title="No return is made for a pupil of the sixth form",
            as_at="19 Sep 2025",
            given=SCHOOL_YEAR + "born | 4 May 2008\nmarks | 1 Sep 2025: I x 30",
            outcome="not_of_compulsory_school_age",
            reasons="The pupil is not of compulsory school age on 19 Sep 2025, and fewer than 15 days of sickness lie "
            "within it in this academic year. The sickness return is for pupils of that age.",
        ),
        Case(
            title="Where neither returns nor date of birth are held, the decision says so",
            as_at="19 Sep 2025",
            given=SCHOOL_YEAR + "returns | not recorded\nmarks | 1 Sep 2025: I x 30",
            outcome="return_expected",
            reasons=f"""
            15 days of 2025/26 have code I in at least one session, the first of them 1 Sep 2025 and the latest \
19 Sep 2025. The 15 days at which a sickness return is to be considered were reached on 19 Sep 2025; counted by \
sessions, 30 sessions are 15 days.
            No sickness return received on or after 1 Sep 2025, the first of these days, is on record.
            {FORWARD}
            """,
            since="19 Sep 2025",
            missing="""
            which sickness returns were received: no record is held of them
            the date of birth; the pupil was taken to be of compulsory school age
            """,
        ),
        Case(
            title="A pupil who was never ill has no day",
            as_at="19 Sep 2025",
            given=PUPIL + "marks | 1 Sep 2025: M O",
            outcome="not_reached",
            reasons="No day of 2025/26 has code I. A sickness return is to be considered at 15, and before that where "
            "the school has reasonable grounds to believe that they will be reached.",
        ),
    ),
)
