"""Puts the marks of many files together before they are merged, with schools and pupils as the store numbers them."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schoolward.intake.batches import REJECTS
from schoolward.store.two_upns import refused_for_two_upns

ROWS_IN_A_FILE = 1_000_000

UPN_TEXT = "S13"
"""A UPN has 13 letters and digits; intake lets nothing else in."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """How senders' numbers become the store's: sorted once, so that each file's are found without reading all again.

    `upns` is sorted text of fixed width with `pupils` beside it.
    """

    upns: np.ndarray
    pupils: np.ndarray
    urns: pa.Array
    laestabs: pa.Array
    laestab_urns: pa.Array

    @classmethod
    def of(cls, pupils: pa.Table, schools: pa.Table) -> "Keys":
        """The keys in the tables of pupils and schools.

        A DfE number stands for the school that has it and is open: an academy takes over that of the school before it.
        """
        upns = np.array(pupils["upn"].to_pylist(), dtype=UPN_TEXT)
        order = np.argsort(upns)
        with_laestab = _by_right_to_their_number(schools)
        return cls(
            upns=upns[order],
            pupils=pupils["pupil"].to_numpy()[order],
            urns=schools["urn"].combine_chunks(),
            laestabs=with_laestab["laestab"].combine_chunks(),
            laestab_urns=with_laestab["urn"].combine_chunks(),
        )

    def pupil_of(self, upns: pa.ChunkedArray | pa.Array) -> pa.Array:
        """The pupil number of each UPN, null where we hold none."""
        asked = np.array(upns.to_pylist(), dtype=UPN_TEXT)
        if not len(self.upns):
            return pa.nulls(len(asked), pa.int32())
        at = np.minimum(np.searchsorted(self.upns, asked), len(self.upns) - 1)
        return pa.array(self.pupils[at], pa.int32(), mask=self.upns[at] != asked)

    def school_of(self, urns: pa.Array, laestabs: pa.Array) -> pa.Array:
        """The URN of each school, by URN or by DfE number; null where we do not know the school."""
        by_urn = pc.take(self.urns, pc.index_in(urns, value_set=self.urns))
        by_laestab = pc.take(self.laestab_urns, pc.index_in(laestabs, value_set=self.laestabs))
        return pc.if_else(pc.is_valid(urns), by_urn, by_laestab)


@dataclass(kw_only=True)
class Stage:
    """Marks on their way into the store: spilled to files, so that a year of them needs little memory."""

    folder: Path
    waiting: list[pa.Table] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    reach: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, marks: pa.Table, *, file: int, retry: bool, keys: Keys) -> pa.Table:
        """Stages a file's accepted marks and returns the rejects among them: unknown schools and pupils, and marks that
        one pupil has twice under two UPNs."""
        marks = marks.combine_chunks()
        count = marks.num_rows
        if count == 0:
            return REJECTS.empty_table()
        upn = _single(marks["upn"])
        numbers = keys.pupil_of(upn.dictionary)
        pupil = pc.take(numbers, upn.indices)
        school = keys.school_of(_single(marks["urn"]), _single(marks["laestab"]))
        no_school = pc.is_null(school)
        no_pupil = pc.and_(pc.is_valid(school), pc.is_null(pupil))
        rejected = pa.concat_tables(
            [
                _rejects(marks, no_school, field="urn", reason="school_unknown"),
                _rejects(marks, no_pupil, field="upn", reason="pupil_unknown"),
            ]
        )
        staged = pa.table(
            {
                "file": pa.array(np.full(count, file, np.int32)),
                "line": marks["line"],
                "retry": pa.array(np.full(count, retry)),
                "school": school,
                "pupil": pupil,
                "date": marks["date"],
                "session": marks["session"],
                "code": marks["code"],
                "minutes_late": marks["minutes_late"],
                "comment": marks["comment"],
                "recorded_at": pc.assume_timezone(marks["recorded_at"].cast(pa.timestamp("us")), "UTC"),
            }
        )
        stands = pc.and_(pc.is_valid(school), pc.is_valid(pupil))
        known = numbers.drop_null()
        if len(known) > len(known.unique()):
            for reason, which in refused_for_two_upns(staged, stands).items():
                rejected = pa.concat_tables([rejected, _rejects(marks, which, field="code", reason=reason)])
                stands = pc.and_not(stands, which)
        if rejected.num_rows:
            staged = staged.filter(stands)
        if staged.num_rows:
            self._keep(staged, file)
        return rejected

    def _keep(self, staged: pa.Table, file: int) -> None:
        dates = staged["date"].cast(pa.int32())
        days = pc.unique(dates).to_numpy()
        self.dates.update(int(day) for day in days)
        for school in pc.unique(staged["school"]).to_pylist():
            self.reach.append((school, int(days.min()), int(days.max()), file))
        self.waiting.append(staged)
        if sum(table.num_rows for table in self.waiting) >= ROWS_IN_A_FILE:
            self.flush()

    def flush(self) -> None:
        """Writes what waits to a file."""
        if not self.waiting:
            return
        path = self.folder / f"marks-{len(self.paths):05}.parquet"
        table = pa.concat_tables(self.waiting, promote_options="permissive").unify_dictionaries()
        pq.write_table(table, path, compression="lz4")
        self.paths.append(str(path))
        self.waiting.clear()

    def may_repeat_a_slot(self) -> bool:
        """Whether two files speak of the same school and days, so that one may revise the other."""
        latest: dict[int, tuple[int, int]] = {}
        for school, first, last, file in sorted(self.reach):
            held = latest.get(school)
            if held is not None and held[1] != file and first <= held[0]:
                return True
            if held is None or last > held[0]:
                latest[school] = (last, file)
        return False


def _by_right_to_their_number(schools: pa.Table) -> pa.Table:
    """The rows with a DfE number: what stands before what was said once, open schools first, then the newest."""
    latest = schools.group_by("urn").aggregate([("load", "max")])
    place = pc.index_in(schools["urn"], value_set=latest["urn"].combine_chunks())
    columns = {
        "urn": schools["urn"],
        "laestab": schools["laestab"],
        "was_said_once": pc.less(schools["load"], latest["load_max"].combine_chunks().take(place)),
        "is_closed": pc.is_valid(schools["closed_on"]),
        "opened_on": schools["opened_on"],
        "load": schools["load"],
    }
    rows = pa.table(columns).filter(pc.is_valid(schools["laestab"]))
    best_first = ("was_said_once", "ascending"), ("is_closed", "ascending")
    return rows.sort_by([*best_first, ("opened_on", "descending"), ("load", "descending")])


def _single(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _rejects(marks: pa.Table, which: pa.Array, *, field: str, reason: str) -> pa.Table:
    rows = marks.filter(which)
    if field == "urn":
        value = pc.coalesce(rows["urn"], rows["laestab"]).cast(pa.string())
    else:
        value = rows[field].cast(pa.string())
    count = rows.num_rows
    return pa.table(
        {
            "line": rows["line"],
            "field": pa.array([field] * count, pa.string()),
            "value": value,
            "reason": pa.array([reason] * count, pa.string()),
        },
        schema=REJECTS,
    )
