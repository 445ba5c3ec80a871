"""Takes in a delivery's marks: staged, held against the roll, and merged half-term by half-term."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, RemoveAction

from schoolward.intake.batches import Kind
from schoolward.register.years import HalfTerm, half_term_on
from schoolward.store import marks_merge
from schoolward.store.admission import admit
from schoolward.store.incoming import Incoming
from schoolward.store.layout import TableName
from schoolward.store.ledger import Ledger, of_file
from schoolward.store.marks_merge import Merged
from schoolward.store.pending import Pending
from schoolward.store.roll import make_enrolment_spells
from schoolward.store.staging import Stage
from schoolward.store.tables import FILES_BEFORE_MERGING, LiveFile, Table
from schoolward.store.transaction import Transaction

TRIES = 5
"""How often a load starts over when another program changes the marks under it."""

MOST_LIVE_FILES = 6
"""A half-term's live marks are in at most this many files."""

Actions = list[AddAction | RemoveAction]


class MarksKeepChanging(RuntimeError):
    """Another program changes the marks faster than a load can be merged; nothing was loaded."""


@dataclass(kw_only=True)
class MarkLoading:
    """The steps from files to the commit of the marks table, which no reader sees before the load exists."""

    connection: duckdb.DuckDBPyConnection
    ledger: Ledger
    pending: Pending
    transaction: Transaction

    def run(self, files: list[Incoming]) -> Merged:
        """Reads every file of marks and merges what may stand."""
        stage = Stage(folder=self.transaction.home.working_folder)
        keys = self.pending.keys()
        for file, told in self.ledger.read(files, Kind.MARKS):
            rejected = stage.add(told.accepted, file=file.place, retry=file.retry, keys=keys)
            self.ledger.reject(of_file(rejected, file.place))
        stage.flush()
        if not stage.paths:
            return Merged()
        make_enrolment_spells(self.connection, self.pending.rows)
        return self._merge(stage)

    def _merge(self, stage: Stage) -> Merged:
        """All half-terms in one commit, from the start again if another program has changed them meanwhile."""
        half_terms = sorted({half_term_on(date(1970, 1, 1) + timedelta(days=day)) for day in stage.dates})
        for attempt in range(1, TRIES + 1):
            total, actions = Merged(), Actions()
            for place, half_term in enumerate(half_terms):
                self.ledger.progress("merging marks", place, len(half_terms))
                merged, changed = self._merge_half_term(stage, half_term, is_first_try=attempt == 1)
                total, actions = total + merged, actions + changed
            self.ledger.progress("merging marks", len(half_terms), len(half_terms))
            try:
                self.transaction.change_marks(actions)
                return total
            except CommitFailedError as fault:
                if attempt == TRIES:
                    raise MarksKeepChanging(
                        "another program keeps changing the marks while this load writes them; nothing was loaded. "
                        "Stop it and load again."
                    ) from fault
                self.transaction.start_marks_over()
        raise AssertionError("the last try returns or raises")

    def _merge_half_term(
        self, stage: Stage, half_term: HalfTerm, *, is_first_try: bool
    ) -> tuple[Merged, Actions]:
        rejected = admit(
            self.connection, paths=stage.paths, first_on=half_term.first_on, last_on=half_term.last_on
        )
        if is_first_try:
            self.ledger.reject(rejected)
        table = self.transaction.home.table(TableName.MARKS)
        partition = {
            "academic_year": half_term.academic_year.label.replace("/", "-"),
            "half_term": str(half_term.number),
        }
        files = table.files(self.transaction.versions[TableName.MARKS])
        live = [file for file in files if file.partition == {**partition, "state": "live"}]
        superseded = [file for file in files if file.partition == {**partition, "state": "superseded"}]
        merged = marks_merge.compare(
            self.connection,
            load=self.transaction.load,
            live_paths=table.paths(live),
            may_repeat=stage.may_repeat_a_slot(),
        )
        actions = Actions()
        if merged.new or merged.revised:
            actions += self._live(table, partition, live)
        if merged.revised or merged.overtaken:
            actions += self._superseded(table, partition, live, superseded)
        return merged, actions

    def _live(self, table: Table, partition: dict[str, str], live: list[LiveFile]) -> Actions:
        """A file of what is new or revised, and files that held what it replaces written again without that.

        Once there are many files they become one, so that reading stays quick.
        """
        where, at_ms = {**partition, "state": "live"}, self.transaction.at_ms
        path = table.new_path(where)
        if len(live) >= MOST_LIVE_FILES:
            rows = marks_merge.write_joined(self.connection, live_paths=table.paths(live), path=path)
            removed = [table.removed(file, at_ms=at_ms) for file in live]
            return [table.added(path, rows=rows, partition=where, at_ms=at_ms), *removed]
        rows = marks_merge.write_standing(self.connection, path)
        actions: Actions = [table.added(path, rows=rows, partition=where, at_ms=at_ms)]
        touched = marks_merge.files_with_replaced(self.connection)
        for file, live_path in zip(live, table.paths(live), strict=True):
            if live_path in touched:
                path = table.new_path(where)
                rows = marks_merge.write_left_standing(self.connection, live_path=live_path, path=path)
                actions.append(table.removed(file, at_ms=at_ms))
                if rows:
                    actions.append(table.added(path, rows=rows, partition=where, at_ms=at_ms))
        return actions

    def _superseded(
        self, table: Table, partition: dict[str, str], live: list[LiveFile], superseded: list[LiveFile]
    ) -> Actions:
        """What this load replaces, in a file of its own, or with the earlier ones once there are many."""
        where, at_ms = {**partition, "state": "superseded"}, self.transaction.at_ms
        joined = superseded if len(superseded) >= FILES_BEFORE_MERGING else []
        path = table.new_path(where)
        rows = marks_merge.write_superseded(
            self.connection,
            load=self.transaction.load,
            live_paths=table.paths(live),
            superseded_paths=table.paths(joined),
            path=path,
        )
        return [
            table.added(path, rows=rows, partition=where, at_ms=at_ms),
            *(table.removed(file, at_ms=at_ms) for file in joined),
        ]
