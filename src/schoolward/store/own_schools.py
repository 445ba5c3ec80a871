"""Holds a delivery to the schools of its sender: what it says of other schools is refused, row by row."""

from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import REJECTS, Kind, ReadFile
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot
from schoolward.store.staging import Keys

KINDS_OF_SCHOOLS = frozenset({Kind.CALENDAR, Kind.PUPILS, Kind.MARKS, Kind.TERMLY_ABSENCE})
"""What a school may tell: each row of these names its school."""

FROM_THE_AUTHORITY = (
    "files of this kind come from the local authority, not from a school. A school sends its calendar, its pupils, "
    "their marks and its census"
)


@dataclass(frozen=True, kw_only=True)
class OwnSchools:
    """The schools, by URN, of which a delivery may speak."""

    urns: frozenset[int]
    keys: Keys

    @classmethod
    def of(cls, urns: frozenset[int], before: Snapshot) -> "OwnSchools":
        """Held against the schools that the store knows."""
        return cls(
            urns=urns, keys=Keys.of(before.rows(TableName.PUPILS).slice(0, 0), before.rows(TableName.SCHOOLS))
        )

    def hold(self, told: ReadFile) -> ReadFile | str:
        """The file with the rows of other schools refused; or in words why none of it can be taken."""
        if told.kind not in KINDS_OF_SCHOOLS:
            return FROM_THE_AUTHORITY
        rows = told.accepted
        others = pc.invert(pc.is_in(self._schools(rows), value_set=pa.array(sorted(self.urns), pa.int32())))
        count = pc.sum(others).as_py() or 0
        if not count:
            return told
        refused = rows.filter(others)
        rejects = pa.table(
            {
                "line": refused["line"],
                "field": pa.array(["urn"] * count, pa.string()),
                "value": pc.coalesce(*_numbers(refused)).cast(pa.string()),
                "reason": pa.array(["another_school"] * count, pa.string()),
            },
            schema=REJECTS,
        )
        return replace(
            told,
            accepted=rows.filter(pc.invert(others)),
            rejected=pa.concat_tables([told.rejected, rejects]).combine_chunks(),
        )

    def _schools(self, rows: pa.Table) -> pa.Array:
        """The URN of each row's school; null where it names none, or one that we do not know."""
        urns, laestabs = _numbers(rows)
        return pc.coalesce(urns, self.keys.school_of(pa.nulls(rows.num_rows, pa.int32()), laestabs))


def _numbers(rows: pa.Table) -> tuple[pa.Array, pa.Array]:
    """The URNs and the DfE numbers that rows name; a calendar has no column for the latter."""
    urns = rows["urn"].combine_chunks()
    if "laestab" not in rows.column_names:
        return urns, pa.nulls(rows.num_rows, pa.int32())
    return urns, rows["laestab"].combine_chunks()
