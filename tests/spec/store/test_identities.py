"""Who is the same child, as the authority decides it: the newest decision on a record stands, nothing is rewritten."""

import pytest

from schoolward.intake.reasons import REASONS
from schoolward.store.identity_recording import IdentityDecision, record_identity_decisions
from schoolward.store.layout import LAYOUTS, TableName
from schoolward.store.loading import LoadRefused, RowsRefused
from tests.spec.store.sent import (
    MONDAY,
    Desk,
    as_an_earlier_release_left_it,
    identities,
    instant,
    marks,
    pupil,
    pupils,
    upn,
)

FRIDAY, SUNDAY, TUESDAY, THURSDAY = (f"2026-01-{day} 18:00" for day in (16, 18, 20, 22))

STANDING = [
    ("a merge", [["B = A D1"]], {"B": "A"}),
    ("a merge, and apart again", [["B = A D1"], ["B alone D2"]], {}),
    ("apart by naming itself", [["B = A D1"], ["B = B D2"]], {}),
    ("merged, apart, and merged again", [["B = A D1"], ["B alone D2"], ["B = A D3"]], {"B": "A"}),
    ("another record kept instead", [["B = A D1"], ["B = C D2"]], {"B": "C"}),
    ("three records of one child", [["B = A D1", "C = A D1"]], {"B": "A", "C": "A"}),
    ("one after another", [["A = B D1"], ["B = C D2"]], {"A": "C", "B": "C"}),
    ("one after another, in one file", [["B = C D1", "A = B D1"]], {"A": "C", "B": "C"}),
    ("the middle of a chain parted", [["A = B D1", "B = C D2"], ["B alone D3"]], {"A": "B"}),
    ("the other record kept: parted first", [["A = B D1"], ["A alone D2"], ["B = A D3"]], {"B": "A"}),
    ("the other record kept, in one file", [["A = B D1"], ["A alone D2", "B = A D2"]], {"B": "A"}),
]


@pytest.mark.parametrize(
    ("loads", "same"), [each[1:] for each in STANDING], ids=[each[0] for each in STANDING]
)
def test_the_last_decision_on_each_record_stands(
    desk: Desk, loads: list[list[str]], same: dict[str, str]
) -> None:
    for day, rows in enumerate(loads):
        done = desk.send(identities(*rows), at=f"2026-01-{16 + day} 18:00")
        assert desk.refused(done) == []

    assert desk.same_child() == same


def test_who_was_the_same_child_is_asked_as_known_on_a_day(desk: Desk) -> None:
    desk.send(identities("B = A D1"), at=FRIDAY)
    desk.send(identities("B alone D2"), at=TUESDAY)

    assert desk.same_child("2026-01-15 12:00") == {}
    assert desk.same_child(SUNDAY) == {"B": "A"}
    assert desk.same_child(TUESDAY) == {}


