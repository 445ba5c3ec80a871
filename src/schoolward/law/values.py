"""One number, period, amount or list of the law, from the day on which it holds, with where it is written."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from schoolward.register.register_code import Confidence

Content = int | str | tuple[str, ...]
"""What a value can be: a whole number of its unit, a word, or a list of words such as register codes."""


class Authority(StrEnum):
    """What stands behind a value."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    LOCAL = "local"


class LawNotFound(LookupError):
    """What was asked of the law cannot be answered; the message says what, for which day, and the way on."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownParameter(LawNotFound):
    """No parameter has that name."""


class NoLawThen(LawNotFound):
    """Nothing is held for a day before the first value."""


class NotInForce(LawNotFound):
    """The provision does not hold on that day: it has ended, or nobody has brought it into force yet."""


@dataclass(frozen=True, kw_only=True)
class DatedValue:
    """A value from `in_force_from` until the next one of its parameter. Null: enacted or announced, not in force.

    `content` null: from that day the provision has ended. Amounts are whole pounds; shares are per cent.
    """

    name: str
    unit: str
    in_force_from: date | None
    content: Content | None
    citation: str
    authority: Authority
    confidence: Confidence | None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.citation.strip():
            raise ValueError(f"{self.name} has a value without a citation")
        if self.content is None and self.in_force_from is None:
            raise ValueError(f"{self.name} has an end that is not dated")
        if self.content == () or self.content == "":
            raise ValueError(f"{self.name} has an empty value")
        if self.authority is not Authority.LOCAL and self.confidence is None:
            raise ValueError(f"{self.name} does not say how well its value is supported")

    @property
    def is_verified(self) -> bool:
        """Whether a source was read for it. Local policy is vouched for by the authority that wrote it down."""
        return self.confidence is None or self.confidence.is_settled_law

    @property
    def is_own_policy(self) -> bool:
        """Whether the authority set it itself, so that it is neither a national value nor Schoolward's default."""
        return self.confidence is None

    @property
    def words(self) -> str:
        """The value with its unit, as people write it."""
        if self.content is None:
            return "ended"
        if isinstance(self.content, tuple):
            return ", ".join(self.content)
        if self.unit == "pounds":
            return f"£{self.content}"
        if isinstance(self.content, int):
            unit = self.unit if self.content != 1 else _SINGULAR.get(self.unit, self.unit)
            return f"{self.content} {unit}"
        return self.content


_SINGULAR = {
    "sessions": "session", "days": "day", "school days": "school day", "school weeks": "school week",
    "weeks": "week", "months": "month", "years": "year", "notices": "notice", "years of age": "year of age",
    "meetings a year": "meeting a year",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Override:
    """Whether local policy may put its own value in the place of this one, and within which numbers or words."""

    allowed: bool = False
    at_least: int | None = None
    at_most: int | None = None
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A name, what it means, and its values in the order of their dates; undated ones are prospective."""

    name: str
    label: str
    unit: str
    topic: str
    override: Override
    values: tuple[DatedValue, ...]
    local_values: tuple[DatedValue, ...] = field(default=())

    def __post_init__(self) -> None:
        starts = [value.in_force_from for value in self.values if value.in_force_from is not None]
        if not starts:
            raise ValueError(f"{self.name} has no value that is or was in force")
        for dated in (starts, [v.in_force_from for v in self.local_values if v.in_force_from is not None]):
            if any(later <= earlier for earlier, later in pairwise(dated)):
                raise ValueError(f"the values of {self.name} are not in the order of their dates")
        kinds = {
            type(value.content) for value in (*self.values, *self.local_values) if value.content is not None
        }
        if len(kinds) != 1:
            raise ValueError(f"the values of {self.name} are of different kinds")

    @property
    def first_held_on(self) -> date:
        """The first day for which anything is held."""
        return min(value.in_force_from for value in self.values if value.in_force_from is not None)

    @property
    def prospective(self) -> tuple[DatedValue, ...]:
        """Values that nobody has brought into force yet."""
        return tuple(value for value in self.values if value.in_force_from is None)

    def on(self, on: date) -> DatedValue:
        """The value in force on a day, local policy before the national one.

        NoLawThen before the first value; NotInForce once the provision has ended.
        """
        if on < self.first_held_on:
            raise NoLawThen(
                f"no value of {self.name} is held for {on}: the first is from {self.first_held_on}. "
                "Ask for that day or a later one."
            )
        national = _standing(self.values, on)
        if national is None or national.content is None:
            raise NotInForce(f"{self.name} has no value in force on {on}")
        return _standing(self.local_values, on) or national


def _standing(values: tuple[DatedValue, ...], on: date) -> DatedValue | None:
    """The latest value that began on or before the day."""
    dated = [value for value in values if value.in_force_from is not None]
    starts = [value.in_force_from for value in dated]
    place = bisect_right(starts, on)  # type: ignore[type-var]  # the undated are left out above
    return dated[place - 1] if place else None
