"""Decides whether a child has been out of school so long that the authority has to decide on arranging education."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_out_of_school import DaysOutOfSchool, days_out_of_school
from schoolward.law.days_that_count import CALENDAR, DATE_OF_BIRTH, is_known_not_of_age
from schoolward.law.decision import Decision, Fact
from schoolward.law.education_decisions import EducationDecision, latest_decision, provision_began_on
from schoolward.law.marks import CodedSession, many, said
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import AcademicYear


class Outcome(StrEnum):
    """What can come of it."""

    DECISION_DUE = "decision_due"
    PROVISION_DUE = "provision_due"
    APPROACHING = "approaching"
    DECIDED = "decided"
    RUNNING = "running"
    NOT_OUT_OF_SCHOOL = "not_out_of_school"
    NOT_OF_COMPULSORY_SCHOOL_AGE = "not_of_compulsory_school_age"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="section_19_clock",
    title="Section 19: days out of school",
    question="Has the child been out of school for so many days that the authority decides on arranging education?",
    outcomes={
        Outcome.DECISION_DUE: "The days were reached, and no decision of the authority that covers them is on record.",
        Outcome.PROVISION_DUE: "The authority decided, and it is not on record that provision began, or that none is "
        "needed.",
        Outcome.APPROACHING: "The days come near, and no decision that covers them is on record.",
        Outcome.DECIDED: "The authority has decided, and few days have come since.",
        Outcome.RUNNING: "The child has been out of school on a few days of this academic year.",
        Outcome.NOT_OUT_OF_SCHOOL: "The child was out of school on no whole day of this academic year.",
        Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE: "The duty is to children of compulsory school age.",
        Outcome.NOT_KNOWN: "There are such marks, and without the school's calendar whole days cannot be told.",
    },
    calls=frozenset({Outcome.DECISION_DUE, Outcome.PROVISION_DUE}),
)


@dataclass(frozen=True)
class _Clock:
    """The days, the latest decision, and what of the days it does not cover."""

    reading: Reading
    out: DaysOutOfSchool
    decided: EducationDecision | None
    missing: tuple[str, ...]
    needed: int

    @cached_property
    def uncovered(self) -> tuple[date, ...]:
        """The days after the decision, or all: a decision covers the days up to and including its own."""
        decided = self.decided
        return self.out.days if decided is None else tuple([on for on in self.out.days if on > decided.on])

    @property
    def is_unknown(self) -> bool:
        """Whether days may be uncovered of which the calendar says nothing."""
        return any(self.decided is None or on > self.decided.on for on in self.out.unknown)

    @property
    def is_provision_overdue(self) -> bool:
        """Whether the time is over after which provision is asked after."""
        due_on = self.decided.provision_due_on if self.decided else None
        return due_on is not None and self.reading.as_at > due_on

    @property
    def decided_said(self) -> tuple[str, ...]:
        """The decision and its provision in sentences, if there is one."""
        return (self.decided.said, self.decided.provision_said) if self.decided else ()


def section_19_clock(
    *,
    marks: Iterable[CodedSession],
    calendar: SchoolCalendar,
    born_on: date | None,
    decisions: Sequence[Matter],
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether whole school days out of school, single or in a row, reach fifteen without a decision that covers them.

    Counted are those of the academic year, with an unbroken run that goes on from the year before. A decision covers
    the days up to and including its own, so that fifteen more call for another (our reading); where provision does
    not follow it, that calls as well. A decision is due on the fifteenth day itself: the law knows no later one,
    and provision is to be prompt.
    """
    reading = law.reading(RULE.name, as_at)
    codes = reading.listed("section_19_codes")
    needed = reading.number("section_19_school_days")
    out = days_out_of_school(tuple(marks), codes, calendar, born_on=born_on, as_at=as_at)
    decided = latest_decision(decisions, calendar, reading, since_on=out.looked_at_from)
    missing = out.missing if born_on is not None else (DATE_OF_BIRTH, *out.missing)
    clock = _Clock(reading, out, decided, missing, needed)
    is_of_age = not is_known_not_of_age(born_on, as_at)
    if len(clock.uncovered) >= needed:
        return _decision_due(clock, provision_began_on(decisions, since_on=out.looked_at_from, as_at=as_at))
    if clock.is_provision_overdue and is_of_age:
        return _provision_due(clock)
    if clock.is_unknown:
        return reading.decide(
            Outcome.NOT_KNOWN,
            f"Sessions have one of the codes {', '.join(codes)} on days that the school's calendar does not reach, so "
            "that whole school days cannot be counted.",
            missing=(CALENDAR,),
        )
    if not out.days and (decided is None or not is_of_age):
        return _none_counted(clock, is_of_age=is_of_age)
    return _before(clock)


