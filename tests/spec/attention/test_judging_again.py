"""After further loads only the pupils whom they touched are judged again, and the list is as if everybody were."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schoolward.attention.borough import Judged, judge_again
from schoolward.law.value_files import national_law
from tests.spec.attention.asked import asked, in_short, register
from tests.spec.store.sent import ALDER, BIRCH, Desk, calendar, cohorts, marks, pupil, pupils, schools, steps

ON = "21 Nov 2025"
LATER = "2025-11-21 18:00"


@pytest.fixture(scope="module")
def judged_before(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Judged]:
    """A, B and C at Alder, D and E at Birch, each with a few days without leave; and what they come to on Friday."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("before"))
    away = [f"{letter} 3 Nov to 7 Nov: O" for letter in "ABCDE"]
    desk.send(
        pupils("A", "B", "C", pupil("D", urn=str(BIRCH)), pupil("E", urn=str(BIRCH))),
        register("ABC", *away, "C 19 Nov PM: -", until=ON),
        register("DE", *away, until=ON, school=BIRCH),
        steps("B contact 1 letter 2025-11-12"),
        at="2025-11-21 17:00",
    )
    return desk, asked(desk, ON)


EVERYBODY = 5

TOLD = {
    "one pupil's marks corrected at one school": (
        lambda: marks("A 2025-11-07 AM I", "A 2025-11-07 PM I"), 1,
    ),
    "two pupils' marks at two schools": (
        lambda: marks("A 2025-11-07 AM I") + marks("D 2025-11-07 AM I", school=BIRCH).partition("\n")[2], 2,
    ),
    "a mark that says what was said before": (lambda: marks("A 2025-11-07 AM O", "B 2025-11-07 AM I"), 1),
    "a mark of before the months looked at": (lambda: marks("A 2024-09-09 AM O"), 0),
    "a step": (lambda: steps("C contact 2 home_visit 2025-11-20"), 1),
    "a cohort": (lambda: cohorts("E looked_after 2025-11-01"), 1),
    "a pupil's year group: the school's youngest and oldest class may be others": (
        lambda: pupils(pupil("D", urn=str(BIRCH), year_group="6")), 2,
    ),
    "a new pupil, of whom there is nothing to judge, and so the others of that school": (
        lambda: pupils(pupil("F", urn=str(BIRCH), entry_date="2025-11-17")), 2,
    ),
    "a calendar": (lambda: calendar("closure 2025-11-06 2025-11-06"), EVERYBODY),
    "a school": (lambda: schools(ALDER, BIRCH).replace("Primary", "Independent"), EVERYBODY),
    "the first step of its kind": (lambda: steps("C support_plan 1 agreed 2025-11-19"), EVERYBODY),
    "a step before all others of its kind": (lambda: steps("C contact 0 letter 2025-10-01"), EVERYBODY),
}  # fmt: skip
"""What a load tells, and how many pupils are judged again for it."""


@pytest.mark.parametrize(("told", "judged"), TOLD.values(), ids=TOLD)
def test_who_is_judged_again(
    judged_before: tuple[Desk, Judged], tmp_path: Path, told: Callable[[], str], judged: int
) -> None:
    opened, before = judged_before
    desk = opened.copied_to(tmp_path)
    desk.send(told(), at=LATER)
    again = judge_again(before, desk.known(), law=national_law())
    whole = asked(desk, ON)
    assert again.calls == whole.calls
    assert (again.load, again.as_known_on, again.pupils_on_roll, again.coverage) == (
        whole.load,
        whole.as_known_on,
        whole.pupils_on_roll,
        whole.coverage,
    )
    assert again.pupils_judged == judged


def test_only_the_corrected_pupil_is_judged(judged_before: tuple[Desk, Judged], tmp_path: Path) -> None:
    opened, before = judged_before
    desk = opened.copied_to(tmp_path)
    desk.send(marks("A 2025-11-07 AM I", "A 2025-11-07 PM I"), at=LATER)
    again = judge_again(before, desk.known(), law=national_law())
    assert (before.pupils_judged, again.pupils_judged) == (EVERYBODY, 1)
    changed = [in_short(call) for call in again.calls if call not in before.calls]
    assert changed == ["A penalty_notice_threshold: no_longer_met"]


def test_after_nothing_new_nobody_is_judged(judged_before: tuple[Desk, Judged]) -> None:
    desk, before = judged_before
    again = judge_again(before, desk.known(), law=national_law())
    assert (again.calls, again.pupils_judged) == (before.calls, 0)


def test_a_call_on_a_school_is_made_anew_with_its_pupils(
    judged_before: tuple[Desk, Judged], tmp_path: Path
) -> None:
    """C's mark of 19 November is put in: the call on Alder's registers goes, though it names no pupil."""
    opened, before = judged_before
    desk = opened.copied_to(tmp_path)
    desk.send(marks("C 2025-11-19 PM I"), at=LATER)
    again = judge_again(before, desk.known(), law=national_law())
    assert "Alder register_marks: to_put_right" in [in_short(call) for call in before.calls]
    assert "Alder register_marks: to_put_right" not in [in_short(call) for call in again.calls]
    assert again.calls == asked(desk, ON).calls
