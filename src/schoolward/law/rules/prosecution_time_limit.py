"""Decides whether a proposed prosecution for absence is still in time, and how long it will be."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import many, said
from schoolward.law.periods import months_after
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter


class Outcome(StrEnum):
    """What can come of it."""

    OUT_OF_TIME = "out_of_time"
    LAST_DAYS = "last_days"
    PART_OUT_OF_TIME = "part_out_of_time"
    NOT_KNOWN = "not_known"
    IN_TIME = "in_time"
    LAID = "laid"
    NOT_BROUGHT = "not_brought"


RULE = Rule(
    name="prosecution_time_limit",
    title="Time limit of a prosecution",
    question="Can proceedings for these absences still begin, and until when?",
    outcomes={
        Outcome.OUT_OF_TIME: "The time in which proceedings could begin is over.",
        Outcome.LAST_DAYS: "The last day on which proceedings can begin is near.",
        Outcome.PART_OUT_OF_TIME: "On the stricter reading the earlier absences are out of time already.",
        Outcome.NOT_KNOWN: "The first or the last day of absence is not recorded.",
        Outcome.IN_TIME: "Proceedings for all the absences can begin.",
        Outcome.LAID: "The information was laid in time.",
        Outcome.NOT_BROUGHT: "It was decided not to prosecute, so that no time runs.",
    },
    calls=frozenset({Outcome.OUT_OF_TIME, Outcome.LAST_DAYS, Outcome.PART_OUT_OF_TIME, Outcome.NOT_KNOWN}),
)


def prosecution_time_limit(*, proceedings: Matter, as_at: date, law: LawBook) -> Decision:
    """Whether the information can still be laid. `due_on` is the next day after which something is out of time.

    The last day is that of the same number so many months on, or the last of a shorter month. Time runs from the
    absence alone: no day of a notice moves it. Which day of a period of absence it runs from is not settled, so
    that the limit from the last is the one that ends it, and the limit from the first is a warning.
    """
    reading = law.reading(RULE.name, as_at)
    months = reading.number("prosecution_months")
    reading.word("prosecution_clock_starts")
    known = proceedings.until(as_at)
    first_on, last_on = known.on("absence_from"), known.on("absence_until")
    laid_on, decided_on = known.on("information_laid"), known.on("decided")
    decision = (known.detail("decided") or "").strip()
    if laid_on is None and decided_on is not None:
        if _plain(decision) in map(_plain, reading.listed("prosecution_not_brought_words")):
            return reading.decide(
                Outcome.NOT_BROUGHT,
                f"It was decided on {said(decided_on)} not to prosecute.",
                facts={"decided_on": decided_on, "decision": decision},
                since_on=decided_on,
            )
    if first_on is None or last_on is None or last_on < first_on:
        return _not_known(reading, first_on, last_on, laid_on, months)
    limits = _Limits(first_on, last_on, months_after(first_on, months), months_after(last_on, months))
    if laid_on is not None:
        return _laid(reading, limits, laid_on)
    decided = (
        [] if decided_on is None else [f"Decided on {said(decided_on)}: {decision or 'how is not recorded'}."]
    )
    return _open(reading, limits, decided)


def _plain(words: str) -> str:
    return words.casefold().replace("_", " ")


class _Limits(NamedTuple):
    """The days of absence, and the last day on which proceedings for each can begin."""

    first_on: date
    last_on: date
    first_until: date
    until: date

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "absence_from": self.first_on,
            "absence_until": self.last_on,
            "first_absence_in_time_until": self.first_until,
            "last_absence_in_time_until": self.until,
        }

    @property
    def words(self) -> str:
        last = (
            f"Proceedings for the last absence, of {said(self.last_on)}, can begin until {said(self.until)}"
        )
        if self.first_on == self.last_on:
            return f"{last}."
        return f"{last}; for the first, of {said(self.first_on)}, until {said(self.first_until)}."


def _open(reading: Reading, limits: _Limits, decided: list[str]) -> Decision:
    as_at = reading.as_at
    warning_from = limits.until - timedelta(days=reading.number("prosecution_warning_days"))
    is_part_out = as_at > limits.first_until
    reasons = [limits.words]
    due_on: date | None = limits.until if is_part_out else limits.first_until
    if as_at > limits.until:
        outcome, since_on, due_on = Outcome.OUT_OF_TIME, limits.until + timedelta(days=1), None
        reasons.append("That time is over: proceedings for these absences can no longer begin.")
    elif as_at >= warning_from:
        outcome, since_on = Outcome.LAST_DAYS, warning_from
        left = (limits.until - as_at).days
        reasons.append(
            f"{many(left, 'day')} {'is' if left == 1 else 'are'} left after {said(as_at)}."
            if left
            else f"{said(as_at)} is the last day."
        )
    elif is_part_out:
        outcome, since_on = Outcome.PART_OUT_OF_TIME, limits.first_until + timedelta(days=1)
    else:
        outcome, since_on = Outcome.IN_TIME, None
    if is_part_out and outcome is not Outcome.OUT_OF_TIME:
        reasons.append(
            "Which day of a period of absence the time runs from is not settled: on the stricter reading, from each "
            "absence, the earlier ones are out of time already."
        )
    return reading.decide(
        outcome,
        *reasons,
        *decided,
        "The time runs from the absence, whatever the days of any notice.",
        facts=limits.facts | {"days_left": max(0, (limits.until - as_at).days)},
        since_on=since_on,
        due_on=due_on,
    )


def _laid(reading: Reading, limits: _Limits, laid_on: date) -> Decision:
    reasons = [f"The information was laid on {said(laid_on)}.", limits.words]
    is_late = laid_on > limits.until
    if is_late:
        reasons.append("It was laid too late for any of them.")
    elif laid_on > limits.first_until:
        reasons.append(
            "Which day of a period of absence the time runs from is not settled: on the stricter reading, from each "
            "absence, the earlier ones were out of time."
        )
    return reading.decide(
        Outcome.OUT_OF_TIME if is_late else Outcome.LAID,
        *reasons,
        facts=limits.facts | {"information_laid_on": laid_on},
        since_on=limits.until + timedelta(days=1) if is_late else laid_on,
    )


def _not_known(
    reading: Reading, first_on: date | None, last_on: date | None, laid_on: date | None, months: int
) -> Decision:
    reasons = []
    missing = []
    for name, on in (("first", first_on), ("last", last_on)):
        if on is None:
            missing.append(f"the {name} day of absence that the proceedings are about")
        else:
            reasons.append(
                f"Proceedings for the {name} absence, of {said(on)}, can begin until {said(months_after(on, months))}."
            )
    if first_on is not None and last_on is not None:
        missing.append("a last day of absence that is not before the first")
    if laid_on is not None:
        reasons.append(f"The information was laid on {said(laid_on)}.")
    return reading.decide(
        Outcome.NOT_KNOWN,
        f"Proceedings have to begin within {many(months, 'month')} of the absence, and its days are not all recorded.",
        *reasons,
        facts={"absence_from": first_on, "absence_until": last_on, "information_laid_on": laid_on},
        missing=missing,
        due_on=min((months_after(on, months) for on in (first_on, last_on) if on is not None), default=None),
    )
