"""Cases of the rule on deletions from the roll."""

from datetime import date

from schoolward.law.decision import Decision
from schoolward.law.rules.deletion_from_roll import RULE, deletion_from_roll
from schoolward.law.steps import StepKind, of_kind
from schoolward.register.calendars import SchoolCalendar
from tests.spec.law.case import Case, Given, RuleChapter
from tests.spec.law.deletion_cases_of_grounds import AUTUMN, CASES_OF_GROUNDS, LEFT, in_order

CONSENT = (
    "The deletion of a pupil whom an authority placed in a special school needs the consent of the authority that "
    "placed the pupil, and it is not recorded. If it refuses, a direction of the Secretary of State can stand in its "
    "place."
)


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule. Deletions are recorded unless the case says otherwise.

    `looked at from`: the first day of which the rule is given marks and calendar.
    """
    looked_at_from = given.day("looked at from")
    calendar = given.calendar
    if looked_at_from is not None:
        calendar = SchoolCalendar(calendar.open_sessions(looked_at_from, date.max))
    return deletion_from_roll(
        left_on=given.required_day("left"),
        deletion=next(iter(of_kind(given.matters, StepKind.DELETION)), None),
        deletions_recorded=given.text("deletions are recorded", "yes") == "yes",
        born_on=given.day("born"),
        marks=[mark for mark in given.marks if mark.on >= (looked_at_from or date.min)],
        calendar=calendar,
        looked_at_from=looked_at_from,
        year_group=given.text("year group"),
        placed_by_authority=given.is_so("placed in a special school by an authority"),
        finished_final_year=given.is_so("finished the school's final year"),
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="The name of a pupil of compulsory school age leaves the roll on one of the grounds of regulation 9(1), "
    "and never for a day before the one on which the deletion is entered. Some grounds ask for something that records "
    "or the register can show. The rule says what they do not show; it does not say why a pupil left, or that anybody "
    "did wrong.",
    judge=judge,
    cases=(
        Case(
            title="A ground of the regulation, entered on the day of the deletion, is in order as far as is held here",
            as_at="5 Dec 2025",
            given=LEFT + "step | deletion D1 deleted 28 Nov 2025: a",
            outcome="in_order",
            reasons=in_order("a", "28 Nov 2025"),
            since="28 Nov 2025",
        ),
        Case(
            title="A letter that is none of the grounds is not valid",
            as_at="5 Dec 2025",
            given=LEFT + "step | deletion D1 deleted 28 Nov 2025: p",
            outcome="ground_not_valid",
            reasons="Ground (p) is recorded. The grounds for a pupil of compulsory school age are (a) to "
            "(o) of regulation 9(1).",
            since="28 Nov 2025",
        ),
        *CASES_OF_GROUNDS,
        Case(
            title="A pupil whom an authority placed in a special school is deleted with its consent, "
            "whatever the ground",
            as_at="5 Dec 2025",
            given=LEFT + """
            step | deletion D1 deleted 28 Nov 2025: g
            placed in a special school by an authority | yes
            """,
            outcome="conditions_not_met",
            reasons=CONSENT,
            since="28 Nov 2025",
        ),
        Case(
            title="With that consent the deletion is in order",
            as_at="5 Dec 2025",
            given=LEFT + """
            step | deletion D1 deleted 28 Nov 2025: g
            step | deletion D1 authority_consent 26 Nov 2025
            placed in a special school by an authority | yes
            """,
            outcome="in_order",
            reasons=in_order("g", "28 Nov 2025", "The consent of the authority that placed the pupil is "
            "dated 26 Nov 2025."),
            since="28 Nov 2025",
        ),
        Case(
            title="After a death no consent is asked for, and nothing is noted",
            as_at="5 Dec 2025",
            given=LEFT + """
            step | deletion D1 deleted 28 Nov 2025: k
            year group | 11
            placed in a special school by an authority | yes
            """,
            outcome="in_order",
            reasons=in_order("k", "28 Nov 2025"),
            since="28 Nov 2025",
        ),
        Case(
            title="Every condition that is not shown is a reason, and the gravest gives the outcome",
            as_at="5 Dec 2025",
            given=AUTUMN + """
            left | 28 Nov 2025
            step | deletion D1 deleted 28 Nov 2025: f
            step | deletion D1 recorded 3 Dec 2025
            year group | 10
            placed in a special school by an authority | yes
            """,
            outcome="conditions_not_met",
            reasons="Ground (f) rests on a written notice of the parent, and none is recorded.\n"
            f"{CONSENT}\n"
            "The deletion was entered on 3 Dec 2025 for 28 Nov 2025, 5 days before. A deletion takes effect from "
            "the day on which it is entered, and never from an earlier one.\n"
            "The pupil was in Year 10 and left before the end of the school year. That is noted for the "
            "reader, and by itself says nothing against the deletion.",
            since="28 Nov 2025",
        ),
        Case(
            title="A deletion is never entered for an earlier day",
            as_at="5 Dec 2025",
            given=AUTUMN + """
            left | 28 Nov 2025
            step | deletion D1 deleted 28 Nov 2025: a
            step | deletion D1 recorded 1 Dec 2025
            """,
            outcome="retrospective",
            reasons="The deletion was entered on 1 Dec 2025 for 28 Nov 2025, 3 days before. A deletion "
            "takes effect from the day on which it is entered, and never from an earlier one.",
            since="28 Nov 2025",
        ),
        Case(
            title="Where deletions are recorded, each has its ground",
            as_at="5 Dec 2025",
            given=AUTUMN + "left | 28 Nov 2025",
            outcome="ground_not_given",
            reasons="Deletions are recorded here, and no ground is recorded for the one of 28 Nov 2025.",
            since="28 Nov 2025",
        ),
        Case(
            title="Of who finishes the school's final year no ground is looked for, since no return is due",
            as_at="1 Sep 2026",
            given="born | 14 May 2015\nleft | 21 Jul 2026\nfinished the school's final year | yes",
            outcome="finished_final_year",
            reasons="No ground is recorded, and none is looked for here: no return is due for a pupil who finished "
            "the school's final year at its end. The school's own register needs one all the same.",
            since="21 Jul 2026",
        ),
        Case(
            title="For a pupil not of compulsory school age other grounds hold, which are not held here",
            as_at="5 Dec 2025",
            given=LEFT.replace("14 May 2014", "2 Feb 2009") + "step | deletion D1 deleted 28 Nov 2025: l",
            outcome="not_of_compulsory_school_age",
            reasons="The pupil was not of compulsory school age on 28 Nov 2025. Regulation 9(3) has its "
            "own grounds for such pupils, which are not held here.",
            since="28 Nov 2025",
        ),
        Case(
            title="Where deletions are not recorded, nothing is said of this one",
            as_at="5 Dec 2025",
            given=AUTUMN + "left | 28 Nov 2025\ndeletions are recorded | no",
            outcome="no_record",
            reasons="The pupil left the roll on 28 Nov 2025. Deletions and their grounds are not recorded here.",
            since="28 Nov 2025",
            missing="the authority's records of deletions and their grounds",
        ),
        Case(
            title="A departure that lies ahead is not judged",
            as_at="27 Nov 2025",
            given=AUTUMN + "left | 28 Nov 2025",
            outcome="no_record",
            reasons="The last day on roll, 28 Nov 2025, lies after the day asked about.",
        ),
        Case(
            title="What else is not known of a deletion is named",
            as_at="5 Dec 2025",
            given="left | 28 Nov 2025\nstep | deletion D1 deleted 28 Nov 2025: a",
            outcome="in_order",
            reasons=in_order("a", "28 Nov 2025"),
            since="28 Nov 2025",
            missing="""
            the day on which the deletion was entered in the register
            the date of birth; the pupil was taken to be of compulsory school age
            """,
        ),
    ),
)  # fmt: skip
