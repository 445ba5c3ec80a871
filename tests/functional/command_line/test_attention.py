"""`schoolward attention`: who needs whom in Thornfield, and what has been done, as known now and as known then."""

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from schoolward.attention.calls import ACTIONS
from schoolward.register.upn import check_letter
from tests.functional.command_line.command import CommandLine
from tests.functional.command_line.elmfield import upn
from tests.functional.command_line.thornfield import (
    AWAY,
    CORRECTED,
    FRIDAY,
    HERE,
    ILL,
    LEFT,
    NAMES,
    NEARLY,
    POLICY,
    SECOND_LOAD,
    SOCIAL_WORK,
    SORREL,
    THORN,
    UNEXPLAINED,
)

THRESHOLD = "penalty_notice_threshold"


def listed(command: CommandLine, *words: object, as_at: str = FRIDAY) -> list[dict[str, Any]]:
    """The calls as --json tells them."""
    told = command("attention", "--as-at", as_at, *words, "--json").told
    assert isinstance(told, list)
    return told


def in_short(calls: list[dict[str, Any]]) -> list[tuple[str | None, str, str]]:
    """Of each call the pupil, the rule and the outcome."""
    return [(call["upn"], call["rule"], call["outcome"]) for call in calls]


EVERY_CALL = [
    (upn(ILL), "section_19_clock", "decision_due"),
    (upn(SOCIAL_WORK), "first_unexplained_absence", "tell_now"),
    (upn(LEFT), "penalty_notice_clock", "prosecute_or_withdraw"),
    (upn(NEARLY), "absence_tier", "persistent"),
    (upn(AWAY), THRESHOLD, "met"),
    (upn(CORRECTED), THRESHOLD, "no_longer_met"),
    (upn(ILL), "fifteen_day_sickness", "return_expected"),
    (upn(CORRECTED), "absence_tier", "at_risk"),
    (upn(AWAY), "absence_tier", "at_risk"),
    (upn(UNEXPLAINED), "code_n_overdue", "overdue"),
    (None, "register_marks", "to_put_right"),
]
"""Thornfield on the Friday: the gravest first, then who is looked after, then the tiers, then what is due."""


def test_the_list_is_whole_and_in_the_order_of_gravity(thornfield: CommandLine) -> None:
    calls = listed(thornfield)
    assert in_short(calls) == EVERY_CALL
    assert [call["severity"] for call in calls] == [5, 5, 4, 3, 3, 3, 2, 2, 2, 2, 1]


def test_a_call_says_what_to_do_by_whom_and_why(thornfield: CommandLine) -> None:
    (call,) = listed(thornfield, "--rule", "section_19_clock")
    assert (call["upn"], call["urn"], call["school"], call["year_group"]) == (
        upn(ILL),
        THORN,
        "Thorn High",
        "7",
    )
    assert call["what_to_do"] == ACTIONS["section_19_clock"]["decision_due"].what
    assert (call["by_whom"], call["by_when"], call["since"]) == ("virtual school", "2025-10-24", "2025-10-24")
    assert (call["cohorts"], call["tier"], call["trajectory"]) == (["looked_after"], "persistent", "better")
    assert call["reasons"][0].startswith("17 whole school days of 2025/26 have no other code than I, E, Q")
    assert [value["name"] for value in call["values"]] == ["section_19_codes", "section_19_school_days"]
    assert all(value["citation"] for value in call["values"])
    assert (call["calls_for_action"], call["as_at"], call["as_known_on"]) == (True, FRIDAY, SECOND_LOAD)


def test_the_screen_shows_the_numbers_and_then_each_pupil(thornfield: CommandLine) -> None:
    shown = thornfield("attention", "--as-at", FRIDAY).plain
    assert "Who needs whom as at 21 Nov 2025" in shown
    assert "11 calls on 7 pupils at 2 schools; 7 are on roll." in shown
    assert (
        "Nobody has acted for 6 of 7 pupils (85.7 %): these are pupils on the list with whom no step" in shown
    )
    assert f"Registers of 2 of 2 schools are up to date. As known on {SECOND_LOAD}." in shown
    assert (
        f"1. {upn(ILL)} · year 7 · Thorn High ({THORN}) · persistently absent, getting better · looked after"
        in shown
    )
    decide, find = (
        ACTIONS["section_19_clock"]["decision_due"].what,
        ACTIONS["first_unexplained_absence"]["tell_now"].what,
    )
    assert f"virtual school, was due by 24 Oct 2025: {decide}" in shown
    assert f"school, by 21 Nov 2025: {find}" in shown
    assert (
        f"On whole registers: Thorn High ({THORN}). school: {ACTIONS['register_marks']['to_put_right'].what}"
        in shown
    )
    assert upn(HERE) not in shown, "a mark that was not made is a call on the school"


