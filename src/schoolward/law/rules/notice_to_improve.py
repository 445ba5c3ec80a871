"""Decides where a notice to improve stands: what is left of its period, and whether it has been kept to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.improvement_length import ImprovementLength, improvement_length
from schoolward.law.marks import CodedSession, coded, listed, many, said
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.register.calendars import SchoolCalendar
from schoolward.register.codes import BLANK_MARKS


class Outcome(StrEnum):
    """What can come of it."""

    EARLY_ESCALATION = "early_escalation"
    NOT_MET = "not_met"
    LENGTH_NOT_ALLOWED = "length_not_allowed"
    NOT_KNOWN = "not_known"
    MET = "met"
    RUNNING = "running"
    DECIDED = "decided"


RULE = Rule(
    name="notice_to_improve",
    title="Notice to improve",
    question="Does the notice to improve need a decision, or something that it lacks?",
    outcomes={
        Outcome.EARLY_ESCALATION: "There are more unauthorised sessions than allowed, before the period is over.",
        Outcome.NOT_MET: "The period is over with more unauthorised sessions than allowed, and nothing is decided.",
        Outcome.LENGTH_NOT_ALLOWED: "The improvement period is shorter or longer than it may be.",
        Outcome.NOT_KNOWN: "The notice lacks its first day, its last, or what counts as sufficient improvement.",
        Outcome.MET: "The period is over with no more than allowed, and nothing is decided.",
        Outcome.RUNNING: "The period is not over, and there are no more unauthorised sessions than allowed.",
        Outcome.DECIDED: "It was decided.",
    },
    calls=frozenset(
        {
            Outcome.EARLY_ESCALATION,
            Outcome.NOT_MET,
            Outcome.LENGTH_NOT_ALLOWED,
            Outcome.NOT_KNOWN,
            Outcome.MET,
        }
    ),
)

_GRAVER_THAN_LENGTH = (Outcome.EARLY_ESCALATION, Outcome.NOT_MET)


@dataclass(frozen=True, kw_only=True)
class _Period:
    """The improvement period with what the register has for it until the day."""

    starts_on: date
    ends_on: date
    unauthorised: tuple[CodedSession, ...]
    without_mark: int


class _Progress(NamedTuple):
    """Whether the notice has been kept to."""

    outcome: Outcome
    reasons: tuple[str, ...]
    since_on: date | None
    missing: tuple[str, ...] = ()


def notice_to_improve(
    *, notice: Matter, marks: Iterable[CodedSession], calendar: SchoolCalendar, as_at: date, law: LawBook
) -> Decision:
    """Where the notice stands. `due_on` is the last day of a period that is not over.

    The period is over on the day after its last. How many unauthorised sessions are allowed stands in the notice. A
    period of a wrong length does not hide that there were more of them: that is the outcome, and the length a reason.
    """
    reading = law.reading(RULE.name, as_at)
    known = notice.until(as_at)
    codes = reading.listed("penalty_notice_codes")
    decided_on = known.on("decided")
    if decided_on is not None:
        word = (known.detail("decided") or "").replace("_", " ")
        return reading.decide(
            Outcome.DECIDED,
            f"It was decided on {said(decided_on)}: {word or 'how is not recorded'}.",
            facts={"decided_on": decided_on, "decision": word},
            since_on=decided_on,
        )
    starts_on, ends_on = known.on("starts"), known.on("ends")
    told = known.detail("most_unauthorised_sessions")
    most = int(told) if told else None
    missing = _missing(known, starts_on, ends_on, most)
    if starts_on is None or ends_on is None or ends_on < starts_on:
        return _not_known(reading, missing)
    length = improvement_length(reading, calendar, starts_on=starts_on, ends_on=ends_on)
    missing = (*missing, *length.missing)
    period = _period(marks, codes, starts_on=starts_on, ends_on=ends_on, until=as_at)
    facts = _facts(period, length, most)
    progress = None if most is None else _progress(reading, period, most)
    if length.is_allowed is False and (progress is None or progress.outcome not in _GRAVER_THAN_LENGTH):
        return reading.decide(
            Outcome.LENGTH_NOT_ALLOWED,
            *length.reasons,
            *(_so_far(reading, period) if progress is None else progress.reasons),
            facts=facts,
            missing=(*missing, *(() if progress is None else progress.missing)),
            since_on=known.on("issued"),
        )
    if progress is None:
        return _not_known(reading, missing)
    return reading.decide(
        progress.outcome,
        *progress.reasons,
        *length.reasons,
        facts=facts,
        missing=(*missing, *progress.missing),
        since_on=progress.since_on,
        due_on=None if as_at > ends_on else ends_on,
    )


def _missing(
    notice: Matter, starts_on: date | None, ends_on: date | None, most: int | None
) -> tuple[str, ...]:
    lacking = []
    if notice.on("issued") is None:
        lacking.append("the day on which the notice to improve was issued")
    if starts_on is None:
        lacking.append("the first day of the improvement period")
    if ends_on is None:
        lacking.append("the last day of the improvement period")
    elif starts_on is not None and ends_on < starts_on:
        lacking.append("a last day of the improvement period that is not before its first")
    if most is None:
        lacking.append(
            "what counts as sufficient improvement: the most unauthorised sessions that the notice allows"
        )
    return tuple(lacking)


def _not_known(reading: Reading, missing: tuple[str, ...]) -> Decision:
    reading.number("notice_to_improve_shortest_weeks")
    reading.number("notice_to_improve_longest_weeks")
    return reading.decide(
        Outcome.NOT_KNOWN,
        "What is recorded of the notice to improve is not enough to judge it by.",
        "The notice has to give the first and the last day of its period, and what sufficient improvement looks like.",
        missing=missing,
    )


def _period(
    marks: Iterable[CodedSession], codes: Collection[str], *, starts_on: date, ends_on: date, until: date
) -> _Period:
    within = [mark for mark in marks if starts_on <= mark.on <= ends_on]
    return _Period(
        starts_on=starts_on,
        ends_on=ends_on,
        unauthorised=coded(within, codes, until=until),
        without_mark=len(coded(within, BLANK_MARKS, until=until)),
    )


def _unestablished(reading: Reading, period: _Period, most: int) -> tuple[str, ...]:
    """That reasons which are still to be found can change it, where it was not kept to only with their sessions."""
    codes = reading.listed("unestablished_codes")
    count = sum(session.code in codes for session in period.unauthorised)
    if not count or len(period.unauthorised) - count > most:
        return ()
    return (
        f"{many(count, 'session')} of these {'has' if count == 1 else 'have'} code {' or '.join(codes)}: the school "
        "has still to find the reason, which can change that.",
    )


def _so_far(reading: Reading, period: _Period) -> tuple[str, ...]:
    """What there was, where the notice does not say what it allows."""
    if reading.as_at < period.starts_on:
        return ()
    until = min(reading.as_at, period.ends_on)
    count = len(period.unauthorised)
    return (
        f"From {said(period.starts_on)} to {said(until)}: {many(count, 'unauthorised session')}. How many the notice "
        "allows is not recorded.",
    )


def _progress(reading: Reading, period: _Period, most: int) -> _Progress:
    """Whether it was kept to, whatever is to be said of the length of the period."""
    count = len(period.unauthorised)
    is_over = reading.as_at > period.ends_on
    is_kept = count <= most
    held = f"{many(count, 'unauthorised session')}, and the notice allows {most}"
    if not is_kept:
        held += f": {listed(period.unauthorised)}"
    over_on = period.ends_on + timedelta(days=1)
    over = f"The period ended on {said(period.ends_on)} with {held}."
    so_far = f"From {said(period.starts_on)} to {said(reading.as_at)}: {held}."
    if is_over and is_kept:
        reasons, missing = [over, "No decision is recorded."], []
        if count + period.without_mark > most:
            without = many(period.without_mark, "session")
            reasons.append(f"{without} of the period without a mark can still change that.")
            missing.append(f"the marks of {without} of the period")
        return _Progress(Outcome.MET, tuple(reasons), over_on, tuple(missing))
    if is_over:
        reasons = [
            over,
            *_unestablished(reading, period, most),
            "No decision is recorded. That the notice was not met does not decide what follows: everything is "
            "looked at as it now stands.",
        ]
        return _Progress(Outcome.NOT_MET, tuple(reasons), over_on)
    if not is_kept:
        reasons = [
            so_far,
            *_unestablished(reading, period, most),
            f"The period runs until {said(period.ends_on)}. Whether anything can follow before that depends on the "
            "grounds for it that the notice itself gives.",
        ]
        return _Progress(Outcome.EARLY_ESCALATION, tuple(reasons), period.unauthorised[most].on)
    if reading.as_at < period.starts_on:
        runs = f"The period runs from {said(period.starts_on)} to {said(period.ends_on)} and has not begun."
        return _Progress(Outcome.RUNNING, (runs,), None)
    return _Progress(
        Outcome.RUNNING, (so_far, f"The period runs until {said(period.ends_on)}."), period.starts_on
    )


def _facts(period: _Period, length: ImprovementLength, most: int | None) -> dict[str, Fact]:
    return {
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "days": length.days,
        "days_in_school_weeks": length.days_in_school_weeks,
        "length_is_allowed": length.is_allowed,
        "unauthorised_sessions": len(period.unauthorised),
        "most_unauthorised_sessions": most,
        "sessions_without_mark": period.without_mark,
        "sessions": tuple(session.words for session in period.unauthorised),
    }
