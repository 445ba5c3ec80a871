"""Says which deliveries the borough's schools make, when each arrives, and writes the manifest that lists them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from schoolward.demo.dates import FIRST_LOAD_ON, HALF_TERMS, NEW_YEAR_LOAD_ON, HalfTerm, received_at

MANIFEST_FORMAT = "schoolward-manifest-1"
_NOON = 12


class DeliveryKind(StrEnum):
    """What a delivery brings."""

    FIRST = "first"
    MARKS = "marks"
    REVISIONS = "revisions"
    NEW_YEAR = "new_year"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Files that arrive together. `term` is the half-term whose marks they hold, None for rolls alone."""

    kind: DeliveryKind
    received_at: datetime
    term: HalfTerm | None

    @property
    def folder(self) -> str:
        """The folder of its files, beside the manifest."""
        what = self.term.name.replace(" ", "-") if self.term else "rolls"
        revised = "-revised" if self.kind is DeliveryKind.REVISIONS else ""
        return f"{self.received_at.date().isoformat()}-{what}{revised}"

    @property
    def knows_until(self) -> date:
        """The last day of which its senders know: what arrives in the morning knows of yesterday."""
        on = self.received_at.date()
        return on if self.received_at.hour > _NOON else on - timedelta(days=1)

    @property
    def sender(self) -> str:
        """Who sent them, in words."""
        if self.term is None:
            return "Demo Borough data team"
        return "Demo Borough schools, half-termly collection"


def plan_deliveries(until: date) -> tuple[Delivery, ...]:
    """Every delivery that has arrived by the end of `until`, in order; the last half-term may be cut short by it."""
    planned = [Delivery(kind=DeliveryKind.FIRST, received_at=received_at(FIRST_LOAD_ON), term=None)]
    if until >= NEW_YEAR_LOAD_ON:
        planned.append(
            Delivery(kind=DeliveryKind.NEW_YEAR, received_at=received_at(NEW_YEAR_LOAD_ON), term=None)
        )
    for term in HALF_TERMS:
        if term.first_on > until:
            continue
        whole = term.received_on <= until
        instant = received_at(term.received_on) if whole else received_at(until, hour=18)
        planned.append(Delivery(kind=DeliveryKind.MARKS, received_at=instant, term=term))
        if term.revised_on and term.revised_on <= until:
            planned.append(
                Delivery(kind=DeliveryKind.REVISIONS, received_at=received_at(term.revised_on), term=term)
            )
    return tuple(sorted(planned, key=lambda delivery: delivery.received_at))


def write_manifest(
    folder: Path, *, deliveries: Sequence[Delivery], files: Mapping[str, Sequence[str]]
) -> None:
    """Writes manifest.json: the deliveries in order, each with its files (by folder) as they were given."""
    loads = [
        {
            "received_at": delivery.received_at.isoformat(),
            "sender": delivery.sender,
            "files": [f"{delivery.folder}/{name}" for name in files[delivery.folder]],
        }
        for delivery in deliveries
    ]
    text = json.dumps({"format": MANIFEST_FORMAT, "loads": loads}, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
