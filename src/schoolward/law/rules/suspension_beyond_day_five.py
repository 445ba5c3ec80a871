"""Decides whether a suspension has lasted so long that education has to be arranged for the pupil."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import CALENDAR, is_running, outside_calendar
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import CodedSession, Run, many, runs, said, whole_days
from schoolward.law.rule import Rule
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import AcademicYear


class Outcome(StrEnum):
    """What can come of it."""

    BEYOND_DAY_FIVE = "beyond_day_five"
    WAS_BEYOND_DAY_FIVE = "was_beyond_day_five"
    WITHIN_FIVE_DAYS = "within_five_days"
    NOT_SUSPENDED = "not_suspended"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="suspension_beyond_day_five",
    title="Suspension beyond day five",
    question="Has code E stood for more consecutive school days than a pupil may be left without provision?",
    outcomes={
        Outcome.BEYOND_DAY_FIVE: "Code E has stood for longer, and still does: education has to be arranged.",
        Outcome.WAS_BEYOND_DAY_FIVE: "Code E stood for longer in this academic year, and no longer does.",
        Outcome.WITHIN_FIVE_DAYS: "Code E stands, and not for longer.",
        Outcome.NOT_SUSPENDED: "Code E does not stand, nor did it for longer in this academic year.",
        Outcome.NOT_KNOWN: "Code E stands, and without the school's calendar its days cannot be counted.",
    },
    calls=frozenset({Outcome.BEYOND_DAY_FIVE}),
)

_CANNOT_TELL = (
    "The register does not say whether this is one suspension, several next to each other or a permanent "
    "exclusion."
)


def suspension_beyond_day_five(
    *, marks: Iterable[CodedSession], calendar: SchoolCalendar, as_at: date, law: LawBook
) -> Decision:
    """Whether a run of school days with code E is longer than five. `due_on` is the sixth, be it past or to come.

    A day counts if every open session of it has the code; one with the code in one of two sessions ends a run (our
    reading). Code E says that no provision is made, so that a run ends where the code of a provision begins.
    """
    reading = law.reading(RULE.name, as_at)
    codes = reading.listed("suspension_codes")
    most = reading.number("suspension_school_days_without_provision")
    year = AcademicYear.of(as_at)
    held = tuple(mark for mark in marks if mark.on <= as_at)
    every_run = runs(whole_days(held, codes, calendar, until=as_at), calendar)
    last = every_run[-1] if every_run else None
    running = last if last is not None and is_running(last, held, calendar, as_at=as_at) else None
    long = [run for run in every_run if run.school_days > most and run.days[most] >= year.first_on]
    if running is not None and running.school_days > most:
        return _beyond(reading, running)
    marked = (mark.on for mark in held if mark.code in codes and mark.on >= year.first_on)
    if not long and outside_calendar(marked, calendar):
        return reading.decide(
            Outcome.NOT_KNOWN,
            "Sessions have code E on days that the school's calendar does not reach, so that consecutive school days "
            "cannot be told.",
            missing=(CALENDAR,),
        )
    now = _running_in_words(reading, running, calendar)
    if long:
        run = long[-1]
        return reading.decide(
            Outcome.WAS_BEYOND_DAY_FIVE,
            f"Code E stood for {run.school_days} consecutive school days, from {said(run.first_on)} to "
            f"{said(run.last_on)}, where the run ends. Education had to be arranged from day {most + 1}, "
            f"{said(run.days[most])}.",
            _CANNOT_TELL,
            *now,
            facts=_facts(run) | {"sixth_day_on": run.days[most]},
            since_on=run.days[most],
            due_on=run.days[most],
        )
    if running is not None:
        return reading.decide(
            Outcome.WITHIN_FIVE_DAYS,
            *now,
            facts=_facts(running),
            since_on=running.first_on,
            due_on=calendar.school_day_after(running.first_on, most),
        )
    return reading.decide(
        Outcome.NOT_SUSPENDED,
        f"No run of whole school days with code E reaches {said(as_at)}, and in {year.label} none was longer than "
        f"{many(most, 'day')}.",
        facts={"school_days": 0},
    )


def _beyond(reading: Reading, run: Run) -> Decision:
    most = reading.number("suspension_school_days_without_provision")
    sixth_on = run.days[most]
    return reading.decide(
        Outcome.BEYOND_DAY_FIVE,
        f"Code E stands on {run.school_days} consecutive school days, from {said(run.first_on)} to "
        f"{said(run.last_on)}, and no later day shows it ended.",
        f"Code E says that no provision is made. Education has to be arranged from day {most + 1}, which was "
        f"{said(sixth_on)}; the register then has the code of that provision.",
        _CANNOT_TELL,
        facts=_facts(run) | {"sixth_day_on": sixth_on},
        since_on=sixth_on,
        due_on=sixth_on,
    )


def _running_in_words(reading: Reading, run: Run | None, calendar: SchoolCalendar) -> tuple[str, ...]:
    """What to say of code E that stands within its days; nothing if it does not."""
    if run is None:
        return ()
    most = reading.number("suspension_school_days_without_provision")
    next_on = calendar.school_day_after(run.first_on, most)
    when = f", {said(next_on)}" if next_on is not None else ""
    return (
        f"Code E stands on {many(run.school_days, 'consecutive school day')} up to {said(run.last_on)}, the first of "
        f"them {said(run.first_on)}. If it goes on, education has to be arranged from day {most + 1}{when}.",
    )


def _facts(run: Run) -> dict[str, Fact]:
    return {"first_on": run.first_on, "last_on": run.last_on, "school_days": run.school_days}
