"""A copy of a store holds one load whole; restored, every figure is the same; a copy that is not sound is refused."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from schoolward.store import copying
from schoolward.store.copy_manifest import MANIFEST, BadCopy, copied
from schoolward.store.copying import CopyRefused, StoreCopy, copy_store
from schoolward.store.home import NoHome, create_home, open_home
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.lock import write_lock
from schoolward.store.restoring import StoreRestored, restore_store
from schoolward.store.tables import StoreDamaged, Table
from schoolward.store.transaction import Transaction, sweep_at_once
from tests.spec.store.sent import (
    ALDER,
    BIRCH,
    MONDAY,
    TUESDAY,
    Desk,
    cohorts,
    instant,
    marks,
    pupil,
    pupils,
    schools,
)

FRIDAY, SUNDAY, NIGHT = "2026-01-16 18:00", "2026-01-18 10:00", "2026-01-19 02:00"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Marks, some corrected, a cohort, a refused row, and local policy."""
    desk.send(
        marks(f"A {MONDAY} AM N", f"B {MONDAY} AM N"), marks(f"D {MONDAY} AM /", school=BIRCH), at=FRIDAY
    )
    desk.send(marks(f"A {MONDAY} AM I", f"F {MONDAY} AM I"), cohorts(f"A young_carer {MONDAY}"), at=SUNDAY)
    (desk.home.folder / "local-policy.toml").write_text("# ours\n", encoding="utf-8")
    return desk


def copy(desk: Desk, folder: Path, *, load: int | None = None) -> StoreCopy:
    """A copy taken at night."""
    return copy_store(desk.home, folder, at=instant(NIGHT), load=load)


def opened(restored: StoreRestored, desk: Desk) -> Desk:
    """A desk at the restored store."""
    return Desk(home=open_home(restored.home.folder), inbox=desk.inbox, arrived=500)


def test_a_restored_store_is_what_was_copied(filled: Desk, tmp_path: Path) -> None:
    done = copy(filled, tmp_path / "copy")
    restored = restore_store(done.folder, tmp_path / "new")

    assert (done.load, restored.load, restored.proof) == (3, 3, done.proof)
    there = opened(restored, filled)
    assert there.standing() == filled.standing()
    assert there.standing(FRIDAY) == filled.standing(FRIDAY), "as known on an earlier day too"
    assert there.home.authority == filled.home.authority
    assert (there.home.folder / "local-policy.toml").read_text(encoding="utf-8") == "# ours\n"
    assert there.fingerprints() == {
        name: sha256 for name, sha256 in filled.fingerprints().items() if name in there.fingerprints()
    }


def test_the_copy_says_what_must_come_out(filled: Desk, tmp_path: Path) -> None:
    proof = copy(filled, tmp_path / "copy").proof

    assert proof.sessions == (
        ("2025-26", ALDER, "I", 1, 0), ("2025-26", ALDER, "N", 1, 1), ("2025-26", BIRCH, "/", 1, 0),
    )  # fmt: skip
    assert proof.rows == {
        "calendar": 1, "cohorts": 1, "enrolments": 4, "identities": 0, "load_files": 7, "loads": 3, "marks": 4,
        "pupils": 4, "reference": 0, "rejects": 1, "school_links": 0, "schools": 2, "scrubs": 0, "steps": 0,
        "termly_absence": 0,
    }  # fmt: skip
    told = json.loads((tmp_path / "copy" / MANIFEST).read_text(encoding="utf-8"))
    assert (told["load"], told["authority"], told["copied_at"]) == (3, "999", "2026-01-19T02:00:00+00:00")


def test_loads_go_on_in_the_restored_store(filled: Desk, tmp_path: Path) -> None:
    there = opened(restore_store(copy(filled, tmp_path / "copy").folder, tmp_path / "new"), filled)
    told = marks(f"A {MONDAY} AM M", f"C {TUESDAY} AM /")
    for desk in (filled, there):
        assert desk.send(told, pupils(pupil("E")), at="2026-01-20 18:00").load == 4

    assert there.standing() == filled.standing()


def test_an_earlier_load_can_be_copied_too(filled: Desk, tmp_path: Path) -> None:
    done = copy(filled, tmp_path / "copy", load=2)

    there = opened(restore_store(done.folder, tmp_path / "new"), filled)
    assert (done.load, there.known().load) == (2, 2)
    assert there.standing() == filled.standing(FRIDAY)


