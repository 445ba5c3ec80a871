"""Writes the files in which an invented school sends its roll and its registers."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schoolward.register.upn import CHECK_LETTERS
from tests.spec.real_figures.expansion import SentSession

_LETTERS = np.frombuffer(CHECK_LETTERS.encode(), dtype=np.uint8)
_NOBODYS_AUTHORITY = 999 * 10**9


@dataclass(frozen=True, kw_only=True)
class InventedSchool:
    """A school that there is not, in an authority that there is. `place` tells its pupils' UPNs from others'."""

    place: int
    authority: str
    phase: str

    @property
    def urn(self) -> int:
        """Above every number that GIAS has given out."""
        return 900_000 + self.place

    @property
    def name(self) -> str:
        return f"All {self.phase} of {self.authority}"

    def upns(self, count: int) -> NDArray[np.uint8]:
        """So many UPNs with true check letters, a row of 13 bytes each."""
        numbers = _NOBODYS_AUTHORITY + self.place * 10**6 + np.arange(count)
        digits = numbers[:, None] // 10 ** np.arange(11, -1, -1) % 10
        letters = _LETTERS[digits @ np.arange(2, 14) % len(_LETTERS)]
        return np.column_stack([letters, digits + ord("0")]).astype(np.uint8)


def write_schools(path: Path, schools: Iterable[InventedSchool]) -> None:
    """The schools, with the column names of GIAS."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["URN", "LA (code)", "EstablishmentName", "PhaseOfEducation (name)"])
        writer.writerows((school.urn, school.authority, school.name, school.phase) for school in schools)


def write_pupils(path: Path, school: InventedSchool, count: int, *, entered: str = "2023-09-01") -> None:
    """The school's roll: everybody since the same day."""
    upns = school.upns(count).view("S13").ravel().astype(str)
    lines = [f"{upn},2012-02-29,{school.urn},{entered}\n" for upn in upns]
    path.write_text("upn,dob,urn,entry_date\n" + "".join(lines), encoding="ascii")


def write_marks(path: Path, school: InventedSchool, sessions: Iterable[SentSession]) -> int:
    """The marks, one a line; how many. Lines of one width at a time are filled in as bytes, not one by one."""
    upns: NDArray[np.uint8] | None = None
    written = 0
    with path.open("wb") as file:
        file.write(b"urn,upn,date,session,code\n")
        for session in sessions:
            if upns is None or len(upns) <= session.pupils.max(initial=0):
                upns = school.upns(int(session.pupils.max(initial=0)) + 1)
            widths = np.char.str_len(session.codes)
            for width in (1, 2):
                chosen = widths == width
                codes = session.codes[chosen].astype(f"S{width}").view(np.uint8).reshape(-1, width)
                parts = (
                    _same(f"{school.urn},", len(codes)),
                    upns[session.pupils[chosen]],
                    _same(f",{session.on.isoformat()},{session.half},", len(codes)),
                    codes,
                    _same("\n", len(codes)),
                )
                file.write(np.concatenate(parts, axis=1).tobytes())
            written += len(session.codes)
    return written


def _same(text: str, rows: int) -> NDArray[np.uint8]:
    return np.broadcast_to(np.frombuffer(text.encode(), dtype=np.uint8), (rows, len(text)))
