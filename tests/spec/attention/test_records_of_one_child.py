"""Two records that the authority has merged are one child: what is known under one of them is known of the child."""

import pytest

from schoolward.attention.borough import judge_again, judge_borough
from schoolward.attention.explaining import explain
from schoolward.attention.summing import summary_of
from schoolward.law.value_files import national_law
from tests.spec.attention.asked import asked, explained, listed, of_rules, outcomes, register, who
from tests.spec.measures.example import read_day
from tests.spec.store.sent import ALDER, BIRCH, Desk, cohorts, identities, pupil, pupils, steps, upn

ON = "21 Nov 2025"
MERGED, PARTED = "2025-11-21 18:00", "2025-11-22 18:00"


@pytest.fixture(scope="module")
def two_records(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A left Alder on 24 October and B came to Birch on 3 November. B missed three days without leave there."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("two-records"))
    desk.send(
        pupils(
            pupil("A", leaving_date="2025-10-24"), pupil("B", urn=str(BIRCH), entry_date="2025-11-03"), "C"
        ),
        register("A", "A 6 Oct to 10 Oct: O", until="24 Oct 2025"),
        register("B", "B 10 Nov to 12 Nov: O", since="3 Nov 2025", until=ON, school=BIRCH),
        register("C", until=ON),
        at="2025-11-21 17:00",
    )
    return desk


@pytest.fixture
def desk(two_records: Desk, tmp_path) -> Desk:
    return two_records.copied_to(tmp_path)


def sessions_of(desk: Desk, letter: str) -> set[tuple[int, int]]:
    """Possible and missed sessions of the year, of each enrolment that is explained of the pupil."""
    return {
        (each.enrolment.course.year.possible, each.enrolment.course.year.absent)
        for each in explained(desk, letter, ON)
    }


def test_sessions_missed_are_counted_over_both_records_and_apart_again(desk: Desk) -> None:
    before = {letter: sessions_of(desk, letter) for letter in "AB"}
    assert before == {"A": {(80, 10)}, "B": {(30, 6)}}
    desk.send(identities("A = B D1"), at=MERGED)
    assert sessions_of(desk, "A") == sessions_of(desk, "B") == {(110, 16)}
    desk.send(identities("A alone D2"), at=PARTED)
    assert {letter: sessions_of(desk, letter) for letter in "AB"} == before


def test_to_explain_one_record_is_to_explain_the_child(desk: Desk) -> None:
    desk.send(identities("A = B D1"), at=MERGED)
    told = [
        [
            (each.enrolment.upn, each.enrolment.school.urn, each.enrolment.is_main)
            for each in explained(desk, letter, ON)
        ]
        for letter in "AB"
    ]
    assert told == [[(upn("B"), BIRCH, True), (upn("A"), ALDER, False)]] * 2
    assert [len(each.marks) for each in explained(desk, "A", ON)] == [30, 80]


PLAN = ("A support_plan S-1 agreed 2025-10-13", "A support_plan S-1 lead 2025-10-13 Head of year")


def test_steps_told_under_one_record_are_steps_with_the_child(desk: Desk) -> None:
    desk.send(steps(*PLAN), at="2025-11-21 17:30")
    assert [len(each.matters) for each in explained(desk, "B", ON)] == [0]
    desk.send(identities("A = B D1"), at=MERGED)
    assert [[matter.reference for matter in each.matters] for each in explained(desk, "B", ON)] == [
        ["S-1"]
    ] * 2


def test_a_notice_told_under_the_other_record_is_followed_once(desk: Desk) -> None:
    desk.send(
        steps(
            "A penalty_notice P-1 issued 2025-10-20 parent=X",
            "A penalty_notice P-1 posted 2025-10-20 parent=X",
        ),
        identities("A = B D1"),
        at=MERGED,
    )
    every = [call for call in asked(desk, ON).calls if call.decision.rule == "penalty_notice_clock"]
    assert len(every) <= 1
    assert [call.upn for call in every] in ([], [upn("B")])
    assert len([o for o in outcomes(desk, "A", ON, "penalty_notice_clock") if "nothing" not in o]) == 1


def test_a_cohort_told_under_one_record_is_the_childs(desk: Desk) -> None:
    desk.send(cohorts("A looked_after 2024-01-01"), at="2025-11-21 17:30")
    desk.send(identities("A = B D1"), at=MERGED)

    assert {each.enrolment.cohorts for each in explained(desk, "B", ON)} == {frozenset({"looked_after"})}


def test_unauthorised_sessions_at_the_other_school_are_told_whichever_record_has_them(desk: Desk) -> None:
    def elsewhere(letter: str) -> dict[int, int]:
        told = [each.enrolment for each in explained(desk, letter, ON)]
        return {one.school.urn: sum(session.code == "O" for session in one.elsewhere) for one in told}

    assert elsewhere("B") == {BIRCH: 0}
    desk.send(identities("A = B D1"), at=MERGED)
    assert elsewhere("B") == {ALDER: 6, BIRCH: 10}


def test_a_child_with_calls_under_two_records_is_one_pupil_on_the_list(desk: Desk) -> None:
    desk.send(pupils("D", "E"), register("DE", "D 3 Nov: N", "E 4 Nov: N", until=ON), at="2025-11-21 17:30")
    assert summary_of(of_rules(asked(desk, ON).calls, "code_n_overdue")).pupils == 2
    on_roll = asked(desk, ON).pupils_on_roll
    desk.send(identities("E = D D1"), at=MERGED)
    judged = asked(desk, ON)

    calls = of_rules(judged.calls, "code_n_overdue")
    assert sorted(map(who, calls)) == ["D", "E"], "each under the UPN by which its school knows it"
    assert summary_of(calls).pupils == 1
    assert judged.pupils_on_roll == on_roll - 1


@pytest.mark.parametrize("decisions", [["A = B D1"], ["A = B D1", "A alone D2"], ["C = B D1", "C = A D2"]])
def test_after_a_decision_the_same_people_are_judged_again(desk: Desk, decisions: list[str]) -> None:
    law = national_law()
    for day, row in enumerate(decisions):
        before = judge_borough(desk.known(), as_at=read_day(ON), law=law)
        desk.send(identities(row), at=f"2025-11-2{2 + day} 18:00")
        whole = judge_borough(desk.known(), as_at=read_day(ON), law=law)
        again = judge_again(before, desk.known(), law=law)
        assert again.calls == whole.calls
        assert again.pupils_on_roll == whole.pupils_on_roll


def test_the_list_is_as_known_on_a_day(desk: Desk) -> None:
    before = listed(desk, ON)
    desk.send(identities("A = B D1"), at=MERGED)

    assert listed(desk, ON, at="2025-11-21 17:30") == before


def test_of_a_child_on_no_roll_then_the_last_enrolment_of_any_record_is_told(desk: Desk) -> None:
    first = pupil("F", entry_date="2022-09-01", leaving_date="2023-07-21")
    second = pupil("G", urn=str(BIRCH), entry_date="2023-09-04", leaving_date="2024-07-19")
    desk.send(pupils(first, second), identities("F = G D1"), at=MERGED)
    with pytest.raises(LookupError, match=f"the last one, at {BIRCH}, ended on 19 Jul 2024"):
        explain(desk.known(), upn("F"), as_at=read_day(ON), law=national_law())
