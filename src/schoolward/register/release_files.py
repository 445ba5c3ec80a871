"""Reads the dated files of register codes; refuses one that says too little or what is not understood."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

import yaml

from schoolward.register.classes import LegalCategory, StatisticalClass
from schoolward.register.register_code import CodeNote, CodeRelease, Confidence, RegisterCode
from schoolward.register.sessions import SessionHalf
from schoolward.register.strict_yaml import fault_of_keys, read_yaml

_RELEASE_KEYS = frozenset({"title", "valid_from", "citation", "codes"})
_CODE_KEYS = frozenset(
    {
        "meaning",
        "legal_category",
        "statistical_class",
        "sessions",
        "citation",
        "confidence",
        "verified",
        "notes",
    }
)
_OPTIONAL_CODE_KEYS = frozenset({"withdrawn_on"})
_NOTE_KEYS = frozenset({"text", "confidence"})
_SESSIONS = {
    "AM": frozenset({SessionHalf.AM}),
    "PM": frozenset({SessionHalf.PM}),
    "both": frozenset(SessionHalf),
}


class CodeReleaseFault(ValueError):
    """A code release file that cannot be used; the message names the file, the code and the fault."""


def read_releases(folder: Traversable | None = None) -> tuple[CodeRelease, ...]:
    """Every release in the folder (the package's own if none is given), the earliest first.

    A release ends on the day before the next begins. A code that the next one leaves out was withdrawn on
    that day, unless its own entry says earlier.
    """
    folder = folder if folder is not None else files("schoolward.register").joinpath("code_releases")
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda e: e.name
    )
    if not found:
        raise CodeReleaseFault("no code release files were found")
    return _chained([_release_of(entry.name, entry.read_text(encoding="utf-8")) for entry in found])


@dataclass(frozen=True, kw_only=True)
class _Release:
    """One file's contents, checked, before its neighbours have dated its codes."""

    valid_from: date
    title: str
    citation: str
    codes: Mapping[str, tuple[date | None, dict[str, Any]]]


def _chained(unordered: Iterable[_Release]) -> tuple[CodeRelease, ...]:
    """The releases in order of date, each with its end and its codes dated."""
    ordered = sorted(unordered, key=lambda release: release.valid_from)
    chained: list[CodeRelease] = []
    for release, following in zip_longest(ordered, ordered[1:]):
        if following is not None and following.valid_from == release.valid_from:
            raise CodeReleaseFault(f"two releases begin on {release.valid_from}")
        valid_until = None if following is None else following.valid_from - timedelta(days=1)
        before = chained[-1].codes if chained else {}
        codes = {
            code: RegisterCode(
                **fields,
                introduced_on=_introduced_on(code, release=release, before=before),
                withdrawn_on=_withdrawn_on(code, release=release, following=following),
            )
            for code, (_, fields) in release.codes.items()
        }
        chained.append(
            CodeRelease(
                valid_from=release.valid_from,
                valid_until=valid_until,
                title=release.title,
                citation=release.citation,
                codes=MappingProxyType(codes),
            )
        )
    return tuple(chained)


def _introduced_on(code: str, *, release: _Release, before: Mapping[str, RegisterCode]) -> date:
    """The first day of the unbroken run of releases that have the code."""
    earlier = before.get(code)
    continues = earlier is not None and earlier.withdrawn_on is None
    return earlier.introduced_on if earlier is not None and continues else release.valid_from


def _withdrawn_on(code: str, *, release: _Release, following: _Release | None) -> date | None:
    """The last day of the code: as its entry states, else the last of a release after which it is gone."""
    stated, _ = release.codes[code]
    if following is None:
        return stated
    if code in following.codes:
        if stated is not None:
            raise CodeReleaseFault(f"{release.title}: code {code} is withdrawn, yet {following.title} has it")
        return None
    last_on = following.valid_from - timedelta(days=1)
    if stated is not None and stated > last_on:
        raise CodeReleaseFault(f"{release.title}: code {code} is withdrawn after the release ends")
    return stated or last_on


def _release_of(name: str, text: str) -> _Release:
    """The checked contents of one file."""
    try:
        raw = read_yaml(text)
    except yaml.YAMLError as fault:
        raise CodeReleaseFault(f"{name}: {fault}") from fault
    _check_keys(raw, where=name, required=_RELEASE_KEYS)
    if type(raw["valid_from"]) is not date:
        raise CodeReleaseFault(f"{name}: valid_from is not a date")
    _check_words(raw, where=name, keys=("title", "citation"))
    if not isinstance(raw["codes"], dict) or not raw["codes"]:
        raise CodeReleaseFault(f"{name}: it has no codes")
    return _Release(
        valid_from=raw["valid_from"],
        title=raw["title"].strip(),
        citation=raw["citation"].strip(),
        codes={
            code: _code_of(code, raw=entry, where=f"{name}: code {code}")
            for code, entry in raw["codes"].items()
        },
    )


def _code_of(code: object, *, raw: Any, where: str) -> tuple[date | None, dict[str, Any]]:
    """The day of withdrawal if the entry states one, and the checked fields of the code."""
    if not isinstance(code, str):
        raise CodeReleaseFault(f"{where} must be written in quotes")
    _check_keys(raw, where=where, required=_CODE_KEYS, optional=_OPTIONAL_CODE_KEYS)
    _check_words(raw, where=where, keys=("meaning", "citation"))
    withdrawn_on = raw.get("withdrawn_on")
    if withdrawn_on is not None and type(withdrawn_on) is not date:
        raise CodeReleaseFault(f"{where}: withdrawn_on is not a date")
    if not isinstance(raw["notes"], list):
        raise CodeReleaseFault(f"{where}: notes is not a list")
    if not isinstance(raw["sessions"], str) or raw["sessions"] not in _SESSIONS:
        raise CodeReleaseFault(f"{where}: sessions is {raw['sessions']!r}, not AM, PM or both")
    try:
        confidence = Confidence(raw["confidence"])
        fields = {
            "code": code,
            "meaning": raw["meaning"].strip(),
            "legal_category": LegalCategory(raw["legal_category"]),
            "statistical_class": StatisticalClass(raw["statistical_class"]),
            "sessions": _SESSIONS[raw["sessions"]],
            "notes": tuple(_note_of(note, where=where) for note in raw["notes"]),
            "citation": raw["citation"].strip(),
            "confidence": confidence,
        }
    except ValueError as fault:
        raise CodeReleaseFault(f"{where}: {fault}") from fault
    if raw["verified"] is not confidence.is_verified:
        right = "yes" if confidence.is_verified else "no"
        raise CodeReleaseFault(f"{where}: verified must be {right} with confidence {confidence}")
    return withdrawn_on, fields


def _note_of(raw: Any, *, where: str) -> CodeNote:
    """One checked note."""
    _check_keys(raw, where=f"{where}, a note", required=_NOTE_KEYS)
    _check_words(raw, where=f"{where}, a note", keys=("text",))
    return CodeNote(raw["text"].strip(), Confidence(raw["confidence"]))


def _check_keys(
    raw: Any, *, where: str, required: frozenset[str] = frozenset(), optional: frozenset[str] = frozenset()
) -> None:
    """Raise unless the mapping has every required key and none beyond the optional."""
    if fault := fault_of_keys(raw, required=required, optional=optional):
        raise CodeReleaseFault(f"{where}: {fault}")


def _check_words(raw: Mapping[str, Any], *, where: str, keys: tuple[str, ...]) -> None:
    """Raise unless each key holds text."""
    for key in keys:
        if not isinstance(raw[key], str) or not raw[key].strip():
            raise CodeReleaseFault(f"{where}: {key} missing")
