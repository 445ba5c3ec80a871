"""The parameters that several operations have, each with its form, its description and how to mend it."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from pydantic import AfterValidator, WithJsonSchema

from schoolward.api.problems import Problem
from schoolward.law.rulebook import RULES
from schoolward.measures.definitions import measures
from schoolward.measures.dimensions import dimensions

YEARS = range(1990, 2100)
"""Years that can be asked about: every register that is still kept, and more."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COHORT = "cohort:[A-Za-z0-9_]+"
_DIMENSION = "|".join([*(dimension.name for dimension in dimensions()), _COHORT])
_CONDITION = f"^({_DIMENSION})=[^\\x00-\\x1f]{{1,100}}$"


def day_of_text(text: str) -> date:
    """A day written as 2025-09-01, of the centuries in which registers are kept."""
    told = _any_day(text)
    if told.year not in YEARS:
        raise ValueError(f"give a day of the years {YEARS[0]} to {YEARS[-1]}")
    return told


def instant_of_text(text: str) -> datetime:
    """The end of a day, or a time; in UTC unless it says otherwise."""
    if _DAY.fullmatch(text):
        return datetime.combine(_any_day(text), time.max, UTC)
    try:
        told = datetime.fromisoformat(text)
        return (told if told.tzinfo is not None else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("write a day as 2026-01-15 or a time as 2026-01-15T09:30:00+00:00") from None


def _any_day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError("this is no day; write it as 2025-09-01")


def _measure(name: str) -> str:
    if name not in measures():
        raise ValueError("there is no such measure; the description of the API lists them")
    return name


def _dimension(name: str) -> str:
    if not re.fullmatch(_DIMENSION, name):
        raise ValueError("figures cannot be grouped by that; the description of the API lists what there is")
    return name


def _condition(text: str) -> tuple[str, str]:
    if not re.fullmatch(_CONDITION[1:-1], text):
        raise ValueError("write DIMENSION=VALUE, for example phase=Primary")
    name, _, value = text.partition("=")
    return name, value


def _rule(name: str) -> str:
    if name not in RULES:
        raise ValueError("there is no such rule; the description of the API lists them")
    return name


Day = Annotated[str, AfterValidator(day_of_text), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[
    str,
    AfterValidator(instant_of_text),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    ),
]
MeasureName = Annotated[
    str, AfterValidator(_measure), WithJsonSchema({"type": "string", "enum": sorted(measures())})
]
DimensionName = Annotated[
    str, AfterValidator(_dimension), WithJsonSchema({"type": "string", "pattern": f"^({_DIMENSION})$"})
]
Condition = Annotated[
    str, AfterValidator(_condition), WithJsonSchema({"type": "string", "pattern": _CONDITION})
]
RuleName = Annotated[str, AfterValidator(_rule), WithJsonSchema({"type": "string", "enum": sorted(RULES)})]


def require_known(request: HttpRequest, asked: type[Schema]) -> None:
    """Refuses a parameter that the operation does not know: a slip would be answered as if it were not there."""
    known = {field.alias or name for name, field in asked.model_fields.items()}
    strange = sorted(set(request.GET) - known)
    if strange:
        raise Problem(
            422, f"There is no parameter {_printable(strange[0])}. There are: {', '.join(sorted(known))}."
        )


def _printable(name: str) -> str:
    return "".join(letter for letter in name[:40] if letter.isprintable()) or "without letters"
