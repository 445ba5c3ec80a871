"""`schoolward law`: what the law is on a day, where it is written, what changed, and what local policy makes of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from docs.rendering.json_shapes import CONTENT, FLAG, INTEGER, PER_NAME, SHAPES_OF_LAW, TEXT, Shape
from schoolward.console.app import app
from tests.functional.command_line.command import CommandLine

CODE_N = "code_n_school_days"
LONGEST = "notice_to_improve_longest_weeks"
ROUTE = "school_attendance_order_route"

POLICY = f"""
[[{LONGEST}]]
from = 2025-09-01
value = 4
citation = "Elmfield code of conduct for penalty notices, July 2025, section 4"
note = "Agreed with the heads."

[[{LONGEST}]]
from = 2026-09-01
value = 5
citation = "Elmfield code of conduct for penalty notices, July 2026, section 4"
"""


@pytest.fixture
def nowhere(tmp_path: Path) -> CommandLine:
    """The command without any data folder."""
    return CommandLine(home=None, folder=tmp_path)


@pytest.fixture
def elmfield_policy(fresh: CommandLine, tmp_path: Path) -> CommandLine:
    """The command with a home that has a policy of its own."""
    (tmp_path / "home" / "local-policy.toml").write_text(POLICY, encoding="utf-8")
    return fresh


def by_name(values: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {value["name"]: value for value in values}


def test_the_law_can_be_read_before_there_are_any_data(nowhere: CommandLine) -> None:
    shown = nowhere("law", "list", "--as-at", "2026-09-01").plain
    assert "National law only: there is no Schoolward data in schoolward-home." in shown
    told = nowhere("law", "list", "--as-at", "2026-09-01", "--json")
    assert "National law only" in told.err, "a program's user is told as well, apart from the JSON"
    assert not (nowhere.folder / "schoolward-home").exists()


def test_a_value_says_where_it_is_written_and_how_well_it_is_supported(nowhere: CommandLine) -> None:
    told = by_name(nowhere("law", "list", "--as-at", "2026-09-01", "--json").told)
    assert told["penalty_notice_threshold_sessions"] == {
        "name": "penalty_notice_threshold_sessions",
        "label": "Unauthorised sessions in the window at which a penalty notice has to be considered",
        "topic": "penalty_notices",
        "value": 10,
        "unit": "sessions",
        "in_force_from": "2024-08-19",
        "state": "in_force",
        "citation": "Working together to improve school attendance, August 2024, national framework for penalty "
        "notices, as restated in local codes of conduct",
        "authority": "guidance",
        "confidence": "C2",
        "verified": True,
        "note": "",
    }
    assert told["penalty_notice_codes"]["value"] == ["G", "N", "O", "U"]


def test_the_law_of_an_earlier_day(nowhere: CommandLine) -> None:
    """Persistent absence was 15 per cent in 2014, and nothing is held of what came in 2024."""
    told = by_name(nowhere("law", "list", "--as-at", "2014-09-01", "--json").told)
    assert told["persistent_absence_per_cent"]["value"] == 15
    assert told["register_retention_years"]["value"] == 3
    assert CODE_N not in told
    assert "more nothing is held for that day" in nowhere("law", "list", "--as-at", "2014-09-01").plain


def test_one_topic(nowhere: CommandLine) -> None:
    told = nowhere("law", "list", "--topic", "registers", "--as-at", "2026-09-01", "--json").told
    assert {value["topic"] for value in told} == {"registers"}
    assert CODE_N in by_name(told)


def test_what_is_not_verified(nowhere: CommandLine) -> None:
    """Exactly the values with confidence K or L, and the list says so of each."""
    every = nowhere("law", "list", "--as-at", "2026-09-01", "--json").told
    told = nowhere("law", "list", "--unverified", "--as-at", "2026-09-01", "--json").told
    assert by_name(told).keys() == {value["name"] for value in every if value["confidence"] in ("K", "L")}
    assert not any(value["verified"] for value in told)
    shown = nowhere("law", "list", "--unverified", "--as-at", "2026-09-01").out
    assert shown.count("not verified)") == len(told)


def test_the_list_fits_a_narrow_screen(tmp_path: Path) -> None:
    narrow = CommandLine(home=None, folder=tmp_path, installed=True)
    ended = narrow("law", "list", "--as-at", "2026-09-01", COLUMNS="80")
    lines = [line for line in ended.out.splitlines() if line.startswith("  ")]
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []
    assert f"  {CODE_N}: 5 school days (from 9 Jul 2026; statute)" in lines


def test_one_value_with_its_history(nowhere: CommandLine) -> None:
    told = nowhere("law", "show", CODE_N, "--as-at", "2026-09-01", "--json").told
    assert (told["value"], told["unit"], told["local_override"]["allowed"]) == (5, "school days", False)
    assert [(value["in_force_from"], value["state"]) for value in told["values"]] == [
        ("2024-08-19", "superseded"),
        ("2026-07-09", "in_force"),
    ]
    shown = nowhere("law", "show", CODE_N, "--as-at", "2026-09-01").plain
    assert "As at 1 Sep 2026: 5 school days." in shown
    assert "Local policy cannot set it." in shown
    assert "Written in: SI 2024/208 regulation 10(7) to (9)" in shown
    assert "Behind it: statute. Verified: yes (one source)." in shown
    assert "Note: Page 20 of the same edition says five working days." in shown


def test_a_value_whose_day_has_not_come(nowhere: CommandLine) -> None:
    told = nowhere("law", "show", CODE_N, "--as-at", "2025-09-01", "--json").told
    assert [value["state"] for value in told["values"]] == ["in_force", "not_in_force"]
    assert (
        "As at 1 Sep 2025: not yet in force." in nowhere("law", "show", CODE_N, "--as-at", "2025-09-01").plain
    )


def test_what_is_enacted_and_not_in_force(nowhere: CommandLine) -> None:
    told = nowhere("law", "show", ROUTE, "--as-at", "2026-09-01", "--json").told
    assert told["value"] == "section 437"
    assert [(value["value"], value["in_force_from"], value["state"]) for value in told["values"]] == [
        ("section 437", "2024-08-19", "in_force"),
        ("section 436I", None, "not_in_force"),
    ]
    assert "No day fixed: section 436I As at 1 Sep 2026: enacted, not in force." in (
        nowhere("law", "show", ROUTE, "--as-at", "2026-09-01").plain
    )


def test_what_is_not_verified_says_so(nowhere: CommandLine) -> None:
    shown = nowhere("law", "show", "penalty_notice_window_scope", "--as-at", "2026-09-01").plain
    assert "Behind it: Schoolward's default. Verified: no (no source was read)." in shown
    assert "Local policy may set it." in shown


def test_what_changed_between_two_days(nowhere: CommandLine) -> None:
    told = nowhere("law", "changes", "--from", "2026-01-01", "--to", "2026-12-31", "--json").told
    changed = {change["after"]["name"]: change for change in told["changes"]}
    assert changed[CODE_N]["kind"] == "restated"
    assert (changed[CODE_N]["on"], changed[CODE_N]["before"]["in_force_from"]) == ("2026-07-09", "2024-08-19")
    assert changed["national_framework"]["kind"] == "changed"
    assert [value["name"] for value in told["not_in_force"]] == [ROUTE]
    shown = nowhere("law", "changes", "--from", "2026-01-01", "--to", "2026-12-31").plain
    assert f"{CODE_N}: restated, the same under another source: 5 school days" in shown
    assert "Enacted, and not in force" in shown


def test_a_change_of_a_number_and_a_beginning(nowhere: CommandLine) -> None:
    told = nowhere("law", "changes", "--from", "2015-08-01", "--to", "2024-08-19", "--json").told
    changed = {change["after"]["name"]: change for change in told["changes"]}
    persistent = changed["persistent_absence_per_cent"]
    assert (persistent["kind"], persistent["before"]["value"], persistent["after"]["value"]) == (
        "changed",
        15,
        10,
    )
    assert (changed[CODE_N]["kind"], changed[CODE_N]["before"]) == ("began", None)
    assert [change["on"] for change in told["changes"]] == sorted(change["on"] for change in told["changes"])


def test_a_time_in_which_nothing_changed(nowhere: CommandLine) -> None:
    shown = nowhere("law", "changes", "--from", "2025-01-01", "--to", "2025-12-31").plain
    assert "Nothing that is held here began, changed or ended from 1 Jan 2025 to 31 Dec 2025." in shown


def test_local_policy_stands_before_the_national_value(elmfield_policy: CommandLine) -> None:
    """From its own day, and each of its values from its own; the national value is shown beside it."""
    for on, value in (("2025-08-31", 6), ("2025-09-01", 4), ("2026-08-31", 4), ("2026-09-01", 5)):
        told = elmfield_policy("law", "show", LONGEST, "--as-at", on, "--json").told
        assert told["value"] == value, on
    assert told["local_override"] == {"allowed": True, "at_least": 3, "at_most": 6}
    assert [(value["authority"], value["state"]) for value in told["values"]] == [
        ("guidance", "superseded"),
        ("local", "superseded"),
        ("local", "in_force"),
    ]
    shown = elmfield_policy("law", "show", LONGEST, "--as-at", "2026-09-01").plain
    assert "Local policy may set it, from 3 to 6." in shown
    assert "As at 1 Sep 2026: replaced by local policy." in shown
    assert "Behind it: local policy. Verified: yes (the authority's own)." in shown
    assert "Note: Agreed with the heads." in shown
    assert f"With the policy of Elmfield Borough on {LONGEST}" in shown


def test_local_policy_is_in_the_list_and_among_the_changes(elmfield_policy: CommandLine) -> None:
    listed = by_name(elmfield_policy("law", "list", "--as-at", "2026-09-01", "--json").told)[LONGEST]
    assert (listed["value"], listed["authority"], listed["confidence"]) == (5, "local", None)
    told = elmfield_policy("law", "changes", "--from", "2025-09-01", "--to", "2026-09-01", "--json").told
    own = [change for change in told["changes"] if change["after"]["name"] == LONGEST]
    assert [(change["before"]["value"], change["after"]["value"]) for change in own] == [(6, 4), (4, 5)]


def test_a_home_without_policy_says_so(fresh: CommandLine) -> None:
    ended = fresh("law", "list", "--as-at", "2026-09-01")
    assert "National law only: Elmfield Borough has no policy of its own" in ended.plain
    assert fresh("law", "list", "--as-at", "2026-09-01", "--json").err == ""


def test_a_policy_saved_by_an_editor_of_another_system(fresh: CommandLine, tmp_path: Path) -> None:
    """With the mark that such editors put first, and their ends of lines."""
    text = "\ufeff" + POLICY.replace("\n", "\r\n")
    (tmp_path / "home" / "local-policy.toml").write_bytes(text.encode())
    assert fresh("law", "show", LONGEST, "--as-at", "2026-09-01", "--json").told["value"] == 5


class Refused(NamedTuple):
    """Words after `schoolward law`, and a part of what it says."""

    words: str
    says: str


REFUSED = [
    Refused("show code_n_days", "no parameter 'code_n_days': did you mean code_n_school_days?"),
    Refused("show moonphase", "the law has no parameter 'moonphase': `schoolward law list` names them all"),
    Refused("show code_n_school_days --as-at 2020-01-01", "is held for 2020-01-01: the first is from 2024-08-19"),
    Refused("show code_n_school_days --as-at soon", "--as-at 'soon' is not a day"),
    Refused("list --as-at 2001-01-01", "nothing of the law is held for 2001-01-01: the first day held is 2005-08-01. "
            "Ask with --as-at 2005-08-01 or later."),
    Refused("list --topic moons", "no topic 'moons'; its topics are absence,"),
    Refused("changes --from 2026-01-01 --to 2025-01-01", "ends (2025-01-01) before it begins (2026-01-01)"),
    Refused("changes --from 1995-01-01 --to 2001-01-01", "the first day held is 2005-08-01. Ask with --to"),
    Refused("changes --from 1/1/2026 --to 2026-02-01", "--from '1/1/2026' is not a day"),
    Refused("show", "Missing argument 'NAME'"),
    Refused("", "Usage: schoolward law"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.words or "nothing")
def test_questions_that_cannot_be_answered(nowhere: CommandLine, case: Refused) -> None:
    assert case.says in nowhere("law", *case.words.split(), expect=2).plain


FAULTY_POLICIES = {
    "no TOML": ("[[", "cannot be read as TOML"),
    "a citation is lacking": (POLICY.replace("citation", "remark"), "lacks citation"),
    "out of bounds": (POLICY.replace("value = 5", "value = 7"), "7 is above 6, the most that the law allows"),
    "settled by statute": (
        f'[[{CODE_N}]]\nfrom = 2025-09-01\nvalue = 9\ncitation = "x"',
        "cannot be set by local",
    ),
}


@pytest.mark.parametrize(("text", "says"), FAULTY_POLICIES.values(), ids=FAULTY_POLICIES)
@pytest.mark.parametrize("words", ["list", f"show {LONGEST}", "changes --from 2025-01-01 --to 2026-12-31"])
def test_a_policy_that_cannot_be_used(
    fresh: CommandLine, tmp_path: Path, words: str, text: str, says: str
) -> None:
    """Refused with the file's name; the law is not shown without what the authority believes to be in it."""
    (tmp_path / "home" / "local-policy.toml").write_text(text, encoding="utf-8")
    ended = fresh("law", *words.split(), expect=2)
    assert says in ended.plain
    assert "home/local-policy.toml" in ended.plain
    assert ended.out == ""


