"""A count of the stored figures that is killed at any instant leaves the last ones, and they come out the same."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from schoolward.engines.duckdb.stored import Stored, bring_up_to_date
from schoolward.store.home import Home
from tests.integration.store.processes import left, run
from tests.spec.store.sent import MONDAY, TUESDAY, Desk, cohorts, marks, pupil, pupils


def stored_figures(home: Home) -> dict[str, Any]:
    """What the stored figures say: every file that they name, read."""
    stored = Stored.read(home)
    files = [stored.segments, *(told["file"] for _, told in sorted(stored.weeks.items()))]
    read = [pq.read_table(home.figures_folder / file, partitioning=None).to_pylist() for file in files]
    return {
        "load": stored.load,
        "cohort bits": stored.cohort_bits,
        "half-terms": sorted(stored.weeks),
        "rows": read,
    }


@pytest.fixture
def counted(desk: Desk) -> Desk:
    """A store with marks in two half-terms and their figures."""
    desk.send(marks("A 2025-10-06 AM N", f"A {MONDAY} AM N", f"B {MONDAY} AM /"), at="2026-01-16 18:00")
    bring_up_to_date(desk.home)
    return desk


@pytest.mark.slow
@pytest.mark.parametrize("afresh", [False, True], ids=["brought up to date", "counted afresh"])
def test_a_count_that_dies_at_any_step(counted: Desk, tmp_path: Path, afresh: bool) -> None:
    if not afresh:
        counted.send(
            marks("A 2025-10-06 AM I", f"A {MONDAY} AM I", f"B {TUESDAY} AM /"),
            pupils(pupil("A", sex="F")),
            cohorts(f"B young_carer {TUESDAY}"),
            at="2026-01-18 10:00",
        )
    before = stored_figures(counted.home)
    run(what="count", base=counted.home.folder, out=tmp_path / "out", afresh=afresh)
    bring_up_to_date(counted.home, afresh=afresh)
    after = stored_figures(counted.home)

    died = 0
    for one in left(tmp_path / "out", counted.inbox):
        found = stored_figures(one.desk.home)
        died += found == before
        assert found in (before, after), one.step
        bring_up_to_date(one.desk.home)
        assert stored_figures(one.desk.home) == after, one.step
    assert died >= 5


def test_figures_deleted_come_out_the_same(counted: Desk) -> None:
    before = stored_figures(counted.home)
    for path in counted.home.figures_folder.rglob("*"):
        if path.is_file():
            path.unlink()

    bring_up_to_date(counted.home)

    assert stored_figures(counted.home) == before


def test_figures_brought_up_to_date_are_those_counted_afresh(counted: Desk) -> None:
    for day, code in ((14, "I"), (16, "/"), (17, "-")):
        counted.send(marks(f"A {MONDAY} AM {code}", f"C 2026-01-{day} PM \\"), at=f"2026-01-{day + 3} 18:00")
        bring_up_to_date(counted.home)
    kept = stored_figures(counted.home)

    bring_up_to_date(counted.home, afresh=True)

    assert stored_figures(counted.home) == kept
