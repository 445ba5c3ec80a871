"""Keeps account of a load's files while it runs: what each gave, and every row that was refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.store.delivery import Delivery
from schoolward.store.incoming import Incoming, read
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.marks_merge import Merged
from schoolward.store.own_schools import OwnSchools
from schoolward.store.summary import FileOutcome, LoadSummary

Progress = Callable[[str, int, int], None]


@dataclass(kw_only=True)
class Ledger:
    """The account of load number `load`. Accepted and refused rows of a file always add up to the rows read."""

    load: int
    delivery: Delivery
    progress: Progress
    outcomes: list[FileOutcome]
    own_schools: OwnSchools | None = None
    rejects: list[pa.Table] = field(default_factory=list)

    def read(self, files: list[Incoming], kind: Kind) -> Iterator[tuple[Incoming, ReadFile]]:
        """Reads the files of that kind one after another; those that cannot be read are noted and left out."""
        context = Context(received_on=self.delivery.received_at.date())
        wanted = [file for file in files if file.kind is kind]
        for place, file in enumerate(wanted):
            self.progress(f"reading {kind}", place, len(wanted))
            told = read(file, context)
            if self.own_schools is not None and not isinstance(told, str):
                told = self.own_schools.hold(told)
            if isinstance(told, str):
                self.outcomes[file.place] = file.outcome(unreadable=told)
                continue
            self.outcomes[file.place] = file.outcome(told)
            self._keep(of_file(told.rejected, file.place))
            yield file, told
        if wanted:
            self.progress(f"reading {kind}", len(wanted), len(wanted))

    def reject(self, rejected: pa.Table) -> None:
        """Refuses rows that reading had accepted: file, line, field, value and reason of each."""
        self._keep(rejected)
        for row in pc.value_counts(rejected["file"]).to_pylist() if rejected.num_rows else []:
            self.outcomes[row["values"]] = self.outcomes[row["values"]].moving_to_rejected(row["counts"])

    def _keep(self, rejected: pa.Table) -> None:
        if rejected.num_rows:
            load = pa.array(np.full(rejected.num_rows, self.load, np.int32))
            schema = LAYOUTS[TableName.REJECTS].schema
            self.rejects.append(rejected.append_column("load", load).select(schema.names).cast(schema))

    @property
    def read_now(self) -> list[tuple[int, FileOutcome]]:
        """The files that were read in this load, with their places."""
        return [(place, one) for place, one in enumerate(self.outcomes) if one.already_loaded_in is None]

    def is_unreadable(self, file: Incoming) -> bool:
        """Whether nothing of it could be read."""
        return self.outcomes[file.place].unreadable is not None

    @property
    def nothing_readable(self) -> str | None:
        """Why no file could be read, if none could."""
        now = [outcome for _, outcome in self.read_now]
        if any(outcome.unreadable is None for outcome in now):
            return None
        return "\n".join(f"{outcome.name}: {outcome.unreadable}" for outcome in now)

    def files_table(self) -> pa.Table:
        """The rows of table load_files."""
        rows = [outcome.row(self.load, place) for place, outcome in self.read_now]
        return pa.Table.from_pylist(rows, schema=LAYOUTS[TableName.LOAD_FILES].schema)

    def load_row(self, *, by: str, merged: Merged) -> dict[str, object]:
        """The row of table loads, but for what the transaction knows itself."""
        now = [outcome for _, outcome in self.read_now]
        return {
            "loaded_by": by,
            "sender": self.delivery.sender,
            "files": len(now),
            "rows_read": sum(outcome.rows_read for outcome in now),
            "rows_accepted": sum(outcome.rows_accepted for outcome in now),
            "rows_rejected": sum(outcome.rows_rejected for outcome in now),
            "marks_new": merged.new,
            "marks_revised": merged.revised,
            "marks_unchanged": merged.unchanged,
        }

    def summary(self, *, load: int | None, merged: Merged | None = None) -> LoadSummary:
        """The account as it stands; `load` is null where nothing was committed."""
        reasons: dict[str, int] = {}
        for table in self.rejects:
            for row in pc.value_counts(table["reason"]).to_pylist():
                reasons[row["values"]] = reasons.get(row["values"], 0) + row["counts"]
        return LoadSummary(
            load=load,
            received_at=self.delivery.received_at,
            sender=self.delivery.sender,
            files=tuple(self.outcomes),
            marks=merged or Merged(),
            rejected_by_reason=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        )


def of_file(rows: pa.Table, place: int) -> pa.Table:
    """The rows with a column that says which file they are from."""
    return rows.append_column("file", pa.array(np.full(rows.num_rows, place, np.int32)))
