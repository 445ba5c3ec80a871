"""Decides whether a school has told the authority of a pupil whose name it deleted."""

from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import many, said
from schoolward.law.rule import Rule


class Outcome(StrEnum):
    """What can come of it."""

    OVERDUE = "overdue"
    DUE = "due"
    RECEIVED_LATE = "received_late"
    RECEIVED = "received"
    EXEMPT = "exempt"
    NOT_RECORDED = "not_recorded"


RULE = Rule(
    name="deletion_return",
    title="Deletion return",
    question="Has the school told the authority of the deletion in time?",
    outcomes={
        Outcome.OVERDUE: "No return is recorded, and the day of the deletion is over.",
        Outcome.DUE: "No return is recorded yet, and the day of the deletion is not over.",
        Outcome.RECEIVED_LATE: "The return is recorded, received after the day of the deletion.",
        Outcome.RECEIVED: "The return is recorded, and was not late.",
        Outcome.EXEMPT: "No return has to be made unless the authority asks for it.",
        Outcome.NOT_RECORDED: "Returns of this kind were not recorded here at the time, so that nothing can be told.",
    },
    calls=frozenset({Outcome.OVERDUE}),
)


def deletion_return(
    *,
    deleted_on: date,
    finished_final_year: bool,
    received_on: date | None,
    returns_recorded_from: date | None,
    as_at: date,
    law: LawBook,
) -> Decision:
    """Whether the return of a deletion was made no later than the deletion.

    It is due as soon as the ground is met; when that was is not known here, so that the day of the deletion, its
    last day, is the one looked at. `finished_final_year`: the pupil finished the school's final year at its end.
    `returns_recorded_from`: the first day on which a return of this kind was recorded, null if none is; of an
    earlier deletion nothing is asked.
    """
    reading = law.reading(RULE.name, as_at)
    received = received_on if received_on is not None and received_on <= as_at else None
    facts: dict[str, Fact] = {
        "deleted_on": deleted_on,
        "finished_final_year": finished_final_year,
        "received_on": received,
    }
    if finished_final_year:
        return _of_a_leaver_at_the_end(reading, received, facts=facts)
    limit = (
        f"The day of the deletion is {said(deleted_on)}, and the return has to be made "
        f"{reading.word('deletion_return_due')}."
    )
    if received is not None and received > deleted_on:
        finding = (
            f"The return was received on {said(received)}, {many((received - deleted_on).days, 'day')} late."
        )
        return reading.decide(
            Outcome.RECEIVED_LATE, finding, limit, facts=facts, since_on=received, due_on=deleted_on
        )
    if received is not None:
        finding = f"The return was received on {said(received)}."
        return reading.decide(Outcome.RECEIVED, finding, facts=facts, since_on=received)
    if returns_recorded_from is None or deleted_on < returns_recorded_from:
        return _not_recorded(reading, deleted_on, returns_recorded_from, facts=facts)
    if as_at > deleted_on:
        since_on = deleted_on + timedelta(days=1)
        return reading.decide(
            Outcome.OVERDUE,
            "No return is recorded.",
            limit,
            facts=facts,
            since_on=since_on,
            due_on=deleted_on,
        )
    return reading.decide(Outcome.DUE, "No return is recorded yet.", limit, facts=facts, due_on=deleted_on)


def _of_a_leaver_at_the_end(reading: Reading, received: date | None, *, facts: dict[str, Fact]) -> Decision:
    exempt = reading.word("deletion_return_exempt")
    if received is not None:
        finding = f"The return was received on {said(received)}."
        return reading.decide(Outcome.RECEIVED, finding, facts=facts, since_on=received)
    return reading.decide(
        Outcome.EXEMPT,
        f"No return has to be made for {exempt}. The authority can ask for one.",
        facts=facts,
    )


def _not_recorded(
    reading: Reading, deleted_on: date, recorded_from: date | None, *, facts: dict[str, Fact]
) -> Decision:
    told = "No deletion returns are recorded here."
    if recorded_from is not None:
        told = (
            f"Deletion returns are recorded here from {said(recorded_from)}, and the day of the deletion, "
            f"{said(deleted_on)}, is before that."
        )
    return reading.decide(
        Outcome.NOT_RECORDED,
        told,
        facts=facts,
        missing=("the authority's records of the deletion returns of that time",),
    )
