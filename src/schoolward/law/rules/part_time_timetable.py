"""Decides whether code C2 rests on a part-time timetable that was agreed, still runs, is kept to and is reviewed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import DATE_OF_BIRTH, of_compulsory_school_age
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import CodedSession, listed, many, said
from schoolward.law.part_time import PartTimeTimetable, by_timetable, is_absence, timetable_on, timetables_of
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.register.calendars import SchoolCalendar


class Outcome(StrEnum):
    """What can come of it."""

    NO_AGREED_PLAN = "no_agreed_plan"
    PLAN_EXPIRED = "plan_expired"
    MARKS_DO_NOT_MATCH = "marks_do_not_match"
    REVIEW_OVERDUE = "review_overdue"
    NOT_OF_COMPULSORY_SCHOOL_AGE = "not_of_compulsory_school_age"
    IN_ORDER = "in_order"
    NO_PART_TIME_TIMETABLE = "no_part_time_timetable"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="part_time_timetable",
    title="Part-time timetable",
    question="Does code C2 rest on a part-time timetable that is agreed, current, kept to and reviewed?",
    outcomes={
        Outcome.NO_AGREED_PLAN: "Code C2 stands, or a timetable runs, without times, without a last day or without the "
        "agreement of school and parent; or code C2 stands before both had agreed.",
        Outcome.PLAN_EXPIRED: "Code C2 stands after the last day of the timetable.",
        Outcome.MARKS_DO_NOT_MATCH: "The register and the timetable differ on which sessions the pupil is off.",
        Outcome.REVIEW_OVERDUE: "The timetable has not been reviewed in time.",
        Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE: "Code C2 stands, and it is for pupils of compulsory school age.",
        Outcome.IN_ORDER: "The timetable is agreed and has its times and a last day, no review is overdue, and code C2 "
        "is not seen to differ from it.",
        Outcome.NO_PART_TIME_TIMETABLE: "No recent session has code C2, and no timetable runs.",
        Outcome.NOT_KNOWN: "Code C2 stands, and without the school's calendar its recent weeks cannot be told.",
    },
    calls=frozenset(
        {
            Outcome.NO_AGREED_PLAN,
            Outcome.PLAN_EXPIRED,
            Outcome.MARKS_DO_NOT_MATCH,
            Outcome.REVIEW_OVERDUE,
            Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE,
        }
    ),
)

_GRAVITY = {outcome: place for place, outcome in enumerate(Outcome)}
_NEEDS = (
    "Code C2 needs times and a last day that the school and a parent with whom the pupil lives have agreed."
)
_UNHELD = "which part-time timetables were agreed: no record is held of them"


class _Finding(NamedTuple):
    """Something that somebody has to put right, with the day since which it is so."""

    outcome: Outcome
    reason: str
    since_on: date
    due_on: date | None = None


def part_time_timetable(
    *,
    marks: Iterable[CodedSession],
    calendar: SchoolCalendar,
    timetables: Sequence[Matter],
    timetables_recorded: bool,
    born_on: date | None,
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether recent sessions with code C2 have a timetable behind them, and whether a running one is in order.

    Every finding is a reason, and the gravest is the outcome. Recent are the last school weeks up to the day, so that
    an agreement that came late is told of only while code C2 of before it is recent. It counts from the day on which
    both school and parent had agreed, that day included.
    """
    reading = law.reading(RULE.name, as_at)
    codes = reading.listed("part_time_codes")
    held = sorted(mark for mark in marks if mark.on <= as_at)
    count = reading.number("part_time_recent_school_weeks")
    weeks = calendar.school_weeks_ending(as_at, count)
    if not weeks and any(mark.code in codes for mark in held):
        return reading.decide(
            Outcome.NOT_KNOWN,
            "Sessions have code C2, and without the school's calendar it cannot be told whether they are recent.",
            missing=("the school's calendar up to this day",),
        )
    recent = [mark for mark in held if weeks and mark.on >= weeks[0]]
    part_time = [mark for mark in recent if mark.code in codes]
    known = timetables_of(timetables, as_at)
    running = timetable_on(as_at, known)
    missing = [] if timetables_recorded else [_UNHELD]
    if not part_time and running is None:
        return reading.decide(
            Outcome.NO_PART_TIME_TIMETABLE,
            f"No session of the last {many(count, 'school week')} has code C2, and no part-time timetable runs.",
            facts={"part_time_sessions": 0},
            missing=missing,
        )
    if part_time and born_on is None:
        missing.append(DATE_OF_BIRTH)
    under = {plan: sessions for plan, sessions in by_timetable(part_time, known).items() if plan is not None}
    facts = _facts(reading, part_time, weeks, running)
    findings = _findings(reading, recent, known, running, born_on)
    if not findings:
        return _in_order(reading, under, running, facts, missing)
    gravest = findings[0]
    return reading.decide(
        gravest.outcome,
        *(finding.reason for finding in findings),
        facts=facts | {"findings": tuple(dict.fromkeys(finding.outcome.value for finding in findings))},
        missing=missing,
        since_on=min(finding.since_on for finding in findings if finding.outcome is gravest.outcome),
        due_on=gravest.due_on,
    )