@pytest.mark.parametrize("columns", ["80", "100", "140"])
def test_no_window_is_too_narrow(thornfield: CommandLine, columns: str) -> None:
    """By the installed script, which asks how wide the window is."""
    narrow = CommandLine(home=thornfield.home, folder=thornfield.folder, installed=True)
    for words in (("attention",), ("explain", upn(AWAY))):
        lines = narrow(*words, "--as-at", FRIDAY, COLUMNS=columns).out.splitlines()
        assert max(map(len, lines)) <= int(columns)


class Narrowed(NamedTuple):
    """Words after `schoolward attention`, and the places in the whole list of the calls that are left."""

    words: str
    left: tuple[int, ...]


NARROWED = [
    Narrowed(f"--rule {THRESHOLD}", (4, 5)),
    Narrowed(f"--rule {THRESHOLD} --rule code_n_overdue", (4, 5, 9)),
    Narrowed(f"--rule {THRESHOLD},code_n_overdue", (4, 5, 9)),
    Narrowed("--rule ten_day_unauthorised_absence", ()),
    Narrowed(f"--school {SORREL}", (3,)),
    Narrowed(f"--school {SORREL} --school {THORN}", tuple(range(11))),
    Narrowed(f"--school {THORN} --rule absence_tier", (7, 8)),
    Narrowed("--whom school", (1, 3, 4, 6, 7, 8, 9, 10)),
]


@pytest.mark.parametrize("case", NARROWED, ids=lambda case: case.words)
def test_the_list_can_be_narrowed(thornfield: CommandLine, case: Narrowed) -> None:
    assert in_short(listed(thornfield, *case.words.split())) == [EVERY_CALL[place] for place in case.left]


def test_cohort(thornfield: CommandLine) -> None:
    """The virtual school sees every call on its children, whoever has to act."""
    calls = listed(thornfield, "--cohort", "looked_after")
    assert calls
    assert all("looked_after" in call["cohorts"] for call in calls)
    assert len(calls) < len(EVERY_CALL)
    ended = thornfield("attention", "--as-at", FRIDAY, "--cohort", "loked_after", expect=2)
    assert "nobody was ever in a cohort 'loked_after'. Those known: looked_after" in ended.plain


def test_whom(thornfield: CommandLine) -> None:
    """A looked-after child's decision is the virtual school's; the others are the authority's."""
    assert in_short(listed(thornfield, "--whom", "virtual school")) == [EVERY_CALL[0]]
    assert in_short(listed(thornfield, "--whom", "local authority")) == [EVERY_CALL[2], EVERY_CALL[5]]
    assert (
        "Only what the virtual school has to do."
        in thornfield("attention", "--as-at", FRIDAY, "--whom", "virtual school").plain
    )


def test_nobody_is_called(thornfield: CommandLine) -> None:
    words = ("--as-at", FRIDAY, "--rule", "suspension_beyond_day_five")
    shown = thornfield("attention", *words).plain
    assert "Nobody is called to act as at 21 Nov 2025. Only suspension_beyond_day_five." in shown
    told = thornfield("attention", *words, "--summary", "--json").told
    assert (told["calls"], told["pupils"], told["nobody_has_acted"], told["by_rule"]) == (0, 0, 0, [])


def test_most(thornfield: CommandLine) -> None:
    """So many pupils, and so many calls on whole registers; JSON always has all."""
    shown = thornfield("attention", "--as-at", FRIDAY, "--most", 2).plain
    assert f"2. {upn(SOCIAL_WORK)}" in shown
    assert upn(LEFT) not in shown
    assert "Not shown: 5 pupils. --most 7 shows all; --rule, --school and --whom narrow the list." in shown
    assert len(listed(thornfield, "--most", 2)) == 11
    none = thornfield("attention", "--as-at", FRIDAY, "--most", 0).plain
    assert "11 calls on 7 pupils" in none
    assert "999000000" not in none


def test_the_summary_has_the_numbers_alone(thornfield: CommandLine) -> None:
    told = thornfield("attention", "--as-at", FRIDAY, "--summary", "--json").told
    assert {name: told[name] for name in ("calls", "pupils", "schools", "nobody_has_acted", "pupils_on_roll")} == {
        "calls": 11, "pupils": 7, "schools": 2, "nobody_has_acted": 6, "pupils_on_roll": 7,
    }  # fmt: skip
    assert told["coverage"] == {"schools_up_to_date": 2, "schools_expected": 2}
    rows = {(row["rule"], row["outcome"]): (row["calls"], row["nobody_has_acted"]) for row in told["by_rule"]}
    assert rows[THRESHOLD, "met"] == (1, 0)
    assert rows["absence_tier", "at_risk"] == (2, 1)
    assert rows["register_marks", "to_put_right"] == (1, None), "no step is told of a school's registers"
    assert sum(calls for calls, _ in rows.values()) == 11
    shown = thornfield("attention", "--as-at", FRIDAY, "--summary").plain
    assert "penalty_notice_threshold: met" in shown
    assert "999000000" not in shown


