"""Counts of sessions over some stretch of time, as rules on absence weigh them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SessionTally:
    """Possible sessions and those missed, by one enrolment or by one pupil over all schools."""

    possible: int
    absent: int
    part_time: int = 0
    """Of the missed ones, those under a part-time timetable."""

    def __post_init__(self) -> None:
        if not 0 <= self.part_time <= self.absent <= self.possible:
            raise ValueError(f"{self.absent} of {self.possible} sessions cannot have been missed")

    def reaches(self, per_cent: int) -> bool:
        """Whether at least that share was missed, by whole numbers. Nothing is reached where nothing was possible."""
        return self.possible > 0 and 100 * self.absent >= per_cent * self.possible
