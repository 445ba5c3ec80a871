"""Says what a school of the fictional borough is, and in which form its marks arrive."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

BOROUGH = ("356", "Demo Borough")
"""Code and name of the borough's authority."""


class SchoolKind(StrEnum):
    """What a school is to the children who pass through it."""

    PRIMARY = "primary"
    INFANT = "infant"
    JUNIOR = "junior"
    SECONDARY = "secondary"
    ALL_THROUGH = "all_through"
    SPECIAL = "special"
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit"
    INDEPENDENT = "independent"


class SentAs(StrEnum):
    """The form in which a school's marks arrive; NOTHING where it sends none."""

    LONG = "long"
    WIDE_DAY = "wide_day"
    WIDE_WEEK = "wide_week"
    CTF = "ctf"
    CTF_SINGLE_CHARACTERS = "ctf_single_characters"
    WONDE = "wonde"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class DemoSchool:
    """One school. `year_groups` are National Curriculum years, Reception being 0."""

    urn: int
    laestab: int
    authority: tuple[str, str]
    name: str
    kind: SchoolKind
    gias_type: tuple[str, str]
    gias_phase: tuple[str, str]
    ages: tuple[int, int]
    year_groups: tuple[int, ...]
    pupils: int
    trust: str
    ward: str
    postcode: str
    opened_on: date | None
    closed_on: date | None
    sent_as: SentAs
    stops_sending_on: date | None
    own_half_terms: bool
    hardship: float

    def __post_init__(self) -> None:
        if self.laestab // 10_000 != int(self.authority[0]):
            raise ValueError(f"{self.name}: {self.laestab} is not a number of authority {self.authority[0]}")
        if bool(self.pupils) != (self.sent_as is not SentAs.NOTHING):
            raise ValueError(f"{self.name}: a school has pupils exactly where it sends marks")

    @property
    def in_borough(self) -> bool:
        """Whether the school stands in the borough."""
        return self.authority == BOROUGH