def test_a_policy_in_another_alphabet_of_bytes(fresh: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "home" / "local-policy.toml").write_bytes(
        POLICY.replace("Elmfield", "Bücken").encode("latin-1")
    )
    assert "is not written in UTF-8" in fresh("law", "list", expect=2).plain


def test_a_home_that_is_spoiled_is_not_passed_over(fresh: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "home" / "authority.toml").write_text("code = ", encoding="utf-8")
    assert "does not say whose data these are" in fresh("law", "list", expect=4).plain


def values_in(value: Any, path: str, shape: Shape) -> Iterator[tuple[str, Any]]:
    """Every value of a document with its path, as the descriptions write it."""
    kind = shape.kinds().get(path)
    if kind is not None and (value is None or not isinstance(value, list) or CONTENT in kind):
        yield path, value
    elif isinstance(value, list):
        for item in value:
            yield from values_in(item, f"{path}[]", shape)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from values_in(inner, f"{path}.{name}".removeprefix("."), shape)
    else:
        yield path, value


def is_of_kind(value: Any, kind: str) -> bool:
    if kind.endswith(" or null"):
        return value is None or is_of_kind(value, kind.removesuffix(" or null"))
    if kind == CONTENT:
        is_list = isinstance(value, list) and value != [] and all(isinstance(word, str) for word in value)
        return is_list or is_of_kind(value, INTEGER) or is_of_kind(value, TEXT)
    if kind == INTEGER:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, {TEXT: str, FLAG: bool, PER_NAME: dict}[kind])


def test_json_is_what_the_reference_describes(elmfield_policy: CommandLine) -> None:
    seen: dict[str, set[str]] = {}
    for words in (
        "law list --as-at 2026-09-01",
        f"law show {LONGEST} --as-at 2026-09-01",
        f"law show {CODE_N} --as-at 2026-09-01",
        "law changes --from 2024-01-01 --to 2026-12-31",
    ):
        command = " ".join(words.split()[:2])
        shape = SHAPES_OF_LAW[command]
        for path, value in values_in(elmfield_policy(*words.split(), "--json").told, "", shape):
            assert path in shape.kinds(), (
                f"{words} prints {path}: describe it in docs/rendering/json_shapes.py"
            )
            assert is_of_kind(value, shape.kinds()[path]), f"{words}: {path} is {value!r}"
            seen.setdefault(command, set()).add(path)
    assert seen == {command: set(shape.kinds()) for command, shape in SHAPES_OF_LAW.items()}


def test_every_command_of_the_law_has_its_json_described() -> None:
    group: Any = getattr(typer.main.get_command(app), "commands", {})["law"]
    assert {f"law {name}" for name in group.commands} == set(SHAPES_OF_LAW)
