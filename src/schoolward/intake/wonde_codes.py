"""Finds where a school's own description of an attendance code contradicts the national meaning."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from schoolward.intake.wonde_records import text_of
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import class_of

_PRESENT = frozenset({StatisticalClass.PRESENT, StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY})
_AUTHORISED = frozenset({StatisticalClass.AUTHORISED_ABSENCE})
_UNAUTHORISED = frozenset({StatisticalClass.UNAUTHORISED_ABSENCE})
_NOT_POSSIBLE = frozenset({StatisticalClass.NOT_POSSIBLE})
_ALL = frozenset(StatisticalClass)

_TYPES: dict[str, frozenset[StatisticalClass]] = {
    "present": _PRESENT,
    "late": _PRESENT | _UNAUTHORISED,
    "educationalactivity": frozenset({StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY}),
    "approvededucationalactivity": frozenset({StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY}),
    "absent": _AUTHORISED | _UNAUTHORISED,
    "absence": _AUTHORISED | _UNAUTHORISED,
    "authorised": _AUTHORISED,
    "authorisedabsence": _AUTHORISED,
    "authorisedabsent": _AUTHORISED,
    "unauthorised": _UNAUTHORISED,
    "unauthorisedabsence": _UNAUTHORISED,
    "unauthorisedabsent": _UNAUTHORISED,
    "notrequired": _NOT_POSSIBLE,
    "attendancenotrequired": _NOT_POSSIBLE,
    "cancelled": _NOT_POSSIBLE,
}
"""The classes that fit each word seen for a code's type. A word that is not here says nothing against ours."""

_FLAGS: dict[str, tuple[frozenset[StatisticalClass], frozenset[StatisticalClass]]] = {
    "is_present": (_PRESENT, _ALL - {StatisticalClass.PRESENT}),
    "present": (_PRESENT, _ALL - {StatisticalClass.PRESENT}),
    "is_authorised": (_ALL - _UNAUTHORISED, _ALL - _AUTHORISED),
    "is_authorised_absence": (_AUTHORISED, _ALL - _AUTHORISED),
    "is_unauthorised_absence": (_UNAUTHORISED, _ALL - _UNAUTHORISED),
}
"""The classes that fit a flag that is true, and one that is false."""


def contradicting_codes(items: Iterable[Mapping[str, Any]], on: date) -> tuple[str, ...]:
    """Codes whose type or flags fit no class but another than ours on the day, in their own order, each once."""
    found: list[str] = []
    for item in items:
        code = text_of(item.get("code"))
        ours = class_of(code, on)
        if ours is not None and code not in found and any(ours not in fitting for fitting in _fitting(item)):
            found.append(code)
    return tuple(found)


def _fitting(item: Mapping[str, Any]) -> list[frozenset[StatisticalClass]]:
    said = [_FLAGS[flag][0 if item[flag] else 1] for flag in _FLAGS if isinstance(item.get(flag), bool)]
    word = re.sub(r"[^a-z]+", "", text_of(item.get("type")).casefold()).replace("authoriz", "authoris")
    return [*said, *([_TYPES[word]] if word in _TYPES else [])]
