"""Decides what an issued penalty notice calls for: what is to be paid by when, or that the authority must decide."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import said
from schoolward.law.notice_clock import NoticeClock, clock_of
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter


class Outcome(StrEnum):
    """What can come of it."""

    PROSECUTE_OR_WITHDRAW = "prosecute_or_withdraw"
    PAID_TOO_LITTLE = "paid_too_little"
    PAID_LATE = "paid_late"
    NOT_KNOWN = "not_known"
    PAY_HIGHER_AMOUNT = "pay_higher_amount"
    PAY_LOWER_AMOUNT = "pay_lower_amount"
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    PROSECUTED = "prosecuted"


RULE = Rule(
    name="penalty_notice_clock",
    title="Clock of a penalty notice",
    question="What is to be paid on this penalty notice by when, or has the authority to decide?",
    outcomes={
        Outcome.PROSECUTE_OR_WITHDRAW: "The time to pay is over and nothing was paid: prosecute or withdraw.",
        Outcome.PAID_TOO_LITTLE: "Something was paid, and never what was due on that day.",
        Outcome.PAID_LATE: "It was paid after the time to pay was over.",
        Outcome.NOT_KNOWN: "The clock cannot be read, since a day that it runs from is not recorded.",
        Outcome.PAY_HIGHER_AMOUNT: "The full amount can be paid.",
        Outcome.PAY_LOWER_AMOUNT: "The lower amount can be paid.",
        Outcome.PAID: "It was paid in full and in time: the liability for those absences is discharged.",
        Outcome.WITHDRAWN: "It was withdrawn.",
        Outcome.PROSECUTED: "The offence was prosecuted.",
    },
    calls=frozenset(
        {
            Outcome.PROSECUTE_OR_WITHDRAW,
            Outcome.PAID_TOO_LITTLE,
            Outcome.PAID_LATE,
            Outcome.NOT_KNOWN,
        }
    ),
)


def penalty_notice_clock(*, notice: Matter, earlier: Sequence[Matter], as_at: date, law: LawBook) -> Decision:
    """What the notice calls for. `due_on` is the last day to pay in the present period, or the day after them all.

    The day of receipt is day 1. A notice is received on the day recorded, else on the working day after posting
    on which it is taken to be. Amounts and periods are those of the day of issue, and which notice it was is
    counted as at that day: `earlier` are the other notices for the same child, whichever parent had them, and the
    enquiries of other authorities. Payments are not added up, since part of the amount discharges nothing.
    """
    reading = law.reading(RULE.name, as_at)
    known = notice.until(as_at)
    if (withdrawn_on := known.on("withdrawn")) is not None:
        return _withdrawn(reading, known, withdrawn_on)
    issued_on = known.on("issued")
    first_law = law.parameter("penalty_notice_payment_days").first_held_on
    clock = None
    if issued_on is not None and issued_on >= first_law:
        clock = clock_of(reading, known, earlier, issued_on=issued_on)
    if (prosecuted_on := known.on("prosecuted")) is not None:
        return _prosecuted(reading, known, clock, prosecuted_on)
    if clock is None:
        return _not_known(reading, known, issued_on, first_law)
    if _payments(known):
        return _paid(reading, known, clock)
    return _unpaid(reading, clock)


def _payments(notice: Matter) -> list[tuple[date, int]]:
    return sorted((event.on, int(event.detail)) for event in notice.events if event.name == "paid")


def _unpaid(reading: Reading, clock: NoticeClock) -> Decision:
    as_at = reading.as_at
    reasons = _opening(clock)
    since_on: date | None
    if as_at > clock.until:
        outcome, since_on = Outcome.PROSECUTE_OR_WITHDRAW, clock.over_on
        reasons += [
            f"The last day to pay was {said(clock.until)}, and nothing is recorded as paid.",
            *_prosecute_or_withdraw(),
        ]
    elif clock.lower_until is not None and as_at <= clock.lower_until:
        outcome, since_on = Outcome.PAY_LOWER_AMOUNT, clock.received_on
        reasons.append(
            f"£{clock.price.lower} can be paid until {said(clock.lower_until)}, and after that £{clock.price.full} "
            f"until {said(clock.until)}."
        )
    else:
        outcome = Outcome.PAY_HIGHER_AMOUNT
        if clock.lower_until is None:
            since_on = clock.received_on
        else:
            since_on = clock.lower_until + timedelta(days=1)
            reasons.append(f"The lower amount could be paid until {said(clock.lower_until)}.")
        reasons.append(f"£{clock.price.full} can be paid until {said(clock.until)}.")
    return reading.decide(
        outcome,
        *reasons,
        *clock.remarks,
        facts=clock.facts,
        missing=clock.missing,
        since_on=since_on if since_on <= as_at else None,
        due_on=clock.last_day(as_at),
    )


def _paid(reading: Reading, notice: Matter, clock: NoticeClock) -> Decision:
    payments = _payments(notice)
    reading.word("penalty_notice_part_payment")
    reasons = [*_opening(clock), *(_payment(clock, on, pounds) for on, pounds in payments)]
    facts: dict[str, Fact] = {"payments": tuple({"paid_on": on, "pounds": pounds} for on, pounds in payments)}
    if (full_on := _paid_in_full_on(clock, payments)) is not None:
        return reading.decide(
            Outcome.PAID,
            *reasons,
            "That is the full amount in time: the liability for the absences it was issued for is discharged.",
            *clock.remarks,
            facts={**clock.facts, **facts},
            missing=clock.missing,
            since_on=full_on,
        )
    is_late = any(on > clock.until and pounds >= clock.price.full for on, pounds in payments)
    reasons.append(
        "Only the full amount in time discharges the liability"
        + ("." if len(payments) == 1 else "; payments in parts are not added up.")
    )
    if reading.as_at > clock.until:
        reasons += _prosecute_or_withdraw()
    else:
        reasons.append(
            f"£{clock.due(reading.as_at)} can still be paid, in one sum, until "
            f"{said(clock.last_day(reading.as_at))}."
        )
    return reading.decide(
        Outcome.PAID_LATE if is_late else Outcome.PAID_TOO_LITTLE,
        *reasons,
        *clock.remarks,
        facts={**clock.facts, **facts},
        missing=clock.missing,
        since_on=payments[0][0],
        due_on=clock.last_day(reading.as_at),
    )


def _paid_in_full_on(clock: NoticeClock, payments: Sequence[tuple[date, int]]) -> date | None:
    """The day of the payment that discharged the liability."""
    for on, pounds in payments:
        due = clock.due(on)
        if due is not None and pounds >= due:
            return on
    return None


def _payment(clock: NoticeClock, on: date, pounds: int) -> str:
    due = clock.due(on)
    if due is None:
        return f"£{pounds} was paid on {said(on)}, after the last day to pay, {said(clock.until)}."
    return f"£{pounds} was paid on {said(on)}, when £{due} was due."


def _prosecuted(reading: Reading, notice: Matter, clock: NoticeClock | None, prosecuted_on: date) -> Decision:
    reading.number("penalty_notice_payment_days")
    reasons = [f"The offence was prosecuted on {said(prosecuted_on)}."]
    if clock is not None and prosecuted_on < clock.over_on:
        reasons.append(
            f"That was before {said(clock.over_on)}: no proceedings can begin while the notice can still be paid."
        )
    if clock is not None and (paid_on := _paid_in_full_on(clock, _payments(notice))) is not None:
        reasons.append(
            f"The notice had been paid in full on {said(paid_on)}: look at whether they can go on."
        )
    return reading.decide(
        Outcome.PROSECUTED, *reasons, facts=clock.facts if clock else {}, since_on=prosecuted_on
    )


def _withdrawn(reading: Reading, notice: Matter, withdrawn_on: date) -> Decision:
    grounds = reading.listed("notice_withdrawal_grounds")
    given = (notice.detail("withdrawn") or "").strip()
    is_known = given.upper().replace(" ", "_") in grounds
    allowed = ", ".join(_plain(ground) for ground in grounds)
    if is_known:
        reasons = [f"It was withdrawn on {said(withdrawn_on)}, on the ground: {_plain(given)}."]
    else:
        reasons = [
            f"It was withdrawn on {said(withdrawn_on)}, "
            + (f"and {given!r} is none of the grounds: {allowed}." if given else "and no ground is recorded.")
        ]
    if pounds := sum(pounds for _, pounds in _payments(notice)):
        reasons.append(f"The £{pounds} that was paid is to be repaid.")
    return reading.decide(
        Outcome.WITHDRAWN,
        *reasons,
        facts={"withdrawn_on": withdrawn_on, "ground": given, "is_known_ground": is_known},
        missing=() if is_known else (f"the ground of the withdrawal, one of: {allowed}",),
        since_on=withdrawn_on,
    )


def _plain(ground: str) -> str:
    return ground.casefold().replace("_", " ")


def _not_known(reading: Reading, notice: Matter, issued_on: date | None, first_law: date) -> Decision:
    reading.number("penalty_notice_payment_days")
    if issued_on is None:
        reason, missing = "It is not recorded when it was issued.", "the day on which the notice was issued"
    elif issued_on < first_law:
        reason = (
            f"It was issued on {said(issued_on)}. Amounts and periods are held from {said(first_law)} on."
        )
        missing = f"the amounts and periods that held before {said(first_law)}"
    else:
        reason = f"It was issued on {said(issued_on)}, and it is recorded neither when it was received nor when posted."
        missing = "the day on which the notice was received, or posted"
    paid = [f"£{pounds} was paid on {said(on)}." for on, pounds in _payments(notice)]
    return reading.decide(
        Outcome.NOT_KNOWN,
        reason,
        *paid,
        "So it cannot be said what is to be paid by when.",
        facts={"issued_on": issued_on},
        missing=(missing,),
        since_on=issued_on,
    )


def _opening(clock: NoticeClock) -> list[str]:
    """When it was received, and why it has no lower amount if it has none."""
    received = f"It was received on {said(clock.received_on)}, which is day 1."
    if clock.posted_on is not None:
        received = (
            f"It was posted on {said(clock.posted_on)} and is taken to be received on {said(clock.received_on)}, "
            "which is day 1."
        )
    if clock.lower_until is not None:
        return [received]
    return [
        received,
        f"It has no lower amount: it is not the parent's first notice for this child, since {clock.counted_before} "
        "counted when it was issued.",
    ]


def _prosecute_or_withdraw() -> tuple[str, ...]:
    return (
        "The authority has to prosecute the offence or withdraw the notice.",
        "A prosecution is for the absence and not for the payment, and its own time limit runs from the absence.",
    )
