"""A load killed at any instant leaves the store as it was, and the next one comes out as if it had never been."""

from pathlib import Path

import pytest

from schoolward.store.connection import connect
from schoolward.store.home import open_home
from schoolward.engines.duckdb.stored import Stored, bring_up_to_date
from tests.integration.store.processes import everything, left, run
from tests.spec.store.sent import ALDER, MONDAY, TUESDAY, WEDNESDAY, Desk, calendar, cohorts, marks, pupil, pupils, schools

FRIDAY, SUNDAY, TUESDAY_NIGHT = "2026-01-16 18:00", "2026-01-18 10:00", "2026-01-20 18:00"
UTC_SUNDAY = "2026-01-18T10:00:00+00:00"

SENT = (
    schools(ALDER).replace("Primary", "Secondary"),
    calendar(f"closure {WEDNESDAY} {WEDNESDAY}"),
    pupils(pupil("A", sex="F"), "E"),
    cohorts(f"A young_carer {MONDAY}"),
    marks(f"A {MONDAY} AM I", f"B {TUESDAY} AM /", f"E {MONDAY} AM /", f"F {MONDAY} AM /", "A 2025-10-06 AM /"),
)
"""Touches every table that schools' files reach: marks new, revised and refused, in two half-terms."""


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

    run(what="load", base=begun.home.folder, out=out, paths=paths, at=UTC_SUNDAY)
    begun.send(*paths, at=SUNDAY)
    after = everything(begun)

    died = 0
    for one in left(out, begun.inbox):
        if everything(one.desk) == after:
            assert begun.standing() == one.desk.standing(), one.step
            continue
        died += 1
        assert everything(one.desk) == before, one.step
        assert one.desk.standing() == {f"A {MONDAY} AM": "N", f"A {MONDAY} PM": "N", f"B {MONDAY} AM": "/"}, one.step
        done = one.desk.send(*paths, at=SUNDAY)
        assert (done.load, done.marks.new, done.marks.revised) == (3, 3, 1), one.step
        assert everything(one.desk) == after, one.step
    assert died > 20
