"""Reads the authority's own policy, which stands before the national value where the law leaves room for it.

The file has a table for each value, under the parameter's name:

    [[notice_to_improve_longest]]
    from = 2026-09-01
    value = 6
    citation = "Demo Borough code of conduct for penalty notices, July 2026, section 4"
"""

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

from schoolward.law.book import LawBook
from schoolward.law.value_files import content_of
from schoolward.law.values import Authority, Content, DatedValue, Parameter
from schoolward.register.codes import is_known_on

_KEYS = frozenset({"from", "value", "citation"})
_OPTIONAL_KEYS = frozenset({"note"})


class LocalPolicyFault(ValueError):
    """A file of local policy that cannot be used; the message names the parameter and how to mend it."""


def with_local_policy(law: LawBook, text: str, *, file: str) -> LawBook:
    """The law with the policy in the text laid over it. Nothing of a file with a fault is taken."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise LocalPolicyFault(f"{file} cannot be read as TOML: {fault}") from None
    laid = dict(law.parameters)
    for name, entries in raw.items():
        if name not in laid:
            raise LocalPolicyFault(
                f"{file}: the law has no parameter {name}; `schoolward law list` names them all"
            )
        parameter = laid[name]
        if not parameter.override.allowed:
            raise LocalPolicyFault(
                f"{file}: {name} cannot be set by local policy, since {parameter.values[-1].citation} settles it"
            )
        if not isinstance(entries, list):
            raise LocalPolicyFault(f"{file}: write [[{name}]] with two brackets, once for each value")
        try:
            values = sorted(
                (_value_of(parameter, entry, place=f"{file}: {name}") for entry in entries),
                key=lambda value: value.in_force_from or date.max,
            )
            laid[name] = replace(parameter, local_values=tuple(values))
        except LocalPolicyFault:
            raise
        except ValueError as fault:
            raise LocalPolicyFault(f"{file}: {fault}") from None
    return LawBook(laid)


def _value_of(parameter: Parameter, raw: Any, *, place: str) -> DatedValue:
    if not isinstance(raw, dict):
        raise LocalPolicyFault(f"{place}: each value is a table with from, value and citation")
    if lacking := sorted(_KEYS - raw.keys()):
        raise LocalPolicyFault(
            f"{place} lacks {', '.join(lacking)}: every value needs from, value and citation"
        )
    if unknown := sorted(raw.keys() - _KEYS - _OPTIONAL_KEYS):
        raise LocalPolicyFault(f"{place} has {', '.join(unknown)}, which means nothing here")
    if type(raw["from"]) is not date:
        raise LocalPolicyFault(
            f"{place}: from = {raw['from']!r} is not a day: write it as 2026-09-01, without quotes"
        )
    if raw["from"] < parameter.first_held_on:
        raise LocalPolicyFault(
            f"{place}: from {raw['from']} lies before {parameter.first_held_on}, the first day of the national value"
        )
    try:
        content = content_of(raw["value"])
    except ValueError as fault:
        raise LocalPolicyFault(f"{place}: {fault}") from None
    _check_bounds(parameter, content, on=raw["from"], place=place)
    return DatedValue(
        name=parameter.name,
        unit=parameter.unit,
        in_force_from=raw["from"],
        content=content,
        citation=" ".join(str(raw["citation"]).split()),
        authority=Authority.LOCAL,
        confidence=None,
        note=" ".join(str(raw.get("note", "")).split()),
    )


def _check_bounds(parameter: Parameter, content: Content, *, on: date, place: str) -> None:
    """Raise unless the value is one that the law leaves open: a number within bounds, a word or codes that exist."""
    override = parameter.override
    if isinstance(content, int):
        if override.at_least is not None and content < override.at_least:
            raise LocalPolicyFault(
                f"{place}: {content} is below {override.at_least}, the least that the law allows"
            )
        if override.at_most is not None and content > override.at_most:
            raise LocalPolicyFault(
                f"{place}: {content} is above {override.at_most}, the most that the law allows"
            )
    elif isinstance(content, str):
        if override.one_of and content not in override.one_of:
            words = " or ".join(repr(word) for word in override.one_of)
            raise LocalPolicyFault(f"{place}: {content!r} means nothing here: write {words}")
    elif parameter.unit == "codes":
        if unknown := [code for code in content if not is_known_on(code, on)]:
            raise LocalPolicyFault(f"{place}: {', '.join(unknown)} is no register code on {on}")
