"""Decides whether a school still owes the reason for an absence that it coded N."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import CodedSession, coded, listed, many, said
from schoolward.law.rule import Rule
from schoolward.register.calendars import SchoolCalendar


class Outcome(StrEnum):
    """What can come of it."""

    OVERDUE = "overdue"
    WITHIN_TIME = "within_time"
    NO_CODE_N = "no_code_n"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="code_n_overdue",
    title="Code N overdue",
    question="Has the school replaced every code N within the school days that it has for it?",
    outcomes={
        Outcome.OVERDUE: "A code N has stood for longer than the school may leave it.",
        Outcome.WITHIN_TIME: "A code N stands, and the school still has time to replace it.",
        Outcome.NO_CODE_N: "No code N stands.",
        Outcome.NOT_KNOWN: "A code N stands, and without the school's calendar its last day cannot be told.",
    },
    calls=frozenset({Outcome.OVERDUE}),
)


def code_n_overdue(
    *, marks: Iterable[CodedSession], calendar: SchoolCalendar, as_at: date, law: LawBook
) -> Decision:
    """Whether a code N of the enrolment stands after its last day. `due_on` is the last day of the earliest.

    The last day is the fifth school day of that school after the session. Marks after `as_at` are not looked at.
    """
    reading = law.reading(RULE.name, as_at)
    standing = coded(marks, reading.listed("unestablished_codes"), until=as_at)
    days = reading.number("code_n_school_days")
    if not standing:
        return reading.decide(Outcome.NO_CODE_N, "No session has code N.", facts={"sessions": 0})
    due = {session: calendar.school_day_after(session.on, days) for session in standing}
    overdue = [session for session in standing if (last := due[session]) is not None and as_at > last]
    facts: dict[str, Fact] = {
        "sessions": len(standing),
        "overdue_sessions": len(overdue),
        "standing": tuple(session.words for session in standing),
    }
    if overdue:
        first_due = min(last for session in overdue if (last := due[session]) is not None)
        return reading.decide(
            Outcome.OVERDUE,
            f"{many(len(overdue), 'session')} still {'has' if len(overdue) == 1 else 'have'} code N after "
            f"{days} school days: {listed(overdue)}.",
            f"The earliest had to be replaced by {said(first_due)}.",
            facts=facts,
            since_on=overdue[0].on,
            due_on=first_due,
        )
    known = [last for last in due.values() if last is not None]
    if not known:
        return reading.decide(
            Outcome.NOT_KNOWN,
            f"{many(len(standing), 'session')} with code N, and the calendar does not reach {days} school days beyond.",
            facts=facts,
            missing=("the school's calendar for the days after the session",),
            since_on=standing[0].on,
        )
    return reading.decide(
        Outcome.WITHIN_TIME,
        f"{many(len(standing), 'session')} with code N: {listed(standing)}. "
        f"The school has until {said(min(known))} for the earliest.",
        facts=facts,
        since_on=standing[0].on,
        due_on=min(known),
    )
