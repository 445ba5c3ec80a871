"""Gaps and retired codes in registers are one call on the school, and none on each of its pupils."""

import pytest

from tests.spec.attention.asked import asked, explained, in_short, listed, outcomes, register
from tests.spec.store.sent import BIRCH, Desk, marks, pupil, pupils

ON = "21 Nov 2025"
MARKS, RETENTION = "register_marks", "register_retention"


@pytest.fixture(scope="module")
def gaps(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An afternoon of three pupils at Alder was not taken, and A has a code that was withdrawn; Birch's is in order.

    Of Birch three mornings of 2019 are held, of D.
    """
    desk = two_schools.copied_to(tmp_path_factory.mktemp("gaps"))
    desk.send(
        pupils("A", "B", "C", pupil("D", urn=str(BIRCH), entry_date="2019-09-02", dob="2014-05-05")),
        register("ABC", "A 12 Nov PM: -", "B 12 Nov PM: -", "C 12 Nov PM: -", "A 13 Nov AM: J", until=ON),
        register("D", until=ON, school=BIRCH),
        marks("D 2019-09-09 AM /", "D 2019-09-10 AM /", "D 2019-09-11 AM /", school=BIRCH),
        at="2025-11-21 17:00",
    )
    return desk


def test_one_call_a_school(gaps: Desk) -> None:
    """And after all that is called for of children, since it is a matter of record-keeping."""
    calls = asked(gaps, ON).calls
    assert {in_short(call) for call in calls[-2:]} == {
        "Alder register_marks: to_put_right",
        "Birch register_retention: may_be_reviewed",
    }
    (call,) = [call for call in calls if call.decision.rule == MARKS]
    assert (call.pupil, call.upn, call.cohorts, call.steps, call.tier) == (None, "", (), (), "")
    reasons = " ".join(call.decision.reasons)
    assert "3 sessions have no mark" in reasons
    assert "13 Nov 2025 AM (J)" in reasons


def test_whose_marks_they_are_is_in_the_explanation(gaps: Desk) -> None:
    """The list does not name the pupils; asked about one, the rule says which marks of this pupil are meant."""
    assert outcomes(gaps, "A", ON, MARKS) == ["Alder to_put_right*"]
    assert outcomes(gaps, "D", ON, MARKS) == ["Birch in_order"]
    (told,) = explained(gaps, "B", ON)
    (decision,) = [decision for decision in told.decisions if decision.rule == MARKS]
    assert decision.reasons[0].startswith("1 session has no mark: 12 Nov 2025 PM")


def test_marks_of_another_academic_year_are_let_be(gaps: Desk) -> None:
    assert listed(gaps, "1 Sep 2026", MARKS) == []


def test_entries_past_their_time(gaps: Desk) -> None:
    """Six years after the oldest entry; before that there is no call. Of a pupil there is nothing to judge."""
    assert listed(gaps, "9 Sep 2025", RETENTION) == []
    assert listed(gaps, "10 Sep 2025", RETENTION) == ["Birch register_retention: may_be_reviewed"]
    assert outcomes(gaps, "D", ON, RETENTION) == ["Birch nothing_to_judge"]
