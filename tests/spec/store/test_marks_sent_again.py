"""What a store holds after marks are sent, sent again and corrected: nothing is lost, and the latest word stands."""

import pytest

from tests.spec.store.sent import ALDER, MONDAY, TUESDAY, Desk, marks, upn

FRIDAY_NIGHT, SUNDAY = "2026-01-16 18:00", "2026-01-18 10:00"
SENT = marks(f"A {MONDAY} AM /", f"A {MONDAY} PM N", f"B {MONDAY} AM N")


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    first = desk.send(SENT, at=FRIDAY_NIGHT)
    before = desk.fingerprints()

    second = desk.send(SENT, at=SUNDAY)

    assert (first.load, second.load) == (2, None)
    assert [file.already_loaded_in for file in second.files] == [2]
    assert desk.fingerprints() == before


def test_the_same_bytes_under_another_name_in_one_delivery_count_once(desk: Desk) -> None:
    done = desk.send(SENT, SENT, at=FRIDAY_NIGHT)

    assert [(file.rows_read, file.already_loaded_in) for file in done.files] == [(3, None), (0, 0)]
    assert done.marks.new == 3


def test_a_file_with_a_heading_and_no_rows_is_noted_once(desk: Desk) -> None:
    nothing = marks()
    first = desk.send(nothing, at=FRIDAY_NIGHT)
    before = desk.fingerprints()

    assert (first.load, first.rows_read) == (2, 0)
    assert desk.send(nothing, at=SUNDAY).load is None
    assert desk.fingerprints() == before


def test_a_later_mark_is_a_revision_and_the_earlier_is_kept_with_what_replaced_it(desk: Desk) -> None:
    desk.send(SENT, at=FRIDAY_NIGHT)
    done = desk.send(marks(f"A {MONDAY} PM I"), at=SUNDAY)
    again = desk.send(marks(f"A {MONDAY} PM M"), at="2026-01-20 10:00")

    assert (done.marks.new, done.marks.revised, again.marks.revised) == (0, 1, 1)
    assert desk.standing() == {f"A {MONDAY} AM": "/", f"A {MONDAY} PM": "M", f"B {MONDAY} AM": "N"}
    assert desk.told(f"A {MONDAY} PM") == [("N", 2, 3), ("I", 3, 4), ("M", 4, None)]
    assert desk.told(f"B {MONDAY} AM") == [("N", 2, None)]


def test_a_mark_sent_again_unchanged_keeps_its_load(desk: Desk) -> None:
    desk.send(SENT, at=FRIDAY_NIGHT)
    done = desk.send(marks(f"A {MONDAY} AM /", f"B {MONDAY} AM N", f"B {MONDAY} PM \\"), at=SUNDAY)

    assert (done.marks.new, done.marks.unchanged) == (1, 2)
    assert desk.told(f"A {MONDAY} AM") == [("/", 2, None)]
    assert desk.told(f"B {MONDAY} PM") == [("\\", 3, None)]


def test_a_mark_taken_back_to_nothing_is_a_revision_too(desk: Desk) -> None:
    desk.send(SENT, at=FRIDAY_NIGHT)
    desk.send(marks(f"A {MONDAY} AM -"), at=SUNDAY)

    assert desk.told(f"A {MONDAY} AM") == [("/", 2, 3), ("-", 3, None)]
    assert desk.figure("missing_marks") == 1


WHEN_RECORDED = {
    # what we hold, what is sent later, what stands then, and what the mark sent was
    "recorded later: stands": ("N 2026-01-12T15:00", "I 2026-01-14T09:00", "I", "revised"),
    "recorded earlier than what we hold: does not stand": (
        "I 2026-01-14T09:00", "N 2026-01-12T15:00", "I", "overtaken",
    ),
    "recorded at the same time: what came later stands": (
        "I 2026-01-14T09:00", "N 2026-01-14T09:00", "N", "revised",
    ),
    "does not say when: it came later and stands": ("I 2026-01-14T09:00", "N", "N", "revised"),
    "what we hold does not say when: what came later stands": ("I", "N 2026-01-12T15:00", "N", "revised"),
    "the same mark, recorded earlier: nothing changes": (
        "I 2026-01-14T09:00", "I 2026-01-12T15:00", "I", "unchanged",
    ),
}  # fmt: skip


def test_when_a_mark_was_recorded_decides_what_stands(desk: Desk) -> None:
    slots = {case: f"A 2026-01-{day:02} AM" for day, case in enumerate(WHEN_RECORDED, start=5)}
    desk.send(
        marks(*(f"{slots[case]} {held}" for case, (held, *_) in WHEN_RECORDED.items())), at=FRIDAY_NIGHT
    )
    done = desk.send(
        marks(*(f"{slots[case]} {sent}" for case, (_, sent, *_) in WHEN_RECORDED.items())), at=SUNDAY
    )

    standing = desk.standing()
    assert {case: standing[slot] for case, slot in slots.items()} == {
        case: stands for case, (_, _, stands, _) in WHEN_RECORDED.items()
    }
    outcomes = [outcome for *_, outcome in WHEN_RECORDED.values()]
    assert (done.marks.revised, done.marks.overtaken, done.marks.unchanged) == tuple(
        outcomes.count(name) for name in ("revised", "overtaken", "unchanged")
    )


