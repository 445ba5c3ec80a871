"""A file whose rows were refused may be loaded again once the cause is mended: it fills gaps and reverts nothing."""

from tests.spec.store.sent import ALDER, MONDAY, Desk, cohorts, marks, pupil, pupils, schools

FRIDAY, SUNDAY, TUESDAY, THURSDAY = (f"2026-01-{day} 18:00" for day in (16, 18, 20, 22))


def test_marks_refused_for_a_pupil_we_do_not_hold_are_taken_in_after_the_pupils_file(desk: Desk) -> None:
    sent = marks(f"A {MONDAY} AM /", f"E {MONDAY} AM /", f"E {MONDAY} PM N")
    first = desk.send(sent, at=FRIDAY)
    desk.send(pupils("E"), at=SUNDAY)

    again = desk.send(sent, at=TUESDAY)
    no_more = desk.send(sent, at=THURSDAY)

    assert (first.rows_rejected, again.rows_rejected, no_more.load) == (2, 0, None)
    assert (again.marks.new, again.marks.unchanged) == (2, 1)
    assert desk.told(f"E {MONDAY} AM") == [("/", again.load, None)]
    assert desk.told(f"A {MONDAY} AM") == [("/", first.load, None)]


def test_what_is_tried_again_never_takes_the_place_of_a_newer_mark(desk: Desk) -> None:
    sent = marks(f"A {MONDAY} AM N", f"E {MONDAY} AM /")
    desk.send(sent, at=FRIDAY)
    desk.send(marks(f"A {MONDAY} AM I"), pupils("E"), at=SUNDAY)

    again = desk.send(sent, at=TUESDAY)

    assert (again.marks.new, again.marks.revised, again.marks.unchanged) == (1, 0, 1)
    assert desk.standing() == {f"A {MONDAY} AM": "I", f"E {MONDAY} AM": "/"}


def test_what_is_tried_again_stands_behind_a_new_file_of_the_same_delivery(desk: Desk) -> None:
    sent = marks(f"E {MONDAY} AM N 2026-01-15T09:00")
    desk.send(sent, at=FRIDAY)
    desk.send(
        pupils("E"),
        marks(f"E {MONDAY} AM O 2026-01-13T09:00"),
        marks(f"E {MONDAY} AM I 2026-01-12T09:00"),
        sent,
        at=SUNDAY,
    )

    assert desk.standing() == {f"E {MONDAY} AM": "O"}


def test_what_is_tried_again_without_a_time_does_not_hide_the_times_of_new_files(desk: Desk) -> None:
    sent = marks(f"E {MONDAY} AM N")
    desk.send(sent, at=FRIDAY)
    desk.send(
        pupils("E"),
        marks(f"E {MONDAY} AM O 2026-01-13T09:00"),
        marks(f"E {MONDAY} AM I 2026-01-12T09:00"),
        sent,
        at=SUNDAY,
    )

    assert desk.standing() == {f"E {MONDAY} AM": "O"}


def test_a_file_that_is_still_refused_changes_nothing(desk: Desk) -> None:
    sent = marks(f"A {MONDAY} AM /", f"E {MONDAY} AM /")
    desk.send(sent, at=FRIDAY)
    before = desk.fingerprints()

    again = desk.send(sent, at=SUNDAY)

    assert (again.load, again.rows_rejected) == (None, 1)
    assert desk.fingerprints() == before


def test_a_delivery_tried_again_with_its_unreadable_file_changes_nothing(desk: Desk) -> None:
    sent, spoiled = (
        desk.file(marks(f"A {MONDAY} AM /", f"E {MONDAY} AM /")),
        desk.file("no,such,heading\n1,2,3\n"),
    )
    desk.send(sent, spoiled, at=FRIDAY)
    before = desk.fingerprints()

    again = desk.send(sent, spoiled, at=SUNDAY)

    assert (again.load, again.unreadable_files) == (None, 1)
    assert desk.fingerprints() == before


def test_a_file_tried_again_may_have_been_received_before_the_last_load(desk: Desk) -> None:
    sent = marks(f"E {MONDAY} AM /")
    desk.send(sent, at=FRIDAY)
    desk.send(pupils("E"), at=SUNDAY)

    again = desk.send(sent, at=FRIDAY)

    assert again.received_at.isoformat() == "2026-01-18T18:00:00+00:00"
    assert desk.standing(FRIDAY) == {}
    assert desk.standing(SUNDAY) == {f"E {MONDAY} AM": "/"}


def test_a_cohorts_file_tried_again_does_not_revert_a_corrected_spell(desk: Desk) -> None:
    sent = cohorts("A looked_after 2025-09-01", "E looked_after 2025-09-01")
    assert desk.send(sent, at=FRIDAY).rows_rejected == 1
    desk.send(
        cohorts("A looked_after 2025-09-01 2026-01-09"), pupils("E"), marks(f"A {MONDAY} AM /"), at=SUNDAY
    )

    desk.send(sent, marks(f"E {MONDAY} AM /"), at=TUESDAY)

    assert desk.figure("possible_sessions", "cohort:looked_after") == {"no": 1, "yes": 1}


def test_a_schools_file_tried_again_does_not_revert_a_changed_school(desk: Desk) -> None:
    sent = schools(ALDER, 900003).replace("School 900003,999", "School 900003,")
    assert desk.send(sent, at=FRIDAY).rows_rejected == 1
    desk.send(schools(ALDER).replace("Primary", "Secondary"), marks(f"A {MONDAY} AM /"), at=SUNDAY)
    changed = desk.figure("possible_sessions", "phase")

    desk.send(sent, at=TUESDAY)

    assert desk.figure("possible_sessions", "phase") == changed


def test_a_pupils_file_tried_again_neither_reverts_nor_replaces_what_came_since(desk: Desk) -> None:
    new_school = 900003
    sent = pupils(
        pupil("A", sex="F"),
        pupil("F", urn=str(new_school), entry_date="2025-09-01"),
        pupil("G", urn=str(new_school), entry_date="2025-09-01"),
    )
    assert desk.send(sent, at=FRIDAY).rows_rejected == 2
    desk.send(
        schools(new_school),
        pupils(pupil("A", sex="M"), pupil("F", urn=str(new_school), entry_date="2025-11-03")),
        at=SUNDAY,
    )

    again = desk.send(sent, at=TUESDAY)
    desk.send(marks(f"A {MONDAY} AM /"), at=THURSDAY)

    assert desk.refused(again) == [(3, "entry_on", "2025-09-01", "overlapping_enrolment")]
    assert desk.figure("possible_sessions", "sex")["M"] == 1
    done = desk.send(
        marks("F 2025-10-06 AM /", f"F {MONDAY} AM /", "G 2025-10-06 AM /", school=new_school), at=THURSDAY
    )
    assert [(line, reason) for line, _, _, reason in desk.refused(done)] == [(2, "not_on_roll")]
