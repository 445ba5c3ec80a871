"""Holds docs/reference/command-line.md to the commands that there are; others write scripts against them."""

import importlib
import re
from typing import Any

import pytest
import typer

from tests.completeness.source import REPOSITORY, listed, modules

DOCUMENT = REPOSITORY / "docs" / "reference" / "command-line.md"
NAME = "docs/reference/command-line.md"


def document() -> str:
    if not DOCUMENT.exists():
        pytest.fail(f"Write {NAME}: one heading a command (`## schoolward load`), and under it every option")
    return DOCUMENT.read_text(encoding="utf-8")


def commands() -> dict[str, Any]:
    """Every command of `schoolward`, by the words that one types after it."""
    try:
        app = importlib.import_module("schoolward.console.app").app
    except ModuleNotFoundError as missing:
        pytest.fail(f"Add `app = typer.Typer(...)` in src/schoolward/console/app.py ({missing})")
    found: dict[str, Any] = {}

    def collect(words: str, command: Any) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            found[f"{words} {name}".strip()] = inner
            collect(f"{words} {name}".strip(), inner)

    collect("", typer.main.get_command(app))
    assert found, "schoolward has no commands"
    return {words: command for words, command in found.items() if not getattr(command, "hidden", False)}


def section(text: str, words: str) -> str | None:
    """What stands under the heading of a command, up to the next heading of the same rank."""
    heading = re.search(rf"^(#+)\s+`?schoolward {re.escape(words)}`?\s*$", text, re.MULTILINE)
    if heading is None:
        return None
    rest = text[heading.end() :]
    following = re.search(rf"^#{{1,{len(heading.group(1))}}}\s", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


def test_every_command_has_its_heading() -> None:
    text = document()
    faults = [f"## schoolward {words}" for words in commands() if section(text, words) is None]
    assert not faults, listed(faults, f"Add these headings to {NAME}, with what the command does:")


def test_every_option_is_described() -> None:
    text = document()
    faults = [
        f"{option} under `schoolward {words}`"
        for words, command in commands().items()
        for parameter in command.params
        if parameter.param_type_name == "option" and not getattr(parameter, "hidden", False)
        for option in parameter.opts
        if option.startswith("--")
        and not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", section(text, words) or "")
    ]
    assert not faults, listed(faults, f"Describe these options in {NAME}:")


def test_no_command_is_documented_that_is_not_there() -> None:
    headings = re.findall(r"^#+\s+`?schoolward ([a-z][a-z -]*?)`?\s*$", document(), re.MULTILINE)
    faults = [f"schoolward {words}" for words in headings if words not in commands()]
    assert not faults, listed(faults, f"Take these headings out of {NAME}, or bring the commands back:")


def test_every_setting_is_documented() -> None:
    text = document()
    settings = {name for module in modules() for name in re.findall(r"\bSCHOOLWARD_[A-Z_]+\b", module.text)}
    assert "SCHOOLWARD_HOME" in settings, "nothing reads SCHOOLWARD_HOME, which names the folder of all data"
    faults = [name for name in sorted(settings) if name not in text]
    assert not faults, listed(faults, f"Say in {NAME} what these environment variables do:")