def test_a_load_whose_files_are_gone_is_not_copied(filled: Desk, tmp_path: Path) -> None:
    with write_lock(filled.home.folder):
        assert sweep_at_once(filled.home, now=instant(NIGHT)) > 0

    assert "what load 2 needs is not all there" in refused(
        lambda: copy(filled, tmp_path / "copy", load=2), CopyRefused
    )
    assert copy(filled, tmp_path / "copy", load=3).load == 3


def test_an_empty_store_can_be_copied(tmp_path: Path) -> None:
    desk = Desk.empty(tmp_path / "empty")
    there = opened(restore_store(copy(desk, tmp_path / "copy").folder, tmp_path / "new"), desk)

    assert there.known().load == 0
    assert there.standing() == {}


def test_what_a_load_in_progress_has_written_is_not_copied(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_before_the_end(transaction: Transaction, row: dict[str, object]) -> None:
        copy(filled, tmp_path / "copy")
        pytest.fail("the power")

    with monkeypatch.context() as patched:
        patched.setattr(Transaction, "commit", copy_before_the_end)
        with pytest.raises(pytest.fail.Exception):
            filled.send(marks(f"A {MONDAY} AM M", f"C {MONDAY} AM /"), at="2026-01-20 18:00")

    there = opened(restore_store(tmp_path / "copy", tmp_path / "new"), filled)
    assert there.standing() == filled.standing()
    for name in TableName:
        if name is not TableName.LOADS:
            assert there.home.table(name).head() == there.known().versions[name], name
    held = {path for path in there.home.store_folder.rglob("*.parquet") if "_delta_log" not in path.parts}
    tables = ((there.home.table(name), there.home.table(name).head()) for name in TableName)
    assert held == {Path(path) for table, head in tables for path in table.paths(table.files(head))}


def test_a_copy_begins_again_when_a_scrub_deletes_what_it_is_copying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk.empty(tmp_path / "old")
    old = pupil("A", dob="2012-05-05", entry_date="2018-09-01")
    desk.send(schools(ALDER), pupils(old), at="2019-09-10 09:00")
    desk.send(marks("A 2019-09-16 AM N"), at="2019-09-20 18:00")
    begun: list[Path] = []

    def scrubbing(source: Path, target: Path) -> str:
        if not begun:
            begun.append(source)
            desk.scrub("2026-01-18")
        return copied(source, target)

    monkeypatch.setattr(copying, "copied", scrubbing)
    done = copy(desk, tmp_path / "copy")
    assert (done.load, done.proof.sessions) == (3, ())
    assert restore_store(done.folder, tmp_path / "new").load == 3


def test_a_log_that_was_gathered_into_a_checkpoint_is_copied(tmp_path: Path) -> None:
    schema = LAYOUTS[TableName.PUPILS].schema
    table, there = (Table(TableName.PUPILS, tmp_path / name) for name in ("here", "there"))
    table.create()
    version = 0
    for number in range(130):
        rows = schema.empty_table().from_pylist([{"load": 1, "pupil": number, "upn": "x"}], schema=schema)
        version = table.append(rows, based_on=version, at_ms=1)
    assert (table.folder / "_delta_log" / "_last_checkpoint").exists()
    for old in range(90):
        (table.folder / "_delta_log" / f"{old:020}.json").unlink()

    for at in (110, 130):
        for source in copying._files_of(table, at):
            place = there.folder / source.relative_to(table.folder)
            if not place.exists():
                copied(source, place)
        assert there.head() == at
        assert there.rows(at).num_rows == at


# What cannot be copied, and what cannot be restored.


def refused(make: Callable[[], object], kind: type[Exception]) -> str:
    """Why it is refused."""
    with pytest.raises(kind) as refusal:
        make()
    return str(refusal.value)


def test_a_copy_wants_a_new_folder_outside_the_home(filled: Desk, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    assert "is not empty" in refused(lambda: copy(filled, tmp_path / "full"), CopyRefused)
    assert "is a file" in refused(lambda: copy(filled, tmp_path / "file"), CopyRefused)
    assert "itself. Name a folder outside it" in refused(
        lambda: copy(filled, filled.home.folder / "copy"), CopyRefused
    )
    assert "no load 9" in refused(lambda: copy(filled, tmp_path / "copy", load=9), CopyRefused)
    at = datetime(2026, 1, 19)
    assert "time zone" in refused(lambda: copy_store(filled.home, tmp_path / "copy", at=at), CopyRefused)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full", "home", "inbox"]


@pytest.mark.parametrize("exists", [False, True])
def test_a_copy_that_fails_leaves_nothing_behind(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool
) -> None:
    target = tmp_path / "copy"
    if exists:
        target.mkdir()
    left = iter(range(12))

    def full(source: Path, place: Path) -> str:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        return copied(source, place)

    monkeypatch.setattr(copying, "copied", full)
    assert "No space left" in refused(lambda: copy(filled, target), OSError)
    assert target.exists() == exists
    assert not exists or not any(target.iterdir())


def test_a_store_that_has_lost_a_file_is_not_copied(filled: Desk, tmp_path: Path) -> None:
    Path(filled.known().mark_paths("live")[0]).unlink()

    assert "lacks part-" in refused(lambda: copy(filled, tmp_path / "copy"), StoreDamaged)
    assert not (tmp_path / "copy").exists()


def some(folder: Path, pattern: str = "store/marks/**/*.parquet") -> Path:
    """A file of a copy."""
    return sorted(folder.glob(pattern))[0]


def flip(path: Path) -> None:
    """Changes one bit of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def tell(folder: Path, change: Callable[[dict], object]) -> None:
    """Changes what the manifest says."""
    path = folder / MANIFEST
    told = json.loads(path.read_text(encoding="utf-8"))
    change(told)
    path.write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), "has no manifest.json, which is written last"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "manifest.json cannot be read"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "manifest.json cannot be read"),
        (lambda folder: tell(folder, lambda told: told.update(format="other-2")), "is of format 'other-2'"),
        (lambda folder: tell(folder, lambda told: told.pop("proof")), "manifest.json cannot be read"),
        (lambda folder: some(folder).unlink(), "lacks store/marks/academic_year=2025-26/"),
        (lambda folder: flip(some(folder)), "is not as it was copied"),
        (lambda folder: flip(some(folder, "store/loads/_delta_log/*.json")), "is not as it was copied"),
        (
            lambda folder: (folder / "store" / "note.txt").write_text("x"),
            "note.txt does not belong to the copy",
        ),
        (lambda folder: os.symlink(folder / MANIFEST, folder / "link"), "link does not belong to the copy"),
        (
            lambda folder: tell(folder, lambda told: told["files"].update({"../../outside": "0"})),
            "names ../../outside, which is outside the copy",
        ),
        (
            lambda folder: tell(folder, lambda told: told["proof"]["rows"].update(pupils=5)),
            "does not come out as it was copied: table pupils has 4 rows and should have 5",
        ),
        (
            lambda folder: tell(folder, lambda told: told["proof"]["sessions"][0].__setitem__(3, 2)),
            f"the sessions with code 'I' of school {ALDER} in 2025-26 are not as many as they were",
        ),
    ],
)
def test_an_unsound_copy_is_refused_by_the_name_of_what_is_wrong(
    filled: Desk, tmp_path: Path, spoil: Callable[[Path], object], why: str
) -> None:
    folder, target = copy(filled, tmp_path / "copy").folder, tmp_path / "new"
    spoil(folder)

    assert why in refused(lambda: restore_store(folder, target), BadCopy)
    assert not target.exists()


def test_a_copy_is_restored_into_an_empty_folder_only(filled: Desk, tmp_path: Path) -> None:
    folder = copy(filled, tmp_path / "copy").folder
    before = filled.fingerprints()

    assert "is not empty" in refused(lambda: restore_store(folder, filled.home.folder), CopyRefused)
    assert "Name a folder outside it" in refused(lambda: restore_store(folder, folder / "new"), CopyRefused)
    assert filled.fingerprints() == before
    (tmp_path / "new").mkdir()
    assert restore_store(folder, tmp_path / "new").load == 3


def test_a_copy_is_no_home_by_mistake_of_a_restore_that_was_interrupted(filled: Desk, tmp_path: Path) -> None:
    target = restore_store(copy(filled, tmp_path / "copy").folder, tmp_path / "new").home.folder
    (target / "authority.toml").rename(target / "authority.toml.restoring")

    assert "was interrupted" in refused(lambda: open_home(target), NoHome)
    assert "is not empty" in refused(lambda: create_home(target, filled.home.authority), NoHome)
