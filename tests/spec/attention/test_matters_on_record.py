"""A matter on record is judged whatever the register shows: of pupils who are hardly away, and at every school."""

import pytest

from tests.spec.attention.asked import listed, register
from tests.spec.store.sent import BIRCH, Desk, pupil, pupils, steps

ON = "21 Nov 2025"


@pytest.fixture(scope="module")
def in_school(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A to D attend every session, D at Birch; E left on 7 November."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("in-school"))
    desk.send(
        pupils("A", "B", "C", pupil("D", urn=str(BIRCH)), pupil("E", leaving_date="2025-11-07")),
        register("ABC", until=ON),
        register("D", until=ON, school=BIRCH),
        register("E", until="7 Nov 2025"),
        at="2025-11-21 17:00",
    )
    return desk


TIMETABLE = (
    "part_time_timetable T-1 agreed 2025-09-05", "part_time_timetable T-1 parent_agreed 2025-09-05",
    "part_time_timetable T-1 starts 2025-09-08", "part_time_timetable T-1 ends 2025-12-19",
    "part_time_timetable T-1 sessions_off 2025-09-05 Wed PM",
)  # fmt: skip

ON_RECORD = {
    "a timetable that nobody has reviewed, with no session coded so": (
        tuple(f"A {event}" for event in TIMETABLE), ["A part_time_timetable: review_overdue"],
    ),
    "the same at the other school": (
        tuple(f"D {event}" for event in TIMETABLE), ["D Birch part_time_timetable: review_overdue"],
    ),
    "the same of a pupil who has left": (tuple(f"E {event}" for event in TIMETABLE), []),
    "a notice to improve whose time is over": (
        (
            "B notice_to_improve N-1 issued 2025-09-30", "B notice_to_improve N-1 starts 2025-10-06",
            "B notice_to_improve N-1 ends 2025-11-14",
            "B notice_to_improve N-1 most_unauthorised_sessions 2025-09-30 2",
        ),
        ["B notice_to_improve: met"],
    ),
    "a sanction proposed with nothing on record for it": (
        ("C sanction S-1 proposed 2025-11-10 penalty_notice",), ["C sanction_checklist: incomplete"],
    ),
    "the first deletion on record, entered after the pupil had left": (
        ("E deletion D-1 deleted 2025-11-07 b urn=900001", "E deletion D-1 recorded 2025-11-19 urn=900001"),
        ["E deletion_from_roll: retrospective"],
    ),
    "a matter that asks nothing of anybody": (("A support_plan P-1 agreed 2025-11-10",), []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "calls"), ON_RECORD.values(), ids=ON_RECORD)
def test_what_is_on_record_is_judged(
    in_school: Desk, tmp_path, rows: tuple[str, ...], calls: list[str]
) -> None:
    desk = in_school.copied_to(tmp_path)
    desk.send(steps(*rows), at="2025-11-21 18:00")
    assert listed(desk, ON) == calls


def test_how_many_notices_matters_only_while_one_is_considered(in_school: Desk, tmp_path) -> None:
    """Two notices within three years bar a third: said while a sanction is proposed, or the threshold is met."""
    notices = [
        f"A penalty_notice P-{number} {event} {on} parent=X"
        for number, on in ((1, "2025-01-13"), (2, "2025-03-10"))
        for event in ("issued", "received")
    ] + [f"A penalty_notice P-{number} paid 2025-04-0{number} 160 parent=X" for number in (1, 2)]
    desk = in_school.copied_to(tmp_path)
    desk.send(steps(*notices), at="2025-11-21 18:00")
    sequence = "penalty_notice_sequence"
    assert listed(desk, ON, sequence) == []
    desk.send(steps("A sanction S-1 proposed 2025-11-10 penalty_notice"), at="2025-11-21 19:00")
    assert listed(desk, ON, sequence) == ["A penalty_notice_sequence: barred"]
    decided = (
        "A sanction S-1 proposed 2025-11-10 penalty_notice",
        "A sanction S-1 decided 2025-11-20 no_notice",
    )
    desk.send(steps(*decided), at="2025-11-21 20:00")
    assert listed(desk, ON, sequence) == []
    desk.send(register("A", "A 17 Nov to 21 Nov: O", since="17 Nov 2025", until=ON), at="2025-11-21 21:00")
    assert listed(desk, ON, sequence) == ["A penalty_notice_sequence: barred"]
