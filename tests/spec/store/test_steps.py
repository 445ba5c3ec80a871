"""Steps taken as other systems tell them: the newest load that names a reference tells the whole of it."""

import shutil
from pathlib import Path

import pytest

from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.steps import standing_steps
from tests.spec.store.sent import (
    ALDER,
    BIRCH,
    MONDAY,
    OPENED,
    Desk,
    as_an_earlier_release_left_it,
    base,
    marks,
    pupil,
    pupils,
    schools,
    steps,
)

FRIDAY, SUNDAY, TUESDAY, THURSDAY = (f"2026-01-{day} 18:00" for day in (16, 18, 20, 22))

ISSUED = "A penalty_notice PN1 issued 2026-01-12 parent=P1"
PAID = "A penalty_notice PN1 paid 2026-01-15 80"


def test_what_stands_is_every_event_of_the_last_telling(desk: Desk) -> None:
    desk.send(steps(ISSUED, "B support_plan S1 agreed 2026-01-09"), at=FRIDAY)
    desk.send(steps(ISSUED, PAID), at=SUNDAY)

    assert desk.steps() == [
        "A penalty_notice PN1: issued 2026-01-12, paid 2026-01-15 80",
        "B support_plan S1: agreed 2026-01-09",
    ]


def test_what_the_last_telling_leaves_out_no_longer_stands(desk: Desk) -> None:
    """So a slip is mended: the reference is told again as it should have been."""
    desk.send(steps(ISSUED, PAID), at=FRIDAY)
    desk.send(steps("A penalty_notice PN1 issued 2026-01-13 parent=P1"), at=SUNDAY)

    assert desk.steps() == ["A penalty_notice PN1: issued 2026-01-13"]


def test_a_reference_that_a_file_does_not_name_stays_as_it_was(desk: Desk) -> None:
    desk.send(steps(ISSUED), at=FRIDAY)
    desk.send(steps("A penalty_notice PN2 issued 2026-01-14"), at=SUNDAY)

    assert desk.steps() == [
        "A penalty_notice PN1: issued 2026-01-12",
        "A penalty_notice PN2: issued 2026-01-14",
    ]


def test_the_same_reference_of_another_kind_is_another_matter(desk: Desk) -> None:
    desk.send(steps("A notice_to_improve 17 issued 2026-01-12"), at=FRIDAY)
    desk.send(steps("A penalty_notice 17 issued 2026-01-14"), at=SUNDAY)

    assert len(desk.steps()) == 2


def test_a_reference_given_to_the_wrong_pupil_is_told_again_of_the_right_one(desk: Desk) -> None:
    desk.send(steps(ISSUED), at=FRIDAY)
    desk.send(steps(ISSUED.replace("A ", "B ", 1)), at=SUNDAY)

    assert desk.steps() == ["B penalty_notice PN1: issued 2026-01-12"]
    assert desk.steps(FRIDAY) == ["A penalty_notice PN1: issued 2026-01-12"]


def test_steps_as_they_were_known(desk: Desk) -> None:
    desk.send(steps(ISSUED), at=FRIDAY)
    desk.send(steps(ISSUED, PAID), at=SUNDAY)
    desk.send(steps("A penalty_notice PN1 issued 2026-01-12", "B contact C1 letter 2026-01-12"), at=TUESDAY)

    issued = "A penalty_notice PN1: issued 2026-01-12"
    assert desk.steps("2026-01-16 17:59") == []
    assert desk.steps(FRIDAY) == [issued]
    assert desk.steps("2026-01-19 00:00") == [f"{issued}, paid 2026-01-15 80"]
    assert desk.steps(TUESDAY) == desk.steps() == [issued, "B contact C1: letter 2026-01-12"]


def test_what_was_replaced_is_kept(desk: Desk) -> None:
    desk.send(steps(ISSUED, PAID), at=FRIDAY)
    desk.send(steps(ISSUED), at=SUNDAY)

    rows = desk.known().rows(TableName.STEPS).to_pylist()
    assert sorted((row["load"], row["event"]) for row in rows) == [(2, "issued"), (2, "paid"), (3, "issued")]


