"""Who has to act: the school, the authority, or for a looked-after child its virtual school."""

import pytest

from schoolward.attention.calls import ACTIONS, OF_THE_VIRTUAL_SCHOOL, ByWhom
from tests.spec.attention.asked import asked, of_rules, register, who
from tests.spec.store.sent import BIRCH, Desk, cohorts, pupil, pupils

ON = "21 Nov 2025"


@pytest.fixture(scope="module")
def out_of_school(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Four pupils ill for most of the term: A looked after, B looked after until the summer, C with a social worker, D
    in no cohort. E is looked after as well, at Birch, and unexplained today."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("out-of-school"))
    ill = [f"{letter} 1 Sep to 17 Oct: I" for letter in "ABCD"]
    desk.send(
        pupils(*"ABCD", pupil("E", urn=str(BIRCH))),
        cohorts(
            "A looked_after 2024-01-01", "B looked_after 2024-01-01 2025-07-31", "B previously_looked_after 2025-08-01",
            "C social_worker 2024-01-01", "E looked_after 2024-01-01",
        ),
        register("ABCD", *ill, until=ON),
        register("E", "E 21 Nov: N", until=ON, school=BIRCH),
        at="2025-11-21 17:00",
    )  # fmt: skip
    return desk


TO_WHOM = [
    ("A", "section_19_clock", "virtual school"),
    ("A", "severe_absence_without_plan", "virtual school"),
    ("A", "fifteen_day_sickness", "school"),
    ("B", "section_19_clock", "local authority"),
    ("B", "severe_absence_without_plan", "local authority"),
    ("C", "section_19_clock", "local authority"),
    ("D", "severe_absence_without_plan", "local authority"),
    ("E", "first_unexplained_absence", "school"),
]
"""The pupil, the rule that calls, and who has to act."""


@pytest.mark.parametrize(("pupil_asked", "rule", "whom"), TO_WHOM)
def test_to_whom_a_call_goes(out_of_school: Desk, pupil_asked: str, rule: str, whom: str) -> None:
    """The school still finds out where a looked-after child is, and tells the virtual school among others."""
    calls = {who(call).split()[0]: call for call in of_rules(asked(out_of_school, ON).calls, rule)}
    assert calls[pupil_asked].action.by_whom == whom
    assert calls[pupil_asked].action.what == ACTIONS[rule][calls[pupil_asked].decision.outcome].what
    if whom == "virtual school":
        assert "looked_after" in calls[pupil_asked].cohorts


def test_what_the_virtual_school_takes_over_is_the_authoritys() -> None:
    """It does for the children it is the school of what the authority does for others; never what a school does."""
    for rule in OF_THE_VIRTUAL_SCHOOL:
        assert {action.by_whom for action in ACTIONS[rule].values()} == {ByWhom.LOCAL_AUTHORITY}


def test_who_is_told_is_not_who_has_to_act(out_of_school: Desk) -> None:
    """The decision on a first unexplained absence names those who are told."""
    (call,) = of_rules(asked(out_of_school, ON).calls, "first_unexplained_absence")
    assert call.action.by_whom == "school"
    assert call.decision.facts["to_be_told"] == ("social worker", "virtual school")
