"""The order of the list: by gravity, then safeguarding, then the tier of absence, then the day on which it is due."""

from dataclasses import replace
from datetime import date

import pytest

from schoolward.attention.calls import ACTIONS
from schoolward.attention.whom import SAFEGUARDING, TIERS, Call
from tests.spec.attention.asked import asked, in_short, listed, of_rules, register, who
from tests.spec.store.sent import Desk, cohorts, pupils

ON = "21 Nov 2025"

PRESSING = [
    ("first_unexplained_absence: tell_now", "severe_absence_without_plan: no_plan"),
    ("section_19_clock: decision_due", "absence_tier: severe"),
    ("suspension_beyond_day_five: beyond_day_five", "ten_day_unauthorised_absence: return_expected"),
    ("prosecution_time_limit: last_days", "prosecution_time_limit: not_known"),
    ("deletion_from_roll: conditions_not_met", "deletion_from_roll: ground_not_given"),
    ("absence_tier: severe", "absence_tier: persistent"),
    ("absence_tier: persistent", "absence_tier: at_risk"),
    ("severe_absence_without_plan: no_plan", "severe_absence_without_plan: review_overdue"),
    ("part_time_timetable: no_agreed_plan", "part_time_timetable: review_overdue"),
    ("ten_day_unauthorised_absence: return_expected", "code_n_overdue: overdue"),
    ("penalty_notice_threshold: met", "code_n_overdue: overdue"),
    ("code_n_overdue: overdue", "register_marks: to_put_right"),
    ("compulsory_school_age: code_x_refused", "compulsory_school_age: code_x_unusual"),
    ("notice_to_improve: not_met", "notice_to_improve: met"),
]
"""Which outcome is graver than which other."""


@pytest.mark.parametrize(("graver", "other"), PRESSING)
def test_what_is_graver(graver: str, other: str) -> None:
    def severity(outcome: str) -> int:
        rule, _, name = outcome.partition(": ")
        return ACTIONS[rule][name].severity

    assert severity(graver) > severity(other)


@pytest.fixture
def six(desk: Desk) -> Desk:
    """Six pupils with a code N too long, and a seventh whom nobody has seen for a fortnight.

    A is in no cohort and was away first; B is a young carer, which is no safeguarding; C has a child protection plan, D
    is looked after, E is a child in need and has both words; F was ill for two days, and so is at risk of persistent
    absence; G has a social worker and is unexplained today.
    """
    desk.send(
        pupils(*"ABCDEFG"),
        cohorts(
            "B young_carer 2024-01-01", "C child_protection 2024-01-01", "D looked_after 2024-01-01",
            "E child_in_need 2024-01-01", "E social_worker 2024-01-01", "G social_worker 2024-01-01",
        ),
        register(
            "ABCDEFG",
            "A 3 Nov: N", "B 4 Nov: N", "C 5 Nov: N", "D 5 Nov: N", "E 5 Nov: N", "F 6 Nov: N",
            "F 8 Sep to 10 Sep: I", "G 21 Nov: N",
            until=ON,
        ),
        at="2025-11-21 17:00",
    )  # fmt: skip
    return desk


def test_gravity_then_safeguarding_then_tier_then_the_day(six: Desk) -> None:
    """G's absence of today is graver than any old N. Of the others, those in need of protection; then F, whose tier is
    the gravest; then A, whose N had to be replaced before B's."""
    assert listed(six, ON, "code_n_overdue", "first_unexplained_absence") == [
        "G first_unexplained_absence: tell_now",
        "C code_n_overdue: overdue",
        "D code_n_overdue: overdue",
        "E code_n_overdue: overdue",
        "F code_n_overdue: overdue",
        "A code_n_overdue: overdue",
        "B code_n_overdue: overdue",
    ]
    by_pupil = {who(call): call for call in of_rules(asked(six, ON).calls, "code_n_overdue")}
    assert [by_pupil[letter].tier for letter in "AF"] == ["all", "at_risk"]
    assert by_pupil["A"].decision.due_on == date(2025, 11, 10)


def test_the_cohorts_that_go_first() -> None:
    """In this order; others, such as young carers, are shown and change nothing."""
    assert SAFEGUARDING == (
        "child_protection", "looked_after", "child_in_need", "social_worker", "youth_justice", "kinship",
    )  # fmt: skip
    assert TIERS[:3] == ("severe", "persistent", "at_risk")


@pytest.fixture
def a_call(six: Desk) -> Call:
    return next(call for call in asked(six, ON).calls if in_short(call) == "A code_n_overdue: overdue")


def test_of_equals_what_is_due_comes_before_what_is_not(a_call: Call) -> None:
    without = replace(a_call, decision=replace(a_call.decision, due_on=None))
    assert a_call.rank < without.rank


def test_of_equals_what_has_stood_longer_comes_first(a_call: Call) -> None:
    longer = replace(a_call, since_on=date(2025, 9, 1))
    assert longer.rank < a_call.rank


def test_the_order_is_the_same_every_time(six: Desk) -> None:
    once, again = (asked(six, ON).calls for _ in range(2))
    assert once == again
    assert list(once) == sorted(once, key=lambda call: call.rank)
    assert len({call.rank for call in once}) == len(once)
