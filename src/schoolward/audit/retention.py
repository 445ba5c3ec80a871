"""What a model says of how long its rows are kept, from which event, why, and what goes then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from schoolward.law.periods import years_after


class Scrub(StrEnum):
    """What happens to a row when its time has come."""

    ROW = "the row is deleted"
    DETAIL = "the details are emptied, the rest stays"
    WITH_OWNER = "goes with the record that it belongs to"
    WITH_LAST = "goes with the last of the records that lead to it"
    NEVER = "stays"


@dataclass(frozen=True, kw_only=True)
class KeptFor:
    """A length of time in whole years and days."""

    years: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.years < 0 or self.days < 0 or not (self.years or self.days):
            raise ValueError("a record is kept for some time: years, days or both, and none below nought")

    def before(self, on: date) -> date:
        """The day before which a row's event must lie for its time to have come: the anniversary itself is kept."""
        return years_after(on, -self.years) - timedelta(days=self.days)

    def __str__(self) -> str:
        parts = [
            f"{number} {unit if number != 1 else unit.removesuffix('s')}"
            for number, unit in ((self.years, "years"), (self.days, "days"))
            if number
        ]
        return " and ".join(parts)


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long a model's rows are kept. `date_field` names the field that holds the day of the event.

    `owner` names the field that leads to the record, or the records, with which rows go that have no time of their own.
    `emptied` says what stands in the fields of a row whose details went.
    """

    kept_for: KeptFor | None = None
    counted_from: str = ""
    date_field: str = ""
    owner: str = ""
    emptied: Mapping[str, Any] = field(default_factory=dict)
    why: str
    scrub: Scrub

    def __post_init__(self) -> None:
        if len(self.why) < 10:
            raise ValueError("say why a record is kept so long")
        has_time = bool(self.kept_for and self.counted_from and self.date_field)
        if has_time != (self.scrub in (Scrub.ROW, Scrub.DETAIL)):
            raise ValueError("rows that go by themselves need a time, an event and the field with its day")
        if bool(self.emptied) != (self.scrub is Scrub.DETAIL):
            raise ValueError("rows that stay without their details need to say what stands in their place")
        if bool(self.owner) != (self.scrub in (Scrub.WITH_OWNER, Scrub.WITH_LAST)):
            raise ValueError("rows that go with others need the name of the field that leads to them")

    @classmethod
    def with_its(cls, owner: str) -> "Retention":
        """Kept as long as the record to which the foreign key `owner` leads."""
        return cls(owner=owner, why=f"It means nothing without its {owner}.", scrub=Scrub.WITH_OWNER)

    @classmethod
    def with_the_last_of(cls, owners: str) -> "Retention":
        """Kept until the last of the rows that lead to it, under the name `owners`, has gone."""
        return cls(owner=owners, why=f"It means nothing without its {owners}.", scrub=Scrub.WITH_LAST)

    @classmethod
    def for_good(cls, why: str) -> "Retention":
        """Never scrubbed, since it says nothing of a person."""
        return cls(why=why, scrub=Scrub.NEVER)