def test_what_has_been_done(thornfield: CommandLine) -> None:
    """The home visit came after the threshold was met. The letter of September came before the absence; the notice,
    before the days to pay it were over."""
    by_pupil = {call["upn"]: call for call in listed(thornfield)}
    assert [step["event"] for step in by_pupil[upn(AWAY)]["steps"]] == ["home_visit"]
    assert by_pupil[upn(AWAY)]["steps"][0] == {
        "kind": "contact", "reference": "C-1", "event": "home_visit", "on": "2025-11-17", "source": "Attendance team",
    }  # fmt: skip
    assert not by_pupil[upn(AWAY)]["nobody_has_acted"]
    assert by_pupil[upn(LEFT)]["nobody_has_acted"]
    assert [step["event"] for step in by_pupil[upn(LEFT)]["steps"]] == ["posted", "issued"], "and no offence"
    tier = next(
        call for call in listed(thornfield, "--rule", "absence_tier") if call["upn"] == upn(CORRECTED)
    )
    assert (tier["since"], tier["nobody_has_acted"]) == ("2025-10-20", True)
    shown = thornfield("attention", "--as-at", FRIDAY).plain
    assert "Done: 17 Nov 2025 home visit (Attendance team)." in shown
    assert (
        "Nobody has acted since 5 Nov 2025. Before: 6 Oct 2025 penalty notice posted (Legal); 6 Oct" in shown
    )
    assert "Nobody has acted since 6 Nov 2025." in shown


def test_before_any_step_was_loaded_nobody_can_tell(thornfield: CommandLine) -> None:
    """Nothing is said that would only mean that no file had come."""
    words = ("--as-at", "2025-11-10", "--as-known-on", "2025-11-10")
    assert {call["nobody_has_acted"] for call in listed(thornfield, *words[2:], as_at=words[1])} == {None}
    told = thornfield("attention", *words, "--summary", "--json").told
    assert told["nobody_has_acted"] is None
    assert {row["nobody_has_acted"] for row in told["by_rule"]} == {None}
    shown = thornfield("attention", *words).plain
    assert "No steps have been loaded, so that whether anybody has acted is not known." in shown
    assert "Nobody has acted" not in shown


def test_a_threshold_that_a_correction_undid(thornfield: CommandLine) -> None:
    """On 10 November it was met by what was known; on the 21st a correction has undone it, and the list says so."""
    (before,) = listed(
        thornfield, "--rule", THRESHOLD, "--as-known-on", "2025-11-10T09:00:00+00:00", as_at="2025-11-10"
    )
    assert (before["upn"], before["outcome"], before["by_whom"]) == (upn(CORRECTED), "met", "school")
    assert before["as_known_on"] == "2025-11-10T09:00:00+00:00"
    (after,) = listed(thornfield, "--rule", THRESHOLD, as_at="2025-11-10")
    assert (after["upn"], after["outcome"], after["by_whom"]) == (
        upn(CORRECTED),
        "no_longer_met",
        "local authority",
    )
    reasons = " ".join(after["reasons"])
    assert "By what was known from 7 Nov 2025 the threshold was met on 7 Nov 2025" in reasons
    assert "Corrected since: 7 Nov 2025 AM (O) is I now; 7 Nov 2025 PM (O) is I now." in reasons
    assert "Anything that was begun because it was met has to be looked at again." in reasons


@pytest.fixture
def with_policy(thornfield: CommandLine, tmp_path: Path) -> CommandLine:
    """Thornfield with a policy of its own on days out of school."""
    assert thornfield.home is not None
    shutil.copytree(thornfield.home, tmp_path / "home")
    (tmp_path / "home" / "local-policy.toml").write_text(POLICY, encoding="utf-8")
    return CommandLine(home=tmp_path / "home", folder=tmp_path)


def test_local_policy_changes_a_decision_and_is_named_in_it(
    thornfield: CommandLine, with_policy: CommandLine
) -> None:
    """Thirteen days of illness: short of the fifteen of the law, and past the authority's own twelve."""
    assert upn(NEARLY) not in {call["upn"] for call in listed(thornfield, "--rule", "section_19_clock")}
    by_pupil = {call["upn"]: call for call in listed(with_policy, "--rule", "section_19_clock")}
    (days,) = [v for v in by_pupil[upn(NEARLY)]["values"] if v["name"] == "section_19_school_days"]
    assert (days["value"], days["authority"], days["verified"]) == (12, "local", True)
    assert days["citation"] == "Thornfield medical needs policy, July 2025, section 3"
    assert days["in_force_from"] == "2025-09-01"
    shown = with_policy("explain", upn(NEARLY), "--as-at", FRIDAY, "--rule", "section_19_clock").plain
    assert (
        "section_19_school_days = 12 school days (from 1 Sep 2025; local policy): Thornfield medical" in shown
    )