def _findings(
    reading: Reading,
    recent: Sequence[CodedSession],
    known: Sequence[PartTimeTimetable],
    running: PartTimeTimetable | None,
    born_on: date | None,
) -> list[_Finding]:
    """Everything to put right, the gravest first."""
    codes = reading.listed("part_time_codes")
    days_of_age = set(of_compulsory_school_age({mark.on for mark in recent}, born_on))
    of_age = [mark for mark in recent if mark.on in days_of_age]
    found = [
        *_of_agreement([mark for mark in of_age if mark.code in codes], known, running),
        *_of_sessions(of_age, known, codes),
        *_of_review(reading, running),
        *_of_age([mark for mark in recent if mark.on not in days_of_age and mark.code in codes]),
    ]
    return sorted(found, key=lambda finding: _GRAVITY[finding.outcome])


def _of_agreement(
    part_time: Sequence[CodedSession],
    known: Sequence[PartTimeTimetable],
    running: PartTimeTimetable | None,
) -> Iterator[_Finding]:
    """Code C2 without a timetable, with one that lacks something, before it was agreed, or after its last day."""
    under = by_timetable(part_time, known)
    if running is not None:
        under.setdefault(running, [])
    ended = [(plan.ends_on, plan) for plan in known if plan.ends_on is not None]
    uncovered = [mark for mark in under.get(None, ()) if not any(on < mark.on for on, _ in ended)]
    if uncovered:
        yield _Finding(
            Outcome.NO_AGREED_PLAN,
            f"{_sessions(uncovered)} code C2, and no part-time timetable on record covers "
            f"{'it' if len(uncovered) == 1 else 'them'}: {listed(uncovered)}. {_NEEDS}",
            uncovered[0].on,
        )
    for plan, sessions in under.items():
        if plan is not None and plan.lacks:
            stand = f", and {_sessions(sessions)} code C2 under it: {listed(sessions)}" if sessions else ""
            yield _Finding(
                Outcome.NO_AGREED_PLAN,
                f"Timetable {plan.reference} {plan.time_said} lacks {plan.lacks_said}{stand}. {_NEEDS}",
                sessions[0].on if sessions else plan.starts_on,
            )
        elif plan is not None and (early := [mark for mark in sessions if plan.is_agreed_after(mark.on)]):
            yield _Finding(
                Outcome.NO_AGREED_PLAN,
                f"{_sessions(early)} code C2 before both the school and a parent had agreed timetable "
                f"{plan.reference}: {listed(early)}. {plan.agreement_said} {_NEEDS}",
                early[0].on,
            )
    expired = [mark for mark in under.get(None, ()) if mark not in uncovered]
    if expired:
        last_on, plan = max(
            ((on, plan) for on, plan in ended if on < expired[-1].on), key=lambda pair: pair[0]
        )
        yield _Finding(
            Outcome.PLAN_EXPIRED,
            f"{_sessions(expired)} code C2 after the last day of a timetable, and no other covers "
            f"{'it' if len(expired) == 1 else 'them'}: {listed(expired)}. Timetable {plan.reference} ended on "
            f"{said(last_on)}.",
            expired[0].on,
        )


