"""A threshold that is met asks for a penalty notice to be considered: until somebody has, or while support is tried."""

import pytest

from schoolward.attention.borough import judge_borough
from schoolward.law.value_files import national_law
from tests.spec.attention.asked import listed, register
from tests.spec.measures.example import read_day
from tests.spec.store.sent import Desk, marks, pupils, steps

THRESHOLD = "penalty_notice_threshold"
ON = "21 Nov 2025"


@pytest.fixture(scope="module")
def met(two_schools: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A was away for five days from 6 October without leave, so that the threshold was met on 10 October."""
    desk = two_schools.copied_to(tmp_path_factory.mktemp("met"))
    desk.send(
        pupils("A", "B"),
        register("A", "A 6 Oct to 10 Oct: O", until=ON),
        register("B", until=ON),
        at="2025-11-21 17:00",
    )
    return desk


ON_RECORD = {
    "nothing": ((), True),
    "a sanction decided since then": (
        ("A sanction S-1 proposed 2025-10-20 penalty_notice", "A sanction S-1 decided 2025-11-03 support first"),
        False,
    ),
    "a sanction decided before that": (
        ("A sanction S-1 proposed 2025-09-10 penalty_notice", "A sanction S-1 decided 2025-09-20 support first"),
        True,
    ),
    "a sanction proposed and not decided": (("A sanction S-1 proposed 2025-10-20 penalty_notice",), True),
    "a notice to improve that runs": (
        ("A notice_to_improve N-1 issued 2025-11-03", "A notice_to_improve N-1 starts 2025-11-05",
         "A notice_to_improve N-1 ends 2025-12-12"),
        False,
    ),
    "a notice to improve whose time is over": (
        ("A notice_to_improve N-1 issued 2025-10-13", "A notice_to_improve N-1 starts 2025-10-13",
         "A notice_to_improve N-1 ends 2025-11-14"),
        True,
    ),
    "a letter": (("A contact C-1 letter 2025-10-15",), True),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "is_on_the_list"), ON_RECORD.values(), ids=ON_RECORD)
def test_it_is_on_the_list_until_it_has_been_considered(
    met: Desk, tmp_path, rows: tuple[str, ...], is_on_the_list: bool
) -> None:
    desk = met.copied_to(tmp_path)
    if rows:
        desk.send(steps(*rows), at="2025-11-21 18:00")
    assert listed(desk, ON, THRESHOLD) == (["A penalty_notice_threshold: met"] if is_on_the_list else [])


def test_a_correction_undoes_it_from_the_day_on_which_it_came(met: Desk, tmp_path) -> None:
    desk = met.copied_to(tmp_path)
    desk.send(marks("A 2025-10-06 AM I", "A 2025-10-06 PM I"), at="2025-11-28 17:00")
    calls = judge_borough(desk.known(), as_at=read_day("5 Dec 2025"), law=national_law()).calls
    (call,) = [call for call in calls if call.decision.rule == THRESHOLD]
    assert call.decision.outcome == "no_longer_met"
    assert call.since_on == read_day("28 Nov 2025")
    assert "6 Oct 2025 AM (O) is I now; 6 Oct 2025 PM (O) is I now" in call.decision.reasons[1]
