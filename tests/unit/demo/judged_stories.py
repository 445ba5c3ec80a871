"""Puts what is told of a story's child to the rules of law."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from schoolward.law.decision import Decision
from schoolward.law.rules.absence_tier import absence_tier
from schoolward.law.rules.code_n_overdue import code_n_overdue
from schoolward.law.rules.compulsory_school_age import compulsory_school_age
from schoolward.law.rules.deletion_from_roll import deletion_from_roll
from schoolward.law.rules.deletion_return import deletion_return
from schoolward.law.rules.education_supervision_order import education_supervision_order
from schoolward.law.rules.fifteen_day_sickness import fifteen_day_sickness
from schoolward.law.rules.first_unexplained_absence import first_unexplained_absence
from schoolward.law.rules.notice_to_improve import notice_to_improve
from schoolward.law.rules.part_time_timetable import part_time_timetable
from schoolward.law.rules.penalty_notice_clock import penalty_notice_clock
from schoolward.law.rules.penalty_notice_sequence import penalty_notice_sequence
from schoolward.law.rules.penalty_notice_threshold import penalty_notice_threshold
from schoolward.law.rules.prosecution_time_limit import prosecution_time_limit
from schoolward.law.rules.register_marks import register_marks
from schoolward.law.rules.sanction_checklist import sanction_checklist
from schoolward.law.rules.school_attendance_order import school_attendance_order
from schoolward.law.rules.section_19_clock import section_19_clock
from schoolward.law.rules.severe_absence_without_plan import severe_absence_without_plan
from schoolward.law.rules.suspension_beyond_day_five import suspension_beyond_day_five
from schoolward.law.rules.ten_day_unauthorised_absence import ten_day_unauthorised_absence
from schoolward.law.steps import Matter, StepKind
from schoolward.law.tally import SessionTally
from schoolward.law.value_files import national_law
from tests.unit.demo.told_stories import Told

LAW = national_law()
_RETURNS_RECORDED_FROM = date(2026, 9, 1)
_NOTHING = SessionTally(possible=0, absent=0)


def outcomes(rule: str, told: Told) -> set[str]:
    """What the rule decides of the child; where it is asked of each matter or parent, whatever it decides of any."""
    return {decision.outcome.value for decision in JUDGES[rule](told)}


def _tier(told: Told) -> list[Decision]:
    year = told.tally(told.year_began_on)
    return [absence_tier(year=year, recent=_NOTHING, before=_NOTHING, as_at=told.as_at, law=LAW)]


def _code_n(told: Told) -> list[Decision]:
    return [code_n_overdue(marks=told.marks, calendar=told.calendar, as_at=told.as_at, law=LAW)]


def _age(told: Told) -> list[Decision]:
    return [
        compulsory_school_age(
            born_on=told.born_on, marks=told.marks, calendar=told.calendar, as_at=told.as_at, law=LAW
        )
    ]


def _deletion(told: Told) -> list[Decision]:
    assert told.left_on is not None
    return [
        deletion_from_roll(
            left_on=told.left_on,
            deletion=_only(told.of(StepKind.DELETION)),
            deletions_recorded=True,
            born_on=told.born_on,
            marks=told.marks,
            calendar=told.calendar,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _deletion_return(told: Told) -> list[Decision]:
    assert told.left_on is not None
    return [
        deletion_return(
            deleted_on=told.left_on,
            finished_final_year=False,
            received_on=max(told.days(StepKind.DELETION_RETURN), default=None),
            returns_recorded_from=_RETURNS_RECORDED_FROM,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _supervision_order(told: Told) -> list[Decision]:
    proposed = [matter.on("proposed") for matter in told.of(StepKind.PROSECUTION)]
    return [
        education_supervision_order(
            orders=told.of(StepKind.EDUCATION_SUPERVISION_ORDER),
            is_looked_after="looked_after" in told.cohorts,
            born_on=told.born_on,
            prosecution_proposed_on=proposed[0] if proposed else None,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _sickness(told: Told) -> list[Decision]:
    return [
        fifteen_day_sickness(
            marks=told.marks,
            born_on=told.born_on,
            returns=told.days(StepKind.SICKNESS_RETURN),
            returns_recorded=True,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _unexplained(told: Told) -> list[Decision]:
    return [
        first_unexplained_absence(
            marks=told.marks,
            calendar=told.calendar,
            cohorts=told.cohorts,
            told=told.of(StepKind.PROFESSIONAL_TOLD),
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _improvement(told: Told) -> list[Decision]:
    return [
        notice_to_improve(notice=notice, marks=told.marks, calendar=told.calendar, as_at=told.as_at, law=LAW)
        for notice in told.of(StepKind.NOTICE_TO_IMPROVE)
    ]


def _part_time(told: Told) -> list[Decision]:
    return [
        part_time_timetable(
            marks=told.marks,
            calendar=told.calendar,
            timetables=told.of(StepKind.PART_TIME_TIMETABLE),
            timetables_recorded=True,
            born_on=told.born_on,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _clock(told: Told) -> list[Decision]:
    notices, others = told.of(StepKind.PENALTY_NOTICE), told.of(StepKind.OTHER_AUTHORITY)
    return [
        penalty_notice_clock(
            notice=notice,
            earlier=[*(other for other in notices if other is not notice), *others],
            as_at=told.as_at,
            law=LAW,
        )
        for notice in notices
    ]


def _sequence(told: Told) -> list[Decision]:
    return [
        penalty_notice_sequence(
            notices=told.of(StepKind.PENALTY_NOTICE),
            other_authorities=told.of(StepKind.OTHER_AUTHORITY),
            parent="A",
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _threshold(told: Told) -> list[Decision]:
    return [
        penalty_notice_threshold(
            marks=told.marks,
            calendar=told.calendar,
            born_on=told.born_on,
            notices=told.of(StepKind.PENALTY_NOTICE),
            told_before=told.told_before,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _prosecution(told: Told) -> list[Decision]:
    return [
        prosecution_time_limit(proceedings=matter, as_at=told.as_at, law=LAW)
        for matter in told.of(StepKind.PROSECUTION)
    ]


def _marks(told: Told) -> list[Decision]:
    return [register_marks(marks=told.marks, as_at=told.as_at, law=LAW, calendar=told.calendar)]


def _checklist(told: Told) -> list[Decision]:
    return [
        sanction_checklist(
            sanction=_only(told.of(StepKind.SANCTION)), threshold_met=True, as_at=told.as_at, law=LAW
        )
    ]


def _attendance_order(told: Told) -> list[Decision]:
    orders = told.of(StepKind.SCHOOL_ATTENDANCE_ORDER)
    return [school_attendance_order(orders=orders, born_on=told.born_on, as_at=told.as_at, law=LAW)]


def _section_19(told: Told) -> list[Decision]:
    return [
        section_19_clock(
            marks=told.marks,
            calendar=told.calendar,
            born_on=told.born_on,
            decisions=told.of(StepKind.SECTION_19),
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _severe(told: Told) -> list[Decision]:
    return [
        severe_absence_without_plan(
            year=told.tally(told.year_began_on),
            plans=told.of(StepKind.SUPPORT_PLAN),
            plans_recorded=True,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _suspension(told: Told) -> list[Decision]:
    return [suspension_beyond_day_five(marks=told.marks, calendar=told.calendar, as_at=told.as_at, law=LAW)]


def _ten_days(told: Told) -> list[Decision]:
    return [
        ten_day_unauthorised_absence(
            marks=told.marks,
            calendar=told.calendar,
            born_on=told.born_on,
            returns=told.days(StepKind.ATTENDANCE_RETURN),
            returns_recorded=True,
            as_at=told.as_at,
            law=LAW,
        )
    ]


def _only(matters: Sequence[Matter]) -> Matter | None:
    return matters[0] if matters else None


JUDGES: Mapping[str, Callable[[Told], list[Decision]]] = {
    "absence_tier": _tier,
    "code_n_overdue": _code_n,
    "compulsory_school_age": _age,
    "deletion_from_roll": _deletion,
    "deletion_return": _deletion_return,
    "education_supervision_order": _supervision_order,
    "fifteen_day_sickness": _sickness,
    "first_unexplained_absence": _unexplained,
    "notice_to_improve": _improvement,
    "part_time_timetable": _part_time,
    "penalty_notice_clock": _clock,
    "penalty_notice_sequence": _sequence,
    "penalty_notice_threshold": _threshold,
    "prosecution_time_limit": _prosecution,
    "register_marks": _marks,
    "sanction_checklist": _checklist,
    "school_attendance_order": _attendance_order,
    "section_19_clock": _section_19,
    "severe_absence_without_plan": _severe,
    "suspension_beyond_day_five": _suspension,
    "ten_day_unauthorised_absence": _ten_days,
}
