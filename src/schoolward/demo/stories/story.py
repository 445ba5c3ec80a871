"""Says what a story is: whom it befalls, what the register shows of it, and what people do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from schoolward.demo.schools import SchoolKind
from schoolward.demo.steps.matter import Matter

When = int | date
"""A day: itself, or so many school days before the story's last day, that day being 0."""

PRIMARIES = frozenset({SchoolKind.PRIMARY, SchoolKind.INFANT, SchoolKind.JUNIOR, SchoolKind.ALL_THROUGH})
SECONDARIES = frozenset({SchoolKind.SECONDARY, SchoolKind.ALL_THROUGH})
ORDINARY = PRIMARIES | SECONDARIES


class Stay(StrEnum):
    """How the child of a story is on the roll."""

    STAYS = "stays"
    """On the same roll from the borough's first day to its last."""
    LEAVES = "leaves"
    """Off it this school year, and if there is such a child, at no other school of the borough before or after."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """Whom a story befalls: year groups of the last day's school year, and kinds of school.

    Of a child that leaves, the story's last day is its last day on roll; of every other, the borough's last day.
    """

    years: tuple[int, int] = (2, 10)
    kinds: frozenset[SchoolKind] = ORDINARY
    stay: Stay = Stay.STAYS
    of_age_from: date | None = None
    """The day on which compulsory school age begins; None for a child who was of that age on the first day."""


class Laid(NamedTuple):
    """One code for every session from one school day to another, both included, and what was first sent of it."""

    code: str
    first: When
    last: When
    halves: str = "AM PM"
    sent: str | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """One story. Every other session of its child is attended, in both years.

    `fires` names the rules that it is told for, each with the outcome meant as at the borough's last day.
    """

    name: str
    tells: str
    fires: Mapping[str, str]
    who: Who = field(default_factory=Who)
    cohorts: tuple[str, ...] = ()
    marks: tuple[Laid, ...] = ()
    matters: tuple[Matter, ...] = ()
    birth_mended_on: date | None = None
    """Until the day before, the roll says that the child was born a year later than it was."""
