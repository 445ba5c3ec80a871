"""Says which rules are asked of which enrolment: those that may call for action, by register, tier, matters or roll."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from schoolward.attention.enrolments import Course
from schoolward.attention.gathering import Gathering
from schoolward.attention.listing import SEQUENCE
from schoolward.engines.duckdb.rule_facts.facts import Enrolled
from schoolward.law.steps import StepKind

Asked = Iterator[tuple[Enrolled, str]]

OF_MATTERS: Mapping[StepKind, tuple[str, ...]] = {
    StepKind.NOTICE_TO_IMPROVE: ("notice_to_improve",),
    StepKind.SANCTION: ("sanction_checklist", SEQUENCE),
    StepKind.PENALTY_NOTICE: ("penalty_notice_clock", SEQUENCE),
    StepKind.OTHER_AUTHORITY: (SEQUENCE,),
    StepKind.EDUCATION_SUPERVISION_ORDER: ("education_supervision_order",),
    StepKind.SCHOOL_ATTENDANCE_ORDER: ("school_attendance_order",),
    StepKind.PROSECUTION: ("prosecution_time_limit", "education_supervision_order"),
}
"""Rules that are asked of a child because of a matter on record, whatever the register says, and of leavers too."""

OF_MATTERS_AND_ROLL: Mapping[StepKind, str] = {
    StepKind.PART_TIME_TIMETABLE: "part_time_timetable",
    StepKind.SECTION_19: "section_19_clock",
}
"""Rules asked because of a matter at every school where the child is on roll: a timetable can be overdue or out of step
with a register that has none of its code, and provision decided on can be overdue however little the register shows."""


def rules_to_ask(gathering: Gathering, courses: Mapping[int, Course]) -> dict[Enrolled, list[str]]:
    """For each enrolment the rules that may call. `courses` are those of pupils in a tier that may."""
    wanted: dict[Enrolled, set[str]] = defaultdict(set)
    for asked in (_by_register, _by_matters, _by_roll):
        for enrolled, rule in asked(gathering):
            wanted[enrolled].add(rule)
    for enrolled, rule in _by_tier(gathering, courses):
        wanted[enrolled].add(rule)
    return {enrolled: sorted(rules) for enrolled, rules in wanted.items()}


def _by_register(gathering: Gathering) -> Asked:
    for rule, table in gathering.facts.candidates().items():
        for school, pupil in zip(table["school"].to_pylist(), table["pupil"].to_pylist(), strict=True):
            yield (school, pupil), rule


def _by_tier(gathering: Gathering, courses: Mapping[int, Course]) -> Asked:
    reading = gathering.facts.law.reading("absence_tier", gathering.asking.as_at)
    severe = reading.number("severe_absence_per_cent")
    for enrolled in gathering.facts.main_enrolments(list(courses)):
        yield enrolled, "absence_tier"
        if courses[enrolled[1]].year.reaches(severe):
            yield enrolled, "severe_absence_without_plan"


def _by_matters(gathering: Gathering) -> Asked:
    for enrolled in gathering.facts.main_enrolments(list(gathering.matters)):
        for matter in gathering.matters[enrolled[1]]:
            for rule in OF_MATTERS.get(matter.kind, ()):
                yield enrolled, rule
    for kind, rule in OF_MATTERS_AND_ROLL.items():
        for enrolled in gathering.facts.enrolled(_pupils_with(gathering, kind)):
            yield enrolled, rule


def _by_roll(gathering: Gathering) -> Asked:
    """Joiners and leavers since records of what is asked of them began, and leavers whose deletion is on record."""
    facts, recorded_from = gathering.facts, gathering.asking.recorded_from
    for kind, rule, changed_since in (
        (StepKind.NEW_PUPIL_RETURN, "new_pupil_return", facts.joined_since),
        (StepKind.DELETION_RETURN, "deletion_return", facts.left_since),
        (StepKind.DELETION, "deletion_from_roll", facts.left_since),
    ):
        if kind in recorded_from:
            for enrolled in changed_since(recorded_from[kind]):
                yield enrolled, rule
    # The first deletion on record may be of one who left before it was entered.
    deleted = set(_pupils_with(gathering, StepKind.DELETION))
    for enrolled in facts.left_since(date.min) if deleted else ():
        if enrolled[1] in deleted:
            yield enrolled, "deletion_from_roll"


def _pupils_with(gathering: Gathering, kind: StepKind) -> list[int]:
    """The pupils who have a matter of the kind."""
    return [pupil for pupil, matters in gathering.matters.items() if any(m.kind is kind for m in matters)]
