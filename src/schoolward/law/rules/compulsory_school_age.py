"""Decides whether a child is of compulsory school age, and whether code X stands where it may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import first_and_last_day_of_age
from schoolward.law.decision import Decision
from schoolward.law.marks import CodedSession, coded, listed, many, said
from schoolward.law.rule import Rule
from schoolward.register.age import birthday, compulsory_school_age_term_starts_on
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.years import Term, term_on, week_monday


class Outcome(StrEnum):
    """What can come of it."""

    CODE_X_REFUSED = "code_x_refused"
    CODE_X_UNUSUAL = "code_x_unusual"
    COMPULSORY = "compulsory"
    NOT_YET = "not_yet"
    ENDED = "ended"
    NOT_KNOWN = "not_known"


RULE = Rule(
    name="compulsory_school_age",
    title="Compulsory school age and code X",
    question="Is the child of compulsory school age, and does code X stand only where it may?",
    outcomes={
        Outcome.CODE_X_REFUSED: "Code X stands on a day of compulsory school age: the school has to put another code.",
        Outcome.CODE_X_UNUSUAL: "Code X stands between the day on which compulsory school age begins and the first "
        "school day of the next term: the school is asked to look at it again.",
        Outcome.COMPULSORY: "The child is of compulsory school age.",
        Outcome.NOT_YET: "The child is not yet of compulsory school age.",
        Outcome.ENDED: "The child is no longer of compulsory school age.",
        Outcome.NOT_KNOWN: "Without a date of birth it cannot be told.",
    },
    calls=frozenset({Outcome.CODE_X_REFUSED, Outcome.CODE_X_UNUSUAL}),
)


@dataclass(frozen=True, kw_only=True)
class _Age:
    """The days that bound compulsory school age, and how they follow from the date of birth."""

    begins_on: date
    term_begins_on: date
    ends_on: date
    reasons: tuple[str, ...]


def compulsory_school_age(
    *,
    born_on: date | None,
    marks: Iterable[CodedSession],
    calendar: SchoolCalendar,
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether the child is of compulsory school age on the day, and whether a code X stands on a day of that age.

    A code X is refused from the first school day of the term after compulsory school age began, and unusual on
    the days before it (our reading). Marks of before the codes in force today are not looked at: code X was then
    wider. The store refuses code X when it is loaded, and is stricter: it asks register.age alone and no calendar, so
    that after an early Easter it takes 1 April for the beginning of a term, whatever the school's own spring term.
    """
    reading = law.reading(RULE.name, as_at)
    ends_at = reading.number("compulsory_school_age_ends")
    begins_at = reading.number("compulsory_school_age_begins")
    reading.listed("compulsory_school_age_prescribed_days")
    reading.word("code_x_pupils")
    codes = reading.listed("not_of_school_age_codes")
    first_on = law.parameter("not_of_school_age_codes").first_held_on
    standing = tuple(mark for mark in coded(marks, codes, until=as_at) if mark.on >= first_on)
    if born_on is None:
        return reading.decide(
            Outcome.NOT_KNOWN,
            f"Without a date of birth it cannot be told whether code X may stand: {listed(standing)}."
            if standing
            else "Without a date of birth it cannot be told whether the child is of compulsory school age.",
            facts={"code_x_sessions": len(standing)},
            missing=("the child's date of birth",),
        )
    age = _age(born_on, calendar, begins_at=begins_at, ends_at=ends_at)
    if standing and standing[-1].on >= age.begins_on and standing[0].on <= age.ends_on:
        return _of_code_x(reading, age, standing)
    return _of_age(reading, age, code_x_sessions=len(standing))


def _of_code_x(reading: Reading, age: _Age, standing: tuple[CodedSession, ...]) -> Decision:
    """Weighs the codes X of which at least one can lie within compulsory school age."""
    refused = tuple(mark for mark in standing if age.term_begins_on <= mark.on <= age.ends_on)
    unusual = tuple(mark for mark in standing if age.begins_on <= mark.on < age.term_begins_on)
    if not refused and not unusual:
        return _of_age(reading, age, code_x_sessions=len(standing))
    reasons = []
    if refused:
        reasons.append(
            f"{many(len(refused), 'session')} of compulsory school age {_have(refused)} code X: {listed(refused)}. "
            "Code X is for pupils who are not of that age: the mark cannot stand, and the school has to put "
            "another code."
        )
    if unusual:
        reasons.append(
            f"{many(len(unusual), 'session')} {_have(unusual)} code X after compulsory school age began and before "
            f"the first school day of the next term: {listed(unusual)}. The school is asked whether another code "
            "is the true one."
        )
    return reading.decide(
        Outcome.CODE_X_REFUSED if refused else Outcome.CODE_X_UNUSUAL,
        *reasons,
        *age.reasons,
        facts=_facts(age)
        | {
            "code_x_sessions": len(standing),
            "code_x_refused_sessions": len(refused),
            "code_x_unusual_sessions": len(unusual),
        },
        since_on=(refused or unusual)[0].on,
    )


