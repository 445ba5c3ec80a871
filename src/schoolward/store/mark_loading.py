"""Takes in a delivery's marks: staged, held against the roll, and merged half-term by half-term."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, RemoveAction

from schoolward.intake.batches import Kind
from schoolward.register.years import HalfTerm, half_term_on, week_monday
from schoolward.store import marks_merge
from schoolward.store.admission import admit
from schoolward.store.incoming import Incoming
from schoolward.store.layout import TableName
from schoolward.store.ledger import Ledger, of_file
from schoolward.store.marks_merge import Merged
from schoolward.store.pending import Pending
from schoolward.store.roll import make_enrolment_spells
from schoolward.store.scrubs import registers_kept_from
from schoolward.store.staging import Stage
from schoolward.store.tables import FILES_BEFORE_MERGING, LiveFile, Table
from schoolward.store.transaction import TRIES, Transaction

MOST_LIVE_FILES = 12
"""A half-term's live marks are in no more files than this and what one load adds."""

STRETCH_DAYS = 28
"""A file holds marks of at most four weeks, so that the corrections of a day leave the earlier weeks alone."""

Actions = list[AddAction | RemoveAction]


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
                self.transaction.take_back(TableName.MARKS, attempt=attempt, fault=fault)
        raise AssertionError("the last try returns or raises")

    def _merge_half_term(
        self, stage: Stage, half_term: HalfTerm, *, is_first_try: bool
    ) -> tuple[Merged, Actions]:
        rejected = admit(
            self.connection,
            paths=stage.paths,
            first_on=half_term.first_on,
            last_on=half_term.last_on,
            kept_from=registers_kept_from(self.pending.rows(TableName.SCRUBS)),
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
            actions += self._live(table, half_term, partition, live)
        if merged.revised or merged.overtaken:
            actions += self._superseded(table, partition, live, superseded)
        return merged, actions

    def _live(
        self, table: Table, half_term: HalfTerm, partition: dict[str, str], live: list[LiveFile]
    ) -> Actions:
        """Files of what is new or revised, and files that held what it replaces written again without that.

        Once there are many files they are joined, so that reading stays quick.
        """
        where, paths = {**partition, "state": "live"}, table.paths(live)
        is_joined = len(live) >= MOST_LIVE_FILES
        actions = Actions()
        for days in _stretches(half_term):
            path = table.new_path(where)
            if is_joined:
                rows = marks_merge.write_joined(self.connection, live_paths=paths, days=days, path=path)
            else:
                rows = marks_merge.write_standing(self.connection, days=days, path=path)
            actions += self._added(table, path, rows, where)
        touched = set(paths) if is_joined else marks_merge.files_with_replaced(self.connection)
        for file, live_path in zip(live, paths, strict=True):
            if live_path in touched:
                actions.append(table.removed(file, at_ms=self.transaction.at_ms))
            if live_path in touched and not is_joined:
                path = table.new_path(where)
                rows = marks_merge.write_left_standing(self.connection, live_path=live_path, path=path)
                actions += self._added(table, path, rows, where)
        return actions

    def _added(self, table: Table, path: Path, rows: int, where: dict[str, str]) -> Actions:
        """The action that adds a written file, unless it came out empty."""
        if rows:
            return [table.added(path, rows=rows, partition=where, at_ms=self.transaction.at_ms)]
        path.unlink()
        return []

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


def _stretches(half_term: HalfTerm) -> list[tuple[date, date]]:
    """The half-term in stretches of four weeks from its first Monday: first and last day of each."""
    found, first = [], week_monday(half_term.first_on)
    while first <= half_term.last_on:
        found.append((first, first + timedelta(days=STRETCH_DAYS - 1)))
        first += timedelta(days=STRETCH_DAYS)
    return found
