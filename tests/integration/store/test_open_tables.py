"""The tables are plain Delta Lake: any program that knows the format reads the rows that we read, in our order."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from schoolward.store.layout import LAYOUTS, MARKS, TableName
from schoolward.store.mark_loading import MOST_LIVE_FILES
from schoolward.store.tables import FILES_BEFORE_MERGING
from tests.spec.store.sent import MONDAY, Desk, marks, pupil, pupils

SORTED_BY = ("school", "pupil", "date", "session")
LETTERS = "ABCEFGHIJ"
DAYS = ("2025-10-06", "2025-12-01", MONDAY, "2026-01-13", "2026-01-14")


@pytest.fixture(scope="module")
def filled(opened_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store with marks in several half-terms, revised often enough that files were joined."""
    desk = opened_desk.copied_to(tmp_path_factory.mktemp("filled"))
    desk.send(pupils(*(pupil(letter) for letter in LETTERS[3:])), at="2025-09-11 09:00")
    chance = random.Random(4)
    for load in range(FILES_BEFORE_MERGING + 3):
        rows = [f"{letter} {on} {half}" for letter in LETTERS for on in DAYS for half in ("AM", "PM")]
        chance.shuffle(rows)
        when = f"2026-01-{15 + load // 20}T{load % 20:02}:00"
        chosen = rows[:: 1 if load == 0 else 7]
        desk.send(marks(*(f"{row} {chance.choice('NIOM')} {when if load % 3 else ''}" for row in chosen)),
                  at=f"2026-02-{load + 1:02} 18:00")  # fmt: skip
    return desk


def folder(desk: Desk, name: TableName = TableName.MARKS) -> str:
    """Where a table is."""
    return str(desk.home.table(name).folder)


def as_rows(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    """The rows in one order, every column of the table in each."""
    return sorted((tuple(row.get(name) for name in MARKS.names if name not in ("academic_year", "half_term"))
                   for row in rows), key=str)  # fmt: skip


def test_a_delta_reader_gives_the_rows_that_we_read(filled: Desk) -> None:
    ours = as_rows(filled.mark_rows())
    whole = DeltaTable(folder(filled)).to_pyarrow_table()

    assert as_rows(whole.to_pylist()) == ours
    assert as_rows(DeltaTable(folder(filled)).to_pyarrow_dataset().to_table().to_pylist()) == ours
    assert {field.name: field.type for field in whole.schema} == {field.name: field.type for field in MARKS}


def test_a_reader_of_live_marks_alone_opens_only_their_files(filled: Desk) -> None:
    live = DeltaTable(folder(filled)).to_pyarrow_dataset().to_table(filter=ds.field("state") == "live")
    actions = pa.table(DeltaTable(folder(filled)).get_add_actions(flatten=True)).to_pylist()
    files = [row["path"] for row in actions if row["partition.state"] == "live"]

    assert live.num_rows == len(filled.standing()) == len(LETTERS) * len(DAYS) * 2
    assert {Path(file).name for file in files} == {
        Path(file).name for file in filled.known().mark_paths("live")
    }


def test_every_file_is_sorted_compressed_and_in_its_partition(filled: Desk) -> None:
    known = filled.known()
    table = filled.home.table(TableName.MARKS)
    for state in ("live", "superseded"):
        for file in known.mark_files(state):
            path = table.paths([file])[0]
            rows = pq.read_table(path, partitioning=None)
            order = pc.sort_indices(rows, [(name, "ascending") for name in SORTED_BY]).to_pylist()
            keys = [tuple(row[name] for name in SORTED_BY) for row in rows.select(SORTED_BY).to_pylist()]
            told = pq.read_metadata(path)

            assert [keys[place] for place in order] == keys
            assert {
                told.row_group(group).column(column).compression
                for group in range(told.num_row_groups)
                for column in range(told.num_columns)
            } == {"ZSTD"}
            assert file.size == Path(path).stat().st_size
            assert file.partition["state"] == state
            assert list(Path(file.path).parts[:-1]) == [
                f"{key}={file.partition[key]}" for key in ("academic_year", "half_term", "state")
            ]


def test_the_log_tells_the_rows_of_each_file(filled: Desk) -> None:
    actions = pa.table(DeltaTable(folder(filled)).get_add_actions(flatten=True)).to_pylist()
    counted = {row["path"]: row["num_records"] for row in actions}

    for path, rows in counted.items():
        assert pq.read_metadata(Path(folder(filled)) / path).num_rows == rows


def test_files_stay_few_however_many_loads_there_are(filled: Desk) -> None:
    known = filled.known()
    by_partition: dict[tuple[str, ...], int] = {}
    for state in ("live", "superseded"):
        for file in known.mark_files(state):
            by_partition[tuple(file.partition.values())] = (
                by_partition.get(tuple(file.partition.values()), 0) + 1
            )

    assert known.load > FILES_BEFORE_MERGING
    for partition, files in by_partition.items():
        assert files <= (MOST_LIVE_FILES if "live" in partition else FILES_BEFORE_MERGING), partition
    for name in TableName:
        if name is not TableName.MARKS:
            table = filled.home.table(name)
            assert len(table.files(table.head())) <= FILES_BEFORE_MERGING


@pytest.mark.parametrize("name", [name for name in TableName if name is not TableName.MARKS])
def test_every_small_table_is_read_by_a_delta_reader_as_by_us(filled: Desk, name: TableName) -> None:
    table = filled.home.table(name)
    ours = table.rows(table.head())
    theirs = DeltaTable(str(table.folder)).to_pyarrow_table()

    assert theirs.schema.names == LAYOUTS[name].schema.names
    assert sorted(map(str, theirs.to_pylist())) == sorted(map(str, ours.to_pylist()))


@pytest.mark.parametrize("given_way", [0.02, 0.2, 0.3, 0.6, 0.97])
def test_a_file_written_again_without_what_gives_way_stays_in_order(desk: Desk, given_way: float) -> None:
    days = [f"2025-{month:02}-{day:02}" for month in (9, 10) for day in range(1, 28)]
    rows = [f"{letter} {on} {half}" for letter in "ABC" for on in days for half in ("AM", "PM")]
    desk.send(marks(*(f"{row} N" for row in rows)), at="2026-01-16 18:00")
    chance = random.Random(7)
    revised = chance.sample(rows, round(len(rows) * given_way))
    desk.send(marks(*(f"{row} I" for row in revised)), at="2026-01-17 18:00")

    for path in desk.known().mark_paths("live"):
        read = [
            tuple(row.values())
            for row in pq.read_table(path, partitioning=None).select(SORTED_BY).to_pylist()
        ]
        assert read == sorted(read)
    assert sum(code == "I" for code in desk.standing().values()) == len(revised)
