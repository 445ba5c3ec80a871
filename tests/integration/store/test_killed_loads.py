"""A load killed at any instant leaves the store as it was, and the next one comes out as if it had never been."""

from pathlib import Path

import pytest

from tests.integration.store.processes import everything, left, run
from tests.spec.store.sent import MONDAY, TUESDAY, Desk, cohorts, marks, pupil, pupils

FRIDAY, SUNDAY, TUESDAY_NIGHT = "2026-01-16 18:00", "2026-01-18 10:00", "2026-01-20 18:00"
UTC_SUNDAY = "2026-01-18T10:00:00+00:00"

SENT = (
    pupils(pupil("A", sex="F"), "E"),
    cohorts(f"A young_carer {MONDAY}"),
    marks(f"A {MONDAY} AM I", f"B {TUESDAY} AM /", f"E {MONDAY} AM /", f"F {MONDAY} AM /"),
)
"""Marks new, revised and refused, and rows for most other tables."""


@pytest.fixture
def begun(desk: Desk) -> Desk:
    """A store with marks."""
    desk.send(marks(f"A {MONDAY} AM N", f"B {MONDAY} AM /", f"A {MONDAY} PM N"), at=FRIDAY)
    return desk


@pytest.mark.slow
def test_a_load_that_dies_at_any_step_leaves_the_store_as_it_was(begun: Desk, tmp_path: Path) -> None:
    paths = [begun.file(text) for text in SENT]
    before = everything(begun)
    out = tmp_path / "out"

    run(what="load", base=begun.home.folder, out=out, paths=paths, at=UTC_SUNDAY, only="")
    begun.send(*paths, at=SUNDAY)
    after = everything(begun)

    died = 0
    for one in left(out, begun.inbox):
        found = everything(one.desk)
        if found != after:
            died += 1
            assert found == before, one.step
            done = one.desk.send(*paths, at=SUNDAY)
            assert (done.load, done.marks.new, done.marks.revised) == (3, 2, 1), one.step
            assert everything(one.desk) == after, one.step
    assert died > 15


@pytest.mark.slow
def test_what_a_dead_load_left_can_be_cleared_by_one_that_dies_too(begun: Desk, tmp_path: Path) -> None:
    paths = [begun.file(text) for text in SENT]
    before = everything(begun)
    run(
        what="load", base=begun.home.folder, out=tmp_path / "first", paths=paths, at=UTC_SUNDAY, only="commit"
    )
    # The last of them died before its row of loads was written: every other table is ahead.
    *_, ahead = (one for one in left(tmp_path / "first", begun.inbox) if "commit" in one.step)
    assert everything(ahead.desk) == before
    another = begun.file(marks(f"C {MONDAY} AM /"))

    base = ahead.desk.home.folder
    run(what="load", base=base, out=tmp_path / "second", paths=[another], at=UTC_SUNDAY, only="restore")
    begun.send(another, at=SUNDAY)
    after = everything(begun)

    restoring = 0
    for one in left(tmp_path / "second", begun.inbox):
        restoring += one.step.endswith("restore")
        found = everything(one.desk)
        if found != after:
            assert found == before, one.step
            one.desk.send(another, at=SUNDAY)
            assert everything(one.desk) == after, one.step
    assert restoring >= 6


LARGE = tuple(chr(letter) for letter in range(ord("A"), ord("Z") + 1))


@pytest.mark.slow
def test_a_larger_load_killed_at_any_time_leaves_the_store_as_it_was(desk: Desk, tmp_path: Path) -> None:
    days = [f"2026-01-{day:02}" for day in range(5, 31)]
    desk.send(pupils(*LARGE[4:]), marks(*(f"A {day} AM N" for day in days)), at=FRIDAY)
    before = everything(desk)
    slots = [f"{letter} {day} {half}" for letter in LARGE for day in days for half in ("AM", "PM")]
    paths = [desk.file(marks(*(f"{slot} I" for slot in slots if not slot.startswith("D"))))]
    told = {"paths": paths, "at": "2026-02-01T18:00:00+00:00", "delays": [0.02, 0.05, 0.08, 0.12, 0.18, 0.3]}

    run(what="kill", base=desk.home.folder, out=tmp_path / "out", **told)
    desk.send(*paths, at="2026-02-01 18:00")
    after = everything(desk)

    for one in left(tmp_path / "out", desk.inbox):
        if one.step.endswith("killed"):
            found = everything(one.desk)
            assert found in (before, after), one.step
            one.desk.send(*paths, at="2026-02-01 18:00")
        assert everything(one.desk) == after, one.step
