"""Decides whether a school owes the authority an attendance return for ten school days of unauthorised absence."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import (
    CALENDAR,
    DATE_OF_BIRTH,
    is_known_not_of_age,
    is_running,
    left_out,
    of_compulsory_school_age,
    outside_calendar,
)
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import CodedSession, Run, many, runs, said, whole_days
from schoolward.law.periods import months_after
from schoolward.law.rule import Rule
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import AcademicYear


class Outcome(StrEnum):
    """What can come of it."""

    RETURN_EXPECTED = "return_expected"
    RETURN_RECEIVED = "return_received"
    NOT_REACHED = "not_reached"
    NOT_OF_COMPULSORY_SCHOOL_AGE = "not_of_compulsory_school_age"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="ten_day_unauthorised_absence",
    title="Attendance return: ten school days of unauthorised absence",
    question="Does the school owe an attendance return for continuous school days of unauthorised absence?",
    outcomes={
        Outcome.RETURN_EXPECTED: "The days were reached, and no return for them is on record.",
        Outcome.RETURN_RECEIVED: "The days were reached, and a return for them was received.",
        Outcome.NOT_REACHED: "No such run of school days is long enough.",
        Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE: "The return is for pupils of compulsory school age.",
        Outcome.NOT_KNOWN: "There are such marks, and without the school's calendar no run can be told.",
    },
    calls=frozenset({Outcome.RETURN_EXPECTED}),
)


def ten_day_unauthorised_absence(
    *,
    marks: Iterable[CodedSession],
    calendar: SchoolCalendar,
    born_on: date | None,
    returns: Sequence[date],
    returns_recorded: bool,
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether a run of the enrolment reached ten school days in the academic year without a return for it.

    A run is of school days of which every open session has one of the codes; any other code ends it, and so does
    a session without one. A return is one for a run if it was received on or after the run's first day: one an
    episode. Of several runs without a return the latest decides. The other ground of the same return, that a
    pupil fails to attend regularly, is not judged here.
    """
    reading = law.reading(RULE.name, as_at)
    codes = reading.listed("attendance_return_codes")
    needed = reading.number("attendance_return_school_days")
    year = AcademicYear.of(as_at)
    held = tuple(mark for mark in marks if mark.on <= as_at)
    whole = whole_days(held, codes, calendar, until=as_at)
    counted = of_compulsory_school_age(whole, born_on)
    every_run = [run for run in runs(counted, calendar) if run.last_on >= year.first_on]
    reached = [
        run for run in every_run if run.school_days >= needed and run.days[needed - 1] >= year.first_on
    ]
    if not reached:
        marked = (mark.on for mark in held if mark.code in codes and mark.on >= year.first_on)
        return _not_reached(
            reading,
            every_run,
            left_out(whole, counted, first_on=year.first_on),
            is_unknown=bool(of_compulsory_school_age(outside_calendar(marked, calendar), born_on)),
            is_of_age=not is_known_not_of_age(born_on, as_at),
        )
    received = sorted(on for on in returns if on <= as_at)
    lacking = [run for run in reached if not received or received[-1] < run.first_on]
    run = (lacking or reached)[-1]
    facts: dict[str, Fact] = {
        "first_on": run.first_on,
        "last_on": run.last_on,
        "reached_on": run.days[needed - 1],
        "school_days": run.school_days,
        "longest_school_days": max(each.school_days for each in every_run),
        "unauthorised_sessions": sum(
            mark.code in codes and run.first_on <= mark.on <= run.last_on for mark in held
        ),
        "still_absent": is_running(run, held, calendar, as_at=as_at),
        "runs_without_return": len(lacking),
    }
    missing = () if born_on is not None else (DATE_OF_BIRTH,)
    if lacking:
        unheld = (
            () if returns_recorded else ("which attendance returns were received: no record is held of them",)
        )
        return _expected(reading, run, facts, earlier_runs=len(lacking) - 1, missing=unheld + missing)
    return _received(reading, run, next(on for on in received if on >= run.first_on), facts, missing)


def _run_in_words(reading: Reading, run: Run) -> str:
    codes = ", ".join(reading.listed("attendance_return_codes"))
    needed = reading.number("attendance_return_school_days")
    return (
        f"{many(run.school_days, 'school day')} in a row have no other code than {codes}, from {said(run.first_on)} "
        f"to {said(run.last_on)}. The {needed} days at which an attendance return is due were reached on "
        f"{said(run.days[needed - 1])}."
    )


def _expected(
    reading: Reading, run: Run, facts: dict[str, Fact], *, earlier_runs: int, missing: tuple[str, ...]
) -> Decision:
    months = reading.number("attendance_return_interval_months")
    reached_on = run.days[reading.number("attendance_return_school_days") - 1]
    due_on = months_after(reached_on, months)
    reasons = [
        _run_in_words(reading, run),
        f"No attendance return received on or after {said(run.first_on)} is on record.",
        f"Returns are made at intervals agreed with the authority, of no more than {many(months, 'month')}, so that "
        f"the last day for this one is {said(due_on)}.",
    ]
    if earlier_runs:
        reasons.append(
            f"{many(earlier_runs, 'earlier run')} of this academic year {'has' if earlier_runs == 1 else 'have'} no "
            "return on record either."
        )
    return reading.decide(
        Outcome.RETURN_EXPECTED,
        *reasons,
        facts=facts,
        missing=missing,
        since_on=reached_on,
        due_on=due_on,
    )


def _received(
    reading: Reading, run: Run, received_on: date, facts: dict[str, Fact], missing: tuple[str, ...]
) -> Decision:
    reached_on = run.days[reading.number("attendance_return_school_days") - 1]
    return reading.decide(
        Outcome.RETURN_RECEIVED,
        _run_in_words(reading, run),
        f"An attendance return was received on {said(received_on)}. A return counts for "
        f"{reading.word('attendance_return_counts_for')}, and this one began on {said(run.first_on)}.",
        facts=facts | {"received_on": received_on},
        missing=missing,
        since_on=max(received_on, reached_on),
    )


def _not_reached(
    reading: Reading, every_run: list[Run], note: tuple[str, ...], *, is_unknown: bool, is_of_age: bool
) -> Decision:
    """What to answer where no run is long enough, or none can be told."""
    codes = ", ".join(reading.listed("attendance_return_codes"))
    needed = reading.number("attendance_return_school_days")
    longest = max(every_run, key=lambda run: run.school_days, default=None)
    facts: dict[str, Fact] = {"longest_school_days": longest.school_days if longest else 0}
    if is_unknown:
        return reading.decide(
            Outcome.NOT_KNOWN,
            f"Sessions have one of the codes {codes} on days that the school's calendar does not reach, so that "
            "school days in a row cannot be told.",
            facts=facts,
            missing=(CALENDAR,),
        )
    if not is_of_age:
        return reading.decide(
            Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE,
            f"The pupil is not of compulsory school age on {said(reading.as_at)}, and no run of {needed} school days "
            "lies within it in this academic year. The attendance return is for pupils of that age.",
            facts=facts,
        )
    if longest is None:
        return reading.decide(
            Outcome.NOT_REACHED,
            f"No whole school day of this academic year has only codes of {codes}.",
            *note,
            facts=facts,
        )
    return reading.decide(
        Outcome.NOT_REACHED,
        f"The longest run of school days with no other code than {codes} is {many(longest.school_days, 'day')}, "
        f"from {said(longest.first_on)} to {said(longest.last_on)}. An attendance return is due at {needed}.",
        *note,
        facts=facts | {"first_on": longest.first_on, "last_on": longest.last_on},
    )
