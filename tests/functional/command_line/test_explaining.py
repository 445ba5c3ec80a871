"""`schoolward explain`: every rule with its reasons on one pupil of Thornfield, and the marks behind them."""

from typing import Any

import pytest

from schoolward.attention.calls import ACTIONS
from schoolward.law.rulebook import RULES
from tests.functional.command_line.command import CommandLine
from tests.functional.command_line.elmfield import upn
from tests.functional.command_line.thornfield import (
    AWAY,
    CORRECTED,
    FRIDAY,
    HERE,
    ILL,
    LEFT,
    LONG_GONE,
    NAMES,
    NEARLY,
    SECOND_LOAD,
    THORN,
    TO_COME,
    UNEXPLAINED,
)


def explained(command: CommandLine, pupil: int, *words: object) -> dict[str, dict[str, Any]]:
    """The decisions about the pupil by their rules, as --json tells them."""
    told = command("explain", upn(pupil), "--as-at", FRIDAY, *words, "--json").told
    assert len({decision["rule"] for decision in told}) == len(told)
    return {decision["rule"]: decision for decision in told}


def test_every_rule_is_answered(thornfield: CommandLine) -> None:
    """With a reason each, be it that there is nothing to judge; those that name values say where they are written."""
    told = explained(thornfield, AWAY)
    assert list(told) == list(RULES)
    for decision in told.values():
        assert decision["reasons"]
        assert all(value["citation"] and value["name"] for value in decision["values"])
        assert (decision["upn"], decision["urn"], decision["as_at"]) == (upn(AWAY), THORN, FRIDAY)
        assert (decision["is_main"], decision["is_on_roll"]) == (True, True)
        assert decision["as_known_on"] == SECOND_LOAD
    assert [rule for rule, decision in told.items() if decision["calls_for_action"]] == [
        "absence_tier",
        "penalty_notice_threshold",
    ]
    assert told["penalty_notice_clock"]["outcome"] == "nothing_to_judge"
    assert told["penalty_notice_clock"]["reasons"] == ["No penalty notice is on record."]


def test_the_list_and_the_explanation_agree(thornfield: CommandLine) -> None:
    """Whatever calls of a pupil on the list calls in the explanation, and nothing else does."""
    calls = thornfield("attention", "--as-at", FRIDAY, "--json").told
    for pupil in (ILL, AWAY, CORRECTED, UNEXPLAINED, LEFT, NEARLY):
        on_list = {
            (call["rule"], call["outcome"], tuple(call["reasons"]), call["due_on"])
            for call in calls
            if call["upn"] == upn(pupil)
        }
        told = {
            (decision["rule"], decision["outcome"], tuple(decision["reasons"]), decision["due_on"])
            for decision in explained(thornfield, pupil).values()
            if decision["calls_for_action"]
        }
        assert told == on_list, NAMES[pupil]


def test_the_screen(thornfield: CommandLine) -> None:
    """The pupil, the marks, what calls, what does not, what there is nothing to judge of, what is on record."""
    shown = thornfield("explain", upn(AWAY), "--as-at", FRIDAY).plain
    parts = [
        f"{upn(AWAY)} · year 7 · Thorn High ({THORN}) from 1 Sep 2025",
        f"As at 21 Nov 2025, as known on {SECOND_LOAD}: on roll.",
        "Marks of 2025/26, morning and afternoon",
        "Somebody has to act",
        "Threshold for a penalty notice [penalty_notice_threshold]: met",
        f"school: {ACTIONS['penalty_notice_threshold']['met'].what}",
        "The threshold was met on 14 Nov 2025: 10 unauthorised sessions in 10 school weeks",
        "penalty_notice_threshold_sessions = 10 sessions (from 19 Aug 2024; guidance): Working together",
        "Nobody has to act",
        "Code N overdue [code_n_overdue]: no code n",
        "Nothing to judge",
        "Clock of a penalty notice [penalty_notice_clock]: No penalty notice is on record.",
        "On record",
        "contact C-1 (Attendance team): home visit 17 Nov 2025.",
    ]
    places = [shown.find(part) for part in parts]
    assert -1 not in places, [part for part, place in zip(parts, places, strict=True) if place == -1]
    assert places == sorted(places)


def test_the_marks_are_a_calendar_of_weeks(thornfield: CommandLine) -> None:
    """A row a week; the half-term holiday has none, and after the day nothing is said."""
    lines = thornfield(
        "explain", upn(AWAY), "--as-at", "2025-11-12", "--rule", "code_n_overdue"
    ).out.splitlines()
    rows = [" ".join(line.strip("│ ").replace("│", "|").split()) for line in lines if line.startswith("│")]
    assert rows[0] == r"1 Sep 2025 | / \ | / \ | / \ | / \ | / \ "[:-1]
    assert rows[-1] == "10 Nov 2025 | O O | O O | O O | · · | · ·"
    assert not any(row.startswith("27 Oct") for row in rows)
    here = thornfield("explain", upn(HERE), "--as-at", FRIDAY, "--rule", "register_marks").plain
    assert r"17 Nov 2025 │ / \ │ / \ │ / \ │ / - │ / \ │" in here, "a blank mark is shown as one"


