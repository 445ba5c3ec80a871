"""Takes in what a delivery says of schools and their links, calendars, pupils, cohorts, steps and published figures."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import Kind
from schoolward.store import roll_merge
from schoolward.store.identity_loading import IdentityLoading
from schoolward.store.incoming import Incoming
from schoolward.store.layout import TableName
from schoolward.store.ledger import Ledger, of_file
from schoolward.store.pending import Pending
from schoolward.store.roll import make_whole_enrolments
from schoolward.store.step_loading import StepLoading

Told = list[tuple[Incoming, pa.Table]]


@dataclass(kw_only=True)
class RollLoading:
    """The steps, in the order in which they need each other; what is new waits in `pending`."""

    connection: duckdb.DuckDBPyConnection
    ledger: Ledger
    pending: Pending

    def run(self, files: list[Incoming]) -> None:
        """Reads every file that is not of marks."""
        self._latest(files, Kind.SCHOOLS, TableName.SCHOOLS)
        self._latest(files, Kind.SCHOOL_LINKS, TableName.SCHOOL_LINKS)
        self._latest(files, Kind.CALENDAR, TableName.CALENDAR)
        self._pupils(files)
        self._latest(files, Kind.COHORTS, TableName.COHORTS)
        IdentityLoading(ledger=self.ledger, pending=self.pending).run(files)
        StepLoading(connection=self.connection, ledger=self.ledger, pending=self.pending).run(files)
        self._latest(files, Kind.TERMLY_ABSENCE, TableName.TERMLY_ABSENCE)
        self._latest(files, Kind.REFERENCE, TableName.REFERENCE)

    def _accepted(self, files: list[Incoming], kind: Kind) -> Told:
        return [(file, told.accepted) for file, told in self.ledger.read(files, kind)]

    def _latest(self, files: list[Incoming], kind: Kind, name: TableName) -> None:
        told = self._accepted(files, kind)
        if told:
            incoming = self._placed(told, by_school=kind is Kind.TERMLY_ABSENCE)
            merged = roll_merge.merge_latest(
                self.connection, name, held=self.pending.rows(name), incoming=incoming, load=self.ledger.load
            )
            self.pending.added[name] = merged.rows

    def _pupils(self, files: list[Incoming]) -> None:
        told = self._accepted(files, Kind.PUPILS)
        if not told:
            return
        accepted = pa.concat_tables([table for _, table in told])
        self.pending.added[TableName.PUPILS] = roll_merge.new_pupils(
            self.pending.rows(TableName.PUPILS),
            upns=accepted["upn"].combine_chunks(),
            former_upns=accepted["former_upn"].combine_chunks(),
            load=self.ledger.load,
            highest_scrubbed=pc.max(self.pending.rows(TableName.SCRUBS)["highest_pupil"]).as_py() or 0,
        )
        incoming = self._placed(told, by_school=True)
        make_whole_enrolments(self.connection, self.pending.before.rows)
        merged = roll_merge.merge_enrolments(
            self.connection,
            incoming=incoming,
            load=self.ledger.load,
            received_on=self.ledger.delivery.received_at.date(),
        )
        self.pending.added[TableName.ENROLMENTS] = merged.rows
        if merged.rejected is not None:
            self.ledger.reject(merged.rejected)

    def _placed(self, told: Told, *, by_school: bool) -> pa.Table:
        """The rows of several files with file, retry, pupil and school; rows of unknown ones are refused."""
        keys = self.pending.keys()
        parts = []
        for file, rows in told:
            rows = of_file(rows, file.place)
            rows = rows.append_column("retry", pa.array(np.full(rows.num_rows, file.retry)))
            if "upn" in rows.column_names:
                rows = rows.append_column("pupil", keys.pupil_of(rows["upn"]))
                rows = self._known(rows, "pupil", field="upn", value=rows["upn"], reason="pupil_unknown")
            if by_school:
                said = pc.coalesce(rows["urn"], rows["laestab"]).cast(pa.string())
                rows = rows.append_column("school", keys.school_of(rows["urn"], rows["laestab"]))
                rows = self._known(rows, "school", field="urn", value=said, reason="school_unknown")
            parts.append(rows)
        return pa.concat_tables(parts)

    def _known(
        self, rows: pa.Table, column: str, *, field: str, value: pa.ChunkedArray, reason: str
    ) -> pa.Table:
        unknown = pc.is_null(rows[column])
        count = pc.sum(unknown).as_py()
        if not count:
            return rows
        self.ledger.reject(
            pa.table(
                {
                    "file": rows["file"].filter(unknown),
                    "line": rows["line"].filter(unknown),
                    "field": pa.array([field] * count),
                    "value": value.filter(unknown),
                    "reason": pa.array([reason] * count),
                }
            )
        )
        return rows.filter(pc.invert(unknown))
