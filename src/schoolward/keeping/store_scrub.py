"""The one place through which this room plans and orders the scrub of the marks store."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from schoolward.law.book import LawBook
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.scrub_plan import ScrubPlan, plan_scrub
from schoolward.store.scrubbing import ScrubRefused, apply_scrub
from schoolward.store.snapshot import snapshot

__all__ = ["ScrubRefused", "StorePlan", "apply_to_store", "plan_store"]


@dataclass(frozen=True, kw_only=True)
class StorePlan:
    """What would go from the store. `gone` are pupils of whom it holds nothing, or would hold nothing afterwards."""

    scrub: ScrubPlan
    known: frozenset[int]

    def keeps(self, pupil: int) -> bool:
        """Whether the store would still hold something of a pupil."""
        return pupil in self.known and pupil not in self.scrub.pupils

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each table would go."""
        counts = {TableName.MARKS: self.scrub.marks, **self.scrub.rows}
        return {name.value: rows for name, rows in counts.items() if rows}

    @property
    def fingerprint(self) -> str:
        """The same for plans by which the same would go."""
        scrub = self.scrub
        halves = [
            (str(each.half_term), each.live, each.superseded, str(each.first_on), str(each.last_on))
            for each in scrub.half_terms
        ]
        told = (
            halves,
            sorted(self.counts.items()),
            sorted(scrub.pupils),
            scrub.entries_until,
            scrub.refused_until,
        )
        return sha256(repr(told).encode()).hexdigest()


def plan_store(home: Home, *, on: date, law: LawBook, held: Set[int]) -> StorePlan:
    """What the store need not keep any longer as at a day; of pupils held, everything is kept."""
    known = frozenset(snapshot(home).rows(TableName.PUPILS)["pupil"].to_pylist())
    return StorePlan(scrub=plan_scrub(home, on=on, law=law, held=frozenset(held)), known=known)


def apply_to_store(home: Home, plan: StorePlan, *, by: str, at: datetime) -> int | None:
    """Scrubs the store by the plan and returns the number of the load that tells of it; null if nothing had to go."""
    return apply_scrub(home, plan=plan.scrub, by=by, at=at).load