def test_a_step_says_school_parent_and_source_only_where_they_were_told(desk: Desk) -> None:
    desk.send(steps(f"{ISSUED} urn={ALDER}", PAID), at=FRIDAY)

    told = standing_steps(desk.known())
    assert told.column_names == [
        "pupil", "school", "kind", "reference", "event", "on", "parent", "detail", "source", "load",
    ]  # fmt: skip
    assert [(row["school"], row["parent"], row["source"], row["load"]) for row in told.to_pylist()] == [
        (ALDER, "P1", None, 2),
        (None, None, None, 2),
    ]


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    sent = steps(ISSUED, PAID)
    desk.send(sent, at=FRIDAY)
    before = desk.fingerprints()

    assert desk.send(sent, at=SUNDAY).load is None
    assert desk.fingerprints() == before


def test_another_file_that_says_the_same_adds_no_row(desk: Desk) -> None:
    desk.send(steps(ISSUED, PAID), at=FRIDAY)
    desk.send(steps(PAID, ISSUED, "B contact C1 letter 2026-01-12"), at=SUNDAY)

    rows = desk.known().rows(TableName.STEPS).to_pylist()
    assert sorted((row["load"], row["event"]) for row in rows) == [(2, "issued"), (2, "paid"), (3, "letter")]


def test_two_files_of_a_delivery_that_say_the_same_are_one_telling(desk: Desk) -> None:
    done = desk.send(
        steps(ISSUED, PAID, "B contact C1 letter 2026-01-12"),
        steps("D contact C2 letter 2026-01-12", PAID, ISSUED),
        at=FRIDAY,
    )

    assert done.rows_rejected == 0
    assert desk.known().rows(TableName.STEPS).num_rows == 4


def test_a_pupil_whose_upn_changed_keeps_the_steps(desk: Desk) -> None:
    desk.send(steps(ISSUED), at=FRIDAY)
    new = pupil("Z", former_upn=pupil("A")["upn"])
    desk.send(pupils(new), steps("Z penalty_notice PN2 issued 2026-01-14"), at=SUNDAY)

    assert len({row["pupil"] for row in standing_steps(desk.known()).to_pylist()}) == 1


def test_a_step_of_a_pupil_whom_no_roll_has_named_is_refused(desk: Desk) -> None:
    done = desk.send(steps("E contact C1 letter 2026-01-12", "A contact C2 letter 2026-01-12"), at=FRIDAY)

    assert [(line, field, reason) for line, field, _, reason in desk.refused(done)] == [
        (2, "upn", "pupil_unknown")
    ]
    assert desk.steps() == ["A contact C2: letter 2026-01-12"]


def test_a_step_at_a_school_that_we_do_not_hold_is_refused_with_its_whole_reference(desk: Desk) -> None:
    done = desk.send(steps(f"{ISSUED} urn=900003", PAID, "B contact C1 letter 2026-01-12"), at=FRIDAY)

    assert desk.refused(done) == [
        (2, "urn", "900003", "school_unknown"),
        (3, "reference", "PN1", "step_incomplete"),
    ]
    assert desk.steps() == ["B contact C1: letter 2026-01-12"]


def test_a_reference_that_is_refused_stands_as_it_was_told_before(desk: Desk) -> None:
    desk.send(steps(ISSUED), at=FRIDAY)
    desk.send(steps(ISSUED, "A penalty_notice PN1 paid 2026-01-15 lots"), at=SUNDAY)

    assert desk.steps() == ["A penalty_notice PN1: issued 2026-01-12"]


def test_a_reference_told_in_parts_by_two_files_of_a_delivery_is_refused(desk: Desk) -> None:
    """In the next delivery the file of notices would be the same, and so not be read: only the payment would stand."""
    done = desk.send(
        steps(ISSUED, "B contact C1 letter 2026-01-12"),
        steps(PAID, "D contact C2 letter 2026-01-12"),
        at=FRIDAY,
    )

    assert desk.refused(done) == [(2, "reference", "PN1", "step_in_two_files")] * 2
    assert desk.steps() == ["B contact C1: letter 2026-01-12", "D contact C2: letter 2026-01-12"]


