"""Reads the dated values of the law from their files; refuses a value that is not dated, cited or understood."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from schoolward.law.book import LawBook
from schoolward.law.values import Authority, Content, DatedValue, Override, Parameter
from schoolward.register.register_code import Confidence
from schoolward.register.strict_yaml import fault_of_keys, read_yaml

_PARAMETER_KEYS = frozenset({"label", "unit", "authority", "local_override", "values"})
_VALUE_KEYS = frozenset({"citation", "confidence", "verified"})
_OPTIONAL_VALUE_KEYS = frozenset({"from", "not_in_force", "value", "ended", "note", "authority"})


class LawFileFault(ValueError):
    """A file of values that cannot be used; the message names the file, the parameter and the fault."""


@cache
def national_law() -> LawBook:
    """The law of England as this release of Schoolward holds it, without local policy."""
    return read_law(files("schoolward.law").joinpath("parameters"))


def read_law(folder: Traversable) -> LawBook:
    """Every parameter of every file in the folder, by name."""
    parameters: dict[str, Parameter] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".yaml"):
            continue
        for parameter in read_topic(entry.name, entry.read_text(encoding="utf-8")):
            if parameter.name in parameters:
                raise LawFileFault(f"{entry.name}: {parameter.name} stands in another file already")
            parameters[parameter.name] = parameter
    if not parameters:
        raise LawFileFault("no files of values were found")
    return LawBook(parameters)


def read_topic(file: str, text: str) -> list[Parameter]:
    """The parameters of one file; its name without the ending is their topic."""
    try:
        raw = read_yaml(text)
    except yaml.YAMLError as fault:
        raise LawFileFault(f"{file} is not readable as YAML: {fault}") from fault
    if not isinstance(raw, dict) or not raw:
        raise LawFileFault(f"{file} holds no parameters")
    return [_parameter_of(name, entry, file=file) for name, entry in raw.items()]


def _parameter_of(name: str, raw: Any, *, file: str) -> Parameter:
    where = f"{file}: {name}"
    _check_keys(raw, where=where, required=_PARAMETER_KEYS)
    try:
        return Parameter(
            name=name,
            label=str(raw["label"]).strip(),
            unit=str(raw["unit"]),
            topic=file.removesuffix(".yaml"),
            override=_override_of(raw["local_override"], where=where),
            values=tuple(_value_of(name, value, raw, where=where) for value in raw["values"]),
        )
    except (ValueError, TypeError) as fault:
        raise LawFileFault(f"{where}: {fault}") from fault


def _override_of(raw: Any, *, where: str) -> Override:
    if isinstance(raw, bool):
        return Override(allowed=raw)
    _check_keys(raw, where=f"{where}, local_override", optional=frozenset({"at_least", "at_most", "one_of"}))
    return Override(allowed=True, **{**raw, "one_of": tuple(raw.get("one_of", ()))})


def _value_of(name: str, raw: Any, parameter: Mapping[str, Any], *, where: str) -> DatedValue:
    _check_keys(raw, where=where, required=_VALUE_KEYS, optional=_OPTIONAL_VALUE_KEYS)
    begins = raw.get("from")
    if (begins is None) != bool(raw.get("not_in_force")):
        raise ValueError("a value says either `from` or `not_in_force: yes`")
    if begins is not None and type(begins) is not date:
        raise ValueError(f"`from` is {begins!r}, not a day")
    if ("value" in raw) == bool(raw.get("ended")):
        raise ValueError("a value says either `value` or `ended: yes`")
    confidence = Confidence(raw["confidence"])
    if raw["verified"] is not confidence.is_settled_law:
        raise ValueError(f"verified must be {'yes' if confidence.is_settled_law else 'no'} with {confidence}")
    return DatedValue(
        name=name,
        unit=str(parameter["unit"]),
        in_force_from=begins,
        content=content_of(raw["value"]) if "value" in raw else None,
        citation=" ".join(str(raw["citation"]).split()),
        authority=Authority(raw.get("authority", parameter["authority"])),
        confidence=confidence,
        note=" ".join(str(raw.get("note", "")).split()),
    )


def content_of(raw: Any) -> Content:
    """A value as it is written in YAML or TOML; ValueError for what is no whole number, word or list of words."""
    if isinstance(raw, bool | float):
        raise ValueError(f"{raw!r} is neither a whole number, a word nor a list of words")
    if isinstance(raw, int):
        return raw
    if isinstance(raw, str):
        return " ".join(raw.split())
    if isinstance(raw, list) and raw and all(isinstance(word, str) for word in raw):
        return tuple(raw)
    raise ValueError(f"{raw!r} is neither a whole number, a word nor a list of words")


def _check_keys(
    raw: Any, *, where: str, required: frozenset[str] = frozenset(), optional: frozenset[str] = frozenset()
) -> None:
    """Raise unless the mapping has every required key and none beyond the optional."""
    if fault := fault_of_keys(raw, required=required, optional=optional):
        raise LawFileFault(f"{where}: {fault}")
