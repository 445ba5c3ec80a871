"""Every chapter of cases, found by the name of its module: rule_<name of the rule>.py."""

from importlib import import_module
from pathlib import Path

from tests.spec.law.case import RuleChapter


def chapters() -> tuple[RuleChapter, ...]:
    """A chapter a rule, by the rule's name."""
    modules = sorted(Path(__file__).parent.glob("rule_*.py"))
    return tuple(import_module(f"tests.spec.law.{path.stem}").CHAPTER for path in modules)