def _of_sessions(
    recent: Sequence[CodedSession], known: Sequence[PartTimeTimetable], codes: Sequence[str]
) -> Iterator[_Finding]:
    """Where register and timetable differ on which sessions the pupil is off, once it was agreed."""
    for plan, sessions in by_timetable(recent, known).items():
        if plan is None or plan.lacks:
            continue
        agreed = [mark for mark in sessions if not plan.is_agreed_after(mark.on)]
        required = [mark for mark in agreed if mark.code in codes and not plan.is_off_in(mark)]
        otherwise = [
            mark for mark in agreed if mark.code not in codes and plan.is_off_in(mark) and is_absence(mark)
        ]
        if required:
            yield _Finding(
                Outcome.MARKS_DO_NOT_MATCH,
                f"{_sessions(required)} code C2 though timetable {plan.reference} requires the pupil then: "
                f"{listed(required)}.",
                required[0].on,
            )
        if otherwise:
            yield _Finding(
                Outcome.MARKS_DO_NOT_MATCH,
                f"{_sessions(otherwise)} another code of absence though timetable {plan.reference} leaves the pupil "
                f"off then: {listed(otherwise)}.",
                otherwise[0].on,
            )


def _of_review(reading: Reading, running: PartTimeTimetable | None) -> Iterator[_Finding]:
    """A running timetable that was last agreed, begun or reviewed too long ago."""
    if running is None:
        return
    due_on = _review_due_on(reading, running)
    if reading.as_at > due_on:
        yield _Finding(
            Outcome.REVIEW_OVERDUE,
            f"Timetable {running.reference} was last agreed, begun or reviewed on {said(running.looked_at_on)}: its "
            f"review within {many(reading.number('part_time_review_weeks'), 'week')} was due by {said(due_on)}.",
            due_on + timedelta(days=1),
            due_on,
        )


def _review_due_on(reading: Reading, plan: PartTimeTimetable) -> date:
    return plan.looked_at_on + timedelta(weeks=reading.number("part_time_review_weeks"))


def _of_age(sessions: Sequence[CodedSession]) -> Iterator[_Finding]:
    """Code C2 on days on which the pupil is not of compulsory school age."""
    if sessions:
        yield _Finding(
            Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE,
            f"{_sessions(sessions)} code C2 on a day on which the pupil is not of compulsory school age: "
            f"{listed(sessions)}. Code C2 is for pupils of that age.",
            sessions[0].on,
        )


def _in_order(
    reading: Reading,
    under: dict[PartTimeTimetable, list[CodedSession]],
    running: PartTimeTimetable | None,
    facts: dict[str, Fact],
    missing: Sequence[str],
) -> Decision:
    """Says of each timetable that runs or ran in the recent weeks what it rests on."""
    reasons = []
    plans = dict(under) if running is None else {**under, running: under.get(running, [])}
    for plan, sessions in plans.items():
        reasons.append(
            f"Timetable {plan.reference}, {plan.time_said}, is agreed by the school and a parent. "
            f"{_sessions(sessions)} code C2 under it in the last "
            f"{many(reading.number('part_time_recent_school_weeks'), 'school week')}."
        )
    due_on = None
    if running is not None:
        due_on = _review_due_on(reading, running)
        reasons.append(f"Timetable {running.reference} is to be reviewed by {said(due_on)}.")
    return reading.decide(
        Outcome.IN_ORDER,
        *reasons,
        facts=facts,
        missing=missing,
        since_on=min(plan.starts_on for plan in plans),
        due_on=due_on,
    )


def _facts(
    reading: Reading,
    part_time: Sequence[CodedSession],
    weeks: Sequence[date],
    running: PartTimeTimetable | None,
) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "part_time_sessions": len(part_time),
        "counted_from": weeks[0] if weeks else None,
    }
    if running is not None:
        facts |= {
            "timetable": running.reference,
            "starts_on": running.starts_on,
            "ends_on": running.ends_on,
            "last_reviewed_on": running.looked_at_on,
            "review_due_on": _review_due_on(reading, running),
        }
    return facts


def _sessions(sessions: Sequence[CodedSession]) -> str:
    return f"{many(len(sessions), 'session')} {'has' if len(sessions) == 1 else 'have'}"