def _count(clock: _Clock) -> str:
    """How many days there are, from when to when."""
    reading, days, runs_on_from = clock.reading, clock.out.days, clock.out.runs_on_from
    codes = ", ".join(reading.listed("section_19_codes"))
    if not days:
        return (
            f"No whole school day of {AcademicYear.of(reading.as_at).label} has only codes of {codes}. Single "
            "sessions are not counted."
        )
    of_year = f" of {AcademicYear.of(reading.as_at).label}" if runs_on_from is None else ""
    counted = (
        f"{many(len(days), 'whole school day')}{of_year} {'has' if len(days) == 1 else 'have'} no other code than "
        f"{codes}, "
        + (
            f"on {said(days[0])}."
            if len(days) == 1
            else f"the first {said(days[0])} and the latest {said(days[-1])}."
        )
    )
    if runs_on_from is None:
        return counted
    counted_from = reading.word("section_19_run_across_summer")
    return f"{counted} Days that run on from {runs_on_from.label} are counted {counted_from}."


def _facts(clock: _Clock) -> dict[str, Fact]:
    days, decided = clock.out.days, clock.decided
    facts: dict[str, Fact] = {"out_of_school_days": len(days)}
    if days:
        facts |= {
            "first_on": days[0], "last_on": days[-1], "sessions_by_code": clock.out.sessions_by_code,
        }  # fmt: skip
    if decided is not None:
        facts |= {
            "decided_on": decided.on,
            "out_of_school_days_since_decision": len(clock.uncovered),
            "provision_began_on": decided.provision_began_on,
            "provision_due_on": decided.provision_due_on,
        }
    return facts


def _decision_due(clock: _Clock, began_on: date | None) -> Decision:
    needed, decided, facts = clock.needed, clock.decided, _facts(clock)
    reached_on = clock.uncovered[needed - 1]
    if decided is None:
        facts["provision_began_on"] = began_on
        reached = f"The {needed} days were reached on {said(reached_on)}."
        record = f"No decision taken on or after {said(clock.out.days[0])} is on record."
        lacking = record + (f" Provision began on {said(began_on)}." if began_on else "")
    else:
        reached = f"Counted after the decision of {said(decided.on)}, {needed} days were reached on {said(reached_on)}."
        lacking = (
            f"{decided.said} A decision covers the days up to its own, and no later one is on record. "
            f"{decided.provision_said}"
        )
    return clock.reading.decide(
        Outcome.DECISION_DUE,
        f"{_count(clock)} {reached}",
        "Where a child is out of school through illness, exclusion or otherwise, the authority arranges education. "
        f"{_duty(needed)}",
        lacking,
        facts=facts | {"reached_on": reached_on},
        missing=clock.missing,
        since_on=reached_on,
        due_on=reached_on,
    )


def _duty(needed: int) -> str:
    return (
        f"The authority acts once it is clear that a child will be out for {needed} days, in a row or added up. The "
        "duty has no fixed first day, and provision is to be prompt."
    )


def _provision_due(clock: _Clock) -> Decision:
    """Where it is not on record that what was decided has begun."""
    decided = clock.decided
    assert decided is not None
    due_on = decided.provision_due_on
    assert due_on is not None
    days = many(clock.reading.number("section_19_provision_school_days"), "school day")
    return clock.reading.decide(
        Outcome.PROVISION_DUE,
        f"{decided.said} {decided.provision_said}",
        "The law sets no day by which provision begins, and it is to be prompt. Here it is asked after once "
        f"{days} have passed since the decision, the last of them {said(due_on)}.",
        _count(clock),
        *clock.out.left_out,
        facts=_facts(clock),
        missing=clock.missing,
        since_on=due_on + timedelta(days=1),
        due_on=due_on,
    )


def _before(clock: _Clock) -> Decision:
    """What to answer while nobody has to act."""
    reading, needed, uncovered, decided = clock.reading, clock.needed, clock.uncovered, clock.decided
    warned = reading.number("section_19_warning_school_days")
    more = f"{many(needed - len(uncovered), 'more day')} would"
    reasons = [_count(clock), *clock.decided_said]
    if decided is None:
        reasons.append(f"{_duty(needed)} {more} make {needed}.")
    elif uncovered:
        came = "day has" if len(uncovered) == 1 else "days have"
        reasons.append(
            f"A decision covers the days up to its own: {len(uncovered)} such {came} come since, and {more} call for "
            "another."
        )
    if len(uncovered) >= warned:
        outcome, since_on = Outcome.APPROACHING, uncovered[warned - 1]
    elif decided is not None:
        outcome, since_on = Outcome.DECIDED, decided.on
    else:
        outcome, since_on = Outcome.RUNNING, uncovered[0]
    return reading.decide(
        outcome,
        *reasons,
        *clock.out.left_out,
        facts=_facts(clock),
        missing=(*clock.missing, *(decided.missing if decided else ())),
        since_on=since_on,
        due_on=decided.provision_due_on if decided else None,
    )


def _none_counted(clock: _Clock, *, is_of_age: bool) -> Decision:
    """What to answer where no day can be counted and nothing was decided."""
    reading = clock.reading
    if not is_of_age:
        return reading.decide(
            Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE,
            f"The child is not of compulsory school age on {said(reading.as_at)}, and no such day of this academic "
            "year lies within it.",
            facts=_facts(clock),
        )
    return reading.decide(
        Outcome.NOT_OUT_OF_SCHOOL, _count(clock), *clock.out.left_out, facts={"out_of_school_days": 0}
    )
