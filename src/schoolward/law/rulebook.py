"""Every rule by its name."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from schoolward.law import rules
from schoolward.law.rule import Rule
from schoolward.law.values import LawNotFound


class UnknownRule(LawNotFound):
    """No rule has that name."""


def _every_rule() -> Mapping[str, Rule]:
    found = (import_module(f"{rules.__name__}.{module.name}").RULE for module in iter_modules(rules.__path__))
    return {rule.name: rule for rule in sorted(found, key=lambda rule: rule.name)}


RULES = _every_rule()


def rule_named(name: str) -> Rule:
    """The rule of that name; UnknownRule names the nearest."""
    if name not in RULES:
        from difflib import get_close_matches

        near = get_close_matches(name, RULES, n=3)
        hint = f"did you mean {', '.join(near)}? " if near else ""
        raise UnknownRule(f"there is no rule {name!r}: {hint}The rules are {', '.join(RULES)}.")
    return RULES[name]
