"""Cases of the rule on the plan of a severely absent pupil."""

from schoolward.law.decision import Decision
from schoolward.law.rules.severe_absence_without_plan import RULE, severe_absence_without_plan
from tests.spec.law.case import Case, Given, RuleChapter
from tests.spec.law.rule_absence_tier import tally

SEVERE = "year | 100 of 180\n"
WHY = "Absence is severe: 100 of 180 possible sessions were missed, which is 50 per cent or more."


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule. Plans are recorded unless the case says otherwise."""
    return severe_absence_without_plan(
        year=tally(given, "year"),
        plans=given.matters,
        plans_recorded=given.text("plans are recorded", "yes") == "yes",
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="The guidance asks school and authority for a joint approach to every severely absent pupil. Here that "
    "means a plan that is in place, names the practitioner who leads it, and was agreed or reviewed within the last "
    "six weeks. The six weeks are Schoolward's default, which an authority can set for itself.",
    judge=judge,
    cases=(
        Case(
            title="A severely absent pupil without a plan calls for one",
            as_at="12 Jun 2026",
            given=SEVERE,
            outcome="no_plan",
            reasons=f"""
            No support plan is known to be in place.
            {WHY}
            """,
        ),
        Case(
            title="Where plans are not recorded at all, the decision says so",
            as_at="12 Jun 2026",
            given=SEVERE + "plans are recorded | no",
            outcome="no_plan",
            reasons=f"""
            No support plan is known to be in place.
            {WHY}
            """,
            missing="the authority's records of support plans, which are not held here",
        ),
        Case(
            title="A plan that has ended is no longer in place",
            as_at="12 Jun 2026",
            given=SEVERE + """
            step | support_plan SP1 agreed 12 Jan 2026
            step | support_plan SP1 lead 12 Jan 2026: family support worker
            step | support_plan SP1 ended 22 May 2026
            """,
            outcome="no_plan",
            reasons=f"""
            No support plan is known to be in place: the last one ended on 22 May 2026.
            {WHY}
            """,
            since="22 May 2026",
        ),
        Case(
            title="A plan without a lead practitioner is led by nobody",
            as_at="12 Jun 2026",
            given=SEVERE + "step | support_plan SP1 agreed 1 Jun 2026",
            outcome="no_lead",
            reasons=f"""
            A support plan is in place, and no lead practitioner is recorded for it.
            {WHY}
            """,
            since="1 Jun 2026",
        ),
        Case(
            title="On the last day of the six weeks the review is not overdue",
            as_at="12 Jun 2026",
            given=SEVERE + """
            step | support_plan SP1 agreed 12 Jan 2026
            step | support_plan SP1 lead 12 Jan 2026: family support worker
            step | support_plan SP1 reviewed 1 May 2026
            """,
            outcome="in_order",
            reasons="A support plan is in place. It was last reviewed on 1 May 2026, and is to be reviewed "
            "by 12 Jun 2026. Lead practitioner: family support worker.\n"
            f"{WHY}",
            since="12 Jan 2026",
            due="12 Jun 2026",
        ),
        Case(
            title="On the day after that it is overdue, and a review still to come is not known yet",
            as_at="13 Jun 2026",
            given=SEVERE + """
            step | support_plan SP1 agreed 12 Jan 2026
            step | support_plan SP1 lead 12 Jan 2026: family support worker
            step | support_plan SP1 reviewed 1 May 2026
            step | support_plan SP1 reviewed 15 Jun 2026
            """,
            outcome="review_overdue",
            reasons="The review of the support plan is overdue. It was last reviewed on 1 May 2026, and "
            "was to be reviewed within 6 weeks, by 12 Jun 2026. Lead practitioner: family support worker.\n"
            f"{WHY}",
            since="13 Jun 2026",
            due="12 Jun 2026",
        ),
        Case(
            title="Of several plans the one in the best order is looked at",
            as_at="12 Jun 2026",
            given=SEVERE + """
            step | support_plan SP1 agreed 1 Jun 2026
            step | support_plan SP2 agreed 18 May 2026
            step | support_plan SP2 lead 18 May 2026: attendance officer
            """,
            outcome="in_order",
            reasons="A support plan is in place. It was agreed on 18 May 2026, and is to be reviewed by 29 "
            "Jun 2026. Lead practitioner: attendance officer.\n"
            f"{WHY}",
            since="18 May 2026",
            due="29 Jun 2026",
        ),
        Case(
            title="An authority can ask for a review more often",
            as_at="12 Jun 2026",
            given=SEVERE + """
            step   | support_plan SP1 agreed 11 May 2026
            step   | support_plan SP1 lead 11 May 2026: attendance officer
            policy | [[severe_absence_review_weeks]]
            policy | from = 2025-09-01
            policy | value = 4
            policy | citation = "Demo Borough attendance strategy, section 2"
            """,
            outcome="review_overdue",
            reasons="The review of the support plan is overdue. It was agreed on 11 May 2026, and was to "
            "be reviewed within 4 weeks, by 8 Jun 2026. Lead practitioner: attendance officer.\n"
            f"{WHY}",
            since="9 Jun 2026",
            due="8 Jun 2026",
        ),
        Case(
            title="Absence under a part-time timetable is severe as well, and is explained",
            as_at="12 Jun 2026",
            given="year | 100 of 180, 80 part-time",
            outcome="no_plan",
            reasons=f"""
            No support plan is known to be in place.
            {WHY}
            A part-time timetable drives this figure: 80 of the 100 missed sessions are leave under it.
            """,
        ),
        Case(
            title="One session less than half asks for no such plan",
            as_at="12 Jun 2026",
            given="year | 89 of 180",
            outcome="not_severe",
            reasons="Absence is not severe: 89 of 180 possible sessions were missed, which is less than 50 per cent.",
        ),
    ),
)  # fmt: skip
