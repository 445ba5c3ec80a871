"""Puts one person's calls together: who the pupil is, how grave it is, and what has already been done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolward.attention.calls import Action, action_of
from schoolward.attention.enrolments import Enrolment
from schoolward.law.decision import Decision
from schoolward.law.steps import Event, StepKind
from schoolward.register.years import AcademicYear

SAFEGUARDING = (
    "child_protection",
    "looked_after",
    "child_in_need",
    "social_worker",
    "youth_justice",
    "kinship",
)
"""Cohorts that put a pupil before others of the same gravity, the most pressing first."""

TIERS = ("severe", "persistent", "at_risk", "all", "nothing_possible", "")
"""Tiers of absence, the gravest first; empty for a pupil of whom none was worked out."""


@dataclass(frozen=True, kw_only=True)
class StepTaken:
    """An event on record of a matter: what has been done, and who says so."""

    kind: StepKind
    reference: str
    event: str
    on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class Call:
    """One rule that calls for action on one pupil, or on a school where `pupil`, a key, is null.

    `child` is the key of the record that is kept, where several records are one child's; `upn` is that of this record.
    `since_on` is the day from which the call has held: see `held_from`. `steps` are those on record up to the day, the
    latest first.
    """

    urn: int
    school: str
    pupil: int | None
    child: int | None
    upn: str
    year_group: str
    cohorts: tuple[str, ...]
    tier: str
    trajectory: str
    decision: Decision
    action: Action
    since_on: date
    steps: tuple[StepTaken, ...]

    @property
    def nobody_has_acted(self) -> bool:
        """Whether no step is on record since then."""
        return not any(step.on >= self.since_on for step in self.steps)

    @property
    def rank(self) -> tuple[object, ...]:
        """By gravity, safeguarding, tier, then what is due first and has stood longest."""
        pressing = min(
            (SAFEGUARDING.index(name) for name in self.cohorts if name in SAFEGUARDING), default=99
        )
        due = self.decision.due_on or date.max
        return (
            -self.action.severity, pressing, TIERS.index(self.tier), due, self.since_on, self.urn, self.upn,
            self.decision.rule, self.decision.facts.get("notice", ""),
        )  # fmt: skip


def calls_of(
    enrolment: Enrolment, decisions: Iterable[Decision], *, tier: str, trajectory: str
) -> list[Call]:
    """The calls of a pupil's decisions, all of which call for action."""
    taken = steps_taken(enrolment)
    return [
        Call(
            urn=enrolment.school.urn,
            school=enrolment.school.name,
            pupil=enrolment.pupil,
            child=enrolment.child,
            upn=enrolment.upn,
            year_group=enrolment.year_group,
            cohorts=tuple(sorted(enrolment.cohorts)),
            tier=tier,
            trajectory=trajectory,
            decision=decision,
            action=action_of(decision, is_looked_after="looked_after" in enrolment.cohorts),
            since_on=held_from(decision, enrolment),
            steps=tuple(step for step in taken if step.on <= decision.as_at),
        )
        for decision in decisions
    ]


def held_from(decision: Decision, enrolment: Enrolment) -> date:
    """The day from which the call has held, as the decision says.

    A tier calls while absence is getting worse: from the first of the school weeks that show it. Other rules that count
    the academic year and know no day: from its first school day.
    """
    if decision.since_on is not None:
        return decision.since_on
    first_on = first_school_day(enrolment, decision.as_at)
    weeks = decision.facts.get("trajectory_school_weeks")
    if decision.rule == "absence_tier" and isinstance(weeks, int):
        mondays = enrolment.school.calendar.school_weeks_ending(decision.as_at, weeks)
        return max((first_on, *mondays[:1]))
    return first_on


def first_school_day(enrolment: Enrolment, as_at: date) -> date:
    """The enrolment's first school day of the academic year; its first day where no calendar is known."""
    first_on = max(AcademicYear.of(as_at).first_on, enrolment.entry_on)
    days = enrolment.school.calendar.open_days(first_on, as_at)
    return days[0] if days else first_on


def steps_taken(enrolment: Enrolment) -> list[StepTaken]:
    """Every event on record of the child's matters, the latest first. Days fixed ahead are no steps."""
    return sorted(
        (
            StepTaken(
                kind=matter.kind, reference=matter.reference, event=event.name, on=event.on, source=matter.source
            )
            for matter in enrolment.matters
            for event in matter.events
            if is_a_step(event)
        ),
        key=lambda step: (step.on, step.kind, step.reference, step.event),
        reverse=True,
    )  # fmt: skip


NO_STEPS = frozenset(
    {"starts", "ends", "extended_until", "absence_from", "absence_until", "offence_from", "offence_until",
     "sessions_off", "most_unauthorised_sessions", "lead", "leave_ended", "deleted", "recorded", "notice_issued",
     "notice_withdrawn", "paid", "parent_notice"}
)  # fmt: skip
"""Events that say what a matter is about, what a parent did, or what another authority had done before: none of them
tells that somebody acted on this child's absence here."""


def is_a_step(event: Event) -> bool:
    """Whether the event tells that somebody acted."""
    return event.name not in NO_STEPS
