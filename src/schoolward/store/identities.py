"""Which records are one child's, as the authority decided it: the last decision on each record stands."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot

SAME_CHILD = pa.schema({"pupil": pa.int32(), "same_as": pa.int32()})
CHILDREN = pa.schema({"pupil": pa.int32(), "child": pa.int32()})


def same_child(snapshot: Snapshot) -> pa.Table:
    """The records merged into another, by number, each with the record that is kept at the end of its chain.

    Where A is the same as B and B the same as C, A is the same as C. Columns pupil and same_as.
    """
    return _pairs(kept_records(standing_merges(snapshot.rows(TableName.IDENTITIES))), SAME_CHILD)


def child_of_records(identities: pa.Table) -> dict[int, int]:
    """Every record of each child who has several, with the one that is kept, which is among them.

    Empty where no record is merged into another; then every record is a child.
    """
    kept = kept_records(standing_merges(identities))
    return {**kept, **{child: child for child in kept.values()}}


def children(identities: pa.Table) -> pa.Table:
    """The same as a table: pupil and child."""
    return _pairs(child_of_records(identities), CHILDREN)


def with_other_records(pupils: Iterable[int], child_of: Mapping[int, int]) -> list[int]:
    """These records with all others of the same children, in order. `child_of` is what `child_of_records` gives."""
    wanted = set(pupils)
    theirs = {child_of[pupil] for pupil in wanted if pupil in child_of}
    return sorted(wanted | {pupil for pupil, child in child_of.items() if child in theirs})


def standing_decisions(identities: pa.Table) -> dict[int, dict[str, Any]]:
    """By record, the row of the newest load that decided on it. A load decides on a record once."""
    return {row["pupil"]: row for row in identities.sort_by("load").to_pylist()}


def standing_merges(identities: pa.Table) -> dict[int, int]:
    """By record that is merged into another, that other: not yet the end of the chain."""
    decisions = standing_decisions(identities)
    return {pupil: row["same_as"] for pupil, row in decisions.items() if row["same_as"] is not None}


def kept_records(merges: Mapping[int, int]) -> dict[int, int]:
    """The end of the chain of each merged record. No chain is a circle: a load refuses the decision that closes one."""
    kept: dict[int, int] = {}
    for pupil in merges:
        chain = [pupil]
        while chain[-1] in merges and chain[-1] not in kept:
            chain.append(merges[chain[-1]])
        end = kept.get(chain[-1], chain[-1])
        kept.update(dict.fromkeys(chain[:-1], end))
    return kept


def _pairs(numbers: Mapping[int, int], schema: pa.Schema) -> pa.Table:
    ordered = sorted(numbers.items())
    columns = [pa.array([pair[at] for pair in ordered], pa.int32()) for at in (0, 1)]
    return pa.table(columns, schema=schema)
