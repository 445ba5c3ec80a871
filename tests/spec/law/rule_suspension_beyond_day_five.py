"""Cases of the rule on suspensions that last longer than five school days."""

from schoolward.law.decision import Decision
from schoolward.law.rules.suspension_beyond_day_five import RULE, suspension_beyond_day_five
from schoolward.register.calendars import SchoolCalendar
from tests.spec.law.case import Case, Given, RuleChapter

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""
CANNOT_TELL = (
    "The register does not say whether this is one suspension, several next to each other or a permanent "
    "exclusion."
)


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule. `calendar | not known`: the rule does not have the school's calendar."""
    return suspension_beyond_day_five(
        marks=given.marks,
        calendar=SchoolCalendar(()) if given.text("calendar") == "not known" else given.calendar,
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="Code E says that a suspended or permanently excluded pupil has no provision made. It may stand for five "
    "consecutive school days: from the sixth, education has to be arranged, and the register has the code of that "
    "provision. A day counts if every session of it in which the school is open has code E, which is our reading; no "
    "source speaks of half days.",
    judge=judge,
    cases=(
        Case(
            title="On the fifth day of code E nothing is overdue, and the sixth is named",
            as_at="12 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: E x 10",
            outcome="within_five_days",
            reasons="Code E stands on 5 consecutive school days up to 12 Sep 2025, the first of them 8 Sep 2025. If it "
            "goes on, education has to be arranged from day 6, 15 Sep 2025.",
            since="8 Sep 2025",
            due="15 Sep 2025",
        ),
        Case(
            title="On the sixth, the weekend passed over, education has to be arranged",
            as_at="15 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: E x 12",
            outcome="beyond_day_five",
            reasons=f"""
            Code E stands on 6 consecutive school days, from 8 Sep 2025 to 15 Sep 2025, and no later day shows it ended.
            Code E says that no provision is made. Education has to be arranged from day 6, which was 15 Sep 2025; the \
register then has the code of that provision.
            {CANNOT_TELL}
            """,
            since="15 Sep 2025",
            due="15 Sep 2025",
        ),
        Case(
            title="It goes on over half-term, and over a day whose register is not there yet",
            as_at="6 Nov 2025",
            given=AUTUMN + "marks | 22 Oct 2025: E x 12",
            outcome="beyond_day_five",
            reasons=f"""
            Code E stands on 6 consecutive school days, from 22 Oct 2025 to 5 Nov 2025, and no later day shows it ended.
            Code E says that no provision is made. Education has to be arranged from day 6, which was 5 Nov 2025; the \
register then has the code of that provision.
            {CANNOT_TELL}
            """,
            since="5 Nov 2025",
            due="5 Nov 2025",
        ),
        Case(
            title="With a provision from the sixth day the run has ended after five",
            as_at="16 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: E x 10, K x 4",
            outcome="not_suspended",
            reasons="No run of whole school days with code E reaches 16 Sep 2025, and in 2025/26 none was longer than "
            "5 days.",
        ),
        Case(
            title="A longer one that has ended is told, and nobody has to act on it",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: E x 14, present x 2",
            outcome="was_beyond_day_five",
            reasons=f"""
            Code E stood for 7 consecutive school days, from 8 Sep 2025 to 16 Sep 2025, where the run ends. Education \
had to be arranged from day 6, 15 Sep 2025.
            {CANNOT_TELL}
            """,
            since="15 Sep 2025",
            due="15 Sep 2025",
        ),
        Case(
            title="A new one after it is told as well",
            as_at="30 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: E x 14\nmarks | 29 Sep 2025: E x 4",
            outcome="was_beyond_day_five",
            reasons=f"""
            Code E stood for 7 consecutive school days, from 8 Sep 2025 to 16 Sep 2025, where the run ends. Education \
had to be arranged from day 6, 15 Sep 2025.
            {CANNOT_TELL}
            Code E stands on 2 consecutive school days up to 30 Sep 2025, the first of them 29 Sep 2025. If it goes \
on, education has to be arranged from day 6, 6 Oct 2025.
            """,
            since="15 Sep 2025",
            due="15 Sep 2025",
        ),
        Case(
            title="A day with code E in one of its two sessions ends the run",
            as_at="16 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: E x 6, present E, E x 6",
            outcome="within_five_days",
            reasons="Code E stands on 3 consecutive school days up to 16 Sep 2025, the first of them 12 Sep 2025. If "
            "it goes on, education has to be arranged from day 6, 19 Sep 2025.",
            since="12 Sep 2025",
            due="19 Sep 2025",
        ),
        Case(
            title="Two suspensions next to each other cannot be told from one",
            as_at="16 Sep 2025",
            given=AUTUMN + "marks | 8 Sep 2025: E x 14",
            outcome="beyond_day_five",
            reasons=f"""
            Code E stands on 7 consecutive school days, from 8 Sep 2025 to 16 Sep 2025, and no later day shows it ended.
            Code E says that no provision is made. Education has to be arranged from day 6, which was 15 Sep 2025; the \
register then has the code of that provision.
            {CANNOT_TELL}
            """,
            since="15 Sep 2025",
            due="15 Sep 2025",
            note="Three days and four days, decided one after the other, have the same marks.",
        ),
        Case(
            title="Without the school's calendar consecutive days are not guessed",
            as_at="15 Sep 2025",
            given=AUTUMN + "calendar | not known\nmarks | 8 Sep 2025: E x 12",
            outcome="not_known",
            reasons="Sessions have code E on days that the school's calendar does not reach, so that consecutive "
            "school days cannot be told.",
            missing="the school's calendar for the days of these marks",
        ),
    ),
)
