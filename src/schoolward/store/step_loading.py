"""Takes in what a delivery says of steps taken: each reference whole, or not at all."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import Kind
from schoolward.intake.step_conflicts import FIELD_OF, MATTER, numbered, others_of_their_reference
from schoolward.store.incoming import Incoming
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.ledger import Ledger, of_file
from schoolward.store.pending import Pending
from schoolward.store.steps import make_steps

SHOWN = {"pupil_unknown": "upn", "school_unknown": "urn", **FIELD_OF}
"""The column that is shown with each reason."""

CHANGED = """
WITH told AS (
    SELECT DISTINCT {columns} FROM incoming AS i
    WHERE NOT i.retry OR NOT (
        EXISTS (SELECT 1 FROM steps_now AS s WHERE s.kind = i.kind AND s.reference = i.reference)
        OR EXISTS (SELECT 1 FROM incoming AS n WHERE NOT n.retry AND n.kind = i.kind AND n.reference = i.reference)
    )
), standing AS (
    SELECT {columns} FROM steps_now SEMI JOIN told USING (kind, reference)
), differing AS (
    (SELECT * FROM told EXCEPT SELECT * FROM standing)
    UNION ALL
    (SELECT * FROM standing EXCEPT SELECT * FROM told)
)
SELECT * FROM told SEMI JOIN differing USING (kind, reference) ORDER BY ALL
"""
"""The whole of every reference of which something else stands. What is tried again tells only of references of which
nothing stands and no new file of the delivery tells."""


@dataclass(kw_only=True)
class StepLoading:
    """Holds what is told against the pupils and schools that are known; what is new waits in `pending`."""

    connection: duckdb.DuckDBPyConnection
    ledger: Ledger
    pending: Pending

    def run(self, files: list[Incoming]) -> None:
        """Reads every file of steps."""
        told = [self._placed(file, read.accepted) for file, read in self.ledger.read(files, Kind.STEPS)]
        if told:
            rows = self._sound(pa.concat_tables(told))
            self.pending.added[TableName.STEPS] = self._changed(rows)

    def _placed(self, file: Incoming, rows: pa.Table) -> pa.Table:
        """The rows with file, retry, pupil and school; null for a pupil or school that we do not know."""
        keys = self.pending.keys()
        rows = of_file(rows, file.place)
        rows = rows.append_column("retry", pa.array(np.full(rows.num_rows, file.retry)))
        rows = rows.append_column("pupil", keys.pupil_of(rows["upn"]))
        no_laestabs = pa.nulls(rows.num_rows, pa.int32())
        return rows.append_column("school", keys.school_of(rows["urn"], no_laestabs))

    def _sound(self, rows: pa.Table) -> pa.Table:
        """The rows of the references of which nothing is refused; the others are."""
        reasons = np.full(rows.num_rows, "", dtype=object)
        reasons[pc.is_null(rows["pupil"]).to_numpy()] = "pupil_unknown"
        no_school = pc.and_(pc.is_valid(rows["urn"]), pc.is_null(rows["school"])).to_numpy()
        reasons[no_school & (reasons == "")] = "school_unknown"
        reasons[_told_otherwise_elsewhere(rows) & (reasons == "")] = "step_in_two_files"
        reasons[others_of_their_reference(rows, reasons != "", "retry")] = "step_incomplete"
        for reason in dict.fromkeys(reasons[reasons != ""]):
            refused = rows.filter(pa.array(reasons == reason))
            self.ledger.reject(
                pa.table(
                    {
                        "file": refused["file"],
                        "line": refused["line"],
                        "field": pa.array([SHOWN[reason]] * refused.num_rows),
                        "value": refused[SHOWN[reason]].cast(pa.string()),
                        "reason": pa.array([reason] * refused.num_rows),
                    }
                )
            )
        return rows.filter(pa.array(reasons == ""))

    def _changed(self, rows: pa.Table) -> pa.Table:
        schema = LAYOUTS[TableName.STEPS].schema
        # Quoted, since `on` is a word of SQL.
        columns = ", ".join(f'"{name}"' for name in schema.names if name != "load")
        make_steps(self.connection, self.pending.rows)
        self.connection.register("incoming", rows)
        new = self.connection.sql(CHANGED.format(columns=columns)).to_arrow_table()
        self.connection.unregister("incoming")
        load = pa.array(np.full(new.num_rows, self.ledger.load, np.int32))
        return new.append_column("load", load).select(schema.names).cast(schema)


def _told_otherwise_elsewhere(rows: pa.Table) -> np.ndarray:
    """By row: whether another file tells of the same reference and not the same events.

    A reference that is told in parts would lose one of them with the next delivery: a file that has not changed is
    known already, and is not read again.
    """
    if not rows.num_rows:
        return np.array([], dtype=bool)
    matter = numbered(rows, *MATTER, "retry")
    telling = numbered(rows, *MATTER, "retry", "pupil", "school", "event", "on", "parent", "detail", "source")
    file = rows["file"].to_numpy()
    return np.isin(matter, matter[_files_of(telling, file) != _files_of(matter, file)])


def _files_of(group: np.ndarray, file: np.ndarray) -> np.ndarray:
    """By row: in how many files its group stands."""
    return np.bincount(np.unique(np.column_stack([group, file]), axis=0)[:, 0])[group]
