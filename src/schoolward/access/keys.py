"""The keys by which a grant says over what it reaches."""

from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """What a scope is drawn by."""

    SCHOOL = "school"
    TRUST = "trust"
    COHORT = "cohort"
    CASELOAD = "caseload"
    BOROUGH = "borough"


@dataclass(frozen=True, order=True)
class ScopeKey:
    """One school (URN), trust (its number here), cohort (name) or caseload (number of the officer's account)."""

    kind: ScopeKind
    value: str

    def __post_init__(self) -> None:
        if (self.kind is ScopeKind.BOROUGH) != (self.value == ""):
            raise ValueError("a scope names its school, trust, cohort or caseload; the borough has no name")

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else self.kind.value


BOROUGH = ScopeKey(ScopeKind.BOROUGH, "")
