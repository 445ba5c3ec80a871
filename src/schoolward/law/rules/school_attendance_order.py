"""Decides how a school attendance order stands, and whether its notice left the parent the time the law gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.days_that_count import DATE_OF_BIRTH, is_known_not_of_age
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import said
from schoolward.law.periods import last_day_of
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.register.age import compulsory_school_age_ends_on


class Outcome(StrEnum):
    """What can come of it."""

    ORDER_MADE_TOO_EARLY = "order_made_too_early"
    ORDER_MAY_FOLLOW = "order_may_follow"
    NOT_KNOWN = "not_known"
    IN_FORCE = "in_force"
    PARENT_HAS_TIME = "parent_has_time"
    REVOKED = "revoked"
    SATISFIED = "satisfied"
    NONE = "none"


RULE = Rule(
    name="school_attendance_order",
    title="School attendance order",
    question="Where does the way to a school attendance order stand, and did the parent have the time for an answer?",
    outcomes={
        Outcome.ORDER_MADE_TOO_EARLY: "The order was made before the parent's days were over.",
        Outcome.ORDER_MAY_FOLLOW: "The parent's days are over, and the authority has to decide whether to make an "
        "order.",
        Outcome.NOT_KNOWN: "The matter follows a provision whose periods are not held here.",
        Outcome.IN_FORCE: "An order was made and not revoked.",
        Outcome.PARENT_HAS_TIME: "A notice was served, and the parent still has time to satisfy the authority.",
        Outcome.REVOKED: "The order was revoked.",
        Outcome.SATISFIED: "The authority was satisfied, and no order was made.",
        Outcome.NONE: "There is no notice and no order for a child of compulsory school age.",
    },
    calls=frozenset({Outcome.ORDER_MADE_TOO_EARLY, Outcome.ORDER_MAY_FOLLOW}),
)

ROUTE = "school_attendance_order_route"
COUNTED_ROUTE = "section 437"
"""The provision whose days are held; a matter under any other is not counted."""


@dataclass(frozen=True)
class _Standing:
    """How one matter stands: the parts of its decision."""

    outcome: Outcome
    reasons: tuple[str, ...]
    facts: dict[str, Fact]
    missing: tuple[str, ...] = ()
    since_on: date | None = None
    due_on: date | None = None


def school_attendance_order(
    *, orders: Sequence[Matter], born_on: date | None, as_at: date, law: LawBook
) -> Decision:
    """How the gravest of the matters stands. `due_on` is the last day that the parent has.

    The provision is the one in force on the day on which the matter began. Under section 437 the day of service is
    the first of the parent's days, and an order may be made once the last of them is over. That neither notice nor
    order has a hold once compulsory school age is over is our reading.
    """
    reading = law.reading(RULE.name, as_at)
    known = [order for matter in orders if (order := matter.until(as_at)).events]
    if not known:
        reading.word(ROUTE)
        return reading.decide(Outcome.NONE, "No notice and no order is recorded.")
    if born_on is not None and is_known_not_of_age(born_on, as_at):
        return _not_of_age(reading, born_on)
    gravity = list(RULE.outcomes)
    standing = min(
        (_standing(reading, order, law) for order in known), key=lambda s: gravity.index(s.outcome)
    )
    missing = standing.missing
    if born_on is None and standing.outcome not in (Outcome.REVOKED, Outcome.SATISFIED):
        missing += (DATE_OF_BIRTH,)
    return reading.decide(
        standing.outcome,
        *standing.reasons,
        facts=standing.facts,
        missing=missing,
        since_on=standing.since_on,
        due_on=standing.due_on,
    )


def _not_of_age(reading: Reading, born_on: date) -> Decision:
    reading.value(ROUTE)
    reading.value("compulsory_school_age_begins")
    reading.value("compulsory_school_age_ends")
    ends_on = compulsory_school_age_ends_on(born_on)
    finding = "The child is not yet of compulsory school age, and the order is for children of that age."
    if reading.as_at > ends_on:
        finding = (
            f"Compulsory school age ended on {said(ends_on)}, and the order is for children of that age: what is "
            "recorded has no hold any more."
        )
    return reading.decide(Outcome.NONE, finding, facts={"compulsory_school_age_ends_on": ends_on})


def _standing(reading: Reading, order: Matter, law: LawBook) -> _Standing:
    served_on, made_on = order.on("notice_served"), order.on("made")
    satisfied_on, revoked_on = order.on("satisfied"), order.on("revoked")
    facts: dict[str, Fact] = {
        "order": order.reference,
        "notice_served_on": served_on,
        "satisfied_on": satisfied_on,
        "made_on": made_on,
        "revoked_on": revoked_on,
    }
    began_on = min(event.on for event in order.events)
    # A matter older than the first value held began under that value: the section is older than its entry here.
    route = reading.value(ROUTE, max(began_on, law.parameter(ROUTE).first_held_on))
    facts["provision"] = route.words
    if revoked_on is not None and (made_on is None or revoked_on >= made_on):
        reason = f"The order was revoked on {said(revoked_on)}."
        return _Standing(Outcome.REVOKED, (reason,), facts, since_on=revoked_on)
    if satisfied_on is not None and made_on is None:
        reason = f"The authority was satisfied on {said(satisfied_on)}, and no order was made."
        return _Standing(Outcome.SATISFIED, (reason,), facts, since_on=satisfied_on)
    if route.content != COUNTED_ROUTE:
        return _uncounted(route.words, route.in_force_from, began_on, facts)
    if served_on is None:
        # What is neither revoked nor satisfied and has no notice has an order, whose day may be the only one.
        return _without_notice(made_on or began_on, facts)
    name = "school_attendance_order_days"
    days = reading.number(name, max(served_on, law.parameter(name).first_held_on))
    last_on = last_day_of(served_on, days=days)
    facts["parent_has_until_on"] = last_on
    served = f"The notice was served on {said(served_on)}, and the parent's {days} days, that day included,"
    if made_on is not None:
        return _order_made(made_on, last_on, satisfied_on, served=served, facts=facts)
    if reading.as_at <= last_on:
        reason = f"{served} run until {said(last_on)}."
        return _Standing(Outcome.PARENT_HAS_TIME, (reason,), facts, since_on=served_on, due_on=last_on)
    return _Standing(
        Outcome.ORDER_MAY_FOLLOW,
        (
            f"{served} were over on {said(last_on)}.",
            "It is not recorded that the authority was satisfied, nor that an order was made: an order may follow.",
        ),
        facts,
        since_on=last_on + timedelta(days=1),
    )


def _uncounted(
    provision: str, in_force_from: date | None, began_on: date, facts: dict[str, Fact]
) -> _Standing:
    since = f", in force since {said(in_force_from)}" if in_force_from else ""
    return _Standing(
        Outcome.NOT_KNOWN,
        (
            f"The matter began on {said(began_on)} and follows {provision}{since}.",
            "How many days its steps give a parent is not held here, so that nothing is counted.",
        ),
        facts,
        missing=(f"the periods of {provision}, which could not be read when this was written",),
        since_on=began_on,
    )


def _without_notice(made_on: date, facts: dict[str, Fact]) -> _Standing:
    return _Standing(
        Outcome.IN_FORCE,
        (
            f"An order was made on {said(made_on)} and is not recorded as revoked.",
            "Whether the parent's days were over by then cannot be told, since the notice is not recorded.",
        ),
        facts,
        missing=("the day on which the notice was served",),
        since_on=made_on,
    )


def _order_made(
    made_on: date, last_on: date, satisfied_on: date | None, *, served: str, facts: dict[str, Fact]
) -> _Standing:
    if made_on <= last_on:
        return _Standing(
            Outcome.ORDER_MADE_TOO_EARLY,
            (f"The order was made on {said(made_on)}, too early.", f"{served} ran until {said(last_on)}."),
            facts,
            since_on=made_on,
        )
    reasons = [
        f"An order was made on {said(made_on)} and is not recorded as revoked.",
        f"{served} were over on {said(last_on)}.",
    ]
    if satisfied_on is not None:
        reasons.append(f"It is recorded that the authority was satisfied on {said(satisfied_on)}.")
    return _Standing(Outcome.IN_FORCE, tuple(reasons), facts, since_on=made_on)