A, B, C = upn("A"), upn("B"), upn("C")
REFUSED = [
    ("a record on its own", [], "B alone D1", ("upn", B, "identity_alone")),
    ("the same as itself", [], "B = B D1", ("upn", B, "identity_alone")),
    ("parted twice", ["B = A D1", "B alone D2"], "B alone D3", ("upn", B, "identity_alone")),
    ("parted by the record that is kept", ["B = A D1"], "A alone D2", ("upn", A, "identity_alone")),
    ("an unknown record", [], "Z = A D1", ("upn", upn("Z"), "pupil_unknown")),
    ("an unknown record to keep", [], "A = Z D1", ("same_as_upn", upn("Z"), "pupil_unknown")),
    ("a circle of two", ["A = B D1"], "B = A D2", ("same_as_upn", A, "identity_circle")),
    ("a circle of three", ["A = B D1", "B = C D2"], "C = A D3", ("same_as_upn", A, "identity_circle")),
    ("a reference used before", ["B = A D1"], "B = C D1", ("reference", "D1", "identity_reference_used")),
    ("told again since", ["B = A D1", "B alone D2"], "B = A D1", ("reference", "D1", "identity_reference_used")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "row", "refused"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_a_decision_that_cannot_stand_is_refused_and_the_others_of_the_file_are_taken(
    desk: Desk, before: list[str], row: str, refused: tuple[str, str, str]
) -> None:
    for day, told in enumerate(before):
        desk.send(identities(told), at=f"2026-01-{13 + day} 18:00")
    known = desk.same_child()
    done = desk.send(identities("D = A D9", row), at=FRIDAY)

    assert desk.refused(done) == [(3, *refused)]
    assert desk.same_child().keys() == known.keys() | {"D"}
    assert {letter: kept for letter, kept in desk.same_child().items() if letter != "D"} == known


def test_of_a_circle_within_one_delivery_no_decision_is_taken(desk: Desk) -> None:
    done = desk.send(identities("A = B D1", "B = C D1", "C = A D1", "D = A D1"), at=FRIDAY)

    assert [(line, reason) for line, _, _, reason in desk.refused(done)] == [
        (line, "identity_circle") for line in (2, 3, 4)
    ]
    assert desk.same_child() == {"D": "A"}


def test_a_circle_that_only_a_refused_decision_would_have_opened_is_refused_too(desk: Desk) -> None:
    """B would be parted from C under a reference that is used, so B is the same as C still."""
    desk.send(identities("B = C D1"), at=FRIDAY)
    done = desk.send(identities("B alone D1", "C = B D2"), at=SUNDAY)

    assert [reason for *_, reason in desk.refused(done)] == ["identity_reference_used", "identity_circle"]
    assert desk.same_child() == {"B": "C"}


def test_two_files_of_a_delivery_that_contradict_each_other_are_both_refused(desk: Desk) -> None:
    done = desk.send(identities("B = A D1", "D = A D1"), identities("B = C D2", "D = A D1"), at=FRIDAY)

    assert [reason for *_, reason in desk.refused(done)] == ["conflicting_identities"] * 2
    assert desk.same_child() == {"D": "A"}


def test_a_decision_told_again_changes_nothing(desk: Desk) -> None:
    desk.send(identities("B = A D1"), at=FRIDAY)
    rows = desk.known().rows(TableName.IDENTITIES)
    done = desk.send(identities("B = A D1", "C = A D2"), at=SUNDAY)

    assert desk.refused(done) == []
    assert desk.known().rows(TableName.IDENTITIES).num_rows == rows.num_rows + 1
    assert desk.same_child(FRIDAY) == {"B": "A"}


def test_two_upns_of_one_record_are_one_child_already(desk: Desk) -> None:
    desk.send(pupils(pupil("F", former_upn=upn("A"))), at=FRIDAY)
    done = desk.send(identities("F = A D1"), at=SUNDAY)

    assert desk.refused(done) == [(2, "upn", upn("F"), "identity_alone")]


def test_a_decision_on_a_pupil_who_comes_with_the_same_delivery_is_taken(desk: Desk) -> None:
    desk.send(identities("E = A D1"), pupils("E"), at=FRIDAY)

    assert desk.same_child() == {"E": "A"}


def test_a_file_tried_again_tells_only_of_records_on_which_nothing_was_decided_since(desk: Desk) -> None:
    sent = identities("E = A D1", "B = A D1", "F = C D1")
    assert len(desk.refused(desk.send(sent, at=FRIDAY))) == 2
    desk.send(identities("B alone D2"), at=SUNDAY)
    desk.send(pupils("E", "F"), identities("F = A D3"), sent, at=TUESDAY)

    assert desk.same_child() == {"E": "A", "F": "A"}


def test_decisions_rewrite_nothing_that_was_told(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N", f"B {MONDAY} AM /"), at=FRIDAY)
    told = {
        name: desk.known().rows(name) for name in (TableName.PUPILS, TableName.ENROLMENTS, TableName.COHORTS)
    }
    before = desk.standing()
    desk.send(identities("B = A D1"), at=SUNDAY)

    assert desk.standing() == before
    assert {name: desk.known().rows(name) for name in told} == told


def test_schools_go_on_sending_marks_under_either_upn(desk: Desk) -> None:
    desk.send(identities("B = A D1"), at=FRIDAY)
    desk.send(marks(f"A {MONDAY} AM N", f"B {MONDAY} AM /"), at=SUNDAY)

    assert desk.standing() == {f"A {MONDAY} AM": "N", f"B {MONDAY} AM": "/"}


# Recorded from within, as an action does it


def decision(letter: str, kept: str | None, reference: str) -> IdentityDecision:
    return IdentityDecision(
        upn=upn(letter), same_as_upn=None if kept is None else upn(kept), reference=reference
    )


def test_a_decision_recorded_is_a_load_of_its_own(desk: Desk) -> None:
    done = record_identity_decisions(
        desk.home, [decision("B", "A", "D1")], by="d.officer", at=instant(FRIDAY)
    )

    assert done.load == 2
    assert desk.same_child() == {"B": "A"}
    assert desk.same_child(MONDAY + " 12:00") == {}
    (row,) = [row for row in desk.known().rows(TableName.LOAD_FILES).to_pylist() if row["load"] == 2]
    assert (row["name"], row["kind"], row["rows_accepted"]) == ("identity decisions.csv", "identities", 1)


def test_a_decision_recorded_twice_changes_nothing(desk: Desk) -> None:
    """So an action whose answer was lost can simply be done again."""
    merged, parted = decision("B", "A", "D1"), decision("B", None, "D2")
    for at, told in ((FRIDAY, merged), (SUNDAY, parted)):
        assert record_identity_decisions(desk.home, [told], by="d.officer", at=instant(at)).load is not None
    before = desk.fingerprints()
    again = record_identity_decisions(desk.home, [merged], by="d.officer", at=instant(TUESDAY))

    assert again.load is None
    assert again.files[0].already_loaded_in == 2
    assert desk.same_child() == {}
    assert desk.fingerprints() == before


def test_decisions_are_recorded_all_or_none(desk: Desk) -> None:
    told = [decision("B", "A", "D1"), decision("C", None, "D1"), decision("Z", "A", "D1")]
    with pytest.raises(RowsRefused) as refused:
        record_identity_decisions(desk.home, told, by="d.officer", at=instant(FRIDAY))

    assert set(refused.value.reasons) == {"identity_alone", "pupil_unknown"}
    assert all(REASONS[key].mend in str(refused.value) for key in refused.value.reasons)
    assert not any(one.upn in str(refused.value) for one in told), "a message may be logged"
    assert desk.same_child() == {}
    assert desk.known().load == 1
    record_identity_decisions(desk.home, told[:1], by="d.officer", at=instant(FRIDAY))
    assert desk.same_child() == {"B": "A"}


def test_a_decision_cannot_be_put_back_before_what_was_known(desk: Desk) -> None:
    desk.send(marks(f"A {MONDAY} AM N"), at=SUNDAY)
    with pytest.raises(LoadRefused, match="before the last load"):
        record_identity_decisions(desk.home, [decision("B", "A", "D1")], by="d.officer", at=instant(FRIDAY))

    assert desk.same_child() == {}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"upn": "?"}, "upn_shape"),
        ({"upn": ""}, "needs the UPN"),
        ({"same_as_upn": B[:-1] + "7"}, "upn_check_letter"),
        ({"reference": " "}, "reference of its own"),
    ],
)
def test_a_decision_that_names_no_record_or_reference_is_none(said: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        IdentityDecision(**{"upn": B, "same_as_upn": A, "reference": "D1", **said})


# Stores of earlier releases


def test_a_store_of_an_earlier_release_has_no_decisions(desk: Desk) -> None:
    old = as_an_earlier_release_left_it(desk, TableName.IDENTITIES)

    assert old.same_child() == {}
    assert old.known().rows(TableName.IDENTITIES).schema == LAYOUTS[TableName.IDENTITIES].schema
    assert not old.home.table(TableName.IDENTITIES).folder.exists(), "to read makes nothing"


@pytest.mark.parametrize("lacked", [(TableName.IDENTITIES,), (TableName.IDENTITIES, TableName.STEPS)])
def test_the_next_load_into_a_store_of_an_earlier_release_makes_the_table(
    desk: Desk, lacked: tuple[TableName, ...]
) -> None:
    old = as_an_earlier_release_left_it(desk, *lacked)
    old.send(identities("B = A D1"), marks(f"A {MONDAY} AM N"), at=FRIDAY)

    assert old.same_child() == {"B": "A"}
    assert old.same_child("2026-01-15 12:00") == {}
    assert old.standing() == {f"A {MONDAY} AM": "N"}
