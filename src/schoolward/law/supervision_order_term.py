"""Works out how long an education supervision order lasts, with its extensions and the child's age."""

from dataclasses import dataclass
from datetime import date, timedelta

from schoolward.law.book import Reading
from schoolward.law.marks import said
from schoolward.law.periods import months_after
from schoolward.law.steps import Matter
from schoolward.register.age import compulsory_school_age_ends_on


@dataclass(frozen=True)
class OrderTerm:
    """The last day of an order, and what has to be said of it."""

    ends_on: date
    ends_with_age: bool
    reasons: tuple[str, ...]
    missing: tuple[str, ...]


def term_of_order(reading: Reading, order: Matter, made_on: date, born_on: date | None) -> OrderTerm:
    """The term of an order made on a day: its months or its last extension, and compulsory school age at the latest.

    The day of the order is the first of its months.
    """
    longest = reading.number("education_supervision_order_longest_extension_months")
    ends_on = months_after(made_on, reading.number("education_supervision_order_months")) - timedelta(days=1)
    reasons, missing = [], []
    for until in sorted(event.on for event in order.events if event.name == "extended_until"):
        if until > months_after(ends_on, longest):
            reasons.append(
                f"The extension until {said(until)} is longer than {longest} months, the longest that is held here."
            )
            missing.append("how long one extension can be: the provision on it was not read")
        ends_on = max(ends_on, until)
    if born_on is None:
        missing.append("the date of birth: the order ends with compulsory school age at the latest")
        return OrderTerm(ends_on, False, tuple(reasons), tuple(missing))
    reading.value("compulsory_school_age_ends")
    last_of_age = compulsory_school_age_ends_on(born_on)
    return OrderTerm(min(ends_on, last_of_age), last_of_age <= ends_on, tuple(reasons), tuple(missing))
