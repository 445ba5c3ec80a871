"""A mark refuses to be what no register could hold."""

from datetime import date
from typing import Any, NamedTuple

import pytest

from schoolward.register.marks import AttendanceMark
from schoolward.register.sessions import Session, SessionHalf

MORNING = Session(date(2025, 10, 6), SessionHalf.AM)
AFTERNOON = Session(date(2025, 10, 6), SessionHalf.PM)


class Refused(NamedTuple):
    """What is changed in a good mark, and the words of the refusal."""

    changed: dict[str, Any]
    words: str
    says: str


REFUSED = [
    Refused({"upn": "A801200005001"}, "upn_check_letter", "A UPN under the wrong letter."),
    Refused({"upn": ""}, "upn_shape", "No UPN."),
    Refused({"urn": 3567079}, "six digits", "A seven-digit DfE number is not a URN."),
    Refused({"minutes_late": 401}, "401 minutes late", "Later than a school day is long."),
    Refused({"minutes_late": -1}, "-1 minutes late", "Early."),
    Refused({"code": "\\"}, r"not used in a AM session", "The afternoon's stroke in the morning."),
    Refused({"session": AFTERNOON}, r"not used in a PM session", "The morning's stroke in the afternoon."),
    Refused({"code": "y1"}, "not a register code on", "Lower case."),
    Refused({"code": "K", "session": Session(date(2024, 7, 1), SessionHalf.AM)},
            "not a register code on 2024-07-01", "A code that was not yet introduced."),
]  # fmt: skip


def a_mark(**changed: Any) -> AttendanceMark:
    """A good mark, with some of its fields changed."""
    fields: dict[str, Any] = {"upn": "B801200005001", "urn": 106100, "session": MORNING, "code": "/"}
    return AttendanceMark(**fields | changed)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_refused_marks(case: Refused) -> None:
    with pytest.raises(ValueError, match=case.words):
        a_mark(**case.changed)


def test_a_retired_code_after_its_time_is_kept() -> None:
    assert a_mark(code="H").code == "H"


@pytest.mark.parametrize("blank", ["", "-"])
def test_a_blank_mark_is_kept_as_no_mark(blank: str) -> None:
    assert a_mark(code=blank).is_blank
    assert not a_mark().is_blank


def test_sessions_are_ordered_by_day_and_morning_first() -> None:
    next_morning = Session(date(2025, 10, 7), SessionHalf.AM)
    assert sorted([next_morning, AFTERNOON, MORNING]) == [MORNING, AFTERNOON, next_morning]
    with pytest.raises(ValueError, match="EVE"):
        Session(date(2025, 10, 6), "EVE")  # type: ignore[arg-type]
