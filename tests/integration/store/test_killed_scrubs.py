"""A scrub killed at any instant has done nothing or all; the next one completes it, and the bytes are gone."""

from datetime import date
from pathlib import Path

import pytest

from tests.integration.store.processes import everything, left, run
from tests.spec.store.sent import ALDER, Desk, cohorts, marks, pupil, pupils, schools

OLD = {"dob": "2012-05-05", "entry_date": "2018-09-01"}
MONDAYS = ("2019-09-16", "2019-11-11")
LATE = "2026-02-01"
UTC_LATE = f"{LATE}T12:00:00+00:00"


@pytest.fixture
def old(tmp_path: Path) -> Desk:
    """Marks of two half-terms of 2019, some of which go, and a pupil who goes; a file of which a part stays."""
    desk = Desk.empty(tmp_path / "old")
    told = (
        pupils(pupil("A", **OLD, leaving_date="2019-12-01"), pupil("B", **OLD)),
        cohorts("A young_carer 2019-09-01"),
    )
    desk.send(schools(ALDER), *told, at="2019-09-10 09:00")
    rows = [f"{letter} {on} AM N" for letter in "AB" for on in MONDAYS]
    desk.send(marks(*rows, f"C {MONDAYS[0]} AM /"), at="2019-11-30 18:00")
    desk.send(marks(f"A {MONDAYS[0]} AM I"), at="2019-12-01 18:00")
    desk.send(marks(f"B {MONDAYS[1]} AM I", "B 2026-01-12 AM /"), at="2026-01-16 18:00")
    return desk


@pytest.mark.slow
def test_a_scrub_that_dies_at_any_step_has_done_nothing_or_all(old: Desk, tmp_path: Path) -> None:
    before, leaver = everything(old), old.key("A")
    run(what="scrub", base=old.home.folder, out=tmp_path / "out", at=UTC_LATE)
    old.scrub(LATE)
    after = everything(old)
    assert len(after["marks"]) == 3

    died_before, died_after = 0, 0
    for one in left(tmp_path / "out", old.inbox):
        found = everything(one.desk)
        assert found in (before, after), one.step
        died_before += found == before
        died_after += found == after and "completed" not in one.step
        one.desk.scrub(LATE)
        assert everything(one.desk) == after, one.step
        rows = [row for _, row in one.desk.on_disk()]
        assert not [row for row in rows if row.get("pupil") == leaver], one.step
        assert not [row for row in rows if row.get("date") == date.fromisoformat(MONDAYS[0])], one.step
    assert died_before > 15
    assert died_after > 5


@pytest.mark.slow
def test_a_load_after_a_dead_scrub_comes_out_as_if_it_had_never_been(old: Desk, tmp_path: Path) -> None:
    before = everything(old)
    run(what="scrub", base=old.home.folder, out=tmp_path / "out", at=UTC_LATE)
    sent = old.file(marks("B 2026-01-13 AM I"))
    old.send(sent, at="2026-01-17 18:00")
    after = everything(old)

    for one in left(tmp_path / "out", old.inbox):
        if everything(one.desk) == before:
            one.desk.send(sent, at="2026-01-17 18:00")
            assert everything(one.desk) == after, one.step
