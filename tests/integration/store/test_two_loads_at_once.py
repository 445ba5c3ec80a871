"""Two loads that start together both land, one after the other, and nothing of either is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schoolward.store.layout import TableName
from schoolward.store.lock import write_lock
from schoolward.store.snapshot import loads
from tests.integration.store.processes import REPOSITORY, run
from tests.spec.store.sent import MONDAY, TUESDAY, Desk, cohorts, marks, pupils

AT = "2026-01-18T10:00:00+00:00"


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        (
            (marks(f"A {MONDAY} AM N", f"B {MONDAY} AM /"),),
            (marks(f"A {TUESDAY} AM I", f"C {MONDAY} AM /"),),
            {f"A {MONDAY} AM": "N", f"B {MONDAY} AM": "/", f"A {TUESDAY} AM": "I", f"C {MONDAY} AM": "/"},
        ),
        (
            (marks(f"A {MONDAY} AM I 2026-01-14T09:00", f"B {MONDAY} AM N"),),
            (marks(f"A {MONDAY} AM N 2026-01-12T09:00", f"C {MONDAY} AM N"),),
            {f"A {MONDAY} AM": "I", f"B {MONDAY} AM": "N", f"C {MONDAY} AM": "N"},
        ),
        (
            (pupils("E"), marks(f"E {MONDAY} AM /"), cohorts("A looked_after 2025-09-01")),
            (pupils("F"), marks(f"F {MONDAY} AM N"), cohorts("B looked_after 2025-09-01")),
            {f"E {MONDAY} AM": "/", f"F {MONDAY} AM": "N"},
        ),
    ],
    ids=["other sessions", "the same session", "new pupils"],
)
def test_both_land_whichever_comes_first(
    desk: Desk, tmp_path: Path, one: tuple[str, ...], other: tuple[str, ...], stands: dict[str, str]
) -> None:
    told = [{"paths": [desk.file(text) for text in files], "at": AT} for files in (one, other)]

    run(what="together", base=desk.home.folder, out=tmp_path / "out", deliveries=told)

    rows = loads(desk.home).to_pylist()
    assert [row["load"] for row in rows] == [1, 2, 3]
    assert sum(row["rows_accepted"] for row in rows[1:]) == sum(
        text.count("\n") - 1 for text in (*one, *other)
    )
    assert desk.standing() == stands
    numbers = desk.known().rows(TableName.PUPILS).column("pupil").to_pylist()
    assert len(numbers) == len(set(numbers))


def test_several_at_once_all_land(desk: Desk, tmp_path: Path) -> None:
    codes = "NIMOC"
    told = [
        {"paths": [desk.file(marks(f"A {MONDAY} AM {code}", f"A 2026-01-{day} PM {code}"))], "at": AT}
        for day, code in enumerate(codes, start=12)
    ]

    run(what="together", base=desk.home.folder, out=tmp_path / "out", deliveries=told)

    assert [row["load"] for row in loads(desk.home).to_pylist()] == [1, 2, 3, 4, 5, 6]
    standing = desk.standing()
    assert [standing[f"A 2026-01-{day} PM"] for day in range(12, 17)] == list(codes)
    history = desk.told(f"A {MONDAY} AM")
    assert sorted(code for code, _, _ in history) == sorted(codes)
    assert [(load, replaced) for _, load, replaced in history] == [(2, 3), (3, 4), (4, 5), (5, 6), (6, None)]
    assert len(list((tmp_path / "out").glob("*.waited"))) >= 1


def test_those_that_wait_say_so_and_then_load_whichever_goes_first(desk: Desk) -> None:
    program = "from schoolward.console.app import app; app()"
    paths = [desk.file(marks(f"{letter} {MONDAY} AM /")) for letter in "AB"]
    with write_lock(desk.home.folder):
        waiting = [
            subprocess.Popen(
                [sys.executable, "-c", program, "load", str(path)],
                cwd=REPOSITORY,
                env={**os.environ, "SCHOOLWARD_HOME": str(desk.home.folder), "PYTHONUNBUFFERED": "1"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for path in paths
        ]
        for process in waiting:
            assert process.stderr is not None
            assert "Waiting for another load to finish" in process.stderr.readline()
            assert process.poll() is None
        assert desk.standing() == {}
    said = [process.communicate()[1] for process in waiting]

    assert [process.returncode for process in waiting] == [0, 0], said
    assert [row["load"] for row in loads(desk.home).to_pylist()] == [1, 2, 3]
    assert desk.standing() == {f"A {MONDAY} AM": "/", f"B {MONDAY} AM": "/"}
