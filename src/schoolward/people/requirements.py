"""What every action asks of its words and days, with a plain sentence where it does not get it."""

from datetime import date

from schoolward.access.terms import CannotBeDone


def told(text: str, *, what: str) -> str:
    """The words without the blanks around them; CannotBeDone if there are none."""
    if not text.strip():
        raise CannotBeDone(f"Enter {what}.")
    return text.strip()


def in_order(from_on: date, until_on: date | None) -> None:
    """That the last day, if there is one, does not lie before the first."""
    if until_on is not None and until_on < from_on:
        raise CannotBeDone("The last day must be the same as or after the first day.")
