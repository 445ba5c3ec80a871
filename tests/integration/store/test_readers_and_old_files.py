"""Whoever reads while loads go on reads to the end what they began with; files that nobody needs are deleted later."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schoolward.engines.duckdb.answers import answer
from schoolward.measures.figures import Question
from schoolward.store.layout import TableName
from schoolward.store.lock import write_lock
from schoolward.store.snapshot import Snapshot
from schoolward.store.transaction import sweep
from tests.spec.store.sent import MONDAY, TUESDAY, Desk, instant, marks, pupil, pupils

FRIDAY, SUNDAY = "2026-01-16 18:00", "2026-01-18 10:00"


def parquet(desk: Desk) -> set[Path]:
    """The data files on disk."""
    return {path for path in desk.home.store_folder.rglob("*.parquet") if "_delta_log" not in path.parts}


def named(desk: Desk) -> set[Path]:
    """The data files that the tables name."""
    found = set()
    for name in TableName:
        table = desk.home.table(name)
        found |= {Path(path) for path in table.paths(table.files(table.head()))}
    return found


def make_old(desk: Desk, **age: float) -> datetime:
    """Makes every data file that old, and returns what time it is by the clock that stamps files."""
    stamp = desk.home.folder / "stamp"
    stamp.touch()
    now = datetime.fromtimestamp(stamp.stat().st_mtime, UTC)
    long_ago = (now - timedelta(**age)).timestamp()
    for path in parquet(desk):
        os.utime(path, (long_ago, long_ago))
    return now


def swept(desk: Desk, at: datetime) -> int:
    """Deletes what nobody needs; how many files."""
    with write_lock(desk.home.folder):
        return sweep(desk.home, now=at)


def absences(known: Snapshot) -> int | None:
    """Unauthorised absence in the whole of that state of the store."""
    day = instant(f"{MONDAY} 00:00").date()
    asked = Question(measures=("unauthorised_absence_sessions",), first_on=day, last_on=day)
    return answer(known, asked).rows[0].counts["unauthorised_absence_sessions"]


def test_a_reader_goes_on_reading_what_it_began_with_while_loads_replace_files(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N", f"B {MONDAY} AM N"), at=FRIDAY)
    now = make_old(desk, days=3)
    reading = desk.known()
    files = reading.mark_paths("live")

    desk.send(marks(f"A {MONDAY} AM I"), pupils(pupil("A", sex="F")), at=SUNDAY, now=f"{now:%Y-%m-%d %H:%M}")

    assert all(Path(path).is_file() for path in files)
    assert (absences(reading), absences(desk.known())) == (2, 1)


def test_a_file_given_up_is_deleted_an_hour_later(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    now = make_old(desk, days=3)
    (file,) = desk.known().mark_paths("live")
    desk.send(marks(f"A {MONDAY} AM I"), at=SUNDAY, now=f"{now:%Y-%m-%d %H:%M}")

    assert swept(desk, now + timedelta(minutes=50)) == 0
    assert swept(desk, now + timedelta(minutes=70)) == 1
    assert not Path(file).exists()
    assert parquet(desk) == named(desk)
    assert desk.standing() == {f"A {MONDAY} AM": "I"}


def test_what_a_dead_load_wrote_is_deleted_an_hour_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    with monkeypatch.context() as patched:
        patched.setattr(
            "schoolward.store.transaction.Transaction.commit", lambda *_: pytest.fail("the power")
        )
        with pytest.raises(pytest.fail.Exception):
            desk.send(marks(f"A {MONDAY} AM I", f"A {TUESDAY} AM I"), at=SUNDAY)
    assert parquet(desk) != named(desk) or desk.home.table(TableName.MARKS).head() != 1
    desk.send(marks(f"B {MONDAY} AM /"), at=SUNDAY)
    now = make_old(desk, hours=2)

    assert swept(desk, now) > 0
    assert parquet(desk) == named(desk)
    assert desk.standing() == {f"A {MONDAY} AM": "N", f"B {MONDAY} AM": "/"}


def test_nothing_that_is_still_known_is_ever_deleted(desk: Desk) -> None:
    instants = []
    for day, code in enumerate("NIMOCNIMOC", start=1):
        at = f"2026-02-{day:02} 18:00"
        now = make_old(desk, days=2)
        # A second mark, so that no two files have the same bytes.
        desk.send(
            marks(f"A {MONDAY} AM {code}", f"B 2025-11-{day:02} AM {code}"),
            at=at,
            now=f"{now:%Y-%m-%d %H:%M}",
        )
        instants.append((at, code))
    swept(desk, make_old(desk, days=2))

    assert parquet(desk) == named(desk)
    assert [desk.standing(at)[f"A {MONDAY} AM"] for at, _ in instants] == [code for _, code in instants]


def test_a_load_leaves_no_working_files(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    working = desk.home.working_folder

    assert not working.exists() or not any(working.iterdir())
