"""Answers what a register code means on the day of the session, whatever has become of the code since."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from schoolward.register.classes import StatisticalClass
from schoolward.register.register_code import CodeNote, CodeRelease, Confidence, RegisterCode
from schoolward.register.release_files import read_releases

__all__ = [
    "BLANK_MARKS",
    "CodeNote",
    "CodeRelease",
    "CodeSpan",
    "Confidence",
    "RegisterCode",
    "class_of",
    "code_on",
    "code_releases",
    "code_spans",
    "is_known_on",
    "is_retired_on",
    "release_on",
]

BLANK_MARKS = frozenset({"", "-"})
"""What a sender writes where it holds no mark: neither present nor absent, a defect to be counted."""


@dataclass(frozen=True, kw_only=True)
class CodeSpan:
    """The class of one code from a date until the day before another; null while it lasts."""

    code: str
    valid_from: date
    valid_until_exclusive: date | None
    statistical_class: StatisticalClass
    retired: bool

    def __post_init__(self) -> None:
        if self.valid_until_exclusive is not None and self.valid_until_exclusive <= self.valid_from:
            raise ValueError(f"the span of code {self.code} from {self.valid_from} holds no day")


@cache
def code_releases() -> tuple[CodeRelease, ...]:
    """Every release, the earliest first; each begins on the day after the one before it ends."""
    return read_releases()


@cache
def _entries_of(code: str) -> tuple[tuple[date, RegisterCode], ...]:
    """Each release's valid-from date and entry for the code, the latest first."""
    return tuple((r.valid_from, r.codes[code]) for r in reversed(code_releases()) if code in r.codes)


def release_on(on: date) -> CodeRelease:
    """The release in force on a day. LookupError before the first."""
    for release in reversed(code_releases()):
        if release.valid_from <= on:
            return release
    raise LookupError(f"no register codes are held for {on}, before {code_releases()[0].valid_from}")


def code_on(code: str, on: date) -> RegisterCode | None:
    """The code as it stood on the day, or as it last stood if it had been withdrawn by then.

    None for a code that was not yet introduced, that never was one, or that is written in the wrong case.
    """
    for valid_from, entry in _entries_of(code):
        if valid_from <= on:
            return entry
    return None


def class_of(code: str, on: date) -> StatisticalClass | None:
    """The statistical class of a mark made with this code for a session on this day; None if not known."""
    entry = code_on(code, on)
    return None if entry is None else entry.statistical_class


def is_known_on(code: str, on: date) -> bool:
    """Whether the code was in use on the day or had been before it. A blank mark is not a code."""
    return code_on(code, on) is not None


def is_retired_on(code: str, on: date) -> bool:
    """Whether the code had been withdrawn before the day: its mark is kept and classed, but is a defect."""
    entry = code_on(code, on)
    return entry is not None and entry.withdrawn_on is not None and entry.withdrawn_on < on


@cache
def code_spans() -> tuple[CodeSpan, ...]:
    """Every code's class by span of days, by code and date: `class_of` and `is_retired_on` as a table.

    The spans of a code follow one another without gap or overlap, and the last is open.
    """
    every_code = sorted({code for release in code_releases() for code in release.codes})
    return tuple(span for code in every_code for span in _spans_of(code))


def _spans_of(code: str) -> list[CodeSpan]:
    """The spans of one code; neighbours of equal class and standing are made one."""
    changes: list[tuple[date, StatisticalClass, bool]] = []
    for valid_from, entry in reversed(_entries_of(code)):
        changes.append((valid_from, entry.statistical_class, False))
        if entry.withdrawn_on is not None:
            changes.append((entry.withdrawn_on + timedelta(days=1), entry.statistical_class, True))
    kept = [change for n, change in enumerate(changes) if n == 0 or change[1:] != changes[n - 1][1:]]
    ends = [change[0] for change in kept[1:]] + [None]
    return [
        CodeSpan(
            code=code,
            valid_from=valid_from,
            valid_until_exclusive=end,
            statistical_class=statistical_class,
            retired=retired,
        )
        for (valid_from, statistical_class, retired), end in zip(kept, ends, strict=True)
    ]
