"""Decides how an education supervision order stands, and which of its steps the authority still owes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import said
from schoolward.law.periods import months_after
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter
from schoolward.law.supervision_order_considered import lacking_consideration
from schoolward.law.supervision_order_term import term_of_order


class Outcome(StrEnum):
    """What can come of it."""

    REASONS_OVERDUE = "reasons_overdue"
    PROSECUTION_DURING_ORDER = "prosecution_during_order"
    CONSIDER_BEFORE_PROSECUTION = "consider_before_prosecution"
    CONSULT_FIRST = "consult_first"
    REASONS_DUE = "reasons_due"
    ENDING_SOON = "ending_soon"
    IN_FORCE = "in_force"
    NOT_FOR_LOOKED_AFTER = "not_for_looked_after"
    ENDED = "ended"
    CONSIDERED = "considered"
    NONE = "none"


RULE = Rule(
    name="education_supervision_order",
    title="Education supervision order",
    question="Where does an education supervision order stand, and was one considered where it has to be?",
    outcomes={
        Outcome.REASONS_OVERDUE: "A court directed the authority to apply, and neither an application nor reasons "
        "are recorded in the time for them.",
        Outcome.PROSECUTION_DURING_ORDER: "A prosecution was proposed while an order was in force that still is: its "
        "directions take the place of the duty.",
        Outcome.CONSIDER_BEFORE_PROSECUTION: "A prosecution is proposed, and no order is recorded as considered for "
        "it.",
        Outcome.CONSULT_FIRST: "The authority applied, and is not recorded to have consulted children's services "
        "before.",
        Outcome.REASONS_DUE: "A court directed the authority to apply, and it still has time to apply or to give "
        "its reasons.",
        Outcome.ENDING_SOON: "The order ends soon, and what follows it has to be decided.",
        Outcome.IN_FORCE: "An order is in force.",
        Outcome.NOT_FOR_LOOKED_AFTER: "The child is looked after, and no order is made for a child in care.",
        Outcome.ENDED: "An order was made and has ended.",
        Outcome.CONSIDERED: "An order was considered or applied for, and none is recorded as made.",
        Outcome.NONE: "Neither an order nor a decision about one is recorded.",
    },
    calls=frozenset(
        {
            Outcome.REASONS_OVERDUE, Outcome.PROSECUTION_DURING_ORDER, Outcome.CONSIDER_BEFORE_PROSECUTION,
            Outcome.CONSULT_FIRST, Outcome.REASONS_DUE, Outcome.ENDING_SOON,
        }
    ),
)  # fmt: skip

_GRAVITY = {outcome: place for place, outcome in enumerate(RULE.outcomes)}


@dataclass(frozen=True)
class _Standing:
    """How one matter stands: the parts of its decision."""

    outcome: Outcome
    reasons: tuple[str, ...]
    facts: dict[str, Fact] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    since_on: date | None = None
    due_on: date | None = None


def education_supervision_order(
    *,
    orders: Sequence[Matter],
    is_looked_after: bool,
    born_on: date | None,
    prosecution_proposed_on: date | None,
    as_at: date,
    law: LawBook,
) -> Decision:
    """How the gravest of the matters stands, or that an order has to be considered before a prosecution.

    The day of an order is the first of its months, and the day of a court's direction the first of its weeks: the
    shorter of two readings, as neither provision was read. An order ends with its months or its extension, with
    compulsory school age, or when it was ended, whichever comes first. What was considered longer before a
    prosecution was proposed than proceedings may begin after an absence is not considered for it, and an order that
    has ended does not show that another was considered (our reading of both).
    """
    reading = law.reading(RULE.name, as_at)
    proposed_on = prosecution_proposed_on
    if proposed_on is not None and proposed_on > as_at:
        proposed_on = None
    known = [order for matter in orders if (order := matter.until(as_at)).events]
    standings = [_standing(reading, order, born_on) for order in known] or [_nothing(reading)]
    if proposed_on is not None:
        standings = [_with_prosecution(reading, standing, proposed_on) for standing in standings]
        standings += _to_consider(reading, known, standings, proposed_on)
    standing = min(standings, key=lambda one: _GRAVITY[one.outcome])
    if is_looked_after:
        standing = _of_looked_after(reading, standing)
    return reading.decide(
        standing.outcome,
        *standing.reasons,
        facts=standing.facts | {"prosecution_proposed_on": proposed_on, "is_looked_after": is_looked_after},
        missing=standing.missing,
        since_on=standing.since_on,
        due_on=standing.due_on,
    )


def _nothing(reading: Reading) -> _Standing:
    reading.value("education_supervision_order_months")
    return _Standing(Outcome.NONE, ("Nothing is recorded of an education supervision order.",))


def _to_consider(
    reading: Reading, known: Sequence[Matter], standings: Sequence[_Standing], proposed_on: date
) -> list[_Standing]:
    """That an order has to be considered before the prosecution, unless one was."""
    not_ended = [
        order
        for order, standing in zip(known, standings, strict=False)
        if standing.outcome is not Outcome.ENDED
    ]
    lacking = lacking_consideration(reading, not_ended, proposed_on)
    if lacking is None:
        return []
    return [
        _Standing(Outcome.CONSIDER_BEFORE_PROSECUTION, lacking.reasons, lacking.facts, since_on=proposed_on)
    ]


def _with_prosecution(reading: Reading, standing: _Standing, proposed_on: date) -> _Standing:
    """The standing of an order in force, with what it means for a prosecution; any other as it is."""
    if standing.outcome not in (Outcome.IN_FORCE, Outcome.ENDING_SOON):
        return standing
    made_on = standing.facts["made_on"]
    replaced = (
        "While the order is in force, its directions take the place of "
        f"{reading.word('education_supervision_order_replaces')}."
    )
    if isinstance(made_on, date) and proposed_on < made_on:
        before = f"A prosecution was proposed on {said(proposed_on)}, before the order. {replaced}"
        return replace(standing, reasons=(*standing.reasons, before))
    return replace(
        standing,
        outcome=Outcome.PROSECUTION_DURING_ORDER,
        reasons=(
            f"A prosecution was proposed on {said(proposed_on)}, while an order was in force. {replaced}",
            *standing.reasons,
        ),
        since_on=proposed_on,
        due_on=None,
    )


def _of_looked_after(reading: Reading, standing: _Standing) -> _Standing:
    barred = (
        "The child is looked after, and no education supervision order is made for "
        f"{reading.word('education_supervision_order_not_for')}."
    )
    missing = (*standing.missing, "whether the child is in care, or is looked after in another way")
    if standing.outcome is Outcome.NONE:
        return replace(standing, outcome=Outcome.NOT_FOR_LOOKED_AFTER, reasons=(barred,), missing=missing)
    if _GRAVITY[standing.outcome] > _GRAVITY[Outcome.NOT_FOR_LOOKED_AFTER]:
        reasons = (barred, *standing.reasons)
        return replace(standing, outcome=Outcome.NOT_FOR_LOOKED_AFTER, reasons=reasons, missing=missing)
    return replace(standing, reasons=(*standing.reasons, barred), missing=missing)


def _standing(reading: Reading, order: Matter, born_on: date | None) -> _Standing:
    if (made_on := order.on("made")) is not None:
        return _made(reading, order, made_on, born_on)
    applied_on, directed_on = order.on("applied"), order.on("directed_by_court")
    consulted_on, ended_on = order.on("childrens_services_consulted"), order.on("ended")
    facts: dict[str, Fact] = {
        "order": order.reference,
        "considered_on": order.on("considered"),
        "childrens_services_consulted_on": consulted_on,
        "applied_on": applied_on,
        "directed_by_court_on": directed_on,
        "reasons_given_on": order.on("reasons_given"),
        "ended_on": ended_on,
    }
    if ended_on is None and directed_on is not None:
        answered_on = max((on for on in (applied_on, order.on("reasons_given")) if on), default=None)
        if answered_on is None or answered_on < directed_on:
            return _directed(reading, directed_on, facts)
    services = reading.word("education_supervision_order_consultation")
    if ended_on is None and applied_on is not None and (consulted_on is None or consulted_on > applied_on):
        consulted = "are not recorded as consulted before"
        if consulted_on is not None:
            consulted = f"are recorded as consulted only on {said(consulted_on)}"
        return _Standing(
            Outcome.CONSULT_FIRST,
            (
                f"The authority applied for an order on {said(applied_on)}, and {services} {consulted}.",
                f"The authority consults {services} before it applies.",
            ),
            facts,
            since_on=applied_on,
        )
    return _considered(order, services, facts)


def _directed(reading: Reading, directed_on: date, facts: dict[str, Fact]) -> _Standing:
    weeks = reading.number("education_supervision_order_reasons_weeks")
    due_on = directed_on + timedelta(weeks=weeks, days=-1)
    direction = (
        f"The court directed the authority on {said(directed_on)} to apply for an order, and neither an application "
        "nor the authority's reasons for making none are recorded since."
    )
    missing = ("whether the court set another time for the reasons",)
    time = f"The reasons have to be given within {weeks} weeks, the day of the direction included"
    if reading.as_at > due_on:
        reasons = (direction, f"{time}: that time was over on {said(due_on)}.")
        since_on = due_on + timedelta(days=1)
        return _Standing(Outcome.REASONS_OVERDUE, reasons, facts, missing, since_on=since_on, due_on=due_on)
    reasons = (direction, f"{time}: by {said(due_on)}.")
    return _Standing(Outcome.REASONS_DUE, reasons, facts, missing, since_on=directed_on, due_on=due_on)


def _considered(order: Matter, services: str, facts: dict[str, Fact]) -> _Standing:
    reasons = []
    if (on := order.on("considered")) is not None:
        why = order.detail("considered")
        reasons.append(f"An order was considered on {said(on)}{f': {why}' if why else ''}.")
    if (on := order.on("applied")) is not None:
        reasons.append(f"The authority applied for an order on {said(on)}, and none is recorded as made.")
    if (on := order.on("reasons_given")) is not None:
        reasons.append(f"The authority gave the court its reasons for not applying on {said(on)}.")
    if (on := order.on("ended")) is not None:
        reasons.append(f"The matter ended on {said(on)}.")
    if not any(order.on(name) for name in ("considered", "applied", "reasons_given")):
        if (on := order.on("childrens_services_consulted")) is not None:
            reasons.append(f"The authority consulted {services} on {said(on)}.")
        reasons.append("No decision about an education supervision order is recorded.")
        return _Standing(Outcome.NONE, tuple(reasons), facts)
    since_on = min(
        event.on for event in order.events if event.name in ("considered", "applied", "reasons_given")
    )
    return _Standing(Outcome.CONSIDERED, tuple(reasons), facts, since_on=since_on)


def _made(reading: Reading, order: Matter, made_on: date, born_on: date | None) -> _Standing:
    term, ended_on = term_of_order(reading, order, made_on, born_on), order.on("ended")
    facts: dict[str, Fact] = {
        "order": order.reference,
        "made_on": made_on,
        "ends_on": term.ends_on,
        "ends_with_compulsory_school_age": term.ends_with_age,
        "ended_on": ended_on,
    }
    finding = f"The order made on {said(made_on)}"
    end = f"{said(term.ends_on)}{', with compulsory school age' if term.ends_with_age else ''}"
    if ended_on is not None and ended_on <= term.ends_on:
        return _Standing(
            Outcome.ENDED, (f"{finding} was ended on {said(ended_on)}.",), facts, since_on=ended_on
        )
    if reading.as_at > term.ends_on:
        reasons = (f"{finding} ended on {end}.", *term.reasons)
        since_on = term.ends_on + timedelta(days=1)
        return _Standing(Outcome.ENDED, reasons, facts, term.missing, since_on=since_on)
    renewal = reading.number("education_supervision_order_renewal_months")
    asked_from = months_after(term.ends_on, -renewal)
    if reading.as_at < asked_from:
        reasons = (f"{finding} is in force until {end}.", *term.reasons)
        return _Standing(Outcome.IN_FORCE, reasons, facts, term.missing, since_on=made_on)
    next_step = (
        f"An extension is asked for in the last {renewal} months of an order, here from {said(asked_from)}."
    )
    if term.ends_with_age:
        next_step = "It cannot be extended beyond that age."
    return _Standing(
        Outcome.ENDING_SOON,
        (f"{finding} ends on {end}.", next_step, *term.reasons),
        facts,
        term.missing,
        since_on=asked_from,
        due_on=None if term.ends_with_age else term.ends_on,
    )
