"""The same seed gives the same files, to the byte, whoever writes them; and what cannot be written is refused."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from schoolward.demo.borough import BoroughSummary, write_borough
from tests.unit.demo.small_borough import PUPILS


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_again_and_with_two_workers(written: BoroughSummary, tmp_path: Path) -> None:
    again = write_borough(tmp_path / "again", pupils=PUPILS, workers=2)
    assert _hashes(again.folder) == _hashes(written.folder)
    assert again.refused == written.refused
    assert again.marks == written.marks


def test_another_seed_gives_another_borough(written: BoroughSummary, tmp_path: Path) -> None:
    other = write_borough(tmp_path / "other", pupils=PUPILS, seed=7)
    first, second = _hashes(written.folder), _hashes(other.folder)
    marks = [name for name in first if "/marks/" in name and name in second]
    assert len(marks) > 50
    assert not [name for name in marks if first[name] == second[name]]


def test_an_earlier_last_day_cuts_the_last_half_term_short(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    made = write_borough(
        tmp_path / "short",
        pupils=200,
        until=date(2025, 11, 12),
        progress=lambda what, done, of: told.append((what, done, of)),
    )
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "2025-09-01-rolls",
        "2025-10-27-autumn-1",
        "2025-11-10-autumn-1-revised",
        "2025-11-12-autumn-2",
        "manifest.json",
    ]
    assert set(made.marks) == {2020, 2025}
    assert ("rolls", 4, 4) in told
    registers = [(done, of) for what, done, of in told if what == "registers"]
    assert registers == [(done, len(registers)) for done in range(1, len(registers) + 1)]


def test_a_borough_is_written_over_but_nothing_else_is(tmp_path: Path) -> None:
    folder = tmp_path / "borough"
    first = write_borough(folder, pupils=200, until=date(2025, 9, 12))
    before = _hashes(first.folder)
    write_borough(folder, pupils=200, until=date(2025, 9, 12))
    assert _hashes(folder) == before
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-keep.txt").write_text("mine")
    with pytest.raises(ValueError, match="is not empty"):
        write_borough(tmp_path / "letters", pupils=200)


def test_what_cannot_be_planned_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too small"):
        write_borough(tmp_path / "a", pupils=199)
    for until in (date(2025, 8, 31), date(2027, 1, 1)):
        with pytest.raises(ValueError, match="planned from"):
            write_borough(tmp_path / "b", pupils=200, until=until)
