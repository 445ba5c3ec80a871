"""What is asked of joiners, of leavers and of pupils on two rolls, and at which school."""

from datetime import date
from pathlib import Path

import pytest

from schoolward.attention.enrolments import NotOnRoll
from tests.spec.attention.asked import AUTUMN, asked, explained, listed, outcomes, register, who
from tests.spec.store.sent import ALDER, BIRCH, Desk, calendar, pupil, pupils, schools, steps

ON = "21 Nov 2025"
SUMMER = "term 2025-06-02 2025-07-18"
NEW, GONE, DELETED = "new_pupil_return", "deletion_return", "deletion_from_roll"


@pytest.fixture(scope="module")
def changing_roll(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Alder from Reception to Year 6, with a joiner or leaver of every kind, and returns recorded since a certain day.

    New-pupil returns and deletions are on record from 22 September 2025, deletion returns from 14 July.
    """
    desk = Desk.empty(tmp_path_factory.mktemp("roll"))
    desk.send(
        schools(ALDER, BIRCH),
        calendar(SUMMER, *AUTUMN),
        pupils(
            _child("A", "R", entry="2025-09-01"), _child("B", "1", entry="2025-09-01"),
            _child("C", "3", entry="2025-09-15"), _child("D", "3", entry="2025-10-06"),
            _child("E", "4", entry="2025-10-06"), _child("F", "R", entry="2025-10-06"),
            _child("G", "5", entry="2025-11-19"), _child("H", "6"),
            _child("I", "4", leaving="2025-09-12"), _child("J", "4", leaving="2025-10-17"),
            _child("K", "5", leaving="2025-10-17"), _child("L", "6", leaving="2025-10-17"),
            _child("M", "6", leaving="2025-12-19"), pupil("Z", urn=str(BIRCH), year_group="6"),
        ),
        steps(
            "Z new_pupil_return N-0 received 2025-09-22", "Z deletion_return R-0 received 2025-07-14",
            "Z deletion D-0 recorded 2025-09-22",
            f"E new_pupil_return N-1 received 2025-10-08 urn={ALDER}",
            f"K deletion_return R-1 received 2025-10-16 urn={ALDER}",
            f"K deletion D-1 deleted 2025-10-17 b urn={ALDER}", f"K deletion D-1 recorded 2025-10-17 urn={ALDER}",
        ),
        at="2025-11-21 17:00",
    )  # fmt: skip
    return desk


def _child(letter: str, year: str, *, entry: str = "2022-09-01", leaving: str = "") -> dict[str, str]:
    return pupil(letter, entry_date=entry, leaving_date=leaving, year_group=year)


ASKED = [
    ("A", NEW, "exempt", "joined Reception, the youngest class, on the first day"),
    ("B", NEW, "not_recorded", "came on the first day into another class, before returns were recorded"),
    ("C", NEW, "not_recorded", "came a week before"),
    ("D", NEW, "overdue*", "came since, and no return did"),
    ("E", NEW, "received", "came since, with a return"),
    ("F", NEW, "overdue*", "came into Reception in October"),
    ("G", NEW, "due", "came two days ago: the school has time"),
    ("H", NEW, "not_recorded", "has long been here"),
    ("I", GONE, "overdue*", "left since deletion returns are recorded"),
    ("I", DELETED, "no_record", "left before deletions were recorded"),
    ("J", GONE, "overdue*", "left, and nobody said where to"),
    ("J", DELETED, "ground_not_given*", "left, and no ground is on record"),
    ("K", GONE, "received", "left, and everything is on record"),
    ("L", GONE, "overdue*", "left the oldest class in the middle of the term"),
    ("M", GONE, "nothing_to_judge", "will leave at Christmas"),
    ("M", DELETED, "nothing_to_judge", "will leave at Christmas"),
]
"""The pupil, the rule and its answer, with * where it stands on the list; and who the pupil is."""


@pytest.mark.parametrize(("letter", "rule", "answer", "who_it_is"), ASKED)
def test_what_is_asked_of_whom(
    changing_roll: Desk, letter: str, rule: str, answer: str, who_it_is: str
) -> None:
    assert outcomes(changing_roll, letter, ON, rule) == [f"Alder {answer}"], who_it_is


def test_the_list_has_those_and_no_others(changing_roll: Desk) -> None:
    for rule in (NEW, GONE, DELETED):
        marked = {
            letter for letter, asked_rule, answer, _ in ASKED if asked_rule == rule and answer.endswith("*")
        }
        on_list = {who(call) for call in asked(changing_roll, ON).calls if call.decision.rule == rule}
        assert marked <= on_list
        assert on_list <= marked | {"K", "L"}, "whose deletion is judged by its ground"


def test_without_records_nothing_is_asked(desk: Desk) -> None:
    """An authority that has loaded no returns is not told that all of its schools owe them."""
    desk.send(
        pupils(_child("A", "3", entry="2025-10-06"), _child("B", "3", leaving="2025-10-17")),
        at="2025-11-21 17:00",
    )
    assert listed(desk, ON) == []
    assert outcomes(desk, "A", ON, NEW) == ["Alder not_recorded"]
    assert outcomes(desk, "B", ON, GONE) == ["Alder not_recorded"]


@pytest.mark.parametrize("leaving", ["2025-07-18", "2025-08-31"])
def test_leavers_of_july(desk: Desk, tmp_path: Path, leaving: str) -> None:
    """Year 6 goes at the end of the school year, and no return is due; Year 5 does not go then of itself."""
    desk.send(calendar(SUMMER, *AUTUMN), at="2025-08-29 10:00")
    desk.send(
        pupils(
            _child("A", "6", leaving=leaving), _child("B", "5", leaving=leaving), _child("C", "5")
        ),
        steps("C deletion_return R-0 received 2025-07-01"),
        at="2025-09-01 17:00",
    )  # fmt: skip
    on = "1 Sep 2025" if leaving == "2025-08-31" else "25 Jul 2025"
    assert outcomes(desk, "A", on, GONE) == ["Alder exempt"]
    assert listed(desk, on, GONE) == ["B deletion_return: overdue"]


@pytest.fixture(scope="module")
def two_rolls(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A is on roll at Alder in the main and at Birch besides, and was ill at both; a code N stands at each."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("two-rolls"))
    codes = ("A 8 Sep to 24 Oct: I", "A 6 Nov: N", "A 3 Nov to 4 Nov: O")
    desk.send(
        pupils(
            pupil("A", enrolment_status="M"),
            pupil("A", enrolment_status="S", urn=str(BIRCH), entry_date="2025-09-01"),
        ),
        register("A", *codes, "A 10 Nov to 21 Nov: D", until=ON),
        register("A", *codes, until=ON, school=BIRCH),
        steps("A penalty_notice P-1 issued 2025-10-01 parent=X", "A penalty_notice P-1 received 2025-10-02 parent=X"),
        at="2025-11-21 17:00",
    )  # fmt: skip
    return desk


AT_BOTH = ["code_n_overdue", "fifteen_day_sickness", "section_19_clock"]
AT_THE_MAIN_ONE = [
    "absence_tier",
    "severe_absence_without_plan",
    "penalty_notice_clock",
    "sanction_checklist",
]


@pytest.mark.parametrize("rule", AT_BOTH)
def test_what_a_register_shows_is_judged_at_each_school(two_rolls: Desk, rule: str) -> None:
    calls = [call for call in asked(two_rolls, ON).calls if call.decision.rule == rule]
    assert sorted(call.urn for call in calls) == [ALDER, BIRCH]
    assert {len(outcomes(two_rolls, "A", ON, rule))} == {2}


@pytest.mark.parametrize("rule", AT_THE_MAIN_ONE)
def test_what_concerns_the_child_is_judged_once(two_rolls: Desk, rule: str) -> None:
    calls = [call for call in asked(two_rolls, ON).calls if call.decision.rule == rule]
    assert {call.urn for call in calls} <= {ALDER}
    at_alder, at_birch = outcomes(two_rolls, "A", ON, rule)
    assert "nothing_to_judge" not in at_alder
    assert at_birch == "Birch nothing_to_judge"


def test_a_pupil_on_two_rolls_is_one_on_the_list(two_rolls: Desk) -> None:
    told = asked(two_rolls, ON)
    assert told.pupils_on_roll == 1
    assert len({call.upn for call in told.calls}) == 1
    main, other = explained(two_rolls, "A", ON)
    assert (main.enrolment.is_main, other.enrolment.is_main) == (True, False)


@pytest.fixture(scope="module")
def left_with_a_notice(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A left on 7 November and C in July, each with a notice unpaid; B left on 7 November without; D is here."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("left"))
    issued = [
        f"{letter} penalty_notice P-{letter} {event} {on} parent=X"
        for letter, on in (("A", "2025-10-06"), ("C", "2025-07-07"))
        for event in ("issued", "received")
    ]
    desk.send(
        pupils(
            pupil("A", leaving_date="2025-11-07"), pupil("B", leaving_date="2025-11-07"),
            pupil("C", leaving_date="2025-07-18"), pupil("D"),
        ),
        register("AB", "A 8 Sep to 12 Sep: O", "B 3 Nov to 7 Nov: O", "B 8 Sep to 12 Sep: N", until="7 Nov 2025"),
        register("D", until=ON),
        steps(*issued),
        at="2025-11-21 17:00",
    )  # fmt: skip
    return desk


def test_a_leaver_with_an_unpaid_notice_stays_on_the_list(left_with_a_notice: Desk) -> None:
    """So does one who left last year. What only the register shows of a leaver is on no list any more."""
    assert listed(left_with_a_notice, ON) == [
        "A penalty_notice_clock: prosecute_or_withdraw",
        "C penalty_notice_clock: prosecute_or_withdraw",
    ]
    assert [who(call) for call in asked(left_with_a_notice, "7 Nov 2025").calls if "B" in who(call)] != []


def test_a_leaver_with_a_matter_on_record_can_be_explained(left_with_a_notice: Desk) -> None:
    (of_a,), (of_c,) = explained(left_with_a_notice, "A", ON), explained(left_with_a_notice, "C", ON)
    assert (of_a.is_on_roll, of_c.is_on_roll) == (False, False)
    assert of_c.enrolment.leaving_on == date(2025, 7, 18)
    assert outcomes(left_with_a_notice, "C", ON, "penalty_notice_clock") == ["Alder prosecute_or_withdraw*"]
    assert [matter.reference for matter in of_c.matters] == ["P-C"]


def test_the_explanation_of_a_leaver_calls_no_more_than_the_list(left_with_a_notice: Desk) -> None:
    """The threshold was met and is told of with its reasons; nobody is called to act on it at a school that B left."""
    assert outcomes(left_with_a_notice, "B", ON, "penalty_notice_threshold") == ["Alder met"]
    assert outcomes(left_with_a_notice, "B", "7 Nov 2025", "penalty_notice_threshold") == ["Alder met*"]


def test_a_leaver_of_last_year_without_a_matter_cannot(desk: Desk) -> None:
    desk.send(pupils(pupil("A", leaving_date="2025-07-18"), "B"), at="2025-11-21 17:00")
    with pytest.raises(NotOnRoll, match="ended on 18 Jul 2025: ask with --as-at 2025-07-18 or earlier"):
        explained(desk, "A", ON)