def test_a_reference_of_which_two_files_of_a_delivery_name_different_pupils_is_refused(desk: Desk) -> None:
    done = desk.send(steps(ISSUED), steps(ISSUED.replace("A ", "B ", 1)), at=FRIDAY)

    assert desk.refused(done) == [(2, "reference", "PN1", "step_in_two_files")] * 2
    assert desk.steps() == []


def test_rows_tried_again_tell_of_references_that_we_do_not_hold(desk: Desk) -> None:
    sent = steps(ISSUED, "E contact C1 letter 2026-01-12", f"B contact C2 letter 2026-01-12 urn={BIRCH + 1}")
    assert desk.send(sent, at=FRIDAY).rows_rejected == 2
    desk.send(steps(ISSUED, PAID), pupils("E"), schools(BIRCH + 1), at=SUNDAY)

    again = desk.send(sent, at=TUESDAY)

    assert again.rows_rejected == 0
    assert desk.steps() == [
        "A penalty_notice PN1: issued 2026-01-12, paid 2026-01-15 80",
        "B contact C2: letter 2026-01-12",
        "E contact C1: letter 2026-01-12",
    ]


def test_what_is_tried_again_gives_way_to_a_new_file_of_the_same_delivery(desk: Desk) -> None:
    sent = steps("E contact C1 letter 2026-01-12")
    desk.send(sent, at=FRIDAY)
    desk.send(pupils("E"), steps("E contact C1 letter 2026-01-13"), sent, at=SUNDAY)

    assert desk.steps() == ["E contact C1: letter 2026-01-13"]


def test_steps_change_no_mark_and_no_figure(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    before = desk.standing(), desk.figure("possible_sessions")
    desk.send(steps(ISSUED), at=SUNDAY)

    assert (desk.standing(), desk.figure("possible_sessions")) == before


def test_a_store_of_an_earlier_release_has_no_steps(desk: Desk) -> None:
    old = as_an_earlier_release_left_it(desk, TableName.STEPS)

    assert standing_steps(old.known()).num_rows == 0
    assert old.known().rows(TableName.STEPS).schema == LAYOUTS[TableName.STEPS].schema
    assert not old.home.table(TableName.STEPS).folder.exists(), "to read makes nothing"


def test_the_next_load_into_a_store_of_an_earlier_release_makes_the_table(desk: Desk) -> None:
    old = as_an_earlier_release_left_it(desk, TableName.STEPS)
    old.send(marks(f"A {MONDAY} AM N"), at=FRIDAY)
    assert old.steps() == []
    old.send(steps(ISSUED), at=SUNDAY)

    assert old.steps(FRIDAY) == []
    assert old.steps() == ["A penalty_notice PN1: issued 2026-01-12"]
    assert old.standing() == {f"A {MONDAY} AM": "N"}


def test_steps_may_be_the_first_thing_loaded_after_the_upgrade(desk: Desk) -> None:
    old = as_an_earlier_release_left_it(desk, TableName.STEPS)
    old.send(steps(ISSUED), at=FRIDAY)

    assert old.steps() == ["A penalty_notice PN1: issued 2026-01-12"]
    assert old.steps(OPENED) == []


def test_a_load_killed_before_it_stood_leaves_no_steps_in_an_upgraded_store(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = as_an_earlier_release_left_it(desk, TableName.STEPS)
    with monkeypatch.context() as patched:
        patched.setattr(
            "schoolward.store.transaction.Transaction.commit", lambda *_: pytest.fail("the power")
        )
        with pytest.raises(pytest.fail.Exception):
            old.send(steps(ISSUED), at=FRIDAY)
    assert old.steps() == []

    old.send(steps("B contact C1 letter 2026-01-12"), at=SUNDAY)

    assert old.steps() == ["B contact C1: letter 2026-01-12"]
    assert old.steps(THURSDAY) == old.steps()


def test_an_empty_store_of_an_earlier_release_is_filled_as_any_other(tmp_path: Path) -> None:
    empty = Desk.empty(tmp_path)
    shutil.rmtree(empty.home.table(TableName.STEPS).folder)
    assert standing_steps(empty.known()).num_rows == 0
    empty.send(*base(), steps(ISSUED), at=OPENED.replace("2025-09-10", "2026-01-16"))

    assert empty.steps() == ["A penalty_notice PN1: issued 2026-01-12"]