def _of_age(reading: Reading, age: _Age, *, code_x_sessions: int) -> Decision:
    """Where no code X stands in the way, only the age on the day."""
    as_at = reading.as_at
    facts = _facts(age) | {"code_x_sessions": code_x_sessions}
    if as_at < age.begins_on:
        return reading.decide(
            Outcome.NOT_YET,
            f"The child is not yet of compulsory school age on {said(as_at)}.",
            *age.reasons,
            facts=facts,
        )
    if as_at > age.ends_on:
        return reading.decide(
            Outcome.ENDED,
            f"The child is no longer of compulsory school age on {said(as_at)}.",
            *age.reasons,
            facts=facts,
            since_on=age.ends_on + timedelta(days=1),
        )
    return reading.decide(
        Outcome.COMPULSORY,
        f"The child is of compulsory school age on {said(as_at)}.",
        *age.reasons,
        facts=facts,
        since_on=age.begins_on,
    )


def _age(born_on: date, calendar: SchoolCalendar, *, begins_at: int, ends_at: int) -> _Age:
    """The days for this date of birth; the term begins on the school's own first day where its calendar has it."""
    begins_on, ends_on = first_and_last_day_of_age(born_on)
    can_begin_on = compulsory_school_age_term_starts_on(born_on)
    opened_on = _next_term_opened_on(begins_on, can_begin_on, calendar)
    is_known = opened_on is not None
    term_begins_on = can_begin_on if opened_on is None else opened_on
    fifth = birthday(born_on, age=begins_at)
    begins = (
        f"The child is {begins_at} on {said(fifth)}, a prescribed day, and compulsory school age begins on it."
        if fifth == begins_on
        else f"The child is {begins_at} on {said(fifth)}, and compulsory school age begins on the next prescribed "
        f"day, {said(begins_on)}."
    )
    term = (
        f"The first school day of the term after it is {said(term_begins_on)}."
        if is_known
        else f"The term after it can begin on {said(term_begins_on)} at the earliest."
    )
    ends = (
        f"It ends with {said(ends_on)}, the last Friday in June of the school year in which the child turns "
        f"{ends_at}."
    )
    return _Age(
        begins_on=begins_on,
        term_begins_on=term_begins_on,
        ends_on=ends_on,
        reasons=(f"{begins} {term}", ends),
    )


def _next_term_opened_on(begins_on: date, can_begin_on: date, calendar: SchoolCalendar) -> date | None:
    """The first school day of the term after the prescribed day; null where the calendar does not tell it.

    The prescribed days of August and December lie between two terms. That of March can lie within one, which then goes
    on until the next week without any school.
    """
    last_before = begins_on
    if term_on(begins_on).term is not Term.AUTUMN:
        if not calendar.sessions or calendar.sessions[0].on > begins_on:
            return None
        last_before = _last_day_of_school_weeks(begins_on, calendar)
    opened_on = calendar.school_day_after(max(last_before, can_begin_on - timedelta(days=1)), 1)
    # A calendar that only begins years later has a first open day too, and it is no first day of that term.
    return opened_on if opened_on is not None and term_on(opened_on) == term_on(can_begin_on) else None


def _last_day_of_school_weeks(on: date, calendar: SchoolCalendar) -> date:
    """The Sunday before the next week without any school; the day itself in a holiday of more than a week by then."""
    monday = week_monday(on)
    if not calendar.open_days(monday - _WEEK, on):
        return on
    while calendar.week_number(monday) is not None:
        monday += _WEEK
    return monday - timedelta(days=1)


_WEEK = timedelta(weeks=1)


def _facts(age: _Age) -> dict[str, date | int]:
    return {"begins_on": age.begins_on, "term_begins_on": age.term_begins_on, "ends_on": age.ends_on}


def _have(sessions: tuple[CodedSession, ...]) -> str:
    return "has" if len(sessions) == 1 else "have"
