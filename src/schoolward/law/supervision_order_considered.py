"""Decides whether an education supervision order is recorded as considered for a prosecution that is proposed."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from schoolward.law.book import Reading
from schoolward.law.decision import Fact
from schoolward.law.marks import many, said
from schoolward.law.periods import months_after
from schoolward.law.steps import Matter

_SHOWN_BY = ("considered", "applied", "reasons_given")


class LackingConsideration(NamedTuple):
    """That no order is recorded as considered for the prosecution, and why what is recorded does not show it."""

    reasons: tuple[str, ...]
    facts: dict[str, Fact]


def lacking_consideration(
    reading: Reading, orders: Iterable[Matter], proposed_on: date
) -> LackingConsideration | None:
    """None if one was considered, applied for or answered for to the court recently enough, or is made.

    Recently enough is what lies no longer before the proposal than an offence may lie before proceedings for it:
    what was considered earlier was considered before any absence that they could be about. That is our reading.
    `orders` are those that have not ended.
    """
    last_on: date | None = None
    for order in orders:
        if order.on("made"):
            return None
        for on in map(order.on, _SHOWN_BY):
            if on is not None and (last_on is None or on > last_on):
                last_on = on
    months = reading.number("prosecution_months")
    counts_from = months_after(proposed_on, -months)
    if last_on is not None and last_on >= counts_from:
        return None
    finding = f"A prosecution was proposed on {said(proposed_on)}, and "
    if last_on is None:
        reasons = [f"{finding}it is not recorded that an education supervision order was considered."]
    else:
        reasons = [
            f"{finding}an education supervision order was last considered on {said(last_on)}.",
            f"No source that was read says how old that may be. By Schoolward's reading it counts from "
            f"{said(counts_from)} on, {many(months, 'month')} before the proposal: the absence for which proceedings "
            "could still begin then lay after that.",
        ]
    first = reading.word("prosecution_consider_order_first")
    reasons.append(f"Before it prosecutes, the authority considers {first}.")
    return LackingConsideration(
        tuple(reasons), {"last_considered_on": last_on, "consideration_counts_from": counts_from}
    )
