"""Decides whether a sickness return is to be considered, since a pupil has been ill on fifteen days of the year."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import (
    DATE_OF_BIRTH,
    is_known_not_of_age,
    left_out,
    of_compulsory_school_age,
)
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import CodedSession, many, said
from schoolward.law.rule import Rule
from schoolward.register.years import AcademicYear


class Outcome(StrEnum):
    """What can come of it."""

    RETURN_EXPECTED = "return_expected"
    RETURN_RECEIVED = "return_received"
    NOT_REACHED = "not_reached"
    NOT_OF_COMPULSORY_SCHOOL_AGE = "not_of_compulsory_school_age"


RULE = Rule(
    name="fifteen_day_sickness",
    title="Sickness return: fifteen days of sickness in the school year",
    question="Is a sickness return to be considered for days of sickness in the school year?",
    outcomes={
        Outcome.RETURN_EXPECTED: "The days were reached and no return is on record: one is to be considered.",
        Outcome.RETURN_RECEIVED: "The days were reached, and a return for this school year was received.",
        Outcome.NOT_REACHED: "The pupil was ill on fewer days of the school year.",
        Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE: "The return is for pupils of compulsory school age.",
    },
    calls=frozenset({Outcome.RETURN_EXPECTED}),
)


def fifteen_day_sickness(
    *,
    marks: Iterable[CodedSession],
    born_on: date | None,
    returns: Sequence[date],
    returns_recorded: bool,
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether days with a session of illness reach fifteen in the academic year, without a return for it.

    A day counts whole if one of its sessions has the code, as in DfE's own list; half of the sessions is given
    as well. A return counts if it was received on or after the first day of illness of the year: one is made for
    each continuous period, and whether a later one is new is for the school to say.
    """
    reading = law.reading(RULE.name, as_at)
    codes = reading.listed("sickness_codes")
    needed = reading.number("sickness_return_days")
    year = AcademicYear.of(as_at)
    first_on = year.first_on
    ill = [mark.on for mark in marks if mark.code in codes and first_on <= mark.on <= as_at]
    every_day = sorted(set(ill))
    days = of_compulsory_school_age(every_day, born_on)
    counted = set(days)
    sessions = len(ill) if len(days) == len(every_day) else sum(on in counted for on in ill)
    facts: dict[str, Fact] = {
        "sickness_days": len(days),
        "sickness_sessions": sessions,
        "sickness_sessions_as_days": _halves(sessions),
    }
    received = tuple(sorted(on for on in returns if days and days[0] <= on <= as_at))
    if len(days) < needed:
        note = left_out(every_day, days, first_on=year.first_on)
        return _below(reading, days, received, facts, note, is_of_age=not is_known_not_of_age(born_on, as_at))
    facts |= {"first_on": days[0], "last_on": days[-1], "reached_on": days[needed - 1]}
    missing = () if born_on is not None else (DATE_OF_BIRTH,)
    count = (
        f"{_days_in_words(reading, days)} The {needed} days at which a sickness return is to be considered were "
        f"reached on {said(days[needed - 1])}; counted by sessions, {sessions} sessions are {_halves(sessions)} days."
    )
    if received:
        return reading.decide(
            Outcome.RETURN_RECEIVED,
            count,
            f"A sickness return was received on {said(received[-1])}. One is made for "
            f"{reading.word('sickness_return_made_for')}, and whether a later period is a new one is for the school to "
            "say.",
            facts=facts | {"received_on": received[-1]},
            missing=missing,
            since_on=max(received[-1], days[needed - 1]),
        )
    unheld = () if returns_recorded else ("which sickness returns were received: no record is held of them",)
    return _expected(reading, days, count, facts, unheld + missing)


def _expected(
    reading: Reading, days: tuple[date, ...], count: str, facts: dict[str, Fact], missing: tuple[str, ...]
) -> Decision:
    needed = reading.number("sickness_return_days")
    return reading.decide(
        Outcome.RETURN_EXPECTED,
        count,
        f"No sickness return received on or after {said(days[0])}, the first of these days, is on record.",
        "The count does not settle the duty, which looks forward: a return is due as soon as the school has "
        f"reasonable grounds to believe that the pupil will miss {needed} days through sickness, in one period or "
        "in several. So the school is asked to consider one.",
        facts=facts,
        missing=missing,
        since_on=days[needed - 1],
    )


def _below(
    reading: Reading,
    days: tuple[date, ...],
    received: Sequence[date],
    facts: dict[str, Fact],
    note: tuple[str, ...],
    *,
    is_of_age: bool,
) -> Decision:
    """What to answer where the days do not reach the number."""
    needed = reading.number("sickness_return_days")
    if not is_of_age:
        return reading.decide(
            Outcome.NOT_OF_COMPULSORY_SCHOOL_AGE,
            f"The pupil is not of compulsory school age on {said(reading.as_at)}, and fewer than {needed} days of "
            "sickness lie within it in this academic year. The sickness return is for pupils of that age.",
            facts=facts,
        )
    reasons = [
        f"{_days_in_words(reading, days)} A sickness return is to be considered at {needed}, and before that where the "
        "school has reasonable grounds to believe that they will be reached."
    ]
    if received:
        reasons.append(f"A sickness return was received on {said(received[-1])}.")
    return reading.decide(Outcome.NOT_REACHED, *reasons, *note, facts=facts)


def _days_in_words(reading: Reading, days: tuple[date, ...]) -> str:
    codes = " or ".join(reading.listed("sickness_codes"))
    label = AcademicYear.of(reading.as_at).label
    if not days:
        return f"No day of {label} has code {codes}."
    return (
        f"{many(len(days), 'day')} of {label} {'has' if len(days) == 1 else 'have'} code {codes} in at least one "
        f"session, {'on' if len(days) == 1 else 'the first of them'} {said(days[0])}"
        + ("." if len(days) == 1 else f" and the latest {said(days[-1])}.")
    )


def _halves(sessions: int) -> str:
    """Sessions as days, two to a day: 7½."""
    return f"{sessions // 2 or ''}½" if sessions % 2 else str(sessions // 2)