def test_marks_that_have_not_come_are_not_guessed(thornfield: CommandLine) -> None:
    """On the Monday after the last load the register was due, and nobody has sent it."""
    shown = thornfield("explain", upn(HERE), "--as-at", "2025-11-24", "--rule", "code_n_overdue").plain
    assert "24 Nov 2025 │ ? ? │ · · │" in shown


def test_one_rule_or_several(thornfield: CommandLine) -> None:
    assert list(explained(thornfield, ILL, "--rule", "section_19_clock")) == ["section_19_clock"]
    several = explained(
        thornfield, ILL, "--rule", "section_19_clock, fifteen_day_sickness", "--rule", "absence_tier"
    )
    assert sorted(several) == ["absence_tier", "fifteen_day_sickness", "section_19_clock"]
    shown = thornfield("explain", upn(ILL), "--as-at", FRIDAY, "--rule", "section_19_clock").plain
    assert f"virtual school: {ACTIONS['section_19_clock']['decision_due'].what}" in shown
    assert "Sickness return" not in shown


def test_what_nobody_has_verified_says_so(thornfield: CommandLine) -> None:
    decision = explained(thornfield, ILL, "--rule", "section_19_clock")["section_19_clock"]
    assert not decision["verified"]
    assert [value["name"] for value in decision["values"] if not value["verified"]] == ["section_19_codes"]
    shown = thornfield("explain", upn(ILL), "--as-at", FRIDAY, "--rule", "section_19_clock").plain
    assert "section_19_codes = I, E, Q (from 19 Aug 2024; Schoolward's default; not verified)" in shown


def test_as_it_was_known(thornfield: CommandLine) -> None:
    """With the correction out of sight, five days of O stand, and the letter had not been told."""
    words = ("--as-at", "2025-11-10", "--rule", "penalty_notice_threshold")
    then = thornfield("explain", upn(CORRECTED), *words, "--as-known-on", "2025-11-10").plain
    now = thornfield("explain", upn(CORRECTED), *words).plain
    assert "[penalty_notice_threshold]: met" in then
    assert "3 Nov 2025 │ O O │ O O │ O O │ O O │ O O │" in then
    assert "On record" not in then
    assert "[penalty_notice_threshold]: no longer met" in now
    assert "3 Nov 2025 │ O O │ O O │ O O │ O O │ I I │" in now
    assert "On record contact C-2 (Attendance team): letter 10 Sep 2025." in now


def test_a_pupil_who_has_left_with_an_unpaid_notice(thornfield: CommandLine) -> None:
    told = explained(thornfield, LEFT)
    assert not told["penalty_notice_clock"]["is_on_roll"]
    assert told["penalty_notice_clock"]["outcome"] == "prosecute_or_withdraw"
    assert told["penalty_notice_clock"]["due_on"] == "2025-11-05"
    assert [rule for rule, decision in told.items() if decision["calls_for_action"]] == [
        "penalty_notice_clock"
    ]
    shown = thornfield("explain", upn(LEFT), "--as-at", FRIDAY).plain
    assert f"Thorn High ({THORN}) from 2 Sep 2024 to 7 Nov 2025" in shown
    assert "not on roll any more" in shown
    assert (
        "penalty notice PN-1 (parent P-77, Legal): offence from 15 Sep 2025; offence until 19 Sep 2025; issued 6 Oct "
        "2025; posted 6 Oct 2025."
    ) in shown


def test_a_pupil_who_is_not_on_roll(thornfield: CommandLine) -> None:
    """In an earlier year or only later: refused, with the day to ask about, which then is answered."""
    gone = thornfield("explain", upn(LONG_GONE), "--as-at", FRIDAY, expect=2).plain
    assert (
        f"the pupil with the UPN {upn(LONG_GONE)} was on no roll in the academic year on 21 Nov 2025" in gone
    )
    assert f"the last one, at {THORN}, ended on 18 Jul 2025: ask with --as-at 2025-07-18 or earlier" in gone
    assert thornfield("explain", upn(LONG_GONE), "--as-at", "2025-07-18").out
    to_come = thornfield("explain", upn(TO_COME), "--as-at", FRIDAY, expect=2).plain
    assert (
        f"the first enrolment, at {THORN}, begins on 1 Dec 2025: ask with --as-at 2025-12-01 or later"
        in to_come
    )
    assert thornfield("explain", upn(TO_COME), "--as-at", "2025-12-01").out


@pytest.mark.parametrize("written", [upn(ILL).lower(), f" {upn(ILL)} "], ids=["small letter", "blanks"])
def test_a_upn_may_be_written_carelessly(thornfield: CommandLine, written: str) -> None:
    told = thornfield("explain", written, "--as-at", FRIDAY, "--rule", "absence_tier", "--json").told
    assert [decision["upn"] for decision in told] == [upn(ILL)]


@pytest.mark.parametrize("pupil", [ILL, LEFT, CORRECTED])
@pytest.mark.parametrize("words", ["", "--json"], ids=["screen", "json"])
def test_no_pupil_is_named(thornfield: CommandLine, pupil: int, words: str) -> None:
    """Neither the pupil nor any other, and no other pupil's UPN."""
    said = thornfield("explain", upn(pupil), "--as-at", FRIDAY, *words.split()).out
    names = {word for name in NAMES.values() for word in name.split()}
    others = {upn(other) for other in NAMES if other != pupil}
    assert [word for word in sorted(names | others) if word in said] == []
