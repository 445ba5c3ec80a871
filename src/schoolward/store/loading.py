"""A load: reads what a delivery brought, refuses what cannot stand, and commits the rest whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, RemoveAction

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.register.years import HalfTerm, half_term_on
from schoolward.store import marks_merge, roll_merge
from schoolward.store.admission import CURRENT_UPNS, admit
from schoolward.store.connection import connect
from schoolward.store.delivery import Delivery
from schoolward.store.home import Home
from schoolward.store.incoming import Incoming, incoming_files, read
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.lock import write_lock
from schoolward.store.marks_merge import Merged
from schoolward.store.roll import make_roll
from schoolward.store.staging import Keys, Stage
from schoolward.store.summary import FileOutcome, LoadSummary
from schoolward.store.tables import FILES_BEFORE_MERGING
from schoolward.store.transaction import Transaction, begin, sweep

TRIES = 5
"""How often a load starts over when another program changes the marks under it."""


class MarksKeepChanging(RuntimeError):
    """Another program changes the marks faster than a load can be merged; nothing was loaded."""


Progress = Callable[[str, int, int], None]


class LoadRefused(ValueError):
    """Nothing was loaded; the message says why."""


def load(
    home: Home,
    delivery: Delivery,
    *,
    by: str,
    now: datetime,
    progress: Progress = lambda step, done, total: None,
    waiting: Callable[[], None] | None = None,
) -> LoadSummary:
    """Loads a delivery and says what became of every file. Raises LoadRefused if no file could be read."""
    with write_lock(home.folder, waiting=waiting):
        transaction = begin(home, received_at=delivery.received_at)
        loading = _Loading(home=home, delivery=delivery, transaction=transaction, progress=progress)
        summary = loading.run(by=by)
        sweep(home, now=now)
        return summary


@dataclass(kw_only=True)
class _Loading:
    """The steps of one load, in the order in which they need each other."""

    home: Home
    delivery: Delivery
    transaction: Transaction
    progress: Progress
    outcomes: list[FileOutcome] = field(default_factory=list)
    rejects: list[pa.Table] = field(default_factory=list)
    pending: dict[TableName, pa.Table] = field(default_factory=dict)

    def run(self, *, by: str) -> LoadSummary:
        files = incoming_files(self.delivery, self.transaction.before)
        fresh = [file for file in files if file.already_loaded_in is None and file.unreadable is None]
        self.outcomes = [file.outcome() for file in files]
        if not fresh:
            if all(file.unreadable is not None for file in files):
                raise LoadRefused("\n".join(f"{file.name}: {file.unreadable}" for file in files))
            return self._summary(load=None)
        self._refuse_the_past(fresh)
        connection = connect(self.home.working_folder)
        try:
            self._load_roll(connection, [file for file in fresh if file.kind is not Kind.MARKS])
            merged = self._load_marks(connection, [file for file in fresh if file.kind is Kind.MARKS])
        finally:
            connection.close()
        if all(
            outcome.unreadable is not None for outcome in self.outcomes if outcome.already_loaded_in is None
        ):
            raise LoadRefused("\n".join(f"{o.name}: {o.unreadable}" for o in self.outcomes if o.unreadable))
        nothing_new = not merged.changes_anything and not any(rows.num_rows for rows in self.pending.values())
        if nothing_new and all(file.retry for file in fresh):
            return self._summary(load=None)
        self._commit(by=by, merged=merged)
        return self._summary(load=self.transaction.load, merged=merged)

    def _refuse_the_past(self, fresh: list[Incoming]) -> None:
        last = self.transaction.before.received_at
        if last is None or self.delivery.received_at >= last:
            return
        if all(file.retry for file in fresh):
            # What is accepted only now is known only now, whenever it was sent.
            self.delivery = replace(self.delivery, received_at=last)
            self.transaction.received_at = last
        else:
            raise LoadRefused(
                f"this delivery was received at {self.delivery.received_at.isoformat()}, before the last load "
                f"({last.isoformat()}). What was known when cannot be changed afterwards: give a later time."
            )

    def _read(self, files: list[Incoming], kind: Kind) -> Iterable[tuple[Incoming, ReadFile]]:
        context = Context(received_on=self.delivery.received_at.date())
        wanted = [file for file in files if file.kind is kind]
        for place, file in enumerate(wanted):
            self.progress(f"reading {kind}", place, len(wanted))
            told = read(file, context)
            if isinstance(told, str):
                self.outcomes[file.place] = file.outcome(unreadable=told)
                continue
            self.outcomes[file.place] = file.outcome(told)
            self._reject(told.rejected, file.place)
            yield file, told
        if wanted:
            self.progress(f"reading {kind}", len(wanted), len(wanted))

    def _reject(self, rejected: pa.Table, file: int | None = None) -> None:
        """Keeps rejects; those found after reading (with a column `file`) move from accepted to rejected."""
        if rejected.num_rows == 0:
            return
        if file is not None:
            rejected = rejected.append_column("file", pa.array(np.full(rejected.num_rows, file, np.int32)))
        schema = LAYOUTS[TableName.REJECTS].schema
        numbered = rejected.append_column(
            "load", pa.array(np.full(rejected.num_rows, self.transaction.load, np.int32))
        )
        self.rejects.append(numbered.select(schema.names).cast(schema))

    def _reject_late(self, rejected: pa.Table, file: int | None = None) -> None:
        if file is not None:
            rejected = rejected.append_column("file", pa.array(np.full(rejected.num_rows, file, np.int32)))
        self._reject(rejected)
        for row in pc.value_counts(rejected["file"]).to_pylist() if rejected.num_rows else []:
            self.outcomes[row["values"]] = self.outcomes[row["values"]].moving_to_rejected(row["counts"])

    def _held(self, name: TableName) -> pa.Table:
        """What the store holds, with what this load is about to add."""
        held = self.transaction.before.rows(name)
        return pa.concat_tables([held, self.pending[name]]) if name in self.pending else held

    def _load_roll(self, connection: duckdb.DuckDBPyConnection, files: list[Incoming]) -> None:
        load = self.transaction.load
        for kind, name in ((Kind.SCHOOLS, TableName.SCHOOLS), (Kind.CALENDAR, TableName.CALENDAR)):
            self._load_latest(connection, files, kind, name)
        pupils = [(file, told.accepted) for file, told in self._read(files, Kind.PUPILS)]
        if pupils:
            accepted = pa.concat_tables([table for _, table in pupils])
            self.pending[TableName.PUPILS] = roll_merge.new_pupils(
                self._held(TableName.PUPILS),
                upns=accepted["upn"].combine_chunks(),
                former_upns=accepted["former_upn"].combine_chunks(),
                load=load,
            )
            placed = self._placed(pupils, Kind.PUPILS)
            make_roll(connection, self.transaction.before.rows)
            merged = roll_merge.merge_enrolments(
                connection, incoming=placed, load=load, received_on=self.delivery.received_at.date()
            )
            self.pending[TableName.ENROLMENTS] = merged.rows
            if merged.rejected is not None:
                self._reject_late(merged.rejected)
        self._load_latest(connection, files, Kind.COHORTS, TableName.COHORTS)
        self._load_latest(connection, files, Kind.TERMLY_ABSENCE, TableName.TERMLY_ABSENCE)
        self._load_latest(connection, files, Kind.REFERENCE, TableName.REFERENCE)

    def _load_latest(
        self, connection: duckdb.DuckDBPyConnection, files: list[Incoming], kind: Kind, name: TableName
    ) -> None:
        told = [(file, read_file.accepted) for file, read_file in self._read(files, kind)]
        if told:
            merged = roll_merge.merge_latest(
                connection,
                name,
                held=self._held(name),
                incoming=self._placed(told, kind),
                load=self.transaction.load,
            )
            self.pending[name] = merged.rows

    def _placed(self, told: list[tuple[Incoming, pa.Table]], kind: Kind) -> pa.Table:
        """The rows of several files with their file's place, school and pupil numbers; unknown ones are refused."""
        keys = self._keys()
        parts = []
        for file, rows in told:
            rows = rows.append_column("file", pa.array(np.full(rows.num_rows, file.place, np.int32)))
            rows = rows.append_column("retry", pa.array(np.full(rows.num_rows, file.retry)))
            if "upn" in rows.column_names:
                pupil = keys.pupil_of(rows["upn"])
                rows = rows.append_column("pupil", pupil)
                rows = self._known(rows, "pupil", value="upn", reason="pupil_unknown")
            if "laestab" in rows.column_names and kind is not Kind.SCHOOLS:
                school = keys.school_of(rows["urn"], rows["laestab"])
                value = pc.coalesce(rows["urn"], rows["laestab"]).cast(pa.string())
                rows = rows.append_column("school", school).append_column("said_school", value)
                rows = self._known(rows, "school", value="said_school", reason="school_unknown")
            parts.append(rows)
        return pa.concat_tables(parts)

    def _known(self, rows: pa.Table, column: str, *, value: str, reason: str) -> pa.Table:
        unknown = rows.filter(pc.is_null(rows[column]))
        if unknown.num_rows:
            count = unknown.num_rows
            field_name = "upn" if value == "upn" else "urn"
            self._reject_late(
                pa.table(
                    {
                        "file": unknown["file"],
                        "line": unknown["line"],
                        "field": pa.array([field_name] * count),
                        "value": unknown[value],
                        "reason": pa.array([reason] * count),
                    }
                )
            )
        return rows.filter(pc.is_valid(rows[column]))

    def _keys(self) -> Keys:
        pupils = self._held(TableName.PUPILS)
        schools = self._held(TableName.SCHOOLS)
        with_laestab = schools.filter(pc.is_valid(schools["laestab"])).sort_by([("load", "descending")])
        return Keys(
            upns=pupils["upn"].combine_chunks(),
            pupils=pupils["pupil"].combine_chunks(),
            urns=schools["urn"].combine_chunks(),
            laestabs=with_laestab["laestab"].combine_chunks(),
            laestab_urns=with_laestab["urn"].combine_chunks(),
        )

    def _load_marks(self, connection: duckdb.DuckDBPyConnection, files: list[Incoming]) -> Merged:
        stage = Stage(folder=self.home.working_folder)
        keys = self._keys()
        for file, told in self._read(files, Kind.MARKS):
            self._reject_late(
                stage.add(told.accepted, file=file.place, retry=file.retry, keys=keys), file.place
            )
        stage.flush()
        if not stage.paths:
            return Merged()
        self._make_roll_with_pending(connection)
        total, actions = Merged(), list[AddAction | RemoveAction]()
        half_terms = sorted({half_term_on(date(1970, 1, 1) + timedelta(days=day)) for day in stage.dates})
        for attempt in range(1, TRIES + 1):
            total, actions = Merged(), []
            for place, half_term in enumerate(half_terms):
                self.progress("merging marks", place, len(half_terms))
                merged, changed = self._merge_half_term(connection, stage, half_term, first_try=attempt == 1)
                total, actions = total + merged, actions + changed
            self.progress("merging marks", len(half_terms), len(half_terms))
            try:
                self.transaction.change_marks(actions)
                return total
            except CommitFailedError as fault:
                if attempt == TRIES:
                    raise MarksKeepChanging(
                        "another program keeps changing the marks while this load writes them; nothing was loaded. "
                        "Stop it and load again."
                    ) from fault
                self.transaction.versions[TableName.MARKS] = self.home.table(TableName.MARKS).head()
        return total

    def _make_roll_with_pending(self, connection: duckdb.DuckDBPyConnection) -> None:
        make_roll(connection, self._held)
        connection.execute(CURRENT_UPNS)
        loads = self.home.table(TableName.LOADS).rows(self.transaction.versions[TableName.LOADS])
        connection.register("loads_received", loads.select(["load", "received_at"]))

    def _merge_half_term(
        self, connection: duckdb.DuckDBPyConnection, stage: Stage, half_term: HalfTerm, *, first_try: bool
    ) -> tuple[Merged, list[AddAction | RemoveAction]]:
        rejected = admit(
            connection, paths=stage.paths, first_on=half_term.first_on, last_on=half_term.last_on
        )
        if first_try:
            self._reject_late(rejected)
        table = self.home.table(TableName.MARKS)
        year = half_term.academic_year.label.replace("/", "-")
        partition = {"academic_year": year, "half_term": str(half_term.number)}
        files = [
            file
            for file in table.files(self.transaction.versions[TableName.MARKS])
            if all(file.partition[key] == value for key, value in partition.items())
        ]
        live = [file for file in files if file.partition["state"] == "live"]
        merged = marks_merge.compare(
            connection,
            load=self.transaction.load,
            received_at=self.delivery.received_at,
            live_paths=table.paths(live),
            may_repeat=stage.may_repeat_a_slot(),
        )
        if not merged.changes_anything:
            return merged, []
        at_ms = self.transaction.at_ms
        actions: list[AddAction | RemoveAction] = []
        if merged.new or merged.revised:
            of_live = {**partition, "state": "live"}
            path = table.new_path(of_live)
            rows = marks_merge.write_live(connection, live_paths=table.paths(live), path=path)
            actions.append(table.added(path, rows=rows, partition=of_live, at_ms=at_ms))
            actions += [table.removed(file, at_ms=at_ms) for file in live]
        if merged.revised or merged.overtaken:
            superseded = [file for file in files if file.partition["state"] == "superseded"]
            joined = superseded if len(superseded) >= FILES_BEFORE_MERGING else []
            of_old = {**partition, "state": "superseded"}
            path = table.new_path(of_old)
            rows = marks_merge.write_superseded(
                connection,
                load=self.transaction.load,
                live_paths=table.paths(live),
                superseded_paths=table.paths(joined),
                path=path,
            )
            actions.append(table.added(path, rows=rows, partition=of_old, at_ms=at_ms))
            actions += [table.removed(file, at_ms=at_ms) for file in joined]
        return merged, actions

    def _commit(self, *, by: str, merged: Merged) -> None:
        self.progress("committing", 0, 1)
        files = [outcome for outcome in self.outcomes if outcome.already_loaded_in is None]
        for name, rows in self.pending.items():
            self.transaction.append(name, rows)
        if self.rejects:
            self.transaction.append(TableName.REJECTS, pa.concat_tables(self.rejects))
        self.transaction.append(
            TableName.LOAD_FILES,
            pa.Table.from_pylist(
                [outcome.row(self.transaction.load, place) for place, outcome in enumerate(self.outcomes)
                 if outcome.already_loaded_in is None],
                schema=LAYOUTS[TableName.LOAD_FILES].schema,
            ),
        )  # fmt: skip
        self.transaction.commit(
            {
                "loaded_by": by,
                "sender": self.delivery.sender,
                "files": len(files),
                "rows_read": sum(file.rows_read for file in files),
                "rows_accepted": sum(file.rows_accepted for file in files),
                "rows_rejected": sum(file.rows_rejected for file in files),
                "marks_new": merged.new,
                "marks_revised": merged.revised,
                "marks_unchanged": merged.unchanged,
            }
        )
        self.progress("committing", 1, 1)

    def _summary(self, *, load: int | None, merged: Merged | None = None) -> LoadSummary:
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
