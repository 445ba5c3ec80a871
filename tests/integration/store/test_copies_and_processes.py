"""A store is copied while another process loads, scrubs and is killed: each copy is one load, whole, or is no copy."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from schoolward.store.copy_manifest import MANIFEST, BadCopy
from schoolward.store.copying import CopyRefused, StoreCopy, copy_store
from schoolward.store.home import NoHome, open_home
from schoolward.store.layout import TableName
from schoolward.store.restoring import restore_store
from schoolward.store.scrubs import scrubs
from schoolward.store.snapshot import loads
from tests.integration.store.processes import REPOSITORY, everything, run
from tests.spec.store.sent import ALDER, MONDAY, Desk, instant, marks, pupil, pupils, schools

NIGHT = "2026-02-01 02:00"

LOADS_ONE_AFTER_ANOTHER = """
import sys
from pathlib import Path
from tests.integration.store.dying import load_plainly, scrub
home, *paths = map(Path, sys.argv[1:])
for number, path in enumerate(paths):
    load_plainly(home, paths=[str(path)], at=f"2026-01-{16 + number % 15:02}T18:{number:02}:00+00:00")
    if number == len(paths) // 2:
        scrub(home, at="2026-01-31T12:00:00+00:00")
"""


def opened(folder: Path, desk: Desk) -> Desk:
    """A desk at another store."""
    return Desk(home=open_home(folder), inbox=desk.inbox, arrived=900)


@pytest.mark.slow
def test_copies_taken_while_another_process_loads_and_scrubs(tmp_path: Path) -> None:
    desk = Desk.empty(tmp_path / "old")
    old = {"dob": "2012-05-05", "entry_date": "2018-09-01"}
    desk.send(schools(ALDER), pupils(pupil("A", **old), pupil("B", **old)), at="2019-09-10 09:00")
    desk.send(marks("A 2019-09-16 AM N"), at="2019-09-20 18:00")
    days = [on for on in range(1, 16) if date(2026, 1, on).weekday() < 5]
    sent = [
        marks(f"A {MONDAY} AM {code}", f"B 2026-01-{on:02} PM {code}")
        for on, code in zip(days, "NIMOC" * 3, strict=False)
    ]
    paths = [str(desk.file(text)) for text in sent]
    command = [sys.executable, "-c", LOADS_ONE_AFTER_ANOTHER, str(desk.home.folder), *paths]
    copies: list[StoreCopy] = []
    with subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True) as loading:
        while loading.poll() is None:
            copies.append(copy_store(desk.home, tmp_path / f"copy-{len(copies)}", at=instant(NIGHT)))
        assert loading.stderr is not None
        assert loading.returncode == 0, loading.stderr.read()

    taken = sorted({copy.load for copy in copies})
    assert len(taken) >= 4, "the copies fell on several loads"
    for copy in copies:
        there = opened(restore_store(copy.folder, tmp_path / f"new-{copy.folder.name}").home.folder, desk)
        rows = loads(there.home).to_pylist()
        assert [row["load"] for row in rows] == list(range(1, copy.load + 1))
        assert (
            sum(row["marks_new"] + row["marks_revised"] for row in rows) - scrubbed_marks(there)
            == copy.proof.rows["marks"]
        )
        assert young(there.standing()) == young(desk.standing(f"{rows[-1]['received_at']:%Y-%m-%d %H:%M}"))


def scrubbed_marks(desk: Desk) -> int:
    """How many marks have been scrubbed."""
    return sum(row["rows"] for row in scrubs(desk.home).to_pylist() if row["table"] == TableName.MARKS)


def young(standing: dict[str, str]) -> dict[str, str]:
    """What stands and was not scrubbed meanwhile."""
    return {slot: code for slot, code in standing.items() if "2026" in slot}


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A store with marks, some corrected."""
    desk.send(marks(f"A {MONDAY} AM N", f"B {MONDAY} AM N"), at="2026-01-16 18:00")
    desk.send(marks(f"A {MONDAY} AM I"), at="2026-01-18 18:00")
    return desk


@pytest.mark.slow
def test_a_copy_that_was_killed_is_no_copy_and_the_store_is_as_it_was(filled: Desk, tmp_path: Path) -> None:
    before = filled.fingerprints()
    run(what="copy", base=filled.home.folder, out=tmp_path / "out")

    died = 0
    for home in sorted(path.parent / path.stem for path in (tmp_path / "out").glob("*.step")):
        died += 1
        target = home.with_name(f"{home.name}.copy")
        with pytest.raises(BadCopy, match="no whole copy of a store: it has no manifest"):
            restore_store(target, tmp_path / "new")
        with pytest.raises(CopyRefused, match="is not empty"):
            copy_store(open_home(home), target, at=instant(NIGHT))
        assert opened(home, filled).fingerprints() == before
    assert died > 30


@pytest.mark.slow
def test_a_restore_that_was_killed_leaves_no_home(filled: Desk, tmp_path: Path) -> None:
    folder = copy_store(filled.home, tmp_path / "copy", at=instant(NIGHT)).folder
    run(what="restore", base=folder, out=tmp_path / "out")

    died = 0
    for copy in sorted(path.parent / path.stem for path in (tmp_path / "out").glob("*.step")):
        died += 1
        target = copy.with_name(f"{copy.name}.copy")
        with pytest.raises(NoHome, match="was interrupted"):
            open_home(target)
        with pytest.raises(CopyRefused, match="is not empty"):
            restore_store(copy, target)
        assert everything(
            opened(restore_store(copy, tmp_path / "new" / copy.name).home.folder, filled)
        ) == everything(filled)
    assert died > 30


@pytest.mark.slow
@pytest.mark.parametrize("what", ["copy", "restore"])
def test_killed_by_the_operating_system_in_the_middle(filled: Desk, tmp_path: Path, what: str) -> None:
    copy = copy_store(filled.home, tmp_path / "copy", at=instant(NIGHT)).folder
    source, target = (filled.home.folder if what == "copy" else copy), tmp_path / "target"
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from schoolward.store import copying, restoring\n"
        "from tests.integration.store import dying\n"
        f"module = {'copying' if what == 'copy' else 'restoring'}\n"
        "plainly = module.copied\n"
        "def slowly(source, target):\n"
        "    done = plainly(source, target)\n"
        "    print('copied', flush=True)\n"
        "    time.sleep(0.05)\n"
        "    return done\n"
        "module.copied = slowly\n"
        "dying.copy_of = lambda home: Path(sys.argv[2])\n"
        f"dying.{what}_dying(Path(sys.argv[1]), dying.Steps(10**9, Path(sys.argv[2])))\n"
    )
    command = [sys.executable, "-c", program, str(source), str(target)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as going:
        assert going.stdout is not None
        for _ in range(5):
            assert going.stdout.readline() == "copied\n"
        os.kill(going.pid, signal.SIGKILL)
    assert going.returncode == -signal.SIGKILL
    assert any(target.iterdir())
    assert not (target / MANIFEST).exists()
    with pytest.raises(NoHome if what == "restore" else BadCopy):
        open_home(target) if what == "restore" else restore_store(target, tmp_path / "new")
