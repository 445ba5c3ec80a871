"""Takes in what a delivery says of who is the same child: each decision by itself, against those that stand."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from schoolward.intake.batches import Kind
from schoolward.store.identities import standing_decisions
from schoolward.store.incoming import Incoming
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.ledger import Ledger
from schoolward.store.pending import Pending

REFUSED = pa.schema(
    {
        "file": pa.int32(),
        "line": pa.int32(),
        "field": pa.string(),
        "value": pa.string(),
        "reason": pa.string(),
    }
)

Refused = tuple[int, int, str, str]
"""File, line, column and value."""

SHOWN = {
    "conflicting_identities": "upn",
    "identity_reference_used": "reference",
    "identity_alone": "upn",
    "identity_circle": "same_as_upn",
}
"""The column that is shown with each reason."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One line: who a record is. `same_as` is the record that is kept, null where the record stands on its own."""

    file: int
    line: int
    retry: bool
    upn: str
    same_as_upn: str | None
    pupil: int
    same_as: int | None
    reference: str
    source: str | None

    @property
    def said(self) -> tuple[int | None, str, str | None]:
        """What it says of its record."""
        return self.same_as, self.reference, self.source


@dataclass(kw_only=True)
class IdentityLoading:
    """Holds each decision against the pupils and the decisions that are known; what is new waits in `pending`."""

    ledger: Ledger
    pending: Pending

    def run(self, files: list[Incoming]) -> None:
        """Reads every file of identity decisions."""
        told = [
            decision
            for file, read in self.ledger.read(files, Kind.IDENTITIES)
            for decision in self._of_known_pupils(file, read.accepted)
        ]
        if told:
            self.pending.added[TableName.IDENTITIES] = self._rows(self._sound(told))

    def _of_known_pupils(self, file: Incoming, accepted: pa.Table) -> list[Decision]:
        upns = pa.array(
            sorted({*accepted["upn"].to_pylist(), *accepted["same_as_upn"].drop_null().to_pylist()})
        )
        pupils = dict(zip(upns.to_pylist(), self.pending.keys().pupil_of(upns).to_pylist(), strict=True))
        told: list[Decision] = []
        refused: list[Refused] = []
        for row in accepted.to_pylist():
            pupil, same_as = pupils[row["upn"]], pupils.get(row["same_as_upn"])
            if pupil is None or (row["same_as_upn"] is not None and same_as is None):
                unknown = "upn" if pupil is None else "same_as_upn"
                refused.append((file.place, row["line"], unknown, row[unknown]))
                continue
            # Two UPNs of one record are one child already.
            other = None if same_as == pupil else same_as
            told.append(Decision(file=file.place, retry=file.retry, pupil=pupil, same_as=other, **row))
        self._refuse(refused, "pupil_unknown")
        return told

    def _sound(self, told: Sequence[Decision]) -> list[Decision]:
        """The decisions that say something new and can stand; the others that say something new are refused."""
        held = self.pending.rows(TableName.IDENTITIES)
        standing = {
            pupil: (row["same_as"], row["reference"], row["source"])
            for pupil, row in standing_decisions(held).items()
        }
        merges = {pupil: same_as for pupil, (same_as, *_) in standing.items() if same_as is not None}
        used = {(row["pupil"], row["reference"], row["source"]) for row in held.to_pylist()}

        new = [one for one in _not_overtaken(told, standing) if standing.get(one.pupil) != one.said]
        new = self._without(new, _contradicting(new), "conflicting_identities")
        again = [one for one in new if (one.pupil, one.reference, one.source) in used]
        new = self._without(new, again, "identity_reference_used")
        alone = [one for one in new if one.same_as is None and one.pupil not in merges]
        new = self._without(new, alone, "identity_alone")
        # What a refused decision would have parted is merged still, and others may close a circle with that.
        while circling := _in_circles(new, merges):
            new = self._without(new, circling, "identity_circle")
        return new

    def _without(self, told: list[Decision], wrong: Sequence[Decision], reason: str) -> list[Decision]:
        shown = SHOWN[reason]
        self._refuse([(one.file, one.line, shown, getattr(one, shown)) for one in wrong], reason)
        places = {(one.file, one.line) for one in wrong}
        return [one for one in told if (one.file, one.line) not in places]

    def _refuse(self, refused: Sequence[Refused], reason: str) -> None:
        names = ("file", "line", "field", "value", "reason")
        rows = [dict(zip(names, (*one, reason), strict=True)) for one in refused]
        if rows:
            self.ledger.reject(pa.Table.from_pylist(rows))

    def _rows(self, new: Sequence[Decision]) -> pa.Table:
        # Two files of a delivery may say the same of a record.
        once = {one.pupil: one for one in sorted(new, key=lambda one: one.pupil)}
        rows = [
            {
                "load": self.ledger.load,
                "pupil": one.pupil,
                "same_as": one.same_as,
                "reference": one.reference,
                "source": one.source,
            }
            for one in once.values()
        ]
        return pa.Table.from_pylist(rows, schema=LAYOUTS[TableName.IDENTITIES].schema)


def _not_overtaken(told: Sequence[Decision], standing: Container[int]) -> list[Decision]:
    """All but those tried again on records on which something else was decided, before this delivery or in it."""
    fresh = {one.pupil for one in told if not one.retry}
    return [one for one in told if not one.retry or (one.pupil not in fresh and one.pupil not in standing)]


def _contradicting(told: Sequence[Decision]) -> list[Decision]:
    """Those on records of which the delivery says several things."""
    said: dict[int, set[object]] = defaultdict(set)
    for one in told:
        said[one.pupil].add(one.said)
    return [one for one in told if len(said[one.pupil]) > 1]


def _in_circles(told: Sequence[Decision], merges: Mapping[int, int]) -> list[Decision]:
    """Those by which a record would, over whatever others, be merged into itself."""
    after: dict[int, int | None] = {**merges, **{one.pupil: one.same_as for one in told}}

    def comes_back(pupil: int) -> bool:
        seen: set[int] = set()
        at = after.get(pupil)
        while at is not None and at != pupil and at not in seen:
            seen.add(at)
            at = after.get(at)
        return at == pupil

    return [one for one in told if comes_back(one.pupil)]
