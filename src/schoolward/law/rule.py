"""What a rule is: its name, the question it answers, and every outcome with what that outcome means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the rulebook. `outcomes` says of each what it means, in plain English, in the order of gravity.

    `calls` are the outcomes at which somebody has to act; at the others nobody has.
    """

    name: str
    title: str
    question: str
    outcomes: Mapping[StrEnum, str]
    calls: frozenset[StrEnum]

    def __post_init__(self) -> None:
        if unknown := self.calls - set(self.outcomes):
            raise ValueError(
                f"{self.name} calls for action at {', '.join(sorted(unknown))}, which it never answers"
            )
        if not self.question.endswith("?"):
            raise ValueError(f"{self.name} does not ask a question")
