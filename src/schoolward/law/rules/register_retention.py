"""Decides whether an entry in a register has been kept for as long as it has to be."""

from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.book import LawBook
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import many, said
from schoolward.law.periods import years_after
from schoolward.law.rule import Rule


class Outcome(StrEnum):
    """What can come of it."""

    MAY_BE_REVIEWED = "may_be_reviewed"
    KEEP_FOR_PROCEEDINGS = "keep_for_proceedings"
    KEEP = "keep"


RULE = Rule(
    name="register_retention",
    title="Retention of register entries",
    question="Has this entry in the register been kept for as long as it has to be?",
    outcomes={
        Outcome.MAY_BE_REVIEWED: "The entry has been kept for its time; whether it is still needed can be reviewed.",
        Outcome.KEEP_FOR_PROCEEDINGS: "The entry has been kept for its time, and is kept on for open proceedings.",
        Outcome.KEEP: "The entry has to be kept.",
    },
    calls=frozenset({Outcome.MAY_BE_REVIEWED}),
)


def register_retention(*, made_on: date, open_proceedings: bool, as_at: date, law: LawBook) -> Decision:
    """Whether an entry made on a day may be reviewed: nothing is deleted by this answer.

    The period is the one in force as at the day asked about, for entries made under a shorter one too. It runs
    to the anniversary of the entry, that day included. That proceedings prolong it is our reading.
    """
    reading = law.reading(RULE.name, as_at)
    years = reading.number("register_retention_years")
    keep_until = years_after(made_on, years)
    facts: dict[str, Fact] = {
        "made_on": made_on,
        "retention_years": years,
        "keep_until_on": keep_until,
        "open_proceedings": open_proceedings,
    }
    finding = f"The entry was made on {said(made_on)}, and an entry is kept for {many(years, 'year')} from that day: "
    if as_at <= keep_until:
        return reading.decide(Outcome.KEEP, f"{finding}until {said(keep_until)}.", facts=facts)
    since_on = keep_until + timedelta(days=1)
    over = f"{finding}that time was over on {said(keep_until)}."
    if open_proceedings:
        return reading.decide(
            Outcome.KEEP_FOR_PROCEEDINGS,
            over,
            "Proceedings that may rest on it are open, and it is kept "
            f"{reading.word('register_retention_with_proceedings')}. This is Schoolward's own reading, "
            "not the text of the regulation.",
            facts=facts,
            since_on=since_on,
        )
    return reading.decide(
        Outcome.MAY_BE_REVIEWED,
        over,
        "Whether it is still needed can now be reviewed.",
        facts=facts,
        since_on=since_on,
    )
