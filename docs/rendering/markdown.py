"""Writes the few forms of Markdown that the reference pages are made of, so that none of them can break a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


class CannotRender(ValueError):
    """The project lacks something that a page must say; the message says what to add and where."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of docs/reference: its file's name, with the folder in it if it has one, and what stands in it."""

    name: str
    text: str


def page(name: str, title: str, *parts: str, made_from: str) -> Page:
    """The page with its title and, for whoever is about to edit it, where its words come from."""
    warning = f"*Rendered by `make docs` from {made_from}. Do not edit this page: change its source.*"
    return Page(name=name, text="\n\n".join([f"# {title}", warning, *parts]) + "\n")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """A table; the columns with the places in `right` are ranged right, as numbers are."""
    rules = ["---:" if place in right else "---" for place in range(len(headings))]
    lines = ["| " + " | ".join(headings) + " |", "|" + "|".join(rules) + "|"]
    for row in rows:
        if len(row) != len(headings):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(headings)} columns: {row}")
        lines.append("| " + " | ".join(_cell(text) for text in row) + " |")
    return "\n".join(lines)


def bullets(lines: Iterable[str]) -> str:
    """A list without numbers."""
    return "\n".join(f"- {line}" for line in lines)


def code(text: str) -> str:
    """The text as a computer's word. A mark may itself be a backslash or, in theory, a backtick."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def block(text: str, *, language: str = "") -> str:
    """Several lines as a computer's words."""
    return f"```{language}\n{text.strip(chr(10))}\n```"


def sentence(text: str) -> str:
    """The text beginning with a capital and ending with a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def prose(text: str) -> str:
    """The text with nothing in it that Markdown would take for its own, but for words between backticks."""
    parts = text.split("`")
    return "`".join(
        part if place % 2 else _PUNCTUATION.sub(r"\\\g<0>", part) for place, part in enumerate(parts)
    )


_PUNCTUATION = re.compile(r"[\\*<]|(?<!\w)_|_(?!\w)")


def day(on: date) -> str:
    """A day as people write it, in English whatever the machine's language."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _cell(text: str) -> str:
    """A cell's text on one line, with nothing in it that would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")
