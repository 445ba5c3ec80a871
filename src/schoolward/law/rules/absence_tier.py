"""Decides in which tier of absence a pupil stands, and whether absence is getting worse or better."""

from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook
from schoolward.law.decision import Decision, Fact
from schoolward.law.rule import Rule
from schoolward.law.tally import SessionTally


class Outcome(StrEnum):
    """What can come of it."""

    SEVERE = "severe"
    PERSISTENT = "persistent"
    AT_RISK = "at_risk"
    ALL = "all"
    NOTHING_POSSIBLE = "nothing_possible"


class Trajectory(StrEnum):
    """How the share missed in the last school weeks stands to that of as many before them."""

    GETTING_WORSE = "getting_worse"
    STEADY = "steady"
    BETTER = "better"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="absence_tier",
    title="Tier of absence",
    question="Is the pupil severely or persistently absent, or at risk of it, and is it getting worse?",
    outcomes={
        Outcome.SEVERE: "The share of sessions missed makes the absence severe, which is persistent absence too.",
        Outcome.PERSISTENT: "The share of sessions missed makes the absence persistent, and not severe.",
        Outcome.AT_RISK: "Absence is not persistent, and high enough to be at risk of it.",
        Outcome.ALL: "The pupil attends well enough to be in no tier of absence: what is expected for all pupils "
        "is enough.",
        Outcome.NOTHING_POSSIBLE: "The pupil could not have attended any session yet, so that no share can be told.",
    },
    calls=frozenset({Outcome.SEVERE, Outcome.PERSISTENT, Outcome.AT_RISK}),
)


def absence_tier(
    *, year: SessionTally, recent: SessionTally, before: SessionTally, as_at: date, law: LawBook
) -> Decision:
    """The tier by the sessions of the academic year so far; the trajectory is one of the facts.

    `recent` counts the last school weeks up to `as_at`, `before` as many before them: trajectory_school_weeks.
    A share exactly at a threshold reaches it. By enrolment the answer is the one of DfE's statistics; by pupil,
    over all schools, it is the one for casework.
    """
    reading = law.reading(RULE.name, as_at)
    weeks = reading.number("trajectory_school_weeks")
    points = reading.number("trajectory_percentage_points")
    trajectory = trajectory_of(recent, before, percentage_points=points)
    facts: dict[str, Fact] = {
        "possible_sessions": year.possible,
        "absent_sessions": year.absent,
        "part_time_sessions": year.part_time,
        "trajectory": trajectory.value,
        "trajectory_school_weeks": weeks,
        "recent_possible_sessions": recent.possible,
        "recent_absent_sessions": recent.absent,
        "before_possible_sessions": before.possible,
        "before_absent_sessions": before.absent,
    }
    severe = reading.number("severe_absence_per_cent")
    if year.possible == 0:
        reason = (
            "There was no session yet that the pupil could have attended, so that no share can be worked out."
        )
        return reading.decide(Outcome.NOTHING_POSSIBLE, reason, facts=facts)
    missed = f"{year.absent} of {year.possible} possible sessions were missed"
    if year.reaches(severe):
        outcome, finding = Outcome.SEVERE, f"Severe absence: {missed}, which is {severe} per cent or more."
    elif year.reaches(persistent := reading.number("persistent_absence_per_cent")):
        outcome = Outcome.PERSISTENT
        finding = (
            f"Persistent absence: {missed}, which is {persistent} per cent or more and less than {severe}."
        )
    elif year.reaches(at_risk := reading.number("at_risk_of_persistent_absence_per_cent")):
        outcome = Outcome.AT_RISK
        finding = (
            f"At risk of persistent absence: {missed}, which is {at_risk} per cent or more and less than "
            f"{persistent}."
        )
    else:
        outcome, finding = (
            Outcome.ALL,
            f"In no tier of absence: {missed}, which is less than {at_risk} per cent.",
        )
    course = _course(trajectory, recent, before, weeks=weeks, points=points)
    return reading.decide(outcome, finding, *part_time_reasons(year), course, facts=facts)


def trajectory_of(recent: SessionTally, before: SessionTally, *, percentage_points: int) -> Trajectory:
    """Worse if the share missed rose by at least so many percentage points, better if it fell by as many.

    Shares are compared as whole numbers, crosswise, so that a change of exactly so many points is never lost to
    rounding. Not known where no session was possible in one of the two.
    """
    if not recent.possible or not before.possible:
        return Trajectory.NOT_KNOWN
    rise = 100 * (recent.absent * before.possible - before.absent * recent.possible)
    enough = percentage_points * recent.possible * before.possible
    if rise >= enough:
        return Trajectory.GETTING_WORSE
    return Trajectory.BETTER if -rise >= enough else Trajectory.STEADY


def part_time_reasons(tally: SessionTally) -> tuple[str, ...]:
    """That a part-time timetable drives the figure, where more than half of the missed sessions are under one."""
    if 2 * tally.part_time <= tally.absent:
        return ()
    return (
        f"A part-time timetable drives this figure: {tally.part_time} of the {tally.absent} missed sessions are "
        "leave under it.",
    )


def _course(
    trajectory: Trajectory, recent: SessionTally, before: SessionTally, *, weeks: int, points: int
) -> str:
    if trajectory is Trajectory.NOT_KNOWN:
        return (
            f"Whether it is getting worse or better cannot be told: no session was possible in the last {weeks} "
            f"school weeks, or none in the {weeks} before."
        )
    said = {
        Trajectory.GETTING_WORSE: ("Getting worse", f"a rise of {points} percentage points or more"),
        Trajectory.BETTER: ("Getting better", f"a fall of {points} percentage points or more"),
        Trajectory.STEADY: ("Steady", f"a change of less than {points} percentage points"),
    }
    finding, change = said[trajectory]
    return (
        f"{finding}: missed {recent.absent} of {recent.possible} sessions in the last {weeks} school weeks, "
        f"{before.absent} of {before.possible} in the {weeks} before, {change}."
    )
