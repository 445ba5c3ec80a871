"""Reads what people type: days, instants, lists of names, and conditions."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand

from schoolward.measures.figures import BadQuestion
from schoolward.store.home import Home, open_home

DEFAULT_HOME = Path("schoolward-home")

HOME = typer.Option(
    "--home", envvar="SCHOOLWARD_HOME", help="Folder of all data; SCHOOLWARD_HOME names it for every command."
)

LISTS = ("--measure", "--by", "--where", "--area")


YEARS = range(1990, 2100)
"""Years that can be asked about: every register that is still kept, and more."""


class ListsWithoutRepeating(TyperCommand):
    """Lets `--by school phase` stand for `--by school --by phase`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Repeats the option's name before each further value."""
        spread: list[str] = []
        current: str | None = None
        for arg in args:
            if arg.startswith("--"):
                name = arg.partition("=")[0]
                current = name if name in LISTS else None
                spread.append(arg)
            elif current is not None and spread[-1] != current:
                spread += [current, arg]
            else:
                spread.append(arg)
        return super().parse_args(ctx, spread)


def home_at(folder: Path) -> Home:
    """The home in that folder."""
    return open_home(folder.expanduser())


def names(values: list[str]) -> tuple[str, ...]:
    """Names given one by one or with commas between them."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def day(text: str, *, option: str) -> date:
    """A day as yyyy-mm-dd, of the centuries in which registers are kept."""
    try:
        told = date.fromisoformat(text)
    except ValueError:
        raise BadQuestion(f"{option} {text!r} is not a day: write it as 2025-09-01") from None
    if told.year not in YEARS:
        raise BadQuestion(f"{option} {text} lies outside the years {YEARS[0]} to {YEARS[-1]}")
    return told


def instant(text: str, *, option: str) -> datetime:
    """A day (its end), or a date and time; UTC unless it says otherwise."""
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        told = datetime.fromisoformat(text)
    except ValueError:
        raise BadQuestion(
            f"{option} {text!r} is not a time: write a day as 2026-01-15 or a time as 2026-01-15T09:30:00+00:00"
        ) from None
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


def conditions(values: list[str]) -> tuple[tuple[str, str], ...]:
    """DIMENSION=VALUE, each."""
    told = []
    for value in values:
        name, equals, wanted = value.partition("=")
        if not equals or not name or not wanted:
            raise BadQuestion(f"--where {value!r} is not DIMENSION=VALUE, for example phase=Primary")
        told.append((name.strip(), wanted.strip()))
    return tuple(told)


def as_json(value: Any) -> str:
    """JSON as other programs read it: names kept, letters kept."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
