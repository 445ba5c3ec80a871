"""The keys by which a grant says over what it reaches."""

import re
from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """What a scope is drawn by."""

    SCHOOL = "school"
    TRUST = "trust"
    COHORT = "cohort"
    CASELOAD = "caseload"
    BOROUGH = "borough"


NUMBERED = frozenset({ScopeKind.SCHOOL, ScopeKind.TRUST, ScopeKind.CASELOAD})
NUMBER = re.compile("[1-9][0-9]{0,8}")
"""One way to write each number, so that whoever compares the text and whoever compares the number agree."""


@dataclass(frozen=True, order=True)
class ScopeKey:
    """One school (URN), trust (its number here), cohort (name) or caseload (number of the officer's account)."""

    kind: ScopeKind
    value: str

    def __post_init__(self) -> None:
        if (self.kind is ScopeKind.BOROUGH) != (self.value == ""):
            raise ValueError("a scope names its school, trust, cohort or caseload; the borough has no name")
        if self.kind in NUMBERED and not NUMBER.fullmatch(self.value):
            raise ValueError("a school, trust or caseload is named by its number, without noughts before it")

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else self.kind.value


BOROUGH = ScopeKey(ScopeKind.BOROUGH, "")
