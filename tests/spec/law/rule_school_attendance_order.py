"""Cases of the rule on school attendance orders."""

from dataclasses import replace
from datetime import date

from schoolward.law.book import LawBook
from schoolward.law.decision import Decision
from schoolward.law.rules.school_attendance_order import ROUTE, RULE, school_attendance_order
from tests.spec.law.case import Case, Given, RuleChapter

BORN = "born | 14 May 2014\n"
SERVED = BORN + "step | school_attendance_order SAO1 notice_served 5 Jan 2026\n"
OVER = "The notice was served on 5 Jan 2026, and the parent's 15 days, that day included, were over on 19 Jan 2026."


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule. `commencement`: a day on which section 436I is taken to begin."""
    commencement = given.day("commencement")
    return school_attendance_order(
        orders=given.matters,
        born_on=given.day("born"),
        as_at=given.as_at,
        law=given.law if commencement is None else commenced(given.law, commencement),
    )


def commenced(law: LawBook, on: date) -> LawBook:
    """The law as it would be if what is not in force of the route began on a day."""
    parameter = law.parameter(ROUTE)
    values = tuple(
        replace(value, in_force_from=on) if value.in_force_from is None else value
        for value in parameter.values
    )
    return LawBook({**law.parameters, ROUTE: replace(parameter, values=values)})


CHAPTER = RuleChapter(
    rule=RULE,
    opening="Before it makes a school attendance order under section 437, the authority serves a notice on the parent, "
    "who has at least fifteen days, beginning with the day of service, to satisfy it that the child is suitably "
    "educated. Section 436I is to take the place of section 437. It is enacted and not in force, and its periods are "
    "not held here, so that a matter under it is not counted.",
    judge=judge,
    cases=(
        Case(
            title="The day of service is the first of the parent's days, and the fifteenth is still the parent's",
            as_at="19 Jan 2026",
            given=SERVED,
            outcome="parent_has_time",
            reasons="The notice was served on 5 Jan 2026, and the parent's 15 days, that day included, run "
            "until 19 Jan 2026.",
            since="5 Jan 2026",
            due="19 Jan 2026",
        ),
        Case(
            title="From the sixteenth day on an order may follow",
            as_at="20 Jan 2026",
            given=SERVED,
            outcome="order_may_follow",
            reasons=f"""
            {OVER}
            It is not recorded that the authority was satisfied, nor that an order was made: an order may follow.
            """,
            since="20 Jan 2026",
        ),
        Case(
            title="Where the authority was satisfied, no order follows",
            as_at="20 Jan 2026",
            given=SERVED + "step | school_attendance_order SAO1 satisfied 16 Jan 2026",
            outcome="satisfied",
            reasons="The authority was satisfied on 16 Jan 2026, and no order was made.",
            since="16 Jan 2026",
        ),
        Case(
            title="An order of the fifteenth day was made too early",
            as_at="1 Feb 2026",
            given=SERVED + "step | school_attendance_order SAO1 made 19 Jan 2026",
            outcome="order_made_too_early",
            reasons="""
            The order was made on 19 Jan 2026, too early.
            The notice was served on 5 Jan 2026, and the parent's 15 days, that day included, ran until 19 Jan 2026.
            """,
            since="19 Jan 2026",
        ),
        Case(
            title="An order of the sixteenth day was not",
            as_at="1 Feb 2026",
            given=SERVED + "step | school_attendance_order SAO1 made 20 Jan 2026",
            outcome="in_force",
            reasons=f"""
            An order was made on 20 Jan 2026 and is not recorded as revoked.
            {OVER}
            """,
            since="20 Jan 2026",
        ),
        Case(
            title="An order whose notice is not recorded is in force, and whether it came too early is not known",
            as_at="1 Feb 2026",
            given=BORN + "step | school_attendance_order SAO1 made 20 Jan 2026",
            outcome="in_force",
            reasons="""
            An order was made on 20 Jan 2026 and is not recorded as revoked.
            Whether the parent's days were over by then cannot be told, since the notice is not recorded.
            """,
            since="20 Jan 2026",
            missing="the day on which the notice was served",
        ),
        Case(
            title="A revoked order is at an end, however it was made",
            as_at="1 Mar 2026",
            given=SERVED + """
            step | school_attendance_order SAO1 made 19 Jan 2026
            step | school_attendance_order SAO1 revoked 2 Feb 2026
            """,
            outcome="revoked",
            reasons="The order was revoked on 2 Feb 2026.",
            since="2 Feb 2026",
        ),
        Case(
            title="An authority can give parents more days than the Act",
            as_at="20 Jan 2026",
            given=SERVED + """
            policy | [[school_attendance_order_days]]
            policy | from = 2025-09-01
            policy | value = 20
            policy | citation = "Demo Borough elective home education policy, section 6"
            """,
            outcome="parent_has_time",
            reasons="The notice was served on 5 Jan 2026, and the parent's 20 days, that day included, run "
            "until 24 Jan 2026.",
            since="5 Jan 2026",
            due="24 Jan 2026",
        ),
        Case(
            title="Without a date of birth the child is taken to be of compulsory school age, and the decision says so",
            as_at="20 Jan 2026",
            given="step | school_attendance_order SAO1 notice_served 5 Jan 2026",
            outcome="order_may_follow",
            reasons=f"""
            {OVER}
            It is not recorded that the authority was satisfied, nor that an order was made: an order may follow.
            """,
            since="20 Jan 2026",
            missing="the date of birth; the pupil was taken to be of compulsory school age",
        ),
        Case(
            title="Once compulsory school age is over, nothing follows from the notice",
            as_at="27 Jun 2026",
            given="born | 2 Feb 2010\nstep | school_attendance_order SAO1 notice_served 5 Jan 2026",
            outcome="none",
            reasons="Compulsory school age ended on 26 Jun 2026, and the order is for children of that "
            "age: what is recorded has no hold any more.",
        ),
        Case(
            title="A notice of the day before section 436I begins follows section 437 to its end; the day of "
            "commencement, 1 September 2027, is invented for this test",
            as_at="20 Sep 2027",
            given=BORN + "commencement | 1 Sep 2027\nstep | school_attendance_order SAO1 notice_served 31 Aug 2027",
            outcome="order_may_follow",
            reasons="""
            The notice was served on 31 Aug 2027, and the parent's 15 days, that day included, were over on 14 Sep 2027.
            It is not recorded that the authority was satisfied, nor that an order was made: an order may follow.
            """,
            since="15 Sep 2027",
        ),
        Case(
            title="A notice of the day on which section 436I begins is not counted; the day of commencement, "
            "1 September 2027, is invented for this test",
            as_at="20 Sep 2027",
            given=BORN + "commencement | 1 Sep 2027\nstep | school_attendance_order SAO1 notice_served 1 Sep 2027",
            outcome="not_known",
            reasons="""
            The matter began on 1 Sep 2027 and follows section 436I, in force since 1 Sep 2027.
            How many days its steps give a parent is not held here, so that nothing is counted.
            """,
            since="1 Sep 2027",
            missing="the periods of section 436I, which could not be read when this was written",
        ),
        Case(
            title="As long as nobody has brought section 436I into force, the same notice follows section 437",
            as_at="20 Sep 2027",
            given=BORN + "step | school_attendance_order SAO1 notice_served 1 Sep 2027",
            outcome="order_may_follow",
            reasons="""
            The notice was served on 1 Sep 2027, and the parent's 15 days, that day included, were over on 15 Sep 2027.
            It is not recorded that the authority was satisfied, nor that an order was made: an order may follow.
            """,
            since="16 Sep 2027",
        ),
        Case(
            title="Of several matters the gravest is told, and one begun before the law held here is judged by it too",
            as_at="1 Feb 2026",
            given=BORN + """
            step | school_attendance_order SAO1 notice_served 3 Jun 2024
            step | school_attendance_order SAO1 made 1 Jul 2024
            step | school_attendance_order SAO2 notice_served 5 Jan 2026
            """,
            outcome="order_may_follow",
            reasons=f"""
            {OVER}
            It is not recorded that the authority was satisfied, nor that an order was made: an order may follow.
            """,
            since="20 Jan 2026",
        ),
        Case(
            title="Where nothing is recorded there is nothing to tell",
            as_at="1 Feb 2026",
            given=BORN,
            outcome="none",
            reasons="No notice and no order is recorded.",
        ),
    ),
)  # fmt: skip
