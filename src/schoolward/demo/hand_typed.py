"""Makes the lines that somebody typed at the foot of an export, each wrong in a way of its own."""

from dataclasses import dataclass

import numpy as np

from schoolward.demo.long_files import LongLayout
from schoolward.demo.marks import AM_PRESENT, CODES, NOT_ON_ROLL, PM_PRESENT, Register
from schoolward.demo.register_year import RegisterYear

_CARELESS = 0.06
"""Share of files with such a foot."""

_MOST_OF_A_KIND = 4


@dataclass(frozen=True, kw_only=True)
class Foot:
    """Lines to put at a file's end, and how many rows of the file each reason will refuse because of them."""

    lines: tuple[bytes, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()
    lost: tuple[int, ...] = ()
    """Marks that the receiver cannot keep because of it: row times the file's sessions, plus the session."""


def foot_of(
    year: RegisterYear, sent: Register, *, sessions: slice, layout: LongLayout, rng: np.random.Generator
) -> Foot:
    """The foot of one half-term's file; empty for most."""
    part = sent[:, sessions]
    rightly = np.where(np.arange(part.shape[1]) % 2, PM_PRESENT, AM_PRESENT)
    held = np.flatnonzero(year.laid.spare(part == rightly).ravel())
    if rng.random() > _CARELESS or len(held) < 200:
        return Foot()
    cells = rng.choice(held, 5 * _MOST_OF_A_KIND, replace=False)
    typist = _Typist(year, part, first_day=sessions.start // 2, layout=layout, rng=rng)
    counts = rng.integers(0, _MOST_OF_A_KIND + 1, 6)
    lines: list[bytes] = []
    refused: dict[str, int] = {}
    lost: tuple[int, ...] = ()
    makers = (
        ("upn_check_letter", typist.with_swapped_digits),
        ("date_not_real", typist.on_no_day),
        ("date_in_future", typist.in_another_century),
        ("duplicate_mark", typist.again),
        ("conflicting_marks", typist.otherwise),
    )
    for turn, (reason, make) in enumerate(makers):
        made = [make(int(cell)) for cell in cells[turn * _MOST_OF_A_KIND :][: counts[turn]]]
        if made:
            lines += made
            refused[reason] = len(made)
        if made and reason == "conflicting_marks":
            refused[reason] *= 2
            lost = tuple(cells[turn * _MOST_OF_A_KIND :][: counts[turn]].tolist())
    after = typist.after_leaving()[: counts[5]]
    if after:
        lines += after
        refused["not_on_roll"] = len(after)
    return Foot(lines=tuple(lines), refused=tuple(sorted(refused.items())), lost=lost)


class _Typist:
    """Retypes single marks of one file."""

    def __init__(
        self,
        year: RegisterYear,
        part: Register,
        *,
        first_day: int,
        layout: LongLayout,
        rng: np.random.Generator,
    ) -> None:
        self._year, self._part, self._first_day, self._layout, self._rng = year, part, first_day, layout, rng

    def again(self, cell: int) -> bytes:
        """The same mark once more."""
        return self._line(cell)

    def otherwise(self, cell: int) -> bytes:
        """Another mark for the same session."""
        return self._line(cell, code="I")

    def with_swapped_digits(self, cell: int) -> bytes:
        """A UPN with one digit mistyped, so that the check letter no longer fits."""
        upn = self._year.upn[cell // self._part.shape[1]].decode()
        wrong = str((int(upn[6]) + 1 + int(self._rng.integers(8))) % 10)
        return self._line(cell, upn=upn[:6] + wrong + upn[7:])

    def on_no_day(self, cell: int) -> bytes:
        """A day that no calendar has."""
        return self._line(cell, day=f"{self._year.academic_year + 1}-02-30")

    def in_another_century(self, cell: int) -> bytes:
        """A year with two digits swapped."""
        day = self._day(cell)
        return self._line(cell, day=f"2{day[2:4][::-1]}0{day[4:]}" if day[2:4] != "00" else day)

    def after_leaving(self) -> list[bytes]:
        """Present marks of a day after the child had left."""
        days = self._year.dates[self._first_day : self._first_day + self._part.shape[1] // 2]
        lines = []
        for row in np.flatnonzero(self._year.leaving < days[-1] if len(days) else []):
            width = self._part.shape[1]
            empty = np.flatnonzero(self._part[row] == NOT_ON_ROLL)
            late = empty[days[empty // 2] > self._year.leaving[row]]
            if len(late):
                session = int(late[-1])
                lines.append(self._line(row * width + session, code="\\" if session % 2 else "/"))
        return lines

    def _day(self, cell: int) -> str:
        return str(self._year.dates[self._first_day + cell % self._part.shape[1] // 2])

    def _line(
        self, cell: int, *, upn: str | None = None, day: str | None = None, code: str | None = None
    ) -> bytes:
        row, session = divmod(cell, self._part.shape[1])
        written = day or self._day(cell)
        if self._layout.windows:
            written = "/".join(reversed(written.split("-")))
        values = [
            str(self._year.school.urn),
            upn or self._year.upn[row].decode(),
            written,
            "PM" if session % 2 else "AM",
            CODES[self._part[row, session]] if code is None else code,
        ]
        optional = self._layout.minutes + self._layout.comment + self._layout.recorded_at
        return ",".join([*values, *[""] * optional]).encode()