def test_a_spoiled_policy_is_refused(with_policy: CommandLine) -> None:
    """The file is named, and no list is made without what the authority believes to be in it."""
    assert with_policy.home is not None
    (with_policy.home / "local-policy.toml").write_text(
        POLICY.replace("value = 12", "value = 16"), encoding="utf-8"
    )
    for words in ("attention", f"explain {upn(ILL)}"):
        ended = with_policy(*words.split(), "--as-at", FRIDAY, expect=2)
        assert "local-policy.toml" in ended.err
        assert "16 is above 15, the most that the law allows" in ended.plain
        assert ended.out == ""


class Refused(NamedTuple):
    """Words of a command, the exit code, and a part of what it says."""

    words: str
    code: int
    says: str


WITH_A_SLIP = f"{check_letter('999000000021')}999000000012"

REFUSED = [
    Refused("attention --rule penalty_notice_treshold", 2, "did you mean penalty_notice_threshold"),
    Refused("attention --rule absence_tier,moonphase", 2, "there is no rule 'moonphase': The rules are absence_tier,"),
    Refused("attention --as-at 2024-08-18", 2, "no rule can be judged as at 2024-08-18: the law held here "
            "begins on 2024-08-19, with the national framework and the register codes of that day. Ask as at 2024-08-19"
            " or later."),
    Refused("attention --as-at soon", 2, "--as-at 'soon' is not a day: write it as 2025-09-01"),
    Refused("attention --as-known-on later", 2, "--as-known-on 'later' is not a time"),
    Refused("attention --as-known-on 2025-09-01", 2, "nothing was known at 2025-09-01: the first load came later"),
    Refused("attention --school 999999", 2, "no school with the URN 999999 is known; `schoolward check --all` lists"),
    Refused("attention --school thorn", 2, "Invalid value for '--school'"),
    Refused("attention --whom everybody", 2, "Invalid value for '--whom'"),
    Refused("attention --most -1", 2, "Invalid value for '--most'"),
    Refused("explain", 2, "Missing argument 'UPN'"),
    Refused(f"explain {upn(99)}", 2, f"no pupil with the UPN {upn(99)} is known. Compare it with the pupil's record"),
    Refused(f"explain {WITH_A_SLIP}", 2, f"no pupil with the UPN {WITH_A_SLIP} is known"),
    Refused(f"explain {upn(ILL)} --rule code_n", 2, "there is no rule 'code_n': did you mean code_n_overdue?"),
    Refused(f"explain {upn(ILL)} --as-at 2024-08-18", 2, "the law held here begins on 2024-08-19"),
    Refused(f"explain {upn(ILL)} --as-known-on 2025-11-07T09:00", 2, "nothing was known at 2025-11-07T09:00"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.words)
def test_questions_that_cannot_be_answered(thornfield: CommandLine, case: Refused) -> None:
    ended = thornfield(*case.words.split(), expect=case.code)
    assert case.says in ended.plain
    assert ended.out == ""


@pytest.mark.parametrize("words", ["attention", f"explain {upn(ILL)}"])
def test_without_a_home_or_anything_in_it(tmp_path: Path, fresh: CommandLine, words: str) -> None:
    nowhere = CommandLine(home=tmp_path / "nowhere", folder=tmp_path)
    assert "schoolward init --authority" in nowhere(*words.split(), expect=4).plain
    assert not (tmp_path / "nowhere").exists()
    for more in ((), ("--as-known-on", "2025-11-10")):
        ended = fresh(*words.split(), "--as-at", FRIDAY, *more, expect=2)
        assert "nothing has been loaded yet; load files with `schoolward load PATH...`" in ended.plain


@pytest.mark.parametrize("words", ["", "--json", "--summary", "--summary --json", "--rule moonphase"])
def test_no_pupil_is_named(thornfield: CommandLine, words: str) -> None:
    ended = thornfield("attention", "--as-at", FRIDAY, *words.split(), expect=None)
    names = {word for name in NAMES.values() for word in name.split()}
    assert [name for name in sorted(names) if name in ended.out + ended.err] == []


@pytest.mark.parametrize("name", ["attention", "explain"])
def test_the_commands_explain_themselves(tmp_path: Path, name: str) -> None:
    shown = CommandLine(home=None, folder=tmp_path)(name, "--help").out
    assert all(option in shown for option in ("--as-at", "--rule", "--as-known-on", "--json", "--home"))
    assert ("UPN" in shown) == (name == "explain")
