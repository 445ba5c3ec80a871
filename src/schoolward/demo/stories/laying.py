"""Lays the stories' marks over the registers of their children, who are otherwise always in school."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.calendar import Days
from schoolward.demo.marks import AM_PRESENT, ATTENDED, CODE_AT, NOT_ON_ROLL, PM_PRESENT, Register, is_any
from schoolward.demo.roll_book import Ints
from schoolward.demo.stories.casting import Part
from schoolward.demo.stories.story import When

_SCHOOL_SHUT = "Y4"
_KEPT = (*(code for code in ATTENDED if code != "J"), "Y2", "Y3", _SCHOOL_SHUT)
"""What stays of the register drawn: attendance, and what befell the whole school or half of it."""
_HALF = {"AM": 0, "PM": 1}


def _no_places() -> Ints:
    return np.empty(0, dtype=np.int64)


def _no_marks() -> Register:
    return np.empty(0, dtype=np.uint8)


@dataclass(frozen=True, kw_only=True)
class LaidMarks:
    """The marks of the stories of one register year: `rows` are their children; the others one place a mark."""

    rows: Ints = field(default_factory=_no_places)
    row: Ints = field(default_factory=_no_places)
    session: Ints = field(default_factory=_no_places)
    code: Register = field(default_factory=_no_marks)
    sent: Register = field(default_factory=_no_marks)

    def quieten(self, register: Register) -> None:
        """Lets the stories' children attend whatever they missed."""
        part = register[self.rows]
        attended = np.where(np.arange(part.shape[1]) % 2, PM_PRESENT, AM_PRESENT).astype(np.uint8)
        kept = is_any(part, *_KEPT) | (part == NOT_ON_ROLL)
        register[self.rows] = np.where(kept, part, attended)

    def lay(self, register: Register, sent: Register, *, quiet: Register) -> None:
        """Writes the marks as known in the end and as first sent, where the child is on roll and the school not shut.

        `quiet` is the register after `quieten`: of the stories' children all else stays as it was there.
        """
        held = quiet[self.row, self.session]
        free = (held != NOT_ON_ROLL) & ~is_any(held, _SCHOOL_SHUT)
        for told, marks in ((register, self.code), (sent, self.sent)):
            told[self.rows] = quiet[self.rows]
            told[self.row[free], self.session[free]] = marks[free]

    def spare(self, held: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The same without the stories' children, for whom nobody mistypes a mark."""
        held[self.rows] = False
        return held


def laid_marks(parts: Sequence[Part], *, rows: Ints, dates: Days, all_days: Days) -> LaidMarks:
    """The marks of the parts played by these enrolments (`rows`, in the register's order) on the register's dates.

    `all_days` are the school's open days of both years: what is counted in school days may reach back over a summer.
    """
    place = {int(enrolment): at for at, enrolment in enumerate(rows.tolist())}
    here = [part for part in parts if part.enrolment in place]
    if not here:
        return LaidMarks()
    found: list[tuple[int, int, int, int]] = []
    for part in here:
        days = all_days[all_days <= np.datetime64(part.last_on)]
        for laid in part.story.marks:
            first, last = _day_at(laid.first, days), _day_at(laid.last, days)
            code = CODE_AT[laid.code]
            sent = code if laid.sent is None else CODE_AT[laid.sent]
            for on in np.flatnonzero((dates >= first) & (dates <= last)).tolist():
                found += [
                    (place[part.enrolment], 2 * on + _HALF[half], code, sent) for half in laid.halves.split()
                ]
    columns = np.array(found, dtype=np.int64).reshape(-1, 4).T
    return LaidMarks(
        rows=np.array(sorted(place[part.enrolment] for part in here)),
        row=columns[0],
        session=columns[1],
        code=columns[2].astype(np.uint8),
        sent=columns[3].astype(np.uint8),
    )


def _day_at(when: When, days: Days) -> np.datetime64:
    """The day that is meant; of those before the first day of all, the day before it."""
    if isinstance(when, date):
        return np.datetime64(when)
    if not len(days):
        return np.datetime64("NaT")
    return days[-1 - when] if when < len(days) else days[0] - 1
