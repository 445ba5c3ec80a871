"""Knows a file's columns by their heading, however a sender spells, orders or spaces it."""

import csv
import re
from dataclasses import dataclass, field
from functools import cached_property

from schoolward.intake.batches import UnreadableFile
from schoolward.intake.text import opening_text

HEAD_BYTES = 1 << 16
"""How much of a file's opening is enough to recognise it."""

_DELIMITERS = (",", ";", "\t")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Known:
    """A column that a format has: our name for it, and other names, the one to be preferred first."""

    name: str
    synonyms: tuple[str, ...] = ()

    def place_of(self, folded: str) -> int | None:
        """How strongly a folded heading names this column: 0 is our own name; None if it does not."""
        return self._places.get(folded)

    @cached_property
    def _places(self) -> dict[str, int]:
        names = [fold(name) for name in (self.name, *self.synonyms)]
        return {name: place for place, name in reversed(list(enumerate(names)))}


@dataclass(frozen=True)
class Layout:
    """What a kind of file has in its heading. Of each group in `one_of`, one set of columns must be there whole."""

    title: str
    required: tuple[Known, ...]
    optional: tuple[Known, ...] = ()
    one_of: tuple[tuple[tuple[str, ...], ...], ...] = ()
    marks_of_others: tuple[str, ...] = field(default=(), kw_only=True)
    """Folded headings that show the file to be of another kind."""

    @cached_property
    def columns(self) -> tuple[Known, ...]:
        """Every column that the format knows."""
        return self.required + self.optional

    def fits(self, headings: "tuple[str, ...]") -> bool:
        """Whether a file with these headings is of this kind."""
        return not self.missing(headings) and not {fold(name) for name in headings} & set(
            self.marks_of_others
        )

    def missing(self, headings: "tuple[str, ...]") -> tuple[str, ...]:
        """The columns that the file would need and does not have, as words."""
        held = set(self.matched(headings))
        absent = [known.name for known in self.required if known.name not in held]
        for group in self.one_of:
            if not any(set(names) <= held for names in group):
                absent.append(" or ".join(" and ".join(names) for names in group))
        return tuple(absent)

    def matched(self, headings: "tuple[str, ...]") -> dict[str, int]:
        """Our name of each column held, with the place of the heading that names it best."""
        found: dict[str, tuple[int, int]] = {}
        for at, heading in enumerate(headings):
            folded = fold(heading)
            for known in self.columns:
                place = known.place_of(folded)
                if place is not None and (place, at) < found.get(known.name, (len(known.synonyms) + 1, 0)):
                    found[known.name] = (place, at)
        return {name: at for name, (_, at) in found.items()}


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A file's heading line: its columns' names as written, what parts them, and where the rows begin."""

    names: tuple[str, ...]
    delimiter: str
    line: int
    body_starts: int

    def places(self, layout: Layout) -> dict[str, int]:
        """Our names of the layout's columns with their place in the line.

        UnreadableFile names a required column that is missing, and one that two columns claim alike.
        """
        missing = layout.missing(self.names)
        if missing:
            raise UnreadableFile(
                f"the heading of {layout.title} needs the column{'s' if len(missing) > 1 else ''} "
                f"{', '.join(missing)}; it has {_listed(self.names)}"
            )
        folded = [fold(name) for name in self.names]
        places = layout.matched(self.names)
        for name, at in places.items():
            if folded.count(folded[at]) > 1:
                raise UnreadableFile(
                    f"the heading has the column {self.names[at]!r} twice ({name}); leave one out"
                )
        return places

    def unused(self, places: dict[str, int]) -> tuple[str, ...]:
        """The columns that the format does not read, as written; nameless ones are left out."""
        used = set(places.values())
        return tuple(name for at, name in enumerate(self.names) if at not in used and name.strip())


def fold(heading: str) -> str:
    """A heading without its case, spaces, underscores and other marks: `School URN` is `schoolurn`."""
    return _NOT_LETTERS.sub("", heading.casefold())


def heading_of(data: bytes) -> Heading:
    """The first line that holds anything, taken apart by the delimiter that gives it most columns.

    UnreadableFile where there is no such line, or where it is too long to be a heading.
    """
    start, line = 0, 1
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end == -1 else end
        if end - start > HEAD_BYTES:
            break
        if not data[start:end].strip():
            start, line = end + 1, line + 1
            continue
        text = data[start:end].decode(errors="replace").rstrip("\r")
        names, delimiter = max(
            (_parted(text, mark) for mark in _DELIMITERS), key=lambda parted: len(parted[0])
        )
        return Heading(names=names, delimiter=delimiter, line=line, body_starts=min(end + 1, len(data)))
    raise UnreadableFile("the file has no heading line with the names of its columns")


def headings_in(head: bytes) -> tuple[str, ...]:
    """The heading's names in a file's opening bytes, for recognising it; none where there is no heading."""
    text = opening_text(head[:HEAD_BYTES]).replace("\r\n", "\n").replace("\r", "\n")
    try:
        return heading_of(text.encode(errors="replace")).names
    except UnreadableFile:
        return ()


def _parted(text: str, delimiter: str) -> tuple[tuple[str, ...], str]:
    try:
        names = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        names = []
    return tuple(name.strip() for name in names), delimiter


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(name[:40] for name in names[:20])
    return shown + (" …" if len(names) > 20 else "")
