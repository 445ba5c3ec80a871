"""One mark in a register, as a value that cannot be wrong in itself."""

from dataclasses import dataclass
from datetime import datetime

from schoolward.register.codes import BLANK_MARKS, code_on
from schoolward.register.sessions import Session
from schoolward.register.upn import upn_fault

LONGEST_MINUTES_LATE = 400


@dataclass(frozen=True, kw_only=True)
class AttendanceMark:
    """What a school wrote of one pupil for one session. `code` is kept as sent; blank where there is no mark.

    Whether the pupil was on roll, or of an age for code X, is not the mark's to know.
    """

    upn: str
    urn: int
    session: Session
    code: str
    minutes_late: int | None = None
    comment: str | None = None
    recorded_at: datetime | None = None

    def __post_init__(self) -> None:
        fault = upn_fault(self.upn)
        if fault is not None:
            raise ValueError(f"{self.upn!r} is not a UPN ({fault})")
        if not 100_000 <= self.urn <= 999_999:
            raise ValueError(f"{self.urn} is not a school's URN: six digits")
        if self.minutes_late is not None and not 0 <= self.minutes_late <= LONGEST_MINUTES_LATE:
            raise ValueError(f"{self.minutes_late} minutes late is not between 0 and {LONGEST_MINUTES_LATE}")
        if self.code in BLANK_MARKS:
            return
        entry = code_on(self.code, self.session.on)
        if entry is None:
            raise ValueError(f"{self.code!r} was not a register code on {self.session.on}")
        if self.session.half not in entry.sessions:
            raise ValueError(f"code {self.code} is not used in a {self.session.half} session")

    @property
    def is_blank(self) -> bool:
        """Whether no mark was made: neither present nor absent."""
        return self.code in BLANK_MARKS
