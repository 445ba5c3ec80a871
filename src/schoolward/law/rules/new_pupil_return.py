"""Decides whether a school has told the authority of a pupil whose name it entered."""

from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import many, said
from schoolward.law.rule import Rule


class Outcome(StrEnum):
    """What can come of it."""

    OVERDUE = "overdue"
    RECEIVED_LATE = "received_late"
    DUE = "due"
    RECEIVED = "received"
    EXEMPT = "exempt"
    NOT_RECORDED = "not_recorded"


RULE = Rule(
    name="new_pupil_return",
    title="New-pupil return",
    question="Has the school told the authority of the pupil's entry in time?",
    outcomes={
        Outcome.OVERDUE: "No return is recorded, and its last day is over.",
        Outcome.RECEIVED_LATE: "The return is recorded, received after its last day.",
        Outcome.DUE: "No return is recorded yet, and the school still has time.",
        Outcome.RECEIVED: "The return is recorded, and was not late.",
        Outcome.EXEMPT: "No return has to be made unless the authority asks for it.",
        Outcome.NOT_RECORDED: "Returns of this kind were not recorded here at the time, so that nothing can be told.",
    },
    calls=frozenset({Outcome.OVERDUE}),
)


def new_pupil_return(
    *,
    entered_on: date,
    joined_at_start: bool,
    received_on: date | None,
    returns_recorded_from: date | None,
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether the return of a new pupil was made by the end of the fifth day after the name was entered.

    Days of the calendar are counted, not school days. `joined_at_start`: the pupil joined the most junior class
    on the first day of the school year. `returns_recorded_from`: the first day on which a return of this kind was
    recorded, null if none is; of an earlier entry nothing is asked.
    """
    reading = law.reading(RULE.name, as_at)
    days = reading.number("new_pupil_return_days")
    due_on = entered_on + timedelta(days=days)
    received = received_on if received_on is not None and received_on <= as_at else None
    facts: dict[str, Fact] = {
        "entered_on": entered_on,
        "joined_at_start": joined_at_start,
        "received_on": received,
        "return_due_on": due_on,
    }
    limit = (
        f"The day of entry is {said(entered_on)}, and the return has to be made within {many(days, 'day')} after it: "
        f"by the end of {said(due_on)}."
    )
    if received is not None and (joined_at_start or received <= due_on):
        finding = f"The return was received on {said(received)}."
        return reading.decide(Outcome.RECEIVED, finding, facts=facts, since_on=received)
    if received is not None:
        finding = (
            f"The return was received on {said(received)}, {many((received - due_on).days, 'day')} late."
        )
        return reading.decide(
            Outcome.RECEIVED_LATE, finding, limit, facts=facts, since_on=received, due_on=due_on
        )
    if joined_at_start:
        return reading.decide(
            Outcome.EXEMPT,
            "No return has to be made: the pupil joined the most junior class on the first day of the school year. "
            "The authority can ask for one.",
            facts=facts,
        )
    if returns_recorded_from is None or entered_on < returns_recorded_from:
        return _not_recorded(reading, entered_on, returns_recorded_from, facts=facts)
    if as_at > due_on:
        since_on = due_on + timedelta(days=1)
        return reading.decide(
            Outcome.OVERDUE, "No return is recorded.", limit, facts=facts, since_on=since_on, due_on=due_on
        )
    return reading.decide(
        Outcome.DUE, "No return is recorded yet.", limit, facts=facts, since_on=entered_on, due_on=due_on
    )


def _not_recorded(
    reading: Reading, entered_on: date, recorded_from: date | None, *, facts: dict[str, Fact]
) -> Decision:
    told = "No new-pupil returns are recorded here."
    if recorded_from is not None:
        told = (
            f"New-pupil returns are recorded here from {said(recorded_from)}, and the day of entry, "
            f"{said(entered_on)}, is before that."
        )
    return reading.decide(
        Outcome.NOT_RECORDED,
        told,
        facts=facts,
        missing=("the authority's records of the new-pupil returns of that time",),
    )
