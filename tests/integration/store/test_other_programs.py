"""Other programs may read the tables; what they do to them costs no mark, and is refused in words where it matters."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from deltalake import DeltaTable

from schoolward.store.layout import TableName
from schoolward.store.snapshot import loads
from schoolward.store.tables import StoreDamaged, Table
from schoolward.store.transaction import TablesKeepChanging, Transaction
from tests.integration.store.processes import everything
from tests.spec.store.sent import MONDAY, TUESDAY, WEDNESDAY, Desk, marks, pupils

FRIDAY, SATURDAY, SUNDAY = "2026-01-16 18:00", "2026-01-17 10:00", "2026-01-18 10:00"


def compact(folder: Path) -> None:
    """Another process joins the files of a table."""
    program = f"from deltalake import DeltaTable; print(DeltaTable({str(folder)!r}).optimize.compact())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "'numFilesAdded': 1" in done.stdout


@pytest.fixture
def two_files(desk: Desk) -> Desk:
    """A store whose live marks of one half-term are in two files."""
    desk.send(marks(f"A {MONDAY} AM N", f"B {MONDAY} AM N"), at=FRIDAY)
    desk.send(marks(f"A {TUESDAY} AM N 2026-01-13T09:00"), at=SATURDAY)
    assert len(desk.known().mark_files("live")) == 2
    return desk


def marks_folder(desk: Desk) -> Path:
    """Where the marks are."""
    return desk.home.table(TableName.MARKS).folder


def test_files_joined_between_two_loads_cost_no_mark(two_files: Desk) -> None:
    before = two_files.standing()
    compact(marks_folder(two_files))

    assert two_files.standing() == before
    two_files.send(marks(f"A {TUESDAY} AM I"), at=SUNDAY)
    assert two_files.standing() == {**before, f"A {TUESDAY} AM": "I"}


def test_files_joined_while_a_load_runs_make_it_merge_again(
    two_files: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = two_files.standing()
    change, tries = Transaction.change_marks, []

    def after_another(self: Transaction, actions: list[object]) -> None:
        tries.append(len(actions))
        if len(tries) == 1:
            compact(marks_folder(two_files))
        change(self, actions)  # type: ignore[arg-type]

    monkeypatch.setattr(Transaction, "change_marks", after_another)
    done = two_files.send(
        marks(f"A {MONDAY} AM I", f"A {TUESDAY} AM I", f"A {WEDNESDAY} AM /", f"E {MONDAY} AM /"), at=SUNDAY
    )

    assert len(tries) == 2
    assert (done.marks.new, done.marks.revised, done.rows_rejected) == (1, 2, 1)
    assert two_files.standing() == {
        **before, f"A {MONDAY} AM": "I", f"A {TUESDAY} AM": "I", f"A {WEDNESDAY} AM": "/"
    }  # fmt: skip
    assert two_files.told(f"A {MONDAY} AM") == [("N", 2, 4), ("I", 4, None)]


@pytest.mark.parametrize("name", [TableName.ENROLMENTS, TableName.LOAD_FILES, TableName.LOADS])
def test_a_small_table_joined_while_a_load_runs_is_committed_to_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: TableName
) -> None:
    desk.send(pupils("E"), at=FRIDAY)
    commit, tries = Table.commit, []

    def after_another(self: Table, actions: list[object], *, based_on: int) -> int:
        if self.name is name:
            tries.append(based_on)
            if len(tries) == 1:
                assert DeltaTable(str(self.folder)).optimize.compact()["numFilesAdded"] == 1
        return commit(self, actions, based_on=based_on)  # type: ignore[arg-type]

    monkeypatch.setattr(Table, "commit", after_another)
    desk.send(pupils("F"), marks(f"E {MONDAY} AM /", f"F {MONDAY} AM /"), at=SUNDAY)

    assert len(tries) == 2
    assert desk.standing() == {f"E {MONDAY} AM": "/", f"F {MONDAY} AM": "/"}
    assert [row["load"] for row in loads(desk.home).to_pylist()] == [1, 2, 3]
    assert desk.known().rows(TableName.ENROLMENTS).num_rows == 6


def test_a_load_that_cannot_get_through_says_so_and_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    before = everything(desk)
    change = Transaction.change_marks

    def after_another(self: Transaction, actions: list[object]) -> None:
        table = DeltaTable(str(marks_folder(desk)))
        table.delete()
        table.restore(table.version() - 1)
        change(self, actions)  # type: ignore[arg-type]

    monkeypatch.setattr(Transaction, "change_marks", after_another)
    with pytest.raises(TablesKeepChanging, match="nothing was loaded"):
        desk.send(marks(f"A {MONDAY} AM I"), at=SUNDAY)
    monkeypatch.undo()

    assert everything(desk) == before
    desk.send(marks(f"A {MONDAY} AM I"), at=SUNDAY)
    assert desk.standing() == {f"A {MONDAY} AM": "I"}


def test_rows_that_another_program_added_are_never_counted_and_are_taken_back(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    folder = marks_folder(desk)
    held = DeltaTable(str(folder)).to_pyarrow_table()
    program = (
        "import sys; from deltalake import DeltaTable, write_deltalake; "
        f"t = DeltaTable({str(folder)!r}).to_pyarrow_table(); write_deltalake({str(folder)!r}, t, mode='append')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert DeltaTable(str(folder)).to_pyarrow_table().num_rows == 2 * held.num_rows

    assert desk.standing() == {f"A {MONDAY} AM": "N"}
    desk.send(marks(f"B {MONDAY} AM /"), at=SUNDAY)
    assert desk.standing() == {f"A {MONDAY} AM": "N", f"B {MONDAY} AM": "/"}
    assert DeltaTable(str(folder)).to_pyarrow_table().num_rows == 2


@pytest.mark.parametrize("feature", ["deletionVectors", "columnMapping"])
def test_a_table_whose_files_no_longer_tell_the_whole_is_refused_in_words(desk: Desk, feature: str) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    table = desk.home.table(TableName.MARKS)
    version = table.head() + 1
    protocol = {
        "minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": [feature], "writerFeatures": [feature]
    }  # fmt: skip
    entry = table.folder / "_delta_log" / f"{version:020}.json"
    entry.write_text(json.dumps({"protocol": protocol}) + "\n", encoding="utf-8")

    with pytest.raises(StoreDamaged, match=f"marks uses {feature}: another program has written to it"):
        table.files(version)
    # What loads wrote is read as before, and the next load puts the table back.
    assert desk.standing() == {f"A {MONDAY} AM": "N"}
    desk.send(marks(f"A {MONDAY} AM I"), at=SUNDAY)
    assert desk.standing() == {f"A {MONDAY} AM": "I"}


def test_a_file_that_another_program_deleted_is_missed_in_words(two_files: Desk) -> None:
    compact(marks_folder(two_files))
    DeltaTable(str(marks_folder(two_files))).vacuum(
        retention_hours=0, enforce_retention_duration=False, dry_run=False
    )

    with pytest.raises(StoreDamaged, match="backup"):
        two_files.standing()
    with pytest.raises(StoreDamaged, match="backup"):
        two_files.send(marks(f"A {MONDAY} AM I"), at=SUNDAY)
