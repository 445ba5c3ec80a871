"""Puts what is known of an enrolment to each rule: one function a rule, giving the decisions it comes to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from schoolward.attention.enrolments import Asking, Enrolment
from schoolward.law.decision import Decision
from schoolward.law.rules.absence_tier import absence_tier
from schoolward.law.rules.code_n_overdue import code_n_overdue
from schoolward.law.rules.compulsory_school_age import compulsory_school_age
from schoolward.law.rules.deletion_from_roll import deletion_from_roll
from schoolward.law.rules.deletion_return import deletion_return
from schoolward.law.rules.education_supervision_order import education_supervision_order
from schoolward.law.rules.fifteen_day_sickness import fifteen_day_sickness
from schoolward.law.rules.first_unexplained_absence import first_unexplained_absence
from schoolward.law.rules.new_pupil_return import new_pupil_return
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
from schoolward.register.years import AcademicYear

Judge = Callable[[Enrolment, Asking], Iterable[Decision]]


def judge(enrolment: Enrolment, asking: Asking, rules: Iterable[str]) -> Iterator[Decision]:
    """Every decision that these rules come to about the enrolment, in the order of the rules."""
    for rule in rules:
        yield from JUDGES[rule](enrolment, asking)


def _compulsory_school_age(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    first_on = AcademicYear.of(asking.as_at).first_on
    yield compulsory_school_age(
        born_on=e.born_on, marks=[mark for mark in e.sessions if mark.on >= first_on],
        calendar=e.school.calendar, as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _register_marks(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    first_on = AcademicYear.of(asking.as_at).first_on
    marks = [mark for mark in e.sessions if mark.on >= first_on]
    yield register_marks(marks=marks, as_at=asking.as_at, law=asking.law)


def _code_n_overdue(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield code_n_overdue(marks=e.sessions, calendar=e.school.calendar, as_at=asking.as_at, law=asking.law)


def _ten_day_unauthorised_absence(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield ten_day_unauthorised_absence(
        marks=e.sessions, calendar=e.school.calendar, born_on=e.born_on,
        returns=e.days_of(StepKind.ATTENDANCE_RETURN, "received"),
        returns_recorded=asking.records(StepKind.ATTENDANCE_RETURN), as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _fifteen_day_sickness(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield fifteen_day_sickness(
        marks=e.sessions, born_on=e.born_on, returns=e.days_of(StepKind.SICKNESS_RETURN, "received"),
        returns_recorded=asking.records(StepKind.SICKNESS_RETURN), as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _suspension_beyond_day_five(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield suspension_beyond_day_five(
        marks=e.sessions, calendar=e.school.calendar, as_at=asking.as_at, law=asking.law
    )


def _part_time_timetable(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield part_time_timetable(
        marks=e.sessions, calendar=e.school.calendar, born_on=e.born_on,
        timetables=e.of_kind(StepKind.PART_TIME_TIMETABLE),
        timetables_recorded=asking.records(StepKind.PART_TIME_TIMETABLE), as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _absence_tier(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.is_main:
        yield absence_tier(
            year=e.course.year,
            recent=e.course.recent,
            before=e.course.before,
            as_at=asking.as_at,
            law=asking.law,
        )


def _severe_absence_without_plan(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.is_main:
        yield severe_absence_without_plan(
            year=e.course.year, plans=e.of_kind(StepKind.SUPPORT_PLAN),
            plans_recorded=asking.records(StepKind.SUPPORT_PLAN), as_at=asking.as_at, law=asking.law,
        )  # fmt: skip


def _section_19_clock(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield section_19_clock(
        marks=e.sessions, calendar=e.school.calendar, born_on=e.born_on,
        decisions=e.of_kind(StepKind.SECTION_19), as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _first_unexplained_absence(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield first_unexplained_absence(
        marks=e.sessions, calendar=e.school.calendar, cohorts=e.cohorts,
        told=e.of_kind(StepKind.PROFESSIONAL_TOLD), as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _penalty_notice_threshold(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield penalty_notice_threshold(
        marks=e.sessions, calendar=e.school.calendar, born_on=e.born_on,
        notices=e.of_kind(StepKind.PENALTY_NOTICE), elsewhere=e.elsewhere, told_before=e.told_before,
        school_type=e.school.type_name, as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _penalty_notice_sequence(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    notices, others = e.of_kind(StepKind.PENALTY_NOTICE), e.of_kind(StepKind.OTHER_AUTHORITY)
    if e.is_main:
        parents = {matter.parent for matter in (*notices, *others)}
        # What names no parent is taken as of each, so that it stands by itself only where no parent is named.
        for parent in sorted(parents - {""}) or sorted(parents):
            yield penalty_notice_sequence(
                notices=notices, other_authorities=others, parent=parent, as_at=asking.as_at, law=asking.law
            )


def _penalty_notice_clock(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    notices, others = e.of_kind(StepKind.PENALTY_NOTICE), e.of_kind(StepKind.OTHER_AUTHORITY)
    if e.is_main:
        for notice in notices:
            # Whichever parent they name: one that names none may be this parent's, which the rule looks at.
            earlier = [*(other for other in notices if _precedes(other, notice)), *others]
            yield penalty_notice_clock(notice=notice, earlier=earlier, as_at=asking.as_at, law=asking.law)


def _precedes(one: Matter, other: Matter) -> bool:
    """Whether one notice was issued before the other."""
    first, second = one.on("issued"), other.on("issued")
    return first is not None and second is not None and (first, one.reference) < (second, other.reference)


def _notice_to_improve(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.is_main:
        for notice in e.of_kind(StepKind.NOTICE_TO_IMPROVE):
            yield notice_to_improve(
                notice=notice,
                marks=e.sessions,
                calendar=e.school.calendar,
                as_at=asking.as_at,
                law=asking.law,
            )


def _sanction_checklist(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.is_main:
        is_met = any(decision.outcome == "met" for decision in _penalty_notice_threshold(e, asking))
        for sanction in e.of_kind(StepKind.SANCTION) or (None,):
            yield sanction_checklist(
                sanction=sanction, threshold_met=is_met, as_at=asking.as_at, law=asking.law
            )


def _education_supervision_order(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.is_main:
        proposed = [
            on
            for matter in e.of_kind(StepKind.PROSECUTION)
            if (on := matter.until(asking.as_at).on("proposed")) and not _is_given_up(matter, asking)
        ]
        yield education_supervision_order(
            orders=e.of_kind(StepKind.EDUCATION_SUPERVISION_ORDER), is_looked_after="looked_after" in e.cohorts,
            born_on=e.born_on, prosecution_proposed_on=max(proposed, default=None),
            as_at=asking.as_at, law=asking.law,
        )  # fmt: skip


def _is_given_up(proceedings: Matter, asking: Asking) -> bool:
    """Whether it was decided not to bring them."""
    decision = prosecution_time_limit(proceedings=proceedings, as_at=asking.as_at, law=asking.law)
    return decision.outcome == "not_brought"


def _school_attendance_order(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.is_main:
        yield school_attendance_order(
            orders=e.of_kind(StepKind.SCHOOL_ATTENDANCE_ORDER),
            born_on=e.born_on,
            as_at=asking.as_at,
            law=asking.law,
        )


def _prosecution_time_limit(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.is_main:
        for proceedings in e.of_kind(StepKind.PROSECUTION):
            yield prosecution_time_limit(proceedings=proceedings, as_at=asking.as_at, law=asking.law)


def _deletion_from_roll(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.leaving_on is None or e.leaving_on > asking.as_at:
        return
    of_this_school = [m for m in e.of_kind(StepKind.DELETION) if m.urn in (None, e.school.urn)]
    yield deletion_from_roll(
        left_on=e.leaving_on,
        deletion=of_this_school[-1] if of_this_school else None,
        deletions_recorded=_is_recorded_on(asking, StepKind.DELETION, e.leaving_on),
        born_on=e.born_on,
        marks=e.sessions,
        calendar=e.school.calendar,
        year_group=e.year_group,
        placed_by_authority=e.has_plan_for_special_needs and e.school.phase == "Special",
        finished_final_year=e.finished_final_year,
        looked_at_from=asking.looked_at_from,
        as_at=asking.as_at,
        law=asking.law,
    )


def _deletion_return(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    if e.leaving_on is None or e.leaving_on > asking.as_at:
        return
    yield deletion_return(
        deleted_on=e.leaving_on, finished_final_year=e.finished_final_year,
        received_on=_received(e, StepKind.DELETION_RETURN, asking),
        returns_recorded_from=asking.recorded_from.get(StepKind.DELETION_RETURN),
        as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _new_pupil_return(e: Enrolment, asking: Asking) -> Iterator[Decision]:
    yield new_pupil_return(
        entered_on=e.entry_on, joined_at_start=e.joined_at_start,
        received_on=_received(e, StepKind.NEW_PUPIL_RETURN, asking),
        returns_recorded_from=asking.recorded_from.get(StepKind.NEW_PUPIL_RETURN),
        as_at=asking.as_at, law=asking.law,
    )  # fmt: skip


def _received(e: Enrolment, kind: StepKind, asking: Asking) -> date | None:
    """The first day on which a return about this enrolment came: one of this school, or one that names none."""
    days = [
        event.on
        for matter in e.of_kind(kind)
        if matter.urn in (None, e.school.urn)
        for event in matter.events
        if event.name == "received" and e.entry_on <= event.on <= asking.as_at
    ]
    return min(days, default=None)


def _is_recorded_on(asking: Asking, kind: StepKind, on: date) -> bool:
    first = asking.recorded_from.get(kind)
    return first is not None and first <= on


JUDGES: Mapping[str, Judge] = {
    "absence_tier": _absence_tier,
    "code_n_overdue": _code_n_overdue,
    "compulsory_school_age": _compulsory_school_age,
    "deletion_from_roll": _deletion_from_roll,
    "deletion_return": _deletion_return,
    "education_supervision_order": _education_supervision_order,
    "fifteen_day_sickness": _fifteen_day_sickness,
    "first_unexplained_absence": _first_unexplained_absence,
    "new_pupil_return": _new_pupil_return,
    "notice_to_improve": _notice_to_improve,
    "part_time_timetable": _part_time_timetable,
    "penalty_notice_clock": _penalty_notice_clock,
    "penalty_notice_sequence": _penalty_notice_sequence,
    "penalty_notice_threshold": _penalty_notice_threshold,
    "prosecution_time_limit": _prosecution_time_limit,
    "register_marks": _register_marks,
    "sanction_checklist": _sanction_checklist,
    "school_attendance_order": _school_attendance_order,
    "section_19_clock": _section_19_clock,
    "severe_absence_without_plan": _severe_absence_without_plan,
    "suspension_beyond_day_five": _suspension_beyond_day_five,
    "ten_day_unauthorised_absence": _ten_day_unauthorised_absence,
}
"""Every rule but those on a whole school's registers (register_retention)."""
