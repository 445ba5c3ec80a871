"""Writes a pack as JSON, for programs, and as one HTML file that a family can open anywhere and print."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string

from schoolward.access.reach import HERE
from schoolward.keeping.plain_words import code_in_words, day_in_words, field_in_words
from schoolward.keeping.subject_access import Mark, Pack, Row
from schoolward.keeping.third_parties import Theirs
from schoolward.register.codes import BLANK_MARKS, code_on
from schoolward.register.years import AcademicYear

WIDEST_TABLE = 6
"""Columns that fit a printed page; records with more fields are told one below the other."""

COMPUTERS_WORD = re.compile("[a-z]+(_[a-z0-9]+|-[a-z]+)+")
HALVES = {"AM": "Morning", "PM": "Afternoon"}
LEFT_OUT = "Left out"
NOT_HELD = "–"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A value in words; `mark` says that it is somebody else's, and why."""

    text: str
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A section as it is laid out: one table, or records one below the other."""

    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def is_table(self) -> bool:
        """Whether it fits a page as a table."""
        return len(self.columns) <= WIDEST_TABLE

    @property
    def records(self) -> list[list[tuple[str, Cell]]]:
        """Each record as its fields, without those of which nothing is held."""
        return [
            [(name, cell) for name, cell in zip(self.columns, row, strict=True) if cell.text != NOT_HELD]
            for row in self.rows
        ]


@dataclass(frozen=True, kw_only=True)
class Year:
    """The register of one school and academic year: a line a day, and how often each mark was given."""

    title: str
    days: tuple[tuple[str, str, str], ...]
    counts: tuple[tuple[str, int], ...]


def as_json(pack: Pack) -> bytes:
    """The pack for programs; what is left out says so in its place."""
    told = {
        "child": pack.name,
        "pupil_numbers": list(pack.upns),
        "records": list(pack.records),
        "made_at": pack.made_at.isoformat(),
        "made_by": pack.made_by,
        "shows_other_people": pack.shows_others,
        "held": [
            {"kind": section.kind, "title": section.title, "about": section.about, "records": section.rows}
            for section in pack.sections
        ],
        "register": [
            {
                "school": mark.school,
                "day": mark.on,
                "half_of_the_day": mark.session,
                "code": mark.code,
                "meaning": meaning_of(mark.code, mark.on),
                "minutes_late": mark.minutes_late,
                "comment": mark.comment,
                "told_by": mark.told_by,
                "corrected_by": mark.replaced_by,
            }
            for mark in pack.marks
        ],
        "who_looked": pack.looks,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain).encode()


def as_html(pack: Pack, *, authority: str) -> bytes:
    """The pack for a family: one file with its looks in it and no link that leads out of it."""
    # Of a child with one record, no row need say which.
    needless = "" if len(pack.records) > 1 else field_in_words("pupil")
    sections = [_shown(each.title, each.about, each.rows, needless=needless) for each in pack.sections]
    corrected = [mark for mark in pack.marks if mark.replaced_by is not None]
    page = render_to_string(
        "keeping/pack.html",
        {
            "pack": pack,
            "authority": authority,
            "made_on": in_words(pack.made_at.astimezone(HERE).date()),
            "sections": sections,
            "years": list(_years([mark for mark in pack.marks if mark.replaced_by is None])),
            "corrections": _shown("Marks that were corrected", "", [_correction(mark) for mark in corrected]),
            "looks": _shown("Who looked", "", pack.looks),
            "left_out": sum(bool(cell.mark) for section in sections for row in section.rows for cell in row),
        },
    )
    return page.encode()


def in_words(value: Any) -> str:
    """A value as people write it."""
    if value is None or value == "" or value == []:
        return NOT_HELD
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        local = value.astimezone(HERE)
        return f"{in_words(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, list | tuple):
        return ", ".join(in_words(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {in_words(each)}" for name, each in value.items())
    text = str(value)
    # A computer's word, such as looked_after or subject-access-pack.
    return text.replace("_", " ").replace("-", " ") if COMPUTERS_WORD.fullmatch(text) else text


def meaning_of(code: str, on: date) -> str:
    """What a mark says in words."""
    if code in BLANK_MARKS:
        return "no mark"
    known = code_on(code, on)
    return known.meaning if known else f"code {code}"


def _plain(value: Any) -> Any:
    if isinstance(value, Theirs):
        if value.value is None:
            return {"left_out": value.why}
        return {"value": value.value, "check_before_giving": value.why}
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(value: Any) -> Cell:
    if isinstance(value, Theirs):
        return Cell(text=LEFT_OUT if value.value is None else in_words(value.value), mark=value.why)
    return Cell(text=in_words(value))


def _shown(title: str, about: str, rows: Sequence[Row], *, needless: str = "") -> Shown:
    names = [name for name in dict.fromkeys(name for row in rows for name in row) if name != needless]
    cells = {name: [_cell(code_in_words(name, row.get(name))) for row in rows] for name in names}
    held = [name for name in names if any(cell.text != NOT_HELD for cell in cells[name])]
    return Shown(
        title=title,
        about=about,
        columns=tuple(held),
        rows=tuple(zip(*(cells[name] for name in held), strict=True)) if held else (),
    )


def _years(marks: Sequence[Mark]) -> Iterator[Year]:
    def key(mark: Mark) -> tuple[int, str]:
        return AcademicYear.of(mark.on).start_year, mark.school

    for (start, school), several in groupby(sorted(marks, key=key), key=key):
        theirs = list(several)
        counts = Counter(meaning_of(mark.code, mark.on) for mark in theirs)
        days: dict[date, dict[str, str]] = {}
        for mark in sorted(theirs, key=lambda mark: (mark.on, mark.session)):
            days.setdefault(mark.on, {})[mark.session] = _mark_in_words(mark)
        yield Year(
            title=f"{school}, {AcademicYear(start).label}",
            days=tuple(
                (in_words(on), halves.get("AM", NOT_HELD), halves.get("PM", NOT_HELD))
                for on, halves in days.items()
            ),
            counts=tuple(counts.most_common()),
        )


def _mark_in_words(mark: Mark) -> str:
    late = f", {mark.minutes_late} minutes late" if mark.minutes_late else ""
    said = f". The school wrote: {mark.comment}" if mark.comment else ""
    return f"{mark.code}  {meaning_of(mark.code, mark.on)}{late}{said}".strip()


def _correction(mark: Mark) -> Row:
    return {
        "Day": mark.on,
        "Half of the day": HALVES.get(mark.session, mark.session),
        "Mark before": _mark_in_words(mark),
        "Told by": mark.told_by,
        "Corrected by": mark.replaced_by,
    }
