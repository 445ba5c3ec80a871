"""What a school sends is held to that school: rows about others are refused, whatever number they go by."""

import pytest

from schoolward.store.delivery import Delivery
from schoolward.store.layout import TableName
from schoolward.store.loading import LoadRefused, load
from tests.spec.store.sent import (
    ALDER,
    BIRCH,
    LAESTABS,
    MONDAY,
    Desk,
    calendar,
    cohorts,
    instant,
    marks,
    pupil,
    pupils,
    schools,
)

SUNDAY = "2026-01-18 10:00"


class Stop(Exception):
    """What the callable that is told of progress raises."""


def test_marks_of_another_school_are_refused_and_ones_own_loaded(desk: Desk) -> None:
    done = desk.send(
        marks(f"A {MONDAY} AM /"), marks(f"D {MONDAY} AM I", school=BIRCH), at=SUNDAY, only_schools=(ALDER,)
    )
    assert done.rejected_by_reason == (("another_school", 1),)
    assert desk.standing() == {f"A {MONDAY} AM": "/"}


def test_a_school_is_the_same_under_its_dfe_number(desk: Desk) -> None:
    own = marks(f"A {MONDAY} AM /", school=None, laestab=LAESTABS[ALDER])
    others = marks(f"D {MONDAY} AM I", school=None, laestab=LAESTABS[BIRCH])
    done = desk.send(own, others, at=SUNDAY, only_schools=(ALDER,))
    assert done.rejected_by_reason == (("another_school", 1),)
    assert desk.standing() == {f"A {MONDAY} AM": "/"}


def test_a_school_can_put_nobody_on_anothers_roll(desk: Desk) -> None:
    before = desk.known().rows(TableName.PUPILS).num_rows
    done = desk.send(
        pupils(pupil("E", urn=str(BIRCH)), pupil("F", urn="999999")), at=SUNDAY, only_schools=(ALDER,)
    )
    assert done.rejected_by_reason == (("another_school", 2),)
    assert desk.known().rows(TableName.PUPILS).num_rows == before


def test_a_calendar_for_all_schools_is_not_a_schools_to_give(desk: Desk) -> None:
    done = desk.send(calendar("closure 2026-01-14 2026-01-14"), at=SUNDAY, only_schools=(ALDER,))
    assert done.rejected_by_reason == (("another_school", 1),)


@pytest.mark.parametrize("file", [schools(ALDER, 900009), cohorts(f"D young_carer {MONDAY}")])
def test_what_only_the_authority_tells_is_refused_whole(desk: Desk, file: str) -> None:
    with pytest.raises(LoadRefused, match="come from the local authority"):
        desk.send(file, at=SUNDAY, only_schools=(ALDER,))
    # The authority's own load of the same file is not taken for a repetition.
    assert desk.send(file, at=SUNDAY).rows_accepted > 0


def test_a_sender_for_two_schools_is_held_to_both(desk: Desk) -> None:
    done = desk.send(
        marks(f"A {MONDAY} AM /"),
        marks(f"D {MONDAY} AM I", school=BIRCH),
        at=SUNDAY,
        only_schools=(ALDER, BIRCH),
    )
    assert done.rows_rejected == 0
    assert desk.standing() == {f"A {MONDAY} AM": "/", f"{BIRCH} D {MONDAY} AM": "I"}


def test_whatever_progress_raises_leaves_the_store_as_it_was(desk: Desk) -> None:
    steps: list[str] = []
    paths = (desk.file(marks(f"A {MONDAY} AM /")), desk.file(pupils("E")))

    def run(stop_at: int) -> None:
        steps.clear()

        def progress(step: str, done: int, total: int) -> None:
            if len(steps) == stop_at:
                raise Stop
            steps.append(step)

        delivery = Delivery(received_at=instant(SUNDAY), sender="a school", paths=paths)
        load(desk.home, delivery, by="an officer", now=instant(SUNDAY), progress=progress)

    stop_at = 0
    while True:
        try:
            run(stop_at)
        except Stop:
            assert (desk.known().load, desk.standing()) == (1, {})
            stop_at += 1
        else:
            break
    assert steps[-1] == "committing"
    assert stop_at == len(steps) >= 5
    assert desk.standing() == {f"A {MONDAY} AM": "/"}
