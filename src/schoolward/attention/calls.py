"""Says of each outcome that calls for action what is to be done, by whom, and how grave it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schoolward.law.decision import Decision


class ByWhom(StrEnum):
    """Who has to act."""

    SCHOOL = "school"
    LOCAL_AUTHORITY = "local authority"
    VIRTUAL_SCHOOL = "virtual school"


@dataclass(frozen=True, kw_only=True)
class Action:
    """What is to be done. `severity` runs from 1, a matter of record-keeping, to 5: a child may be unseen or a right
    is running out."""

    what: str
    by_whom: ByWhom
    severity: int

    def __post_init__(self) -> None:
        if not 1 <= self.severity <= 5:
            raise ValueError(f"a severity of {self.severity} is not on the scale of 1 to 5")


def _school(severity: int, what: str) -> Action:
    return Action(what=what, by_whom=ByWhom.SCHOOL, severity=severity)


def _authority(severity: int, what: str) -> Action:
    return Action(what=what, by_whom=ByWhom.LOCAL_AUTHORITY, severity=severity)


ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "absence_tier": {
        "severe": _authority(4, "Agree a joint approach with the school and one plan for the whole family."),
        "persistent": _school(3, "Meet the family, find what stands in the way, and put extra support in."),
        "at_risk": _school(2, "Talk with the pupil and family before the absence becomes persistent."),
    },
    "code_n_overdue": {"overdue": _school(2, "Find out why the pupil was away and replace code N.")},
    "compulsory_school_age": {
        "code_x_refused": _school(2, "Replace code X: the pupil is of compulsory school age."),
        "code_x_unusual": _school(
            1, "Check that code X is meant: the pupil has reached compulsory school age."
        ),
    },
    "deletion_from_roll": {
        "found_will_return": _authority(
            5, "Ask the school to put the pupil back on roll: the pupil will return."
        ),
        "ground_not_valid": _authority(
            5, "Ask the school for a lawful ground, or to put the pupil back on roll."
        ),
        "conditions_not_met": _authority(
            5, "Check the deletion with the school: what is held here does not show its ground."
        ),
        "retrospective": _authority(4, "Ask the school why the deletion was entered for an earlier day."),
        "ground_not_given": _school(3, "Tell the authority on which ground the name was deleted."),
    },
    "deletion_return": {"overdue": _school(4, "Send the deletion return, with where the pupil has gone.")},
    "education_supervision_order": {
        "reasons_overdue": _authority(
            5, "Apply for the order, or give the court the reasons: the time for them is over."
        ),
        "prosecution_during_order": _authority(
            5, "Take advice before any proceedings: the order's directions take the place of the duty."
        ),
        "consider_before_prosecution": _authority(
            4, "Consider an education supervision order; record why or why not."
        ),
        "consult_first": _authority(4, "Consult children's services on the application."),
        "reasons_due": _authority(4, "Apply for the order, or give the court the reasons for not doing so."),
        "ending_soon": _authority(3, "Decide whether to ask for an extension of the order."),
    },
    "fifteen_day_sickness": {
        "return_expected": _school(
            2, "Consider a sickness return, and what the pupil needs to learn and come back."
        ),
    },
    "first_unexplained_absence": {
        "tell_now": _school(5, "Find out today where the child is, and tell those who work with the child."),
    },
    "new_pupil_return": {"overdue": _school(2, "Send the new-pupil return.")},
    "notice_to_improve": {
        "not_met": _authority(
            3, "Decide what follows: the improvement period ended without enough improvement."
        ),
        "early_escalation": _authority(3, "Talk to the family, and decide whether to end the period early."),
        "length_not_allowed": _authority(
            3, "Check the length of the improvement period, and correct the notice if it is wrong."
        ),
        "met": _authority(1, "Close the notice and thank the family: the improvement was made."),
        "not_known": _authority(2, "Complete the record of the notice."),
    },
    "part_time_timetable": {
        "no_agreed_plan": _school(4, "Agree the part-time timetable with a parent, with an end, or end it."),
        "plan_expired": _school(
            4, "End the part-time timetable or agree a new one: its last day has passed."
        ),
        "marks_do_not_match": _school(3, "Compare the register with the agreed timetable, and mend either."),
        "review_overdue": _school(3, "Review the part-time timetable with the pupil and a parent."),
        "not_of_compulsory_school_age": _school(
            1, "Replace code C2: it is for pupils of compulsory school age."
        ),
    },
    "penalty_notice_clock": {
        "prosecute_or_withdraw": _authority(
            4, "Decide now: prosecute for the absence, or withdraw the notice."
        ),
        "paid_too_little": _authority(
            3, "Tell the parent what is still to pay; once the time is over, prosecute or withdraw."
        ),
        "paid_late": _authority(3, "Decide on the late payment: prosecute, or withdraw the notice."),
        "not_known": _authority(2, "Record when the notice was posted or received."),
    },
    "penalty_notice_sequence": {
        "barred": _authority(
            3, "Consider other steps: for now no further notice can be given to this parent for this child."
        ),
        "parent_not_known": _authority(3, "Record to which parent the earlier notice was issued."),
        "other_authority_unknown": _authority(
            3, "Ask the other authority again, or decide how to count its answer."
        ),
    },
    "penalty_notice_threshold": {
        "met": _school(3, "Consider a penalty notice: was support given, and would a notice help?"),
        "no_longer_met": _authority(3, "Review any step that rests on the threshold: corrections undid it."),
    },
    "prosecution_time_limit": {
        "out_of_time": _authority(
            4, "Stop the proceedings for these absences, and record why they ran out of time."
        ),
        "last_days": _authority(5, "Begin the proceedings or decide against them: the last day is near."),
        "part_out_of_time": _authority(
            4, "Decide on the proceedings: the earlier absences may be out of time."
        ),
        "not_known": _authority(3, "Record which absences the proceedings are for."),
    },
    "register_marks": {
        "to_put_right": _school(1, "Fill in the sessions without a mark and replace retired codes.")
    },
    "register_retention": {
        "may_be_reviewed": _authority(1, "Review whether these entries are still needed."),
    },
    "sanction_checklist": {
        "decided_incomplete": _authority(
            5, "Review the decision: it was taken with parts of its record missing."
        ),
        "incomplete": _authority(3, "Complete the record before a sanction is decided."),
    },
    "school_attendance_order": {
        "order_made_too_early": _authority(
            5, "Take advice: the order was made before the parent's days were over."
        ),
        "order_may_follow": _authority(
            3, "Decide on a school attendance order, or record that education is suitable."
        ),
    },
    "section_19_clock": {
        "decision_due": _authority(
            5, "Decide what education is arranged while the child is out of school, and record it."
        ),
        "provision_due": _authority(
            4, "See that the education decided on begins, or record that none is needed."
        ),
    },
    "severe_absence_without_plan": {
        "no_plan": _authority(4, "Agree with the school a plan, a lead and a day of review."),
        "no_lead": _authority(3, "Name the lead practitioner of the plan."),
        "review_overdue": _authority(3, "Review the plan with the school and the family."),
    },
    "suspension_beyond_day_five": {
        "beyond_day_five": _authority(
            5, "See that education is arranged: it is due from the sixth school day."
        ),
    },
    "ten_day_unauthorised_absence": {
        "return_expected": _school(4, "Send the attendance return, and find out where the pupil is."),
    },
}
"""By rule and outcome. The words are for people who act on them: support first, nothing that blames."""

OF_THE_VIRTUAL_SCHOOL = frozenset({"severe_absence_without_plan", "section_19_clock"})
"""Rules whose calls on the authority are, for a looked-after child, calls on its virtual school."""


def action_of(decision: Decision, *, is_looked_after: bool = False) -> Action:
    """What the decision calls for. KeyError for an outcome at which nobody has to act."""
    action = ACTIONS[decision.rule][decision.outcome]
    if (
        is_looked_after
        and decision.rule in OF_THE_VIRTUAL_SCHOOL
        and action.by_whom is ByWhom.LOCAL_AUTHORITY
    ):
        return Action(what=action.what, by_whom=ByWhom.VIRTUAL_SCHOOL, severity=action.severity)
    return action


def calls_for_action(decision: Decision) -> bool:
    """Whether somebody has to act on the decision today.

    A tier of absence calls while absence is getting worse: a borough has thousands of pupils in the tiers, and that a
    severely absent one has a plan is asked by a rule of its own.
    """
    if decision.outcome not in ACTIONS.get(decision.rule, {}):
        return False
    return decision.rule != "absence_tier" or decision.facts["trajectory"] == "getting_worse"
