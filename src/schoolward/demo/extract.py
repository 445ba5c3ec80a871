"""Holds the marks that one file is to carry."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.marks import CODE_AT, Register
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.roll_book import Ints

_LATE, _AFTER_CLOSE = CODE_AT["L"], CODE_AT["U"]


@dataclass(frozen=True, kw_only=True)
class Extract:
    """The marks of `register` where `cells` is true; both have a row an enrolment and two columns a day."""

    year: RegisterYear
    register: Register
    cells: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if not self.register.shape == self.cells.shape == (self.year.pupils, self.year.sessions):
            raise ValueError(
                "an extract's register and cells must have a row an enrolment and a column a session"
            )

    @cached_property
    def places(self) -> tuple[Ints, Ints]:
        """Row and column of each mark, by pupil, date and session."""
        row, column = np.nonzero(self.cells)
        return row, column

    @cached_property
    def marks(self) -> Register:
        """Each mark's place in CODES, in the same order."""
        return self.register[self.places]

    @cached_property
    def minutes_late(self) -> Ints:
        """Minutes for each mark: 1 to 28 for L, 31 to 120 for U, else 0; the same whenever the mark is sent."""
        row, column = self.places
        mixed = (row * 7919 + column * 104_729 + 17) % 9973
        late = 1 + np.minimum(mixed % 28, mixed // 28 % 28)
        return np.where(self.marks == _LATE, late, np.where(self.marks == _AFTER_CLOSE, 31 + mixed % 90, 0))
