"""Decides which decisions stand on the list of calls, so that the list and the explanation of a pupil agree."""

from schoolward.attention.calls import calls_for_action
from schoolward.attention.enrolments import Enrolment
from schoolward.law.decision import Decision
from schoolward.law.steps import StepKind

THRESHOLD = "penalty_notice_threshold"
SEQUENCE = "penalty_notice_sequence"

OF_THOSE_ON_ROLL = frozenset(
    {
        "absence_tier", "code_n_overdue", "compulsory_school_age", "fifteen_day_sickness",
        "first_unexplained_absence", "part_time_timetable", "penalty_notice_threshold", "register_marks",
        "section_19_clock", "severe_absence_without_plan", "suspension_beyond_day_five",
        "ten_day_unauthorised_absence",
    }
)  # fmt: skip
"""Rules about the register: they call only while the pupil is on that roll. Notices, orders and deletions go on."""

OF_SCHOOL_AGE = frozenset({"absence_tier", "severe_absence_without_plan"})
"""Rules on how much a pupil misses: they call only for children of compulsory school age."""


def is_listed(decision: Decision, enrolment: Enrolment, *, threshold_is_met: bool) -> bool:
    """Whether somebody is called to act on the decision about the enrolment.

    `threshold_is_met` says so of the pupil, at whichever school. A threshold that is met asks for a notice to be
    considered until a sanction has been decided on, or while a notice to improve runs. How many notices a parent has
    had matters only while one is being considered.
    """
    if not calls_for_action(decision):
        return False
    if decision.rule in OF_THOSE_ON_ROLL and not enrolment.is_on_roll(decision.as_at):
        return False
    if decision.rule in OF_SCHOOL_AGE and not enrolment.is_of_compulsory_school_age_on(decision.as_at):
        return False
    if decision.rule == THRESHOLD and decision.outcome == "met":
        return not _is_being_considered(decision, enrolment)
    return decision.rule != SEQUENCE or threshold_is_met or _is_sanction_open(decision, enrolment)


def _is_being_considered(decision: Decision, enrolment: Enrolment) -> bool:
    """Whether a sanction was decided on since the threshold was met, or a notice to improve runs on the day."""
    since_on, as_at = decision.since_on or decision.as_at, decision.as_at
    for matter in (each.until(as_at) for each in enrolment.matters):
        if matter.kind is StepKind.SANCTION and (on := matter.on("decided")) is not None and on >= since_on:
            return True
        if matter.kind is StepKind.NOTICE_TO_IMPROVE and not matter.on("decided"):
            starts_on, ends_on = matter.on("starts"), matter.on("ends")
            if starts_on is not None and ends_on is not None and starts_on <= as_at <= ends_on:
                return True
    return False


def _is_sanction_open(decision: Decision, enrolment: Enrolment) -> bool:
    """Whether a sanction has been proposed by the decision's day and not been decided on."""
    return any(
        matter.on("proposed") and not matter.on("decided")
        for matter in (m.until(decision.as_at) for m in enrolment.of_kind(StepKind.SANCTION))
    )