def test_an_overtaken_mark_is_kept_but_never_stood(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM I 2026-01-14T09:00"), at=FRIDAY_NIGHT)
    desk.send(marks(f"A {MONDAY} AM N 2026-01-12T15:00"), at=SUNDAY)

    assert desk.told(f"A {MONDAY} AM") == [("I", 2, None), ("N", 3, 3)]
    for at in (FRIDAY_NIGHT, SUNDAY, "2026-01-19 10:00"):
        assert desk.standing(at) == {f"A {MONDAY} AM": "I"}


IN_TWO_FILES = {
    # the earlier file, the later file, what stands
    "neither says when: the later file stands": ("N", "I", "I"),
    "the later recorded is in the later file": ("N 2026-01-12T15:00", "I 2026-01-14T09:00", "I"),
    "the later recorded is in the earlier file": ("I 2026-01-14T09:00", "N 2026-01-12T15:00", "I"),
    "the later file does not say when and stands": ("I 2026-01-14T09:00", "N", "N"),
    "the earlier file does not say when: the later file stands": ("N", "I 2026-01-14T09:00", "I"),
}


def test_two_files_of_one_delivery_may_speak_of_the_same_session(desk: Desk) -> None:
    slots = {case: f"A 2026-01-{day:02} AM" for day, case in enumerate(IN_TWO_FILES, start=5)}
    files = [
        marks(*(f"{slots[case]} {told[place]}" for case, told in IN_TWO_FILES.items())) for place in (0, 1)
    ]
    done = desk.send(*files, at=FRIDAY_NIGHT)

    standing = desk.standing()
    assert {case: standing[slot] for case, slot in slots.items()} == {
        case: stands for case, (_, _, stands) in IN_TWO_FILES.items()
    }
    assert (done.marks.new, done.marks.overtaken) == (len(IN_TWO_FILES), len(IN_TWO_FILES))
    for slot in slots.values():
        assert [load for _, load, _ in desk.told(slot)] == [2, 2]


def test_marks_of_one_file_that_conflict_are_both_refused(desk: Desk) -> None:
    done = desk.send(
        marks(f"A {MONDAY} AM N", f"A {MONDAY} AM I", f"B {MONDAY} AM /", f"B {MONDAY} AM /"), at=FRIDAY_NIGHT
    )

    assert [(line, reason) for line, _, _, reason in desk.refused(done)] == [
        (2, "conflicting_marks"),
        (3, "conflicting_marks"),
        (5, "duplicate_mark"),
    ]
    assert desk.standing() == {f"B {MONDAY} AM": "/"}


def test_the_codes_of_two_days_do_not_meet(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N", f"A {TUESDAY} AM N"), at=FRIDAY_NIGHT)
    desk.send(marks(f"A {TUESDAY} AM I"), at=SUNDAY)

    assert desk.standing() == {f"A {MONDAY} AM": "N", f"A {TUESDAY} AM": "I"}


def test_a_correction_of_a_mark_of_long_ago_arrives_like_any_other(desk: Desk) -> None:
    desk.send(marks("A 2024-10-07 AM N", "A 2025-10-06 AM N"), at=FRIDAY_NIGHT)
    done = desk.send(marks("A 2024-10-07 AM I", "A 2025-10-06 AM I"), at=SUNDAY)

    assert done.marks.revised == 2
    assert desk.figure("unauthorised_absence_sessions", first="2024-09-01") == 0
    assert desk.figure("unauthorised_absence_sessions", first="2024-09-01", at=FRIDAY_NIGHT) == 2


LATE = "urn,upn,date,session,code,minutes_late,comment\n"


@pytest.mark.parametrize(
    ("held", "sent", "outcome", "minutes", "comment"),
    [
        ("L,10,bus", "L,,", "unchanged", 10, "bus"),
        ("L,10,", "L,15,", "revised", 15, None),
        ("L,10,", "L,,bus", "revised", 10, "bus"),
        ("L,10,bus", "L,10,bus", "unchanged", 10, "bus"),
        ("L,10,bus", "I,,", "revised", None, None),
    ],
    ids=[
        "the same code without the rest keeps the rest",
        "other minutes",
        "a comment is new, the minutes stay",
        "the same in other words of the file",
        "another code: what was said of the old one is not said of it",
    ],
)
def test_minutes_late_and_comments_belong_to_the_code_they_came_with(
    desk: Desk, held: str, sent: str, outcome: str, minutes: int | None, comment: str | None
) -> None:
    slot = f"{ALDER},{upn('A')},{MONDAY},AM,"
    desk.send(f"{LATE}{slot}{held}\n", at=FRIDAY_NIGHT)
    done = desk.send(f"{LATE}{slot}{sent}\n{slot.replace('AM', 'PM')}\\,,\n", at=SUNDAY)

    (live,) = (row for row in desk.mark_rows() if row["state"] == "live" and row["session"] == "AM")
    assert getattr(done.marks, outcome) == 1
    assert (live.get("minutes_late"), live.get("comment")) == (minutes, comment)
