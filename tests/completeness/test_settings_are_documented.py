"""Holds docs/settings.md to the settings that there are."""

import ast
import re

from tests.completeness.source import REPOSITORY, listed, modules

PAGE = REPOSITORY / "docs" / "settings.md"
READERS = {"text", "words", "is_on", "whole", "key"}


def settings_read() -> set[str]:
    """The names that the configuration asks the environment for."""
    names = set()
    for module in modules():
        if module.room != "config" and module.path.name != "environment.py":
            continue
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in READERS
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    names.add(f"SCHOOLWARD_{first.value}")
    return names


def test_every_setting_is_described_and_nothing_else() -> None:
    described = set(re.findall(r"^\| `(SCHOOLWARD_\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert settings_read(), "no setting is read any more?"
    missing = sorted(settings_read() - described)
    assert not missing, listed(missing, "Describe these settings in docs/settings.md:")
    gone = sorted(described - settings_read())
    assert not gone, listed(gone, "Nothing reads these settings; take them out of docs/settings.md:")
