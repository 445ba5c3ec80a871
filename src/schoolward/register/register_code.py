"""What one register code is in one release of the codes, and what a release is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schoolward.register.classes import LegalCategory, StatisticalClass
from schoolward.register.sessions import SessionHalf


class Confidence(StrEnum):
    """How well a statement is supported."""

    STATUTE = "S"
    TWO_SOURCES = "C2"
    ONE_SOURCE = "C1"
    PUBLISHED_DATA = "D"
    LOCAL_PRACTICE = "L"
    BACKGROUND_KNOWLEDGE = "K"

    @property
    def is_verified(self) -> bool:
        """False for what no source was read for: offered as data, never as settled law."""
        return self is not Confidence.BACKGROUND_KNOWLEDGE

    @property
    def is_settled_law(self) -> bool:
        """Whether a value may stand as law: neither background knowledge nor one authority's own practice."""
        return self not in (Confidence.BACKGROUND_KNOWLEDGE, Confidence.LOCAL_PRACTICE)


@dataclass(frozen=True)
class CodeNote:
    """A rule or a warning about the use of a code, with its own confidence."""

    text: str
    confidence: Confidence

    def __str__(self) -> str:
        return self.text if self.confidence.is_verified else f"{self.text} (not verified)"


@dataclass(frozen=True, kw_only=True)
class RegisterCode:
    """One code as one release has it. `withdrawn_on` is its last valid day, null while it lasts."""

    code: str
    meaning: str
    legal_category: LegalCategory
    statistical_class: StatisticalClass
    sessions: frozenset[SessionHalf]
    introduced_on: date
    withdrawn_on: date | None
    notes: tuple[CodeNote, ...]
    citation: str
    confidence: Confidence

    def __post_init__(self) -> None:
        if not 1 <= len(self.code) <= 2 or self.code != self.code.strip() or self.code == "-":
            raise ValueError(
                f"{self.code!r} is not a register code: one or two characters, no space, no dash"
            )
        if not self.sessions:
            raise ValueError(f"code {self.code} can be used in no session")
        if not self.citation.strip():
            raise ValueError(f"code {self.code} has no citation")
        if not self.meaning.strip():
            raise ValueError(f"code {self.code} has no meaning")
        if self.withdrawn_on is not None and self.withdrawn_on < self.introduced_on:
            raise ValueError(f"code {self.code} is withdrawn before it is introduced")

    @property
    def is_verified(self) -> bool:
        """Whether a source was read for the meaning and class of the code."""
        return self.confidence.is_verified


@dataclass(frozen=True, kw_only=True)
class CodeRelease:
    """A set of codes in force together. `valid_until` is the last day, null for the release now in force."""

    valid_from: date
    valid_until: date | None
    title: str
    citation: str
    codes: Mapping[str, RegisterCode]

    def __post_init__(self) -> None:
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise ValueError(f"{self.title} ends before it begins")
        if not self.title.strip() or not self.citation.strip():
            raise ValueError(f"the code release of {self.valid_from} lacks a title or a citation")
        if not self.codes:
            raise ValueError(f"{self.title} has no codes")
