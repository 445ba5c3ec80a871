"""Every figure, with its rolls and cohorts, can be asked as it was known at an instant, a load's own included."""

from datetime import datetime

import pytest

from schoolward.store.snapshot import snapshot
from tests.spec.store.sent import (
    BIRCH,
    MONDAY,
    OPENED,
    TUESDAY,
    WEDNESDAY,
    Desk,
    cohorts,
    instant,
    marks,
    pupil,
    pupils,
    schools,
)

HISTORY = (
    # when it came, what came
    (
        "2026-01-12 18:00",
        (marks(f"A {MONDAY} AM N", f"B {MONDAY} AM /"), cohorts("B young_carer 2025-09-01")),
    ),
    ("2026-01-14 18:00", (marks(f"A {MONDAY} AM I", f"A {TUESDAY} AM /"),)),
    ("2026-01-16 18:00", (pupils(pupil("A", leaving_date=MONDAY), pupil("B", sex="F")),)),
    ("2026-01-18 18:00", (cohorts(f"A young_carer {MONDAY}", "B young_carer 2025-09-01 2025-12-31"),)),
    ("2026-01-20 18:00", (marks(f"A {MONDAY} AM /"), schools(BIRCH).replace("Primary", "Secondary"))),
)

WHEN = {
    "before anything came": "2025-09-10 08:59:59",
    "with the first roll": OPENED,
    "a moment before the first marks": "2026-01-12 17:59:59",
    "as the first marks came": "2026-01-12 18:00",
    "between": "2026-01-13 12:00",
    "a moment before the revision": "2026-01-14 17:59:59.999999",
    "as the revision came": "2026-01-14 18:00",
    "after the leaving date came": "2026-01-17 00:00",
    "after the cohorts were corrected": "2026-01-18 18:00",
    "long after the last load": "2030-01-01 00:00",
}

MARKS = {
    "before anything came": {},
    "with the first roll": {},
    "a moment before the first marks": {},
    "as the first marks came": {"A": "N", "B": "/"},
    "between": {"A": "N", "B": "/"},
    "a moment before the revision": {"A": "N", "B": "/"},
    "as the revision came": {"A": "I", "A'": "/", "B": "/"},
    "after the leaving date came": {"A": "I", "A'": "/", "B": "/"},
    "after the cohorts were corrected": {"A": "I", "A'": "/", "B": "/"},
    "long after the last load": {"A": "/", "A'": "/", "B": "/"},
}

FIGURES = {
    # possible sessions, unauthorised, authorised; then possible sessions of young carers and of pupils known as girls
    "before anything came": (0, 0, 0, None, 0),
    "with the first roll": (0, 0, 0, None, 0),
    "a moment before the first marks": (0, 0, 0, None, 0),
    "as the first marks came": (2, 1, 0, 1, 0),
    "between": (2, 1, 0, 1, 0),
    "a moment before the revision": (2, 1, 0, 1, 0),
    "as the revision came": (3, 0, 1, 1, 0),
    "after the leaving date came": (2, 0, 1, 1, 1),
    "after the cohorts were corrected": (2, 0, 1, 1, 1),
    "long after the last load": (2, 0, 0, 1, 1),
}


@pytest.fixture(scope="module")
def told(opened_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store that has had the whole history."""
    desk = opened_desk.copied_to(tmp_path_factory.mktemp("history"))
    for at, files in HISTORY:
        desk.send(*files, at=at)
    return desk


@pytest.mark.parametrize("when", WHEN)
def test_marks_as_they_were_known(told: Desk, when: str) -> None:
    slots = {"A": f"A {MONDAY} AM", "A'": f"A {TUESDAY} AM", "B": f"B {MONDAY} AM"}

    assert told.standing(WHEN[when]) == {slots[name]: code for name, code in MARKS[when].items()}


@pytest.mark.parametrize("when", WHEN)
def test_figures_cohorts_and_rolls_as_they_were_known(told: Desk, when: str) -> None:
    at = WHEN[when]
    names = "possible_sessions,unauthorised_absence_sessions,authorised_absence_sessions"
    possible, unauthorised, authorised, carers, girls = FIGURES[when]

    assert told.figure(names, at=at) == (possible, unauthorised, authorised)
    assert told.figure("possible_sessions", "sex", at=at).get("F", 0) == girls
    if carers is not None:
        assert told.figure("possible_sessions", "cohort:young_carer", at=at)["yes"] == carers


def test_who_is_in_a_cohort_changes_with_what_was_known(told: Desk) -> None:
    def carers(at: str) -> list[str]:
        figures = told.figure("possible_sessions", "cohort:young_carer", "session_date", at=at)
        return sorted(group for group, count in figures.items() if count)

    assert carers("2026-01-14 18:00") == [f"no {MONDAY}", f"no {TUESDAY}", f"yes {MONDAY}"]
    assert carers("2026-01-18 18:00") == [f"no {MONDAY}", f"yes {MONDAY}"]


def test_what_was_known_does_not_change_with_what_comes_later(opened_desk: Desk, tmp_path_factory) -> None:
    desk = opened_desk.copied_to(tmp_path_factory.mktemp("growing"))
    seen: dict[str, tuple[dict[str, str], int]] = {}
    for at, files in HISTORY:
        desk.send(*files, at=at)
        seen[at] = (desk.standing(), desk.figure("possible_sessions"))
    for earlier, before in seen.items():
        assert (desk.standing(earlier), desk.figure("possible_sessions", at=earlier)) == before


def test_a_figure_says_the_load_it_is_known_from(told: Desk) -> None:
    known = told.known("2026-01-13 12:00")

    assert (known.load, known.newest, known.received_at) == (2, False, instant("2026-01-12 18:00"))
    assert told.known().newest
    assert told.known("2030-01-01").load == 6
    assert (told.known("2020-01-01").load, told.known("2020-01-01").received_at) == (0, None)


def test_two_loads_of_one_instant_are_both_known_at_it(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at="2026-01-16 18:00")
    desk.send(marks(f"A {MONDAY} AM I", f"B {WEDNESDAY} AM /"), at="2026-01-16 18:00")

    assert desk.standing("2026-01-16 18:00") == {f"A {MONDAY} AM": "I", f"B {WEDNESDAY} AM": "/"}
    assert desk.standing("2026-01-16 17:59") == {}


def test_an_instant_in_another_time_zone_is_the_same_instant(told: Desk) -> None:
    summer_time = datetime.fromisoformat("2026-01-14T19:00:00+01:00")

    assert snapshot(told.home, summer_time).load == told.known("2026-01-14 18:00").load


def test_an_instant_without_a_time_zone_is_not_guessed(told: Desk) -> None:
    with pytest.raises(ValueError, match="time zone"):
        snapshot(told.home, datetime(2026, 1, 14))
