"""What a rule answers: an outcome with its reasons, the facts and values behind it, and what was not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from schoolward.law.values import DatedValue

Fact = int | str | bool | date | None | tuple["Fact", ...] | Mapping[str, "Fact"]
"""What can stand among a decision's facts: everything that JSON can say, and days."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The answer of one rule as at a day. It advises: what is done is for the people named in attention.

    `since_on` is the day from which the outcome has held, `due_on` the last day on which to act; both null
    where the rule has no such day. `missing` names in words what would have to be known to be sure.
    """

    rule: str
    outcome: StrEnum
    as_at: date
    reasons: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    values: tuple[DatedValue, ...] = ()
    missing: tuple[str, ...] = ()
    since_on: date | None = None
    due_on: date | None = None

    def __post_init__(self) -> None:
        if not self.reasons or not all(self.reasons):
            raise ValueError(f"a decision of {self.rule} gives no reason")

    @property
    def citations(self) -> tuple[str, ...]:
        """Where the values used are written, each once."""
        return tuple(dict.fromkeys(value.citation for value in self.values))

    @property
    def is_verified(self) -> bool:
        """Whether a source was read for every value that the decision rests on."""
        return all(value.is_verified for value in self.values)
