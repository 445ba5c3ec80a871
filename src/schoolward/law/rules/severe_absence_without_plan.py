"""Decides whether a severely absent pupil has a support plan with a lead, reviewed in time."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import said
from schoolward.law.rule import Rule
from schoolward.law.rules.absence_tier import part_time_reasons
from schoolward.law.steps import Matter
from schoolward.law.tally import SessionTally


class Outcome(StrEnum):
    """What can come of it."""

    NO_PLAN = "no_plan"
    NO_LEAD = "no_lead"
    REVIEW_OVERDUE = "review_overdue"
    IN_ORDER = "in_order"
    NOT_SEVERE = "not_severe"


RULE = Rule(
    name="severe_absence_without_plan",
    title="Severe absence without a plan",
    question="Does a severely absent pupil have a support plan, with a lead practitioner and a review in time?",
    outcomes={
        Outcome.NO_PLAN: "Absence is severe, and no support plan is known to be in place.",
        Outcome.NO_LEAD: "Absence is severe, and the plan names no lead practitioner.",
        Outcome.REVIEW_OVERDUE: "Absence is severe, and the plan was not reviewed in the time set for it.",
        Outcome.IN_ORDER: "Absence is severe, and a plan with a lead practitioner was agreed or reviewed in time.",
        Outcome.NOT_SEVERE: "Absence is not severe.",
    },
    calls=frozenset({Outcome.NO_PLAN, Outcome.NO_LEAD, Outcome.REVIEW_OVERDUE}),
)


def severe_absence_without_plan(
    *, year: SessionTally, plans: Sequence[Matter], plans_recorded: bool, as_at: date, law: LawBook
) -> Decision:
    """Whether the joint plan that severe absence asks for is in place.

    A plan is in place from the day it was agreed until the day it ended. Where there are several, the one in the
    best order is looked at. `since_on` speaks of the plan; since when absence has been severe is not weighed.
    """
    reading = law.reading(RULE.name, as_at)
    threshold = reading.number("severe_absence_per_cent")
    missed = f"{year.absent} of {year.possible} possible sessions were missed"
    if not year.reaches(threshold):
        reason = f"Absence is not severe: {missed}, which is less than {threshold} per cent."
        if year.possible == 0:
            reason = "Absence is not severe: there was no session yet that the pupil could have attended."
        facts = {"possible_sessions": year.possible, "absent_sessions": year.absent}
        return reading.decide(Outcome.NOT_SEVERE, reason, facts=facts)
    severe = (
        f"Absence is severe: {missed}, which is {threshold} per cent or more.",
        *part_time_reasons(year),
    )
    known = [plan.until(as_at) for plan in plans]
    standing = [plan for plan in known if plan.on("agreed") and not plan.on("ended")]
    if not standing:
        return _without_plan(reading, severe, known, year=year, plans_recorded=plans_recorded)
    return _with_plan(reading, severe, max(standing, key=_order), year=year)


def _order(plan: Matter) -> tuple[bool, date]:
    return bool(plan.detail("lead")), _last_looked_at_on(plan)


def _last_looked_at_on(plan: Matter) -> date:
    return max(event.on for event in plan.events if event.name in ("agreed", "reviewed"))


def _without_plan(
    reading: Reading,
    severe: tuple[str, ...],
    known: list[Matter],
    *,
    year: SessionTally,
    plans_recorded: bool,
) -> Decision:
    reading.value("severe_absence_review_weeks")  # cites the guidance that asks for the plan
    ended_on = max((on for plan in known if (on := plan.on("ended"))), default=None)
    missing = [] if plans_recorded else ["the authority's records of support plans, which are not held here"]
    if any(not plan.on("agreed") and not plan.on("ended") for plan in known):
        missing.append("the day on which the support plan was agreed")
    finding = "No support plan is known to be in place."
    if ended_on is not None:
        finding = f"No support plan is known to be in place: the last one ended on {said(ended_on)}."
    return reading.decide(
        Outcome.NO_PLAN,
        finding,
        *severe,
        facts={
            "possible_sessions": year.possible,
            "absent_sessions": year.absent,
            "part_time_sessions": year.part_time,
            "plan_ended_on": ended_on,
        },
        missing=missing,
        since_on=ended_on,
    )


def _with_plan(reading: Reading, severe: tuple[str, ...], plan: Matter, *, year: SessionTally) -> Decision:
    weeks = reading.number("severe_absence_review_weeks")
    agreed_on, reviewed_on, lead = plan.on("agreed"), plan.on("reviewed"), plan.detail("lead")
    looked_at_on = _last_looked_at_on(plan)
    due_on = looked_at_on + timedelta(weeks=weeks)
    last = f"It was {'last reviewed' if reviewed_on == looked_at_on else 'agreed'} on {said(looked_at_on)}"
    facts: dict[str, Fact] = {
        "possible_sessions": year.possible,
        "absent_sessions": year.absent,
        "part_time_sessions": year.part_time,
        "plan": plan.reference,
        "agreed_on": agreed_on,
        "lead": lead or None,
        "reviewed_on": reviewed_on,
        "review_due_on": due_on,
    }
    if not lead:
        return reading.decide(
            Outcome.NO_LEAD,
            "A support plan is in place, and no lead practitioner is recorded for it.",
            *severe,
            facts=facts,
            since_on=agreed_on,
        )
    if reading.as_at > due_on:
        return reading.decide(
            Outcome.REVIEW_OVERDUE,
            f"The review of the support plan is overdue. {last}, and was to be reviewed within {weeks} weeks, by "
            f"{said(due_on)}. Lead practitioner: {lead}.",
            *severe,
            facts=facts,
            since_on=due_on + timedelta(days=1),
            due_on=due_on,
        )
    return reading.decide(
        Outcome.IN_ORDER,
        f"A support plan is in place. {last}, and is to be reviewed by {said(due_on)}. Lead practitioner: {lead}.",
        *severe,
        facts=facts,
        since_on=agreed_on,
        due_on=due_on,
    )
